"""Goals on the plan desk: what each box writes, every way to compare and every span, and what is told at which box."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from plans.choices import Comparator, VersionKind
from plans.drafting import with_entry
from plans.forms import parts
from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.forms.problems import problems_of
from plans.models import Goal, Plan, PlanDraft, Target
from plans.publishing import begin_amendment, describe_amendment, mistakes_of, publish, save_draft
from portal.clock import now
from tests.plans.goals_in_boxes import FLOW, MILESTONE, RATIO, STOCK, goal_of, goal_typed, make_draft, typed
from tests.plans.plan_files import PLAN, changed, load
from tests.plans.test_plan_pages import words_of

pytestmark = pytest.mark.django_db

SPANS = {
    "year:2024": ("year", 2024, 2024, 0),
    "phase:gd1": ("phase", 2024, 2025, 0),
    "cumulative:2025": ("cumulative", 2024, 2025, 0),
    "term:2025": ("term", 2024, 2025, 0),
    "every:2": ("every", 2024, 2025, 2),
}
REFUSED = {(FLOW, "term:2025"), (STOCK, "cumulative:2025"), (RATIO, "cumulative:2025")}
OF_A_MILESTONE = {Comparator.REACH, Comparator.FOLLOWED}
PAIRS = [
    (indicator, comparator)
    for indicator, comparator in product((FLOW, STOCK, RATIO, MILESTONE), Comparator)
    if indicator != MILESTONE or comparator in OF_A_MILESTONE
]


@pytest.fixture
def chief(province_administrator, on_day):
    """Nam Định's administrator, on a day on which Nam Định is there."""
    on_day(date(2024, 5, 6))
    return province_administrator


@pytest.fixture
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


@pytest.fixture
def browser(chief):
    client = Client()
    client.force_login(chief)
    return client


def kept(draft, goals, chief):
    """The draft with these goals saved."""
    content = draft.content | {"goals": goals}
    return save_draft(draft, content, version=draft.version, by=chief, now=now())


def spans_open_to(indicator):
    return [span for span in SPANS if (indicator, span) not in REFUSED]


def boxes_for(indicator, comparator, spans):
    """Every span as a row; a value where one is to be reached, two for a range."""
    boxes = {"indicator": indicator, "comparator": comparator.value}
    for number, span in enumerate(spans, 1):
        boxes[f"target{number}_span"] = span
        if indicator != MILESTONE and comparator != Comparator.FOLLOWED:
            boxes[f"target{number}_value"] = "80"
            boxes |= {f"target{number}_to": "90"} if comparator == Comparator.RANGE else {}
    return boxes


def values_of(indicator, comparator):
    if indicator == MILESTONE or comparator == Comparator.FOLLOWED:
        return {}
    return {"value": "80", "to": "90"} if comparator == Comparator.RANGE else {"value": "80"}


# --- Every combination ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("indicator", "comparator"), PAIRS)
def test_every_measure_comparator_and_span_comes_through_the_form_into_the_tree(indicator, comparator, draft, chief):
    spans = spans_open_to(indicator)

    goal = goal_typed(draft, **boxes_for(indicator, comparator, spans))

    lines = [dict([span.split(":")]) | values_of(indicator, comparator) for span in spans]
    assert goal["targets"] == lines
    assert mistakes_of(kept(draft, [{"code": "moi", **goal}], chief)) == []


def test_every_measure_comparator_and_span_comes_into_the_published_tables(draft, chief):
    goals = [
        {
            "code": f"{indicator}-{place}",
            **goal_typed(draft, **boxes_for(indicator, comparator, spans_open_to(indicator))),
        }
        for place, (indicator, comparator) in enumerate(PAIRS)
    ]

    publish(kept(draft, goals, chief), by=chief, now=now())

    rows = Target.objects.filter(goal__plan__code="ke-hoach-moi").order_by("goal__order", "order")
    fields = ("goal__code", "goal__comparator", "span_kind", "first_year", "last_year", "every_years")
    assert list(rows.values_list(*fields, "versions__value", "versions__value_to")) == [
        (f"{indicator}-{place}", comparator.value, *SPANS[span], *_numbers(indicator, comparator))
        for place, (indicator, comparator) in enumerate(PAIRS)
        for span in spans_open_to(indicator)
    ]


