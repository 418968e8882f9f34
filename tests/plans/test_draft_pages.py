"""A draft's pages: its parts, forms that lose nothing, two people at one draft, and what is wrong told where it is."""

import pytest
from django.urls import reverse

from plans.choices import Role
from plans.models import PlanDraft
from plans.publishing import save_draft
from portal.clock import now
from tests.builders import make_seat, make_user
from tests.plans.drafts_of_2024 import CONTENT, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(world, chief):
    """Another administrator of the same province."""
    user = make_user("tinh-quan-tri-2", "Phan Thị Liên")
    make_seat(user, Role.ADMINISTRATOR, unit=world.nam_dinh)
    return user


@pytest.fixture
def draft(world, chief):
    return make_draft(world.nam_dinh, by=chief)


def at(name, draft, *rest):
    return reverse(f"plans:{name}", args=[draft.pk, *rest])


def seen_at(browser, address):
    """What the form on a page carries of what it shows."""
    return browser.get(address).context["form"]["seen"].value()


def content(draft):
    return PlanDraft.objects.get(pk=draft.pk).content


def test_the_draft_shows_all_its_parts_and_what_is_missing(browser, draft):
    page = browser.get(at("draft-page", draft))

    states = {state.part.key: (state.size, state.tag.label) for g in page.context["groups"] for state in g.states}
    assert states["phases"] == ("1 giai đoạn", "Xong")
    assert states["plan"] == ("", "Còn 4 chỗ phải sửa")
    assert states["recipients"] == ("", "Để trống")
    assert len(states) == 16
    assert page.context["done"] == sum(label == "Xong" for size, label in states.values())
    assert at("draft-frame", draft) in page.content.decode()


def test_a_phase_is_added_and_leads_back_to_the_list(browser, draft):
    address = at("draft-entry-new", draft, "giai-doan")

    answer = browser.post(
        address, {"seen": seen_at(browser, address), "name": "Giai đoạn 2", "years": "2026 – 2027"}, follow=True
    )

    assert answer.redirect_chain == [(at("draft-part", draft, "giai-doan"), 302)]
    assert content(draft)["phases"] == [
        {"code": "gd1", "name": "Năm 2025", "years": "2025"},
        {"code": "giai-doan-2", "name": "Giai đoạn 2", "years": "2026-2027"},
    ]
    assert "Đã ghi vào bản soạn." in answer.content.decode()


def test_what_is_typed_wrongly_stays_in_its_box(browser, draft):
    answer = browser.post(at("draft-entry-new", draft, "giai-doan"), {"name": "Giai đoạn 2", "years": "26-27"})

    assert answer.status_code == 422
    assert 'value="26-27"' in answer.content.decode()
    assert list(answer.context["form"].errors) == ["years"]
    assert content(draft) == CONTENT


def test_a_mistake_that_the_whole_plan_shows_is_told_at_its_box(browser, draft):
    frame = {"short_title": "Kế hoạch", "scope": "province 36", "years": "2026", "signed_on": "02/12/2024"}
    address = at("draft-frame", draft)
    browser.post(address, {"seen": seen_at(browser, address), **frame})

    form = browser.get(at("draft-entry", draft, "giai-doan", "gd1")).context["form"]

    assert form.errors == {"years": ["2025 nằm ngoài các năm của kế hoạch (2026)."]}


def test_what_is_missing_of_the_frame_is_told_once_it_was_written(browser, draft):
    address = at("draft-frame", draft)
    before = browser.get(address).context["form"].errors
    browser.post(address, {"seen": seen_at(browser, address), "short_title": "Kế hoạch", "place": "Nam Định"})

    after = browser.get(address).context["form"].errors

    assert before == {}
    assert set(after) == {"kind", "signed_on", "title", "scope", "years", "issuers-1"}
    assert after["signed_on"] == ["Phải ghi mới công bố được."]


def test_the_frame_keeps_its_code(browser, draft):
    address = at("draft-frame", draft)

    browser.post(address, {"seen": seen_at(browser, address), "short_title": "Kế hoạch 2025-2026", "years": "2025"})

    saved = PlanDraft.objects.get(pk=draft.pk)
    assert saved.content["plan"] == {"code": "ke-hoach-2025", "short_title": "Kế hoạch 2025-2026", "years": "2025"}
    assert saved.title == "Kế hoạch 2025-2026"


@pytest.mark.parametrize(
    ("name", "key"), [("legal-basis", "legal_basis"), ("recipients", "recipients"), ("funding", "funding")]
)
def test_a_verbatim_list_is_one_line_each(name, key, browser, draft):
    address = at(f"draft-{name}", draft)

    browser.post(address, {"seen": seen_at(browser, address), "lines": "Dòng một;\n\n  Dòng hai.  "})

    assert content(draft)[key] == ["Dòng một;", "Dòng hai."]
    assert browser.get(address).context["form"]["lines"].value() == "Dòng một;\nDòng hai."


