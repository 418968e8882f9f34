"""All mistakes are told at once; what files share is said alike; and what is no plan file at all is refused."""

import pytest

from plans.loading import PlanFileWrong
from plans.models import Agency
from tests.plans.plan_files import CATALOGUE, OTHER_PLAN, PLAN, changed, line_of, load, mistakes_of

pytestmark = pytest.mark.django_db


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(world, tmp_path):
    text = changed(PLAN, "kind: plan\n", "kind: plann\n")
    text = changed(text, "{phase: gd1, value: 7}", "{phase: gd1}")
    text = changed(text, "    lead: [hoi-tinh]", "    lead: [hoi-huyen]")
    text = changed(text, "due: trước ngày 30/11", "due: sau 30/11")

    found = mistakes_of(tmp_path, text)

    assert [message.split(": ")[1] for message in found] == [
        "plan.kind",
        "goals[htx].targets[2]",
        "tasks[tu-van].lead",
        "duties[huyen].reports[1].due",
    ]


def test_agencies_that_succeed_each_other_in_a_circle_are_both_told(world, tmp_path):
    text = changed(PLAN, "unit: province 37}", "unit: province 37, to: 2030-12-31, successor: hoi-tinh}")

    found = mistakes_of(tmp_path, text)

    assert [message.split(": ", 1)[1] for message in found] == [
        f"agencies[{code}]: cơ quan kế tục (hoặc cơ quan trên) đi vòng lại chính cơ quan này; cần bỏ vòng"
        for code in ("hoi-tinh", "hoi-tinh-moi")
    ]


def test_two_plans_may_not_say_different_things_of_one_agency(world, tmp_path):
    load(tmp_path, OTHER_PLAN)
    text = changed(PLAN, "name: Hội LHPN tỉnh, kind: union", "name: Hội Phụ nữ tỉnh, kind: union")

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, OTHER_PLAN, text)

    assert [str(mistake) for mistake in wrong.value.mistakes] == [
        f"dòng {line_of(text, 'Hội Phụ nữ tỉnh')}: agencies[hoi-tinh]: cơ quan “hoi-tinh” đã được tệp “ke-hoach-khac” "
        "khai khác (name); cần khai giống nhau, hoặc sửa cả hai tệp rồi nạp cùng lúc"
    ]


def test_two_plans_change_what_they_share_together(world, tmp_path):
    load(tmp_path, PLAN, OTHER_PLAN)
    old, new = "name: Hội LHPN tỉnh, kind: union", "name: Hội Phụ nữ tỉnh, kind: union"

    load(tmp_path, changed(PLAN, old, new), changed(OTHER_PLAN, old, new))

    assert Agency.objects.get(code="hoi-tinh").name == "Hội Phụ nữ tỉnh"


def test_a_plan_may_not_redefine_an_indicator_of_the_catalogue(world, tmp_path):
    own = "indicators:\n  - {code: ra-mat, name: Ra mắt đội, measure: milestone, collected_from: [province]}\n"

    found = mistakes_of(tmp_path, changed(PLAN, "tasks:\n", own + "tasks:\n"))

    assert any("chỉ số “ra-mat” đã được tệp “danh-muc-chi-so” khai khác (name)" in message for message in found)


def test_an_indicator_does_not_change_its_measure_under_another_plan(world, tmp_path):
    load(tmp_path, PLAN, OTHER_PLAN)
    catalogue = changed(CATALOGUE, "    accumulation: flow\n", "    accumulation: stock\n")

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, PLAN, catalogue=catalogue)

    assert [mistake.message for mistake in wrong.value.mistakes] == [
        "đổi accumulation của chỉ số “htx-moi” mà kế hoạch ke-hoach-khac đang dùng; cần nạp cùng lúc các kế hoạch đó"
    ]


def test_two_files_may_not_hold_the_same_plan(world, tmp_path):
    found = mistakes_of(tmp_path, PLAN, PLAN + "# bản hai\n")

    assert found == ["dòng 2: plan.code: mã kế hoạch “ke-hoach-thu” đã dùng trong tệp ke-hoach-1.yaml; cần mã khác"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (PLAN.encode("utf-16"), "dòng 1: tệp không phải chữ Unicode; cần lưu tệp với mã hóa UTF-8"),
        (b"", "dòng 1: tệp trống; cần các phần plan, sections, goals… (xem docs/plan-form.md)"),
        ("- một\n- hai\n".encode(), None),
        ('plan:\n  title: "chưa đóng\n'.encode(), "dòng 3: dấu nháy hoặc dấu ngoặc mở ở đây chưa đóng"),
        (b"plan:\n  title: a\x01b\n", "dòng 2: có ký tự điều khiển không đọc được; cần xóa ký tự đó"),
    ],
    ids=["UTF-16", "empty", "a list", "an open quote", "a control character"],
)
def test_a_file_that_is_no_plan_at_all_is_refused(raw, message, world, tmp_path):
    found = mistakes_of(tmp_path, raw)

    assert found == [message] if message else found[0].startswith("dòng 1: cần các khóa plan, legal_basis")
