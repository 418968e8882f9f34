"""Every page in every role: nothing that the accessibility checker calls serious, and the form by keyboard alone."""

import re
from datetime import date

import pytest

from tests.crawl import pages_of
from tests.year import midway_through, report_of

WEIGHTY = {"serious", "critical"}


@pytest.fixture
def midway(transactional_db, on_day):
    on_day(date(2024, 11, 25))
    return midway_through()


def test_no_page_shuts_anybody_out(midway, sign_in, axe):
    barriers, tried = {}, set()
    for who, person in midway.people.items():
        page = sign_in(person)
        for address, html in pages_of(person, alike=2).items():
            if same_for_all(html) not in tried:
                tried.add(same_for_all(html))
                page.goto(address)
                barriers[f"{who}: {address}"] = found_by(axe, page)
        page.context.close()

    assert {where: found for where, found in barriers.items() if found} == {}


def same_for_all(html):
    """What a page holds below the bar on top, for what two roles see alike is tried once."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", html[html.index("<main") :])


def test_the_checker_finds_a_barrier(open_browser, axe, transactional_db):
    page = open_browser()

    page.set_content("<html lang='vi'><title>Thử</title><main><input></main></html>")

    assert [rule for rule, _ in found_by(axe, page)] == ["label"]


def test_a_form_with_mistakes_shuts_nobody_out(midway, sign_in, axe):
    page = sign_in(midway.cast.heads["359"])
    open_form(page, midway, "359")

    page.locator(".figure-box input").first.fill("một nghìn")
    page.get_by_role("button", name="Lưu nháp").click()
    page.locator(".error-summary").wait_for()

    assert page.title().startswith("Lỗi:")
    assert page.evaluate("document.activeElement.closest('[role=alert], [aria-labelledby]') !== null")
    assert found_by(axe, page) == []


def test_the_sign_in_shuts_nobody_out(open_browser, axe, transactional_db):
    page = open_browser()
    page.goto("/dang-nhap/")
    before = found_by(axe, page)

    page.get_by_label("Tên đăng nhập").fill("ai-do")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()

    assert (before, found_by(axe, page)) == ([], [])


def test_a_draft_is_typed_and_saved_by_keyboard(midway, sign_in):
    page = sign_in(midway.cast.officers["363"])
    open_form(page, midway, "363")

    page.locator(".figure-box input").first.focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("10")
    page.get_by_role("button", name="Lưu nháp").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã lưu nháp").wait_for()

    figure = report_of(midway.whole, "363").figures.get()
    assert (figure.numerator, figure.denominator) == (7, 10)


def open_form(page, midway, code):
    page.goto(f"/bao-cao/{report_of(midway.whole, code).pk}/nhap/")


def found_by(axe, page):
    """The rules that a page breaks, each with the first place."""
    page.evaluate(axe)
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [
        (violation["id"], violation["nodes"][0]["html"][:200])
        for violation in violations
        if violation["impact"] in WEIGHTY
    ]
