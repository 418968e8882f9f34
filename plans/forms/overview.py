"""A draft's own page: its parts in groups, how much each holds, and how much of it has still to be mended."""

from dataclasses import dataclass

from django.urls import reverse

from plans.drafting import section_list
from plans.forms import parts
from plans.forms.parts import GROUPS, Part
from plans.forms.problems import Problems
from plans.models import PlanDraft


@dataclass(frozen=True)
class Tag:
    """How a part stands, as parts/_status_tag.html draws it. Colour marks work to do."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class PartState:
    """A part of the draft as a line of its page."""

    part: Part
    address: str
    size: str
    tag: Tag


@dataclass(frozen=True)
class Group:
    title: str
    states: tuple[PartState, ...]


def groups_of(draft: PlanDraft, problems: Problems) -> list[Group]:
    """All parts of a draft, in their groups."""
    return [
        Group(title, tuple(_state(draft, part, len(problems.in_part(part))) for part in of_group))
        for title, of_group in GROUPS
    ]


def done_of(groups: list[Group]) -> tuple[int, int]:
    """How many parts are written with nothing to mend, and how many there are. An empty one is not written."""
    tags = [state.tag for group in groups for state in group.states]
    return sum(tag.tone == "plain" for tag in tags), len(tags)


def _state(draft: PlanDraft, part: Part, wrong: int) -> PartState:
    address = reverse("plans:draft-part", args=[draft.pk, part.slug])
    size = size_of(draft.content, part)
    return PartState(
        part, address, f"{size} {_counted(part)}" if size and part is not parts.FRAME else "", _tag(size, wrong)
    )


def size_of(content: dict, part: Part) -> int:
    """How many entries a part has; of the frame whether it is there."""
    if part is parts.SECTIONS:
        return len(section_list(content))
    if part is parts.FRAME:
        return int(bool(content.get("plan")))
    return len(content.get(part.key, []))


def _counted(part: Part) -> str:
    return "dòng" if part in parts.LINES else part.one


def _tag(size: int, wrong: int) -> Tag:
    if wrong:
        return Tag(f"Còn {wrong} chỗ phải sửa", "orange", "pencil")
    if size:
        return Tag("Xong", "plain", "check")
    return Tag("Để trống", "grey", "circle")
