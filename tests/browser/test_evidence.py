"""Evidence by hand: two files for a figure and one for a section, as far as the check, the receipt and the reviewer."""

from datetime import date

import pytest
from playwright.sync_api import expect

from reporting.evidence import subjects_in
from reporting.models import Evidence
from reporting.questions import questions_of
from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE, WHAT_STICKS_OUT
from tests.portal import handed_in
from tests.reporting.proofs import page_of
from tests.year import HAI_HAU, WHOLE_YEAR, midway_through, posted, report_of

TODAY = date(2024, 11, 25)


@pytest.fixture
def midway(transactional_db, on_day):
    on_day(TODAY)
    return midway_through()


@pytest.fixture
def report(midway):
    return report_of(midway.whole, HAI_HAU)


@pytest.fixture
def papers(tmp_path):
    """A scan, a photograph and a Word file on somebody's desk."""
    contents = {
        "danh-sach.pdf": handed_in.PDF,
        "ảnh ra mắt.jpg": handed_in.picture("JPEG", size=(640, 480)),
        "bien-ban.docx": handed_in.word(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


def attach(page, subject, *files):
    page.get_by_label("Chứng minh cho").select_option(subject.address)
    page.get_by_label("Tệp minh chứng").set_input_files(files)
    page.get_by_role("button", name="Kèm tệp").click()
    page.get_by_text(f"Đã kèm {len(files)} tệp").wait_for()


@pytest.mark.parametrize("has_script", [True, False])
def test_files_go_from_the_desk_to_the_reviewer(has_script, midway, report, papers, sign_in, axe):
    _, group, *_ = subjects_in(questions_of(report))
    section, figure, *_ = group.subjects
    district = sign_in(midway.cast.heads[HAI_HAU], java_script_enabled=has_script)
    district.request.post(page_of(report, "report-fill"), form=_form(district, report))

    district.goto(page_of(report, cho=figure.address))
    attach(district, figure, *papers[:2])
    attach(district, section, papers[2])
    names = [paper.name for paper in papers]
    for name in names:
        expect(district.get_by_role("link", name=name)).to_be_visible()
    barriers = _found_by(axe, district, has_script)
    district.goto(page_of(report, "report-check"))
    row = district.locator("tr", has_text=figure.words).first
    expect(row.locator(".evidence-files li")).to_contain_text(names[:2])
    expect(district.get_by_role("link", name=names[2])).to_be_visible()
    barriers += _found_by(axe, district, has_script)
    district.get_by_role("button", name="Nộp báo cáo").click()
    expect(district.get_by_role("heading", level=1)).to_have_text("Biên nhận nộp báo cáo")

    digests = Evidence.objects.filter(report=report).order_by("pk").values_list("file__digest", flat=True)
    expect(district.locator(".receipt-files li")).to_contain_text([f"SHA-256: {digest}" for digest in digests])
    barriers += _found_by(axe, district, has_script)
    province = sign_in(midway.cast.reviewer)
    province.goto(page_of(report, "report-page"))
    with province.expect_download() as download:
        province.get_by_role("link", name=names[1]).click()
    assert download.value.suggested_filename == names[1]
    assert barriers == []


def _found_by(axe, page, has_script):
    """The checker itself is a script."""
    return found_by(axe, page) if has_script else []


def _form(page, report):
    """What the entry form sends, with the page's token."""
    page.goto("/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    fields = {name: str(text) for name, text in posted(report, WHOLE_YEAR[HAI_HAU]).items()}
    return {"csrfmiddlewaretoken": token, "shown": "{}", **fields}


def test_a_refused_file_is_told_at_the_top_and_a_file_goes_by_two_presses(midway, report, papers, sign_in, axe):
    page = sign_in(midway.cast.officers[HAI_HAU])
    page.goto(page_of(report))
    papers[0].write_bytes(b"<html></html>")
    page.get_by_label("Tệp minh chứng").set_input_files(papers[:2])
    page.get_by_role("button", name="Kèm tệp").click()
    page.wait_for_selector("[role=alert]")
    refused = page.title(), page.locator("[role=alert]").first.inner_text(), found_by(axe, page)

    page.get_by_label("Tệp minh chứng").set_input_files(papers[1])
    page.get_by_role("button", name="Kèm tệp").click()
    page.locator("summary", has_text="Gỡ").click()
    page.get_by_role("button", name="Gỡ tệp này").click()

    assert refused[0].startswith("Lỗi:")
    assert "danh-sach.pdf: Không nhận được loại tệp này." in refused[1]
    assert refused[2] == []
    expect(page.get_by_text("Đã gỡ tệp “ảnh ra mắt.jpg”.")).to_be_visible()
    expect(page.get_by_text("Báo cáo chưa có tệp minh chứng nào.")).to_be_visible()


def test_the_page_fits_a_phone(midway, sign_in):
    page = sign_in(midway.cast.heads["359"], viewport=PHONE, has_touch=True)
    page.goto(page_of(report_of(midway.whole, "359")))

    page.locator("summary", has_text="Gỡ").first.click()

    expect(page.get_by_role("button", name="Gỡ tệp này").first).to_be_visible()
    assert page.evaluate(WHAT_STICKS_OUT) == []
