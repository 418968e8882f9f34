"""Which rounds a plan's duties ask for in a year, with the days the paper names or leaves to the province."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.calendar import Calendar, current_calendar
from plans.choices import DueWording, Period, Reporter
from plans.models import DutyOccasion, Plan
from plans.working_days import WorkingDays
from reporting.models import Round

# Sơ kết, tổng kết and đột xuất have no yearly day: they are no one's duty until somebody asks.
PERIODIC = (Period.HALF_YEAR, Period.YEAR)
CODES = {Period.HALF_YEAR: "6-thang", Period.YEAR: "nam"}
NAMES = {Period.HALF_YEAR: "6 tháng", Period.YEAR: "Năm"}
LEFT_TO_THE_PROVINCE = "do tỉnh đặt"
# Whose day leads the round, where several have a duty of the same period.
LEADING = (Reporter.UNIT, Reporter.AGENCY, Reporter.PROVINCE)


@dataclass(frozen=True)
class ProposedRound:
    """One period of a plan's year as it would be opened, or (`opened`) as it already was. All days are inclusive."""

    plan: Plan
    period: Period
    year: int
    province_id: int
    occasions: tuple[DutyOccasion, ...]
    cut_off: date
    units_last_day: date
    units_due_wording: str
    set_by_province: bool
    province_last_day: date | None
    asks_estimate: bool
    asks_final: bool
    opened: Round | None = None
    # What to say beside the units' last day where it is a day off; only pages ask (`with_remarks`).
    remark: str = ""

    @property
    def code(self) -> str:
        return f"{CODES[self.period]}-{self.year}"

    @property
    def name(self) -> str:
        return f"{NAMES[self.period]} {self.year}"


def last_day_on_time(occasion: DutyOccasion, year: int) -> date | None:
    """The last day on time: "trước ngày 15/6" is 14/6, "chậm nhất" and "đến ngày" include theirs; None: left to the province."""
    if occasion.set_by_province:
        return None
    day = _day_of(year, occasion.due_month, occasion.due_day)
    return day - timedelta(days=1) if occasion.due_wording == DueWording.BEFORE else day


def proposed_rounds(plan: Plan, year: int, last_days: dict[Period, date] | None = None) -> list[ProposedRound]:
    """The rounds that a plan's duties ask for in a year, the earliest cut-off first; empty outside the plan's years.

    Where the paper names no day, the day given in `last_days` stands, else the end of the reporting calendar's half-year
    or year. A round that is open already stands in the list with its own days.
    """
    return _proposed(plan, year, last_days or {}, current_calendar())


def with_remarks(proposed: Iterable[ProposedRound], working: WorkingDays) -> list[ProposedRound]:
    """The same, each with what is to be said of a last day that is a day off."""
    return [replace(proposal, remark=working.remark(proposal.units_last_day)) for proposal in proposed]


def unopened(plans: Iterable[Plan], today: date) -> list[ProposedRound]:
    """What several plans ask for in the present reporting year and is not open yet.

    Reads each plan's `duties`, their `occasions` and `rounds`: prefetch them.
    """
    calendar = current_calendar()
    proposed = [p for plan in plans for p in _proposed(plan, calendar.year_of(plan.scope_id, today), {}, calendar)]
    return [proposal for proposal in proposed if proposal.opened is None]


def due_rounds(plan: Plan, today: date, days_ahead: int) -> list[ProposedRound]:
    """What a plan's duties ask for, is not open yet, and opens on this day by itself: from `days_ahead` days before the
    units' last day until that day. What was missed altogether is left to the province: it would begin overdue.
    """
    calendar = current_calendar()
    year = calendar.year_of(plan.scope_id, today)
    proposed = [p for each in (year, year + 1) for p in _proposed(plan, each, {}, calendar) if p.opened is None]
    return [p for p in proposed if p.units_last_day - timedelta(days=days_ahead) <= today <= p.units_last_day]


def asks_estimate(province_id: int, period: str, year: int, cut_off: date, calendar: Calendar | None = None) -> bool:
    """Whether a round asks "ước thực hiện cả năm": the annual one, where its cut-off comes before the year's last day."""
    return period == Period.YEAR and cut_off < (calendar or current_calendar()).year_span(province_id, year)[1]


def _proposed(plan, year, last_days, calendar):
    """ "Chính thức năm trước" is asked by the year's first round, where last year's report could only estimate the whole."""
    of_period = {period: _occasions(plan, period, year) for period in PERIODIC}
    drafts = [
        _drafted(plan, period, year, occasions, last_days.get(period), calendar)
        for period, occasions in of_period.items()
        if occasions
    ]
    estimated = any(round_.year == year - 1 and round_.asks_estimate for round_ in plan.rounds.all())
    return [
        ProposedRound(**draft, asks_final=estimated and place == 0)
        for place, draft in enumerate(sorted(drafts, key=lambda draft: draft["cut_off"]))
    ]


def _occasions(plan, period, year):
    """A plan's occasions of a period in a year, the one whose day leads the round first."""
    found = [
        (LEADING.index(duty.reporter), last_day_on_time(occasion, year) or date.max, occasion)
        for duty in plan.duties.all()
        for occasion in duty.occasions.all()
        if occasion.period == period and occasion.first_year <= year <= occasion.last_year
    ]
    return [occasion for _, _, occasion in sorted(found, key=lambda item: (*item[:2], item[2].pk))]


def _drafted(plan, period, year, occasions, given, calendar):
    opened = next((round_ for round_ in plan.rounds.all() if (round_.period, round_.year) == (period, year)), None)
    days = _days_of(opened) if opened else _days(plan, period, year, occasions, given, calendar)
    province_id = opened.province_id if opened else calendar.unit_map.home(plan.scope_id, days["cut_off"])
    return {
        "plan": plan,
        "period": period,
        "year": year,
        "occasions": tuple(occasions),
        "province_id": province_id,
        "asks_estimate": asks_estimate(province_id, period, year, days["cut_off"], calendar),
        "opened": opened,
        **days,
    }


def _days_of(round_):
    names = ["cut_off", "units_last_day", "units_due_wording", "set_by_province", "province_last_day"]
    return {name: getattr(round_, name) for name in names}


def _days(plan, period, year, occasions, given, calendar):
    leading = occasions[0]
    on_paper = None if leading.duty.reporter == Reporter.PROVINCE else last_day_on_time(leading, year)
    cut_off = _day_of(year, leading.cut_off_month, leading.cut_off_day) if leading.cut_off_day else None
    default = _end_of_period(plan, period, year, calendar)
    last_day = given or on_paper or max(default, cut_off or default)
    end_of_year = calendar.year_span(plan.scope_id, year)[1]
    return {
        "cut_off": min(cut_off or last_day, last_day, end_of_year),
        "units_last_day": last_day,
        "units_due_wording": leading.wording if on_paper else LEFT_TO_THE_PROVINCE,
        "set_by_province": last_day != on_paper,
        "province_last_day": _province_last_day(occasions, year),
    }


def _province_last_day(occasions, year):
    of_province = [last_day_on_time(o, year) for o in occasions if o.duty.reporter == Reporter.PROVINCE]
    return min((day for day in of_province if day), default=None)


def _end_of_period(plan, period, year, calendar):
    if period == Period.HALF_YEAR:
        return calendar.half_year_end(plan.scope_id, year)
    return calendar.year_span(plan.scope_id, year)[1]


def _day_of(year, month, day):
    """A day of a year; 29/2 is the 28th where there is none."""
    return date(year, month, min(day, monthrange(year, month)[1]))
