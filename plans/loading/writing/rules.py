"""Rules between indicators into the tables."""

from plans.choices import RulePlace
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.rules import RuleEntry
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.models import BreakdownPart, CheckRule, CheckRuleTerm, Indicator, Plan


def write_rules(file: PlanFile | CatalogueFile, plan: Plan | None, ledger: Ledger) -> None:
    """The rules of a plan; with None those of the shared catalogue. They take effect at once, in open rounds too."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()} if file.rules else {}
    parts = {(part.breakdown_id, part.code): part for part in BreakdownPart.objects.all()} if file.rules else {}
    shelf = Shelf(ledger, CheckRule, CheckRule.objects.filter(plan=plan), file.at("rules"), key=("code",))
    terms = Shelf(
        ledger,
        CheckRuleTerm,
        CheckRuleTerm.objects.filter(rule__plan=plan).select_related("rule"),
        file.at("rules"),
        key=("rule", "place", "order"),
        name=lambda term: own_name(term.rule),
        part_of=True,
    )
    for order, entry in enumerate(file.rules, 1):
        rule = shelf.put(
            plan=plan,
            code=entry.code,
            order=order,
            comparison=entry.comparison,
            constant=entry.constant,
            weight=entry.weight,
            words=entry.words,
            note=entry.note,
        )
        for place, number, term in _places(entry):
            indicator = indicators[term.indicator]
            part = parts[indicator.breakdown_id, term.part] if term.part else None
            terms.put(rule=rule, place=place, order=number, indicator=indicator, part=part, side=term.side or "")
    shelf.close()
    terms.close()


def _places(entry: RuleEntry) -> list[tuple]:
    return [
        (place, number, term)
        for place, terms in ((RulePlace.LEFT, entry.left), (RulePlace.RIGHT, entry.right))
        for number, term in enumerate(terms, 1)
    ]
