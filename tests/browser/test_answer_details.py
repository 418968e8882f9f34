"""One row of a report in detail, and the page of keys: seen by everybody, on a phone, on paper, and without scripts."""

from datetime import date

import pytest

from reporting.answers import ANSWER, VALUE
from reporting.models import AnswerChange
from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE, WHAT_STICKS_OUT
from tests.year import midway_through, moment, report_of

TODAY = date(2024, 11, 25)
CITY, NEW_JOBS = "356", "lao-dong-nu-co-viec-lam-moi"


@pytest.fixture
def midway(transactional_db, on_day):
    on_day(TODAY)
    return midway_through()


@pytest.fixture
def address(midway):
    """The city's row of new jobs: nine at six months with Mỹ Lộc's, fifteen now."""
    report = report_of(midway.whole, CITY)
    indicator = report.round.plans.get().goals.get(indicator__code=NEW_JOBS).indicator
    report.figures.create(indicator=indicator, answer="value", value=15)
    AnswerChange.objects.create(
        report=report,
        indicator=indicator,
        kind="actual",
        before={},
        after={ANSWER: "value", VALUE: "15", "note": "Theo sổ theo dõi"},
        by=midway.cast.officers[CITY],
        at=moment(TODAY),
    )
    return f"/bao-cao/{report.pk}/o/q{indicator.pk}-actual/"


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "has_touch": True}], ids=["office", "phone"])
def test_no_state_of_the_page_shuts_anybody_out(midway, address, sign_in, axe, options):
    page = sign_in(midway.cast.officers[CITY], **options)

    for where in (address, f"{address}?phan=1", "/bao-cao/phim-tat/"):
        page.goto(where)
        rules = {rule for rule, _ in found_by(axe, page)}
        whole_pages_only = {"document-title", "html-has-lang"} if "phan" in where else set()
        assert (where, rules - whole_pages_only, page.evaluate(WHAT_STICKS_OUT)) == (where, set(), [])


def test_without_scripts_the_page_leads_to_the_box_and_back(midway, address, sign_in):
    page = sign_in(midway.cast.officers[CITY], java_script_enabled=False)

    page.goto(address)
    assert page.get_by_role("img", name="gần nhất là 9 (6 tháng 2024); báo cáo này, vẽ rỗng: 15").is_visible()
    assert page.get_by_role("rowheader", name="6 tháng 2024 (cộng Huyện Mỹ Lộc)").is_visible()
    page.get_by_role("link", name="Về ô này trên biểu").click()

    box = page.url.partition("#")[2]
    assert page.locator(f"#{box}").input_value() == "15"


def test_on_paper_the_keys_can_be_read(midway, sign_in):
    page = sign_in(midway.cast.officers[CITY])
    page.goto("/bao-cao/phim-tat/")

    page.emulate_media(media="print")

    key = page.locator("kbd").first
    assert key.evaluate("key => [getComputedStyle(key).color, getComputedStyle(key).borderTopStyle]") == [
        "rgb(32, 36, 46)",
        "solid",
    ]
    assert not page.get_by_role("navigation", name="Các phần của trang").is_visible()
