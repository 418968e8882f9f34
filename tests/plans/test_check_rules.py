"""Rules between indicators: from a plan file and the catalogue into the tables, again, out again, and compared."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.cataloguing import rules_on
from plans.comparing import Difference, differences, passages_of
from plans.drafting import entry_of, with_entry, without_entry
from plans.drafting.references import with_references
from plans.loading import PlanFileWrong
from plans.loading.mistakes import Mistakes
from plans.loading.trees import read_tree, tree_of
from plans.loading.versions import last_version
from plans.models import CheckRule, Indicator, Plan
from plans.publishing import yaml_file
from plans.publishing.copying import copied
from portal.errors import RuleBroken
from tests.builders import make_plan, make_rule
from tests.plans.plan_files import CATALOGUE, PLAN, changed, load
from tests.plans.test_plan_pages import words_of

pytestmark = pytest.mark.django_db

RULES = """\
rules:
  - code: can-bo-trong-viec-lam
    left: [{indicator: ty-le-can-bo, side: denominator}]
    comparison: not_above
    right: [{indicator: viec-lam}]
    constant: 2.5
    weight: explain
    words: Cán bộ nằm trong số lao động
    note: Theo sổ theo dõi
  - code: htx-it-hon-tht
    left: [{indicator: htx-moi, part: htx}]
    comparison: below
    right: [{indicator: htx-moi, part: tht}]
    weight: refuse
"""
WITH_RULES = changed(PLAN, "tasks:\n", RULES + "tasks:\n")
COMMON = CATALOGUE + "rules:\n" + RULES.partition("\n")[2].replace("can-bo-trong-viec-lam", "chung")


def told(rule):
    """(code, left, comparison, right, constant, weight, words) of a rule; a number as (indicator, part or side)."""
    terms = {"left": [], "right": []}
    for term in rule.terms.select_related("indicator", "part"):
        terms[term.place].append((term.indicator.code, term.part.code if term.part else term.side))
    return rule.code, terms["left"], rule.comparison, terms["right"], rule.constant, rule.weight, rule.words


OF_THE_PLAN = [
    (
        "can-bo-trong-viec-lam",
        [("ty-le-can-bo", "denominator")],
        "not_above",
        [("viec-lam", "")],
        Decimal("2.5"),
        "explain",
        "Cán bộ nằm trong số lao động",
    ),
    ("htx-it-hon-tht", [("htx-moi", "htx")], "below", [("htx-moi", "tht")], None, "refuse", ""),
]


@pytest.fixture
def plan(world, tmp_path):
    load(tmp_path, WITH_RULES)
    return Plan.objects.get(code="ke-hoach-thu")


def content_of(plan):
    """What was published, its keys in the form's order again: a database may have kept them in another."""
    return tree_of(read_tree(last_version(plan).content, Mistakes("")))


def test_a_plans_rules_are_its_own(plan):
    assert [told(rule) for rule in plan.check_rules.order_by("order")] == OF_THE_PLAN
    assert plan.check_rules.get(code="can-bo-trong-viec-lam").note == "Theo sổ theo dõi"


def test_the_catalogues_rules_belong_to_no_plan(world, tmp_path):
    load(tmp_path, WITH_RULES, catalogue=COMMON)

    codes = CheckRule.objects.filter(plan=None).order_by("order").values_list("code", flat=True)
    assert list(codes) == ["chung", "htx-it-hon-tht"]
    assert CheckRule.objects.exclude(plan=None).count() == 2


def test_the_same_file_again_changes_nothing(plan, tmp_path):
    before = list(CheckRule.objects.values_list()), [told(rule) for rule in CheckRule.objects.all()]

    _, result = load(tmp_path, WITH_RULES + "# Không đổi gì\n")

    assert result.changes == ()
    assert (list(CheckRule.objects.values_list()), [told(rule) for rule in CheckRule.objects.all()]) == before


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("weight: explain", "weight: refuse", ("sửa quy tắc kiểm tra can-bo-trong-viec-lam (khi không đúng)",)),
        ("constant: 2.5", "constant: 3", ("sửa quy tắc kiểm tra can-bo-trong-viec-lam (số cộng vào vế phải)",)),
        (
            "right: [{indicator: viec-lam}]",
            "right: [{indicator: ty-le-can-bo, side: numerator}]",
            ("sửa quy tắc kiểm tra can-bo-trong-viec-lam (số trong quy tắc kiểm tra)",),
        ),
        ("code: htx-it-hon-tht", "code: khac", ("thêm quy tắc kiểm tra khac", "bỏ quy tắc kiểm tra htx-it-hon-tht")),
        (RULES, "", ("bỏ quy tắc kiểm tra can-bo-trong-viec-lam", "bỏ quy tắc kiểm tra htx-it-hon-tht")),
    ],
)
def test_what_a_file_changes_of_its_rules_is_told(plan, tmp_path, old, new, changes):
    _, result = load(tmp_path, changed(WITH_RULES, old, new))

    assert result.changes == changes


OTHER_COUNT = (
    "indicators:\n  - {code: lao-dong, name: Lao động, measure: count, accumulation: flow, unit_of_measure: người, "
    "breakdown: loai-hinh}\n"
)


def test_an_indicator_in_a_rule_of_another_file_cannot_go(plan, tmp_path):
    wider = CATALOGUE + OTHER_COUNT.partition("\n")[2]
    text = changed(WITH_RULES, "right: [{indicator: htx-moi, part: tht}]", "right: [{indicator: lao-dong}]")
    load(tmp_path, text, catalogue=wider)

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, text, catalogue=CATALOGUE)

    assert "chỉ số lao-dong (“Lao động”) còn được dùng (số trong quy tắc kiểm tra), không bỏ được" in str(wrong.value)


