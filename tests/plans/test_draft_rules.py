"""Rules between indicators on the plan desk: one choice for each number, and what is wrong told at its box."""

import pytest
from django.urls import reverse

from plans.forms.check_rules import RuleForm, numbers_of
from plans.forms.offers import Offers
from plans.publishing import save_draft
from portal.clock import now
from tests.plans.goals_in_boxes import make_draft
from tests.plans.test_draft_forms import opened_and_saved, typed
from tests.plans.test_plan_pages import words_of

pytestmark = pytest.mark.django_db

RULE = {
    "code": "can-bo",
    "left": [{"indicator": "ty-le-can-bo", "side": "denominator"}],
    "comparison": "not_above",
    "right": [{"indicator": "viec-lam"}],
    "constant": "2.5",
    "weight": "explain",
    "words": "Cán bộ nằm trong số lao động",
}
BOXES = {
    "left-1": "ty-le-can-bo/side/denominator",
    "comparison": "not_above",
    "right-1": "viec-lam",
    "weight": "refuse",
}


@pytest.fixture
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


def kept(draft, rules, by):
    return save_draft(draft, draft.content | {"rules": rules}, version=draft.version, by=by, now=now())


def at(name, draft, *rest):
    return reverse(f"plans:{name}", args=[draft.pk, "quy-tac", *rest])


def test_every_number_that_reports_ask_for_is_one_choice(draft):
    assert dict(numbers_of(Offers(draft))) == {
        "htx-moi": "HTX, THT mới thành lập",
        "htx-moi/part/htx": "HTX, THT mới thành lập: HTX",
        "htx-moi/part/tht": "HTX, THT mới thành lập: THT",
        "viec-lam": "Lao động nữ có việc làm ổn định",
        "lao-dong-lien-minh": "Lao động nữ do Liên minh thống kê",
        "ty-le-can-bo/side/numerator": "Cán bộ đã tập huấn (tử số của “Tỷ lệ cán bộ được tập huấn”)",
        "ty-le-can-bo/side/denominator": "Cán bộ đang công tác (mẫu số của “Tỷ lệ cán bộ được tập huấn”)",
    }


def test_what_is_computed_from_other_indicators_is_no_number_of_a_rule(draft, chief):
    own = {"code": "tong", "name": "Tổng", "measure": "count", "accumulation": "stock", "sum_of": ["viec-lam"]}
    content = draft.content | {"indicators": [own]}
    saved = save_draft(draft, content, version=draft.version, by=chief, now=now())

    assert "tong" not in dict(numbers_of(Offers(saved)))


@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        {key: RULE[key] for key in ("code", "left", "comparison", "constant", "weight")},
        RULE | {"left": [{"indicator": "htx-moi", "part": "htx"}, {"indicator": "htx-moi", "part": "tht"}]},
        RULE | {"left": [{"indicator": "khong-con"}, {"indicator": "khong-con", "part": "cung-khong"}]},
        RULE | {"left": [{"indicator": "viec-lam"}] * 1, "right": [{"indicator": f"so-{n}"} for n in range(9)]},
    ],
    ids=["whole", "against a number", "a sum of parts", "of what is gone", "long"],
)
def test_a_rule_that_is_opened_and_saved_is_the_same(draft, rule):
    assert opened_and_saved(RuleForm, Offers(draft), rule).entry() == rule


def test_a_rule_is_made_and_listed_in_words(draft, browser):
    answer = browser.post(at("draft-entry-new", draft), BOXES | {"constant": "1,5"}, follow=True)

    assert answer.redirect_chain == [(at("draft-part", draft), 302)]
    draft.refresh_from_db()
    assert draft.content["rules"] == [
        {
            "code": "ty-le-can-bo",
            "left": [{"indicator": "ty-le-can-bo", "side": "denominator"}],
            "comparison": "not_above",
            "right": [{"indicator": "viec-lam"}],
            "constant": "1.5",
            "weight": "refuse",
        }
    ]
    assert (
        "Cán bộ đang công tác (mẫu số của “Tỷ lệ cán bộ được tập huấn”) không lớn hơn "
        "Lao động nữ có việc làm ổn định + 1,5 Phải sửa mới nộp được"
    ) in words_of(answer)


def test_a_rules_code_is_made_of_its_words(draft, browser):
    browser.post(at("draft-entry-new", draft), BOXES | {"words": "Cán bộ nằm trong số lao động"})

    draft.refresh_from_db()
    assert [rule["code"] for rule in draft.content["rules"]] == ["can-bo-nam-trong-so-lao-dong"]


@pytest.mark.parametrize(
    ("boxes", "refused"),
    [
        ({"left-1": ""}, {"left-1"}),
        ({"comparison": ""}, {"comparison"}),
        ({"weight": "strict"}, {"weight"}),
        ({"right-1": ""}, {"right-1"}),
        ({"right-1": "", "constant": "1.5"}, {"constant"}),
        ({"left-1": "khong-co"}, {"left-1"}),
        ({"right-1": "", "constant": "0"}, set()),
        ({"right-1": "", "right-2": "htx-moi"}, set()),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_box(draft, boxes, refused):
    form = RuleForm(Offers(draft), None, typed(BOXES | boxes))

    assert set(form.errors) == refused


def test_what_the_loader_tells_of_a_rule_stands_at_its_box(draft, chief, browser):
    saved = kept(draft, [RULE | {"right": [{"indicator": "lao-dong-lien-minh"}, {"indicator": "htx-moi"}]}], chief)

    form = browser.get(at("draft-entry", saved, "can-bo")).context["form"]

    assert form.errors == {
        "__all__": [
            "Không báo cáo nào có đủ các chỉ số này (“ai cho số liệu” không có nơi chung), nên quy tắc không bao giờ dùng đến."
        ],
        "right-2": [
            "“HTX, THT mới thành lập” là “phát sinh trong năm, lũy kế từ đầu năm”, còn “Tỷ lệ cán bộ được tập huấn” là "
            "“hiện có đến ngày chốt”; cần cùng một cách: đều phát sinh trong năm hoặc đều hiện có."
        ],
    }


def test_a_rule_moves_and_goes(draft, chief, browser):
    saved = kept(draft, [RULE, RULE | {"code": "hai", "words": "Hai"}], chief)

    browser.post(at("draft-entry-move", saved, "hai", "len"))
    browser.post(at("draft-entry-remove", saved, "can-bo"))

    draft.refresh_from_db()
    assert [rule["code"] for rule in draft.content["rules"]] == ["hai"]


def test_an_empty_part_says_that_it_may_stay_so(draft, browser):
    assert "Chưa có quy tắc kiểm tra nào." in words_of(browser.get(at("draft-part", draft)))
