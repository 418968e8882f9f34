"""Plausible figures: the same ones at every loading, near what the plans ask, with zeros, gaps and reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from plans.choices import Accumulation, Measure, Period, Reporter, RuleComparison, SpanKind
from plans.models import Target
from reporting.answers import ANSWER, DAY, DENOMINATOR, NOTE, NUMERATOR, PART, VALUE, boxes_of
from reporting.check_rules import Rule
from reporting.choices import Answer, FigureKind
from reporting.models import Report
from reporting.questions import Question, Row

NOT_APPLICABLE_REASONS = ("Trên địa bàn không có HTX do phụ nữ quản lý.", "Địa bàn không có đối tượng này.")
NO_DATA_REASON = "Đang rà soát cùng các chi hội, sẽ bổ sung khi có số liệu."
EXPLANATION = "Số liệu đã đối chiếu với sổ theo dõi của các chi hội."
# What a unit without any target to go by has in a year.
USUAL = {"người": Decimal(9), "sản phẩm": Decimal("1.4"), "tin, bài": Decimal(3)}
# What an agency counts for a whole province, beside what a unit counts for itself.
WHOLE_PROVINCE = 60


@dataclass(frozen=True)
class Expected:
    """What one unit is expected to reach in these years: of a flow in each of them, of a stock or ratio at their end."""

    first_year: int
    last_year: int
    value: Decimal


@dataclass(frozen=True)
class Expectations:
    """What one unit is expected to reach, by indicator and part."""

    of_unit: Mapping[tuple[int, int | None], tuple[Expected, ...]]
    first_year: int

    @classmethod
    def of(cls, plan, unit_count: int) -> "Expectations":
        expected: dict[tuple[int, int | None], list[Expected]] = {}
        targets = Target.objects.filter(goal__plan=plan, goal__per_level="", unit__isnull=True)
        for target in (
            targets.exclude(span_kind=SpanKind.EVERY).select_related("goal__indicator").prefetch_related("versions")
        ):
            value, indicator = target.versions.all()[0].value, target.goal.indicator
            if value is None:
                continue
            if indicator.measure == Measure.COUNT:
                years = target.last_year - target.first_year + 1 if indicator.accumulation == Accumulation.FLOW else 1
                value = value / years / unit_count
            spans = expected.setdefault((indicator.pk, target.goal.part_id), [])
            spans.append(Expected(target.first_year, target.last_year, value))
        return cls({key: tuple(spans) for key, spans in expected.items()}, plan.first_year)

    def find(self, indicator_id: int, part_id: int | None, year: int) -> Decimal | None:
        """The shortest span that covers the year, else None."""
        spans = [
            span for span in self.of_unit.get((indicator_id, part_id), ()) if span.first_year <= year <= span.last_year
        ]
        return min(spans, key=lambda span: span.last_year - span.first_year).value if spans else None


def invented(report: Report, questions: list[Question], expected: Expectations) -> dict:
    """Cells for every row of a report's form, as filling.Typed takes them."""
    lies_in = {question.indicator.pk: question.indicator.not_above_id for question in questions}
    rows = {
        (question.indicator.pk, row.kind): _cells(report, question, row, expected)
        for question in questions
        for row in question.rows
    }
    for indicator_id, kind in sorted(rows, key=lambda key: _depth(key[0], lies_in), reverse=True):
        above = rows.get((lies_in[indicator_id], kind))
        if above:
            _raise_above(above, rows[indicator_id, kind])
    for question in questions:
        for rule in question.rules:
            for row in question.rows:
                _keep(rule, row.kind, rows)
    return rows


def _depth(indicator_id: int, lies_in: Mapping[int, int | None]) -> int:
    """How many wholes ("trong đó") lie around an indicator: what lies deepest comes first."""
    above = lies_in.get(indicator_id)
    return 0 if above is None else 1 + _depth(above, lies_in)


def _cells(report: Report, question: Question, row: Row, expected: Expectations) -> dict[str, str]:
    indicator = question.indicator
    lasting = Random(f"{report.unit.code}/{indicator.code}")  # noqa: S311 - invention, not secrecy
    passing = Random(f"{report.unit.code}/{indicator.code}/{report.round.code}")  # noqa: S311
    if lasting.random() < 0.03:
        return {ANSWER: Answer.NOT_APPLICABLE, NOTE: lasting.choice(NOT_APPLICABLE_REASONS)}
    if passing.random() < 0.015 and row.kind == FigureKind.ACTUAL:
        return {ANSWER: Answer.NO_DATA, NOTE: NO_DATA_REASON}
    if indicator.measure == Measure.MILESTONE:
        return _milestone(report, expected, lasting)
    if indicator.measure == Measure.RATIO:
        return _ratio(report, question, row, expected, lasting)
    return _count(report, question, row, expected)


