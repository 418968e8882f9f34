"""Two people in one report, what a page that is left open is told, and the buttons at the form's foot."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.choices import Role
from portal import clock
from reporting.answers import ANSWER, DENOMINATOR, NUMERATOR
from reporting.choices import FigureKind, ReportState
from reporting.filling import Typed, write_answers
from reporting.models import Report
from reporting.prefilling import nothing_arose
from reporting.questions import asked_of
from tests.browser.entry_world import (
    box,
    opened,
    saved_words,
    stored_texts,
    type_into,
    wait_until_saved,
)
from tests.builders import make_seat, make_user


@pytest.fixture
def colleague(entry, world, sign_in):
    user = make_user("hai-hau-nhap-2", "Vũ Thị Tâm")
    make_seat(user, Role.OFFICER, unit=world.hai_hau)
    return opened(sign_in(user), entry)


@pytest.mark.parametrize(("choice", "kept"), [("Giữ của Vũ Thị Tâm", "9"), ("Dùng của tôi", "7")])
def test_the_second_of_two_sees_both_numbers_and_chooses(page, colleague, entry, choice, kept):
    type_into(colleague, entry.boxes.jobs, "9")
    wait_until_saved(colleague)

    type_into(page, entry.boxes.jobs, "7")
    asked = page.locator("[data-conflict]")
    expect(asked).to_contain_text("Vũ Thị Tâm và bạn cùng sửa dòng này")
    assert asked.locator("tbody tr").all_inner_texts() == ["Đến ngày 29/11/2024\t9\t7"]
    assert stored_texts(entry.report) == {entry.boxes.jobs: "9"}

    asked.get_by_role("button", name=choice).click()
    wait_until_saved(page)

    expect(page.locator("[data-conflict]")).to_have_count(0)
    expect(saved_words(page)).not_to_contain_text("hai người cùng sửa")
    assert box(page, entry.boxes.jobs).input_value() == kept
    assert stored_texts(entry.report) == {entry.boxes.jobs: kept}


def test_what_only_the_other_changed_comes_in_by_itself(page, colleague, entry):
    type_into(colleague, entry.boxes.htx, "2")
    wait_until_saved(colleague)

    type_into(page, entry.boxes.tht, "3")
    wait_until_saved(page)

    assert [box(page, name).input_value() for name in (entry.boxes.htx, entry.boxes.tht)] == ["2", "3"]
    assert stored_texts(entry.report) == {entry.boxes.htx: "2", entry.boxes.tht: "3"}


def test_choosing_the_others_number_takes_the_refusal_away(page, colleague, entry):
    type_into(page, entry.boxes.htx, "hai")
    expect(page.locator(f"#{entry.boxes.htx}-loi")).to_be_visible()
    type_into(colleague, entry.boxes.tht, "9")
    wait_until_saved(colleague)
    type_into(page, entry.boxes.tht, "3")
    page.get_by_role("button", name="Giữ của Vũ Thị Tâm").click()

    expect(page.locator(f"#{entry.boxes.htx}-loi")).to_have_count(0)
    assert [box(page, name).input_value() for name in (entry.boxes.htx, entry.boxes.tht)] == ["", "9"]


def test_a_report_that_was_handed_in_meanwhile_says_why_it_is_locked(page, entry, hai_hau_head):
    now = clock.now()
    Report.objects.filter(pk=entry.report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=now, submitted_by=hai_hau_head, first_submitted_at=now
    )

    type_into(page, entry.boxes.jobs, "7")

    expect(saved_words(page)).to_contain_text("Báo cáo đã nộp lúc")
    assert timezone.is_aware(now)
    assert box(page, entry.boxes.jobs).input_value() == "7"
    states = page.locator(".figure-box").evaluate_all("boxes => boxes.map(box => box.dataset.state)")
    assert set(states) == {"locked"}
    assert page.locator(".figure-box input:not([readonly]), form.report-fill button:enabled").count() == 0


def test_checking_sends_what_is_left_first(page, entry):
    box(page, entry.boxes.jobs).fill("7")

    page.get_by_role("button", name="Lưu và kiểm tra").click()
    page.wait_for_url("**/kiem-tra/")

    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_checking_stays_where_something_was_refused(page, entry):
    box(page, entry.boxes.jobs).fill("bảy")

    page.get_by_role("button", name="Lưu và kiểm tra").click()

    expect(page.locator(f"#{entry.boxes.jobs}-loi")).to_contain_text("Chỉ gõ một số bằng chữ số")
    assert page.url.endswith("/nhap/")
    assert page.title().startswith("Lỗi: ")
    page.locator(".error-summary").get_by_role("link", name="Việc làm mới").click()
    assert page.evaluate("document.activeElement.name") == entry.boxes.jobs


def test_a_section_is_copied_and_what_was_typed_before_is_saved(page, entry):
    box(page, entry.boxes.htx).fill("3")

    page.get_by_role("button", name="Chép từ kỳ trước").first.click()

    expect(page.get_by_text("Đã chép 1 dòng từ kỳ trước")).to_be_visible()
    assert stored_texts(entry.report) == {entry.boxes.jobs: "5", entry.boxes.htx: "3"}
    assert box(page, entry.boxes.jobs).input_value() == "5"


def test_filling_a_section_takes_nothing_back_that_the_other_typed_meanwhile(page, colleague, entry):
    """The page has the other's version by its own saving, but not the other's rows."""
    type_into(colleague, entry.boxes.htx, "2")
    wait_until_saved(colleague)
    type_into(page, entry.boxes.jobs, "7")
    wait_until_saved(page)

    page.get_by_role("button", name="Chép từ kỳ trước").first.click()

    expect(page.get_by_text("Không có dòng nào để ghi.")).to_be_visible()
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}
    assert box(page, entry.boxes.htx).input_value() == "2"


def test_handing_in_tells_first_of_what_this_browser_has_not_sent(entry, hai_hau_head, sign_in):
    page = opened(sign_in(hai_hau_head), entry)
    fill_everything(entry, hai_hau_head)
    page.reload()
    page.context.set_offline(True)
    type_into(page, "results-text", "Gõ lúc mất mạng")
    page.close()
    page.context.set_offline(False)
    check = page.context.new_page()
    check.goto(f"/bao-cao/{entry.report.pk}/kiem-tra/")

    expect(check.locator("[data-unsent]")).to_contain_text("Còn 1 ô gõ ở máy này chưa gửi")
    check.get_by_role("button", name="Nộp báo cáo").click()
    expect(check.locator("[data-unsent]")).to_be_focused()
    assert not entry.report.revisions.exists()

    check.get_by_role("link", name="Mở biểu để gửi").click()
    expect(saved_words(check)).to_contain_text("Đã lưu lúc")
    check.get_by_role("button", name="Lưu và kiểm tra").click()
    check.get_by_role("button", name="Nộp báo cáo").click()
    check.wait_for_url("**/bien-nhan/**")
    assert entry.report.revisions.get().content["narratives"] == [{"heading": "results", "text": "Gõ lúc mất mạng"}]


def fill_everything(entry, by):
    """Nothing to object to: each row answered as a section is filled where nothing arose, the ratio with numbers."""
    cells = nothing_arose(asked_of(entry.report)) | {
        (entry.trained.pk, FigureKind.ACTUAL): {ANSWER: "value", NUMERATOR: "1", DENOMINATOR: "2"}
    }
    write_answers(entry.report, Typed(cells), by=by, now=clock.now(), version=0)
