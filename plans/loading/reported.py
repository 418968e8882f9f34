"""Whether something outside the plans rests on a row of theirs: a round, a report, a figure."""

from django.db.models import Model


def is_reported(row: Model) -> bool:
    """True where a row of another app points at this one. The apps above are not named: their tables are asked."""
    app = row._meta.app_label
    relations = [
        relation
        for relation in row._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model._meta.app_label != app
    ]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: row}).exists() for relation in relations
    )
