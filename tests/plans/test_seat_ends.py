"""Standing in for somebody, and ending a seat."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from plans.choices import Role, UnitLevel
from plans.models import Seat
from plans.rules import sitting_of
from plans.staffing.seating import Days, Newcomer, end_seat, hand_over, stand_in
from portal.errors import RuleBroken
from portal.models import User
from tests.builders import make_seat, make_unit, make_user
from tests.plans.test_seating import NEW_YEAR, NOW, TODAY, TOMORROW, YESTERDAY, rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


# --- Standing in ------------------------------------------------------------------------------------------------------


def stood_in(seat, person, by, first=TODAY, last=date(2024, 12, 31)):
    return stand_in(seat, person, Days(first, last), reason="nghỉ thai sản", by=by, now=NOW)


def test_a_stand_in_holds_the_same_beside_her(world, hai_hau_head, hai_hau_officer):
    stood_in(hai_hau_head.seats.get(), hai_hau_officer, hai_hau_head)

    assert rows(world.hai_hau)[-1] == ("hai-hau-nhap", "head", TODAY, date(2024, 12, 31), "hai-hau-ky")
    fresh = User.objects.get(pk=hai_hau_officer.pk)
    days = [YESTERDAY, TODAY, date(2024, 12, 31), NEW_YEAR]
    assert [sitting_of(fresh, day).holds(Role.HEAD) for day in days] == [False, True, True, False]
    assert sitting_of(hai_hau_head, TODAY).holds(Role.HEAD)


def test_a_stand_in_ends_with_whom_she_stands_in_for(world, province_administrator, hai_hau_head):
    seat = hai_hau_head.seats.get()
    stood_in(seat, Newcomer("Phan Thị Nay"), province_administrator)
    stood_in(seat, Newcomer("Phan Thị Mai"), province_administrator, first=NEW_YEAR, last=date(2025, 1, 31))

    end_seat(seat, last_day=TODAY, reason="nghỉ hưu", by=province_administrator, now=NOW)

    assert rows(world.hai_hau) == [
        ("hai-hau-ky", "head", None, TODAY, None),
        ("phan.thi.nay", "head", TODAY, TODAY, "hai-hau-ky"),
    ]


@pytest.mark.parametrize(("first", "last"), [(YESTERDAY, NEW_YEAR), (TODAY, date(2025, 7, 1))])
def test_one_stands_in_within_the_seat_only(province_administrator, hai_hau_head, first, last):
    hai_hau_head.seats.update(valid_from=TODAY, valid_to=date(2025, 6, 30))

    with pytest.raises(RuleBroken, match="từ 02/12/2024 đến hết 30/06/2025"):
        stood_in(hai_hau_head.seats.get(), Newcomer("Phan Thị Mới"), province_administrator, first, last)


def test_standing_in_has_an_end(hai_hau_head):
    with pytest.raises(RuleBroken, match="ngày cuối"):
        stood_in(hai_hau_head.seats.get(), Newcomer("Phan Thị Mới"), hai_hau_head, last=None)


def test_nobody_stands_in_for_a_stand_in(hai_hau_head, hai_hau_officer):
    acting = stood_in(hai_hau_head.seats.get(), hai_hau_officer, hai_hau_head).seat

    with pytest.raises(PermissionDenied):
        stood_in(acting, Newcomer("Phan Thị Mới"), hai_hau_head)


def test_the_database_keeps_no_stand_in_without_an_end(hai_hau_head, hai_hau_officer, world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            user=hai_hau_officer, role=Role.HEAD, unit=world.hai_hau, acting_for=hai_hau_head.seats.get()
        )


def test_the_database_keeps_no_seat_that_stands_in_for_itself(hai_hau_head):
    seat = hai_hau_head.seats.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(acting_for=seat, valid_from=TODAY, valid_to=TODAY)


# --- Ending -----------------------------------------------------------------------------------------------------------


def ended(seat, by, last_day=TODAY):
    end_seat(seat, last_day=last_day, reason="thôi", by=by, now=NOW)


def test_a_seat_ends_with_its_day(hai_hau_head, hai_hau_officer):
    ended(hai_hau_officer.seats.get(), hai_hau_head)

    fresh = User.objects.get(pk=hai_hau_officer.pk)
    assert [sitting_of(fresh, day).holds(Role.OFFICER) for day in (TODAY, TOMORROW)] == [True, False]


def test_what_never_began_is_taken_away(hai_hau_head, hai_hau_officer):
    hai_hau_officer.seats.update(valid_from=TOMORROW)

    ended(hai_hau_officer.seats.get(), hai_hau_head)

    assert not hai_hau_officer.seats.exists()


def test_the_last_administrator_of_a_province_does_not_go(world, province_administrator, system_administrator):
    with pytest.raises(RuleBroken, match="cuối cùng của Tỉnh Nam Định"):
        ended(province_administrator.seats.get(), system_administrator)


@pytest.mark.parametrize(
    ("days", "goes"),
    [
        ({}, True),
        ({"valid_from": TOMORROW}, True),
        ({"valid_from": TOMORROW + timedelta(days=1)}, False),
        ({"valid_to": date(2025, 1, 31)}, False),
    ],
)
def test_an_administrator_goes_where_another_stays(world, province_administrator, system_administrator, days, goes):
    make_seat(make_user("nua"), Role.ADMINISTRATOR, unit=world.nam_dinh, **days)
    elsewhere = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    make_seat(make_user("xa"), Role.ADMINISTRATOR, unit=elsewhere)

    try:
        ended(province_administrator.seats.get(), system_administrator)
    except RuleBroken:
        assert not goes
    else:
        assert goes


def test_the_last_system_administrator_does_not_go(system_administrator):
    with pytest.raises(RuleBroken, match="cuối cùng của hệ thống"):
        ended(system_administrator.seats.get(), system_administrator)


def test_a_system_administrator_who_has_handed_over_keeps_no_desk(world, system_administrator):
    successor = make_user("moi")

    hand_over(
        system_administrator.seats.get(), successor, last_day=TODAY, reason="QĐ 12", by=system_administrator, now=NOW
    )

    flags = dict(User.objects.filter(is_active=True).values_list("username", "is_staff"))
    assert (flags["he-thong"], flags["moi"]) == (False, True)


def test_a_system_administrator_does_not_go_on_a_day_to_come(world, system_administrator):
    with pytest.raises(RuleBroken, match="từ hôm nay hoặc sớm hơn"):
        hand_over(
            system_administrator.seats.get(),
            make_user("moi"),
            last_day=TOMORROW,
            reason="QĐ 12",
            by=system_administrator,
            now=NOW,
        )
