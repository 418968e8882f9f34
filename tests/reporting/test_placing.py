"""Three views of the same totals: as reported, on today's map, on the map of a date. Their rows add up to the same."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plans.choices import Accumulation, Measure, Period, SpanKind
from plans.models import Unit
from reporting.dashboards import matrix_of
from reporting.dashboards.placing import AS_REPORTED, AT_CUT_OFF, View, of_day, offers, todays
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round, make_target
from tests.plans.reorganisations import BEGINNING
from tests.reporting.test_settling_properties import HORIZON, accept, days, histories, open_rounds, write

pytestmark = pytest.mark.django_db

REPORTED = View(AS_REPORTED)
TODAY = todays(date(2025, 12, 1))


@pytest.fixture
def founded():
    return make_indicator("HTX mới")


@pytest.fixture
def plan(world, founded):
    """Two years with a merge and a split between them, and what four units told."""
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)
    make_target(make_goal(plan, founded), 20, span_kind=SpanKind.PHASE)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    year_2024 = make_round(plan, cut_off=date(2024, 11, 29))
    year_2025 = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    accept_report(mid_2024, world.my_loc, frozen(founded, 3))
    accept_report(mid_2024, world.hai_hau, frozen(founded, 4))
    accept_report(year_2024, world.y_yen, frozen(founded, 5))
    accept_report(year_2025, world.communes["Xã Ý Yên"], frozen(founded, 2))
    return plan


def shown(matrix):
    """The rows that have something to say."""
    return [(row.name, row.note, row.cells[0].text) for row in matrix.rows if row.cells[0].text]


def added_up(matrix):
    return [sum((row.cells[place].value or 0) for row in matrix.rows) for place in range(len(matrix.columns))]


def test_as_reported_each_reporter_has_its_row_with_its_dates(plan):
    matrix = matrix_of(plan, date(2025, 12, 1), REPORTED)

    assert shown(matrix) == [
        ("Xã Ý Yên", "từ 01/07/2025", "2"),
        ("Huyện Mỹ Lộc", "đến 14/06/2024", "3"),
        ("Huyện Ý Yên", "đến 29/11/2024", "5"),
        ("Huyện Hải Hậu", "đến 14/06/2024", "4"),
    ]
    assert matrix.totals[0].value == 14


def test_on_todays_map_a_merged_unit_stands_in_its_heir_and_history_in_rows_of_its_own(plan):
    matrix = matrix_of(plan, date(2025, 12, 1), TODAY)

    assert shown(matrix) == [
        ("Phường Nam Định", "", "3"),
        ("Xã Ý Yên", "", "2"),
        ("Huyện Ý Yên", "đến 29/11/2024, giữ tại Tỉnh Ninh Bình", "5"),
        ("Huyện Hải Hậu", "đến 14/06/2024, giữ tại Tỉnh Ninh Bình", "4"),
    ]
    assert [row.name for row in matrix.rows][:5] == [
        "Phường Nam Định",
        "Xã Ý Yên",
        "Xã Vũ Dương",
        "Xã Hải Hậu",
        "Xã Hải Anh",
    ]


def test_on_an_earlier_map_a_commune_stands_in_the_district_that_it_came_from(plan):
    matrix = matrix_of(plan, date(2025, 12, 1), of_day(date(2024, 8, 31)))

    assert shown(matrix) == [
        ("Huyện Mỹ Lộc", "", "3"),
        ("Huyện Ý Yên", "", "7"),
        ("Huyện Hải Hậu", "", "4"),
    ]


def test_what_a_unit_told_after_a_merge_stands_apart_from_its_row_on_an_earlier_map(world, plan, founded):
    june_2025 = make_round(plan, period=Period.HALF_YEAR, year=2025, cut_off=date(2025, 6, 14))
    accept_report(june_2025, world.city, frozen(founded, 6))

    matrix = matrix_of(plan, date(2025, 12, 1), of_day(date(2024, 8, 31)))

    assert shown(matrix) == [
        ("Huyện Mỹ Lộc", "", "3"),
        ("Huyện Ý Yên", "", "7"),
        ("Huyện Hải Hậu", "", "4"),
        ("Thành phố Nam Định", "đến 14/06/2025, giữ tại Tỉnh Nam Định", "6"),
    ]
    assert added_up(matrix) == [matrix.totals[0].value] == [20]


def test_the_parts_of_a_ratio_stand_where_their_report_stands(world, plan):
    trained = make_indicator(measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    make_target(make_goal(plan, trained), 50, span_kind=SpanKind.TERM)
    year_2024 = plan.rounds.get(cut_off=date(2024, 11, 29))
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=1, denominator=2))

    texts = [
        {row.name: row.cells[1].text for row in matrix_of(plan, date(2025, 12, 1), view).rows}["Huyện Ý Yên"]
        for view in (AT_CUT_OFF, REPORTED, TODAY, of_day(date(2024, 1, 1)))
    ]

    assert texts == ["50 %"] * 4


@pytest.mark.parametrize(
    ("view", "words", "suffix"),
    [
        (AT_CUT_OFF, "Theo địa giới ngày 29/11/2025 (ngày chốt số liệu)", ""),
        (REPORTED, "Như đã báo cáo: mỗi đơn vị có số liệu một dòng, kèm ngày của số liệu", " (như đã báo cáo)"),
        (TODAY, "Theo địa giới ngày 01/12/2025 (hôm nay)", " (địa giới 2025-12-01)"),
        (of_day(date(2024, 8, 31)), "Theo địa giới ngày 31/08/2024", " (địa giới 2024-08-31)"),
    ],
)
def test_a_view_is_said_on_the_face_and_in_the_name_of_a_file(plan, view, words, suffix):
    assert (matrix_of(plan, date(2025, 12, 1), view).view_words, view.suffix) == (words, suffix)


def test_three_views_have_a_name_and_the_chosen_one_is_marked():
    assert [(offer.address, offer.is_chosen) for offer in offers(REPORTED)] == [
        ("", False),
        ("bao-cao", True),
        ("hom-nay", False),
    ]


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("view", [AT_CUT_OFF, REPORTED, TODAY, of_day(date(2024, 8, 31))], ids=str)
def test_no_view_takes_more_queries_for_more_units(world, plan, founded, django_assert_num_queries, view, communes):
    year_2025 = plan.rounds.get(cut_off=date(2025, 11, 29))
    for commune in list(world.communes.values())[:communes]:
        accept_report(year_2025, commune, frozen(founded, 1))
    matrix_of(plan, date(2025, 12, 1), view)

    with django_assert_num_queries(15):
        matrix_of(plan, date(2025, 12, 1), view)


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(histories(), days, st.data())
def test_the_rows_of_every_view_add_up_to_the_same(history, day, data):
    country, told = history
    province = data.draw(st.sampled_from(country.past[0].provinces))
    with transaction.atomic():
        write(country)
        flow, stock = make_indicator(), make_indicator(accumulation=Accumulation.STOCK)
        rounds = open_rounds(told)
        for report in sorted({one.report for one, _ in told}):
            accept(rounds, report, told, [flow, stock])
        horizon = BEGINNING + timedelta(days=HORIZON)
        for scope in (1, province):
            plan = plan_on(Unit.objects.get(pk=scope), flow, stock)
            plan.rounds.set(rounds.values())
            for view in (AT_CUT_OFF, REPORTED, todays(horizon), of_day(day)):
                matrix = matrix_of(plan, horizon, view)
                assert added_up(matrix) == [cell.value or 0 for cell in matrix.totals]
        transaction.set_rollback(True)


def plan_on(scope, *indicators):
    plan = make_plan(scope=scope, first_year=2023, last_year=2024, signed_on=BEGINNING)
    for indicator in indicators:
        make_target(make_goal(plan, indicator), 10, span_kind=SpanKind.PHASE)
    return plan
