"""The matrix of a round: who was asked down, the sections of the form across, each cell with the rows answered of those asked."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from plans.choices import Reporter
from plans.succession import current_map
from reporting.choices import EDITABLE_STATES
from reporting.models import Report, Round
from reporting.overseeing.columns import Column, sections_of_round
from reporting.overseeing.gone import Gone, gone_by
from reporting.overseeing.places import Place, places_of
from reporting.overseeing.rows import Row, Standing, filled_rows, in_reading_order, read
from reporting.overseeing.sieves import ALL, Sieve, late_in, sieves_over
from reporting.round_plans import RoundPlans
from reporting.rules import reports_visible_to
from reporting.watching import steers

ROWS_A_PAGE = 200
# What the address calls each.
SIEVE, PLACE, SECTION = "trang-thai", "noi", "phan"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of a matrix: by the word of a sieve, the key of a place, the address of a section."""

    sieve: str = ""
    place: str = ""
    section: str = ""

    def query(self, **changed: str) -> str:
        """The same as the address says it, or with something else chosen."""
        chosen = replace(self, **changed)
        said = {SIEVE: chosen.sieve, PLACE: chosen.place, SECTION: chosen.section}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Chosen:
    """The reports of a round that pass what was asked, and all that can be asked."""

    reports: QuerySet[Report]
    sieves: tuple[Sieve, ...]
    sieve: Sieve
    places: tuple[Place, ...]
    place: Place | None

    @property
    def owing(self) -> int:
        """How many of the round's (or the place's) reports are still to come or to be mended."""
        return sum(sieve.count for sieve in self.sieves if sieve.states <= EDITABLE_STATES)


class _Pages(Paginator):
    """The chosen reports by pages; how many they are was counted for their sieve."""

    def __init__(self, chosen: Chosen):
        super().__init__(in_reading_order(chosen.reports), ROWS_A_PAGE)
        self.count = chosen.sieve.count


@dataclass(frozen=True)
class Matrix:
    """One page of a round's matrix. `gone` are units that ended in the round's year and were not asked any more.

    `is_steered`: the person who looks reviews or administers where the round belongs.
    """

    round: Round
    columns: tuple[Column, ...]
    sections: tuple[Column, ...]
    rows: tuple[Row, ...]
    gone: tuple[Gone, ...]
    chosen: Chosen
    page: Page
    is_steered: bool

    @property
    def section(self) -> Column | None:
        """The only section that is shown, where one was chosen."""
        return self.columns[0] if len(self.columns) < len(self.sections) else None


def matrix_of(round_: Round, user, now: datetime, asked: Asked = Asked(), page: str | None = None) -> Matrix:
    """The round as a person who may watch it sees it. The number of queries depends on neither units nor figures."""
    sections = sections_of_round(round_, current_map())
    chosen = chosen_reports(round_, sections.plans, asked)
    shown = _Pages(chosen).get_page(page)
    columns = [one for one in sections.columns if one.address == asked.section] or list(sections.columns)
    is_end_of_all = chosen.sieve.word == ALL and chosen.place is None and not shown.has_next()
    ended = gone_by(sections.plans) if is_end_of_all else []
    reports, is_steered = read(round_, shown), steers(user, round_)
    opened = {report.pk for report in reports} if is_steered else _visible(user, reports)
    rows, gone = filled_rows(reports, ended, columns, sections, opened, now)
    return Matrix(round_, tuple(columns), sections.columns, rows, gone, chosen, shown, is_steered)


def _visible(user, reports: list[Standing]) -> set[int]:
    """Which of these reports the person may open. One query, none for readers."""
    visible = reports_visible_to(user).filter(pk__in=[report.pk for report in reports])
    return set(visible.order_by().values_list("pk", flat=True))


def chosen_reports(round_: Round, plans: RoundPlans, asked: Asked) -> Chosen:
    """At most three queries; the reports themselves are not read yet."""
    places = places_of(plans)
    place = next((one for one in places if str(one.pk) == asked.place), None)
    within = round_.reports.filter(Q(reporter=Reporter.UNIT, unit__in=place.units) if place else Q())
    late = late_in(round_)
    sieves = sieves_over(within, late)
    sieve = sieves.get(asked.sieve, sieves[ALL])
    return Chosen(sieve.sift(within, late), tuple(sieves.values()), sieve, tuple(places), place)
