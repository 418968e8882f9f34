"""What a page weighs on the wire, served as in production: a commune's line is weak."""

import re
from contextlib import contextmanager
from datetime import date

import pytest
import yaml
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from django.urls import reverse

from plans.choices import Role
from tests.browser.conftest import PASSWORD
from tests.browser.hands import OFFICE_SCREEN, enter
from tests.builders import (
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_target,
    make_user,
)

KILOBYTE = 1000
AT_FIRST, AFTERWARDS = 100 * KILOBYTE, 20 * KILOBYTE
PARTS = (("htx", "HTX"), ("tht", "THT"), ("to-lien-ket", "Tổ liên kết"))
CATALOGUE = settings.BASE_DIR / "plans/catalogue/indicators.yaml"


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """The settings of production for static files: collected, hashed, compressed beforehand."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "portal.static_files.LeanStaticFiles"}}
    of_production = {
        "STORAGES": storages,
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": False,
    }
    with override_settings(**of_production):
        call_command("collectstatic", interactive=False, verbosity=0)
    return of_production


@pytest.fixture
def production(collected, transactional_db):
    """The address of a server that gives out what production would."""
    with override_settings(**collected, ALLOWED_HOSTS=["127.0.0.1"]):
        server = LiveServerThread("127.0.0.1", static_handler=lambda _: WSGIHandler())
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


@pytest.fixture
def forty_figures(world):
    """Hải Hậu's report of 40 figures in four parts each, in the words of the catalogue that is shipped."""
    said = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))["indicators"]
    plan, breakdown = make_plan(scope=world.nam_dinh), make_breakdown(parts=PARTS)
    for number in range(40):
        words = said[number % len(said)]
        indicator = make_indicator(
            words["name"],
            breakdown=breakdown,
            unit_of_measure="HTX, THT",
            definition=words["definition"],
            example=words.get("example", ""),
        )
        make_target(make_goal(plan, indicator, wording=f"Chỉ tiêu {number}: {words['name']}"), number)
    return make_report(make_round(plan), world.hai_hau)


@contextmanager
def weighing(page):
    """Bytes on the wire by address, headers included, of all that is loaded meanwhile; 0 for what the browser had."""
    loaded, addresses = {}, {}

    def noted(event):
        addresses[event["requestId"]] = event["response"]["url"]

    def weighed(event):
        loaded[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", noted)
    session.on("Network.loadingFinished", weighed)
    session.send("Network.enable")
    yield loaded
    page.wait_for_load_state("networkidle")
    session.detach()


@pytest.fixture
def loads(production, forty_figures, chromium, on_day):
    """What the form's page loads for an officer who has just signed in, with nothing kept: at first, and once more."""
    on_day(date(2024, 11, 20))
    officer = make_user("hai-hau-nhap", "Nguyễn Thị Lan")
    make_seat(officer, Role.OFFICER, unit=forty_figures.unit)
    office = {"base_url": production, "locale": "vi-VN", "viewport": OFFICE_SCREEN}
    entrance = chromium.new_context(**office)
    enter(entrance.new_page(), officer.username, PASSWORD)
    desk = chromium.new_context(**office, storage_state=entrance.storage_state())
    page, address = desk.new_page(), reverse("reporting:report-fill", args=[forty_figures.pk])
    with weighing(page) as at_first:
        page.goto(address)
    with weighing(page) as afterwards:
        page.goto(address)
    yield at_first, afterwards
    entrance.close()
    desk.close()


def test_the_form_is_light(loads):
    at_first, afterwards = loads

    assert sum(at_first.values()) < AT_FIRST, at_first
    assert sum(afterwards.values()) < AFTERWARDS, afterwards
    assert len([address for address, size in afterwards.items() if size]) == 1


def test_only_the_letters_of_vietnamese_are_loaded(loads):
    at_first, _ = loads

    fonts = {match[1] for address in at_first if (match := re.search(r"be-vietnam-pro-([a-z-]+-\d+)", address))}

    assert fonts == {"latin-400", "latin-600", "vietnamese-400", "vietnamese-600"}
