"""Opening the rounds that plans ask for, and setting their days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.calendar import current_calendar
from plans.choices import Period
from plans.models import Plan, Unit
from plans.rules import may_administer
from plans.succession import current_map
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from reporting.asking import Asked, asked_in, asked_twice, still_closing
from reporting.auditing import days_of, record_days, record_opened
from reporting.models import Report, Round
from reporting.proposing import LEFT_TO_THE_PROVINCE, ProposedRound, asks_estimate, due_rounds, proposed_rounds

__all__ = ["ProposedRound", "complete", "open_closing", "open_due_rounds", "open_rounds", "proposed_rounds", "set_days"]


@dataclass(frozen=True)
class DueRounds:
    """What opening the rounds that are due did: the rounds it opened, and why it could not open a plan's."""

    opened: tuple[Round, ...]
    refused: tuple[tuple[Plan, str], ...]


def open_due_rounds(today: date, now: datetime) -> DueRounds:
    """Open what every plan's duties ask for and is due (proposing.due_rounds), as often as one likes.

    Where the paper names no day, the round gets the end of the half-year or year and says so (`days_by_default`) until the
    province has looked at it. What cannot be opened does not keep the others from it: the province opens it by hand.
    """
    opened, refused = [], []
    plans = Plan.objects.filter(signed_on__lte=today, duties__isnull=False).distinct().order_by("signed_on", "pk")
    for plan in plans:
        due: dict[int, list[Period]] = {}
        for proposal in due_rounds(plan, today, settings.ROUNDS_OPEN_DAYS_AHEAD):
            due.setdefault(proposal.year, []).append(proposal.period)
        for year, periods in due.items():
            try:
                opened += open_rounds(plan, year, by=None, now=now, periods=periods)
            except RuleBroken as refusal:
                refused.append((plan, str(refusal)))
    return DueRounds(tuple(opened), tuple(refused))


@transaction.atomic
def open_rounds(plan: Plan, year: int, *, by, now: datetime, last_days=None, periods=None) -> list[Round]:
    """Open what the plan's duties ask for in a year, and return all its rounds of that year, the earliest first.

    `last_days` maps a period to the units' last day (inclusive), where the province sets it; `periods` narrows what is
    opened. Doing it again only adds reports of plans and units that came meanwhile. `by=None` is the operator's command.
    A round with the same period and cut-off of the same province is one round for several plans: its days stay.
    """
    only_the_province(by, plan.scope_id, now)
    one_at_a_time(plan.scope_id, now)
    proposed = [p for p in proposed_rounds(plan, year, last_days) if periods is None or p.period in periods]
    if not proposed:
        raise RuleBroken(
            f"“{plan.short_title}” không có kỳ báo cáo nào trong năm {year} "
            f"(kế hoạch của các năm {plan.first_year}–{plan.last_year})."
        )
    rounds, already = [], {proposal.opened.pk for proposal in proposed if proposal.opened}
    for proposal in proposed:
        _refuse_other_day(proposal, (last_days or {}).get(proposal.period))
        seen = by is not None or proposal.period in (last_days or {})
        round_ = proposal.opened or _opened(proposal, by=by, now=now, days_seen=seen)
        _ask_final_too(round_, proposal)
        complete(round_)
        rounds.append(round_)
    record_opened(rounds, already, by=by, now=now)
    return rounds


def complete(round_: Round) -> None:
    """Give a report to everybody whom the round's plans ask, and drop untouched ones of those no longer asked."""
    there = {Asked(report.reporter, report.unit_id, report.agency_id): report for report in round_.reports.all()}
    asked = still_closing(there, round_.cut_off) if round_.period == Period.CLOSING else asked_in(round_)
    Report.objects.bulk_create(
        [
            Report(round=round_, reporter=one.reporter, unit_id=one.unit_id, agency_id=one.agency_id)
            for one in sorted(asked - there.keys(), key=lambda one: (one.reporter, one.unit_id, one.agency_id or 0))
        ],
        ignore_conflicts=True,
    )
    round_.reports.filter(pk__in=[report.pk for one, report in there.items() if one not in asked]).untouched().delete()


