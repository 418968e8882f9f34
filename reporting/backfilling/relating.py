"""What old figures of one report may not be to each other: the rules between indicators that refuse a submission."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from plans.choices import RuleWeight
from plans.models import Indicator
from plans.wording import number_words
from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, part_box
from reporting.backfilling.answering import PartRow, Tell
from reporting.check_rules import LOOK_AGAIN, Rule, Term, breach_of, breach_words, rules_among
from reporting.choices import Answer
from reporting.questionnaire import parts_in_use

COLUMNS = {NUMERATOR: "numerator", DENOMINATOR: "denominator"}


def tell_breaches(
    told: Mapping[str, tuple[list[PartRow], list[dict]]],
    indicators: Mapping[str, Indicator],
    rules: Iterable[Rule],
    cut_off: date,
    tell: Tell,
) -> None:
    """Tell each broken rule at its first number. `told`: the rows and the figures of one report by an indicator's code.

    Who could explain what is doubtful about an old figure is not there any more: such rules are not asked.
    """
    codes = {indicators[code].pk: code for code in told}
    numbers, names = {}, {}
    for code, (_, figures) in told.items():
        for term, name, number in _terms(indicators[code], figures, cut_off):
            numbers[term], names[term] = number, name
    for rule in rules_among(rules, [indicators[code] for code in told]):
        breach = breach_of(rule, numbers.get) if rule.weight == RuleWeight.REFUSE else None
        if breach:
            first = rule.left[0]
            row = _row_of(told[codes[first.indicator_id]][0], first.box)
            tell(row, COLUMNS.get(first.box, "value"), f"{breach_words(breach, names.get)} {LOOK_AGAIN}")


def _terms(indicator: Indicator, figures: list[dict], cut_off: date) -> Iterator[tuple[Term, str, Decimal]]:
    """(term, its name, number) of one indicator; a total only where no part of it is without one."""
    parts = {part.code: part for part in parts_in_use(indicator, cut_off)}
    for figure in figures:
        part = parts.get(figure["part"])
        box, name = (part_box(part.pk), part.name) if part else (VALUE, "")
        for key, its in (("value", box), (NUMERATOR, NUMERATOR), (DENOMINATOR, DENOMINATOR)):
            if figure[key] is not None:
                yield Term(indicator.pk, its), number_words(indicator.name, part=name), Decimal(figure[key])
    values = [figure["value"] for figure in figures]
    if values and None not in values and all(figure["answer"] == Answer.VALUE for figure in figures):
        yield Term(indicator.pk), indicator.name, sum(map(Decimal, values), Decimal(0))


def _row_of(rows: list[PartRow], box: str):
    """The row that gives a number; of a total the first one."""
    return next((one.row for one in rows if one.part and part_box(one.part.pk) == box), rows[0].row)
