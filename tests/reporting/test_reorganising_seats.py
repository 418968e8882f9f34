"""Where people go on when their unit ends."""

from datetime import date

import pytest

from plans.choices import AgencyKind, Period, Role
from plans.models import Seat
from plans.reorganising import give_seat, people_left
from portal.errors import RuleBroken
from reporting.models import Report
from reporting.reorganising import told
from reporting.rules import rights_in
from tests.builders import (
    make_agency,
    make_seat,
    make_user,
)
from tests.reorganised import carried_out, undone
from tests.reporting.autumn_2024 import OCTOBER, admin, founded, half, plan, province, year

pytestmark = pytest.mark.django_db

EVE = date(2024, 9, 30)

__all__ = ["admin", "founded", "half", "plan", "province", "year"]


def test_after_a_merger_the_people_go_along(province, half, year, y_yen_officer, hai_hau_head, admin):
    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    seats = Seat.objects.filter(user=y_yen_officer).order_by("pk").values_list("unit", "role", "valid_from", "valid_to")
    assert list(seats) == [
        (province.y_yen.pk, Role.OFFICER, None, EVE),
        (province.hai_hau.pk, Role.OFFICER, OCTOBER, None),
    ]
    closing = Report.objects.select_related("round").get(round__period=Period.CLOSING)
    assert rights_in(y_yen_officer, closing, OCTOBER).enters
    assert rights_in(hai_hau_head, closing, OCTOBER).heads


def test_a_seat_that_begins_later_begins_at_the_successor(province, half, admin):
    user = make_user("nguoi-moi")
    seat = make_seat(user, Role.HEAD, unit=province.y_yen, valid_from=date(2024, 12, 1))

    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    seat.refresh_from_db()
    assert (seat.unit, seat.valid_from) == (province.hai_hau, date(2024, 12, 1))

    undone(done, by=admin)
    seat.refresh_from_db()
    assert seat.unit == province.y_yen


def test_after_a_split_people_are_given_new_seats_one_by_one(province, half, year, y_yen_officer, admin):
    done = carried_out(
        province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), (province.y_yen, province.city), by=admin
    )
    (left,) = people_left(done)
    assert (left.user, left.valid_to) == (y_yen_officer, EVE)

    with pytest.raises(RuleBroken, match="không nhận phần nào"):
        give_seat(done, left.pk, province.nam_dinh, by=admin, now=done.confirmed_at)
    given = give_seat(done, left.pk, province.city, by=admin, now=done.confirmed_at)

    done.refresh_from_db()
    assert (given.unit, given.role, given.valid_from) == (province.city, Role.OFFICER, OCTOBER)
    assert people_left(done) == []
    with pytest.raises(RuleBroken, match="đã được giao vị trí mới"):
        give_seat(done, left.pk, province.hai_hau, by=admin, now=done.confirmed_at)


def test_who_sits_at_the_successor_already_gets_no_second_seat(province, half, y_yen_officer, admin):
    make_seat(y_yen_officer, Role.OFFICER, unit=province.hai_hau)

    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    seats = Seat.objects.filter(user=y_yen_officer).order_by("pk").values_list("unit", "valid_to")
    assert list(seats) == [(province.y_yen.pk, EVE), (province.hai_hau.pk, None)]
    assert people_left(done) == []
    (seat,) = told(done, done.effects, OCTOBER).seats
    assert (seat.person, seat.goes_to) == ("Phạm Thị Mai", "Huyện Hải Hậu")


def test_an_agency_of_a_unit_that_merges_goes_into_the_one_of_its_kind(province, half, admin):
    agencies = [
        make_agency(f"Hội LHPN {unit}", unit=unit, kind=AgencyKind.UNION) for unit in (province.y_yen, province.hai_hau)
    ]
    alone = make_agency("Ngân hàng CSXH Ý Yên", unit=province.y_yen, kind=AgencyKind.BANK)

    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    agencies[0].refresh_from_db()
    alone.refresh_from_db()
    assert (agencies[0].valid_to, agencies[0].successor) == (EVE, agencies[1])
    assert (alone.valid_to, alone.successor) == (None, None)

    undone(done, by=admin)
    agencies[0].refresh_from_db()
    assert (agencies[0].valid_to, agencies[0].successor) == (None, None)
