"""Giving a seat, handing it over, standing in, ending it. Each is one transaction, and refuses what cannot be.

Days are inclusive. Ended seats stay, so that the past can be explained; only what never began is taken away.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from plans.choices import Role
from plans.models import Seat, Unit
from plans.staffing.rights import Place, place_of, reach_of
from plans.staffing.telling import tell_ended, tell_given, tell_handed_over, tell_stand_in
from portal.accounts import make_account
from portal.auditing import told_at_the_end
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.inviting import Invited, invite
from portal.models import User
from portal.text import fold

ONE_DAY = timedelta(days=1)
# Without one of these nobody could seat anybody there any more.
NEVER_EMPTY = {Role.ADMINISTRATOR, Role.SYSTEM}


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has no account yet."""

    full_name: str
    email: str = ""


@dataclass(frozen=True)
class Seated:
    """A seat that was given, and the way in of who had no account (portal.inviting.Invited), else None."""

    seat: Seat
    invited: Invited | None


@dataclass(frozen=True)
class Days:
    """From when to when, both inclusive; `last` None: until further notice."""

    first: date
    last: date | None = None


@transaction.atomic
def give_seat(
    place: Place, role: str, person: User | Newcomer, days: Days, *, reason: str = "", by_mail=False, by, now: datetime
) -> Seated:
    """Seat somebody, who is invited where she has no account yet. Raises PermissionDenied, RuleBroken."""
    if role not in reach_of(by, _today(now)).roles_at(place):
        raise PermissionDenied
    with told_at_the_end():
        new = Seat(role=role, reason=reason, **place.of_seat)
        seated = _seat(new, person, days, by_mail=by_mail, by=by, now=now)
        tell_given(seated.seat, by=by, now=now)
    return seated


@transaction.atomic
def hand_over(
    seat: Seat, person: User | Newcomer, *, last_day: date, reason: str, by_mail=False, by, now: datetime
) -> Seated:
    """End a seat on a day, and give it to another from the next day on. Raises PermissionDenied, RuleBroken."""
    seat = _locked(seat)
    if seat.acting_for_id or not reach_of(by, _today(now)).manages(seat):
        raise PermissionDenied
    if person == seat.user:
        raise RuleBroken("Người nhận phải là người khác người bàn giao.")
    _refuse_end(seat, last_day, now)
    planned = seat.valid_to if seat.valid_to and seat.valid_to > last_day else None
    with told_at_the_end():
        new = Seat(role=seat.role, reason=reason, unit=seat.unit, agency=seat.agency)
        seated = _seat(new, person, Days(last_day + ONE_DAY, planned), by_mail=by_mail, by=by, now=now)
        end(seat, last_day, reason)
        tell_handed_over(seat, seated.seat, by=by, now=now)
    return seated


@transaction.atomic
def stand_in(
    seat: Seat, person: User | Newcomer, days: Days, *, reason: str, by_mail=False, by, now: datetime
) -> Seated:
    """Let somebody act for a seat's holder between two days, beside her. Raises PermissionDenied, RuleBroken."""
    seat = _locked(seat)
    if seat.acting_for_id or not reach_of(by, _today(now)).names_stand_in(seat):
        raise PermissionDenied
    if person == seat.user:
        raise RuleBroken("Người thay phải là người khác.")
    if days.last is None:
        raise RuleBroken("Ghi ngày cuối của việc thay.")
    if (seat.valid_from and days.first < seat.valid_from) or (seat.valid_to and days.last > seat.valid_to):
        raise RuleBroken(f"Chỉ thay được trong thời gian {seat.user} giữ vị trí này ({span_words(seat)}).")
    with told_at_the_end():
        new = Seat(role=seat.role, reason=reason, unit=seat.unit, agency=seat.agency, acting_for=seat)
        seated = _seat(new, person, days, by_mail=by_mail, by=by, now=now)
        tell_stand_in(seated.seat, by=by, now=now)
    return seated


@transaction.atomic
def end_seat(seat: Seat, *, last_day: date, reason: str, by, now: datetime) -> None:
    """Let a seat end on a day; one that has not begun is taken away. Raises PermissionDenied, RuleBroken."""
    seat, today = _locked(seat), _today(now)
    if not reach_of(by, today).manages(seat):
        raise PermissionDenied
    if seat.valid_from and seat.valid_from > today:
        seat.ended_because = reason
        withdraw(seat)
    else:
        _refuse_end(seat, last_day, now)
        refuse_last(seat, last_day)
        end(seat, last_day, reason)
    tell_ended(seat, by=by, now=now)


def end(seat: Seat, last_day: date, because: str) -> None:
    """Write a seat's last day; who stands in for it does so no longer than that. For who has asked all questions."""
    for stand in seat.stand_ins.filter(valid_to__gt=last_day):
        if stand.valid_from > last_day:
            withdraw(stand)
        else:
            end(stand, last_day, because)
    seat.valid_to, seat.ended_because = last_day, because
    seat.save(update_fields=["valid_to", "ended_because"])
    if seat.role == Role.SYSTEM:
        User.objects.filter(pk=seat.user_id).update(is_staff=False)


def withdraw(seat: Seat) -> None:
    """Take away what has not begun, with who was to stand in for it."""
    Seat.objects.filter(acting_for=seat).delete()
    Seat.objects.filter(pk=seat.pk).delete()


