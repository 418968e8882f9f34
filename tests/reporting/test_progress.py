"""A plan's rows of progress: spans, versions, who is counted, and what is not added."""

from datetime import date

import pytest

from plans.choices import Reporter, SpanKind
from plans.models import TargetVersion
from reporting.choices import Answer, Status
from reporting.progress import progress_of
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_unit,
)
from tests.reporting.one_goal import NOVEMBER, STOCK, goal_on, only, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2026, signed_on=date(2023, 1, 1))


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


def test_a_goal_of_every_two_years_has_a_row_for_each_turn_and_those_to_come_are_not_due(world, plan, year_2024):
    praised = make_indicator("Tập thể được khen thưởng")
    goal_on(plan, praised, 1, years=(2023, 2027), span_kind=SpanKind.EVERY, every_years=2)
    accept_report(year_2024, world.hai_hau, frozen(praised, 3))

    rows = progress_of(plan, NOVEMBER)

    assert [(row.span, row.total.value, row.status) for row in rows] == [
        ("2023-2024", 3, Status.EXCEEDED),
        ("2025-2026", None, Status.NOT_DUE),
        ("2027", None, Status.NOT_DUE),
    ]


def test_a_goal_without_a_target_is_followed_over_the_plans_years(world, plan, year_2024):
    trained = make_indicator("Người được đào tạo")
    make_goal(plan, trained, comparator="followed")
    accept_report(year_2024, world.hai_hau, frozen(trained, 7))

    row = only(plan)

    assert (row.span, row.total.value, row.target, row.share, row.status) == ("2023-2026", 7, None, None, Status.NONE)


def test_the_version_in_force_at_the_latest_cut_off_is_the_target(world, plan, year_2024):
    founded = make_indicator()
    target = goal_on(plan, founded, 10).targets.get()
    for day, value in [(date(2024, 11, 29), 12), (date(2024, 11, 30), 99)]:
        TargetVersion.objects.create(target=target, value=value, effective_from=day)
    accept_report(year_2024, world.hai_hau, frozen(founded, 3))

    assert only(plan, date(2024, 12, 31)).target == 12


def test_before_any_round_the_version_of_the_day_is_the_target(plan):
    target = goal_on(plan, make_indicator(), 10).targets.get()
    TargetVersion.objects.create(target=target, value=12, effective_from=date(2024, 3, 1))

    assert [only(plan, day).target for day in (date(2024, 2, 29), date(2024, 3, 1))] == [10, 12]


def test_one_part_of_an_indicator_has_its_own_sum_and_its_own_gap(world, plan, year_2024):
    breakdown = make_breakdown()
    founded = make_indicator(breakdown=breakdown)
    goal_on(plan, founded, part=breakdown.parts.get(code="tht"), order=1)
    goal_on(plan, founded, order=2)
    accept_report(year_2024, world.hai_hau, frozen(founded, 2, part="htx"), frozen(founded, 5, part="tht"))
    accept_report(year_2024, world.y_yen, frozen(founded, 1, part="htx"))

    of_part, of_all = progress_of(plan, NOVEMBER)

    assert (told(of_part), of_part.total.missing_parts, of_part.part_name) == ((5, "1/2"), ("THT",), "THT")
    assert (told(of_all), of_all.total.missing_parts) == ((8, "2/2"), ("THT",))


def test_what_does_not_apply_leaves_what_is_expected_and_what_is_not_known_stays(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    accept_report(year_2024, world.hai_hau, frozen(founded, 2))
    accept_report(year_2024, world.y_yen, frozen(founded, answer=Answer.NOT_APPLICABLE))
    accept_report(year_2024, world.city, frozen(founded, answer=Answer.NO_DATA))

    assert told(only(plan)) == (2, "1/2")


def test_what_only_the_province_or_an_agency_gives_counts_those(world, plan, year_2024):
    founding = make_indicator("Lớp cấp tỉnh", from_units=False, from_province=True)
    women = make_indicator("Nữ quản lý HTX", accumulation=STOCK, from_units=False, from_agencies=True)
    goal_on(plan, founding, order=1)
    goal_on(plan, women, order=2).agencies.add(world.alliance)
    make_report(year_2024, world.hai_hau)
    accept_report(year_2024, world.nam_dinh, frozen(founding, 2), reporter=Reporter.PROVINCE)
    accept_report(year_2024, world.nam_dinh, frozen(women, 40), reporter=Reporter.AGENCY, agency=world.alliance)

    assert [told(row) for row in progress_of(plan, NOVEMBER)] == [(2, "1/1"), (40, "1/1")]


def test_units_and_province_add_up_but_only_units_are_counted(world, plan, year_2024):
    classes = make_indicator("Lớp tập huấn", from_province=True)
    goal_on(plan, classes)
    accept_report(year_2024, world.hai_hau, frozen(classes, 3))
    make_report(year_2024, world.y_yen)
    accept_report(year_2024, world.nam_dinh, frozen(classes, 2), reporter=Reporter.PROVINCE)

    assert told(only(plan)) == (5, "1/2")


def test_another_agencys_figures_do_not_belong_to_a_goal(world, plan, year_2024):
    women = make_indicator("Nữ quản lý HTX", accumulation=STOCK, from_units=False, from_agencies=True)
    goal_on(plan, women)
    accept_report(year_2024, world.nam_dinh, frozen(women, 40), reporter=Reporter.AGENCY, agency=world.alliance)

    assert told(only(plan)) == (None, "0/0")


def test_a_figure_counts_in_every_plan_whose_territory_holds_the_unit(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    other = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2024)
    goal_on(other, founded, 4)
    elsewhere = make_unit("Huyện Kim Sơn", parent=world.ninh_binh)
    accept_report(year_2024, world.hai_hau, frozen(founded, 3))
    accept_report(year_2024, elsewhere, frozen(founded, 9))

    assert [only(each).total.value for each in (plan, other)] == [3, 3]
