"""How the portal reads a clause: a goal, a task or a reporting duty in plain words, beside the words of the paper."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from plans.choices import Involvement, Measure
from plans.explaining import explanation_of, rule_of
from plans.models import (
    BreakdownPart,
    DutyOccasion,
    Goal,
    Indicator,
    ReportingDuty,
    Target,
    TargetVersion,
    Task,
    TaskAgency,
)
from plans.wording import counted_in, per_words, span_words, value_words, years_words
from portal.dates import format_date
from portal.numbers import format_number

LEFT_TO_PROVINCE = "do tỉnh đặt"


@dataclass(frozen=True)
class TargetReading:
    """One version of a target. `shares`: (unit, value) of what it allots. `explained`: how it is counted, when met."""

    span: str
    value: str
    effective: str
    decision: str
    reason: str
    shares: tuple[tuple[str, str], ...]
    explained: str = ""


@dataclass(frozen=True)
class GoalReading:
    """A goal. `summary`: what it commits to, on one line."""

    code: str
    measured: str
    summary: str
    wording: str
    indicator: Indicator
    how_measured: str
    given_by: str
    baseline: str
    targets: tuple[TargetReading, ...]
    note: str


@dataclass(frozen=True)
class Party:
    """An agency with a part in a task."""

    code: str
    name: str


@dataclass(frozen=True)
class TaskReading:
    """A task, who leads it and who helps."""

    code: str
    section_code: str
    wording: str
    leads: tuple[Party, ...]
    partners: tuple[Party, ...]
    programmes: tuple[str, ...]
    frequency: str
    due_on: date | None
    note: str


@dataclass(frozen=True)
class OccasionReading:
    """One period of a duty, with its day as the paper words it or "do tỉnh đặt"."""

    period: str
    due: str
    cut_off: str
    years: str


@dataclass(frozen=True)
class DutyReading:
    """A reporting duty."""

    code: str
    wording: str
    reporter: str
    recipients: tuple[str, ...]
    via: str
    basis: str
    occasions: tuple[OccasionReading, ...]
    note: str


def read_goal(goal: Goal, others: Collection[Goal] = ()) -> GoalReading:
    """Needs indicator with breakdown and components, part, agencies, targets with versions and unit to be fetched.

    `others`: the plan's goals, for those that are joined to this one.
    """
    indicator, part = goal.indicator, goal.part.name if goal.part else ""
    targets = _targets_of(goal, others)
    return GoalReading(
        code=goal.code,
        measured=f"{indicator.name} ({part})" if part else indicator.name,
        summary="; ".join(f"{target.value}, {target.span}" for target in targets),
        wording=goal.wording,
        indicator=indicator,
        how_measured=_how_measured(indicator),
        given_by=_given_by(goal),
        baseline=_baseline(goal),
        targets=tuple(targets),
        note=goal.note,
    )


def read_task(task: Task) -> TaskReading:
    """Needs section and agency_rows with agency to be fetched with the task."""
    rows = list(task.agency_rows.all())
    return TaskReading(
        code=task.code,
        section_code=task.section.code,
        wording=task.wording,
        leads=_parties(rows, Involvement.LEAD),
        partners=_parties(rows, Involvement.PARTNER),
        programmes=tuple(task.programmes),
        frequency=task.frequency,
        due_on=task.due_on,
        note=task.note,
    )


def _parties(rows: Iterable[TaskAgency], involvement: str) -> tuple[Party, ...]:
    return tuple(Party(row.agency.code, row.agency.name) for row in rows if row.involvement == involvement)


def read_duty(duty: ReportingDuty) -> DutyReading:
    """Needs via, recipient_rows with agency and occasions to be fetched with the duty."""
    return DutyReading(
        code=duty.code,
        wording=duty.wording,
        reporter=duty.get_reporter_display(),
        recipients=tuple(row.agency.name for row in duty.recipient_rows.all()),
        via=duty.via.name if duty.via else "",
        basis=duty.legal_basis,
        occasions=tuple(_read_occasion(occasion) for occasion in duty.occasions.all()),
        note=duty.note,
    )


def _read_occasion(occasion: DutyOccasion) -> OccasionReading:
    has_cut_off = occasion.cut_off_day is not None
    return OccasionReading(
        period=occasion.get_period_display(),
        due=LEFT_TO_PROVINCE if occasion.set_by_province else occasion.wording,
        cut_off=f"{occasion.cut_off_day}/{occasion.cut_off_month}" if has_cut_off else "",
        years=years_words(occasion.first_year, occasion.last_year),
    )


def _targets_of(goal: Goal, others: Collection[Goal]) -> list[TargetReading]:
    """The versions of the plan's own targets, each with what was allotted to units from the same day on."""
    targets = list(goal.targets.all())
    made_of = [(row.part, row.component) for row in goal.indicator.components.all()]
    return [
        TargetReading(
            span=span_words(target.span_kind, target.first_year, target.last_year, target.every_years),
            value=_value_of(goal, version),
            effective=f"từ {format_date(version.effective_from)}" if version.effective_from else "",
            decision=version.decision,
            reason=version.reason,
            shares=tuple(_shares(goal, target, version.effective_from, targets)),
            explained=explanation_of(rule_of(goal, target, version, made_of=made_of, others=others)),
        )
        for target in targets
        if target.unit is None
        for version in target.versions.all()
    ]


def _shares(
    goal: Goal, target: Target, effective_from: date | None, targets: list[Target]
) -> Iterator[tuple[str, str]]:
    span = target.span_kind, target.first_year, target.last_year
    for share in targets:
        if share.unit and (share.span_kind, share.first_year, share.last_year) == span:
            for version in share.versions.all():
                if version.effective_from == effective_from:
                    yield share.unit.name, _value_of(goal, version)


def _value_of(goal: Goal, version: TargetVersion) -> str:
    unit = counted_in(goal.indicator.unit_of_measure, goal.part.name if goal.part else "")
    said = value_words(goal.comparator, goal.indicator.measure, version.value, version.value_to, unit)
    return f"{per_words(goal.per_level)} {said}".strip()


def _how_measured(indicator: Indicator) -> str:
    """ "số lượng, đơn vị tính HTX, THT; phát sinh trong năm…; chia theo Loại hình (HTX, THT)"."""
    words = [indicator.get_measure_display()]
    if indicator.measure == Measure.COUNT:
        words[0] = f"{words[0]}, đơn vị tính: {indicator.unit_of_measure}"
    elif indicator.numerator_label:
        words[0] = f"{words[0]}: {indicator.numerator_label} trên {_denominator(indicator)}"
    if indicator.accumulation:
        words.append(indicator.get_accumulation_display())
    if indicator.breakdown:
        parts = [part.name for part in indicator.breakdown.parts.all() if part.code != BreakdownPart.UNCLASSIFIED]
        words.append(f"chia theo {indicator.breakdown.name.lower()}: {', '.join(parts)}")
    return "; ".join(words)


def _denominator(indicator: Indicator) -> str:
    fixed = indicator.denominator_fixed
    return f"{indicator.denominator_label} ({format_number(fixed)})" if fixed else indicator.denominator_label


def _given_by(goal: Goal) -> str:
    indicator = goal.indicator
    words = ["đơn vị báo cáo"] if indicator.from_units else []
    words += ["cấp tỉnh"] if indicator.from_province else []
    words += [agency.name for agency in goal.agencies.all()] if indicator.from_agencies else []
    return ", ".join(words)


def _baseline(goal: Goal) -> str:
    if goal.baseline is None:
        return ""
    return f"{format_number(goal.baseline)} (ngày {format_date(goal.baseline_on)})"
