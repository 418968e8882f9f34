"""One row's earlier values and what is typed now, as a small chart."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from plans.choices import Accumulation, Measure
from portal.charts import Chart, Reading, draw_chart
from portal.dates import format_date
from portal.numbers import format_number, format_percent
from reporting.lines import answer_words
from reporting.questions import Question, Row
from reporting.tracing.earlier import EarlierValue, measured

FEWEST = 2  # a single value is no development


def chart_of(question: Question, row: Row, earlier: Iterable[EarlierValue]) -> Chart | None:
    """What arises during a year as bars, which begin anew with each year; a state as a line. Nothing of a milestone."""
    readings = [_reading(question, value) for value in earlier]
    if row.answer.has_value:
        readings.append(_reading_now(question, row))
    if sum(reading.value is not None for reading in readings) < FEWEST:
        return None
    is_flow = question.indicator.accumulation == Accumulation.FLOW
    return draw_chart(readings, is_bars=is_flow, say=_say(question))


def title_of(question: Question, row: Row, earlier: Sequence[EarlierValue]) -> str:
    """The chart in one sentence, for who does not see it."""
    latest = earlier[-1]
    told = f"{len(earlier)} số đã duyệt, gần nhất là {latest.words} ({latest.round_name})"
    now = f"; báo cáo này, vẽ rỗng: {answer_words(question, row.answer)}" if row.answer.has_value else ""
    return f"{question.indicator.name}: {told}{now}"


def hint_of(chart: Chart | None) -> str:
    """What the hollow bar or dot is, where there is one."""
    if chart is None or not any(mark.is_open for mark in chart.marks):
        return ""
    return f"{'Cột' if chart.is_bars else 'Chấm'} rỗng trên hình là số của báo cáo này."


def _reading(question: Question, value: EarlierValue) -> Reading:
    caption = f"{value.round_name}, đến {format_date(value.as_of)}: {value.words}"
    return Reading(value.number, _say(question)(value.number), caption, str(value.year))


def _reading_now(question: Question, row: Row) -> Reading:
    number = measured(question, row.answer.numbers)
    words = _say(question)(number)
    return Reading(number, words, f"Báo cáo này, {row.caption.lower()}: {words}", str(row.year), is_open=True)


def _say(question: Question) -> Callable[[Decimal | None], str]:
    return format_percent if question.indicator.measure == Measure.RATIO else format_number
