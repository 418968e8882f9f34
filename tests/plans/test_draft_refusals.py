"""What the desk's forms say when nothing fits: in Vietnamese, and never in the keys of the plan form."""

import pytest
from django.urls import reverse

from tests.plans.drafts_of_2024 import make_draft
from tests.test_pages import leaks_of

pytestmark = pytest.mark.django_db

NONSENSE = "một nghìn"
OF_THE_DESK = {
    "draft-new": {"title": ""},
    "draft-copy": {"plan": "khong-co", "years_later": NONSENSE},
    "draft-from-file": {},
}
FRAME = {"kind": "letter", "signed_on": NONSENSE, "years": NONSENSE, "issuers-1": "khong-co"}
ENTRIES = {
    "van-ban-lien-quan": {"kind": "letter", "dated": NONSENSE},
    "co-quan": {"kind": "letter", "from": NONSENSE},
    "giai-doan": {"years": NONSENSE},
    "muc": {"label": "một số thứ tự dài hơn hai mươi chữ"},
    "van-ban-phai-co": {"every": NONSENSE, "due": NONSENSE, "years": NONSENSE},
    "che-do-bao-cao": {"year-words": "hôm nào", "year-day": NONSENSE, "half_year-words": "trước ngày"},
    "mau-van-ban": {"from": NONSENSE, "number": "n" * 61},
}


@pytest.fixture
def draft(world, chief):
    return make_draft(world.nam_dinh, by=chief)


@pytest.mark.parametrize("name", OF_THE_DESK)
def test_no_beginning_is_refused_in_english(name, browser):
    answer = browser.post(reverse(f"plans:{name}"), OF_THE_DESK[name])

    assert (answer.status_code, leaks_of(answer.content.decode())) == (422, set())


@pytest.mark.parametrize("slug", ENTRIES)
def test_no_entry_is_refused_in_english(slug, browser, draft):
    answer = browser.post(reverse("plans:draft-entry-new", args=[draft.pk, slug]), ENTRIES[slug])

    assert (answer.status_code, leaks_of(answer.content.decode())) == (422, set())


def test_no_frame_is_refused_in_english(browser, draft):
    answer = browser.post(reverse("plans:draft-frame", args=[draft.pk]), FRAME)

    assert (answer.status_code, leaks_of(answer.content.decode())) == (422, set())


def test_a_paste_that_is_far_too_long_is_refused_and_nothing_is_kept(browser, draft):
    address = reverse("plans:draft-funding", args=[draft.pk])
    seen = browser.get(address).context["form"]["seen"].value()

    answer = browser.post(address, {"seen": seen, "lines": "Ngân sách tỉnh;\n" * 130_000})

    draft.refresh_from_db()
    assert answer.status_code in {413, 422}
    assert "funding" not in draft.content