def open_closing(plans: Collection[Plan], last_day: date, *, units_last_day: date, by, now: datetime) -> Round:
    """The round in which the units of some plans that end on a day give their last figures; none asked yet.

    It is the steering province's of that day, and one for all reorganisations of the day: its other days stay.
    """
    (province_id,) = {current_map().home(plan.scope_id, last_day) for plan in plans}
    round_, _ = Round.objects.get_or_create(
        province_id=province_id,
        period=Period.CLOSING,
        cut_off=last_day,
        defaults={
            "code": f"ket-thuc-{last_day:%Y-%m-%d}",
            "name": f"Kết thúc hoạt động, chốt {format_date(last_day)}",
            "year": current_calendar().year_of(province_id, last_day),
            "units_last_day": max(units_last_day, last_day),
            "units_due_wording": LEFT_TO_THE_PROVINCE,
            "set_by_province": True,
            "opened_by": by,
            "opened_at": now,
        },
    )
    round_.plans.add(*plans)
    return round_


@transaction.atomic
def set_days(round_: Round, *, by, now: datetime, cut_off: date, units_last_day: date, province_last_day, closes_on):
    """Set a round's four days (inclusive; the province's and the closing day may be None). Returns the round.

    The cut-off is fixed once somebody has submitted: a signed figure speaks of that day. Nobody becomes late by a day
    set backwards. Raises RuleBroken, PermissionDenied for who does not administer the province.
    """
    only_the_province(by, round_.province_id, now)
    before = Round.objects.select_for_update().get(pk=round_.pk)
    days_before = days_of(before)
    refuse_crossed_days(cut_off, units_last_day, province_last_day, closes_on)
    _refuse_backwards(before, units_last_day, now)
    _refuse_moved_cut_off(before, cut_off)
    before.set_by_province = before.set_by_province or units_last_day != before.units_last_day
    before.days_by_default = False
    before.cut_off, before.units_last_day = cut_off, units_last_day
    before.province_last_day, before.closes_on = province_last_day, closes_on
    before.asks_estimate = asks_estimate(before.province_id, before.period, before.year, cut_off)
    before.save()
    complete(before)
    refuse_asking_twice(before)
    record_days(before, days_before, by=by, now=now)
    return before


def only_the_province(by, unit_id: int, now: datetime) -> None:
    """PermissionDenied unless `by` administers the province that a unit's rounds belong to; None is the operator's command."""
    today = timezone.localdate(now, VIET_NAM)
    if by is not None and not may_administer(by, current_map().home(unit_id, today), today):
        raise PermissionDenied


def one_at_a_time(unit_id: int, now: datetime) -> None:
    """Two people who open for the same province at the same moment follow each other."""
    home = current_map().home(unit_id, timezone.localdate(now, VIET_NAM))
    Unit.objects.select_for_update().get(pk=home)


def _refuse_other_day(proposal, given):
    if given and given != proposal.units_last_day:
        raise RuleBroken(
            f"Kỳ “{proposal.opened.name}” đã mở với ngày cuối {format_date(proposal.units_last_day)}. "
            "Muốn đổi ngày thì vào trang của kỳ, bấm “Đặt lại các ngày”."
        )


def _opened(proposal, *, by, now, days_seen):
    _refuse_other_year(proposal.province_id, proposal.year, proposal.cut_off)
    if proposal.province_last_day and proposal.province_last_day < proposal.units_last_day:
        raise RuleBroken(
            f"Ngày cuối của đơn vị ở kỳ “{proposal.name}” phải đến trước hoặc đúng ngày tỉnh phải báo cáo "
            f"({format_date(proposal.province_last_day)})."
        )
    shared = Round.objects.filter(
        province_id=proposal.province_id, period=proposal.period, cut_off=proposal.cut_off
    ).first()
    round_ = shared or _created(proposal, by=by, now=now, days_seen=days_seen)
    round_.plans.add(proposal.plan)
    round_.occasions.add(*proposal.occasions)
    return round_


def _ask_final_too(round_, proposal):
    """Another plan, or last year's cut-off moved meanwhile, may ask "chính thức năm trước" of a round that is open already."""
    if proposal.asks_final and not round_.asks_final:
        round_.asks_final = True
        round_.save(update_fields=["asks_final"])


