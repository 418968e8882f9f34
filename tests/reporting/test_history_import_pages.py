"""The page on which old figures are checked, previewed and taken in; and the command."""

from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from plans.choices import Role
from reporting.models import Report, Round
from tests.builders import make_seat
from tests.reporting.old_figures import HEAD, line, make_old_year
from tests.test_pages import leaks_of

pytestmark = pytest.mark.django_db
PAGE = "/nhap-so-lieu-cu/"


@pytest.fixture
def plan(world, on_day):
    on_day(date(2026, 11, 22))
    return make_old_year(world)


@pytest.fixture
def by(world, province_administrator, client):
    make_seat(province_administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)
    client.force_login(province_administrator)
    return province_administrator


def csv(*lines):
    return SimpleUploadedFile("so-lieu.csv", "\n".join([HEAD, *lines]).encode())


def carried_in(answer):
    return answer.context["form"].initial["rows"]


def test_a_file_is_previewed_and_then_taken_in(plan, by, client):
    preview = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="3"))})
    html = preview.content.decode()

    assert (preview.status_code, leaks_of(html), Round.objects.count()) == (200, set(), 0)
    assert ("Năm 2024" in html, "(sẽ mở)" in html, "Nhập 1 báo cáo" in html) == (True, True, True)

    answer = client.post(f"{PAGE}ghi/", {"rows": carried_in(preview)}, follow=True)

    assert "Đã nhập 1 báo cáo của 1 kỳ" in answer.content.decode()
    assert Report.objects.get(is_imported=True).unit.code == "366"
    again = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="3"))})
    assert "không có gì thay đổi" in again.content.decode()


def test_a_changed_number_is_shown_before_it_is_taken(plan, by, client):
    first = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="3"))})
    client.post(f"{PAGE}ghi/", {"rows": carried_in(first)})

    preview = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="4"))})

    (change,) = preview.context["changes"]
    assert (change.reporter, change.indicator, change.was, change.is_) == ("Huyện Hải Hậu", "viec-lam", "3", "4")


def test_every_mistake_stands_on_the_page(plan, by, client):
    answer = client.post(
        PAGE, {"file": csv(line("nam-2024", "999", "viec-lam", value="3"), line("x", "366", "hoi", value="0"))}
    )
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "Tệp có 2 chỗ phải sửa, chưa nhập gì" in html
    assert "Dòng 2, cột “unit_code”" in html
    assert "Dòng 3, cột “round”" in html
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "Tệp rỗng"),
        ("a.csv", b"\xff\xfe\x00", "không phải bảng mã UTF-8"),
        ("a.xlsx", b"PK\x03\x04", "không phải sổ tính Excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(plan, by, client, name, content, said):
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, content)})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_file_of_more_words_than_a_form_carries_is_told(plan, by, client, monkeypatch):
    monkeypatch.setattr("reporting.forms.history_import.LARGEST_CARRIED", 10)

    answer = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="3"))})

    assert (answer.status_code, "quá nhiều chữ" in answer.content.decode()) == (422, True)


def test_no_file_is_told(plan, by, client):
    assert client.post(PAGE, {}).status_code == 422


@pytest.mark.parametrize("rows", ["", "made:up:rows"])
def test_rows_that_nobody_previewed_are_not_taken(plan, by, client, rows):
    answer = client.post(f"{PAGE}ghi/", {"rows": rows}, follow=True)

    assert "Chọn lại tệp." in answer.content.decode()
    assert Round.objects.count() == 0


def test_what_was_filed_between_preview_and_press_is_told(plan, by, client, world):
    first = client.post(PAGE, {"file": csv(line("nam-2024", "360", "viec-lam", value="3"))})
    client.post(f"{PAGE}ghi/", {"rows": carried_in(first)})
    preview = client.post(PAGE, {"file": csv(line("nam-2024", "366", "viec-lam", value="3"))})
    Report.objects.filter(unit=world.hai_hau).update(version=1)

    answer = client.post(f"{PAGE}ghi/", {"rows": carried_in(preview)})

    assert (answer.status_code, "đã có trên cổng" in answer.content.decode()) == (422, True)


def test_the_template_is_a_workbook(plan, by, client):
    answer = client.get(reverse("reporting:history-template", args=[plan.code]))

    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="so-lieu-cu-nam-dinh-108-2024.xlsx"'


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "so-lieu.csv"
    path.write_text("\n".join([HEAD, line("nam-2024", "366", "viec-lam", value="3")]), encoding="utf-8-sig")
    return path


def told(*args, **options):
    out, err = StringIO(), StringIO()
    call_command("import_history", *args, stdout=out, stderr=err, **options)
    return out.getvalue()


def test_the_command_takes_a_file_in_and_tells_what_it_did(plan, by, file):
    assert told(file, by=by.username) == (
        "Năm 2024 (chốt 29/11/2024): 1 báo cáo mới, 0 thay đổi, 0 giữ nguyên\n"
        "Đã ghi 1 báo cáo; tệp có 1 số liệu của 1 báo cáo.\n"
    )
    assert told(file, plan=plan.code).endswith("Đã ghi 0 báo cáo; tệp có 1 số liệu của 1 báo cáo.\n")


def test_the_command_can_only_look(plan, by, file):
    assert "Sẽ ghi 1 báo cáo" in told(file, dry_run=True)
    assert Round.objects.count() == 0


def test_the_command_tells_every_mistake_and_fails(plan, by, file, capsys):
    file.write_text(
        "\n".join([HEAD, line("nam-2024", "1", "viec-lam", value="3"), line("nam-2024", "2", "hoi", value="0")]),
        encoding="utf-8",
    )

    with pytest.raises(CommandError, match="tệp có 2 chỗ phải sửa"):
        call_command("import_history", file, by=by.username)

    assert capsys.readouterr().err.count("Dòng ") == 2


@pytest.mark.parametrize(
    ("options", "said"), [({"by": "ai-do"}, "Không có tài khoản"), ({"plan": "khac"}, "Không có kế hoạch nào mang mã")]
)
def test_the_command_says_whom_it_does_not_know(plan, by, file, options, said):
    with pytest.raises(CommandError, match=said):
        told(file, **options)


def test_the_command_wants_a_name_where_nobody_administers(plan, file):
    with pytest.raises(CommandError, match="--by"):
        told(file)


def test_a_file_that_is_not_there_is_told(plan, by, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        told(tmp_path / "khong-co.csv")
