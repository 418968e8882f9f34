"""Numbers beside what was accepted of the same reporter before. A box is told one thing about its past, the weightiest."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plans.choices import Accumulation
from portal.dates import format_date
from portal.numbers import format_number
from reporting.answers import ANSWER, VALUE
from reporting.checking.findings import LOOK_OR_EXPLAIN, Finding, first_box, lasting_numbers
from reporting.choices import ProblemLevel
from reporting.questions import Question, Row
from reporting.usual import Earlier, Usual

TENFOLD = 10
TINY = Decimal(10)  # below this, doubling is what small numbers do
TOLD = 5  # earlier numbers that a message names


def undone(row: Row) -> Iterator[Finding]:
    if row.last and row.last.done_on and not row.answer.done_on:
        yield Finding(
            ProblemLevel.EXPLAIN,
            ANSWER,
            f"kỳ trước đã báo hoàn thành ngày {format_date(row.last.done_on)} ({row.last.round_name}), "
            f"nay ghi chưa thực hiện. {LOOK_OR_EXPLAIN}",
        )


def beside_the_past(question: Question, row: Row) -> Iterator[Finding]:
    """Fallen within its year, grown tenfold, outside what is usual here, or (asking nothing) much changed."""
    numbers = lasting_numbers(question, row)
    fallen = list(_fallen(question, row, numbers))
    yield from fallen
    told = {finding.box for finding in fallen}
    last = row.last.numbers if row.last else {}
    for box, label, number in numbers:
        if box in told:
            continue
        finding = _grown_tenfold(box, label, number, last.get(box))
        if finding is None and box in row.usual:
            finding = _unlike_before(box, label, number, row.usual[box])
        if finding:
            yield finding


def _fallen(question: Question, row: Row, numbers: list) -> Iterator[Finding]:
    """What arises during a year is told from the year's first day on, so that it cannot become less within it."""
    if question.indicator.accumulation != Accumulation.FLOW or row.last is None or row.last.year != row.year:
        return
    if question.parts:
        numbers = [*numbers, (VALUE, "tổng ", row.answer.total)]
    for box, label, number in numbers:
        before = row.last.numbers.get(box)
        if before is not None and number < before:
            yield Finding(
                ProblemLevel.EXPLAIN,
                first_box(question) if box == VALUE else box,
                f"{label}{format_number(number)} giảm so với {format_number(before)} đã duyệt ({row.last.round_name}), "
                f"mà số này cộng dồn từ đầu năm. {LOOK_OR_EXPLAIN}",
            )


def _grown_tenfold(box: str, label: str, number: Decimal, before: Decimal | None) -> Finding | None:
    if before is None or before <= 0 or number < before * TENFOLD:
        return None
    return Finding(
        ProblemLevel.EXPLAIN,
        box,
        f"{label}{format_number(number)} gấp từ {TENFOLD} lần số lần trước ({format_number(before)}). "
        "Xem lại có thừa chữ số không, hoặc giải trình.",
    )


def _unlike_before(box: str, label: str, number: Decimal, usual: Usual) -> Finding | None:
    """Outside the usual range (see reporting.usual) asks for a word; more than half away from last time is shown."""
    if not usual.holds(number):
        between = f"từ {format_number(usual.low)} đến {format_number(usual.high)}"
        return Finding(
            ProblemLevel.EXPLAIN,
            box,
            f"{label}{format_number(number)} ngoài khoảng thường thấy {between}; "
            f"các lần trước: {_listed(usual.earlier[-TOLD:])}. {LOOK_OR_EXPLAIN}",
        )
    *earlier, last = usual.earlier[-TOLD:]
    before = last.number
    if abs(number - before) * 2 <= abs(before) or max(abs(number), abs(before)) < TINY:
        return None
    way = "tăng nhiều" if number > before else "giảm nhiều"
    before_that = f"; trước đó {_listed(earlier)}" if earlier else ""
    return Finding(
        ProblemLevel.UNUSUAL,
        box,
        f"{label}{format_number(number)} {way} so với {_listed([last])}{before_that}. "
        "Nên xem lại, không phải giải trình.",
    )


def _listed(earlier: Sequence[Earlier]) -> str:
    """ "12 (Năm 2023), 11 (Năm 2024)"."""
    return ", ".join(f"{format_number(one.number)} ({one.round_name})" for one in earlier)
