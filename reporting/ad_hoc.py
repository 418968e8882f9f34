"""Rounds that no duty foresees: đột xuất, sơ kết, tổng kết. The province says why, about what, of whom and by when.

A flow is asked from the reporting year's first day here too (domain, section 4): nothing differs but who is asked what.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plans.calendar import current_calendar
from plans.choices import Period
from plans.models import Goal, Plan, Unit
from plans.succession import current_map
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from reporting.auditing import record_discarded, record_opened, record_units_added
from reporting.models import Round
from reporting.opening import (
    complete,
    one_at_a_time,
    only_the_province,
    refuse_asking_twice,
    refuse_crossed_days,
)
from reporting.rules import plans_administered_by

CODES = {Period.AD_HOC: "dot-xuat", Period.MIDTERM: "so-ket", Period.FINAL: "tong-ket"}
# A plan is summed up in the year after its last one.
YEARS_AFTER = 1


@dataclass(frozen=True)
class AdHoc:
    """What the province asks. No goals are all goals of the plans, no units all units of their territories; days inclusive."""

    name: str
    period: Period
    basis: str
    plans: tuple[Plan, ...]
    cut_off: date
    units_last_day: date
    goals: tuple[Goal, ...] = ()
    units: tuple[Unit, ...] = ()
    only_units: bool = False
    province_last_day: date | None = None
    closes_on: date | None = None


def plans_to_ask(user, codes: Collection[str] | None = None) -> QuerySet[Plan]:
    """The plans for which a person may open such a round, or those of them with these codes."""
    plans = plans_administered_by(user).select_related("scope").order_by("signed_on", "pk")
    return plans if codes is None else plans.filter(code__in=codes)


def units_to_ask(plans: Iterable[Plan], today: date) -> QuerySet[Unit]:
    """The reporting units of some plans on a day, in official order."""
    units = current_map()
    asked = {pk for plan in plans for pk in units.territory(plan.scope_id, today, plan.scope_as_of)}
    return Unit.objects.filter(pk__in=asked).in_official_order()


def units_to_add(round_: Round) -> QuerySet[Unit]:
    """The units that a round for some units could still ask, as of its cut-off."""
    there = round_.reports.of_units().values("unit")
    return units_to_ask(round_.plans.all(), round_.cut_off).exclude(pk__in=there)


@transaction.atomic
def open_ad_hoc(asked: AdHoc, *, by, now: datetime) -> Round:
    """Open the round and give a report to everybody whom it asks.

    Raises PermissionDenied for who does not administer the plans' province, RuleBroken with a sentence for what cannot be.
    """
    for plan in asked.plans:
        only_the_province(by, plan.scope_id, now)
    one_at_a_time(asked.plans[0].scope_id, now)
    province_id = _province_of(asked)
    year = current_calendar().year_of(province_id, asked.cut_off)
    _refuse_other_years(asked, year)
    refuse_crossed_days(asked.cut_off, asked.units_last_day, asked.province_last_day, asked.closes_on)
    _refuse_over(asked.units_last_day, now)
    _refuse_same(asked, province_id)
    round_ = Round.objects.create(
        province_id=province_id,
        code=_free_code(asked, province_id),
        name=asked.name,
        period=asked.period,
        year=year,
        cut_off=asked.cut_off,
        units_last_day=asked.units_last_day,
        set_by_province=True,
        province_last_day=asked.province_last_day,
        closes_on=asked.closes_on,
        basis=asked.basis,
        all_goals=not asked.goals,
        all_units=not asked.units,
        only_units=asked.only_units,
        opened_by=by,
        opened_at=now,
    )
    round_.plans.set(asked.plans)
    round_.goals.set(asked.goals)
    round_.units.set(asked.units)
    _completed(round_)
    record_opened([round_], set(), by=by, now=now)
    return round_


@transaction.atomic
def add_units(round_: Round, units: Collection[Unit], *, by, now: datetime) -> Round:
    """Ask further units in a round that was opened for some. Raises as open_ad_hoc does."""
    only_the_province(by, round_.province_id, now)
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.all_units:
        raise RuleBroken("Kỳ này đã hỏi mọi đơn vị.")
    if not units:
        raise RuleBroken("Chọn ít nhất một đơn vị để thêm.")
    _refuse_over(round_.units_last_day, now)
    before = round_.reports.count()
    round_.units.add(*units)
    _completed(round_)
    if round_.reports.count() == before:
        raise RuleBroken(
            "Các đơn vị đã chọn không được kỳ này hỏi thêm gì: đã có báo cáo, hoặc nằm ngoài phạm vi kế hoạch."
        )
    record_units_added(round_, units, by=by, now=now)
    return round_


@transaction.atomic
def discard_round(round_: Round, *, by, now: datetime) -> None:
    """Take back a round that was opened by mistake, while nobody has typed anything. Raises as open_ad_hoc does."""
    only_the_province(by, round_.province_id, now)
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.period not in CODES:
        raise RuleBroken("Kỳ theo chế độ báo cáo của kế hoạch thì không bỏ được.")
    if round_.reports.count() != round_.reports.untouched().count():
        raise RuleBroken("Đã có đơn vị nhập báo cáo của kỳ này nên không bỏ được.")
    gone = round_.pk
    round_.delete()
    round_.pk = gone
    record_discarded(round_, by=by, now=now)


def _completed(round_: Round) -> Round:
    complete(round_)
    if not round_.reports.exists():
        raise RuleBroken(
            f"Với ngày chốt {format_date(round_.cut_off)} thì không có ai để hỏi: xem lại chỉ tiêu và đơn vị đã chọn."
        )
    refuse_asking_twice(round_)
    return round_


def _province_of(asked: AdHoc) -> int:
    """The one province that steers all the plans at the cut-off."""
    homes = {current_map().home(plan.scope_id, asked.cut_off) for plan in asked.plans}
    if len(homes) > 1:
        raise RuleBroken(
            f"Đến ngày {format_date(asked.cut_off)} các kế hoạch này thuộc các tỉnh khác nhau: mở từng kỳ riêng."
        )
    return homes.pop()


def _refuse_other_years(asked: AdHoc, year: int) -> None:
    for plan in asked.plans:
        if not plan.first_year <= year <= plan.last_year + YEARS_AFTER:
            raise RuleBroken(
                f"Ngày chốt {format_date(asked.cut_off)} thuộc năm báo cáo {year}, ngoài các năm của “{plan.short_title}” "
                f"({plan.first_year}–{plan.last_year})."
            )


def _refuse_over(units_last_day: date, now: datetime) -> None:
    if units_last_day < timezone.localdate(now, VIET_NAM):
        raise RuleBroken(
            f"Ngày cuối của đơn vị ({format_date(units_last_day)}) đã qua: ai được hỏi cũng thành quá hạn ngay. Đặt ngày khác."
        )


def _refuse_same(asked: AdHoc, province_id: int) -> None:
    """Sơ kết and tổng kết are one round a day; what else asks twice is found once the reports are there."""
    same = Round.objects.filter(province=province_id, period=asked.period, cut_off=asked.cut_off).first()
    if same and asked.period != Period.AD_HOC:
        raise RuleBroken(f"Đã có kỳ “{same.name}” cùng loại, cùng chốt ngày {format_date(asked.cut_off)}.")


def _free_code(asked: AdHoc, province_id: int) -> str:
    stem = f"{CODES[asked.period]}-{asked.cut_off:%Y-%m-%d}"
    taken = set(Round.objects.filter(province=province_id, code__startswith=stem).values_list("code", flat=True))
    return next(code for code in [stem, *(f"{stem}-{number}" for number in range(2, 1000))] if code not in taken)
