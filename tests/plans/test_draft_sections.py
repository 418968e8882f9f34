"""The sections of a draft as an outline: added, moved, edited, removed when empty."""

import pytest
from django.urls import reverse

from plans.models import PlanDraft
from tests.plans.drafts_of_2024 import CONTENT, make_draft

pytestmark = pytest.mark.django_db

OUTLINE = CONTENT | {
    "sections": [
        {"code": "i", "label": "I.", "heading": "MỤC TIÊU", "sections": [{"code": "i-1", "text": "Lập 03 HTX."}]},
        {"code": "ii", "label": "II.", "heading": "TỔ CHỨC THỰC HIỆN"},
    ],
    "goals": [{"code": "htx", "section": "i-1", "wording": "Lập 03 HTX", "indicator": "htx-moi"}],
}


@pytest.fixture
def outlined(world, chief):
    return make_draft(world.nam_dinh, by=chief, content=OUTLINE)


def at(name, draft, *rest):
    return reverse(f"plans:{name}", args=[draft.pk, *rest])


def seen_at(browser, address):
    """What the form on a page carries of what it shows."""
    return browser.get(address).context["form"]["seen"].value()


def content(draft):
    return PlanDraft.objects.get(pk=draft.pk).content


def outline_of(draft):
    def lines(sections, depth=1):
        for section in sections:
            yield depth, section["code"]
            yield from lines(section.get("sections", []), depth + 1)

    return list(lines(content(draft)["sections"]))


@pytest.mark.parametrize(
    ("key", "way", "outline"),
    [
        ("ii", "len", [(1, "ii"), (1, "i"), (2, "i-1")]),
        ("i", "xuong", [(1, "ii"), (1, "i"), (2, "i-1")]),
        ("ii", "vao", [(1, "i"), (2, "i-1"), (2, "ii")]),
        ("i-1", "ra", [(1, "i"), (1, "i-1"), (1, "ii")]),
    ],
)
def test_a_section_is_moved(key, way, outline, browser, outlined):
    answer = browser.post(at("draft-entry-move", outlined, "muc", key, way))

    assert answer.url == at("draft-part", outlined, "muc") + f"#muc-{key}"
    assert outline_of(outlined) == outline


def test_only_moves_that_lead_somewhere_are_offered(browser, outlined):
    rows = browser.get(at("draft-part", outlined, "muc")).context["rows"]

    assert {row.key: [way.words for way in row.ways] for row in rows} == {
        "i": ["Xuống"],
        "i-1": ["Đưa ra"],
        "ii": ["Lên", "Lùi vào"],
    }


def test_a_section_is_put_into_another_one(browser, outlined):
    browser.post(at("draft-entry-new", outlined, "muc"), {"parent": "ii", "label": "1.", "heading": "Hội LHPN tỉnh"})

    assert outline_of(outlined) == [(1, "i"), (2, "i-1"), (1, "ii"), (2, "1-hoi-lhpn-tinh")]


def test_a_section_that_is_edited_keeps_what_lies_below(browser, outlined):
    address = at("draft-entry", outlined, "muc", "i")

    browser.post(address, {"seen": seen_at(browser, address), "label": "I.", "heading": "MỤC TIÊU CHUNG"})

    assert content(outlined)["sections"][0] == {
        "code": "i",
        "label": "I.",
        "heading": "MỤC TIÊU CHUNG",
        "sections": [{"code": "i-1", "text": "Lập 03 HTX."}],
    }


@pytest.mark.parametrize(("key", "told"), [("i", "còn 1 mục con"), ("i-1", "Hãy chuyển chúng sang mục khác trước")])
def test_a_section_with_something_in_it_stays(key, told, browser, outlined):
    answer = browser.post(at("draft-entry-remove", outlined, "muc", key), follow=True)

    assert told in answer.content.decode()
    assert content(outlined) == OUTLINE


def test_an_empty_section_goes(browser, outlined):
    browser.post(at("draft-entry-remove", outlined, "muc", "ii"))

    assert outline_of(outlined) == [(1, "i"), (2, "i-1")]
