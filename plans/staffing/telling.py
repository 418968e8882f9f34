"""What the audit trail says of seats and of the accounts of those who hold them. Each is called last by the deed itself."""

from datetime import datetime

from plans.models import Seat
from plans.staffing.rights import place_of
from portal.auditing import name_of, record
from portal.dates import format_date
from portal.models import User


def tell_given(seat: Seat, *, by, now: datetime) -> None:
    _tell("seat.given", seat, f"giao {seat.user} làm {seat.get_role_display()} tại {place_of(seat)}", by=by, now=now)


def tell_handed_over(old: Seat, new: Seat, *, by, now: datetime) -> None:
    words = f"bàn giao vị trí {old.get_role_display()} tại {place_of(old)} của {old.user} cho {new.user}"
    _tell("seat.handed_over", new, words, by=by, now=now)


def tell_stand_in(seat: Seat, *, by, now: datetime) -> None:
    words = f"cử {seat.user} thay {seat.acting_for.user} làm {seat.get_role_display()} tại {place_of(seat)}"
    _tell("seat.stands_in", seat, words, by=by, now=now)


def tell_ended(seat: Seat, *, by, now: datetime) -> None:
    """Also of one that never began and is gone by now."""
    words = f"cho {seat.user} thôi làm {seat.get_role_display()} tại {place_of(seat)}"
    _tell("seat.ended", seat, words, by=by, now=now, because=seat.ended_because)


def tell_account(verb: str, words: str, person: User, *, by, now: datetime, **details) -> None:
    """Of a person who leaves, comes back or is invited: to the province where she sits or sat last."""
    record(
        f"account.{verb}",
        by=by,
        now=now,
        subject=person,
        words=f"{name_of(by)} {words}.",
        details=details,
        unit_pk=unit_of(person),
    )


def unit_of(person: User) -> int | None:
    """The unit of the person's latest seat, or of its agency; None without any. One query."""
    latest = Seat.objects.filter(user=person).select_related("agency").order_by("pk").last()
    return latest and latest.audit_unit_id


def _tell(action, seat, words, *, by, now, because=None):
    reason = seat.reason if because is None else because
    days = [
        f"từ {format_date(seat.valid_from)}" if seat.valid_from else "",
        f"đến hết {format_date(seat.valid_to)}" if seat.valid_to else "",
        f"lý do: {reason.rstrip('.')}" if reason else "",
    ]
    record(
        action,
        by=by,
        now=now,
        subject=seat.user,
        words=", ".join([f"{name_of(by)} {words}", *filter(None, days)]) + ".",
        details={"seat": seat.pk, "unit": seat.unit_id, "agency": seat.agency_id, "role": seat.role, "reason": reason},
        unit_pk=seat.audit_unit_id,
    )
