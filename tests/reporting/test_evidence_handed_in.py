"""I9 and I10: what people hand in as evidence is refused with its reason, or lies and goes out so that nothing in it can run."""

import re
from datetime import date

import pytest

from portal.models import StoredFile
from reporting.attaching import MOST_ON_ONE
from reporting.models import Evidence
from tests.portal import handed_in
from tests.reporting.proofs import another, attached, figure, hand_in, names, page_of, pdf, words

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PAGE = b"<html><script>alert(1)</script></html>"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path, on_day):
    on_day(date(2024, 11, 20))
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client


# --- I9: what people hand in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("anh.jpg", PAGE, "Không nhận được loại tệp này."),
        ("trang.pdf", PAGE + handed_in.PDF, "Không nhận được loại tệp này."),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Không nhận được loại tệp này."),
        ("bao-cao.pdf.exe", b"MZ\x90\x00", "Không nhận được loại tệp này."),
        ("eicar.pdf", EICAR, "Không nhận được loại tệp này."),
        ("rong.pdf", b"", "Tệp rỗng, không có nội dung."),
        ("dut.pdf", handed_in.PDF[:20], "Tệp PDF không trọn vẹn"),
        ("lon.pdf", handed_in.PDF + b"\0" * (20 * 1024 * 1024), "Tệp quá lớn."),
        ("nen.zip", handed_in.package({"a.txt": b"x"}), "Không nhận được tệp nén"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        ("macro.docx", handed_in.word(**{"word/vbaProject.bin": b"x"}), "Tệp có macro"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "",
)
def test_what_is_not_taken_is_named_with_the_reason(name, content, told, officer, report, jobs):
    answer = hand_in(officer, report, another("tot.pdf"), handed_in.uploaded(name, content))

    assert answer.status_code == 422
    assert re.search(f"Tệp minh chứng: {re.escape(name)}: .*{re.escape(told)}", words(answer))
    assert (names(), StoredFile.objects.count()) == ([], 0)


def test_a_huge_picture_is_refused_before_it_is_unpacked(officer, report, jobs):
    head = handed_in.picture("PNG")[:16] + (100_000).to_bytes(4, "big") * 2
    huge = head + handed_in.picture("PNG")[24:]

    answer = hand_in(officer, report, handed_in.uploaded("lon.png", huge))

    assert "lon.png: " in words(answer)
    assert names() == []


def test_a_polyglot_goes_out_as_what_it_is_taken_for(officer, report, jobs):
    polyglot = handed_in.PDF.replace(b"%%EOF", PAGE + b"\n%%EOF")

    hand_in(officer, report, handed_in.uploaded("trang.html.pdf", polyglot))
    answer = officer.get(Evidence.objects.get().get_absolute_url())

    assert b"".join(answer.streaming_content) == polyglot
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert {name: answer.headers[name] for name in headers} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="trang.html.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    }


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        (r"..\..\x.pdf", "x.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("anh\u202efdp.exe", "anhfdp.exe.pdf"),
        ("CON", "tep-CON.pdf"),
        ("a%0D%0ASet-Cookie: x.pdf", "a%0D%0ASet-Cookie- x.pdf"),
        ("Kế hoạch “năm”.pdf", "Kế hoạch “năm”.pdf"),
    ],
)
def test_a_name_is_cleaned_and_the_file_lies_under_a_name_of_chance(sent, kept, officer, report, jobs):
    body = (
        b'--xx\r\nContent-Disposition: form-data; name="about"\r\n\r\nca-bao-cao\r\n'
        b'--xx\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
        b"Content-Type: text/html\r\n\r\n%s\r\n--xx--\r\n" % (sent.encode(), handed_in.PDF)
    )

    officer.post(page_of(report), body, content_type="multipart/form-data; boundary=xx")

    assert names() == [kept]
    assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}", StoredFile.objects.get().content.name)


# --- I10: too many ----------------------------------------------------------------------------------------------------


def test_two_hundred_files_in_one_go_get_a_page_that_says_so(officer, report, jobs):
    answer = hand_in(officer, report, *[pdf(f"{number}.pdf") for number in range(200)])

    assert answer.status_code == 413
    assert "Dữ liệu gửi lên quá lớn" in words(answer)
    assert names() == []


@pytest.mark.parametrize(("count", "status"), [(MOST_ON_ONE, 200), (MOST_ON_ONE + 1, 422)])
def test_so_many_files_at_a_time(count, status, officer, report, jobs):
    answer = hand_in(officer, report, *[another() for _ in range(count)])

    assert (answer.status_code, len(names())) == (status, count if status == 200 else 0)
    assert ("Mỗi lần gửi tối đa 5 tệp." in words(answer)) == (status == 422)


def test_one_too_many_on_a_figure_is_told(officer, report, jobs, hai_hau_officer):
    attached(report, *[another() for _ in range(MOST_ON_ONE)], by=hai_hau_officer, to=figure(jobs))

    answer = hand_in(officer, report, another(), about=f"q{jobs.pk}")

    assert answer.status_code == 422
    assert "“Việc làm mới” đã có 5 tệp." in words(answer)
    assert answer.content.decode().count("<title>Lỗi: ") == 1
