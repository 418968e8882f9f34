"""A plan's content, changed entry by entry: nothing is lost, codes are followed, nothing is pulled from under another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.drafting import (
    entries_of,
    entry_of,
    fresh_code,
    moved,
    moved_section,
    section_list,
    section_of,
    with_entry,
    with_frame,
    with_lines,
    with_section,
    without_entry,
    without_section,
)
from portal.errors import RuleBroken

CONTENT = {
    "plan": {"code": "ke-hoach", "issuers": ["hoi-tinh"], "title": "Kế hoạch thử"},
    "relations": [{"carries_out": "Quyết định số 01/QĐ-TTg"}, {"amends": "Kế hoạch 5"}],
    "agencies": [{"code": "hoi-tinh", "name": "Hội LHPN tỉnh"}, {"code": "ban", "name": "Ban", "body_of": "hoi-tinh"}],
    "phases": [{"code": "gd1", "name": "Giai đoạn 1", "years": "2024-2025"}],
    "sections": [
        {"code": "i", "label": "I.", "heading": "MỤC TIÊU"},
        {"code": "ii", "label": "II.", "heading": "TỔ CHỨC", "sections": [{"code": "ii-1", "text": "Hội LHPN tỉnh"}]},
    ],
    "goals": [
        {"code": "htx", "section": "i", "wording": "03 HTX", "targets": [{"phase": "gd1", "value": "3"}]},
        {"code": "tht", "section": "i", "wording": "05 THT", "alternative_to": "htx"},
    ],
    "tasks": [{"code": "tu-van", "section": "ii-1", "wording": "Tư vấn", "lead": ["hoi-tinh"]}],
    "duties": [{"code": "huyen", "section": "ii", "wording": "Báo cáo", "recipients": ["hoi-tinh"]}],
}


def outline(content):
    return [(spot.depth, spot.code) for spot in section_list(content)]


def test_an_entry_is_added_at_the_end():
    entry = {"code": "ra-mat", "section": "i", "wording": "Ra mắt câu lạc bộ", "note": ""}

    content = with_entry(CONTENT, "goals", entry)

    assert [goal["code"] for goal in entries_of(content, "goals")] == ["htx", "tht", "ra-mat"]
    assert entry_of(content, "goals", "ra-mat") == {"code": "ra-mat", "section": "i", "wording": "Ra mắt câu lạc bộ"}
    assert len(CONTENT["goals"]) == 2


def test_the_same_words_pressed_twice_are_one_entry():
    once = with_entry(CONTENT, "tasks", {"code": "khao-sat", "section": "ii", "wording": "Khảo sát HTX"})
    below = with_section(once, {"code": "iii", "heading": "KINH PHÍ"})

    twice = with_entry(once, "tasks", {"code": "khao-sat-2", "section": "ii", "wording": "Khảo sát HTX"})
    below_twice = with_section(below, {"code": "iii-2", "heading": "KINH PHÍ"})

    assert twice == once
    assert below_twice == below


def test_an_entry_without_a_code_goes_by_its_number():
    content = with_entry(CONTENT, "relations", {"replaces": "Kế hoạch 6"}, key="2")

    assert entries_of(content, "relations") == [{"carries_out": "Quyết định số 01/QĐ-TTg"}, {"replaces": "Kế hoạch 6"}]
    assert entry_of(content, "relations", 2) == {"replaces": "Kế hoạch 6"}


@pytest.mark.parametrize(("kind", "key"), [("goals", "khong-co"), ("relations", 3), ("relations", "0"), ("duties", "")])
def test_what_is_not_there_is_not_found(kind, key):
    with pytest.raises(LookupError):
        entry_of(CONTENT, kind, key)


def test_a_code_that_another_entry_bears_is_refused():
    with pytest.raises(RuleBroken, match="Đã có chỉ tiêu mang mã “htx”"):
        with_entry(CONTENT, "goals", {"code": "htx"}, key="tht")


def test_a_changed_code_is_followed_wherever_it_is_pointed_at():
    agency = with_entry(CONTENT, "agencies", {"code": "hoi", "name": "Hội LHPN tỉnh"}, key="hoi-tinh")
    phase = with_entry(CONTENT, "phases", {"code": "ky-1", "name": "Kỳ 1"}, key="gd1")
    goal = with_entry(CONTENT, "goals", CONTENT["goals"][0] | {"code": "htx-moi"}, key="htx")
    section = with_section(CONTENT, {"code": "to-chuc", "heading": "TỔ CHỨC"}, key="ii")

    assert (agency["plan"]["issuers"], agency["agencies"][1]["body_of"]) == (["hoi"], "hoi")
    assert (agency["tasks"][0]["lead"], agency["duties"][0]["recipients"]) == (["hoi"], ["hoi"])
    assert phase["goals"][0]["targets"] == [{"phase": "ky-1", "value": "3"}]
    assert goal["goals"][1]["alternative_to"] == "htx-moi"
    assert section["duties"][0]["section"] == "to-chuc"


@pytest.mark.parametrize(
    ("kind", "key", "message"),
    [
        ("goals", "htx", "Không xóa được chỉ tiêu “03 HTX”: đang được dùng ở chỉ tiêu “05 THT”. Hãy bỏ ở đó trước."),
        (
            "phases",
            "gd1",
            "Không xóa được giai đoạn “Giai đoạn 1”: đang được dùng ở chỉ tiêu “03 HTX”. Hãy bỏ ở đó trước.",
        ),
        (
            "agencies",
            "hoi-tinh",
            "Không xóa được cơ quan “Hội LHPN tỉnh”: đang được dùng ở phần đầu kế hoạch; cơ quan “Ban”; nhiệm vụ “Tư vấn” "
            "và 1 chỗ khác. Hãy bỏ ở đó trước.",
        ),
    ],
)
def test_what_is_pointed_at_is_not_removed(kind, key, message):
    with pytest.raises(RuleBroken) as refused:
        without_entry(CONTENT, kind, key)

    assert str(refused.value) == message


def test_the_last_entry_of_a_kind_takes_its_key_with_it():
    assert "tasks" not in without_entry(CONTENT, "tasks", "tu-van")
    assert entries_of(without_entry(CONTENT, "relations", 1), "relations") == [{"amends": "Kế hoạch 5"}]


@pytest.mark.parametrize(("key", "by", "order"), [("tht", -1, ["tht", "htx"]), ("htx", -1, ["htx", "tht"])])
def test_an_entry_is_moved_and_stays_at_the_end_of_its_list(key, by, order):
    assert [goal["code"] for goal in moved(CONTENT, "goals", key, by)["goals"]] == order


def test_the_frame_keeps_what_is_not_named_and_drops_what_is_blank():
    content = with_frame(CONTENT, {"title": "", "number": "5/KH"})

    assert content["plan"] == {"code": "ke-hoach", "issuers": ["hoi-tinh"], "number": "5/KH"}


def test_lines_are_kept_without_blank_ones():
    assert with_lines(CONTENT, "recipients", [" Như trên; ", "", "Lưu VT."])["recipients"] == ["Như trên;", "Lưu VT."]
    assert "recipients" not in with_lines(CONTENT, "recipients", ["  "])


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("goals", "Hỗ trợ thành lập 03 HTX", "ho-tro-thanh-lap-03-htx"),
        ("goals", "htx", "htx-2"),
        ("goals", "…", "chi-tieu"),
        ("sections", "ii 1", "ii-1-2"),
        ("phases", "Một giai đoạn rất dài của một kế hoạch dài", "mot-giai-doan-rat-dai-cua-mot-ke"),
    ],
)
def test_a_code_is_made_of_words(kind, words, code):
    assert fresh_code(CONTENT, kind, words) == code


@given(st.lists(st.text(max_size=120), max_size=12))
def test_made_codes_are_codes_and_differ(words):
    content = {}
    for number, each in enumerate(words):
        content = with_entry(content, "phases", {"code": fresh_code(content, "phases", each), "years": str(number)})

    codes = [entry["code"] for entry in entries_of(content, "phases")]
    assert len(set(codes)) == len(words)
    assert all(len(code) <= 40 and code.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" for code in codes)


# --- Sections ---------------------------------------------------------------------------------------------------------


def test_sections_are_listed_from_above_downwards():
    assert [(spot.depth, spot.path, spot.title) for spot in section_list(CONTENT)] == [
        (1, ("i",), "I. MỤC TIÊU"),
        (1, ("ii",), "II. TỔ CHỨC"),
        (2, ("ii", "ii-1"), "Hội LHPN tỉnh"),
    ]


def test_a_section_is_added_below_another_and_changed_without_losing_what_is_below_it():
    content = with_section(CONTENT, {"code": "ii-2", "text": "Các huyện"}, parent="ii")
    content = with_section(content, {"code": "ii", "heading": "TỔ CHỨC THỰC HIỆN"}, key="ii")

    assert outline(content) == [(1, "i"), (1, "ii"), (2, "ii-1"), (2, "ii-2")]
    assert section_of(content, "ii").entry["heading"] == "TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("key", "way", "after"),
    [
        ("ii", "up", [(1, "ii"), (2, "ii-1"), (1, "i")]),
        ("i", "down", [(1, "ii"), (2, "ii-1"), (1, "i")]),
        ("i", "up", [(1, "i"), (1, "ii"), (2, "ii-1")]),
        ("ii", "in", [(1, "i"), (2, "ii"), (3, "ii-1")]),
        ("i", "in", [(1, "i"), (1, "ii"), (2, "ii-1")]),
        ("ii-1", "out", [(1, "i"), (1, "ii"), (1, "ii-1")]),
        ("ii", "out", [(1, "i"), (1, "ii"), (2, "ii-1")]),
    ],
)
def test_a_section_moves_in_the_outline(key, way, after):
    assert outline(moved_section(CONTENT, key, way)) == after


@pytest.mark.parametrize(
    ("key", "message"),
    [("ii", "còn 1 mục con"), ("i", "còn 2 chỗ ghi ở mục này (chỉ tiêu “03 HTX”; chỉ tiêu “05 THT”)")],
)
def test_a_section_in_use_is_not_removed(key, message):
    with pytest.raises(RuleBroken) as refused:
        without_section(CONTENT, key)

    assert message in str(refused.value)


def test_an_unused_section_is_removed():
    content = without_section(without_entry(CONTENT, "tasks", "tu-van"), "ii-1")

    assert outline(content) == [(1, "i"), (1, "ii")]


@given(
    st.lists(st.tuples(st.sampled_from(["i", "ii", "ii-1"]), st.sampled_from(["up", "down", "in", "out"])), max_size=12)
)
def test_moving_sections_never_loses_one(steps):
    content = CONTENT
    for key, way in steps:
        content = moved_section(content, key, way)

    assert sorted(code for _, code in outline(content)) == ["i", "ii", "ii-1"]
