"""A goal of a draft in a real browser: without scripts nothing is missing, with them its words follow what is typed."""

from datetime import date

import pytest

from tests.plans.goals_in_boxes import make_draft

NO_SCRIPTS = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def draft(transactional_db, world, province_administrator, on_day, tmp_path):
    """A plan being written in Nam Định."""
    on_day(date(2024, 5, 6))
    return make_draft(world, province_administrator, tmp_path)


def test_a_goal_with_a_new_indicator_is_written_without_scripts(draft, province_administrator, sign_in):
    page = sign_in(province_administrator, **NO_SCRIPTS)
    page.goto(f"/ke-hoach/ban-soan/{draft.pk}/them/chi-tieu/")
    page.get_by_label("Ở mục").select_option(label="I. MỤC TIÊU")
    page.get_by_label("Câu của văn bản, nguyên văn").fill("Mở 02 lớp khởi nghiệp")
    page.get_by_role("button", name="Tạo chỉ số mới").click()
    page.get_by_role("link", name="Số lượng").click()
    page.get_by_label("Tên chỉ số").fill("Lớp khởi nghiệp")
    page.get_by_label("Phát sinh trong năm").check()
    page.get_by_label("Đơn vị tính").fill("lớp")
    page.get_by_role("button", name="Ghi chỉ số").click()
    page.get_by_label("Ít nhất, tối thiểu").check()
    page.locator('[name="target1-span"]').select_option(label="Cộng dồn đến hết năm 2025")
    page.locator('[name="target1-value"]').fill("2")
    page.get_by_role("button", name="Thêm dòng, xem lại cách tính").click()
    told = page.locator("#cach-tinh").inner_text()
    page.get_by_role("button", name="Ghi chỉ tiêu").click()

    draft.refresh_from_db()
    assert "Ít nhất 02 lớp, cộng dồn 2024-2025" in told
    assert draft.content["goals"] == [
        {
            "code": "mo-02-lop-khoi-nghiep",
            "wording": "Mở 02 lớp khởi nghiệp",
            "indicator": "lop-khoi-nghiep",
            "comparator": "at_least",
            "section": "i",
            "targets": [{"cumulative": "2025", "value": "2"}],
        }
    ]


def test_the_words_follow_what_is_typed_and_enter_searches(draft, province_administrator, sign_in):
    page = sign_in(province_administrator, **PHONE)
    page.goto(f"/ke-hoach/ban-soan/{draft.pk}/them/chi-tieu/")

    page.get_by_label("Tìm chỉ số").fill("htx moi")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="HTX, THT mới thành lập").check()
    page.get_by_role("button", name="Dùng chỉ số đã đánh dấu").click()
    page.get_by_label("Trên: phải lớn hơn").check()
    page.locator('[name="target1-span"]').select_option("year:2024")
    page.locator('[name="target1-value"]').fill("500")

    page.locator("#cach-tinh", has_text="đạt khi trên 500 HTX, THT (đúng 500 là chưa đạt)").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    draft.refresh_from_db()
    assert draft.content["goals"] == []
