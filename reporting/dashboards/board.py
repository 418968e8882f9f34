"""A plan's page of progress: its goals under its headings in words, and the matrix of who contributed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.core.paginator import Page, Paginator

from plans.choices import Joining, Measure
from plans.models import Plan
from portal.dates import format_date
from portal.numbers import format_number, format_percent
from reporting import phrases
from reporting.choices import Status
from reporting.dashboards.matrix import Matrix, filled, outline_of
from reporting.dashboards.placing import AT_CUT_OFF, View
from reporting.joining import MET, Key
from reporting.judging import STATUS_HELP
from reporting.phrases import in_tables
from reporting.progress import GoalProgress, Row, explained, judged, opened
from reporting.rules import Sight
from reporting.tags import Tag

ROWS_A_PAGE = 200
Told = tuple[Row, GoalProgress]
MET_BY_ANOTHER = Tag("Đạt nhờ chỉ tiêu khác", "check-circle", "green")
LOOKS = {
    Status.EXCEEDED: ("star", "green"),
    Status.MET: ("check-circle", "green"),
    Status.ON_TRACK: ("trend", "blue"),
    Status.BEHIND: ("arrow-down", "orange"),
    Status.NO_DATA: ("question", "grey"),
    Status.NOT_DUE: ("hourglass", "grey"),
    Status.MISSED: ("cross", "red"),
    Status.NONE: ("circle", "plain"),
}


@dataclass(frozen=True)
class GoalLine:
    """One goal in one span, as the page shows it.

    `bar` is the share's length, 0-100, None where there is no share. `cautions` are what is wrong with the value,
    `notes` what else is to be known of it, `left_behind` what units that ended still have in it. `joined` is the word that
    ties it to the goal above it, `explanation` how it is counted.
    """

    name: str
    indicator_code: str
    wording: str
    span: str
    value: str
    unit_of_measure: str
    target: str
    share: str
    bar: int | None
    tag: Tag
    meaning: str
    explanation: str
    joined: str
    coverage: str
    cautions: tuple[str, ...]
    notes: tuple[str, ...]
    left_behind: tuple[str, ...]


@dataclass(frozen=True)
class GoalGroup:
    """The goals under one heading of the plan."""

    heading: str
    lines: tuple[GoalLine, ...]


@dataclass(frozen=True)
class Explained:
    """A word of progress, what it means, and how many goals have it."""

    tag: Tag
    meaning: str
    count: int


@dataclass(frozen=True)
class Board:
    """What stands on the page. `cut_off` is that of the latest round up to the day, `page` the rows' place among all.

    `has_parts`: something is broken down, which has a page of its own.
    """

    on: date
    cut_off: date | None
    groups: tuple[GoalGroup, ...]
    words: tuple[Explained, ...]
    has_parts: bool
    matrix: Matrix
    page: Page


def board_of(plan: Plan, on: date, sight: Sight, page_number: str | None = None, view: View = AT_CUT_OFF) -> Board:
    """The page of a plan on a day for somebody who sees everybody's sum and, of single rows, what `sight` covers.

    The number of queries depends neither on units nor on goals nor on rounds.
    """
    rows, ledger = opened(plan, on)
    progress = judged(rows, ledger)
    outline = outline_of(rows, progress, ledger, view)
    page = Paginator([key for key in outline.keys if sight.covers(*key[:3])], ROWS_A_PAGE).get_page(page_number)
    cut_off = max(ledger.coverage.cut_offs, default=None)
    return Board(
        on=on,
        cut_off=cut_off,
        groups=_groups(zip(rows, progress, strict=True), phrases.headings_of([plan.pk]), explained(rows, ledger), on),
        words=_explained(progress),
        has_parts=any(row.subject.indicator.breakdown_id for row in rows),
        matrix=filled(outline, ledger, page.object_list),
        page=page,
    )


def tag_of(status: str) -> Tag:
    """A word, an icon and a colour."""
    return Tag(Status(status).label, *LOOKS[Status(status)])


def _explained(progress: Iterable[GoalProgress]) -> tuple[Explained, ...]:
    """Of a commitment of several goals one is counted."""
    counts = Counter(goal.status for goal in progress if goal.is_counted)
    return tuple(Explained(tag_of(status), STATUS_HELP[status], counts[status]) for status in Status)


def _groups(
    goals: Iterable[Told], headings: dict[int, str], explanations: dict[Key, str], on: date
) -> tuple[GoalGroup, ...]:
    """Of a goal that repeats ("hàng năm") the spans to come are only named, beside the last one that has begun."""
    groups = []
    for heading, under in groupby(goals, key=lambda told: headings[told[1].section_id]):
        lines = []
        for _, spans in groupby(under, key=lambda told: told[1].goal_id):
            spans = list(spans)
            later = [told for told in spans[1:] if told[0].span.stands_alone and not told[0].span.has_begun(on)]
            shown = [told for told in spans if told not in later]
            for row, goal in shown:
                notes = _notes(row, goal, later if row is shown[-1][0] else (), on)
                lines.append(_line(goal, explanations[row.key], notes))
        groups.append(GoalGroup(heading, tuple(lines)))
    return tuple(groups)


def _line(goal: GoalProgress, explanation: str, notes: Iterable[str]) -> GoalLine:
    is_counted = goal.measure == Measure.COUNT and goal.units_owing is None and goal.total.value is not None
    return GoalLine(
        name=phrases.measured(goal),
        indicator_code=goal.indicator_code,
        wording=goal.wording,
        span=goal.span,
        value=phrases.value_cell(goal),
        unit_of_measure=phrases.counted_in(goal) if is_counted else "",
        target=phrases.target_cell(goal),
        share=format_percent(goal.share),
        bar=None if goal.share is None else int(min(goal.share, Decimal(100))),
        tag=MET_BY_ANOTHER if goal.met_by else tag_of(goal.status),
        meaning=_meaning(goal),
        explanation=explanation,
        joined=Joining(goal.joined_as).label if goal.joined_as else "",
        coverage=_coverage(goal),
        cautions=tuple(_cautions(goal)),
        notes=tuple(notes),
        left_behind=tuple(_left_behind(goal)),
    )


def _meaning(goal: GoalProgress) -> str:
    """Why it has its word, where that is not its own doing."""
    if goal.met_by:
        return "Chỉ cần đạt một trong các chỉ tiêu nối bằng chữ “hoặc”; chỉ tiêu này coi là đạt nhờ chỉ tiêu kia."
    of_commitment = "Đánh giá chung cả cam kết, theo chỉ tiêu chậm nhất. " if goal.lacking else ""
    return f"{of_commitment}{STATUS_HELP[Status(goal.status)]}"


def _coverage(goal: GoalProgress) -> str:
    """Of the latest round, for a span that is over of its own last one; blank where nobody was asked in any."""
    if not goal.total.expected:
        return ""
    return f"{format_number(goal.total.reported)}/{format_number(goal.total.expected)}"


def _cautions(goal: GoalProgress) -> Iterator[str]:
    if goal.lacking and goal.status != Status.NOT_DUE:
        yield f"Cam kết chưa đủ: {'; '.join(map(phrases.lacking_words, goal.lacking))}"
    if goal.unmet_units:
        yield f"Chưa đạt: {', '.join(goal.unmet_units)}"
    if goal.total.missing_parts:
        yield f"Thiếu {', '.join(goal.total.missing_parts)}"
    if goal.total.carried:
        yield f"{format_number(goal.total.carried)} đơn vị lấy số của kỳ trước"


def _notes(row: Row, goal: GoalProgress, later: Iterable[Told], on: date) -> Iterator[str]:
    if goal.met_by:
        yield phrases.met_by_words(goal.met_by)
    names = " hoặc ".join(f"“{phrases.measured(other)}”" for other in goal.instead)
    if names and goal.units_owing is not None:
        yield f"Tính cả đơn vị đạt nhờ {names}"
    elif names and goal.status not in MET:
        yield f"Chỉ cần đạt chỉ tiêu này hoặc {names}"
    if goal.forecast is not None and {goal.status, goal.own_status} <= {Status.ON_TRACK, Status.BEHIND}:
        yield f"Với đà này, hết thời gian sẽ được khoảng {format_number(goal.forecast, 0)}"
    yield from _turns(row, goal, [told.span for _, told in later], on)


def _turns(row: Row, goal: GoalProgress, later: list[str], on: date) -> Iterator[str]:
    """Of a goal that repeats: what its running turn still lacks and until when, and which turns come after it."""
    if not row.span.stands_alone:
        return
    kind = "Năm" if row.target.every_years == 1 else "Lượt"
    is_judged = goal.status not in {*MET, Status.NONE}
    if is_judged and row.span.has_begun(on) and not row.span.is_over(on):
        left = (row.span.last_day - on).days
        yield f"{kind} {goal.span} chưa đạt: hạn đến hết {format_date(row.span.last_day)}, còn {format_number(left)} ngày"
    if later and kind == "Lượt" and goal.status in MET:
        yield f"Lượt {goal.span} đã đạt; lượt tiếp theo {later[0]}"
    if later:
        yield f"Các {'kỳ' if kind == 'Năm' else 'lượt'} sau: {', '.join(later)}"


def _left_behind(goal: GoalProgress) -> Iterator[str]:
    """Of a total, not of a minimum, which only counts units."""
    for remnant in goal.total.remnants if goal.units_owing is None else ():
        if remnant.value:
            amount = phrases.amount(goal, remnant.value, in_tables)
            yield f"{remnant.name} (đến {format_date(remnant.last_day)}): {amount}"
