"""The buttons of the review: taking up, sending back, accepting, reopening."""

import pytest
from django.urls import reverse

from plans.choices import Role
from reporting.choices import ReportState
from reporting.models import AcceptedFigure, ReportEvent
from tests.builders import make_seat, make_user
from tests.reporting import pressing
from tests.reporting.pressing import NOON, stands


@pytest.fixture
def submitted(filled_report, hai_hau_head):
    """Hải Hậu's report, handed in."""
    pressing.press(filled_report, "submit", hai_hau_head)
    return stands(filled_report)


def press(client, user, name, report, **typed):
    client.force_login(user)
    return client.post(reverse(f"reporting:report-{name}", args=[report.pk]), typed)


def test_taking_up_accepting_and_reopening(client, submitted, province_reviewer, province_administrator):
    version = submitted.version

    begun = press(client, province_reviewer, "begin-review", submitted, version=version)
    accepted = press(client, province_reviewer, "accept", submitted, version=version)
    reopened = press(client, province_administrator, "reopen", submitted, reason="Đếm nhầm")

    review, page = reverse("reporting:report-review", args=[submitted.pk]), submitted.get_absolute_url()
    assert [response.url for response in [begun, accepted, reopened]] == [review, page, page]
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
    pressing.press(submitted, "take_back", hai_hau_head)
    pressing.press(submitted, "submit", hai_hau_head)

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


@pytest.mark.parametrize("name", ["begin-review", "return", "accept"])
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
