"""A real browser before a real server: Chromium of the machine, the pages as a Vietnamese office sees them."""

import os

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser.entry_world import TODAY, make_entry_world, opened
from tests.browser.hands import CHROMIUM, CHROMIUM_OPTIONS, OFFICE_SCREEN, enter
from tests.year import Cast, load_country_and_plan

# The browser's driver keeps an event loop in this thread, and Django refuses its database there unless told so.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LINE_CUT = "Failed to load resource: "
PASSWORD = "mat-khau-de-thu-2024"  # what tests.builders.make_user gives


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, live_server):
    """Open a browser of its own for a person: `open_browser(viewport=…)` gives a page.

    At the end no page may have broken the content security policy or stumbled in a script.
    """
    complaints, contexts = [], []

    def open_one(**options):
        context = chromium.new_context(
            base_url=live_server.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **{"viewport": OFFICE_SCREEN, **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [text for text in complaints if not _is_a_refusal(text)] == []


def _is_a_refusal(text):
    """A page that says what is wrong carries a 4xx status, and a line that a test cut fails: the console repeats both."""
    return text.startswith(("Failed to load resource: the server responded with a status of 4", f"{LINE_CUT}net::ERR_"))


@pytest.fixture
def sign_in(open_browser):
    """A page on which a person has signed in by the form."""

    def signed_in(user, **options):
        page = open_browser(**options)
        enter(page, user.username, PASSWORD)
        return page

    return signed_in


@pytest.fixture
def cast(transactional_db):
    """The real country and plan, and the people of Nam Định's year."""
    load_country_and_plan()
    return Cast()


@pytest.fixture(scope="session")
def axe():
    """The accessibility checker's source, as npm installed it."""
    return (settings.NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def entry(transactional_db, world, on_day):
    """The small form of the entry desk (tests/browser/entry_world.py), on the day that it is filled in."""
    on_day(TODAY)
    return make_entry_world(world)


@pytest.fixture
def page(entry, hai_hau_officer, sign_in):
    """That form, opened by Hải Hậu's officer."""
    return opened(sign_in(hai_hau_officer), entry)