def _numbers(indicator, comparator):
    said = values_of(indicator, comparator)
    return tuple(Decimal(said[key]) if key in said else None for key in ("value", "to"))


@pytest.mark.parametrize(
    ("boxes", "box"),
    [
        ({"indicator": FLOW, "target1_span": "term:2025", "target1_value": "3"}, "target1-span"),
        ({"indicator": STOCK, "target1_span": "cumulative:2025", "target1_value": "3"}, "target1-span"),
        ({"indicator": RATIO, "target1_span": "year:2024", "target1_value": "101"}, "target1-value"),
        ({"indicator": FLOW, "target1_span": "year:2024", "target1_value": "1,5"}, "target1-value"),
        ({"indicator": FLOW, "target1_span": "year:2024"}, "target1-value"),
        ({"indicator": FLOW, "target1_span": "year:2024", "target1_value": "-3"}, "target1-value"),
        ({"indicator": FLOW, "target1_span": "year:2024", "target1_value": "3", "target1_to": "5"}, "target1-to"),
        ({"comparator": "range", "target1_span": "year:2024", "target1_value": "3"}, "target1-value"),
        ({"comparator": "range", "target1_span": "year:2024", "target1_value": "5", "target1_to": "3"}, "target1-to"),
        ({"comparator": "followed", "target1_span": "year:2024", "target1_value": "3"}, "target1-value"),
        (
            {"indicator": MILESTONE, "comparator": "reach", "target1_span": "year:2025", "target1_value": "1"},
            "target1-value",
        ),
        ({"indicator": MILESTONE, "comparator": "about", "target1_span": "year:2025"}, "comparator"),
        ({"target1_span": "year:2024", "target1_value": "3", "target1_years": "2024"}, "target1-years"),
        ({"target1_span": "every:1", "target1_value": "3", "target1_years": "2031"}, "target1-span"),
        ({"part": "htx", "indicator": STOCK, "target1_span": "year:2024", "target1_value": "3"}, "part"),
        ({"indicator": "khong-co", "target1_span": "year:2024", "target1_value": "3"}, "indicator"),
        ({"target1_span": ""}, None),
        ({"indicator": "lao-dong-lien-minh", "target1_span": "year:2024", "target1_value": "3"}, "agencies-1"),
        ({"agencies-1": "lien-minh", "target1_span": "year:2024", "target1_value": "3"}, "agencies-1"),
        ({"per": "district", "comparator": "followed", "target1_span": "year:2024"}, "per"),
        (
            {
                "indicator": RATIO,
                "target1_span": "term:2025",
                "target1_value": "3",
                "baseline_value": "120",
                "baseline_on": "1/1/2024",
            },
            "baseline_value",
        ),
    ],
)
def test_what_does_not_fit_together_is_told_at_its_box(boxes, box, draft, chief):
    form = GoalForm(Offers(draft), None, typed(**{"part": ""} | boxes))
    form.full_clean()
    if "part" in form.errors:  # a part of another indicator is no choice of this one
        assert box == "part"
        return
    assert form.errors == {}
    saved = kept(draft, [{"code": "moi", **form.entry()}], chief)

    problems = problems_of(saved, mistakes_of(saved)).of_entry(parts.GOALS, "moi")

    opened = GoalForm.with_problems(Offers(saved), saved.content["goals"][0], problems)
    assert list(opened.errors) == [box or "__all__"]


