"""Saying how a task stands: the only writer of statements. They are never changed; a new one is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from plans.models import Task
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.files import CheckedFile, keep_file
from reporting.auditing import record_statement
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.tasking.holders import AGENCY, UNIT, Holder, Party, read_assignments
from reporting.tasking.sight import voice_of, without_seats
from reporting.tasking.turns import Turn, turn_of_year, turns_begun, turns_of

MOST_FILES = 5
NEEDS_A_NOTE = {
    TaskState.NOT_APPLICABLE: "Ghi lý do không áp dụng vào ô kết quả, ghi chú.",
    TaskState.LATE: "Ghi nguyên nhân chậm và hướng khắc phục vào ô kết quả, ghi chú.",
}


@dataclass(frozen=True)
class Statement:
    """What somebody says of a task. `files`: checked files for portal.files.keep_file."""

    state: str
    as_of: date
    done_on: date | None = None
    note: str = ""
    files: Sequence[CheckedFile] = ()


@dataclass(frozen=True)
class Right:
    """Whether a person may state for a holder; `for_province`: instead of one who has no seats."""

    may: bool
    for_province: bool = False
    why_not: str = ""


def state_task(task: Task, turn_year: int, party: Party, statement: Statement, *, by, now: datetime) -> TaskStatement:
    """Write what `by` says of a task in the turn of a year for one of its holders. Needs `task.plan`.

    RuleBroken where the turn has not begun, the party does not hold the task, somebody else speaks for it, or the
    statement contradicts itself. The same words again by the same person on the same day are one statement.
    """
    today = timezone.localdate(now, VIET_NAM)
    turn = turn_to_state(task, turn_year, today)
    with transaction.atomic():
        Task.objects.select_for_update().get(pk=task.pk)
        holder = holder_of(task, turn, party, today)
        right = right_to_state(by, task, holder, today)
        if not right.may:
            raise RuleBroken(right.why_not)
        _refuse_contradictions(statement, turn, today)
        repeated = _repeated(task, turn, party, statement, by)
        if repeated:
            return repeated
        written = _written(task, turn, party, statement, by, now)
        record_statement(written, by=by, now=now)
        return written


def turn_to_state(task: Task, year: int, today: date) -> Turn:
    """The turn of a year, of which something can be said today."""
    turns = turns_of(task)
    turn = turn_of_year(turns, year)
    if turn is None:
        raise RuleBroken(f"Nhiệm vụ không có lượt nào của năm {year}.")
    if turn not in turns_begun(turns, today):
        raise RuleBroken(f"Lượt {turn.words} chưa bắt đầu, chưa ghi tình hình được.")
    return turn


def holder_of(task: Task, turn: Turn, party: Party, today: date) -> Holder:
    """The holder that a party is, in a turn."""
    for holder in read_assignments([task.pk]).holders(task, turn.day_within(today)):
        if holder.party == party:
            return holder
    raise RuleBroken("Đơn vị, cơ quan này không được giao nhiệm vụ trong lượt đã chọn. Mở lại trang nhiệm vụ.")


def right_to_state(user, task: Task, holder: Holder, today: date) -> Right:
    """Own people first; the province only for a holder for whom nobody has a seat, at most six queries."""
    voice = voice_of(user, today)
    if voice.speaks_for(holder):
        return Right(True)
    if not voice.oversees(task.plan):
        return Right(False, why_not="Chỉ cán bộ của đơn vị, cơ quan được giao mới ghi được tình hình nhiệm vụ này.")
    if without_seats([holder], read_assignments([task.pk]), today):
        return Right(True, for_province=True)
    return Right(False, why_not="Đơn vị, cơ quan này đã có tài khoản trên cổng: đề nghị họ tự ghi tình hình nhiệm vụ.")


def _refuse_contradictions(statement: Statement, turn: Turn, today: date) -> None:
    if statement.as_of > today:
        raise RuleBroken(
            f"Tình hình đến ngày {format_date(statement.as_of)} thì chưa biết được: ghi đến hôm nay là muộn nhất."
        )
    if statement.as_of.year < turn.first_year - 1:
        raise RuleBroken(f"Ngày {format_date(statement.as_of)} ở trước lượt {turn.words}. Kiểm tra lại năm.")
    if statement.state == TaskState.DONE:
        _refuse_wrong_day(statement, turn)
    elif statement.done_on:
        raise RuleBroken("Nhiệm vụ chưa xong thì để trống ngày xong; đã xong thì chọn “Đã xong”.")
    if statement.state in NEEDS_A_NOTE and not statement.note.strip():
        raise RuleBroken(NEEDS_A_NOTE[statement.state])
    if len(statement.files) > MOST_FILES:
        raise RuleBroken(f"Mỗi lần ghi kèm tối đa {MOST_FILES} tệp.")


def _refuse_wrong_day(statement: Statement, turn: Turn) -> None:
    if statement.done_on is None:
        raise RuleBroken("Ghi ngày hoàn thành nhiệm vụ.")
    if statement.done_on > statement.as_of:
        raise RuleBroken(
            f"Ngày xong {format_date(statement.done_on)} ở sau ngày của tình hình ({format_date(statement.as_of)}). "
            "Sửa một trong hai ngày."
        )
    # A year's work may be done in the last days of the year before: "kế hoạch năm" is issued in December.
    if statement.done_on.year < turn.first_year - 1:
        raise RuleBroken(f"Ngày xong {format_date(statement.done_on)} ở trước lượt {turn.words}. Kiểm tra lại năm.")


def _repeated(task, turn, party, statement, by) -> TaskStatement | None:
    """The statement that holds, where it is the same in every word: a button pressed twice."""
    if statement.files:
        return None
    last = _of_party(TaskStatement.objects.filter(task=task, turn=turn.first_year), party).order_by("-stated_at", "-pk")
    found = last.first()
    said = statement.state, statement.as_of, statement.done_on, statement.note, by.pk
    is_same = found and (found.state, found.as_of, found.done_on, found.note, found.stated_by_id) == said
    return found if is_same else None


def _of_party(statements, party: Party):
    return statements.filter(unit=party.pk) if party.kind == UNIT else statements.filter(agency=party.pk)


def _written(task, turn, party, statement, by, now) -> TaskStatement:
    written = TaskStatement.objects.create(
        task=task,
        unit_id=party.pk if party.kind == UNIT else None,
        agency_id=party.pk if party.kind == AGENCY else None,
        turn=turn.first_year,
        as_of=statement.as_of,
        state=statement.state,
        done_on=statement.done_on,
        note=statement.note,
        stated_by=by,
        stated_at=now,
    )
    written.files.set([keep_file(file, by=by, now=now) for file in statement.files])
    return written