def _created(proposal, *, by, now, days_seen):
    code, name = _free_name(proposal)
    return Round.objects.create(
        province_id=proposal.province_id,
        code=code,
        name=name,
        period=proposal.period,
        year=proposal.year,
        cut_off=proposal.cut_off,
        units_last_day=proposal.units_last_day,
        units_due_wording=proposal.units_due_wording,
        set_by_province=proposal.set_by_province,
        days_by_default=proposal.set_by_province and not days_seen,
        province_last_day=proposal.province_last_day,
        asks_estimate=proposal.asks_estimate,
        asks_final=proposal.asks_final,
        opened_by=by,
        opened_at=now,
    )


def _free_name(proposal):
    """The round's code and name; another cut-off of the same period says so: "nam-2025-2", "Năm 2025 (chốt 30/11/2025)"."""
    taken = set(Round.objects.filter(province_id=proposal.province_id).values_list("code", flat=True))
    if proposal.code not in taken:
        return proposal.code, proposal.name
    number = next(number for number in range(2, 100) if f"{proposal.code}-{number}" not in taken)
    return f"{proposal.code}-{number}", f"{proposal.name} (chốt {format_date(proposal.cut_off)})"


def refuse_crossed_days(cut_off: date, units_last_day: date, province_last_day, closes_on) -> None:
    """RuleBroken where a round's days do not follow each other."""
    if cut_off > units_last_day:
        raise RuleBroken("Ngày chốt số liệu phải đến trước hoặc đúng ngày cuối của đơn vị.")
    if province_last_day and province_last_day < units_last_day:
        raise RuleBroken("Ngày cuối của tỉnh phải đúng hoặc sau ngày cuối của đơn vị.")
    if closes_on and closes_on < units_last_day:
        raise RuleBroken("Ngày khóa nhận báo cáo phải đúng hoặc sau ngày cuối của đơn vị.")


def refuse_asking_twice(round_: Round) -> None:
    """RuleBroken where another ad hoc round of the same cut-off asks one of its reporters about the same thing."""
    other = asked_twice(round_)
    if other:
        raise RuleBroken(
            f"Kỳ “{other.name}” cùng chốt ngày {format_date(round_.cut_off)} đã hỏi chỉ số này của đơn vị này. "
            "Thêm đơn vị vào kỳ đó, hoặc chọn ngày chốt khác."
        )


def _refuse_backwards(before, units_last_day, now):
    if units_last_day < before.units_last_day and units_last_day < timezone.localdate(now, VIET_NAM):
        raise RuleBroken("Ngày cuối của đơn vị không đặt lùi về trước hôm nay: có đơn vị sẽ thành nộp muộn.")


def _refuse_other_year(province_id, year, cut_off):
    """What arises in a year is told from its first day to the cut-off: another year's day would count it there."""
    first, last = current_calendar().year_span(province_id, year)
    if not first <= cut_off <= last:
        raise RuleBroken(
            f"Ngày chốt số liệu phải nằm trong năm báo cáo {year}: từ {format_date(first)} đến {format_date(last)}."
        )


def _refuse_moved_cut_off(before, cut_off):
    if cut_off == before.cut_off:
        return
    if before.period == Period.CLOSING:
        raise RuleBroken("Báo cáo kết thúc chốt số liệu vào ngày cuối của đơn vị nên không đổi được ngày chốt.")
    if before.reports.submitted_once().exists():
        raise RuleBroken("Đã có đơn vị nộp báo cáo nên không đổi được ngày chốt số liệu.")
    if {current_map().home(plan.scope_id, cut_off) for plan in before.plans.all()} != {before.province_id}:
        raise RuleBroken(f"Đến ngày {format_date(cut_off)}, kế hoạch thuộc tỉnh khác sau sắp xếp đơn vị.")
    _refuse_other_year(before.province_id, before.year, cut_off)
    same_period = Round.objects.filter(province_id=before.province_id, period=before.period, cut_off=cut_off)
    if before.period != Period.AD_HOC and same_period.exists():
        raise RuleBroken(f"Tỉnh đã có kỳ {before.get_period_display()} khác chốt ngày {format_date(cut_off)}.")
