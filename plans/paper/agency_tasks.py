"""One agency's tasks out of a whole paper."""

from collections import Counter
from dataclasses import dataclass

from plans.paper.document import Paper
from plans.paper.readings import Party, TaskReading
from portal.text import sort_key


@dataclass(frozen=True)
class AgencyChoice:
    """An agency that the plan gives tasks to, and how many."""

    party: Party
    count: int


@dataclass(frozen=True)
class PlacedTask:
    """A task, its agency's part in it, and the heading that it stands under."""

    task: TaskReading
    leads: bool
    heading: str


def agencies_with_tasks(paper: Paper) -> list[AgencyChoice]:
    """Every agency with a part in a task, by name."""
    counts = Counter(party for task in paper.tasks for party in {*task.leads, *task.partners})
    return [AgencyChoice(party, counts[party]) for party in sorted(counts, key=lambda party: sort_key(party.name))]


def tasks_of(paper: Paper, agency_code: str) -> list[PlacedTask]:
    """The tasks that an agency leads or helps with, in the paper's order."""
    return [
        PlacedTask(task, leads=agency_code in _codes(task.leads), heading=paper.title_above(task.section_code))
        for task in paper.tasks
        if agency_code in _codes((*task.leads, *task.partners))
    ]


def _codes(parties: tuple[Party, ...]) -> set[str]:
    return {party.code for party in parties}
