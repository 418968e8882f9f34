"""Reminding exactly those who owe, after it is shown whom it reaches."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Role
from portal.models import Notice
from reporting.choices import ReportState
from reporting.overseeing.reaching import reach_of
from reporting.reminding import remind
from tests.builders import make_report, make_seat, make_unit, make_user
from tests.reporting.overseeing.autumn import NOON, handed_in


@pytest.fixture
def owing(autumn, world, hai_hau_officer, hai_hau_head, y_yen_officer, province_reviewer, province_administrator):
    """Hải Hậu owes, Ý Yên's report was sent back, the city's has come."""
    make_report(autumn.round, world.hai_hau)
    handed_in(autumn.round, world.y_yen, province_reviewer, date(2024, 11, 20), state=ReportState.RETURNED)
    handed_in(autumn.round, world.city, province_reviewer, date(2024, 11, 20))
    return autumn


def address(autumn):
    return reverse("reporting:round-remind", args=[autumn.round.pk])


def told():
    return sorted(Notice.objects.filter(kind="reminder").values_list("user__username", flat=True))


def names(reached):
    return [(one.report.reporter_name, one.people, one.told_today, one.in_place) for one in reached]


def test_only_those_who_owe_are_reached(owing):
    reach = reach_of(owing.round.reports.all(), NOON)

    assert names(reach.reached) == [
        ("Huyện Ý Yên", ("Phạm Thị Mai",), (), False),
        ("Huyện Hải Hậu", ("Nguyễn Thị Lan",), (), False),
    ]
    assert (reach.already, reach.nobody) == ((), ())


def test_who_was_told_today_is_not_told_again(owing, world, province_reviewer):
    remind(owing.round.reports.filter(unit=world.hai_hau), by=province_reviewer, now=NOON)

    reach = reach_of(owing.round.reports.all(), NOON)

    assert [one.report.reporter_name for one in reach.reached] == ["Huyện Ý Yên"]
    assert names(reach.already) == [("Huyện Hải Hậu", (), ("Nguyễn Thị Lan",), False)]


def test_without_anybody_at_the_unit_the_province_is_told(owing, world):
    make_report(owing.round, make_unit("Huyện Không Người", parent=world.nam_dinh))

    reach = reach_of(owing.round.reports.all(), NOON)

    assert ("Huyện Không Người", ("Đỗ Thị Hạnh",), (), True) in names(reach.reached)


def test_the_page_shows_whom_it_reaches_and_a_press_tells_exactly_them(client, owing, province_reviewer):
    client.force_login(province_reviewer)

    shown = client.get(address(owing)).content.decode()
    assert (told(), "Nhắc 2 nơi" in shown, "Nguyễn Thị Lan" in shown, "Phạm Thị Mai" in shown) == ([], True, True, True)
    answer = client.post(address(owing), follow=True)

    assert told() == ["hai-hau-nhap", "y-yen-nhap"]
    assert "Đã nhắc 2 người về 2 báo cáo" in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(reverse("reporting:round-matrix", args=[owing.round.pk]))


def test_only_what_is_chosen_is_reminded_of(client, owing, province_reviewer):
    client.force_login(province_reviewer)

    client.post(f"{address(owing)}?trang-thai=tra-lai")

    assert told() == ["y-yen-nhap"]


def test_pressing_twice_tells_once(client, owing, province_reviewer):
    client.force_login(province_reviewer)
    client.post(address(owing))

    answer = client.post(address(owing), follow=True).content.decode()
    shown = client.get(address(owing)).content.decode()

    assert told() == ["hai-hau-nhap", "y-yen-nhap"]
    assert "2 báo cáo hôm nay đã nhắc rồi" in answer
    assert "Không còn ai để nhắc trong nhóm này." in shown


def test_who_only_watches_may_not_remind(client, owing, world, people_committee_reader):
    above = make_user("tw-duyet", "Người Trung ương")
    make_seat(above, Role.REVIEWER, unit=world.country)
    for person in (people_committee_reader, above):
        client.force_login(person)
        assert client.get(reverse("reporting:round-matrix", args=[owing.round.pk])).status_code == 200
        assert (
            address(owing) not in client.get(reverse("reporting:round-matrix", args=[owing.round.pk])).content.decode()
        )
        assert client.post(address(owing)).status_code == 403
    assert told() == []


def test_the_reach_costs_the_same_with_few_and_many(owing, world, django_assert_num_queries):
    reach_of(owing.round.reports.all(), NOON)
    with django_assert_num_queries(7):
        reach_of(owing.round.reports.all(), NOON)

    for number in range(3):
        unit = make_unit(f"Huyện {number}", parent=world.nam_dinh)
        make_report(owing.round, unit)
        make_seat(make_user(f"nhap-{number}"), Role.OFFICER, unit=unit)
    reach_of(owing.round.reports.all(), NOON)
    with django_assert_num_queries(7):
        reach_of(owing.round.reports.all(), NOON)
