"""The province's queue of reports."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from plans.choices import Reporter
from portal.dates import VIET_NAM
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_unit,
)

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


@pytest.fixture
def round_(world, on_day):
    on_day(NOON.date())
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    round_ = make_round(plan, name="Năm 2024", cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29))
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    for unit in [world.hai_hau, world.y_yen, world.city]:
        make_figure(make_report(round_, unit, version=1), indicator, 3)
    return round_


@pytest.fixture
def submitted(round_, world, hai_hau_head):
    """Hải Hậu's report, handed in."""
    move_report(round_.reports.get(unit=world.hai_hau), "submit", by=hai_hau_head, now=NOON)
    return round_.reports.get(unit=world.hai_hau)


def queue(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("reporting:review-queue"), asked).content.decode()


def listed(shown):
    return [name for name in ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"] if f">{name}</a>" in shown]


def test_the_queue_shows_what_waits(client, submitted, province_reviewer):
    shown = queue(client, province_reviewer)

    assert listed(shown) == ["Huyện Hải Hậu"]
    assert "Đã nộp</span>" in shown
    assert "12:00 20/11/2024" in shown
    assert "Đề án 01 năm 2024" in shown


@pytest.mark.parametrize(
    ("word", "units"),
    [
        ("cho-duyet", ["Huyện Hải Hậu"]),
        ("chua-nop", ["Thành phố Nam Định", "Huyện Ý Yên"]),
        ("da-duyet", []),
        ("tra-lai", []),
        ("dang-xem-xet", []),
        ("tat-ca", ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"]),
        ("vo-nghia", ["Huyện Hải Hậu"]),
    ],
)
def test_the_links_sift(client, submitted, province_reviewer, word, units):
    assert listed(queue(client, province_reviewer, **{"trang-thai": word})) == units


def test_the_links_say_how_many(client, submitted, province_reviewer):
    shown = queue(client, province_reviewer)

    for words in ["Chờ duyệt (1)", "Đang xem xét (0)", "Chưa nộp (2)", "Tất cả (3)"]:
        assert words in shown


def test_the_queue_narrows_to_one_round(client, submitted, world, province_reviewer):
    other = make_round(submitted.round.plans.get(), name="6 tháng 2024", cut_off=date(2024, 6, 14))
    make_report(other, world.my_loc)

    shown = queue(client, province_reviewer, ky=other.pk, **{"trang-thai": "chua-nop"})

    assert "Huyện Mỹ Lộc" in shown
    assert listed(shown) == []


def test_a_round_that_one_may_not_see_is_not_found(client, submitted, world, province_reviewer):
    elsewhere = make_round(make_plan(scope=world.ninh_binh), province=world.ninh_binh, cut_off=date(2024, 6, 14))
    client.force_login(province_reviewer)

    assert client.get(reverse("reporting:review-queue"), {"ky": elsewhere.pk}).status_code == 404
    assert client.get(reverse("reporting:review-queue"), {"ky": "không"}).status_code == 200


def test_an_empty_queue_says_what_to_do(client, round_, province_reviewer):
    assert "Không có báo cáo nào ở trạng thái này." in queue(client, province_reviewer)


def test_units_stand_in_official_order_then_the_provinces_own(client, round_, world, province_reviewer):
    make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE)
    make_report(round_, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance)

    shown = queue(client, province_reviewer, **{"trang-thai": "tat-ca"})

    order = ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu", ">Tỉnh Nam Định<", "Liên minh HTX tỉnh Nam Định"]
    places = [shown.index(name) for name in order]
    assert places == sorted(places)


def test_a_long_queue_has_pages(client, round_, world, province_reviewer):
    for number in range(60):
        make_report(round_, make_unit(f"Huyện {number:02}", parent=world.nam_dinh))

    assert "Trang 1/2" in queue(client, province_reviewer, **{"trang-thai": "tat-ca"})
    assert "Trang 2/2" in queue(client, province_reviewer, page=2, **{"trang-thai": "tat-ca"})


def test_the_queue_costs_the_same_with_few_and_many(
    client, submitted, world, province_reviewer, django_assert_num_queries
):
    queue(client, province_reviewer, **{"trang-thai": "tat-ca"})
    with django_assert_num_queries(9):
        client.get(reverse("reporting:review-queue"), {"trang-thai": "tat-ca"})

    for number in range(30):
        make_report(submitted.round, make_unit(f"Huyện {number}", parent=world.nam_dinh))
    queue(client, province_reviewer, **{"trang-thai": "tat-ca"})
    with django_assert_num_queries(9):
        client.get(reverse("reporting:review-queue"), {"trang-thai": "tat-ca"})


@pytest.mark.parametrize("person", ["hai_hau_head", "people_committee_reader", "system_administrator", "stranger"])
def test_only_the_province_opens_the_queue(client, submitted, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("reporting:review-queue")).status_code == 403
