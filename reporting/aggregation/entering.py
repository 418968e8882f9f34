"""An accepted report enters what counts: the figures of its last submission become rows that the database can add."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from plans.calendar import Calendar, current_calendar
from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from reporting.aggregation.settling import settle, settle_units
from reporting.choices import Answer, FigureKind
from reporting.models import AcceptedFigure, Report, Revision

NOT_ANSWERED = ""


@dataclass(frozen=True)
class _Asked:
    """An indicator as a report's answers need it; its parts by code, `required` those in use on the cut-off."""

    pk: int
    measure: str
    has_fixed_denominator: bool
    parts: dict[str, int] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)


@transaction.atomic
def enter(report: Report) -> None:
    """Let the report's last submission count, in place of what the same report had counted with before.

    To be called by the acceptance, in its transaction and with the report's row locked. Doing it again changes nothing.
    Every part of a broken-down value gets a row, an unanswered one too; the total is the sum of the parts.
    """
    entered = AcceptedFigure.objects.filter(report=report)
    before = set(entered.order_by().values_list("indicator", flat=True))
    rows = list(_rows(report))
    if before:
        entered.delete()
    AcceptedFigure.objects.bulk_create(rows)
    settle(
        reporter=report.reporter,
        unit=report.unit_id,
        agency=report.agency_id,
        indicators=before | {row.indicator_id for row in rows},
    )


@transaction.atomic
def leave_out(report: Report) -> None:
    """Let a report count no more, as if it had never been accepted: to see what hangs on it."""
    entered = AcceptedFigure.objects.filter(report=report)
    indicators = set(entered.order_by().values_list("indicator", flat=True))
    entered.delete()
    settle(reporter=report.reporter, unit=report.unit_id, agency=report.agency_id, indicators=indicators)


@transaction.atomic
def enter_units(reports: Collection[Report]) -> None:
    """As `enter`, for the reports of many units at once: in as many queries, whatever their number.

    Needs their rounds. The units of all reports are settled together at the end.
    """
    rows = would_enter(reports)
    AcceptedFigure.objects.filter(report__in=reports).delete()
    AcceptedFigure.objects.bulk_create(rows)
    settle_units({report.unit_id for report in reports})


def would_enter(reports: Collection[Report]) -> list[AcceptedFigure]:
    """The rows with which the last submissions of these reports count once they are accepted; nothing is stored.

    Needs their rounds. Two queries, and one for each round.
    """
    contents = dict(
        Revision.objects.filter(report__in=reports).order_by("report", "number").values_list("report", "content")
    )
    rows, calendar = [], current_calendar()
    for round_ in {report.round for report in reports}:
        of_round = [report for report in reports if report.round == round_]
        figures = {report: contents[report.pk]["figures"] for report in of_round}
        codes = {figure["indicator"] for of_report in figures.values() for figure in of_report}
        asked = _asked(codes, round_.cut_off)
        rows += [row for report in of_round for row in _rows_from(report, figures[report], asked, calendar)]
    return rows


def _rows(report: Report) -> Iterator[AcceptedFigure]:
    figures = report.revisions.order_by("-number").values_list("content", flat=True).first()["figures"]
    asked = _asked({figure["indicator"] for figure in figures}, report.round.cut_off)
    return _rows_from(report, figures, asked, current_calendar())


def _rows_from(
    report: Report, figures: list[dict], asked: dict[str, _Asked], calendar: Calendar
) -> Iterator[AcceptedFigure]:
    answers = defaultdict(dict)
    for figure in figures:
        answers[figure["indicator"], figure["kind"]][figure["part"]] = _understood(figure)
    dates = _dates(report.round, {kind for _, kind in answers}, calendar)
    for (code, kind), by_part in answers.items():
        for row in _answer_rows(asked[code], by_part):
            row.report, row.reporter = report, report.reporter
            row.unit_id, row.agency_id = report.unit_id, report.agency_id
            row.indicator_id, row.kind = asked[code].pk, kind
            row.year, row.as_of = dates[kind]
            row.counts_from = report.round.cut_off
            row.counts = row.counts and kind != FigureKind.ESTIMATE
            yield row