@pytest.mark.parametrize(
    ("boxes", "refused"),
    [
        ({"wording": " "}, {"wording"}),
        ({"section": ""}, {"section"}),
        ({"indicator": ""}, {"indicator"}),
        ({"comparator": "gần"}, {"comparator"}),
        ({"target1_value": "3"}, {"target1-span"}),
        ({"target1_span": "year:2024", "target1_value": "ba"}, {"target1-value"}),
        ({"target1_span": "year:1900", "target1_value": "3"}, {"target1-span"}),
        ({"baseline_value": "12"}, {"baseline_on"}),
        ({"baseline_on": "1/1/2024"}, {"baseline_value"}),
        ({"joined_as": "alternative_to"}, {"joined_to"}),
    ],
)
def test_what_cannot_be_read_stays_in_its_box(boxes, refused, draft):
    form = GoalForm(Offers(draft), None, typed(**boxes))

    assert set(form.errors) == refused


# --- Boxes and the tree -----------------------------------------------------------------------------------------------


def test_every_key_of_a_goal_is_written(draft, chief):
    saved = kept(draft, [goal_of("lop")], chief)

    goal = goal_typed(
        saved,
        part="htx",
        per="district",
        baseline_value="1.200,5",
        baseline_on="14/12/2023",
        joined_as="beneficiaries_of",
        joined_to="lop",
        note="In mờ.",
        target1_span="every:1",
        target1_years="2025",
        target1_value="1.500",
    )

    assert goal == {
        "section": "i",
        "wording": "Lời của văn bản",
        "indicator": FLOW,
        "part": "htx",
        "comparator": "at_least",
        "per": "district",
        "baseline": {"value": "1200.5", "on": "2023-12-14"},
        "beneficiaries_of": "lop",
        "note": "In mờ.",
        "targets": [{"every": "1", "years": "2025", "value": "1500"}],
    }


def test_a_target_is_dropped_and_blank_rows_are_nothing(draft):
    there = goal_of(targets=[{"year": "2024", "value": "3"}, {"year": "2025", "value": "4"}])
    boxes = {"target1_span": "year:2024", "target1_value": "3", "target1_drop": "on", "target2_span": "year:2025"}

    goal = goal_typed(draft, there, **boxes, target2_value="5")

    assert goal["targets"] == [{"year": "2025", "value": "5"}]


def test_a_span_outside_the_plan_is_kept_until_it_is_changed(draft):
    there = goal_of(targets=[{"year": "2031", "value": "3"}])

    form = GoalForm(Offers(draft), there, typed(target1_span="year:2031", target1_value="3"))

    assert form.errors == {}
    assert form.entry()["targets"] == [{"year": "2031", "value": "3"}]


def test_no_target_is_lost_however_many_there_are(draft):
    lines = [
        {"year": "2024", "value": str(number), "effective_from": f"2024-{month:02}-{day:02}"}
        for number, (month, day) in enumerate(product(range(1, 7), range(1, 10)))
    ]
    form = GoalForm(Offers(draft), goal_of(targets=lines))

    saved = GoalForm(Offers(draft), goal_of(targets=lines), form.as_if_typed())

    assert saved.errors == {}
    assert saved.entry()["targets"] == lines


def test_a_browser_cannot_ask_for_rows_without_end(draft):
    form = GoalForm(Offers(draft), None, typed(target99_span="year:2024", target99_value="3"))

    assert form.row_count == 42


def test_without_the_plans_years_only_phases_are_offered(draft, chief):
    frame = {key: text for key, text in draft.content["plan"].items() if key != "years"}

    form = GoalForm(Offers(PlanDraft(pk=1, province=draft.province, content=draft.content | {"plan": frame})))

    assert form.spans == [("Trong giai đoạn", [("phase:gd1", "Giai đoạn 1 (2024-2025)")])]


# --- The pages --------------------------------------------------------------------------------------------------------


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


QUERIES_OF_THE_LIST = 36


