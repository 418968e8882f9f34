"""Numbers of one report beside each other: the rules between indicators, the sides of a ratio, estimate and actual."""

from collections.abc import Iterator
from decimal import Decimal

from plans.choices import RuleWeight
from plans.wording import number_words
from portal.numbers import format_number
from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, part_box
from reporting.check_rules import LOOK_AGAIN, Term, breach_of, breach_words
from reporting.checking.findings import LOOK_OR_EXPLAIN, Finding, Rows, first_box, lasting_numbers, missing_parts
from reporting.choices import FigureKind, ProblemLevel
from reporting.questions import Question, Row

WEIGHTS = {
    RuleWeight.REFUSE: (ProblemLevel.BLOCKS, LOOK_AGAIN),
    RuleWeight.EXPLAIN: (ProblemLevel.EXPLAIN, LOOK_OR_EXPLAIN),
}


def against_rules(question: Question, row: Row, rows: Rows) -> Iterator[Finding]:
    """The rules that this indicator leads, where all their numbers are there."""
    for rule in question.rules:
        breach = breach_of(rule, lambda term: _number(term, row.kind, rows))
        if breach:
            level, advice = WEIGHTS[rule.weight]
            words = breach_words(breach, lambda term: _name(term, row.kind, rows))
            box = rule.left[0].box
            yield Finding(
                level,
                first_box(question) if box == VALUE else box,
                f"{words} {advice}",
                tuple((term.indicator_id, row.kind) for term in (*rule.left, *rule.right)),
            )


def ratio_above_one(question: Question, row: Row) -> Iterator[Finding]:
    numerator = row.answer.numbers.get(NUMERATOR)
    denominator = row.answer.numbers.get(DENOMINATOR, question.indicator.denominator_fixed)
    if numerator is not None and denominator is not None and numerator > denominator:
        message = f"tử số {format_number(numerator)} lớn hơn mẫu số {format_number(denominator)}. {LOOK_OR_EXPLAIN}"
        yield Finding(ProblemLevel.EXPLAIN, NUMERATOR, message)


def estimate_below_actual(question: Question, row: Row, rows: Rows) -> Iterator[Finding]:
    if row.kind != FigureKind.ESTIMATE:
        return
    key = (question.indicator.pk, FigureKind.ACTUAL)
    so_far = rows[key][1].answer.numbers
    for box, label, estimate in lasting_numbers(question, row):
        if box in so_far and estimate < so_far[box]:
            yield Finding(
                ProblemLevel.EXPLAIN,
                box,
                f"{label}ước cả năm {format_number(estimate)} thấp hơn {format_number(so_far[box])} "
                f"đã có đến ngày chốt. {LOOK_OR_EXPLAIN}",
                (key,),
            )


def _number(term: Term, kind: str, rows: Rows) -> Decimal | None:
    """The number of a term as it is typed now; a total only where no part of it is missing."""
    question, row = rows.get((term.indicator_id, kind), (None, None))
    if row is None or not row.answer.has_value:
        return None
    if term.box == VALUE:
        return None if missing_parts(question, row) else row.answer.total
    fixed = question.indicator.denominator_fixed if term.box == DENOMINATOR else None
    return row.answer.numbers.get(term.box, fixed)


def _name(term: Term, kind: str, rows: Rows) -> str:
    question, _ = rows[term.indicator_id, kind]
    part = next((part.name for part in question.parts if part_box(part.pk) == term.box), "")
    return number_words(question.indicator.name, part=part)
