"""On a phone of 360 px no page scrolls sideways: tables scroll inside their own frame."""

from datetime import date

import pytest

from tests.crawl import pages_of
from tests.year import midway_through

PHONE = {"width": 360, "height": 740}
WHAT_STICKS_OUT = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const hidden = box => box.closest('.table-scroll, .visually-hidden') !== null;
    return [...document.body.querySelectorAll('*')]
        .filter(box => box.getBoundingClientRect().right > page.clientWidth + 1 && !hidden(box))
        .slice(0, 3).map(box => box.outerHTML.slice(0, 160));
}"""


@pytest.mark.parametrize("who", ["drafts", "reviews", "administers", "reads", "keeps accounts"])
def test_no_page_scrolls_sideways(who, transactional_db, on_day, sign_in):
    on_day(date(2024, 11, 25))
    person = midway_through().people[who]
    page = sign_in(person, viewport=PHONE, has_touch=True)

    wide = {}
    for address in pages_of(person):
        page.goto(address)
        wide[address] = page.evaluate(WHAT_STICKS_OUT)

    assert {address: found for address, found in wide.items() if found} == {}


def test_the_measure_finds_what_sticks_out(open_browser, transactional_db):
    page = open_browser(viewport=PHONE)

    page.set_content("<p>Vừa</p><svg width='500' height='9'></svg>")

    assert page.evaluate(WHAT_STICKS_OUT)[0].startswith("<svg")
