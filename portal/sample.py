"""A sample database says so wherever it is shown, also where the settings have forgotten it."""

from django.conf import settings

from portal.models import SampleMark


def mark_sample() -> None:
    """Mark this database as one of samples, for good."""
    SampleMark.objects.get_or_create(pk=1)


def is_sample() -> bool:
    """Whether what this database says must be marked DỮ LIỆU MẪU: by the settings, or by the mark in it (one query)."""
    return settings.SAMPLE_DATABASE or SampleMark.objects.exists()


def is_unmarked_sample() -> bool:
    """Whether samples lie here and the settings do not know: then no page says so, and nobody may sign in."""
    return not settings.SAMPLE_DATABASE and SampleMark.objects.exists()
