"""The three views of a plan's totals on its page, in its documents, and in their addresses."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from plans.choices import Period, SpanKind
from reporting.dashboards.placing import view_named
from reporting.documents.content import province_report
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round, make_target

WORDS_AS_REPORTED = "Như đã báo cáo: mỗi đơn vị có số liệu một dòng, kèm ngày của số liệu"


@pytest.fixture
def plan(world, on_day):
    """Nam Định's two years; today is 1/10/2024, Mỹ Lộc merged into the city on 1/9/2024."""
    on_day(date(2024, 10, 1))
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh-thu", first_year=2024, last_year=2025)
    founded = make_indicator("HTX mới")
    make_target(make_goal(plan, founded), 20, span_kind=SpanKind.PHASE)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), code="6-thang", name="6 tháng 2024")
    accept_report(mid_2024, world.my_loc, frozen(founded, 3))
    accept_report(mid_2024, world.city, frozen(founded, 4))
    return plan


@pytest.fixture
def look(client, plan, province_reviewer):
    def open_page(**query):
        client.force_login(province_reviewer)
        return client.get(reverse("reporting:dashboard", args=[plan.code]), query)

    return open_page


def rows_in(page):
    return [(row.name, row.note, row.cells[0].text) for row in page.context["board"].matrix.rows]


EVERYBODY_THEN = [
    ("Thành phố Nam Định", "", "4"),
    ("Huyện Mỹ Lộc", "", "3"),
    ("Huyện Ý Yên", "", ""),
    ("Huyện Hải Hậu", "", ""),
]


@pytest.mark.parametrize(
    ("named", "words", "rows"),
    [
        ("", "Theo địa giới ngày 14/06/2024 (ngày chốt số liệu)", EVERYBODY_THEN),
        ("14/06/2024", "Theo địa giới ngày 14/06/2024", EVERYBODY_THEN),
        (
            "bao-cao",
            WORDS_AS_REPORTED,
            [EVERYBODY_THEN[0], ("Huyện Mỹ Lộc", "đến 14/06/2024", "3"), *EVERYBODY_THEN[2:]],
        ),
        (
            "hom-nay",
            "Theo địa giới ngày 01/10/2024 (hôm nay)",
            [("Thành phố Nam Định", "", "7"), *EVERYBODY_THEN[2:]],
        ),
    ],
)
def test_a_view_is_chosen_in_the_address_and_said_on_the_page(look, named, words, rows):
    page = look(**{"ban-do": named})

    assert rows_in(page) == rows
    assert f"<strong>{words}.</strong>" in page.text
    assert page.context["board"].matrix.totals[0].text == "7"


def test_the_view_is_kept_when_the_day_is_changed_and_in_what_is_taken_away(look, plan):
    page = look(**{"ban-do": "bao-cao", "den": "2024-06-14"})

    round_ = plan.rounds.get()
    pdf = reverse("reporting:document-pdf", args=[round_.pk, plan.code])
    assert '<input type="hidden" name="ban-do" value="bao-cao">' in page.text
    assert 'href="?den=2024-06-14&amp;ban-do=bao-cao" aria-current="true"' in page.text
    assert 'href="?den=2024-06-14&amp;ban-do=hom-nay#theo-don-vi"' in page.text
    assert f'href="{pdf}?ban-do=bao-cao"' in page.text


def test_a_day_that_is_not_understood_stays_typed_and_the_usual_map_is_shown(look):
    page = look(**{"ban-do": "31/02/2024"})

    assert "Không có ngày 31/02/2024 trong lịch. Đang hiện theo địa giới ngày chốt số liệu." in page.text
    assert 'value="31/02/2024"' in page.text
    assert rows_in(page) == EVERYBODY_THEN


def test_who_has_no_row_on_a_map_is_told_what_to_do(client, plan, world, y_yen_officer):
    client.force_login(y_yen_officer)

    page = client.get(reverse("reporting:dashboard", args=[plan.code]), {"ban-do": "01/08/2025"})

    assert "Trên địa giới này không có dòng nào bạn được xem." in page.text


def test_a_unit_is_offered_no_report_of_the_province(client, plan, hai_hau_officer):
    client.force_login(hai_hau_officer)

    page = client.get(reverse("reporting:dashboard", args=[plan.code]))

    assert "Báo cáo (PDF)" not in page.text


def test_the_document_says_its_view_and_bears_it_in_its_name(client, plan, province_reviewer):
    round_ = plan.rounds.get()
    client.force_login(province_reviewer)

    answer = client.get(reverse("reporting:document-xlsx", args=[round_.pk, plan.code]), {"ban-do": "hom-nay"})

    assert "2024-10-01" in answer["Content-Disposition"]


def test_the_documents_annex_is_laid_out_as_the_page(plan):
    report = province_report(plan, plan.rounds.get(), view_named("hom-nay", date(2024, 10, 1)))

    first = report.annex[0].rows[0]
    assert (first.name, first.cells) == ("Thành phố Nam Định", ("7",))
    assert ("Số liệu theo đơn vị", "Theo địa giới ngày 01/10/2024 (hôm nay)") in report.facts
    assert report.file_name == "Báo cáo 6 tháng 2024 - Đề án 01 (địa giới 2024-10-01)"


def test_the_command_exports_a_view_and_refuses_what_is_none(plan, tmp_path):
    file = tmp_path / "bao-cao.xlsx"
    asked = {"plan": plan.code, "round": "6-thang", "format": "xlsx", "output": file}

    call_command("export_report", **asked, map="bao-cao", stdout=StringIO())
    with pytest.raises(CommandError) as refused:
        call_command("export_report", **asked, map="hom-qua")

    assert file.stat().st_size > 0
    assert str(refused.value) == "--map: Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."
