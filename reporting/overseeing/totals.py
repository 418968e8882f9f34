"""The totals of a round while it is not all there: so far, with what waits for review, and if the missing repeat their last.

All three are the progress of the plan's goals on the round's cut-off, the first the very one that the plan's page shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plans.calendar import current_calendar
from plans.choices import Measure, Reporter
from plans.models import Plan
from portal.numbers import format_number
from reporting import phrases
from reporting.aggregation import Ledger, is_flow, open_ledger, slices_of_rows, supposing, would_enter
from reporting.choices import FigureKind, ReportState
from reporting.documents.reporters import reports_of
from reporting.models import Report, Round
from reporting.overseeing.repeating import Key, Repeated, key_of, repeated
from reporting.progress import GoalProgress, Row, judged, rows_of


@dataclass(frozen=True)
class TotalLine:
    """A goal in a span that holds the round's year, its three totals as they are shown, and how much of each is there.

    `missing` are those who give its figures and have not told them in an accepted report of the round; `submitted` of
    them wait for review, `from_last_year` repeat last year's value, `without` have none to repeat.
    """

    name: str
    span: str
    unit_of_measure: str
    target: str
    so_far: str
    with_submitted: str
    if_repeated: str
    coverage: str
    submitted: int
    from_last_year: int
    without: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TotalGroup:
    heading: str
    lines: tuple[TotalLine, ...]


@dataclass(frozen=True)
class RoundTotals:
    """A plan's totals in a round. The counts are of all its reporters, the province's own and agencies too."""

    groups: tuple[TotalGroup, ...]
    asked: int
    accepted: int
    submitted: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Reporters:
    """The round's reports that speak for the plan, by what they are to its totals."""

    names: dict[Key, str]
    submitted: tuple[Report, ...]
    missing: tuple[Key, ...]

    @property
    def accepted(self) -> int:
        return len(self.names) - len(self.submitted) - len(self.missing)


def totals_of(round_: Round, plan: Plan) -> RoundTotals:
    """The totals of one of the round's plans.

    The number of queries depends neither on units nor on goals.
    """
    rows, ledger = _opened(plan, round_)
    reporters = _reporters(reports_of(plan, round_), round_)
    flows = {leaf.pk: leaf for row in rows for leaf in ledger.catalogue.leaves(row.subject.indicator) if is_flow(leaf)}
    with_submitted = _with(ledger, reporters.submitted, flows)
    asks = {pk: _givers(leaf) for pk, leaf in flows.items()}
    again = repeated(with_submitted, round_, reporters.missing, asks, _same_occasion(round_))
    if_repeated = supposing(with_submitted, again.slices, flows)
    told = [judged(rows, one) for one in (ledger, with_submitted, if_repeated)]
    lines = _Lines(round_, ledger, reporters, again)
    shown = [(row, *goals) for row, *goals in zip(rows, *told, strict=True) if _holds(row, round_)]
    return RoundTotals(
        groups=_grouped(shown, phrases.headings_of([plan.pk]), lines),
        asked=len(reporters.names),
        accepted=reporters.accepted,
        submitted=len(reporters.submitted),
        missing=tuple(reporters.names[key] for key in reporters.missing),
    )


def _opened(plan: Plan, round_: Round) -> tuple[list[Row], Ledger]:
    """As progress.opened, with every answer by itself."""
    calendar = current_calendar()
    rows = rows_of(plan, calendar)
    levels = {row.goal.per_level for row in rows if row.goal.per_level}
    subjects = [replace(row.subject, by_unit=True) for row in rows]
    return rows, open_ledger(plan, round_.cut_off, calendar, subjects, [row.span for row in rows], levels)


