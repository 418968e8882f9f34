"""Who goes for good is out at once, and is not deleted; who comes back chooses a new password."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from plans.choices import Role
from plans.models import Seat
from plans.staffing.leaving import come_back, invite_again, leave, revoke_invitation
from portal.errors import RuleBroken
from portal.inviting import choose_password, invitation_of
from portal.models import Invitation, OutgoingMail, Session, User
from tests.builders import make_seat, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
TODAY, YESTERDAY, TOMORROW = date(2024, 12, 2), date(2024, 12, 1), date(2024, 12, 3)


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


def left(person, by, last_day=TODAY, **more):
    leave(person, last_day=last_day, reason="nghỉ hưu", by=by, now=NOW, **more)
    person.refresh_from_db()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def account(person):
    return person.is_active, person.closed_after


def test_at_once_every_sign_in_has_ended(hai_hau_head, hai_hau_officer):
    machines = [signed_in(hai_hau_officer), signed_in(hai_hau_officer)]

    left(hai_hau_officer, hai_hau_head, at_once=True)

    assert account(hai_hau_officer) == (False, None)
    assert [client.get("/").status_code for client in machines] == [302, 302]
    assert Session.objects.filter(user=hai_hau_officer).count() == 0
    assert hai_hau_officer.seats.get().valid_to == TODAY


def test_a_day_that_is_over_closes_the_account_now(hai_hau_head, hai_hau_officer):
    machine = signed_in(hai_hau_officer)

    left(hai_hau_officer, hai_hau_head, YESTERDAY)

    assert (account(hai_hau_officer), machine.get("/").status_code) == ((False, None), 302)


def test_until_the_last_day_she_works_and_afterwards_she_is_out(hai_hau_head, hai_hau_officer, on_day):
    machine = signed_in(hai_hau_officer)

    left(hai_hau_officer, hai_hau_head, TOMORROW)

    statuses = []
    for day in (TODAY, TOMORROW, TOMORROW + timedelta(days=1)):
        on_day(day)
        statuses.append(machine.get("/ky-bao-cao/").status_code)
    assert (account(hai_hau_officer), statuses) == ((True, TOMORROW), [200, 200, 302])


def test_all_seats_end_and_what_never_began_is_gone(world, province_administrator, hai_hau_officer):
    make_seat(hai_hau_officer, Role.HEAD, unit=world.y_yen, valid_to=date(2025, 6, 30))
    make_seat(hai_hau_officer, Role.READER, unit=world.nam_dinh, valid_to=date(2024, 6, 30))
    make_seat(hai_hau_officer, Role.HEAD, unit=world.city, valid_from=date(2025, 1, 1))

    left(hai_hau_officer, province_administrator)

    seats = hai_hau_officer.seats.order_by("pk").values_list("role", "valid_to", "ended_because")
    assert list(seats) == [
        ("officer", TODAY, "nghỉ hưu"),
        ("head", TODAY, "nghỉ hưu"),
        ("reader", date(2024, 6, 30), ""),
    ]


def test_the_account_stays_in_the_history(hai_hau_head, hai_hau_officer):
    left(hai_hau_officer, hai_hau_head, at_once=True)

    assert str(User.objects.get(pk=hai_hau_officer.pk)) == "Nguyễn Thị Lan"


def test_a_head_does_not_close_an_account_that_is_more_elsewhere(world, hai_hau_head, hai_hau_officer):
    make_seat(hai_hau_officer, Role.READER, unit=world.nam_dinh)

    with pytest.raises(PermissionDenied):
        left(hai_hau_officer, hai_hau_head)


def test_the_last_administrator_needs_a_successor_first(world, province_administrator, system_administrator):
    machine = signed_in(province_administrator)

    with pytest.raises(RuleBroken, match="hãy bàn giao cho người khác trước"):
        left(province_administrator, system_administrator, at_once=True)
    refused = machine.get("/").status_code
    make_seat(make_user("nua"), Role.ADMINISTRATOR, unit=world.nam_dinh)
    left(province_administrator, system_administrator, at_once=True)

    assert (refused, machine.get("/").status_code) == (200, 302)


def test_of_two_administrators_who_go_the_second_is_held(world, province_administrator, system_administrator):
    other = make_user("nua")
    make_seat(other, Role.ADMINISTRATOR, unit=world.nam_dinh)
    left(other, system_administrator)

    with pytest.raises(RuleBroken, match="cuối cùng của Tỉnh Nam Định"):
        left(province_administrator, system_administrator)


def test_nobody_shuts_herself_out(system_administrator):
    with pytest.raises(RuleBroken, match="tài khoản của mình"):
        left(system_administrator, system_administrator)


def test_a_system_administrator_goes_at_once(world, system_administrator):
    other = make_user("khac", is_staff=True)
    make_seat(other, Role.SYSTEM, unit=world.country)

    with pytest.raises(RuleBroken, match="Khóa tài khoản ngay"):
        left(other, system_administrator, TOMORROW)
    left(other, system_administrator, at_once=True)

    assert (account(other), other.is_staff) == ((False, None), False)


def test_a_last_day_before_the_seat_began_is_refused(hai_hau_head, hai_hau_officer):
    hai_hau_officer.seats.update(valid_from=TODAY)

    with pytest.raises(RuleBroken, match="từ 02/12/2024"):
        left(hai_hau_officer, hai_hau_head, YESTERDAY)


def test_twice_is_told(hai_hau_head, hai_hau_officer):
    left(hai_hau_officer, hai_hau_head, at_once=True)

    with pytest.raises(RuleBroken, match="đã khóa rồi"):
        left(hai_hau_officer, hai_hau_head)


def test_an_open_invitation_goes_with_her(hai_hau_head, hai_hau_officer):
    code = invite_again(hai_hau_officer, by_mail=False, by=hai_hau_head, now=NOW).code

    left(hai_hau_officer, hai_hau_head, TOMORROW)

    with pytest.raises(RuleBroken):
        invitation_of(code, NOW)


def test_who_stood_in_for_her_does_so_no_longer(world, province_administrator, hai_hau_head, hai_hau_officer):
    acting = Seat.objects.create(
        user=hai_hau_officer,
        role=Role.HEAD,
        unit=world.hai_hau,
        acting_for=hai_hau_head.seats.get(),
        valid_from=YESTERDAY,
        valid_to=date(2025, 1, 31),
    )

    left(hai_hau_head, province_administrator)

    acting.refresh_from_db()
    assert acting.valid_to == TODAY


def test_who_comes_back_chooses_a_new_password(hai_hau_head, hai_hau_officer):
    left(hai_hau_officer, hai_hau_head, at_once=True)

    come_back(hai_hau_officer, by=hai_hau_head, now=NOW)

    hai_hau_officer.refresh_from_db()
    assert (account(hai_hau_officer), hai_hau_officer.has_usable_password()) == ((True, None), False)
    code = invite_again(hai_hau_officer, by_mail=False, by=hai_hau_head, now=NOW).code
    back = choose_password(code, "bốn con vịt bơi qua sông", NOW)
    assert signed_in(back).get("/").status_code == 200


def test_an_address_is_mended_for_who_never_had_a_password(hai_hau_head, world):
    never = make_user("moi", email="sai@example.vn")
    User.objects.filter(pk=never.pk).update(password="!")
    make_seat(never, Role.OFFICER, unit=world.hai_hau)
    never.refresh_from_db()

    invite_again(never, email="dung@example.vn", by_mail=True, by=hai_hau_head, now=NOW)

    assert OutgoingMail.objects.latest("pk").to == "dung@example.vn"


def test_a_head_cannot_turn_an_address_to_herself(hai_hau_head, hai_hau_officer):
    User.objects.filter(pk=hai_hau_officer.pk).update(email="lan@example.vn")
    hai_hau_officer.refresh_from_db()

    invite_again(hai_hau_officer, email="toi@example.vn", by_mail=True, by=hai_hau_head, now=NOW)

    assert [letter.to for letter in OutgoingMail.objects.all()] == ["lan@example.vn"]


@pytest.mark.parametrize("who", ["hai_hau_officer", "y_yen_officer", "province_reviewer", "stranger"])
def test_nobody_else_makes_a_way_into_an_account(who, request, hai_hau_head):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        invite_again(hai_hau_head, by_mail=False, by=by, now=NOW)


def test_an_invitation_is_taken_back_by_who_looks_after_its_person(hai_hau_head, hai_hau_officer, y_yen_officer):
    code = invite_again(hai_hau_officer, by_mail=False, by=hai_hau_head, now=NOW).code
    invitation = Invitation.objects.get()

    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation, by=y_yen_officer, now=NOW)
    still = invitation_of(code, NOW)
    revoke_invitation(invitation, by=hai_hau_head, now=NOW)

    assert still == invitation
    with pytest.raises(RuleBroken):
        invitation_of(code, NOW)
