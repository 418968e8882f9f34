"""Giving a seat, and handing it over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Role
from plans.models import Seat
from plans.rules import sitting_of
from plans.staffing.rights import Place
from plans.staffing.seating import Days, Newcomer, give_seat, hand_over
from portal.errors import RuleBroken
from portal.models import Invitation, User
from tests.builders import make_seat, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
TODAY, YESTERDAY, TOMORROW = date(2024, 12, 2), date(2024, 12, 1), date(2024, 12, 3)
NEW_YEAR = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


def rows(unit):
    """Who sits there: (name, role, from, to, for whom)."""
    seats = Seat.objects.filter(unit=unit).order_by("pk")
    return [
        (s.user.username, s.role, s.valid_from, s.valid_to, s.acting_for and s.acting_for.user.username) for s in seats
    ]


def given(world, by, person, *, role=Role.OFFICER, unit=None, first=TODAY, last=None, **more):
    return give_seat(Place(unit or world.hai_hau), role, person, Days(first, last), by=by, now=NOW, **more)


# --- Giving -----------------------------------------------------------------------------------------------------------


def test_a_newcomer_gets_an_account_a_seat_and_an_invitation(world, hai_hau_head):
    seated = given(world, hai_hau_head, Newcomer("Phan Thị Mới", "moi@example.vn"), reason="QĐ 12")

    user = User.objects.get(username="phan.thi.moi")
    assert (user.full_name, user.email, user.has_usable_password()) == ("Phan Thị Mới", "moi@example.vn", False)
    assert (seated.seat.user, seated.seat.reason) == (user, "QĐ 12")
    assert (seated.invited.invitation.user, seated.invited.invitation.made_by) == (user, hai_hau_head)
    assert rows(world.hai_hau)[-1] == ("phan.thi.moi", "officer", TODAY, None, None)


def test_who_has_an_account_keeps_it(world, province_administrator, y_yen_officer):
    seated = given(world, province_administrator, y_yen_officer)

    assert (seated.seat.user, seated.invited) == (y_yen_officer, None)
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "role", "where"),
    [
        ("hai_hau_head", Role.HEAD, "hai_hau"),
        ("hai_hau_head", Role.OFFICER, "y_yen"),
        ("hai_hau_officer", Role.OFFICER, "hai_hau"),
        ("province_administrator", Role.ADMINISTRATOR, "nam_dinh"),
        ("province_administrator", Role.SYSTEM, "nam_dinh"),
        ("province_administrator", Role.REVIEWER, "hai_hau"),
        ("province_administrator", Role.OFFICER, "ninh_binh"),
        ("province_reviewer", Role.OFFICER, "hai_hau"),
        ("system_administrator", Role.SYSTEM, "hai_hau"),
    ],
)
def test_nobody_gives_what_is_not_hers_to_give(who, role, where, world, request):
    by, before = request.getfixturevalue(who), User.objects.count()

    with pytest.raises(PermissionDenied):
        given(world, by, Newcomer("Phan Thị Mới"), role=role, unit=getattr(world, where))

    assert (User.objects.count(), Invitation.objects.count()) == (before, 0)


def test_the_same_press_twice_makes_one_person(world, hai_hau_head):
    given(world, hai_hau_head, Newcomer("Phan Thị Mới"))

    with pytest.raises(RuleBroken, match=r"phan\.thi\.moi"):
        given(world, hai_hau_head, Newcomer("PHAN THỊ MỚI"))

    assert User.objects.filter(full_name__icontains="phan").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (TODAY, None, True),
        (date(2024, 6, 1), date(2024, 12, 31), True),
        (date(2024, 12, 31), None, True),
        (NEW_YEAR, None, False),
        (date(2024, 6, 1), date(2024, 6, 30), False),
    ],
)
def test_nobody_holds_the_same_seat_twice_at_a_time(world, province_administrator, first, last, refused):
    user = make_user("mai")
    make_seat(user, Role.OFFICER, unit=world.hai_hau, valid_from=date(2024, 7, 1), valid_to=date(2024, 12, 31))

    try:
        given(world, province_administrator, user, first=first, last=last)
        was_refused = False
    except RuleBroken as refusal:
        was_refused = "đã giữ vai trò này" in str(refusal)

    assert was_refused == refused


def test_a_closed_account_gets_no_seat(world, hai_hau_head, hai_hau_officer):
    User.objects.filter(pk=hai_hau_officer.pk).update(is_active=False)
    hai_hau_officer.refresh_from_db()

    with pytest.raises(RuleBroken, match="đã khóa"):
        given(world, hai_hau_head, hai_hau_officer)


def test_a_unit_that_is_gone_by_then_takes_nobody(world, province_administrator):
    with pytest.raises(RuleBroken, match="không hoạt động vào ngày 01/07/2025"):
        given(world, province_administrator, Newcomer("Phan Thị Mới"), first=date(2025, 7, 1))

    assert not User.objects.filter(username="phan.thi.moi").exists()


def test_days_do_not_run_backwards(world, hai_hau_head):
    with pytest.raises(RuleBroken, match="Ngày cuối phải từ ngày đầu"):
        given(world, hai_hau_head, Newcomer("Phan Thị Mới"), last=YESTERDAY)


def test_a_new_system_administrator_opens_the_administrators_desk(world, system_administrator):
    given(world, system_administrator, Newcomer("Hồ Văn Ba"), role=Role.SYSTEM, unit=world.country)

    assert User.objects.get(username="ho.van.ba").is_staff


# --- Handing over -----------------------------------------------------------------------------------------------------


def handed_over(seat, person, by, last_day=TODAY, **more):
    return hand_over(seat, person, last_day=last_day, reason="QĐ 12", by=by, now=NOW, **more)


def test_the_next_one_begins_on_the_next_day(world, hai_hau_head, hai_hau_officer):
    handed_over(hai_hau_officer.seats.get(), Newcomer("Phan Thị Mới"), hai_hau_head, date(2024, 12, 31))

    old, new = Seat.objects.filter(role=Role.OFFICER, unit=world.hai_hau).order_by("pk")
    assert (old.valid_to, old.ended_because) == (date(2024, 12, 31), "QĐ 12")
    assert (new.user.username, new.valid_from, new.valid_to) == ("phan.thi.moi", NEW_YEAR, None)
    days = [date(2024, 12, 31), NEW_YEAR]
    fresh = [User.objects.get(pk=seat.user_id) for seat in (old, new)]
    assert [[sitting_of(user, day).holds(Role.OFFICER) for day in days] for user in fresh] == [
        [True, False],
        [False, True],
    ]


def test_a_planned_end_goes_along(world, province_administrator, hai_hau_head):
    hai_hau_head.seats.update(valid_to=date(2025, 6, 30))

    handed_over(hai_hau_head.seats.get(), Newcomer("Phan Thị Mới"), province_administrator)

    assert rows(world.hai_hau)[-1] == ("phan.thi.moi", "head", TOMORROW, date(2025, 6, 30), None)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "last_day", "words"),
    [
        (None, YESTERDAY, TODAY, "đã có ngày cuối là 01/12/2024"),
        (TOMORROW, None, TODAY, "bắt đầu từ 03/12/2024"),
    ],
)
def test_a_handover_lies_within_the_seat(hai_hau_head, hai_hau_officer, valid_from, valid_to, last_day, words):
    hai_hau_officer.seats.update(valid_from=valid_from, valid_to=valid_to)

    with pytest.raises(RuleBroken, match=words):
        handed_over(hai_hau_officer.seats.get(), Newcomer("Phan Thị Mới"), hai_hau_head, last_day)

    assert not User.objects.filter(username="phan.thi.moi").exists()


def test_nobody_hands_over_to_herself(hai_hau_head, hai_hau_officer):
    with pytest.raises(RuleBroken, match="người khác"):
        handed_over(hai_hau_officer.seats.get(), hai_hau_officer, hai_hau_head)


def test_a_head_does_not_hand_over_her_own_seat(hai_hau_head):
    with pytest.raises(PermissionDenied):
        handed_over(hai_hau_head.seats.get(), Newcomer("Phan Thị Mới"), hai_hau_head)


def test_a_second_handover_of_the_same_seat_is_refused(hai_hau_head, hai_hau_officer):
    seat = hai_hau_officer.seats.get()
    handed_over(seat, Newcomer("Phan Thị Mới"), hai_hau_head)

    with pytest.raises(RuleBroken, match=r"phan\.thi\.moi"):
        handed_over(seat, Newcomer("Phan Thị Mới"), hai_hau_head)
