"""Two people at one part of a draft: what the second is told before anything is overwritten."""

from dataclasses import dataclass

from plans.forms.entries import Difference
from plans.models import PlanDraft
from portal.dates import format_moment


@dataclass(frozen=True)
class Conflict:
    """Who saved meanwhile and when, and the boxes in which the two differ."""

    words: str
    rows: tuple[Difference, ...]

    @classmethod
    def over(cls, draft: PlanDraft, rows: list[Difference]) -> "Conflict":
        words = f"{draft.saved_by} vừa ghi phần này lúc {format_moment(draft.saved_at)}, sau khi bạn mở trang"
        return cls(words, tuple(rows))
