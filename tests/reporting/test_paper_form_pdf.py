"""A report's form as it comes out of the printer, and who may print it."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from django.urls import reverse
from pypdf import PdfReader

from reporting.choices import Answer, Heading
from reporting.documents.paper_form import pdf_of
from reporting.models import Narrative
from tests.builders import make_breakdown, make_figure, make_goal, make_indicator, make_target
from tests.reporting.on_paper import FACES, differences, form_of
from tests.reporting.poppler import fonts_of, words_of


@pytest.fixture
def forty(world, plan, report):
    """Forty counts in four parts each, half of them answered."""
    parts = make_breakdown(parts=(("htx", "HTX"), ("tht", "THT"), ("to-lien-ket", "Tổ liên kết")))
    for number in range(1, 41):
        counted = make_indicator(f"HTX, THT do phụ nữ tham gia quản lý, nội dung {number}", breakdown=parts)
        make_target(make_goal(plan, counted), number)
        if number % 2:
            make_figure(report, counted, number, part=parts.parts.get(code="htx"))
            make_figure(report, counted, 0, part=parts.parts.get(code="tht"))
    return report


@pytest.mark.parametrize(("is_empty", "most_pages"), [(True, 12), (False, 8)])
def test_forty_indicators_in_parts_make_a_handy_form(forty, settings, is_empty, most_pages):
    settings.SAMPLE_DATABASE = False
    form = form_of(forty, is_empty=is_empty)

    written = pdf_of(form)

    assert differences(written, form) == ({}, set())
    assert fonts_of(written) <= FACES | {"Tinos-BoldItalic"}
    assert len(PdfReader(BytesIO(written)).pages) <= most_pages


def test_the_table_s_head_and_the_form_s_name_are_repeated_on_every_page(forty, settings):
    settings.SAMPLE_DATABASE = False

    written = pdf_of(form_of(forty, is_empty=False))

    with pdfplumber.open(BytesIO(written)) as document:
        pages = [page.extract_text() for page in document.pages]
    with_table = [text for text in pages if "Tổ liên kết" in text]
    assert len(with_table) > 3
    assert all("STT" in text and "Chỉ tiêu" in text for text in with_table)
    assert "trang 1/" not in pages[0]
    assert [text.splitlines()[0] for text in pages[1:]] == [
        f"Biểu số liệu năm 2024 - Huyện Hải Hậu – trang {number}/{len(pages)}" for number in range(2, len(pages) + 1)
    ]


def test_an_indicator_s_lines_stay_on_one_page(forty):
    with pdfplumber.open(BytesIO(pdf_of(form_of(forty, is_empty=True)))) as document:
        tables = [page.extract_text() for page in document.pages if "STT" in page.extract_text()]

    assert {text.count("chưa phân loại") - text.count("HTX, THT do phụ nữ") for text in tables} == {0}


@pytest.mark.parametrize("is_empty", [True, False])
def test_the_same_form_gives_the_same_bytes(forty, is_empty):
    form = form_of(forty, is_empty=is_empty)

    assert pdf_of(form) == pdf_of(form)


def test_long_texts_break_nothing(report, jobs, settings):
    settings.SAMPLE_DATABASE = False
    jobs.unit_of_measure, jobs.name = "người" * 8, "Việc làm mới " * 19
    jobs.save()
    reason = "Chưa thống kê được vì địa bàn rộng. " * 50 + "x" * 200
    make_figure(report, jobs, answer=Answer.NO_DATA, reason=reason)
    prose = "\n".join(f"Đoạn {number}. " + "Các cấp Hội đã tư vấn, hỗ trợ. " * 60 for number in range(9))
    Narrative.objects.create(report=report, heading=Heading.RESULTS, text=prose)

    written = pdf_of(form_of(report, is_empty=False))

    words = words_of(written).split()
    assert (words.count("rộng."), words.count("vấn,")) == (50, 540)
    with pdfplumber.open(BytesIO(written)) as document:
        assert max(char["x1"] for page in document.pages for char in page.chars) < document.pages[0].width - 40


def test_what_people_wrote_is_printed_as_they_wrote_it(report, jobs):
    wrote = "<script>alert(1)</script> A & B < 5 {{ form }} “Hội”"
    Narrative.objects.create(report=report, heading=Heading.PROPOSALS, text=wrote)

    assert wrote in words_of(pdf_of(form_of(report)))


def test_the_file_says_what_it_is_and_bears_the_report_s_day(report, jobs):
    read = PdfReader(BytesIO(pdf_of(form_of(report))))

    assert read.metadata.title == "Biểu số liệu năm 2024 - Huyện Hải Hậu"
    assert read.metadata.author == "Hội Liên hiệp Phụ nữ huyện Hải Hậu"
    assert read.metadata.creation_date.date() == date(2024, 11, 29)


def test_there_is_room_to_sign(report, jobs, settings):
    settings.SAMPLE_DATABASE = False

    with pdfplumber.open(BytesIO(pdf_of(form_of(report, is_empty=True)))) as document:
        page = next(page for page in document.pages if "NGƯỜI LẬP BIỂU" in page.extract_text())
        signed_at = page.search("Ký, đóng dấu")[0]["bottom"]

        assert page.height - signed_at >= (30 + 20) * 72 / 25.4


@pytest.mark.parametrize("is_sample", [True, False])
def test_a_sample_says_so_on_every_page(forty, settings, is_sample):
    settings.SAMPLE_DATABASE = is_sample

    with pdfplumber.open(BytesIO(pdf_of(form_of(forty)))) as document:
        assert {"DỮ LIỆU MẪU" in page.extract_text() for page in document.pages} == {is_sample}


# --- To whom it is given ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("report-paper", "inline; filename*=utf-8''Bi%E1%BB%83u%20s%E1%BB%91%20li%E1%BB%87u%20n%C4%83m%202024"),
        ("report-paper-empty", "inline; filename*=utf-8''Bi%E1%BB%83u%20tr%E1%BB%91ng%20n%C4%83m%202024"),
    ],
)
def test_who_sees_a_report_prints_its_form(filled_report, hai_hau_officer, client, name, disposition):
    client.force_login(hai_hau_officer)

    response = client.get(reverse(f"reporting:{name}", args=[filled_report.pk]))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].startswith(disposition)
    assert "no-store" in response["Cache-Control"]
    assert "Huyện Hải Hậu" in PdfReader(BytesIO(response.content)).pages[0].extract_text()


def test_nobody_prints_another_unit_s_form(filled_report, y_yen_officer, client):
    client.force_login(y_yen_officer)

    assert client.get(reverse("reporting:report-paper", args=[filled_report.pk])).status_code == 404


def test_the_report_s_page_leads_to_both(filled_report, hai_hau_officer, client):
    client.force_login(hai_hau_officer)

    page = client.get(filled_report.get_absolute_url()).content.decode()

    assert f'href="{filled_report.get_absolute_url()}bieu.pdf"' in page
    assert f'href="{filled_report.get_absolute_url()}bieu-trong.pdf"' in page
