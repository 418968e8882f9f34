import socket
import threading
import unicodedata
from io import BytesIO

import pdfplumber
import pytest
from PIL import ImageFile
from pypdf import PdfReader

from reporting.documents import pdf
from reporting.documents.content import province_report
from reporting.models import Revision
from tests.builders import make_report, make_unit
from tests.reporting.poppler import fonts_of, words_of
from tests.reporting.year_2024 import make_year_2024
from tests.rewriting import history_rewritten

MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
VOWELS = "aăâeêioôơuưy"
SMALL = sorted({unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in ["", *MARKS]} | {"đ"})
# Between two others: pdftotext takes letters that stand apart for one word, spaced out.
LETTERS = [f"H{letter}n" for letter in [*SMALL, *(letter.upper() for letter in SMALL)]]
POINTS_A_MM = 72 / 25.4


@pytest.fixture
def year(world):
    return make_year_2024(world)


@pytest.fixture
def printed(year, settings):
    settings.SAMPLE_DATABASE = False
    return pdf.pdf_of(province_report(year.plan, year.round))


def mm(points):
    return float(points) / POINTS_A_MM


def test_every_vietnamese_letter_comes_back_in_every_style():
    styles = ["{}", "<b>{}</b>", "<i>{}</i>", "<b><i>{}</i></b>"]
    html = "".join(f"<p>{style.format(' '.join(LETTERS))}</p>" for style in styles)

    written = pdf.print_pages(
        f'<!doctype html><html lang="vi"><title>Chữ</title><body>{html}', "p {font-family: Tinos}"
    )

    assert words_of(written).split() == LETTERS * 4
    assert fonts_of(written) == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}
    assert len(LETTERS) == 146
    assert unicodedata.is_normalized("NFC", "".join(LETTERS))


def test_a_letter_that_the_font_lacks_brings_no_other_font_in():
    written = pdf.print_pages(
        '<!doctype html><html lang="vi"><title>Chữ</title><p>Đạt ✓ 😀 一', "p {font-family: Tinos}"
    )

    assert fonts_of(written) == {"Tinos"}


def test_nothing_is_fetched_and_nothing_is_attached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = []
        threading.Thread(target=lambda: seen.append(server.accept()), daemon=True).start()
        there = f"http://127.0.0.1:{server.getsockname()[1]}"
        html = f"""<!doctype html><html lang="vi"><head><title>Lạ</title><base href="{there}/">
            <link rel="attachment" href="file:///etc/passwd"><link rel="stylesheet" href="{there}/a.css">
            <style>@import url({there}/b.css); p {{ background: url({there}/c.png) }}</style></head>
            <body><p>Chữ</p><img src="{there}/d.png"><img src="file:///etc/passwd"><object data="{there}/e.svg"></object>
            <svg><image href="{there}/f.png"/></svg><a rel="attachment" href="file:///etc/passwd">tệp</a></body></html>"""

        written = pdf.print_pages(html, f"@import url({there}/g.css); p {{ font-family: Tinos }}")

        assert seen == []
        assert not PdfReader(BytesIO(written)).attachments
        assert b"root:" not in written


def test_printing_leaves_it_to_others_what_a_whole_picture_is():
    pdf.print_pages('<!doctype html><html lang="vi"><title>Chữ</title><p>Chữ', "p {font-family: Tinos}")

    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_the_font_sheet_reaches_only_fonts(tmp_path, monkeypatch, settings):
    outside = tmp_path / "secret.ttf"
    outside.write_text("không phải phông chữ")
    fetcher = pdf._only_fonts()
    fonts = settings.DOCUMENT_FONTS

    for url in [outside.as_uri(), (fonts / "../../package.json").as_uri(), (fonts / "package.json").as_uri()]:
        with pytest.raises(ValueError, match="not one of our fonts"):
            fetcher.fetch(url)

    assert fetcher.fetch((fonts / "400Regular/Tinos_400Regular.ttf").as_uri()).read()[:4] == b"\x00\x01\x00\x00"


def test_what_people_wrote_is_printed_as_they_wrote_it(year, world):
    wrote = "<script>alert(1)</script> A & B < 5 {{ report }} {% now %} “Hội” 100 %"
    hai_hau = year.round.reports.get(unit=world.hai_hau)
    with history_rewritten(Revision):
        hai_hau.revisions.update(content={"figures": [], "narratives": [{"heading": "proposals", "text": wrote}]})

    written = pdf.pdf_of(province_report(year.plan, year.round))

    assert f"Huyện Hải Hậu: {wrote}" in words_of(written)


def test_the_same_report_gives_the_same_bytes(year, settings):
    report = province_report(year.plan, year.round)

    assert pdf.pdf_of(report) == pdf.pdf_of(report)


