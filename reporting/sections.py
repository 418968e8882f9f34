"""A report as a list of tasks: its sections (phần), how far each is filled in, and what is still to be done there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.answers import address_of, address_of_section
from reporting.checking import Problem
from reporting.choices import Heading, ProblemLevel
from reporting.questions import QuestionGroup
from reporting.tags import Tag

PROSE = "thuyet-minh"


@dataclass(frozen=True)
class Section:
    """One section: its address in the form, and of its rows (headings of the prose) how many are answered.

    `to_mend`: answered rows with a mistake; `to_explain`: with something doubtful that nobody has explained.
    """

    address: str
    heading: str
    plan_name: str
    asked: int
    answered: int
    to_mend: int = 0
    to_explain: int = 0

    @property
    def is_done(self) -> bool:
        return self.answered == self.asked and not self.to_mend and not self.to_explain

    @property
    def tag(self) -> Tag | None:
        """What is still to do, as a coloured word; nothing where the section is done."""
        if self.is_done:
            return None
        if self.to_mend:
            return Tag(f"Phải sửa {self.to_mend} dòng", "alert", "red")
        if self.answered == 0:
            return Tag("Chưa nhập", "circle", "grey")
        if self.answered < self.asked:
            return Tag(f"Đang nhập {self.answered}/{self.asked}", "pencil", "blue")
        return Tag(f"Cần giải trình {self.to_explain} dòng", "question", "orange")


def section_address(group: QuestionGroup) -> str:
    """What a section is called in the form and in addresses: "muc-12"."""
    return address_of_section(group.section_id)


def sections_of(
    groups: Iterable[QuestionGroup], problems: Iterable[Problem], prose: Mapping[str, str]
) -> list[Section]:
    """The sections of a report in the order of the form, the prose last. The plan is named where there are several."""
    groups, problems = list(groups), list(problems)
    wrong = {problem.row for problem in problems if problem.level == ProblemLevel.BLOCKS}
    doubtful = {problem.row for problem in problems if problem.level == ProblemLevel.EXPLAIN} - wrong
    several_plans = len({group.plan_name for group in groups}) > 1
    return [
        *(_section(group, wrong, doubtful, several_plans) for group in groups),
        Section(PROSE, "Thuyết minh", "", len(Heading), sum(bool(prose.get(heading)) for heading in Heading)),
    ]


def following(sections: list[Section], here: Section | None) -> Section | None:
    """The section after this one; none after the last."""
    place = sections.index(here) if here else len(sections)
    return sections[place + 1] if place + 1 < len(sections) else None


def _section(group: QuestionGroup, wrong: set[str], doubtful: set[str], several_plans: bool) -> Section:
    rows = {
        address_of((question.indicator.pk, row.kind)): row.is_answered
        for question in group.questions
        for row in question.rows
    }
    answered = {address for address, is_answered in rows.items() if is_answered}
    return Section(
        address=section_address(group),
        heading=group.heading,
        plan_name=group.plan_name if several_plans else "",
        asked=len(rows),
        answered=len(answered),
        to_mend=len(answered & wrong),
        to_explain=len(answered & doubtful),
    )
