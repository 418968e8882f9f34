"""What has been accepted, as the database adds it up: slices of rows that count during the same days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet, Sum

from plans.choices import Accumulation, Reporter
from plans.models import Indicator
from reporting.aggregation.spans import Span
from reporting.choices import Answer, FigureKind
from reporting.models import AcceptedFigure

SMALLEST = Decimal("0.0001")  # SQLite adds in binary: four decimals are exact again after rounding


class Slice(NamedTuple):
    """Answers on an indicator (or a part of it) that count from one day until another, added up.

    `count` of them are values; `missing` are unanswered parts, or totals that lack one. `unit` is None in a slice
    over all units; the last four are those of a single answer.
    """

    indicator: int
    part: int | None
    reporter: str
    agency: int | None
    year: int
    counts_from: date
    counts_until: date | None
    unit: int | None
    as_of: date
    count: int
    missing: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    done_on: date | None
    report: int | None = None
    round: int | None = None
    answer: str = Answer.VALUE
    kind: str = FigureKind.ACTUAL

    def counts_on(self, day: date) -> bool:
        return self.counts_from <= day and (self.counts_until is None or self.counts_until > day)

    def counts_in(self, indicator: Indicator, span: Span, on: date) -> bool:
        """Whether it stands in the indicator's sum over a span, as seen on a day.

        Years of a flow add up; of a stock and a milestone the state on the day counts, in a past span that of its end.
        """
        if indicator.accumulation == Accumulation.FLOW:
            return span.first_year <= self.year <= span.last_year and self.counts_on(on)
        return self.counts_on(span.read_on(on))


def once_in(span: Span, slices: Iterable[Slice], on: date) -> list[Slice]:
    """Of a milestone that has to be met anew in the span: one slice a reporter, done where a report says a day within it.

    A day once told stays told, though later years' days have replaced it since.
    """
    done, standing = {}, {}
    for one in slices:
        reporter = one.reporter, one.unit, one.agency
        day = one.value and (one.done_on or one.as_of)
        if one.counts_from <= on and day and span.first_day <= day <= span.last_day:
            done[reporter] = max(one, done.get(reporter, one), key=_last_told)
        if one.counts_on(span.read_on(on)) and one.as_of >= span.first_day:
            standing[reporter] = one._replace(value=Decimal(0))
    return list({**standing, **done}.values())


def _last_told(one: Slice) -> tuple[date, date]:
    return one.done_on or one.as_of, one.as_of


@dataclass(frozen=True)
class Scope:
    """Whose answers stand in a plan's sums: units of its lineage, the province itself, agencies that its goals name.

    `agencies` maps each to its unit, under which its answers are kept.
    """

    units: frozenset[int]
    province: int
    agencies: Mapping[int, int]

    def rows(self) -> QuerySet:
        """The accepted answers, without estimates, which never count."""
        return AcceptedFigure.objects.filter(self.reporters()).exclude(kind=FigureKind.ESTIMATE).order_by()

    def reporters(self) -> Q:
        """The same condition for accepted answers and for reports; led by the unit, for the index."""
        beside = {self.province, *self.agencies.values()} - self.units
        of_units = Q(reporter=Reporter.UNIT) & ~Q(unit__in=beside)
        own = Q(reporter=Reporter.PROVINCE, unit=self.province)
        of_agencies = Q(reporter=Reporter.AGENCY, agency__in=list(self.agencies))
        return Q(unit__in=self.units | beside) & (of_units | own | of_agencies)


@dataclass(frozen=True)
class Wanted:
    """Which answers are to be added up: of which indicators, in total and by these parts, counting on which days.

    Years add up as they count today (`on`); a state (stock or milestone) also as it was on earlier days.
    """

    indicators: frozenset[int]
    states: frozenset[int]
    parts: frozenset[int]
    on: date
    earlier: frozenset[date] = frozenset()


GROUP = ("indicator", "part", "reporter", "agency", "year", "counts_from", "counts_until")
NUMBERS = ("value", "numerator", "denominator")


def read_sums(scope: Scope, wanted: Wanted) -> list[Slice]:
    """Added up over all units, and where parts are missing. One query."""
    rows = scope.rows().filter(indicator__in=wanted.indicators)
    missing_parts = _on_its_days(rows.filter(incomplete=True, counts=False), wanted)
    arms = [*_counting(rows, wanted), missing_parts]
    return [
        Slice(*row[:7], None, *row[7:10], *map(_exact, row[10:13]), row[13])
        for row in _together([_added_up(arm, GROUP) for arm in arms])
    ]


def read_values(scope: Scope, wanted: Wanted, only: Q) -> list[Slice]:
    """What counts, each value apart; `only` narrows the rows. One query."""
    arms = _counting(scope.rows().filter(only, indicator__in=wanted.indicators), wanted)
    rows = _together(
        [arm.values_list(*GROUP, "unit", "as_of", "counts", "incomplete", *NUMBERS, "done_on") for arm in arms]
    )
    return [Slice(*row) for row in rows]


def read_answers(scope: Scope, wanted: Wanted) -> list[Slice]:
    """Every accepted answer with a cut-off up to the day, each a slice of its own, replaced ones too. One query.

    For what sums cannot tell: who met a minimum, which reporters are done, pairs of numbers from the same report.
    """
    rows = scope.rows().filter(
        Q(part__isnull=True) | Q(part__in=wanted.parts), indicator__in=wanted.indicators, counts_from__lte=wanted.on
    )
    rows = rows.values_list(
        *GROUP, "unit", "as_of", "counts", *NUMBERS, "done_on", "report", "report__round", "answer", "kind"
    )
    return [Slice(*row[:9], int(row[9]), 0, *row[10:]) for row in rows]


def _counting(rows: QuerySet, wanted: Wanted) -> list[QuerySet]:
    """The values that count, cut so that each arm has its index: totals not replaced, totals replaced later, parts."""
    totals = rows.filter(part__isnull=True, counts=True)
    first_day = min({wanted.on, *wanted.earlier})
    arms = [
        totals.filter(counts_until__isnull=True),
        totals.filter(counts_until__gt=first_day),
        rows.filter(part__in=wanted.parts, counts=True),
    ]
    return [_on_its_days(arm, wanted) for arm in arms]


def _on_its_days(rows: QuerySet, wanted: Wanted) -> QuerySet:
    before = Q(pk__in=[])
    for day in wanted.earlier:
        before |= _counts_on(day)
    return rows.filter(_counts_on(wanted.on) | Q(indicator__in=wanted.states) & before)


def _counts_on(day: date) -> Q:
    return Q(counts_from__lte=day) & (Q(counts_until__isnull=True) | Q(counts_until__gt=day))


def _added_up(rows: QuerySet, group: tuple[str, ...]) -> QuerySet:
    return rows.values_list(*group).annotate(
        last_day=Max("as_of"),
        count=Count("pk", filter=Q(counts=True)),
        missing=Count("pk", filter=Q(incomplete=True)),
        **{f"{name}_sum": Sum(name) for name in NUMBERS},
        last_done=Max("done_on"),
    )


def _together(arms: list[QuerySet]) -> QuerySet:
    return arms[0].union(*arms[1:], all=True)


def _exact(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(SMALLEST)
