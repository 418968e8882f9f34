"""Every way to compare, span and measure, through the desk into the published tables; what does not fit, at its box."""

from decimal import Decimal
from itertools import product

import pytest

from plans.choices import Comparator
from plans.forms import parts
from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.forms.problems import problems_of
from plans.models import Target
from plans.publishing import mistakes_of, publish
from portal.clock import now
from tests.plans.goals_in_boxes import FLOW, MILESTONE, RATIO, STOCK, goal_typed, kept, make_draft, typed

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
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


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
