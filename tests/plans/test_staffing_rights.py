"""Whose seats and accounts a person looks after."""

from datetime import date

import pytest

from plans.choices import Role, UnitLevel
from plans.models import Seat
from plans.staffing.rights import (
    Place,
    agencies_visible_to,
    looks_after,
    people_visible_to,
    reach_of,
    seats_visible_to,
    staffs,
    units_visible_to,
)
from tests.builders import make_agency, make_seat, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 2)
PROVINCES = {Role.OFFICER, Role.HEAD, Role.READER}


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


def roles(user, unit=None, agency=None):
    return reach_of(user).roles_at(Place(agency.unit, agency) if agency else Place(unit))


def seat_of(user):
    return Seat.objects.select_related("unit", "agency__unit").get(user=user)


def test_a_head_seats_the_officers_of_her_own_unit_only(hai_hau_head, world):
    assert roles(hai_hau_head, world.hai_hau) == {Role.OFFICER}
    assert roles(hai_hau_head, world.y_yen) == set()
    assert roles(hai_hau_head, world.nam_dinh) == set()
    assert roles(hai_hau_head, agency=world.alliance) == set()


def test_the_head_of_an_agency_seats_its_officers(alliance_officer, world):
    assert roles(alliance_officer, agency=world.alliance) == {Role.OFFICER}
    assert roles(alliance_officer, agency=world.union) == set()
    assert roles(alliance_officer, world.nam_dinh) == set()


def test_an_administrator_seats_her_province_and_what_lies_in_it_but_no_administrator(province_administrator, world):
    assert roles(province_administrator, world.nam_dinh) == PROVINCES | {Role.REVIEWER}
    assert roles(province_administrator, world.hai_hau) == PROVINCES
    assert roles(province_administrator, agency=world.alliance) == PROVINCES
    assert roles(province_administrator, world.ninh_binh) == set()
    assert roles(province_administrator, world.country) == set()


def test_the_system_administrator_seats_everybody_where_the_role_means_something(system_administrator, world):
    assert roles(system_administrator, world.nam_dinh) == PROVINCES | {Role.REVIEWER, Role.ADMINISTRATOR}
    assert roles(system_administrator, world.hai_hau) == PROVINCES
    assert roles(system_administrator, world.country) == PROVINCES | {Role.SYSTEM}


@pytest.mark.parametrize(
    "person", ["hai_hau_officer", "province_reviewer", "people_committee_reader", "central_reader", "stranger"]
)
def test_nobody_else_seats_anybody(person, request, world):
    user = request.getfixturevalue(person)

    assert not staffs(user)
    assert [roles(user, unit) for unit in (world.hai_hau, world.nam_dinh, world.country)] == [set(), set(), set()]


def test_who_stands_in_for_a_head_seats_nobody(hai_hau_head, world):
    deputy = make_user("pho")
    Seat.objects.create(
        user=deputy,
        role=Role.HEAD,
        unit=world.hai_hau,
        valid_from=TODAY,
        valid_to=date(2024, 12, 31),
        acting_for=hai_hau_head.seats.get(),
    )

    assert not staffs(deputy)
    assert roles(deputy, world.hai_hau) == set()


def test_a_head_says_who_stands_in_for_her_and_ends_no_head(hai_hau_head, hai_hau_officer, y_yen_officer):
    reach = reach_of(hai_hau_head)

    assert (reach.names_stand_in(seat_of(hai_hau_head)), reach.manages(seat_of(hai_hau_head))) == (True, False)
    assert (reach.names_stand_in(seat_of(hai_hau_officer)), reach.manages(seat_of(hai_hau_officer))) == (True, True)
    assert (reach.names_stand_in(seat_of(y_yen_officer)), reach.manages(seat_of(y_yen_officer))) == (False, False)


def test_a_seat_that_is_over_gives_no_reach(hai_hau_head, world):
    hai_hau_head.seats.update(valid_to=date(2024, 12, 1))

    assert not staffs(hai_hau_head)