def _milestone(report: Report, expected: Expectations, lasting: Random) -> dict[str, str]:
    """Done on one day of the plan's first year; before that day "chưa thực hiện"."""
    done_on = date(expected.first_year, 6, 1) + timedelta(days=lasting.randrange(150))
    if done_on > report.round.cut_off:
        return {ANSWER: Answer.VALUE, VALUE: "0"}
    return {ANSWER: Answer.VALUE, VALUE: "1", DAY: done_on.isoformat()}


def _ratio(report, question, row, expected, lasting) -> dict[str, str]:
    indicator = question.indicator
    whole = indicator.denominator_fixed or Decimal(lasting.randrange(8, 40))
    aim = (expected.find(indicator.pk, None, row.year) or Decimal(70)) / 100
    years = row.year - expected.first_year + (0 if report.round.period == Period.HALF_YEAR else 1)
    reached = aim * (Decimal("0.72") + Decimal("0.09") * years) + Decimal(lasting.randrange(-6, 10)) / 100
    cells = {ANSWER: Answer.VALUE, NUMERATOR: str(_whole(whole * min(max(reached, Decimal(0)), Decimal(1))))}
    return cells if indicator.denominator_fixed else {**cells, DENOMINATOR: str(whole)}


def _count(report, question, row, expected) -> dict[str, str]:
    indicator = question.indicator
    boxes = boxes_of(indicator, question.parts)
    named = boxes[:-1] if len(boxes) > 1 else boxes  # the last part is "chưa phân loại"
    of_all = expected.find(indicator.pk, None, row.year) or USUAL.get(indicator.unit_of_measure, Decimal("1.2"))
    usual = of_all / len(named)
    if report.reporter == Reporter.AGENCY:
        usual *= WHOLE_PROVINCE
    cells = {ANSWER: Answer.VALUE}
    for place, box in enumerate(named):
        part_id = int(box.removeprefix(PART)) if len(boxes) > 1 else None
        per_box = expected.find(indicator.pk, part_id, row.year) or usual
        random = Random(f"{report.unit.code}/{indicator.code}/{box}/{_year_of(indicator, row)}")  # noqa: S311
        share = Decimal(random.randrange(55, 150)) / 100 + Decimal(place) / 10
        cells[box] = str(_so_far(report, row, indicator, per_box * share, random))
    if len(boxes) > 1:
        cells[boxes[-1]] = "0"
    return cells


def _year_of(indicator, row) -> int:
    return row.year if indicator.accumulation == Accumulation.FLOW else 0


def _so_far(report, row, indicator, amount: Decimal, random: Random) -> int:
    """A year's amount as it stands at the cut-off: about half at six months; a stock grows with the years."""
    if indicator.accumulation == Accumulation.STOCK:
        half_years = (row.year - 2023) * 2 + (report.round.period != Period.HALF_YEAR)
        return _whole(amount * (Decimal("0.6") + Decimal("0.07") * half_years))
    whole_year = int(amount) + (random.random() < amount % 1)
    if row.kind in {FigureKind.ESTIMATE, FigureKind.FINAL}:
        return whole_year + (random.random() < 0.15)
    if report.round.period == Period.HALF_YEAR:
        return sum(random.random() < 0.45 for _ in range(whole_year))
    return whole_year


def _raise_above(above: dict[str, str], cells: dict[str, str]) -> None:
    """The whole is never less than what lies in it ("trong đó"), part by part."""
    if cells[ANSWER] != Answer.VALUE:
        return
    if above[ANSWER] != Answer.VALUE:
        above.clear()
        above.update(cells)
    for box in above.keys() & cells.keys() - {ANSWER, NOTE, DAY}:
        above[box] = str(max(int(above[box]), int(cells[box])))


def _keep(rule: Rule, kind: str, rows: dict) -> None:
    """A number is not above another one, or as much: then the other one is made so. Sums are left as they fell."""
    if len(rule.left) != 1 or len(rule.right) != 1 or rule.constant:
        return
    [mine], [other] = rule.left, rule.right
    cells, others = rows.get((mine.indicator_id, kind), {}), rows.get((other.indicator_id, kind), {})
    if mine.box not in cells or other.box not in others:
        return
    number, its = int(cells[mine.box]), int(others[other.box])
    kept = {RuleComparison.EQUAL: number, RuleComparison.NOT_ABOVE: max(number, its)}.get(rule.comparison, its)
    others[other.box] = str(kept)
    if NUMERATOR in others and other.box == DENOMINATOR:
        others[NUMERATOR] = str(min(int(others[NUMERATOR]), kept))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
