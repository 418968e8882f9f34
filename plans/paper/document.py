"""A plan as the paper it is: every word where it stands, and beside each clause how the portal reads it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from plans.models import (
    DutyRecipient,
    Goal,
    IndicatorComponent,
    Phase,
    Plan,
    PlanIssuer,
    ReportingDuty,
    Target,
    Task,
    TaskAgency,
    Unit,
)
from plans.paper.layout import Layout, PaperSection
from plans.paper.readings import TaskReading, read_duty, read_goal, read_task
from plans.succession import current_map
from plans.wording import years_words


@dataclass(frozen=True)
class RelatedDocument:
    """A document that a plan carries out, amends or replaces; `plan` where the reader can open it here."""

    kind: str
    words: str
    plan: Plan | None


@dataclass(frozen=True)
class PhaseReading:
    """A phase by its name, with its years where the name does not tell them."""

    words: str
    note: str


@dataclass(frozen=True)
class Paper:
    """A plan's whole paper, from the letterhead to the signature. `home`: where its scope lies today, if it has ended."""

    plan: Plan
    home: Unit | None
    phases: tuple[PhaseReading, ...]
    related: tuple[RelatedDocument, ...]
    opening: PaperSection
    sections: tuple[PaperSection, ...]
    closing: PaperSection
    tasks: tuple[TaskReading, ...]

    @property
    def contents(self) -> list[PaperSection]:
        """The headings of the first two depths."""
        return [section for section in self.sections if section.heading and section.depth <= 2]

    def title_above(self, code: str) -> str:
        """The nearest heading at or above a section."""
        title = ""
        for section in self.sections:
            title = section.title if section.heading else title
            if section.code == code:
                break
        return title


def paper_of(plan: Plan, *, visible: QuerySet[Plan], today: date) -> Paper:
    """The paper of a plan; every clause stands once, its goals, task and duties beside the words that they quote.

    `visible`: the plans that its reader may open. The number of queries does not depend on how long the paper is.
    """
    _fetch_with(plan)
    tasks = [read_task(task) for task in plan.tasks.all()]
    layout = Layout(plan, tasks)
    goals = plan.goals.all()
    for goal in goals:
        layout.put_beside("goals", read_goal(goal, goals), goal.wording, goal.section.code)
    for duty in plan.duties.all():
        layout.put_beside("duties", read_duty(duty), duty.wording, duty.section.code if duty.section else None)
    if plan.funding_sources:
        layout.put_beside("funding", tuple(plan.funding_sources), plan.funding_sources[-1], None)
    opening, *sections, closing = layout.sections()
    return Paper(
        plan=plan,
        home=_home_of(plan, today),
        phases=tuple(_read_phase(phase) for phase in plan.phases.all()),
        related=_related_to(plan, visible),
        opening=opening,
        sections=tuple(sections),
        closing=closing,
        tasks=tuple(tasks),
    )


def _home_of(plan: Plan, today: date) -> Unit | None:
    home = current_map().home(plan.scope_id, today)
    return None if home == plan.scope_id else Unit.objects.get(pk=home)


def _read_phase(phase: Phase) -> PhaseReading:
    is_told = all(str(year) in phase.name for year in (phase.first_year, phase.last_year))
    years = years_words(phase.first_year, phase.last_year)
    return PhaseReading(phase.name if is_told else f"{phase.name}: {years}", phase.note)


def _related_to(plan: Plan, visible: QuerySet[Plan]) -> tuple[RelatedDocument, ...]:
    readable = {other.pk: other for other in visible.filter(related_from__plan=plan)}
    return tuple(
        RelatedDocument(relation.get_kind_display(), relation.document, readable.get(relation.other_id))
        for relation in plan.relations.all()
    )


def _fetch_with(plan: Plan) -> None:
    prefetch_related_objects(
        [plan],
        Prefetch("issuer_rows", PlanIssuer.objects.select_related("agency")),
        "relations",
        "phases",
        "sections",
        Prefetch("goals", Goal.objects.select_related("section", "indicator__breakdown", "part")),
        "goals__indicator__breakdown__parts",
        Prefetch("goals__indicator__components", IndicatorComponent.objects.select_related("component")),
        "goals__agencies",
        Prefetch("goals__targets", Target.objects.select_related("unit")),
        "goals__targets__versions",
        Prefetch("tasks", Task.objects.select_related("section")),
        Prefetch("tasks__agency_rows", TaskAgency.objects.select_related("agency")),
        Prefetch("duties", ReportingDuty.objects.select_related("section", "via")),
        Prefetch("duties__recipient_rows", DutyRecipient.objects.select_related("agency")),
        "duties__occasions",
    )
