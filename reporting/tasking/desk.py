"""A person's own tasks as the pages show them, the plans beside them, and what the form for a statement stands on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator

from plans.models import Plan, Task
from portal.dates import format_date
from portal.errors import RuleBroken
from reporting.models import Round, TaskStatement
from reporting.tags import Tag
from reporting.tasking.board import boards_of, narrowed, year_shown
from reporting.tasking.holders import Party, read_assignments
from reporting.tasking.listing import is_overdue, tasks_tally
from reporting.tasking.naming import key_of
from reporting.tasking.owing import OpenRound, Owed, held_by, open_rounds_of, still_asks
from reporting.tasking.reading import History, HolderRow, history_of, holder_rows
from reporting.tasking.sight import plans_with_tasks, task_sight_of, voice_of, whole_boards_of
from reporting.tasking.standing import Standing, said_by, sayings_of
from reporting.tasking.stating import Right, holder_of, right_to_state, turn_to_state
from reporting.tasking.tags import standing_tag
from reporting.tasking.turns import Turn, turns_of

ON_THE_FRONT_PAGE = 5


@dataclass(frozen=True)
class DeskRow:
    """One task on somebody's desk. `tone` of its day: "", near or over. `key`: for whom it is stated, in the address."""

    owed: Owed
    key: str
    tag: Tag
    due: str
    tone: str


@dataclass(frozen=True)
class Desk:
    """What a person's seats hold: to do, done, and where they only help. `shows_names`: they hold for several.

    `asking`: the rounds that want the tasks told anew, each with how many of them.
    """

    to_do: tuple[DeskRow, ...]
    settled: tuple[DeskRow, ...]
    helping: tuple[DeskRow, ...]
    shows_names: bool
    asking: tuple[tuple[Round, int], ...]

    @property
    def near(self) -> tuple[DeskRow, ...]:
        """What is overdue or due soon, as the front page shows it."""
        return tuple(row for row in self.to_do if row.owed.is_near)[:ON_THE_FRONT_PAGE]

    @property
    def near_count(self) -> int:
        return sum(row.owed.is_near for row in self.to_do)

    @property
    def is_pressing(self) -> bool:
        return bool(self.near_count or self.asking)


@dataclass(frozen=True)
class PlanCard:
    """A plan with how far its tasks have come in a year, as far as the reader sees them."""

    plan: Plan
    year: int
    tally: str
    whole: bool
    count: int
    overdue: int


@dataclass(frozen=True)
class StatementDesk:
    """What the form for a statement stands on. `words` and `page`: the task's page with this turn."""

    turn: Turn
    row: HolderRow
    right: Right
    asked_by: OpenRound | None
    history: History
    words: str
    page: str

    def told(self, as_of: date) -> str:
        """What the person is told after stating; of an earlier day than what was known, that it changes nothing now."""
        written, said = f"Đã ghi tình hình nhiệm vụ của {self.row.name}.", self.row.standing.said
        if said is None or said.as_of <= as_of:
            return written
        return f"{written} Tình trạng hiện nay vẫn theo lần ghi đến ngày {format_date(said.as_of)}."


def desk_of(user, today: date) -> Desk | None:
    """What the person's seats hold; None for who holds nothing by seat."""
    held = held_by(user, today)
    if held is None:
        return None
    rows = [_desk_row(owed) for owed in held]
    leading = [row for row in rows if row.owed.standing.holder.leads]
    asking = Counter(owed.asked_by.round for owed in held if owed.asked_by)
    return Desk(
        to_do=tuple(row for row in leading if not row.owed.standing.is_settled),
        settled=tuple(row for row in leading if row.owed.standing.is_settled),
        helping=tuple(row for row in rows if not row.owed.standing.holder.leads),
        shows_names=len({owed.standing.holder.party for owed in held}) > 1,
        asking=tuple(sorted(asking.items(), key=lambda pair: (pair[0].units_last_day, pair[0].pk))),
    )


def plan_cards(plans: Iterable[Plan], user, today: date) -> list[PlanCard]:
    """How far the tasks of some plans have come. A fixed number of queries."""
    sees_whole, covers = whole_boards_of(user), task_sight_of(user).covers
    cards = []
    for board in boards_of({plan: year_shown(plan, today) for plan in plans}, today):
        whole = sees_whole(board.plan)
        seen = board if whole else narrowed(board, covers)
        overdue = sum(is_overdue(line) for line in seen.lines)
        cards.append(PlanCard(board.plan, board.year, tasks_tally(seen.lines), whole, len(seen.lines), overdue))
    return cards


def overseen_cards(user, today: date) -> list[PlanCard] | None:
    """Of the plans of a reviewer's or administrator's own province those that still run; None for who oversees none.

    A fixed number of queries.
    """
    voice = voice_of(user, today)
    if not voice.province:
        return None
    running = [plan for plan in plans_with_tasks(user) if voice.oversees(plan) and still_asks(plan, today)]
    return plan_cards(running, user, today)


def statement_desk(task: Task, year: int, party: Party | None, user, today: date) -> StatementDesk:
    """RuleBroken where there is no such turn or holder. Needs `task.plan`."""
    if party is None:
        raise RuleBroken("Địa chỉ không đúng. Mở lại trang nhiệm vụ.")
    turn = turn_to_state(task, year, today)
    holder = holder_of(task, turn, party, today)
    assignments = read_assignments([task.pk])
    sayings = sayings_of(TaskStatement.objects.filter(task=task, turn__range=(turn.first_year, turn.last_year)))
    said = said_by(holder, task, turn, turns_of(task), sayings)
    (row,) = holder_rows([Standing(task, turn, holder, said, today)], assignments, user, today)
    return StatementDesk(
        turn=turn,
        row=row,
        right=right_to_state(user, task, holder, today),
        asked_by=open_rounds_of([task.plan], today).get(task.plan_id),
        history=history_of(task, turn, user, party=party),
        words=Truncator(task.wording).chars(50),
        page=f"{reverse('reporting:task-page', args=[task.pk])}?luot={turn.first_year}",
    )


def _desk_row(owed: Owed) -> DeskRow:
    standing = owed.standing
    tone = "" if standing.is_settled or not owed.is_near else "over" if standing.is_overdue else "near"
    turn = f" ({standing.turn.words})" if standing.task.every_years else ""
    return DeskRow(
        owed=owed,
        key=key_of(standing.holder.party),
        tag=standing_tag(standing),
        due=f"{format_date(standing.turn.last_day)}{turn}",
        tone=tone,
    )
