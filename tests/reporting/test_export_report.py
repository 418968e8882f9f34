from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reporting.documents.content import province_report
from reporting.documents.pdf import pdf_of
from tests.builders import make_round
from tests.reporting.year_2024 import make_year_2024


@pytest.fixture
def year(world):
    return make_year_2024(world)


def export(output, *, plan="nam-dinh-108-2024", round="nam-2024", format="pdf"):
    said = StringIO()
    call_command("export_report", plan=plan, round=round, format=format, output=output, stdout=said)
    return said.getvalue()


def test_the_file_is_what_the_page_offers(year, tmp_path):
    output = tmp_path / "bao-cao.pdf"

    said = export(output)

    assert output.read_bytes() == pdf_of(province_report(year.plan, year.round))
    assert said == f"Đã ghi {output}.\n"


def test_a_workbook_is_a_zip_of_sheets(year, tmp_path):
    output = tmp_path / "bao-cao.xlsx"

    export(output, format="xlsx")

    assert output.read_bytes()[:4] == b"PK\x03\x04"


def test_an_unknown_plan_is_told_with_the_known_ones(year, tmp_path):
    with pytest.raises(CommandError) as refusal:
        export(tmp_path / "x.pdf", plan="nam-dinh")

    assert str(refusal.value) == ("Không có kế hoạch nào mang mã “nam-dinh”. Các kế hoạch đã nạp: nam-dinh-108-2024.")


def test_an_unknown_round_is_told_with_the_known_ones(year, tmp_path):
    with pytest.raises(CommandError) as refusal:
        export(tmp_path / "x.pdf", round="6-thang-2024")

    assert str(refusal.value) == "Kế hoạch “nam-dinh-108-2024” không có kỳ “6-thang-2024”. Các kỳ đã mở: nam-2024."


def test_a_plan_without_rounds_says_so(year, tmp_path):
    year.round.plans.clear()

    with pytest.raises(CommandError, match=r"Các kỳ đã mở: chưa có\."):
        export(tmp_path / "x.pdf")


def test_a_place_that_cannot_be_written_is_told(year, tmp_path):
    with pytest.raises(CommandError, match=r"^Không ghi được tệp .*khong-co.*x\.xlsx: "):
        export(tmp_path / "khong-co" / "x.xlsx", format="xlsx")


def test_of_two_rounds_of_one_name_the_later_is_meant(year, world, tmp_path):
    later = make_round(year.plan, province=world.ninh_binh, code="nam-2024", cut_off=date(2025, 12, 11))
    output = tmp_path / "bao-cao.pdf"

    export(output)

    assert output.read_bytes() == pdf_of(province_report(year.plan, later))
