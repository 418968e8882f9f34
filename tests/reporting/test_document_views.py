from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from plans.choices import Role, UnitLevel
from tests.builders import make_plan, make_seat, make_unit, make_user
from tests.reporting.year_2024 import make_year_2024

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def year(world, on_day):
    on_day(date(2024, 12, 2))
    return make_year_2024(world)


def address(year, form, plan=None):
    return reverse(f"reporting:document-{form}", args=[year.round.pk, (plan or year.plan).code])


@pytest.mark.parametrize(
    "person", ["province_reviewer", "province_administrator", "people_committee_reader", "central_reader"]
)
def test_who_answers_for_the_province_takes_its_report_away(person, year, client, request):
    client.force_login(request.getfixturevalue(person))

    response = client.get(address(year, "pdf"))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "Huyện Hải Hậu" in PdfReader(BytesIO(response.content)).pages[-1].extract_text()


@pytest.mark.parametrize(
    "person", ["hai_hau_officer", "hai_hau_head", "alliance_officer", "system_administrator", "stranger"]
)
@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_who_answers_for_one_unit_does_not_read_all_of_them(person, form, year, client, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(year, form)).status_code == 403


def test_another_province_does_not_know_that_the_report_exists(year, client, world):
    elsewhere = make_unit("Tỉnh Thái Bình", UnitLevel.PROVINCE, code="34", parent=world.country)
    reviewer = make_user("thai-binh")
    make_seat(reviewer, Role.REVIEWER, unit=elsewhere)
    client.force_login(reviewer)

    assert client.get(address(year, "pdf")).status_code == 404


def test_a_reader_elsewhere_reads_no_report_of_the_province_where_she_only_types(year, client, world, hai_hau_officer):
    elsewhere = make_unit("Tỉnh Thái Bình", UnitLevel.PROVINCE, code="34", parent=world.country)
    make_seat(hai_hau_officer, Role.READER, unit=elsewhere)
    client.force_login(hai_hau_officer)

    assert client.get(address(year, "pdf")).status_code == 404


def test_a_reader_at_the_people_s_committee_reads_it(year, client):
    committee = year.plan.duties.get().recipients.get(name="Ủy ban nhân dân tỉnh Nam Định")
    reader = make_user("van-phong")
    make_seat(reader, Role.READER, agency=committee)
    client.force_login(reader)

    assert client.get(address(year, "xlsx")).status_code == 200


def test_a_plan_that_the_round_does_not_ask_for_has_no_report_in_it(year, client, world, province_reviewer):
    other = make_plan(scope=world.nam_dinh, code="ke-hoach-khac")
    client.force_login(province_reviewer)

    assert client.get(address(year, "xlsx", other)).status_code == 404


def test_the_pdf_opens_in_the_browser_under_a_clear_name(year, client, province_reviewer):
    client.force_login(province_reviewer)

    response = client.get(address(year, "pdf"))

    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20n%C4%83m%202024%20-%20%C4%90%E1%BB%81%20%C3%A1n%2001"
        "%20n%C4%83m%202024.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_the_workbook_is_downloaded(year, client, province_reviewer):
    client.force_login(province_reviewer)

    response = client.get(address(year, "xlsx"))

    assert response["Content-Type"] == SHEET
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
    assert load_workbook(BytesIO(response.content)).sheetnames == ["Kết quả", "Theo đơn vị", "Thông tin"]


def test_a_name_loses_what_no_file_system_takes(year, client, province_reviewer):
    year.plan.short_title = 'A/B\\C: "D"\r\nX'
    year.plan.save()
    client.force_login(province_reviewer)

    disposition = client.get(address(year, "xlsx"))["Content-Disposition"]

    assert disposition.endswith("n%C4%83m%202024%20-%20A%20B%20C%20D%20X.xlsx")


def test_nothing_is_written_by_a_post(year, client, province_reviewer):
    client.force_login(province_reviewer)

    assert client.post(address(year, "pdf")).status_code == 405
