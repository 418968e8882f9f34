"""What was accepted of a reporter on one indicator before a round, value after value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Accumulation, Measure
from plans.succession import current_map
from reporting.answers import VALUE, RowAnswer
from reporting.choices import Answer, FigureKind
from reporting.last_values import Told, told_before, value_of
from reporting.lines import value_words
from reporting.models import Report
from reporting.questions import Question

MOST_VALUES = 12


@dataclass(frozen=True)
class EarlierValue:
    """What stood on one cut-off: of which round, which day and reporting year it speaks, in words and as a number.

    `number` is a count's total or a ratio's percent, None where there is none. `others` says whose numbers are in it
    besides, or instead of, the reporter's own: units that merged into it.
    """

    round_name: str
    as_of: date
    year: int
    words: str
    details: str
    number: Decimal | None
    others: str = ""


def earlier_values(report: Report, question: Question) -> tuple[EarlierValue, ...]:
    """The last MOST_VALUES values that were accepted before the report's cut-off, the oldest first. One query.

    Each is what counted on its day (aggregation settles what replaces what): of a flow that year's numbers, else all that
    stood. Units that merged into the reporter are in it from the first day on, so that the values can be compared.
    """
    rows = list(told_before(report, current_map(), [question.indicator.pk]))
    is_flow = question.indicator.accumulation == Accumulation.FLOW
    occasions = dict.fromkeys((row.counts_from, row.year if is_flow else None) for row in rows)
    found = [
        _earlier_value(report, question, day, standing)
        for day, year in occasions
        if (standing := [row for row in rows if row.counts_on(day) and year in {None, row.year}])
        and any(row.counts_from == day for row in standing)
    ]
    return tuple(sorted(found, key=lambda value: value.as_of))[-MOST_VALUES:]


def measured(question: Question, numbers: Mapping[str, Decimal]) -> Decimal | None:
    """What an answer's numbers come to: a count's total, a ratio's percent (0-100 and above); None of a milestone."""
    answer = RowAnswer(Answer.VALUE, numbers)
    match question.indicator.measure:
        case Measure.RATIO:
            return answer.percent(question.indicator.denominator_fixed)
        case Measure.COUNT:
            return numbers.get(VALUE, answer.total)
    return None


def _earlier_value(report: Report, question: Question, day: date, standing: list[Told]) -> EarlierValue:
    value = value_of(question.indicator, standing, report.unit_id)
    words, details = value_words(question, value.numbers, value.done_on)
    told = [row for row in standing if row.counts_from == day]
    latest = next((row for row in told if row.unit == report.unit_id), told[0])
    final = f", chính thức năm {latest.year}" if latest.kind == FigureKind.FINAL else ""
    return EarlierValue(
        round_name=latest.round_name + final,
        as_of=latest.as_of,
        year=latest.year,
        words=words,
        details=details,
        number=measured(question, value.numbers),
        others=_others(value.added, any(row.unit == report.unit_id for row in standing)),
    )


def _others(names: tuple[str, ...], has_own: bool) -> str:
    if not names:
        return ""
    return f"{'cộng' if has_own else 'số của'} {', '.join(names)}"
