"""Two contents side by side, and one read whole, in the words of an office."""

import pytest

from plans.comparing import Difference, differences, passages_of
from plans.drafting import (
    entry_of,
    moved,
    moved_section,
    with_entry,
    with_frame,
    with_lines,
    with_section,
    without_entry,
)
from plans.loading.entries import read_entry
from plans.loading.form import PlanFile
from plans.loading.mistakes import Mistakes
from plans.loading.source import read_source
from plans.loading.trees import read_tree, tree_of
from tests.plans.plan_files import PLAN, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(world, tmp_path):
    """The small plan as a content; its indicators are in the tables."""
    load(tmp_path, PLAN)
    return tree_of(read_entry(PlanFile, read_source(PLAN.encode(), Mistakes("")), Mistakes("")))


def test_the_same_content_has_no_differences(content):
    assert differences(content, content) == []


def test_the_frame_and_the_lists_are_compared(content):
    is_ = with_frame(content, {"signed_on": "2024-03-01", "number": ""})
    is_ = with_lines(is_, "recipients", ["Thường trực Tỉnh ủy;", "Như trên;"])

    assert differences(content, is_) == [
        Difference(
            "plan", "phần đầu kế hoạch", "", (("số, ký hiệu", "12/KH-BTV", ""), ("ngày ký", "26/02/2024", "01/03/2024"))
        ),
        Difference("recipients", "nơi nhận", "", (("nơi nhận", "Lưu VT.", "Như trên;"),)),
    ]


def test_a_goal_is_compared_by_names_and_in_words(content):
    goal = entry_of(content, "goals", "htx") | {
        "section": "ii",
        "indicator": "viec-lam",
        "part": "tht",
        "comparator": "more_than",
        "targets": [
            {"year": "2024", "value": "3.5"},
            {"phase": "gd1", "value": "7", "effective_from": "2025-01-01", "decision": "5/QĐ", "reason": "Sơ kết"},
        ],
    }

    [found] = differences(content, with_entry(content, "goals", goal, key="htx"))

    assert (found.kind, found.noun, found.name, found.what) == (
        "goals",
        "chỉ tiêu",
        "Thành lập mới ít nhất 03 HTX",
        "sửa",
    )
    assert found.changes == (
        ("mục", "I. MỤC TIÊU", "II. TỔ CHỨC"),
        ("chỉ số", "HTX, THT mới thành lập", "Lao động nữ có việc làm ổn định"),
        ("thành phần", "HTX", "THT"),
        ("cách so sánh", "ít nhất", "trên"),
        (
            "các lần giao",
            "năm 2024: 3\nGiai đoạn 1: 7",
            "năm 2024: 3,5\nGiai đoạn 1: 7, áp dụng từ ngày 01/01/2025 (5/QĐ); lý do: Sơ kết",
        ),
    )


def test_what_was_added_and_what_was_removed_is_told_whole(content):
    is_ = without_entry(content, "tasks", "tu-van")
    is_ = with_entry(is_, "phases", {"code": "gd2", "name": "Giai đoạn 2", "years": "2026"})

    assert differences(content, is_) == [
        Difference("phases", "giai đoạn", "Giai đoạn 2", (("tên", "", "Giai đoạn 2"), ("các năm", "", "2026")), "thêm"),
        Difference(
            "tasks",
            "nhiệm vụ",
            "Tư vấn, hỗ trợ thành lập HTX.",
            (
                ("mục", "1. Hội LHPN tỉnh", ""),
                ("nguyên văn", "Tư vấn, hỗ trợ thành lập HTX.", ""),
                ("chủ trì", "Hội LHPN tỉnh", ""),
                ("phối hợp", "Liên minh HTX tỉnh", ""),
                ("bao lâu một lần", "hàng năm", ""),
                ("chương trình lồng ghép", "OCOP", ""),
            ),
            "bỏ",
        ),
    ]


def test_sections_are_compared_wherever_they_went(content):
    is_ = moved_section(with_section(content, {"code": "ii-1", "heading": "Hội tỉnh"}, key="ii-1"), "ii-1", "out")

    assert differences(content, is_) == [
        Difference(
            "sections",
            "mục",
            "Hội tỉnh",
            (("số thứ tự", "1.", ""), ("tiêu đề", "Hội LHPN tỉnh", "Hội tỉnh"), ("mục trên", "II. TỔ CHỨC", "")),
        ),
        Difference(
            "sections",
            "mục",
            "",
            (
                (
                    "thứ tự",
                    "I. MỤC TIÊU\nII. TỔ CHỨC\n1. Hội LHPN tỉnh\n- Mỗi huyện ít nhất 01 HTX.",
                    "I. MỤC TIÊU\nII. TỔ CHỨC\n- Mỗi huyện ít nhất 01 HTX.\nHội tỉnh",
                ),
            ),
        ),
    ]


def test_another_order_is_a_difference(content):
    [found] = differences(content, moved(content, "goals", "viec-lam", -1))

    assert found.changes[0][0] == "thứ tự"
    assert found.changes[0][2].startswith("Việc làm ổn định cho 300 lao động nữ\nThành lập mới")


def test_comparing_asks_the_same_few_questions_however_much_differs(content, django_assert_num_queries):
    with django_assert_num_queries(3):
        differences({}, content)


def test_a_content_is_read_whole(content):
    passages = passages_of(content)

    assert [passage.heading for passage in passages] == [
        "Phần đầu kế hoạch",
        "Căn cứ",
        "Văn bản liên quan",
        "Cơ quan",
        "Giai đoạn",
        "Lời dẫn",
        "I. MỤC TIÊU",
        "II. TỔ CHỨC",
        "1. Hội LHPN tỉnh",
        "",
        "Lời kết",
        "Nguồn kinh phí",
        "Nơi nhận",
        "Mẫu văn bản",
    ]
    aims = passages[6]
    assert aims.text.startswith("- Thành lập mới ít nhất 03 HTX.")
    assert [(reading.noun, reading.title) for reading in aims.readings] == [
        ("chỉ tiêu", "Thành lập mới ít nhất 03 HTX"),
        ("chỉ tiêu", "Việc làm ổn định cho 300 lao động nữ"),
    ]
    assert ("các lần giao", "đến cuối năm 2025: 300") in aims.readings[1].facts


def test_an_unfinished_content_is_read_as_far_as_it_goes():
    assert passages_of({}) == []
    assert [passage.heading for passage in passages_of({"plan": {"code": "a"}, "sections": [{"code": "i"}]})] == [""]
    assert read_tree({}, Mistakes("")) is not None
