"""The pages of a draft's goals: the list, the form with its search, and the way to a new indicator and back."""

import pytest
from django.urls import reverse

from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.publishing import save_draft
from portal.clock import now
from tests.plans.goals_in_boxes import FLOW, goal_of, kept, make_draft, typed
from tests.plans.test_plan_pages import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


def address(draft, name="draft-goal-list", *args):
    return reverse(f"plans:{name}", args=[draft.pk, *args])


def test_the_list_tells_what_each_goal_commits_to_and_how_it_is_counted(draft, chief, browser):
    saved = kept(draft, [goal_of(part="htx"), goal_of("hai", section="ii")], chief)

    words = words_of(browser.get(address(saved)))

    assert "I. MỤC TIÊU Thành lập mới ít nhất 03 HTX HTX, THT mới thành lập (HTX) Ít nhất 03 HTX, năm 2024" in words
    assert "đạt khi từ 03 HTX trở lên" in words
    assert words.index("I. MỤC TIÊU") < words.index("II. TỔ CHỨC")


def test_a_ratio_of_two_indicators_is_explained_by_their_names(draft, chief, browser):
    ratio = {"code": "ty-le", "name": "Tỷ lệ", "measure": "ratio", "ratio_of": {"numerator": FLOW, "denominator": FLOW}}
    content = {"indicators": [ratio], "goals": [goal_of(indicator="ty-le", targets=[{"phase": "gd1", "value": "60"}])]}
    saved = save_draft(draft, draft.content | content, version=draft.version, by=chief, now=now())

    words = words_of(browser.get(address(saved)))

    assert "Lấy tổng “HTX, THT mới thành lập” chia cho tổng “HTX, THT mới thành lập” của cùng các báo cáo" in words
    assert "đạt khi từ 60 % trở lên" in words


def test_a_goal_whose_code_is_none_is_listed_all_the_same(draft, chief, browser):
    saved = kept(draft, [goal_of("Mã Sai"), goal_of("hai")], chief)

    assert "Thành lập mới ít nhất 03 HTX" in words_of(browser.get(address(saved)))


def test_an_empty_list_says_what_a_goal_is(draft, browser):
    assert "Chưa có chỉ tiêu nào." in words_of(browser.get(address(draft)))


def test_a_goal_is_made_and_the_way_leads_back_to_the_list(draft, browser):
    boxes = typed(wording="Thành lập mới ít nhất 03 HTX", target1_span="year:2024", target1_value="3")

    answer = browser.post(address(draft, "draft-goal-new"), boxes)

    code = "thanh-lap-moi-it-nhat-03-htx"
    assert (answer.status_code, answer.url) == (302, f"{address(draft)}#chi-tieu-{code}")
    draft.refresh_from_db()
    assert draft.content["goals"] == [goal_of(code)]


def test_a_goal_that_does_not_fit_is_kept_and_told_at_its_box(draft, browser):
    boxes = typed(target1_span="term:2025", target1_value="3")

    page = browser.post(address(draft, "draft-goal-new"), boxes, follow=True)

    assert page.status_code == 200
    assert dict(page.context["form"].errors) == {
        "target1-span": ["Số phát sinh cộng dồn qua các năm; cần “cộng dồn đến hết năm”."]
    }


def test_what_cannot_be_read_is_not_saved(draft, browser):
    answer = browser.post(address(draft, "draft-goal-new"), typed(target1_span="year:2024", target1_value="ba"))

    assert answer.status_code == 422
    assert 'value="ba"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.content["goals"] == []


def test_an_indicator_is_found_without_tone_marks_and_nothing_typed_is_lost(draft, browser):
    boxes = typed(indicator="", wording="Câu đang gõ dở", tim="htx moi thanh lap", target1_value="ba")

    page = browser.post(address(draft, "draft-goal-redraw-new"), boxes)

    html = page.content.decode()
    assert page.status_code == 200
    assert 'value="htx-moi"' in html
    assert "Câu đang gõ dở" in html
    assert 'value="ba"' in html
    assert "Cần sửa trước khi tiếp tục" not in html


def test_the_chosen_indicator_brings_its_parts_and_the_explanation(draft, browser):
    boxes = typed(target1_span="cumulative:2025", target1_value="30")

    words = words_of(browser.post(address(draft, "draft-goal-redraw-new"), boxes))

    assert "Riêng thành phần" in words
    assert "Ít nhất 30 HTX, THT, cộng dồn 2024-2025" in words


def test_there_is_always_room_for_more_targets(draft, browser):
    boxes = typed(target1_span="year:2024", target1_value="3", target2_span="year:2025", target2_value="4")

    page = browser.post(address(draft, "draft-goal-redraw-new"), boxes).content.decode()

    assert 'name="target4-span"' in page


def test_a_new_indicator_is_made_on_the_way_and_nothing_is_lost(draft, browser):
    boxes = typed(indicator="", wording="Mở 02 lớp", target1_span="year:2024", target1_value="ba")
    left = browser.post(address(draft, "draft-goal-measure-new"), boxes)
    made = browser.post(
        f"{left.url}&loai=count",
        {"name": "Lớp khởi nghiệp", "accumulation": "flow", "unit_of_measure": "lớp", "collected_from": "units"},
    )

    page = browser.get(made.url)

    html = page.content.decode()
    assert "Mở 02 lớp" in html
    assert 'value="ba"' in html
    assert 'name="indicator" value="lop-khoi-nghiep"' in html
    assert "Riêng của kế hoạch này" in html


def test_two_people_at_one_goal_overwrite_nothing_unseen(draft, chief, browser):
    saved = kept(draft, [goal_of()], chief)
    form = GoalForm(Offers(saved), saved.content["goals"][0])
    seen = form.initial["seen"]
    kept(saved, [goal_of(wording="Lời của người kia")], chief)

    answer = browser.post(
        address(draft, "draft-goal", "htx"),
        typed(seen=seen, wording="Lời của tôi", target1_span="year:2024", target1_value="3"),
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Lời của người kia" in html
    assert "Lời của tôi" in html


def test_goals_are_moved_and_taken_out(draft, chief, browser):
    saved = kept(draft, [goal_of("mot"), goal_of("hai"), goal_of("ba", alternative_to="mot")], chief)

    browser.post(address(saved, "draft-entry-move", "chi-tieu", "hai", "len"))
    browser.post(address(saved, "draft-entry-remove", "chi-tieu", "mot"))
    browser.post(address(saved, "draft-entry-remove", "chi-tieu", "ba"))

    saved.refresh_from_db()
    assert [goal["code"] for goal in saved.content["goals"]] == ["hai", "mot"]


def test_a_goal_that_is_not_there_is_not_found(draft, browser):
    assert browser.get(address(draft, "draft-goal", "khong-co")).status_code == 404


QUERIES_OF_THE_LIST = 40


def test_the_number_of_queries_does_not_grow_with_the_goals(draft, chief, browser, django_assert_num_queries):
    saved = kept(draft, [goal_of()], chief)
    browser.get(address(saved))

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        browser.get(address(saved))
    saved = kept(saved, [goal_of(), goal_of("hai"), goal_of("ba")], chief)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        words = words_of(browser.get(address(saved)))

    assert words.count("đạt khi từ 03 HTX, THT trở lên") == 3
