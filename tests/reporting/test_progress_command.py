"""`manage.py progress`: the rows of the dashboard for people and for other programs."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.choices import Accumulation, Comparator, Measure, Reporter
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_round,
    make_target,
)

pytestmark = pytest.mark.django_db

NOVEMBER = date(2024, 11, 29)


def printed(**options):
    out = StringIO()
    call_command("progress", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def plan(world):
    """A count of one part, a range, a milestone, a minimum, and what is only followed."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh-108-2024")
    breakdown = make_breakdown()
    founded = make_indicator("HTX mới", code="htx-moi", breakdown=breakdown)
    trained = make_indicator(
        "Cán bộ được tập huấn", code="tap-huan", measure=Measure.RATIO, accumulation=Accumulation.STOCK
    )
    association = make_indicator(
        "Hội nữ doanh nhân", code="hoi", measure=Measure.MILESTONE, from_units=False, from_province=True
    )
    goals = [
        (make_goal(plan, founded, code="htx", part=breakdown.parts.get(code="htx"), wording="ít nhất 03 HTX"), 3, None),
        (make_goal(plan, trained, code="tap-huan", comparator=Comparator.RANGE), 90, 100),
        (make_goal(plan, association, code="hoi"), None, None),
        (make_goal(plan, founded, code="moi-huyen", per_level="district"), 1, None),
        (make_goal(plan, founded, code="theo-doi", comparator=Comparator.FOLLOWED), None, None),
    ]
    for goal, value, value_to in goals:
        make_target(goal, value, value_to=value_to)
    year = make_round(plan, cut_off=NOVEMBER)
    accept_report(
        year,
        world.hai_hau,
        frozen(founded, 1, part="htx"),
        frozen(founded, 4, part="tht"),
        frozen(trained, numerator=8999996, denominator=10000000),
    )
    done = frozen(association, 1, done_on=date(2024, 5, 20))
    accept_report(year, world.nam_dinh, done, reporter=Reporter.PROVINCE)
    return plan


def test_json_has_every_goal_with_numbers_as_text(plan):
    rows = json.loads(printed(plan=plan.code, on="2024-12-31", format="json"))

    assert rows[0] == {
        "goal": "htx",
        "wording": "ít nhất 03 HTX",
        "indicator": "htx-moi",
        "part": "htx",
        "measure": "count",
        "span": "2024",
        "value": "1",
        "numerator": "",
        "denominator": "",
        "target": "3",
        "target_to": "",
        "comparator": "at_least",
        "share": "33.3333",
        "status": "missed",
        "reported": "1",
        "expected": "1",
    }
    shown = ["goal", "value", "numerator", "denominator", "target", "target_to", "share", "status"]
    assert [[row[key] for key in shown] for row in rows[1:]] == [
        ["tap-huan", "89.9999", "8999996", "10000000", "90", "100", "99.9999", "missed"],
        ["hoi", "2024-05-20", "", "", None, "", "", "met"],
        ["moi-huyen", "1", "", "", "1", "", "33.3333", "missed"],
        ["theo-doi", "5", "", "", "", "", "", "none"],
    ]


def test_before_anything_is_accepted_there_are_no_numbers(plan):
    rows = json.loads(printed(plan=plan.code, on="2024-03-01", format="json"))

    shown = ["value", "share", "status", "reported", "expected"]
    assert [[row[key] for key in shown] for row in rows] == [
        ["", "", "no_data", "0", "0"],
        ["", "", "no_data", "0", "0"],
        ["", "", "not_due", "0", "0"],
        ["", "", "no_data", "0", "0"],
        ["", "", "none", "0", "0"],
    ]


def test_the_table_says_the_same_in_words(plan):
    lines = printed(plan=plan.code, on="31/12/2024").splitlines()

    assert [line.split("  ")[0] for line in lines] == [
        "Chỉ tiêu",
        "HTX mới (HTX)",
        "Cán bộ được tập huấn",
        "Hội nữ doanh nhân",
        "HTX mới",
        "HTX mới",
    ]
    assert lines[1].split("  ")[-1] == "1/1"
    assert "33,3 %" in lines[1]
    assert "Quá hạn chưa đạt" in lines[1]


def test_without_a_day_it_is_today(plan, on_day):
    on_day(date(2024, 3, 1))

    assert json.loads(printed(plan=plan.code, format="json"))[0]["expected"] == "0"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"plan": "khong-co"}, "Không có kế hoạch nào mang mã “khong-co”"),
        ({"plan": "nam-dinh-108-2024", "on": "31/02/2024"}, "--on: Không có ngày 31/02/2024 trong lịch."),
    ],
)
def test_what_is_not_understood_is_told(plan, options, words):
    with pytest.raises(CommandError, match=words):
        printed(**options)
