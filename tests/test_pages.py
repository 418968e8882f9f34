"""The pages as people find them by their links: every way leads on, and no English, raw value or machine's date leaks in."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from plans.models import Indicator
from portal.trimming import CLASS, words_in_use
from tests.crawl import answers_to, is_page
from tests.year import CODE, midway_through, report_of, the_plan

pytestmark = pytest.mark.django_db

# Words that no Vietnamese sentence holds. "In", "to", "do", "no", "may", "can", "hay" and the like are Vietnamese too.
ENGLISH_WORDS = """
    accept accepted account action add agency all already and answer any are as attempt back be been before being between but by
    cancel change changes character characters checkbox choice choose click close closed confirm contains contain count created
    current date day days default delete denied details does done draft due each edit either email empty enter error errors
    every exceeded exist exists false field fields figure file filter first following for forbidden form found from full goal
    has have head hidden history home hour hours how indicator into invalid is it its item items just last left length list
    loading login logout made match measure met milestone minute minutes missed missing month more most must name never new
    next none not nothing null number object of officer one only open opened or other our page pages part password people
    period permission plan plans please previous problem progress province quit ratio reader reason received rejected remove
    report reports required retry return returned review reviewer round rounds save saved search section select server should
    show sign since some state status stock submit submitted success target text that the their there these they this those
    times too track true try two type under undefined unit units unknown until update upload used user username users valid
    value values view was week were what when where which will with without wrong year years yes you your
    january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday
"""
ENGLISH = frozenset(re.findall(r"\w+", ENGLISH_WORDS))
# What Django's admin says to screen readers and has in no Vietnamese yet.
NOT_OURS = re.compile(r"Model name|Add link|Change or view list link|Filter navigation items|View selected|Search")
# Of a file: between its digits stands many a word.
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
TODAY = date(2024, 11, 25)
# What is no sentence; a key is called what stands on the keyboard.
UNSPOKEN = {"script", "style", "kbd"}
SPOKEN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "aria-description"}


class _Spoken(HTMLParser):
    """What a person reads or hears of a page."""

    def __init__(self):
        super().__init__()
        self.language, self.title, self.words, self._inside = "", "", [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "html":
            self.language = attributes.get("lang", "")
        self.words += [attributes[name] or "" for name in SPOKEN_ATTRIBUTES & attributes.keys()]
        if tag == "input" and attributes.get("type") in {"submit", "button"}:
            self.words.append(attributes.get("value", ""))
        if tag in UNSPOKEN | {"title"}:
            self._inside.append(tag)

    def handle_endtag(self, tag):
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data):
        if self._inside == ["title"]:
            self.title += data
        if not UNSPOKEN.intersection(self._inside):
            self.words.append(data)


def leaks_of(html):
    """What does not belong on a Vietnamese page."""
    page = _Spoken()
    page.feed(html)
    text = DIGEST.sub("", " ".join(page.words))
    words = {word for word in re.findall(r"[^\W\d_]+", text.lower()) if word in ENGLISH}
    raw = set(
        re.findall(r"\b\d{4}-\d\d-\d\d\b|\{[{%].*?[%}]\}|<[a-z_]+\.[A-Za-z_.]+[^>]*>|\b[a-z]+(?:_[a-z]+)+\b", text)
    )
    unnamed = set() if page.title.strip() else {"no title"}
    return words | raw | unnamed | (set() if page.language == "vi" else {f"lang={page.language}"})


@pytest.fixture
def midway(on_day):
    on_day(TODAY)
    return midway_through()


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Whatever each person's links lead to, asked once for all tests here."""
    sample = override_settings(SAMPLE_DATABASE=True, SAMPLE_TODAY=TODAY)
    with django_db_blocker.unblock(), sample, transaction.atomic():
        found = {
            f"{who}: {address}": answer
            for who, person in midway_through().people.items()
            for address, answer in answers_to(person).items()
        }
        transaction.set_rollback(True)
    return found


def test_every_link_leads_to_where_the_person_may_go(answers):
    assert {where: a.status_code for where, a in answers.items() if a.status_code not in {200, 302}} == {}