def test_each_sees_the_seats_that_she_looks_after(
    hai_hau_head,
    hai_hau_officer,
    y_yen_officer,
    province_administrator,
    province_reviewer,
    alliance_officer,
    central_reader,
    system_administrator,
):
    def seen(user):
        return {seat.user for seat in seats_visible_to(user)}

    of_province = {hai_hau_head, hai_hau_officer, y_yen_officer, province_administrator, province_reviewer}
    assert seen(hai_hau_head) == {hai_hau_head, hai_hau_officer}
    assert seen(alliance_officer) == {alliance_officer}
    assert seen(province_administrator) == of_province | {alliance_officer}
    assert seen(system_administrator) == of_province | {alliance_officer, central_reader, system_administrator}
    assert seen(y_yen_officer) == set()


def test_each_sees_the_places_that_she_looks_after(hai_hau_head, province_administrator, alliance_officer, world):
    make_agency("Hội LHPN các huyện", unit=world.nam_dinh, each_level=UnitLevel.DISTRICT)

    assert set(units_visible_to(hai_hau_head)) == {world.hai_hau}
    assert set(units_visible_to(province_administrator)) == {world.nam_dinh, world.city, world.y_yen, world.hai_hau}
    assert set(agencies_visible_to(province_administrator)) == {world.union, world.alliance}
    assert (set(units_visible_to(alliance_officer)), set(agencies_visible_to(alliance_officer))) == (
        set(),
        {world.alliance},
    )


def test_a_head_does_not_look_after_the_account_of_somebody_who_is_more_elsewhere(
    hai_hau_head, hai_hau_officer, province_administrator, system_administrator, world
):
    alone = [looks_after(user, hai_hau_officer) for user in (hai_hau_head, province_administrator)]
    make_seat(hai_hau_officer, Role.ADMINISTRATOR, unit=world.nam_dinh)

    assert alone == [True, True]
    assert [looks_after(user, hai_hau_officer) for user in (hai_hau_head, province_administrator)] == [False, False]
    assert looks_after(system_administrator, hai_hau_officer)


def test_a_seat_to_come_counts_and_one_that_is_over_does_not(hai_hau_head, hai_hau_officer, world):
    make_seat(hai_hau_officer, Role.REVIEWER, unit=world.nam_dinh, valid_to=date(2024, 12, 1))
    before = looks_after(hai_hau_head, hai_hau_officer)
    make_seat(hai_hau_officer, Role.REVIEWER, unit=world.nam_dinh, valid_from=date(2025, 1, 1))

    assert (before, looks_after(hai_hau_head, hai_hau_officer)) == (True, False)


def test_the_last_seats_decide_on_an_account_that_has_none_any_more(hai_hau_head, hai_hau_officer, stranger):
    hai_hau_officer.seats.update(valid_to=date(2024, 12, 1))

    assert looks_after(hai_hau_head, hai_hau_officer)
    assert not looks_after(hai_hau_head, stranger)


def test_nobody_but_the_system_administrator_looks_after_one(province_administrator, world):
    keeper = make_user("khac", is_staff=True)
    make_seat(keeper, Role.OFFICER, unit=world.hai_hau)

    assert not looks_after(province_administrator, keeper)


def test_people_are_found_by_those_who_look_after_a_seat_of_theirs(
    hai_hau_head, hai_hau_officer, y_yen_officer, stranger, system_administrator
):
    assert set(people_visible_to(hai_hau_head)) == {hai_hau_head, hai_hau_officer}
    assert {y_yen_officer, stranger} <= set(people_visible_to(system_administrator))


def test_what_a_province_became_is_looked_after_there(on_day, world):
    """On 1/7/2025 Nam Định went into Ninh Bình: the old seat gives nothing, the new province's reaches all communes."""
    on_day(date(2025, 7, 2))
    old, new = make_user("cu"), make_user("moi")
    make_seat(old, Role.ADMINISTRATOR, unit=world.nam_dinh)
    make_seat(new, Role.ADMINISTRATOR, unit=world.ninh_binh)

    assert not staffs(old)
    assert roles(new, world.communes["Xã Hải Anh"]) == PROVINCES


def test_a_province_elsewhere_is_nobodys_business(province_administrator, world):
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)

    assert roles(province_administrator, ha_nam) == set()
