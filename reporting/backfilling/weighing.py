"""What each report would become: new, the same, or changed; and which ones nobody may write over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.choices import Period, Reporter
from portal.dates import format_date
from reporting.asking import Asked
from reporting.backfilling.mistakes import Mistake
from reporting.backfilling.reading import Told
from reporting.choices import Answer, ReportState
from reporting.models import Report

IMPORTED = "import"  # the move of an event that took in old figures
# The order of the rounds of a day: the half-year before the year.
PERIODS = list(Period)


@dataclass(frozen=True)
class Weighed:
    """One report with the figures it would hold, and those it holds now (None: nothing was reported)."""

    told: Told
    report: Report | None
    before: list[dict] | None
    figures: list[dict]

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_changed(self) -> bool:
        return self.before is not None and _by_place(self.before) != _by_place(self.figures)


@dataclass(frozen=True)
class Change:
    """A figure of an imported report that the file gives anew. Texts as people read them, blank where there is none."""

    reporter: str
    round_name: str
    indicator: str
    was: str
    is_: str


@dataclass(frozen=True)
class RoundPreview:
    """What becomes of one round: how many reports are new, changed, the same."""

    name: str
    cut_off: date
    is_opened: bool
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class Preview:
    """What a file does, or would do, once it holds no mistake."""

    rounds: tuple[RoundPreview, ...]
    changes: tuple[Change, ...]
    reports: int
    figures: int

    @property
    def writes(self) -> int:
        return sum(round_.new + round_.changed for round_ in self.rounds)


def weigh(told: Iterable[Told], reports: Mapping[tuple, Report], contents: Mapping[int, list[dict]]) -> list[Weighed]:
    """Each report's figures after the file; an indicator that the file does not name stays as it was imported before."""
    found = []
    for one in told:
        report = reports.get((one.occasion.key, one.teller.asked))
        before = contents.get(report.pk) if report and report.is_imported else None
        given = [figure for figures in one.figures.values() for figure in figures]
        kept = [figure for figure in before or [] if figure["indicator"] not in one.figures]
        found.append(Weighed(one, report, before, [*kept, *given]))
    return found


def refusals(weighed: Iterable[Weighed], last_moves: Mapping[int, str]) -> list[Mistake]:
    """The reports that were really filled in on the portal: never overwritten, told by name."""
    return [
        Mistake(
            one.told.line,
            "",
            f"báo cáo của {one.told.teller.name}, kỳ {one.told.occasion.name} đã có trên cổng "
            f"({one.report.get_state_display()}) nên không nhập đè. Bỏ các dòng của báo cáo này khỏi tệp; nếu số trên "
            "cổng sai thì mở lại báo cáo để sửa.",
        )
        for one in weighed
        if one.report and _is_filed(one.report, last_moves.get(one.report.pk))
    ]


def _is_filed(report: Report, last_move: str | None) -> bool:
    if report.is_imported:
        return report.state != ReportState.ACCEPTED or last_move != IMPORTED
    return report.state != ReportState.DRAFT or report.version > 0


def preview(weighed: list[Weighed]) -> Preview:
    by_round: dict[object, list[Weighed]] = {}
    for one in weighed:
        by_round.setdefault(one.told.occasion.key, []).append(one)
    rounds = sorted(
        (_round_preview(of_round) for of_round in by_round.values()), key=lambda one: (one.cut_off, one.name)
    )
    return Preview(
        rounds=tuple(rounds),
        changes=tuple(change for one in weighed if one.is_changed for change in _changes(one)),
        reports=len(weighed),
        figures=sum(len(figures) for one in weighed for figures in one.told.figures.values()),
    )


def reports_by_key(reports: Iterable[Report]) -> dict[tuple, Report]:
    return {
        (report.round_id, Asked(Reporter(report.reporter), report.unit_id, report.agency_id)): report
        for report in reports
    }


def _round_preview(of_round: list[Weighed]) -> RoundPreview:
    occasion = of_round[0].told.occasion
    new, changed = sum(one.is_new for one in of_round), sum(one.is_changed for one in of_round)
    return RoundPreview(
        occasion.name, occasion.cut_off, occasion.opened is not None, new, changed, len(of_round) - new - changed
    )


def _by_place(figures: list[dict]) -> dict[tuple, dict]:
    return {(figure["indicator"], figure["part"], figure["kind"]): figure for figure in figures}


def _changes(one: Weighed) -> list[Change]:
    was, now = _by_place(one.before), _by_place(one.figures)
    return [
        Change(
            one.told.teller.name,
            one.told.occasion.name,
            " / ".join(filter(None, place[:2])),
            _shown(was.get(place)),
            _shown(now.get(place)),
        )
        for place in sorted(was.keys() | now.keys())
        if was.get(place) != now.get(place)
    ]


def _shown(figure: dict | None) -> str:
    if figure is None:
        return ""
    if figure["answer"] != Answer.VALUE:
        return Answer(figure["answer"]).label
    if figure["numerator"] is not None:
        return f"{figure['numerator']}/{figure['denominator']}".replace(".", ",")
    if figure["done_on"]:
        return format_date(date.fromisoformat(figure["done_on"]))
    return figure["value"].replace(".", ",")