def refuse_last(seat: Seat, last_day: date) -> None:
    """RuleBroken where nobody would be left who can seat people there: the last administrator needs a successor first.

    Others who would go at the same moment wait for this transaction (hold_places).
    """
    if seat.role not in NEVER_EMPTY or seat.acting_for_id:
        return
    if seat.role == Role.SYSTEM:
        keepers = list(User.objects.filter(is_staff=True, is_active=True))
        left = any(user.pk != seat.user_id and user.has_usable_password() for user in keepers)
        where = "hệ thống"
    else:
        rivals = Seat.objects.filter(role=seat.role, unit=seat.unit, acting_for=None)
        lasting = rivals.filter(valid_to=None, user__is_active=True, user__closed_after=None)
        left = any(
            other.user_id != seat.user_id and (other.valid_from is None or other.valid_from <= last_day + ONE_DAY)
            for other in lasting
        )
        where = str(seat.unit)
    if not left:
        raise RuleBroken(
            f"{seat.user} là {seat.get_role_display()} cuối cùng của {where}: hãy bàn giao cho người khác trước, "
            "nếu không sẽ không còn ai giao được vị trí ở đây."
        )


def span_words(seat: Seat) -> str:
    """As in "từ 01/03/2024 đến hết 30/06/2024"."""
    first = f"từ {format_date(seat.valid_from)}" if seat.valid_from else ""
    last = f"đến hết {format_date(seat.valid_to)}" if seat.valid_to else ""
    return " ".join(words for words in (first, last) if words) or "không thời hạn"


# --- Questions before, and writing -----------------------------------------------------------------------------------


def hold_places(*seats: Seat) -> None:
    """Whoever changes seats at the same places waits here: first of all locks, and in one order, so that nobody is stuck.

    Needs the agency, where a seat has one.
    """
    places = {seat.agency.unit_id if seat.agency_id else seat.unit_id for seat in seats}
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk"))


def _locked(seat):
    hold_places(seat)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("user", "unit", "agency__unit")
    return seats.get(pk=seat.pk)


def _seat(seat, person, days, *, by_mail, by, now):
    place = place_of(seat)
    # Two presses of the same button follow each other, and the second is refused.
    hold_places(seat)
    _refuse_days(place, days)
    invited = None
    if isinstance(person, Newcomer):
        _refuse_namesake(seat, person, days)
        person = make_account(person.full_name, person.email)
        invited = invite(person, by=by, now=now, by_mail=by_mail, unit_pk=place.unit.pk)
    _refuse_person(seat, person, days)
    seat.user, seat.valid_from, seat.valid_to = person, days.first, days.last
    seat.save(force_insert=True)
    if seat.role == Role.SYSTEM:
        User.objects.filter(pk=person.pk).update(is_staff=True)
    return Seated(seat, invited)


def _refuse_days(place, days):
    if days.last and days.last < days.first:
        raise RuleBroken("Ngày cuối phải từ ngày đầu trở đi.")
    home = place.agency or place.unit
    if (home.valid_from and days.first < home.valid_from) or (home.valid_to and days.first > home.valid_to):
        raise RuleBroken(f"{place} không hoạt động vào ngày {format_date(days.first)}.")


def _refuse_person(seat, person, days):
    if person.is_closed_on(days.first):
        raise RuleBroken(f"Tài khoản của {person} đã khóa. Mở lại tài khoản ở trang của người này rồi giao vị trí.")
    if _same(seat, days).filter(user=person).exists():
        raise RuleBroken(f"{person} đã giữ vai trò này ở đây trong thời gian đó.")


def _refuse_namesake(seat, person, days):
    """Somebody of the same name in the same role and time: the button was pressed twice, or she has an account already."""
    name = fold(person.full_name)
    for other in _same(seat, days).select_related("user"):
        if fold(other.user.full_name) == name:
            raise RuleBroken(
                f"Ở đây đã có {other.user} giữ vai trò này (tên đăng nhập {other.user.username}). Nếu là người khác trùng tên, "
                "ghi thêm chữ để phân biệt, ví dụ “Nguyễn Thị Lan (1990)”."
            )


def _same(seat, days):
    """The seats like this one whose days meet these."""
    same = Seat.objects.filter(role=seat.role, unit=seat.unit, agency=seat.agency)
    same = same.filter(Q(valid_to=None) | Q(valid_to__gte=days.first))
    return same.filter(Q(valid_from=None) | Q(valid_from__lte=days.last)) if days.last else same


def _refuse_end(seat, last_day, now):
    if seat.valid_to and seat.valid_to < last_day:
        raise RuleBroken(f"Vị trí này đã có ngày cuối là {format_date(seat.valid_to)}, sớm hơn ngày bạn ghi.")
    if seat.valid_from and last_day < seat.valid_from:
        raise RuleBroken(f"Vị trí này bắt đầu từ {format_date(seat.valid_from)}: ngày cuối không thể sớm hơn.")
    if seat.role == Role.SYSTEM and last_day > _today(now):
        raise RuleBroken("Quản trị hệ thống thôi từ hôm nay hoặc sớm hơn: ghi ngày hôm nay vào đúng ngày bàn giao.")


def _today(now):
    return timezone.localdate(now, VIET_NAM)