def _understood(figure: dict) -> AcceptedFigure:
    """One frozen figure as a row; decimals are plain texts, days ISO."""
    numbers = {name: figure[name] and Decimal(figure[name]) for name in ("value", "numerator", "denominator")}
    done_on = figure["done_on"] and date.fromisoformat(figure["done_on"])
    return AcceptedFigure(answer=figure["answer"], done_on=done_on, **numbers)


def _dates(round_, kinds: Iterable[str], calendar: Calendar) -> dict[str, tuple[int, date]]:
    """Of each kind the reporting year and the day it speaks of. The reporting year is the steering province's."""
    year = calendar.year_of(round_.province_id, round_.cut_off)
    dates = dict.fromkeys(kinds, (year, round_.cut_off))
    if FigureKind.FINAL in dates:
        dates[FigureKind.FINAL] = year - 1, calendar.year_span(round_.province_id, year - 1)[1]
    return dates


def _asked(codes: set[str], day: date) -> dict[str, _Asked]:
    """The indicators of these codes with their parts, in one query."""
    rows = (
        Indicator.objects.filter(code__in=codes)
        .annotate(
            part=F("breakdown__parts"),
            part_code=F("breakdown__parts__code"),
            begins=F("breakdown__parts__valid_from"),
            ends=F("breakdown__parts__valid_to"),
        )
        .order_by("code", "breakdown__parts__order")
    )
    found = {}
    for row in rows:
        asked = found.setdefault(row.code, _Asked(row.pk, row.measure, row.denominator_fixed is not None))
        if row.part:
            asked.parts[row.part_code] = row.part
            if row.part_code != BreakdownPart.UNCLASSIFIED and (row.begins or day) <= day <= (row.ends or day):
                asked.required.add(row.part_code)
    return found


def _answer_rows(indicator: _Asked, answers: dict[str, AcceptedFigure]) -> list[AcceptedFigure]:
    if not indicator.parts:
        return [_undivided(indicator, answers[""])]
    told = {code: row for code, row in answers.items() if row.value is not None}
    if not told:
        return [_without_value(answers.values())]
    if "" in told:  # told before the indicator was divided
        told[BreakdownPart.UNCLASSIFIED] = told.pop("")
    return _divided(indicator, answers, told)


def _undivided(indicator: _Asked, row: AcceptedFigure) -> AcceptedFigure:
    """A ratio counts only with both its numbers; where the plan fixes the denominator, with its numerator."""
    if indicator.measure == Measure.RATIO:
        row.counts = row.numerator is not None and (row.denominator is not None or indicator.has_fixed_denominator)
    else:
        row.counts = row.value is not None
    return row


def _without_value(rows: Iterable[AcceptedFigure]) -> AcceptedFigure:
    """A broken-down indicator without any number: "không áp dụng" only where all that was answered says so."""
    answers = {row.answer for row in rows}
    applies = answers != {Answer.NOT_APPLICABLE}
    return AcceptedFigure(answer=Answer.NO_DATA if applies else Answer.NOT_APPLICABLE)


def _divided(indicator: _Asked, answers: dict, told: dict) -> list[AcceptedFigure]:
    rows = []
    for code, part in indicator.parts.items():
        row = told.get(code) or answers.get(code)
        if row is None and code in indicator.required:
            row = AcceptedFigure(answer=NOT_ANSWERED)
        if row is not None:
            row.part_id, row.counts = part, row.value is not None
            row.incomplete = row.value is None and row.answer != Answer.NOT_APPLICABLE
            rows.append(row)
    total = AcceptedFigure(
        answer=Answer.VALUE,
        value=sum(row.value for row in told.values()),
        incomplete=any(row.incomplete for row in rows),
        counts=True,
    )
    return [total, *rows]
