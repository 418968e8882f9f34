"""The pages of reorganisations: written, looked at, carried out and undone in the browser, in Vietnamese."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from plans.choices import Period, ReorganisationState, Role
from plans.models import Reorganisation, Seat, Unit
from reporting.models import Report
from tests.builders import accept_report, frozen, make_seat, make_unit, make_user
from tests.reorganised import carried_out, written
from tests.reporting.autumn_2024 import OCTOBER, admin, founded, half, plan, province, year
from tests.test_pages import leaks_of

pytestmark = pytest.mark.django_db

__all__ = ["admin", "founded", "half", "plan", "province", "year"]

HEAD = {"name": "Sắp xếp huyện năm 2024", "decision": "1/NQ-UBTVQH", "effective_on": "01/10/2024"}


@pytest.fixture
def browser(half, year, admin, on_day):
    on_day(date(2024, 9, 20))
    client = Client()
    client.force_login(admin)
    return client


def rows_of(*lines):
    """The boxes of the lines as a browser posts them."""
    names = ("predecessor", "successor", "new_code", "new_name")
    return {
        f"dong{number}-{name}": cell
        for number, line in enumerate(lines, start=1)
        for name, cell in zip(names, (*line, "", "", "")[:4], strict=True)
    }


def posted(browser, *lines, address=None, **more):
    return browser.post(address or reverse("reporting:reorganisation-new"), {**HEAD, **rows_of(*lines), **more})


def page_of(reorganisation, name="reorganisation-page"):
    return reverse(f"reporting:{name}", args=[reorganisation.pk])


def pressed(browser, reorganisation, name, **fields):
    answer = browser.post(page_of(reorganisation, name), fields)
    reorganisation.refresh_from_db()
    return answer


def seen_on(answer):
    return answer.context["seen"]


def test_a_draft_is_written_looked_at_carried_out_and_undone(browser, province, y_yen_officer):
    answer = posted(browser, ("360", "Huyện Hải Hậu"), ("", ""))
    draft = Reorganisation.objects.get()
    assert answer.url == page_of(draft)

    preview = browser.get(page_of(draft))
    html = preview.content.decode()
    assert "Cộng lại không đổi" in html
    assert "Nhập lại: Huyện Ý Yên, Huyện Hải Hậu → Huyện Hải Hậu" in html
    assert Unit.objects.get(pk=province.y_yen.pk).valid_to is None
    assert leaks_of(html) == set()

    pressed(browser, draft, "reorganisation-confirm", seen=seen_on(preview), closing_last_day="20/10/2024")
    done = browser.get(page_of(draft)).content.decode()
    assert (draft.state, Unit.objects.get(pk=province.y_yen.pk).valid_to) == (
        ReorganisationState.CONFIRMED,
        date(2024, 9, 30),
    )
    closing = Report.objects.get(unit=province.y_yen, round__period=Period.CLOSING)
    assert f'<a href="{closing.get_absolute_url()}">Huyện Ý Yên: Kết thúc hoạt động, chốt 30/09/2024</a>' in done
    assert browser.get(closing.get_absolute_url()).status_code == 200
    assert leaks_of(done) == set()

    pressed(browser, draft, "reorganisation-undo", reason="Nghị quyết chưa có hiệu lực.")
    back = browser.get(page_of(draft)).content.decode()
    assert draft.state == ReorganisationState.UNDONE
    assert "Nghị quyết chưa có hiệu lực." in back
    assert leaks_of(back) == set()


def test_mistakes_are_told_by_the_box_and_what_was_typed_stays(browser, province):
    answer = posted(browser, ("360", "999"), ("Huyện Không Có", "366"), effective_on="hôm nào")
    html = answer.content.decode()
    assert (answer.status_code, Reorganisation.objects.count()) == (422, 0)
    assert 'value="Huyện Không Có"' in html

    answer = posted(browser, ("360", "999"), ("Huyện Không Có", "366"))
    html = answer.content.decode()
    assert (
        "Dòng 1, vào đơn vị đang có: Ngày 01/10/2024 trong tỉnh không có đơn vị “999”. Gõ mã hoặc tên đầy đủ." in html
    )
    assert 'href="#id_dong2-predecessor"' in html
    assert leaks_of(html) == set()


def test_a_list_is_pasted_and_sent_as_a_file(browser, province):
    posted(browser, pasted="360\t366\n", list_file=SimpleUploadedFile("ds.csv", "356;;367;Huyện Mới\n".encode()))

    draft = Reorganisation.objects.get()
    lines = draft.lines.order_by("order").values_list("predecessor__code", "successor__code", "new_code", "new_name")
    assert list(lines) == [("360", "366", "", ""), ("356", None, "367", "Huyện Mới")]


def test_a_paste_of_five_megabytes_and_a_file_that_is_none_are_refused(browser, province):
    answer = posted(browser, pasted="360\t366\n" * 40_000, list_file=SimpleUploadedFile("ds.xlsx", b"PK\x03\x04rac"))

    html = answer.content.decode()
    assert (answer.status_code, Reorganisation.objects.count()) == (422, 0)
    assert "dài hơn 300 nghìn chữ" in html
    assert "không phải sổ tính Excel" in html


def test_a_long_draft_is_edited_as_a_list(browser, province, admin):
    units = [make_unit(f"Huyện {number}", parent=province.nam_dinh, code=f"{number}") for number in range(400, 470)]
    draft = written(province.nam_dinh, OCTOBER, *((unit, province.city) for unit in units), by=admin)

    html = browser.get(page_of(draft, "reorganisation-edit")).content.decode()
    assert "400 Huyện 400\t356 Thành phố Nam Định" in html

    pasted = "\n".join(f"{unit.code}\t356" for unit in units[:65])
    posted(browser, address=page_of(draft, "reorganisation-edit"), pasted=pasted)
    assert draft.lines.count() == 65


def test_what_cannot_be_is_told_on_the_preview_and_refused(browser, province, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    seen = seen_on(browser.get(page_of(draft)))
    Unit.objects.filter(pk=province.y_yen.pk).update(valid_to=date(2024, 9, 30))

    html = browser.get(page_of(draft)).content.decode()
    assert "“Huyện Ý Yên” đã kết thúc ngày 30/09/2024 trong lần sắp xếp khác." in html
    answer = pressed(browser, draft, "reorganisation-confirm", seen=seen, closing_last_day="20/10/2024")

    assert (answer.status_code, draft.state) == (422, ReorganisationState.DRAFT)


def test_who_looked_at_another_draft_confirms_nothing(browser, province, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    seen = seen_on(browser.get(page_of(draft)))
    written(province.nam_dinh, OCTOBER, (province.y_yen, province.city), by=admin, draft=draft)

    answer = pressed(browser, draft, "reorganisation-confirm", seen=seen, closing_last_day="20/10/2024")

    assert (answer.status_code, draft.state) == (422, ReorganisationState.DRAFT)
    assert "Bản soạn đã thay đổi" in answer.content.decode()


def test_a_day_that_is_none_keeps_the_form_open(browser, province, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    seen = seen_on(browser.get(page_of(draft)))

    answer = pressed(browser, draft, "reorganisation-confirm", seen=seen, closing_last_day="31/2/2024")

    html = answer.content.decode()
    assert (answer.status_code, draft.state) == (422, ReorganisationState.DRAFT)
    assert "Không có ngày 31/02/2024 trong lịch." in html
    assert '<details class="confirm" open>' in html


def test_undoing_says_why_not(browser, province, year, founded, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    accept_report(year, province.hai_hau, frozen(founded, 9))

    html = browser.get(page_of(done)).content.decode()
    answer = pressed(browser, done, "reorganisation-undo", reason="Nhầm.")

    assert "Không hủy được nữa vì sau sắp xếp đã có báo cáo được nộp" in html
    assert "Lý do hủy" not in html
    assert (answer.status_code, done.state) == (422, ReorganisationState.CONFIRMED)


def test_undoing_needs_a_reason(browser, province, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    answer = pressed(browser, done, "reorganisation-undo", reason=" ")

    assert (answer.status_code, done.state) == (422, ReorganisationState.CONFIRMED)
    assert "Ghi lý do hủy." in answer.content.decode()


def test_people_of_a_split_unit_are_given_seats(browser, province, y_yen_officer, admin):
    done = carried_out(
        province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), (province.y_yen, province.city), by=admin
    )
    html = browser.get(page_of(done)).content.decode()
    assert "Phạm Thị Mai làm tiếp ở" in html
    seat = Seat.objects.get(user=y_yen_officer)

    pressed(browser, done, "reorganisation-seat", seat=seat.pk, unit=province.city.pk)

    assert Seat.objects.get(user=y_yen_officer, valid_to=None).unit == province.city
    assert "làm tiếp ở" not in browser.get(page_of(done)).content.decode()


def test_a_seat_without_a_unit_is_told(browser, province, y_yen_officer, admin):
    done = carried_out(
        province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), (province.y_yen, province.city), by=admin
    )

    answer = browser.post(page_of(done, "reorganisation-seat"), {"seat": "x", "unit": province.my_loc.pk}, follow=True)

    assert "Chọn đơn vị mà người này làm tiếp." in answer.content.decode()


def test_the_template_has_the_provinces_units(browser, province):
    answer = browser.get(reverse("reporting:reorganisation-template"))

    workbook = load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in workbook["Danh sách"][1]] == [
        "Đơn vị cũ",
        "Vào đơn vị đang có",
        "Mã đơn vị mới",
        "Tên đơn vị mới",
    ]
    assert list(workbook["Đơn vị"].iter_rows(min_row=2, values_only=True)) == [
        ("356", "Thành phố Nam Định"),
        ("360", "Huyện Ý Yên"),
        ("366", "Huyện Hải Hậu"),
    ]


def test_an_administrator_above_a_province_has_nothing_to_write(world, on_day):
    on_day(date(2024, 9, 20))
    user = make_user("tw-quan-tri")
    make_seat(user, Role.ADMINISTRATOR, unit=world.country)
    client = Client()
    client.force_login(user)

    assert client.get(reverse("reporting:reorganisation-new")).status_code == 403
    assert client.get(reverse("reporting:reorganisation-list")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(count, browser, province, admin, django_assert_num_queries):
    for _ in range(count):
        written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    browser.get(reverse("reporting:reorganisation-list"))

    with django_assert_num_queries(9):
        answer = browser.get(reverse("reporting:reorganisation-list"))

    assert answer.content.decode().count("Sắp xếp đơn vị</a>") == count
    assert leaks_of(answer.content.decode()) == set()
