"""The words, icon and colour that a task's state wears on every page and print."""

from dataclasses import dataclass

from portal.numbers import format_number
from reporting.choices import TaskState
from reporting.tags import Tag
from reporting.tasking.standing import UNSTATED, Standing


@dataclass(frozen=True)
class Choice:
    """A state as a filter offers it: its word in the address, its label."""

    word: str
    label: str
    state: str


# In the order in which people chase them.
CHOICES = [
    Choice("cham", "Chậm", TaskState.LATE),
    Choice("chua-ghi", "Chưa ghi tình hình", UNSTATED),
    Choice("chua-lam", "Chưa làm", TaskState.NOT_STARTED),
    Choice("dang-lam", "Đang làm", TaskState.DOING),
    Choice("da-xong", "Đã xong", TaskState.DONE),
    Choice("khong-ap-dung", "Không áp dụng", TaskState.NOT_APPLICABLE),
]
LABELS = {choice.state: choice.label for choice in CHOICES}
LOOKS = {
    UNSTATED: ("question", "grey"),
    TaskState.NOT_STARTED: ("circle", "grey"),
    TaskState.DOING: ("hourglass", "blue"),
    TaskState.DONE: ("check-circle", "green"),
    TaskState.LATE: ("alert", "orange"),
    TaskState.NOT_APPLICABLE: ("cross", "plain"),
}


def state_tag(state: str, *, is_overdue: bool = False, days_over: int = 0) -> Tag:
    """ "Đang làm"; what is late because its last day is over wears red and says by how many days."""
    if is_overdue:
        return Tag(f"Chậm, quá hạn {format_number(days_over)} ngày", "clock", "red")
    icon, tone = LOOKS[state]
    return Tag(LABELS[state], icon, tone)


def standing_tag(standing: Standing) -> Tag:
    """Of one holder; what was done too late says so."""
    if standing.state == TaskState.DONE and standing.days_over:
        return Tag(f"Đã xong, muộn {format_number(standing.days_over)} ngày", "check-circle", "green")
    return state_tag(standing.state, is_overdue=standing.is_overdue, days_over=standing.days_over)
