"""Sharing targets out by hand: on the grid with keys and a paste, on a phone, and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import expect

from plans.models import AllotmentSheet, Target
from tests.year import CODE, the_plan

PHONE = {"width": 360, "height": 740}
NO_SCRIPTS = {"java_script_enabled": False}
PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def january(cast, on_day):
    """The year's plan is loaded, nothing is allotted yet."""
    on_day(date(2024, 3, 4))
    return cast


def begin_sheet(page):
    """From the plan's page to an empty grid."""
    page.goto(f"/ke-hoach/{CODE}/")
    page.get_by_role("link", name="Giao chỉ tiêu").click()
    page.get_by_role("link", name="Lập bảng mới").click()
    page.get_by_role("button", name="Lập bảng").click()


def box(page, row, name):
    """The box of a unit (by its place) under a goal."""
    place = page.locator("#luoi thead th").filter(has_text=name).evaluate("head => head.cellIndex")
    return page.locator("#luoi tbody tr").nth(row).locator(f"td:nth-child({place + 1}) input")


def foot(page, line, name):
    place = page.locator("#luoi thead th").filter(has_text=name).evaluate("head => head.cellIndex")
    return page.locator(f'#luoi tfoot [data-foot="{line}"] > :nth-child({place + 1})')


def saved():
    return AllotmentSheet.objects.get().cells


def test_a_year_is_shared_out_typed_pasted_and_published(january, sign_in):
    page = sign_in(january.administrator)
    begin_sheet(page)

    box(page, 0, "việc làm mới").click()
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    page.keyboard.type("một")
    expect(foot(page, "gap", "việc làm mới")).to_have_text("thiếu 30 người")
    page.get_by_role("button", name="Ghi bảng").click()
    expect(page.locator(".error-summary")).to_contain_text("“một”")
    expect(box(page, 0, "việc làm mới")).to_have_value("40")
    nothing = saved()

    box(page, 1, "việc làm mới").click()
    page.evaluate(PASTE, "20\n5\n5\n")
    expect(page.get_by_role("dialog")).to_contain_text("3 ô sẽ đổi")
    page.get_by_role("button", name="Dán vào bảng").click()
    expect(foot(page, "gap", "việc làm mới")).to_have_text("đủ")
    page.get_by_role("button", name="Ghi bảng").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã ghi bảng.")

    page.get_by_role("link", name="Giao chỉ tiêu…").click()
    page.get_by_label("Theo văn bản").fill("QĐ 21/QĐ-BTV ngày 04/3/2024")
    page.get_by_label("Lý do, căn cứ").fill("Giao năm 2024")
    page.get_by_role("button", name="Giao chỉ tiêu cho đơn vị").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã giao 1 chỉ tiêu cho 4 đơn vị.")

    targets = Target.objects.filter(goal__plan=the_plan(), unit__isnull=False).order_by("unit__code")
    assert nothing == {}
    assert [target.versions.get().value for target in targets] == [40, 20, 5, 5]


def test_leaving_with_numbers_that_are_not_saved_asks_first(january, sign_in):
    page = sign_in(january.administrator)
    begin_sheet(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    box(page, 0, "việc làm mới").click()
    page.keyboard.type("4")
    page.get_by_role("link", name="Dán từ Excel").click()

    page.wait_for_url("**/dan/")
    assert asked == ["beforeunload"]


def test_on_a_phone_one_goal_at_a_time(january, sign_in):
    page = sign_in(january.administrator, viewport=PHONE, has_touch=True)
    begin_sheet(page)
    expect(page.locator("#luoi")).to_be_hidden()

    page.locator("tbody").get_by_role("link", name="việc làm mới").click()
    page.get_by_role("button", name="Chia đều").click()

    expect(page.locator("#thong-bao")).to_contain_text("Đã chia đều")
    assert set(next(iter(saved().values())).values()) == {"7"}
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_scripts_a_goal_is_shared_by_weight_and_corrected(january, sign_in):
    page = sign_in(january.administrator, **NO_SCRIPTS)
    begin_sheet(page)
    page.locator("#luoi").get_by_role("link", name="việc làm mới").click()

    page.get_by_label("Trọng số của Thành phố Nam Định").fill("3")
    page.get_by_label("Trọng số của Huyện Hải Hậu").fill("4")
    page.get_by_role("button", name="Chia theo trọng số").click()
    shared = saved()
    page.get_by_label("Huyện Hải Hậu", exact=True).fill("41")
    page.get_by_role("button", name="Ghi các số").click()
    expect(page.locator('[data-foot="gap"]')).to_contain_text("thừa 1 người")

    assert sorted(next(iter(shared.values())).values()) == ["0"] * 8 + ["30", "40"]
    assert sorted(next(iter(saved().values())).values()) == ["0"] * 8 + ["30", "41"]
