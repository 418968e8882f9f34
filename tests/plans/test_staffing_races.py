"""Two people at the same seat, account or invitation at the same moment: one wins, the other is told."""

from datetime import UTC, date, datetime

import pytest

from plans.choices import Role
from plans.models import Seat
from plans.staffing.leaving import leave
from plans.staffing.rights import Place
from plans.staffing.seating import Days, Newcomer, end_seat, give_seat, hand_over
from portal.accounts import make_account
from portal.inviting import choose_password, invite
from portal.models import Invitation, User
from tests.builders import make_seat, make_user
from tests.plans.test_publishing_races import at_once

NOW = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
TODAY = date(2024, 12, 2)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, str)]


@pytest.fixture
def two_administrators(world, province_administrator):
    other = make_user("nua", "Cao Thị Ba")
    make_seat(other, Role.ADMINISTRATOR, unit=world.nam_dinh)
    return province_administrator, other


def test_of_the_last_two_administrators_only_one_leaves(two_administrators, system_administrator):
    answers = at_once(
        *[
            lambda person=person: leave(
                person, last_day=TODAY, at_once=True, reason="nghỉ", by=system_administrator, now=NOW
            )
            for person in two_administrators
        ]
    )

    assert len(refusals(answers)) == 1
    assert User.objects.filter(pk__in=[user.pk for user in two_administrators], is_active=True).count() == 1


def test_of_the_last_two_seats_only_one_ends(two_administrators, system_administrator):
    seats = [user.seats.get() for user in two_administrators]

    answers = at_once(
        *[lambda s=s: end_seat(s, last_day=TODAY, reason="thôi", by=system_administrator, now=NOW) for s in seats]
    )

    assert len(refusals(answers)) == 1
    assert Seat.objects.filter(role=Role.ADMINISTRATOR, valid_to=None).count() == 1


def test_a_handover_pressed_twice_makes_one_successor(hai_hau_head, hai_hau_officer):
    seat, new = hai_hau_officer.seats.get(), Newcomer("Phan Thị Mới")

    answers = at_once(*[lambda: hand_over(seat, new, last_day=TODAY, reason="QĐ 12", by=hai_hau_head, now=NOW)] * 2)

    assert len(refusals(answers)) == 1
    assert User.objects.filter(full_name="Phan Thị Mới").count() == 1


def test_namesakes_at_two_places_get_two_accounts(world, province_administrator):
    places = [Place(world.hai_hau), Place(world.y_yen)]

    answers = at_once(
        *[
            lambda place=place: give_seat(
                place, Role.OFFICER, Newcomer("Phan Thị Mới"), Days(TODAY), by=province_administrator, now=NOW
            )
            for place in places
        ]
    )

    assert refusals(answers) == []
    assert sorted(answer.seat.user.username for answer in answers) == ["phan.thi.moi", "phan.thi.moi.2"]


def test_a_code_is_used_once(world):
    user = make_account("Phan Thị Mới", "")
    code = invite(user, by=None, now=NOW, by_mail=False).code

    answers = at_once(*[lambda word=word: choose_password(code, word, NOW) for word in ("câu thứ nhất", "câu thứ hai")])

    assert len(refusals(answers)) == 1


def test_two_invitations_at_once_leave_one_open(world, hai_hau_head):
    user = make_account("Phan Thị Mới", "")

    at_once(*[lambda: invite(user, by=hai_hau_head, now=NOW, by_mail=False)] * 2)

    assert Invitation.objects.unused().count() == 1
