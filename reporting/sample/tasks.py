"""How the tasks of the sample stand: past years done, this year under way, a few late; told through the one writer."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from plans.choices import ENTERING_ROLES, Role
from plans.models import Plan, Seat, Task
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.files import CheckedFile, check_file
from portal.models import User
from reporting.choices import TaskState
from reporting.documents.pdf import print_pages
from reporting.models import TaskStatement
from reporting.tasking.board import tasks_of
from reporting.tasking.holders import UNIT, Assignments, Holder, read_assignments
from reporting.tasking.stating import Statement, state_task
from reporting.tasking.turns import Turn, turns_begun, turns_of

NOTES = {
    TaskState.DONE: (
        "Đã hoàn thành theo kế hoạch, có văn bản và báo cáo kết quả gửi Hội LHPN tỉnh.",
        "Đã thực hiện xong; kết quả đã thông tin đến các chi hội và thành viên HTX, tổ hợp tác.",
        "Đã tổ chức thực hiện, lồng ghép với hội nghị sơ kết phong trào của địa phương.",
    ),
    TaskState.DOING: (
        "Đang phối hợp với phòng chuyên môn khảo sát nhu cầu, dự kiến xong trong tháng 12.",
        "Đã thực hiện được khoảng một nửa nội dung; đang chờ kinh phí bố trí bổ sung.",
        "Đã ban hành văn bản chỉ đạo, đang triển khai đến các chi hội.",
    ),
    TaskState.LATE: (
        "Chậm do phải sắp xếp lại cán bộ sau sáp nhập; sẽ hoàn thành trong quý I năm sau.",
        "Chưa bố trí được kinh phí; đã có văn bản đề nghị bổ sung.",
    ),
    TaskState.NOT_APPLICABLE: ("Địa bàn không có hợp tác xã thuộc đối tượng của nhiệm vụ.",),
    TaskState.NOT_STARTED: ("",),
}
# What is under way: over and over through the holders of a task in their order. None: nothing was said.
THIS_YEAR = (
    TaskState.DOING,
    TaskState.DONE,
    TaskState.DOING,
    None,
    TaskState.DONE,
    TaskState.NOT_STARTED,
    TaskState.DONE,
    TaskState.LATE,
    TaskState.DOING,
    TaskState.NOT_APPLICABLE,
)
# Left undone to the end of their turn, by task and year: what a province chases.
LEFT = {("v-8-1", 2025), ("v-3-1", 2025)}
# Left undone by some of those on whom it lay.
LAGGING = {("iii-2-5", 2024)}
WITH_A_FILE = {("v-1-1", 2025), ("iii-2-5", 2024)}


def tell_of_tasks(plans: list[Plan], today: date) -> None:
    """State the tasks of some plans up to a day. What is told already stays as it is."""
    if TaskStatement.objects.exists():
        return
    tasks = tasks_of(plans)
    assignments, speakers = read_assignments([task.pk for task in tasks]), Speakers()
    for task in tasks:
        for turn in turns_begun(turns_of(task), today):
            _tell(task, turn, assignments, speakers, today)


class Speakers:
    """Who spoke for whom on which day: whoever had a seat then, else a reviewer of the province."""

    def __init__(self):
        seats = Seat.objects.filter(role__in=[*ENTERING_ROLES, Role.REVIEWER]).select_related("user").order_by("pk")
        self.seats, self.unit_map = list(seats), current_map()

    def of(self, task: Task, holder: Holder, day: date) -> User | None:
        party = holder.party
        at = {self.unit_map.home(holder.speaks_at, day)} if holder.speaks_at else set()
        own = self._held(day, lambda seat: seat.unit_id in at or (party.kind != UNIT and seat.agency_id == party.pk))
        if own:
            return own
        home = self.unit_map.home(task.plan.scope_id, day)
        return self._held(day, lambda seat: seat.unit_id == home, {Role.REVIEWER})

    def _held(self, day, takes, roles=ENTERING_ROLES) -> User | None:
        for seat in self.seats:
            held = (seat.valid_from is None or seat.valid_from <= day) and (
                seat.valid_to is None or day <= seat.valid_to
            )
            if held and seat.role in roles and takes(seat):
                return seat.user
        return None


def _tell(task: Task, turn: Turn, assignments: Assignments, speakers: Speakers, today: date) -> None:
    """What each leader of a task said last of a turn."""
    random = Random(f"{task.plan.code}/{task.code}/{turn.first_year}")  # noqa: S311 - invention, not secrecy
    is_over = turn.last_day < today
    day = today - timedelta(days=6)
    if is_over:  # told for the year's round, which is cut off before the year ends
        day = min(turn.last_day - timedelta(days=12), date(turn.last_year, 11, 25))
    holders = [holder for holder in assignments.holders(task, day) if holder.leads]
    offset = random.randrange(len(THIS_YEAR))
    for place, holder in enumerate(holders):
        for statement in _said(task, turn, place + offset, day, random, is_over=is_over):
            by = speakers.of(task, holder, day)
            if by:
                now = datetime.combine(day, time(10, 20), VIET_NAM)
                state_task(task, turn.first_year, holder.party, statement, by=by, now=now)


def _said(task, turn, place, day, random, *, is_over) -> Iterator[Statement]:
    key = task.code, turn.first_year
    state = TaskState.DOING if key in LEFT else TaskState.DONE if is_over else THIS_YEAR[place % len(THIS_YEAR)]
    if key in LAGGING and place % 10 in {3, 8}:
        state = TaskState.DOING
    if state is None:
        return
    files = [_paper(task)] if key in WITH_A_FILE and place < 3 else []
    yield Statement(
        state,
        day,
        done_on=day - timedelta(days=random.randrange(3, 40)) if state == TaskState.DONE else None,
        note=random.choice(NOTES[state]),
        files=files,
    )


def _paper(task: Task) -> CheckedFile:
    """A page that says what it is."""
    html = (
        '<!doctype html><html lang="vi"><head><title>Văn bản mẫu</title></head><body>'
        f"<h1>DỮ LIỆU MẪU</h1><p>Văn bản kèm theo nhiệm vụ {task.code} của {task.plan}.</p></body></html>"
    )
    printed = print_pages(html, "body { font: 14pt Tinos }")
    return check_file(SimpleUploadedFile(f"van-ban-{task.code}.pdf", printed))