def test_the_number_of_queries_does_not_grow_with_the_goals(draft, chief, browser, django_assert_num_queries):
    saved = kept(draft, [goal_of()], chief)
    browser.get(address(saved))

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        browser.get(address(saved))
    saved = kept(saved, [goal_of(), goal_of("hai"), goal_of("ba")], chief)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        words = words_of(browser.get(address(saved)))

    assert words.count("đạt khi từ 03 HTX, THT trở lên") == 3


# --- An adjustment by decision ----------------------------------------------------------------------------------------


@pytest.fixture
def adjustment(world, chief, tmp_path):
    """The small plan, published, and its adjustment from 1/7/2024."""
    load(tmp_path, changed(PLAN, ', units: {"366": 2}', ""))
    draft = begin_amendment(Plan.objects.get(), kind=VersionKind.ADJUSTMENT, by=chief, now=now())
    told = {"decision": "Quyết định 9/QĐ-BTV", "effective_from": date(2024, 7, 1), "reason": "Giao thêm"}
    return describe_amendment(draft, **told, by=chief, now=now())


def test_published_targets_stay_and_a_line_is_begun_by_the_decision(adjustment, browser):
    boxes = typed(wording="Thành lập mới ít nhất 03 HTX", part="htx")

    page = browser.post(address(adjustment, "draft-goal-adjust", "htx", 1), boxes)

    form = page.context["form"]
    assert [(row.number, row.words) for row in form.published_rows()] == [
        (1, "Năm 2024: 3"),
        (2, "Giai đoạn 1 (2024-2025): 7"),
    ]
    assert {name: form[f"target1-{name}"].value() for name in ("span", "effective_from", "decision", "reason")} == {
        "span": "year:2024",
        "effective_from": "01/07/2024",
        "decision": "Quyết định 9/QĐ-BTV",
        "reason": "Giao thêm",
    }


def test_an_adjustment_adds_a_line_and_both_values_stand_in_the_tables(adjustment, chief, browser):
    there = adjustment.content["goals"][0]
    boxes = {
        "seen": GoalForm(Offers(adjustment), there).initial["seen"],
        "target1_span": "year:2024",
        "target1_value": "5",
        "target1_effective_from": "1/7/2024",
        "target1_decision": "Quyết định 9/QĐ-BTV",
        "target1_reason": "Giao thêm",
    }
    browser.post(address(adjustment, "draft-goal", "htx"), typed(wording=there["wording"], **boxes))
    adjustment.refresh_from_db()

    publish(adjustment, by=chief, now=now())

    versions = Goal.objects.get(code="htx").targets.get(span_kind="year").versions
    assert list(versions.values_list("value", "effective_from", "decision")) == [
        (3, None, ""),
        (5, date(2024, 7, 1), "Quyết định 9/QĐ-BTV"),
    ]


def test_what_a_published_goal_measures_cannot_be_changed_in_an_adjustment(adjustment):
    there = adjustment.content["goals"][0]

    form = GoalForm(Offers(adjustment), there, typed(indicator=STOCK, comparator="about", per="commune"))

    assert form.errors == {}
    assert {key: form.entry().get(key) for key in ("indicator", "part", "comparator", "per")} == {
        "indicator": FLOW,
        "part": "htx",
        "comparator": "at_least",
        "per": None,
    }


def test_a_correction_may_rewrite_a_published_target(world, chief, tmp_path):
    load(tmp_path, PLAN)
    draft = begin_amendment(Plan.objects.get(), kind=VersionKind.CORRECTION, by=chief, now=now())

    form = GoalForm(Offers(draft), draft.content["goals"][0])

    assert form.published_rows() == []
    assert form["target1-value"].value() == "3"


def test_the_goals_of_another_goal_are_followed(draft, chief):
    saved = kept(draft, [goal_of("htx"), goal_of("tht", alternative_to="htx")], chief)

    changed_code = with_entry(saved.content, "goals", goal_of("htx-moi"), key="htx")

    assert changed_code["goals"][1]["alternative_to"] == "htx-moi"