# --- Two people at one draft ------------------------------------------------------------------------------------------


def test_two_people_may_write_different_parts_at_once(browser, draft, colleague):
    address = at("draft-entry", draft, "giai-doan", "gd1")
    seen = seen_at(browser, address)
    save_draft(draft, CONTENT | {"funding": ["Ngân sách;"]}, version=0, by=colleague, now=now())

    answer = browser.post(address, {"seen": seen, "name": "Cả năm 2025", "years": "2025"})

    assert answer.status_code == 302
    assert content(draft)["phases"][0]["name"] == "Cả năm 2025"
    assert content(draft)["funding"] == ["Ngân sách;"]


def test_nobody_overwrites_unseen_what_another_wrote(browser, draft, colleague):
    address = at("draft-entry", draft, "giai-doan", "gd1")
    typed = {"seen": seen_at(browser, address), "name": "Cả năm 2025", "years": "2025"}
    theirs = CONTENT | {"phases": [{"code": "gd1", "name": "Năm thứ nhất", "years": "2025"}]}
    save_draft(draft, theirs, version=0, by=colleague, now=now())

    refused = browser.post(address, typed)
    again = browser.post(address, typed | {"seen": refused.context["form"]["seen"].value()})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Phan Thị Liên vừa ghi phần này" in page
    assert ("Năm thứ nhất" in page, 'value="Cả năm 2025"' in page) == (True, True)
    assert (again.status_code, content(draft)["phases"][0]["name"]) == (302, "Cả năm 2025")


def test_an_entry_that_another_removed_is_not_lost(browser, draft, colleague):
    address = at("draft-entry", draft, "giai-doan", "gd1")
    typed = {"seen": seen_at(browser, address), "name": "Cả năm 2025", "years": "2025"}
    save_draft(draft, {"plan": CONTENT["plan"]}, version=0, by=colleague, now=now())

    refused = browser.post(address, typed)
    browser.post(address, typed | {"seen": refused.context["form"]["seen"].value()})

    assert refused.status_code == 422
    assert [phase["name"] for phase in content(draft)["phases"]] == ["Cả năm 2025"]


# --- What is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("draft-part", ["khong-co"]),
        ("draft-entry", ["giai-doan", "gd9"]),
        ("draft-entry", ["khong-co", "gd1"]),
        ("draft-entry-new", ["phan-dau"]),
    ],
)
def test_what_is_not_there_is_not_found(name, rest, browser, draft):
    assert browser.get(at(name, draft, *rest)).status_code == 404


@pytest.mark.parametrize("way", ["vao", "dau-do"])
def test_an_entry_moves_only_up_and_down(way, browser, draft):
    assert browser.post(at("draft-entry-move", draft, "giai-doan", "gd1", way)).status_code == 404
    assert content(draft) == CONTENT


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("draft-entry-move", ["giai-doan", "gd9", "len"]),
        ("draft-entry-remove", ["giai-doan", "gd9"]),
        ("draft-entry-remove", ["muc", "khong-co"]),
    ],
)
def test_a_press_on_what_somebody_took_away_says_so(name, rest, browser, draft):
    answer = browser.post(at(name, draft, *rest), follow=True)

    assert "có người vừa bỏ khỏi bản soạn" in answer.content.decode()
    assert content(draft) == CONTENT


def test_a_code_of_a_file_that_is_none_does_not_stop_the_page(browser, world, chief):
    draft = make_draft(world.nam_dinh, by=chief, content={"phases": [{"code": "Giai đoạn / một", "name": "Một"}]})

    page = browser.get(at("draft-part", draft, "giai-doan"))

    assert "Mã trong tệp không hợp lệ" in page.content.decode()
    assert browser.get(at("draft-page", draft)).status_code == 200


@pytest.mark.parametrize("entries", [1, 3])
def test_a_list_asks_the_same_whatever_it_holds(entries, browser, world, chief, django_assert_num_queries):
    phases = [{"code": f"nam-{n}", "name": f"Năm {n}", "years": f"202{n}"} for n in range(5, 5 + entries)]
    draft = make_draft(world.nam_dinh, by=chief, content=CONTENT | {"phases": phases})
    browser.get(at("draft-part", draft, "giai-doan"))

    with django_assert_num_queries(16):
        page = browser.get(at("draft-part", draft, "giai-doan"))

    assert len(page.context["rows"]) == entries


def test_a_draft_is_handed_out_as_a_file(browser, draft):
    answer = browser.get(at("draft-file", draft))

    assert answer["Content-Disposition"] == 'attachment; filename="ke-hoach-2025.yaml"'
    assert "short_title: Kế hoạch năm 2025" in answer.content.decode()


def test_a_draft_is_thrown_away(browser, draft):
    answer = browser.post(at("draft-discard", draft), follow=True)

    assert "Đã bỏ bản soạn “Kế hoạch năm 2025”." in answer.content.decode()
    assert not PlanDraft.objects.exists()
