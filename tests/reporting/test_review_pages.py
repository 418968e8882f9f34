"""The province's queue and the buttons of the review."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from plans.choices import Reporter, Role
from portal.dates import VIET_NAM
from reporting.choices import ReportState
from reporting.models import AcceptedFigure, Report, ReportEvent
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_unit,
    make_user,
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


def press(client, user, name, report, **typed):
    client.force_login(user)
    return client.post(reverse(f"reporting:report-{name}", args=[report.pk]), typed)


def listed(shown):
    return [name for name in ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"] if f">{name}</a>" in shown]


def stands(report):
    return Report.objects.get(pk=report.pk)


# --- The queue --------------------------------------------------------------------------------------------------------


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
    with django_assert_num_queries(8):
        client.get(reverse("reporting:review-queue"), {"trang-thai": "tat-ca"})

    for number in range(30):
        make_report(submitted.round, make_unit(f"Huyện {number}", parent=world.nam_dinh))
    queue(client, province_reviewer, **{"trang-thai": "tat-ca"})
    with django_assert_num_queries(8):
        client.get(reverse("reporting:review-queue"), {"trang-thai": "tat-ca"})


@pytest.mark.parametrize("person", ["hai_hau_head", "people_committee_reader", "system_administrator", "stranger"])
def test_only_the_province_opens_the_queue(client, submitted, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("reporting:review-queue")).status_code == 403


# --- The buttons ------------------------------------------------------------------------------------------------------


def test_taking_up_accepting_and_reopening(client, submitted, province_reviewer, province_administrator):
    version = submitted.version

    begun = press(client, province_reviewer, "begin-review", submitted, version=version)
    accepted = press(client, province_reviewer, "accept", submitted, version=version)
    reopened = press(client, province_administrator, "reopen", submitted, reason="Đếm nhầm")

    assert [response.url for response in [begun, accepted, reopened]] == [submitted.get_absolute_url()] * 3
    history = ReportEvent.objects.order_by("pk").values_list("move", "by", "reason")
    assert list(history)[1:] == [
        ("begin_review", province_reviewer.pk, ""),
        ("accept", province_reviewer.pk, ""),
        ("reopen", province_administrator.pk, "Đếm nhầm"),
    ]
    assert stands(submitted).state == ReportState.REOPENED
    assert AcceptedFigure.objects.count() == 1


def test_returning_keeps_the_reason_for_the_unit(client, submitted, province_reviewer):
    press(client, province_reviewer, "return", submitted, version=submitted.version, reason="Thiếu giải trình")

    assert stands(submitted).state == ReportState.RETURNED
    assert ReportEvent.objects.latest("pk").reason == "Thiếu giải trình"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_missing_reason_is_told_beside_its_box(client, submitted, province_reviewer, reason):
    response = press(client, province_reviewer, "return", submitted, reason=reason)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "<title>Lỗi: Trả lại: Huyện Hải Hậu" in shown
    assert shown.count("Ghi lý do để đơn vị biết cần sửa gì.") == 2
    assert 'aria-invalid="true"' in shown
    assert stands(submitted).state == ReportState.SUBMITTED


def test_a_refused_return_loses_nothing_that_was_typed(client, submitted, hai_hau_head, province_reviewer):
    seen = submitted.version
    move_report(submitted, "take_back", by=hai_hau_head, now=NOON)
    move_report(submitted, "submit", by=hai_hau_head, now=NOON)

    response = press(client, province_reviewer, "return", submitted, version=seen, reason="Số HTX chưa khớp phụ lục")

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Báo cáo đã thay đổi sau khi bạn mở trang này." in shown
    assert "Số HTX chưa khớp phụ lục</textarea>" in shown
    assert f'name="version" value="{stands(submitted).version}"' in shown


def test_accepting_what_one_has_not_seen_is_refused_and_told(client, submitted, province_reviewer):
    client.force_login(province_reviewer)

    response = client.post(
        reverse("reporting:report-accept", args=[submitted.pk]), {"version": submitted.version - 1}, follow=True
    )

    assert "Báo cáo đã thay đổi sau khi bạn mở trang này." in response.content.decode()
    assert stands(submitted).state == ReportState.SUBMITTED


def test_who_entered_is_told_that_another_must_judge(client, submitted, province_reviewer):
    submitted.contributors.add(province_reviewer)
    client.force_login(province_reviewer)

    response = client.post(reverse("reporting:report-accept", args=[submitted.pk]), follow=True)

    assert "người khác phải xem xét và duyệt" in response.content.decode()
    assert stands(submitted).state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["begin-review", "return", "accept", "reopen"])
def test_buttons_are_pressed_by_post_only(client, submitted, province_reviewer, province_administrator, name):
    for user in [province_reviewer, province_administrator]:
        client.force_login(user)
        url = reverse(f"reporting:report-{name}", args=[submitted.pk])
        assert client.get(url).status_code == 405


@pytest.mark.parametrize(
    ("person", "name", "status"),
    [
        ("hai_hau_head", "accept", 403),
        ("hai_hau_head", "return", 403),
        ("hai_hau_head", "reopen", 403),
        ("province_administrator", "accept", 403),
        ("province_administrator", "begin-review", 403),
        ("province_reviewer", "reopen", 403),
        ("people_committee_reader", "accept", 403),
        ("system_administrator", "accept", 403),
        ("stranger", "accept", 403),
    ],
)
def test_who_may_not_press(client, submitted, person, name, status, request):
    response = press(client, request.getfixturevalue(person), name, submitted, reason="Sai số")

    assert (response.status_code, stands(submitted).state) == (status, ReportState.SUBMITTED)


def test_another_provinces_reviewer_does_not_find_it(client, submitted, world):
    reviewer = make_user("nb-duyet")
    make_seat(reviewer, Role.REVIEWER, unit=world.ninh_binh)

    assert press(client, reviewer, "accept", submitted).status_code == 404
    assert stands(submitted).state == ReportState.SUBMITTED


def test_a_reviewer_above_reads_and_does_not_judge(client, submitted, world):
    above = make_user("tw-duyet")
    make_seat(above, Role.REVIEWER, unit=world.country)

    assert press(client, above, "accept", submitted).status_code == 403
    assert stands(submitted).state == ReportState.SUBMITTED


def test_fields_that_nobody_asked_for_change_nothing(client, submitted, world, province_reviewer, hai_hau_head):
    extra = {"state": "accepted", "unit": world.y_yen.pk, "reviewer": hai_hau_head.pk, "first_submitted_at": ""}

    press(client, province_reviewer, "return", submitted, reason="Sai số", **extra)

    now_stands = stands(submitted)
    assert (now_stands.state, now_stands.unit, now_stands.reviewer, now_stands.first_submitted_at) == (
        ReportState.RETURNED,
        world.hai_hau,
        province_reviewer,
        NOON,
    )


def test_the_reports_page_draws_the_buttons(client, submitted, province_reviewer, hai_hau_head):
    client.force_login(province_reviewer)
    of_reviewer = client.get(submitted.get_absolute_url()).content.decode()
    client.force_login(hai_hau_head)
    of_head = client.get(submitted.get_absolute_url()).content.decode()

    judging = [
        reverse(f"reporting:report-{name}", args=[submitted.pk]) for name in ["begin-review", "return", "accept"]
    ]
    taking_back = reverse("reporting:report-take-back", args=[submitted.pk])
    assert [f'action="{url}"' in of_reviewer for url in [*judging, taking_back]] == [True, True, True, False]
    assert [f'action="{url}"' in of_head for url in [*judging, taking_back]] == [False, False, False, True]
    assert f'name="version" value="{submitted.version}"' in of_reviewer
