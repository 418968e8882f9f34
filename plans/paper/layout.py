"""The order of a paper: its sections with their paragraphs, and which clause each reading stands beside."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.models import Plan, Section
from plans.paper.readings import DutyReading, GoalReading, TaskReading

# The prose before the first heading and after the last; no section's code looks like this.
OPENING, CLOSING = "#opening", "#closing"


@dataclass(frozen=True)
class Paragraph:
    """Words of the paper that belong together, and what they commit to. `label` is printed before them ("-", "4-")."""

    text: str
    label: str
    task: TaskReading | None
    goals: tuple[GoalReading, ...]
    duties: tuple[DutyReading, ...]
    funding: tuple[str, ...]


@dataclass(frozen=True)
class PaperSection:
    """A heading and the paragraphs below it. `depth` from 1; one without a heading only carries its number along."""

    code: str
    depth: int
    label: str
    heading: str
    note: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        return f"{self.label} {self.heading}".strip()

    @property
    def heading_level(self) -> int:
        """h2 for the paper's own headings of the first depth: the page's title is the h1."""
        return min(self.depth + 1, 6)


class Spot(NamedTuple):
    """A paragraph's place: its section, and which one it is there."""

    section: str
    number: int


@dataclass
class Clause:
    """A paragraph before it is known what stands beside it."""

    text: str
    task: TaskReading | None = None

    def quotes(self, words: str) -> bool:
        """Whether these words stand in it, however their lines break."""
        return " ".join(words.split()) in " ".join(self.text.split())


@dataclass
class Beside:
    """What stands beside a clause."""

    goals: list[GoalReading] = field(default_factory=list)
    duties: list[DutyReading] = field(default_factory=list)
    funding: list[tuple[str, ...]] = field(default_factory=list)


class Layout:
    """Sections in the paper's order, and beside which of their clauses each reading stands."""

    def __init__(self, plan: Plan, tasks: list[TaskReading]):
        self._rows = list(plan.sections.all())
        self._depths = _depths(self._rows)
        self._clauses = {OPENING: _clauses(plan.opening, [])}
        for row in self._rows:
            own = [task for task in tasks if task.section_code == row.code]
            self._clauses[row.code] = _clauses(row.text, own)
        self._clauses[CLOSING] = _clauses(plan.closing, [])
        self._beside: dict[Spot, Beside] = defaultdict(Beside)

    def put_beside(self, kind: str, reading, words: str, section: str | None) -> None:
        """Put a reading beside the first clause below a section (None: of the whole paper) that holds these words.

        Where none does, it stands at the end of the section, or of the paper.
        """
        codes = self._below(section) if section else [*self._clauses]
        spots = [Spot(code, number) for code in codes for number in range(len(self._clauses[code]))]
        at_end = Spot(section or CLOSING, max(len(self._clauses[section or CLOSING]) - 1, 0))
        spot = next((spot for spot in spots if self._clauses[spot.section][spot.number].quotes(words)), at_end)
        getattr(self._beside[spot], kind).append(reading)

    def sections(self) -> list[PaperSection]:
        """The opening, the sections in the paper's order, the closing."""
        return [
            PaperSection(OPENING, 1, "", "", "", self._paragraphs(OPENING)),
            *(
                PaperSection(row.code, self._depths[row.pk], row.label, row.heading, row.note, self._of(row))
                for row in self._rows
            ),
            PaperSection(CLOSING, 1, "", "", "", self._paragraphs(CLOSING)),
        ]

    def _below(self, code: str) -> list[str]:
        """A section and all below it: the rows are in the paper's order, so they follow each other."""
        start = next(at for at, row in enumerate(self._rows) if row.code == code)
        depth = self._depths[self._rows[start].pk]
        codes = [code]
        for row in self._rows[start + 1 :]:
            if self._depths[row.pk] <= depth:
                break
            codes.append(row.code)
        return codes

    def _of(self, row: Section) -> tuple[Paragraph, ...]:
        """The number of a section without a heading stands before its first words."""
        return self._paragraphs(row.code, "" if row.heading else row.label)

    def _paragraphs(self, code: str, label: str = "") -> tuple[Paragraph, ...]:
        clauses = self._clauses[code]
        if not clauses and Spot(code, 0) in self._beside:
            clauses = [Clause("")]
        return tuple(
            self._paragraph(clause, "" if number else label, self._beside.get(Spot(code, number), Beside()))
            for number, clause in enumerate(clauses)
        )

    def _paragraph(self, clause: Clause, label: str, beside: Beside) -> Paragraph:
        funding = tuple(source for sources in beside.funding for source in sources)
        return Paragraph(clause.text, label, clause.task, tuple(beside.goals), tuple(beside.duties), funding)


def _depths(rows: list[Section]) -> dict[int, int]:
    depths: dict[int | None, int] = {None: 0}
    for row in rows:
        depths[row.pk] = depths[row.parent_id] + 1
    return depths


def _clauses(text: str, tasks: list[TaskReading]) -> list[Clause]:
    """The paragraphs of a section's text, and after them the tasks whose words are paragraphs of their own."""
    clauses = [Clause(line.strip()) for line in text.split("\n") if line.strip()]
    for task in tasks:
        quoted = next((clause for clause in clauses if clause.quotes(task.wording) and not clause.task), None)
        if quoted:
            quoted.task = task
        else:
            clauses.append(Clause(task.wording, task))
    return clauses
