"""The matrix of a round in a browser: head and names stay, a cell leads to its section, a reminder is shown before it goes."""

from datetime import date

import pytest

from portal.models import Notice
from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE
from tests.builders import make_report, make_unit
from tests.reporting.overseeing.autumn import TODAY, handed_in, make_autumn, typed


@pytest.fixture
def autumn(transactional_db, world, on_day, province_reviewer, hai_hau_officer):
    """Forty units, Hải Hậu half filled in."""
    on_day(TODAY)
    autumn = make_autumn(world)
    typed(make_report(autumn.round, world.hai_hau, version=1), autumn, autumn.news)
    handed_in(autumn.round, world.city, province_reviewer, date(2024, 12, 1))
    for number in range(40):
        make_report(autumn.round, make_unit(f"Huyện số {number}", parent=world.nam_dinh))
    return autumn


@pytest.fixture
def page(autumn, province_reviewer, sign_in):
    page = sign_in(province_reviewer)
    page.goto(f"/ky-bao-cao/{autumn.round.pk}/tinh-hinh/")
    return page


def place_of(page, words):
    return page.get_by_role("rowheader", name=words).bounding_box()


def test_head_and_names_stay_while_the_matrix_moves(page):
    matrix, head = page.locator(".matrix-scroll"), page.get_by_role("columnheader", name="Nơi báo cáo")
    before = head.bounding_box()

    matrix.evaluate("box => { box.scrollTop = 600; box.scrollLeft = 200 }")

    assert matrix.evaluate("box => box.scrollTop") > 0
    assert head.bounding_box() == before


def test_a_cell_leads_to_its_section_of_the_report(page, autumn):
    page.get_by_role("link", name="1/2").click()
    page.wait_for_url("**/bao-cao/**")

    assert page.url.endswith(f"#muc-{autumn.second.pk}")
    assert page.locator(f"#muc-{autumn.second.pk} h2").inner_text() == "III. TRUYỀN THÔNG"


def test_what_is_chosen_stays_chosen(page):
    page.get_by_role("link", name="Chưa nộp (41)").click()
    page.get_by_label("Phần", exact=True).select_option(label="III. TRUYỀN THÔNG")
    page.get_by_role("button", name="Xem").click()

    assert page.get_by_role("link", name="Chưa nộp (41)").get_attribute("aria-current") == "true"
    assert page.get_by_role("columnheader").all_inner_texts() == ["Nơi báo cáo", "Tình hình", "III. TRUYỀN THÔNG"]


def test_whom_a_reminder_reaches_is_shown_before_it_goes(page, axe):
    page.get_by_role("link", name="Nhắc các nơi còn nợ").click()
    assert page.get_by_role("cell", name="Nguyễn Thị Lan").is_visible()
    assert (Notice.objects.count(), found_by(axe, page)) == (0, [])

    page.get_by_role("button", name="Nhắc").click()
    page.get_by_text("Đã nhắc 1 người về 1 báo cáo").wait_for()

    assert [notice.user.full_name for notice in Notice.objects.all()] == ["Nguyễn Thị Lan"]


@pytest.mark.parametrize("below", ["tinh-hinh/", "tong-so/", "../qua-cac-nam/"])
@pytest.mark.parametrize("viewport", [None, PHONE])
def test_the_pages_shut_nobody_out_and_fit_the_screen(autumn, province_reviewer, sign_in, axe, below, viewport):
    page = sign_in(province_reviewer, **({"viewport": viewport} if viewport else {}))
    page.goto(f"/ky-bao-cao/{autumn.round.pk}/{below}")

    assert found_by(axe, page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_paper_the_whole_matrix_stands_in_black(page):
    page.emulate_media(media="print")
    tag = page.locator(".standing .status-tag").first

    assert page.locator(".standing-filter").is_hidden()
    assert tag.evaluate("tag => getComputedStyle(tag).color") == "rgb(0, 0, 0)"
    assert page.locator(".matrix-scroll").evaluate("box => box.scrollHeight <= box.clientHeight")
