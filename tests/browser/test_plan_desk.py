"""A plan written at the desk, from an empty page to published, with a slip on the way; then amended by a decision."""

from datetime import date

import pytest

from plans.models import Plan, PlanVersion

SHORT_TITLE = "Kế hoạch hỗ trợ HTX năm 2025"
WORDING = "Thành lập mới ít nhất 05 HTX do phụ nữ quản lý."


@pytest.fixture
def desk(cast, on_day, sign_in):
    """The desk of Nam Định's administrator, at the end of 2024."""
    on_day(date(2024, 12, 2))
    page = sign_in(cast.administrator)
    page.get_by_role("navigation", name="Chức năng chính").get_by_role("link", name="Bàn kế hoạch").click()
    return page


def test_a_plan_is_written_published_and_amended(desk):
    begin(desk)
    write_frame(desk)
    add_phase_with_a_slip(desk)
    add_section(desk)
    add_goal(desk)
    add_duty(desk)
    follow_the_mistake_and_mend_it(desk)
    publish(desk)
    assert SHORT_TITLE in desk.get_by_role("heading", level=1).inner_text()
    assert WORDING in desk.inner_text("main")

    amend(desk)

    plan = Plan.objects.get(short_title=SHORT_TITLE)
    assert (plan.signer_name, plan.goals.count(), plan.duties.count()) == ("Trần Thị Bình", 1, 1)
    assert list(PlanVersion.objects.filter(plan=plan).values_list("number", "kind", "decision")) == [
        (1, "first", ""),
        (2, "adjustment", "Quyết định số 15/QĐ-BTV ngày 02/12/2024"),
    ]


def begin(page):
    page.get_by_role("link", name="Soạn kế hoạch mới").click()
    page.get_by_label("Tên gọi ngắn của kế hoạch").fill(SHORT_TITLE)
    page.get_by_role("button", name="Bắt đầu soạn").click()
    assert "chỗ phải sửa trước khi công bố" in page.inner_text("main")


def write_frame(page):
    """With a day that does not exist: it stays in its box until it is mended."""
    page.get_by_role("link", name="Phần đầu và phần ký").click()
    page.get_by_label("Số, ký hiệu").fill("12/KH-BTV")
    page.get_by_label("Ngày ký").fill("31/11/2024")
    page.get_by_label("Trích yếu, nguyên văn").fill("Hỗ trợ hợp tác xã do phụ nữ quản lý năm 2025")
    page.get_by_label("Phạm vi").select_option(label="Tỉnh Nam Định (đến 30/06/2025)")
    page.get_by_label("Các năm của kế hoạch").fill("2025")
    page.get_by_label("Cơ quan ban hành").select_option(label="Hội Liên hiệp Phụ nữ tỉnh Nam Định")
    page.get_by_label("Họ tên người ký").fill("Nguyễn Thị An")
    save(page)
    assert page.title().startswith("Lỗi:")
    assert "Không có ngày 31/11/2024 trong lịch." in page.inner_text("main")
    assert page.get_by_label("Ngày ký").input_value() == "31/11/2024"
    page.get_by_label("Ngày ký").fill("30/11/2024")
    save(page)


def add_phase_with_a_slip(page):
    """Its year is not the plan's: nothing stops the writing, but it is told before the plan is published."""
    add_to(page, "Giai đoạn", "Thêm giai đoạn")
    page.get_by_label("Tên giai đoạn").fill("Năm 2025")
    page.get_by_label("Các năm").fill("2026")
    save(page)
    home(page)


def add_section(page):
    add_to(page, "Các mục", "Thêm mục")
    page.get_by_label("Số thứ tự như in").fill("I.")
    page.get_by_label("Tiêu đề, nguyên văn").fill("CHỈ TIÊU")
    page.get_by_label("Nội dung, nguyên văn").fill(WORDING)
    save(page)
    home(page)


def add_goal(page):
    add_to(page, "Chỉ tiêu", "Thêm chỉ tiêu")
    page.get_by_label("Ở mục").select_option(label="I. CHỈ TIÊU")
    page.get_by_label("Câu của văn bản, nguyên văn").fill(WORDING)
    page.get_by_label("Tìm chỉ số").fill("htx tht moi")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("radiogroup", name="Chỉ số tìm thấy").get_by_role("radio").first.check()
    page.get_by_role("button", name="Dùng chỉ số đã đánh dấu").click()
    page.get_by_label("Ít nhất, tối thiểu").check()
    page.locator('[name="target1-span"]').select_option("year:2025")
    page.locator('[name="target1-value"]').fill("5")
    page.get_by_role("button", name="Ghi chỉ tiêu").click()
    home(page)


def add_duty(page):
    add_to(page, "Chế độ báo cáo", "Thêm chế độ báo cáo")
    page.get_by_label("Câu của văn bản, nguyên văn").fill("Các huyện báo cáo trước ngày 30/11.")
    page.get_by_label("Ai báo cáo").select_option(label="đơn vị báo cáo")
    page.get_by_label("Kính gửi", exact=True).or_(page.get_by_label("Kính gửi*")).first.select_option(
        label="Hội Liên hiệp Phụ nữ tỉnh Nam Định"
    )
    page.get_by_label("Hạn, kỳ năm").select_option(label="trước ngày")
    page.get_by_label("Ngày/tháng, kỳ năm").fill("30/11")
    save(page)
    home(page)


def follow_the_mistake_and_mend_it(page):
    page.get_by_role("link", name="Năm 2025: 2026 nằm ngoài các năm của kế hoạch (2025).").click()
    assert "2026 nằm ngoài các năm của kế hoạch (2025)." in page.inner_text("form.draft-form")
    page.get_by_label("Các năm").fill("2025")
    save(page)
    home(page)
    assert "Không còn chỗ nào phải sửa." in page.inner_text("main")


def publish(page):
    page.get_by_role("link", name="Xem trước và công bố").click()
    page.locator("summary", has_text="Công bố").click()
    page.get_by_role("button", name="Công bố").click()
    assert f"Đã công bố {SHORT_TITLE}." in page.inner_text("main")


def amend(page):
    page.get_by_role("navigation", name="Chức năng chính").get_by_role("link", name="Bàn kế hoạch").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=SHORT_TITLE))
    card.get_by_role("button", name="Sửa theo văn bản điều chỉnh").click()
    page.get_by_role("link", name="Phần đầu và phần ký").click()
    page.get_by_label("Họ tên người ký").fill("Trần Thị Bình")
    save(page)
    page.get_by_role("link", name="Văn bản điều chỉnh và bản ký").click()
    page.get_by_label("Văn bản điều chỉnh").fill("Quyết định số 15/QĐ-BTV ngày 02/12/2024")
    page.get_by_label("Áp dụng từ ngày").fill("02/12/2024")
    page.get_by_label("Lý do").fill("Thay người ký.")
    save(page)
    page.get_by_role("link", name="Xem trước và công bố").click()
    assert "Trần Thị Bình" in page.inner_text(".difference")
    page.locator("summary", has_text="Công bố").click()
    page.get_by_role("button", name="Công bố").click()
    assert f"Đã công bố {SHORT_TITLE}." in page.inner_text("main")


def add_to(page, part, button):
    page.get_by_role("link", name=part, exact=True).click()
    page.get_by_role("link", name=button).first.click()


def save(page):
    page.get_by_role("button", name="Ghi vào bản soạn").click()


def home(page):
    page.get_by_role("link", name="Về trang chính của bản soạn").click()
