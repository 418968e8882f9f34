"""Granting more time on the page, and where the unit reads it."""

from datetime import date

import pytest
from django.urls import reverse

from reporting.extending import grant_extension
from reporting.models import Extension
from reporting.tags import last_day_in_words
from tests.builders import make_report, make_round
from tests.reporting.pressing import NOON, press, stands

FORM = {"last_day": "6/12/2024", "reason": "Bão số 3, mất điện nhiều ngày"}
WORDS = "Được gia hạn đến hết ngày 06/12/2024 vì: Bão số 3, mất điện nhiều ngày"


def address(report, name="report-extension"):
    return reverse(f"reporting:{name}", args=[report.pk])


@pytest.fixture
def administrator(client, province_administrator):
    client.force_login(province_administrator)
    return client


def granted(report, by, last_day=date(2024, 12, 6)):
    grant_extension(report, last_day=last_day, reason=FORM["reason"], by=by, now=NOON)


def test_the_administrator_finds_the_button_and_nobody_else(
    client, filled_report, province_administrator, province_reviewer, hai_hau_head
):
    found = {}
    for person in (province_administrator, province_reviewer, hai_hau_head):
        client.force_login(person)
        found[person] = address(filled_report) in client.get(filled_report.get_absolute_url()).content.decode()

    assert found == {province_administrator: True, province_reviewer: False, hai_hau_head: False}


def test_granting_leads_back_to_the_report_and_says_so(administrator, filled_report):
    response = administrator.post(address(filled_report), FORM, follow=True)

    page = response.content.decode()
    assert "Đã gia hạn cho Huyện Hải Hậu đến hết ngày 06/12/2024." in page
    assert WORDS in page
    assert "Gia hạn đến 06/12" in page
    assert Extension.objects.get().last_day == date(2024, 12, 6)


def test_a_day_off_is_told_and_stays(administrator, filled_report):
    page = administrator.post(address(filled_report), {**FORM, "last_day": "7/12/2024"}, follow=True).content.decode()

    assert "Ngày này là thứ Bảy, ngày nghỉ: nên nộp từ thứ Sáu 06/12, hạn không đổi." in page
    assert stands(filled_report).extended_to == date(2024, 12, 7)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"last_day": "31/11/2024"}, "Không có ngày 31/11/2024 trong lịch."),
        ({"last_day": ""}, "Ghi ngày gia hạn"),
        ({"last_day": "29/11/2024"}, "phải sau hạn của kỳ, tức sau ngày 29/11/2024"),
        ({"reason": ""}, "Ghi lý do"),
        ({"reason": "x" * 501}, "500"),
    ],
)
def test_a_mistake_is_told_with_what_was_typed(administrator, filled_report, typed, words):
    response = administrator.post(address(filled_report), {**FORM, **typed})

    page = response.content.decode()
    assert (response.status_code, words in page) == (422, True)
    assert f'value="{typed.get("last_day", FORM["last_day"])}"' in page or not typed.get("last_day", "x")
    assert not Extension.objects.exists()


def test_taking_back_needs_a_reason_and_leaves_both_in_the_list(administrator, filled_report, province_administrator):
    granted(filled_report, province_administrator)
    end = address(filled_report, "report-extension-end")

    refused = administrator.post(end, {"thoi-reason": " "})
    administrator.post(end, {"thoi-reason": "Nhầm đơn vị"})
    page = administrator.get(address(filled_report)).content.decode()

    assert refused.status_code == 422
    assert stands(filled_report).extended_to is None
    assert "thôi gia hạn. Lý do: Nhầm đơn vị" in page
    assert "gia hạn đến hết ngày 06/12/2024. Lý do: Bão số 3" in page


@pytest.mark.parametrize("name", ["home", "report-page", "report-fill", "report-check"])
def test_the_unit_reads_it_wherever_its_day_is_shown(
    client, filled_report, province_administrator, hai_hau_officer, name
):
    granted(filled_report, province_administrator)
    client.force_login(hai_hau_officer)

    page = client.get(reverse(f"reporting:{name}", args=[] if name == "home" else [filled_report.pk])).content.decode()

    assert "hạn 23:59 ngày 06/12/2024" in page
    assert WORDS in page


def test_paper_and_workbook_name_the_extended_day(filled_report, province_administrator):
    before = last_day_in_words(filled_report)
    granted(filled_report, province_administrator)

    assert (before, last_day_in_words(stands(filled_report))) == (
        "hết ngày 29/11/2024",
        "hết ngày 06/12/2024 (được gia hạn)",
    )


def test_the_receipt_names_the_extended_day(client, filled_report, province_administrator, hai_hau_head):
    granted(filled_report, province_administrator)
    event = press(filled_report, "submit", hai_hau_head, hours=1)
    client.force_login(hai_hau_head)

    page = client.get(reverse("reporting:receipt", args=[event.revision.receipt])).content.decode()

    assert f"hết ngày 06/12/2024. {WORDS}" in page


def test_the_lists_of_the_province_show_the_tag(client, filled_report, province_administrator, province_reviewer):
    granted(filled_report, province_administrator)
    client.force_login(province_reviewer)

    queue = client.get(f"{reverse('reporting:review-queue')}?trang-thai=chua-nop").content.decode()
    round_page = client.get(filled_report.round.get_absolute_url()).content.decode()

    assert "Gia hạn đến 06/12" in queue
    assert "Gia hạn đến 06/12" in round_page


def test_the_page_costs_the_same_with_one_grant_and_three(
    administrator, filled_report, province_administrator, django_assert_num_queries
):
    granted(filled_report, province_administrator)
    administrator.get(address(filled_report))
    with django_assert_num_queries(8):
        administrator.get(address(filled_report))

    for day in (7, 8):
        granted(filled_report, province_administrator, date(2024, 12, day))
    with django_assert_num_queries(8):
        administrator.get(address(filled_report))


def test_a_late_report_shows_the_button_and_an_accepted_one_does_not(
    administrator, filled_report, hai_hau_head, province_reviewer
):
    press(filled_report, "submit", hai_hau_head, hours=10 * 24)
    late = administrator.get(filled_report.get_absolute_url()).content.decode()
    press(filled_report, "accept", province_reviewer, hours=11 * 24)
    accepted = administrator.get(filled_report.get_absolute_url()).content.decode()

    assert (address(filled_report) in late, address(filled_report) in accepted) == (True, False)


# --- Days off beside the last days ------------------------------------------------------------------------------------


def test_a_last_day_on_a_saturday_is_told_wherever_it_stands(client, plan, world, on_day, province_administrator):
    on_day(date(2024, 11, 20))
    round_ = make_round(plan, cut_off=date(2024, 11, 30), name="Năm 2024", province_last_day=date(2024, 12, 8))
    report = make_report(round_, world.hai_hau)
    client.force_login(province_administrator)
    saturday = "thứ Bảy, ngày nghỉ: nên nộp từ thứ Sáu 29/11, hạn không đổi"

    for shown in (round_.get_absolute_url(), reverse("reporting:round-list"), report.get_absolute_url()):
        assert saturday in client.get(shown).content.decode(), shown
    days = client.get(reverse("reporting:round-days", args=[round_.pk])).content.decode()
    assert f"Ngày đang đặt là {saturday}." in days
    assert "Ngày đang đặt là Chủ nhật, ngày nghỉ: nên nộp từ thứ Sáu 06/12, hạn không đổi." in days
    assert round_.units_last_day == date(2024, 11, 30)
