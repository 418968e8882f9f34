"""The pages of rounds: the list, one round, opening, and setting its days."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Period, Reporter
from reporting.choices import ReportState
from reporting.models import Report, Round
from reporting.opening import complete
from tests.builders import make_duty, make_plan, make_report, make_round, make_unit

TODAY = date(2024, 1, 10)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    make_duty(plan, Reporter.PROVINCE, half_year=None)
    return plan


@pytest.fixture
def round_(plan):
    round_ = make_round(
        plan,
        code="nam-2024",
        name="Năm 2024",
        cut_off=date(2024, 11, 29),
        units_due_wording="trước ngày 30/11",
        asks_estimate=True,
    )
    complete(round_)
    return round_


def address(name, *args):
    return reverse(f"reporting:{name}", args=args)


def page(client, user, url, status=200):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


# --- The list and one round -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "person", ["hai_hau_officer", "province_reviewer", "people_committee_reader", "central_reader"]
)
def test_everybody_of_the_plan_finds_the_round(client, round_, person, request):
    listed = page(client, request.getfixturevalue(person), address("round-list"))

    assert "Năm 2024" in listed
    assert "0/3" in listed


def test_who_watches_sees_each_provinces_counts(client, round_, world, central_reader, hai_hau_officer):
    Report.objects.filter(unit=world.hai_hau).update(state=ReportState.RETURNED)

    above = page(client, central_reader, address("round-list"))
    below = page(client, hai_hau_officer, address("round-list"))

    assert "Tỉnh Nam Định: Đề án 01 năm 2024" in above
    assert '<td data-label="Trả lại" class="n">1</td>' in above
    assert address("review-queue") not in above
    assert "Trả lại" not in below


def test_the_list_narrows_to_a_year(client, round_, plan, central_reader):
    make_round(plan, name="Năm 2023", year=2023, cut_off=date(2023, 11, 29))

    narrowed = page(client, central_reader, address("round-list") + "?nam=2023")

    assert ("Năm 2023</a>" in narrowed, "Năm 2024</a>" in narrowed) == (True, False)
    assert "Năm 2024</a>" in page(client, central_reader, address("round-list") + "?nam=xyz")


def test_an_empty_list_says_what_to_do(client, plan, hai_hau_officer):
    assert "Chưa có kỳ báo cáo nào." in page(client, hai_hau_officer, address("round-list"))


@pytest.mark.parametrize("person", ["system_administrator", "stranger"])
def test_without_a_working_seat_the_pages_are_shut(client, round_, person, request):
    user = request.getfixturevalue(person)

    page(client, user, address("round-list"), status=403)
    page(client, user, address("round-page", round_.pk), status=403)


def test_a_round_of_another_province_is_not_found(client, round_, world, hai_hau_officer):
    elsewhere = make_round(make_plan(scope=world.ninh_binh), province=world.ninh_binh, cut_off=date(2024, 11, 29))

    page(client, hai_hau_officer, address("round-page", elsewhere.pk), status=404)


def test_the_round_tells_its_days_in_the_papers_words(client, round_, province_reviewer):
    shown = page(client, province_reviewer, address("round-page", round_.pk))

    assert "đến hết ngày 29/11/2024; hỏi thêm ước thực hiện cả năm" in shown
    assert "văn bản viết: “trước ngày 30/11”" in shown
    assert "không khóa, nộp muộn vẫn nhận và ghi là muộn" in shown


def test_the_province_sees_every_report_in_official_order(client, round_, province_reviewer):
    shown = page(client, province_reviewer, address("round-page", round_.pk))

    places = [shown.index(name) for name in ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"]]
    assert places == sorted(places)
    assert (
        "Tính cả báo cáo của tỉnh và cơ quan: chờ duyệt 0, đang xem xét 0, trả lại 0, chưa nộp 3, nộp muộn 0." in shown
    )


def test_a_district_sees_its_own_report_and_no_other(client, round_, world, hai_hau_officer):
    shown = page(client, hai_hau_officer, address("round-page", round_.pk))

    assert address("report-page", round_.reports.get(unit=world.hai_hau).pk) in shown
    assert "Ý Yên" not in shown
    assert address("round-days", round_.pk) not in shown
    assert address("document-pdf", round_.pk, "nam-dinh") not in shown


def test_a_reader_sees_counts_and_documents_and_no_report(client, round_, people_committee_reader):
    shown = page(client, people_committee_reader, address("round-page", round_.pk))

    assert "Đã duyệt 0/3 đơn vị" in shown
    assert address("document-pdf", round_.pk, "nam-dinh") in shown
    assert address("document-xlsx", round_.pk, "nam-dinh") in shown
    assert f"{address('dashboard', 'nam-dinh')}?den=2024-11-29" in shown
    assert "Huyện Hải Hậu" not in shown


def test_the_lists_cost_the_same_with_one_and_three_rounds(
    client, plan, round_, world, province_reviewer, django_assert_num_queries
):
    page(client, province_reviewer, address("round-list"))
    with django_assert_num_queries(13):
        client.get(address("round-list"))

    for day in [date(2024, 3, 1), date(2024, 6, 14)]:
        more = make_round(plan, cut_off=day)
        for number in range(5):
            make_report(more, make_unit(f"Huyện {day} {number}", parent=world.nam_dinh))
    page(client, province_reviewer, address("round-list"))
    with django_assert_num_queries(13):
        client.get(address("round-list"))


def test_a_round_costs_the_same_with_few_and_many_reports(
    client, round_, world, province_reviewer, django_assert_num_queries
):
    page(client, province_reviewer, address("round-page", round_.pk))
    with django_assert_num_queries(16):
        client.get(address("round-page", round_.pk))

    for number in range(20):
        make_report(round_, make_unit(f"Huyện {number}", parent=world.nam_dinh))
    page(client, province_reviewer, address("round-page", round_.pk))
    with django_assert_num_queries(16):
        client.get(address("round-page", round_.pk))


# --- Opening ----------------------------------------------------------------------------------------------------------


def test_opening_shows_the_papers_days_and_asks_only_what_is_open(client, plan, province_administrator):
    shown = page(client, province_administrator, address("round-open", "nam-dinh", 2024))

    assert "29/11/2024" in shown
    assert "trước ngày 30/11" in shown
    assert 'name="half_year" value="14/06/2024"' in shown
    assert 'name="year"' not in shown


def test_opening_opens_and_again_only_completes(client, plan, province_administrator):
    client.force_login(province_administrator)
    url = address("round-open", "nam-dinh", 2024)

    first = client.post(url, {"half_year": "10/6/2024"}, follow=True)
    again = client.post(url, {}, follow=True)

    opened = Round.objects.order_by("cut_off").values_list("code", "units_last_day", "opened_by")
    assert list(opened) == [
        ("6-thang-2024", date(2024, 6, 10), province_administrator.pk),
        ("nam-2024", date(2024, 11, 29), province_administrator.pk),
    ]
    for response in [first, again]:
        assert "Đã mở đủ kỳ và báo cáo: 6 tháng 2024, Năm 2024." in response.content.decode()
    assert Report.objects.count() == 7


def test_a_day_that_is_not_understood_stays_in_its_box(client, plan, province_administrator):
    client.force_login(province_administrator)

    response = client.post(address("round-open", "nam-dinh", 2024), {"half_year": "31/6"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "<title>Lỗi: " in shown
    assert 'value="31/6"' in shown
    assert Round.objects.count() == 0


def test_a_year_without_a_duty_says_so(client, plan, province_administrator):
    shown = page(client, province_administrator, address("round-open", "nam-dinh", 2031))

    assert "Kế hoạch không có kỳ báo cáo nào trong năm này." in shown


def test_fields_that_nobody_asked_for_change_nothing(client, plan, world, province_administrator):
    client.force_login(province_administrator)
    extra = {"half_year": "10/6/2024", "year": "1/1/2030", "province": world.ninh_binh.pk, "closes_on": "1/1/2024"}

    client.post(address("round-open", "nam-dinh", 2024), extra)

    assert list(Round.objects.order_by("cut_off").values_list("units_last_day", "province", "closes_on")) == [
        (date(2024, 6, 10), world.nam_dinh.pk, None),
        (date(2024, 11, 29), world.nam_dinh.pk, None),
    ]


@pytest.mark.parametrize("person", ["hai_hau_head", "province_reviewer", "people_committee_reader"])
def test_only_administrators_open_and_set_days(client, round_, person, request):
    client.force_login(request.getfixturevalue(person))

    for url in [address("round-open", "nam-dinh", 2024), address("round-days", round_.pk)]:
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert Round.objects.count() == 1


def test_another_provinces_plan_is_not_found(client, plan, world, province_administrator):
    elsewhere = make_plan(scope=world.ninh_binh, code="ninh-binh")

    page(client, province_administrator, address("round-open", elsewhere.code, 2024), status=404)


# --- Setting the days -------------------------------------------------------------------------------------------------

DAYS = {
    "cut_off": "29/11/2024",
    "units_last_day": "30/11/2024",
    "province_last_day": "10/12/2024",
    "closes_on": "31/12/2024",
}


def test_the_days_are_shown_and_set(client, round_, province_administrator):
    shown = page(client, province_administrator, address("round-days", round_.pk))
    response = client.post(address("round-days", round_.pk), DAYS)

    assert 'name="cut_off" value="29/11/2024"' in shown
    assert response.url == address("round-page", round_.pk)
    round_.refresh_from_db()
    assert (round_.units_last_day, round_.province_last_day, round_.closes_on, round_.set_by_province) == (
        date(2024, 11, 30),
        date(2024, 12, 10),
        date(2024, 12, 31),
        True,
    )


def test_days_that_cross_are_told_with_what_was_typed(client, round_, province_administrator):
    client.force_login(province_administrator)

    response = client.post(address("round-days", round_.pk), {**DAYS, "units_last_day": "1/11/2024"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Ngày chốt số liệu phải đến trước hoặc đúng ngày cuối của đơn vị." in shown
    assert 'value="1/11/2024"' in shown


def test_setting_days_changes_nothing_else(client, round_, world, province_administrator):
    client.force_login(province_administrator)
    begun = round_.reports.get(unit=world.hai_hau)

    extra = {"state": "accepted", "period": Period.HALF_YEAR, "name": "Khác", "asks_estimate": "", "year": "2020"}
    client.post(address("round-days", round_.pk), {**DAYS, **extra})

    round_.refresh_from_db()
    begun.refresh_from_db()
    assert (round_.name, round_.period, round_.year, round_.asks_estimate) == ("Năm 2024", "year", 2024, True)
    assert begun.state == ReportState.DRAFT