def test_the_file_says_what_it_is(printed):
    read = PdfReader(BytesIO(printed))

    assert read.metadata.title.startswith("Báo cáo Kết quả thực hiện Kế hoạch số 108/KH-BTV")
    assert read.metadata.creation_date.date().isoformat() == "2024-11-29"
    assert read.trailer["/Root"]["/Lang"] == "vi"
    assert b"<pdfaid:part>2</pdfaid:part>" in printed or "pdfaid:part" in read.xmp_metadata.stream.get_data().decode()
    assert [entry.title for entry in read.outline if not isinstance(entry, list)][:1] == ["BÁO CÁO"]


def test_the_text_runs_from_the_title_to_the_signature(printed):
    words = words_of(printed)

    marks = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO Kết quả thực hiện Kế hoạch số 108/KH-BTV",
        "Kính gửi:",
        "I. KẾT QUẢ THỰC HIỆN",
        "Đến ngày 29/11/2024, toàn tỉnh có 04 HTX mới thành lập, đạt 133,3 % chỉ tiêu năm 2024 (ít nhất 03 HTX)",
        "Kết quả so với chỉ tiêu",
        "II. MỨC ĐỘ ĐẦY ĐỦ CỦA SỐ LIỆU",
        "Đơn vị báo cáo: số liệu của 2/3 báo cáo đã được duyệt. Đã nộp, chưa được duyệt: Huyện Ý Yên.",
        "III. THUYẾT MINH CỦA CÁC ĐƠN VỊ",
        "Huyện Hải Hậu: Thiếu vốn; lãi suất > 8 % & thủ tục <kéo dài>.",
        "kính báo cáo Tỉnh ủy Nam Định, Ủy ban nhân dân tỉnh Nam Định./.",
        "Nơi nhận:",
        "Phụ lục I",
    ]
    places = [words.find(mark) for mark in marks]
    assert places == sorted(places)
    assert -1 not in places
    assert "TM. BAN THƯỜNG VỤ" in words
    assert unicodedata.is_normalized("NFC", words)
    assert fonts_of(printed) == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}


def test_a_draft_leaves_number_and_day_blank(printed):
    words = words_of(printed)

    assert "Số: /BC-BTV" in words
    assert "Nam Định, ngày tháng năm 2024" in words


def test_the_first_page_keeps_the_decree_s_margins_and_sizes(printed):
    with pdfplumber.open(BytesIO(printed)) as document:
        page = document.pages[0]
        chars = [char for char in page.chars if char["text"].strip()]
        sizes = {word: size_of(page, word) for word in ["CỘNG", "Độc", "Số:", "BÁO", "Kính", "KẾT"]}

        assert (round(mm(page.width)), round(mm(page.height))) == (210, 297)
        assert mm(min(char["x0"] for char in chars)) >= 29.9
        assert mm(page.width - max(char["x1"] for char in chars)) >= 14.5
        assert 20 <= mm(min(char["top"] for char in chars)) <= 25
        assert mm(page.height - max(char["bottom"] for char in chars)) >= 19.9
    assert sizes == {"CỘNG": 12, "Độc": 13, "Số:": 13, "BÁO": 14, "Kính": 14, "KẾT": 14}


def size_of(page, word):
    """The size in points of the first word that reads so."""
    return next(round(found["size"]) for found in page.extract_words(extra_attrs=["size"]) if found["text"] == word)


def test_pages_are_numbered_in_the_top_margin_but_the_first(year, world, settings):
    settings.SAMPLE_DATABASE = False
    for number in range(60):
        unit = make_unit(f"Huyện thứ {number}", code=f"9{number:02}", parent=world.nam_dinh)
        make_report(year.round, unit)

    written = pdf.pdf_of(province_report(year.plan, year.round))

    with pdfplumber.open(BytesIO(written)) as document:
        heads = [
            (page.width > page.height, page.crop((0, 0, page.width, 19 * POINTS_A_MM)).extract_text())
            for page in document.pages
        ]
    portrait = [number for landscape, number in heads if not landscape]
    landscape = [number for landscape, number in heads if landscape]
    assert portrait == ["", *map(str, range(2, len(portrait) + 1))]
    assert landscape == ["", *map(str, range(2, len(landscape) + 1))]
    assert len(landscape) > 1


def test_a_sample_says_so_on_every_page(year, settings):
    settings.SAMPLE_DATABASE = True

    written = pdf.pdf_of(province_report(year.plan, year.round))

    with pdfplumber.open(BytesIO(written)) as document:
        assert all("DỮ LIỆU MẪU" in page.extract_text() for page in document.pages)


def test_only_a_sample_is_marked(printed):
    assert "DỮ LIỆU MẪU" not in words_of(printed)