def _reporters(reports: list[Report], round_: Round) -> _Reporters:
    """What was accepted once stands in the total while it is corrected, so it is not missing."""
    for report in reports:
        report.round = round_
    submitted = tuple(report for report in reports if report.state == ReportState.SUBMITTED)
    waiting = {ReportState.SUBMITTED, ReportState.ACCEPTED}
    missing = [report for report in reports if report.state not in waiting and report.accepted_at is None]
    names = {key_of(report): report.reporter_name for report in reports}
    return _Reporters(names, submitted, tuple(map(key_of, missing)))


def _with(ledger: Ledger, submitted: Sequence[Report], flows: Iterable[int]) -> Ledger:
    """What was handed in again takes the place of what the same report counted with before."""
    rows = slices_of_rows(would_enter(submitted)) if submitted else []
    actual = [one for one in rows if one.kind != FigureKind.ESTIMATE]
    return supposing(ledger, actual, flows, {report.pk for report in submitted})


def _givers(indicator) -> set[str]:
    asked = {
        Reporter.UNIT: indicator.from_units,
        Reporter.PROVINCE: indicator.from_province,
        Reporter.AGENCY: indicator.from_agencies,
    }
    return {sort for sort, gives in asked.items() if gives}


def _same_occasion(round_: Round) -> set[int]:
    """The rounds of the same period of the year before."""
    rounds = Round.objects.filter(period=round_.period, year=round_.year - 1).order_by()
    return set(rounds.values_list("pk", flat=True))


def _holds(row: Row, round_: Round) -> bool:
    return row.span.first_year <= round_.year <= row.span.last_year


def _grouped(shown: list[tuple], headings: dict[int, str], lines: "_Lines") -> tuple[TotalGroup, ...]:
    groups: dict[str, list[TotalLine]] = {}
    for row, *goals in shown:
        groups.setdefault(headings[row.section_id], []).append(lines.line(row, *goals))
    return tuple(TotalGroup(heading, tuple(of_group)) for heading, of_group in groups.items())


class _Lines:
    """Puts a goal's three totals beside each other, with who is missing in each."""

    def __init__(self, round_: Round, ledger: Ledger, reporters: _Reporters, again: Repeated):
        self._round, self._ledger, self._reporters, self._again = round_, ledger, reporters, again
        self._submitted = {key_of(report) for report in reporters.submitted}

    def line(self, row: Row, so_far: GoalProgress, with_submitted: GoalProgress, repeated: GoalProgress) -> TotalLine:
        leaves = self._ledger.catalogue.leaves(row.subject.indicator)
        missing = self._missing(row, leaves)
        return TotalLine(
            name=phrases.measured(so_far),
            span=so_far.span,
            unit_of_measure="%" if so_far.measure == Measure.RATIO else phrases.counted_in(so_far),
            target=phrases.target_cell(so_far),
            so_far=phrases.value_cell(so_far),
            with_submitted=phrases.value_cell(with_submitted),
            if_repeated=phrases.value_cell(repeated),
            coverage=f"{format_number(so_far.total.reported)}/{format_number(so_far.total.expected)}",
            submitted=len(self._submitted & missing),
            from_last_year=self._among(self._again.from_last_year, leaves, missing),
            without=self._among(self._again.without, leaves, missing),
            missing=tuple(name for key, name in self._reporters.names.items() if key in missing),
        )

    def _missing(self, row: Row, leaves: list) -> set[Key]:
        """Who gives one of the figures and has not answered it in the round, as far as that is accepted."""
        agencies, missing = row.subject.agency_ids, set()
        for leaf in leaves:
            answers = self._ledger.answers.get((leaf.pk, None), ())
            answered = {Key(one.reporter, one.unit, one.agency) for one in answers if one.round == self._round.pk}
            givers = _givers(leaf)
            asked = {key for key in self._reporters.names if key.reporter in givers}
            missing |= {key for key in asked - answered if key.agency is None or key.agency in agencies}
        return missing

    @staticmethod
    def _among(found: dict, leaves: list, missing: set[Key]) -> int:
        return len(missing & {key for leaf in leaves for key in found.get(leaf.pk, ())})