def test_no_page_speaks_english(answers):
    pages = {where: answer.content.decode() for where, answer in answers.items() if is_page(answer)}

    assert len(pages) > 100
    assert {where: found for where, html in pages.items() if (found := leaks_of(html))} == {}


def test_bootstrap_keeps_the_rules_of_all_that_pages_bear(answers):
    sheet = (settings.NODE_MODULES / "bootstrap/dist/css/bootstrap.min.css").read_text(encoding="utf-8")
    pages = [answer.content.decode() for answer in answers.values() if is_page(answer)]
    borne = {name for html in pages for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}

    styled = borne & set(CLASS.findall(sheet))

    assert len(styled) > 30
    assert styled - words_in_use() == set()


def test_no_refusal_speaks_english(midway):
    """What pages say when something is wrong with a form."""
    cast, draft = midway.cast, report_of(midway.whole, "359")
    waiting, done = report_of(midway.whole, "361"), report_of(midway.whole, "362")
    indicators = Indicator.objects.values_list("pk", flat=True)
    task = the_plan().tasks.get(code="iii-2-2")
    of_task = [task.pk, 2024, f"don-vi-{draft.unit_id}"]
    every_box = dict.fromkeys([f"q{pk}-actual-value" for pk in indicators], "một nghìn")
    pages = {
        "sign-in": posted(None, "portal:sign-in", [], username="ai", password="gì"),
        "password": posted(
            cast.reader, "portal:password-change", [], old_password="sai", new_password1="12345", new_password2="54321"
        ),
        "password, too common": posted(
            cast.reader,
            "portal:password-change",
            [],
            old_password="mat-khau-de-thu-2024",
            new_password1="password1234",
            new_password2="password1234",
        ),
        "form": posted(cast.heads["359"], "reporting:report-fill", [draft.pk], version=draft.version, **every_box),
        "submit": posted(cast.heads["359"], "reporting:report-submit", [draft.pk], version=draft.version),
        "return": posted(cast.reviewer, "reporting:report-return", [waiting.pk], version=waiting.version),
        "reopen": posted(cast.administrator, "reporting:report-reopen", [done.pk], version=done.version),
        "days": posted(cast.administrator, "reporting:round-days", [midway.whole.pk], cut_off="mai"),
        "open": posted(cast.administrator, "reporting:round-open", [CODE, 2030]),
        "task": posted(
            cast.heads["359"], "reporting:task-state", of_task, state="done", as_of="mai", done_on="13/13/2024"
        ),
        "task, no note": posted(
            cast.heads["359"], "reporting:task-state", of_task, state="not_applicable", as_of="25/11/2024"
        ),
        "404": posted(cast.reader, "reporting:report-submit", [draft.pk]),
        "403": posted(cast.officers["359"], "reporting:report-submit", [draft.pk], version=draft.version),
    }

    assert {name: found for name, html in pages.items() if (found := leaks_of(html))} == {}


def posted(user, name, args, **fields):
    client = Client()
    if user:
        client.force_login(user)
    answer = client.post(reverse(name, args=args), fields)
    assert answer.status_code in {200, 403, 404, 422}
    return answer.content.decode()


@pytest.mark.parametrize("address", ["", "plans/seat/", "plans/agency/", "portal/user/add/"])
def test_the_administrators_desk_speaks_vietnamese(address, system_administrator):
    client = Client()
    client.force_login(system_administrator)

    answer = client.get(reverse("admin:index") + address)

    assert (answer.status_code, leaks_of(NOT_OURS.sub("", answer.content.decode()))) == (200, set())


def test_the_scan_reads_no_words_into_a_files_digest():
    page = '<html lang="vi"><title>Biên nhận</title><p>SHA-256: {}</p></html>'

    assert leaks_of(page.format("9be7" * 16)) == set()
    assert leaks_of(page.format("9be7")) == {"be"}


def test_the_scan_finds_what_leaks():
    leaking = '<html lang="en"><title>Báo cáo</title><p title="Save">Hạn 2024-11-29: on_track, None</p></html>'

    assert leaks_of(leaking) == {"lang=en", "save", "2024-11-29", "on_track", "track", "none"}
