"""Carrying a reorganisation out, and undoing it. The only doors: units, seats, rounds and sums change together or not at all."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.auditing import record_reorganisation
from plans.choices import ReorganisationState
from plans.models import Reorganisation
from plans.reorganising import Shaped, fingerprint_of, may_change_units, mistakes_of, shape, unshape
from plans.unit_loading import locked_root
from portal.dates import VIET_NAM, format_date, format_moment
from portal.errors import RuleBroken
from reporting.aggregation import settle_units
from reporting.opening import complete
from reporting.reorganising.obstacles import hold_reports, why_not_undone
from reporting.reorganising.rounds import adapt_rounds, later_rounds, restore_rounds, setting_of, told_since

DAYS_TO_CLOSE = 15


@transaction.atomic
def carry_out(
    reorganisation: Reorganisation, *, by, now: datetime, seen: str, closing_last_day: date | None = None
) -> Reorganisation:
    """Do what a draft says, from its day on. `seen` is the fingerprint of the draft that the person looked at.

    `closing_last_day` is the units' last day for their closing reports. Raises PermissionDenied for who does not
    administer the province, RuleBroken with all that stands against it; nothing is done then.
    """
    reorganisation = _locked(reorganisation, by, now)
    if reorganisation.state != ReorganisationState.DRAFT:
        raise RuleBroken(
            f"{reorganisation.confirmed_by} đã thực hiện lần sắp xếp này lúc {format_moment(reorganisation.confirmed_at)}."
        )
    if seen != fingerprint_of(reorganisation):
        raise RuleBroken("Bản soạn đã thay đổi sau khi bạn mở trang này. Xem lại bản xem trước rồi bấm lần nữa.")
    if mistakes := mistakes_of(reorganisation):
        raise RuleBroken(" ".join(map(str, mistakes)))
    last_day = reorganisation.effective_on - timedelta(days=1)
    if closing_last_day and closing_last_day < last_day:
        raise RuleBroken(
            f"Hạn nộp báo cáo kết thúc phải từ ngày {format_date(last_day)}, ngày cuối của các đơn vị cũ, trở đi."
        )
    hold_reports(_touched(reorganisation), reorganisation.effective_on)
    reorganisation.effects = carried(reorganisation, by=by, now=now, closing_last_day=closing_last_day).effects
    reorganisation.state = ReorganisationState.CONFIRMED
    reorganisation.confirmed_by, reorganisation.confirmed_at = by, now
    reorganisation.save()
    record_reorganisation(reorganisation, "carried_out", _told(reorganisation), by=by, now=now)
    return reorganisation


def carried(reorganisation: Reorganisation, *, by, now: datetime, closing_last_day: date | None = None) -> Shaped:
    """The act itself, also behind the preview, which rolls it back. In a transaction, with the root held."""
    setting = setting_of(reorganisation.effective_on, _touched(reorganisation))
    shaped = shape(reorganisation, now=now)
    last_day = closing_last_day or default_closing_day(setting.eve, timezone.localdate(now, VIET_NAM))
    shaped.effects["reports"] = adapt_rounds(setting, shaped, closing_last_day=last_day, by=by, now=now)
    if told_since(shaped.receiving, setting.day).exists():
        settle_units(shaped.ended)
    return shaped


def _told(reorganisation: Reorganisation) -> list[str]:
    lines = reorganisation.lines.select_related("predecessor", "successor").order_by("order", "pk")
    return [f"{line.predecessor} → {line.successor or line.new_name}" for line in lines]


def _touched(reorganisation: Reorganisation) -> set[int]:
    lines = reorganisation.lines.values_list("predecessor", "successor")
    return {unit for line in lines for unit in line if unit}


def default_closing_day(last_day: date, today: date) -> date:
    """By when closing reports are asked where the province says nothing."""
    return max(last_day, today) + timedelta(days=DAYS_TO_CLOSE)


@transaction.atomic
def undo(reorganisation: Reorganisation, *, by, now: datetime, because: str) -> Reorganisation:
    """Put everything back as it was. Raises PermissionDenied, or RuleBroken with what stands against it."""
    reorganisation = _locked(reorganisation, by, now)
    if reorganisation.state != ReorganisationState.CONFIRMED:
        raise RuleBroken("Lần sắp xếp này không còn hiệu lực nên không có gì để hủy.")
    if not because.strip():
        raise RuleBroken("Ghi lý do hủy.")
    effects, day = reorganisation.effects, reorganisation.effective_on
    concerned = {*effects["ended"], *reorganisation.changes.values_list("successor", flat=True)}
    hold_reports(concerned, day)
    if obstacles := why_not_undone(reorganisation):
        raise RuleBroken(" ".join(obstacles))
    restore_rounds(effects)
    unshape(reorganisation, now=now)
    setting = setting_of(day, concerned - set(effects["founded"]))
    for round_ in later_rounds(setting.plans, day):
        complete(round_)
    settle_units(effects["ended"])
    reorganisation.state = ReorganisationState.UNDONE
    reorganisation.undone_by, reorganisation.undone_at, reorganisation.undone_because = by, now, because.strip()
    reorganisation.save()
    record_reorganisation(reorganisation, "undone", _told(reorganisation), by=by, now=now, reason=because.strip())
    return reorganisation


def _locked(reorganisation: Reorganisation, by, now: datetime) -> Reorganisation:
    """The row as it stands, with the root held first: whoever changes units does so one after the other."""
    locked_root()
    rows = Reorganisation.objects.select_for_update(of=("self",)).select_related("confirmed_by")
    reorganisation = rows.filter(pk=reorganisation.pk).first()
    if reorganisation is None:
        raise RuleBroken("Bản soạn này đã có người bỏ.")
    if not may_change_units(by, reorganisation.province_id, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    return reorganisation