# --- As a document ----------------------------------------------------------------------------------------------------


def test_what_is_published_holds_the_rules_as_they_were_written(plan):
    assert last_version(plan).content["rules"][0] == {
        "code": "can-bo-trong-viec-lam",
        "left": [{"indicator": "ty-le-can-bo", "side": "denominator"}],
        "comparison": "not_above",
        "right": [{"indicator": "viec-lam"}],
        "constant": "2.5",
        "weight": "explain",
        "words": "Cán bộ nằm trong số lao động",
        "note": "Theo sổ theo dõi",
    }


def test_the_file_that_is_handed_out_loads_to_the_same_rules(plan, tmp_path):
    text = yaml_file(plan)

    [_, result] = load(tmp_path, text)

    assert "side: denominator" in text
    assert result.changes == ()


def test_a_file_brings_the_indicator_of_another_plan_that_its_rule_speaks_of(plan, tmp_path):
    """The indicator stands in the other plan's file; whoever is handed this one can load it alone."""
    other = changed(PLAN, "  code: ke-hoach-thu\n", "  code: ke-hoach-hai\n").replace("12/KH-BTV", "13/KH-BTV")
    other = changed(other, "goals:\n", OTHER_COUNT + "goals:\n")
    rules = changed(WITH_RULES, "right: [{indicator: htx-moi, part: tht}]", "right: [{indicator: lao-dong}]")
    load(tmp_path, other, rules)

    text = yaml_file(Plan.objects.get(code="ke-hoach-thu"))

    assert "code: lao-dong" in text


def test_a_copy_keeps_the_rules(plan):
    copy = copied(content_of(plan), years_later=1, keep_values=False, province=None, ended_scope_as_of=None)

    assert copy["rules"] == content_of(plan)["rules"]


def test_a_changed_code_of_an_indicator_is_followed_into_the_rules(plan):
    content = with_references(content_of(plan), "indicators", "viec-lam", "viec-lam-moi")

    assert content["rules"][0]["right"] == [{"indicator": "viec-lam-moi"}]


def test_an_indicator_is_not_taken_from_under_a_rule(plan):
    own = {"code": "lao-dong", "name": "Lao động", "measure": "count"}
    content = with_entry(content_of(plan), "indicators", own)
    rule = entry_of(content, "rules", "can-bo-trong-viec-lam") | {"right": [{"indicator": "lao-dong"}]}
    content = with_entry(content, "rules", rule, key="can-bo-trong-viec-lam")

    with pytest.raises(RuleBroken, match="đang được dùng ở quy tắc kiểm tra “Cán bộ nằm trong số lao động”"):
        without_entry(content, "indicators", "lao-dong")


def test_rules_are_compared_in_words(plan):
    content = content_of(plan)
    rule = entry_of(content, "rules", "htx-it-hon-tht") | {
        "comparison": "equal",
        "weight": "explain",
        "right": [{"indicator": "ty-le-can-bo", "side": "numerator"}],
        "constant": "1.5",
    }

    assert differences(content, with_entry(content, "rules", rule, key="htx-it-hon-tht")) == [
        Difference(
            "rules",
            "quy tắc kiểm tra",
            "htx-it-hon-tht",
            (
                ("so sánh", "nhỏ hơn", "bằng"),
                (
                    "vế phải",
                    "chỉ số HTX, THT mới thành lập, thành phần THT",
                    "chỉ số Tỷ lệ cán bộ được tập huấn, tử số hay mẫu số tử số",
                ),
                ("khi không đúng", "phải sửa mới nộp được", "giải trình thì nộp được"),
                ("số cộng vào vế phải", "", "1,5"),
            ),
        )
    ]


def test_rules_are_read_with_the_whole_text(plan):
    [passage] = [passage for passage in passages_of(content_of(plan)) if passage.heading == "Quy tắc kiểm tra"]

    assert [reading.title for reading in passage.readings] == ["Cán bộ nằm trong số lao động", ""]
    assert ("so sánh", "không lớn hơn") in passage.readings[0].facts


# --- Where they are read ----------------------------------------------------------------------------------------------


def test_an_indicators_page_tells_the_rules_that_it_is_in(world, plan, client, hai_hau_officer, on_day):
    on_day(date(2024, 6, 10))
    elsewhere = make_plan(scope=world.ninh_binh)
    make_rule([Indicator.objects.get(code="viec-lam")], "not_above", constant=5000, plan=elsewhere)
    client.force_login(hai_hau_officer)

    words = words_of(client.get(reverse("plans:indicator-page", args=["viec-lam"])))

    assert (
        "Quy tắc kiểm tra khi nhập Cán bộ đang công tác (mẫu số của “Tỷ lệ cán bộ được tập huấn”) không lớn hơn "
        "Lao động nữ có việc làm ổn định + 2,5: giải trình thì nộp được ( Đề án thử ) Cán bộ nằm trong số lao động"
    ) in words
    assert "5.000" not in words


def test_the_rules_of_an_indicator_are_read_in_four_questions(plan, django_assert_num_queries):
    indicator = Indicator.objects.get(code="htx-moi")

    with django_assert_num_queries(4):
        [(rule, formula)] = rules_on(indicator, Plan.objects.all())

    assert (rule.code, formula) == (
        "htx-it-hon-tht",
        "HTX, THT mới thành lập: HTX nhỏ hơn HTX, THT mới thành lập: THT",
    )
