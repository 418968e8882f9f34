"""A task's way by hand: the district says how it stands, the province finds it on the board; by keyboard and on a phone."""

from datetime import date

import pytest

from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE, WHAT_STICKS_OUT
from tests.year import CODE, HAI_HAU, the_plan

TODAY = date(2024, 11, 25)


@pytest.fixture
def task(cast, on_day):
    on_day(TODAY)
    return the_plan().tasks.get(code="iii-2-5")


def test_a_district_states_its_task_and_the_province_finds_it(cast, task, sign_in, tmp_path):
    paper = tmp_path / "bao-cao-kiem-tra.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF")
    district = sign_in(cast.heads[HAI_HAU])
    district.get_by_role("link", name=task.wording[:40]).first.click()
    district.get_by_role("link", name="Ghi tình hình").click()
    district.get_by_label("Đã xong").check()
    district.get_by_label("Kết quả, ghi chú").fill("Đã kiểm tra 05 xã.")
    district.get_by_label("Tệp kèm theo").set_input_files(paper)
    district.get_by_role("button", name="Ghi tình hình").click()
    refused = district.inner_text("main")

    district.get_by_label("Xong ngày").fill("20/11/2024")
    district.get_by_label("Tệp kèm theo").set_input_files(paper)
    district.get_by_role("button", name="Ghi tình hình").click()

    assert "Ghi ngày hoàn thành nhiệm vụ." in refused
    assert "Đã ghi tình hình nhiệm vụ của Huyện Hải Hậu." in district.inner_text("main")
    province = sign_in(cast.reviewer)
    province.goto(f"/nhiem-vu/{CODE}/")
    assert "1/9 đơn vị xong" in province.inner_text("main")
    province.get_by_role("link", name=task.wording[:40]).first.click()
    with province.expect_download() as download:
        province.get_by_role("link", name=paper.name).first.click()
    assert download.value.suggested_filename == paper.name


def test_the_form_shuts_nobody_out_and_keeps_what_was_typed(cast, task, sign_in, axe):
    page = sign_in(cast.heads[HAI_HAU])
    page.goto(f"/nhiem-vu/viec/{task.pk}/")
    page.get_by_role("link", name="Ghi tình hình").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ghi/**")
    page.get_by_label("Không áp dụng").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Ghi tình hình").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")

    assert page.title().startswith("Lỗi:")
    assert page.get_by_label("Không áp dụng").is_checked()
    assert found_by(axe, page) == []


def test_the_board_fits_a_phone(cast, task, sign_in, axe):
    page = sign_in(cast.reviewer, viewport=PHONE, has_touch=True)

    found = {}
    for address in ("/nhiem-vu/", f"/nhiem-vu/{CODE}/", f"/nhiem-vu/{CODE}/?xem=co-quan", f"/nhiem-vu/viec/{task.pk}/"):
        page.goto(address)
        found[address] = page.evaluate(WHAT_STICKS_OUT), found_by(axe, page)

    assert {address: what for address, what in found.items() if what != ([], [])} == {}
