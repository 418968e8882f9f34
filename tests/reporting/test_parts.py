"""Indicators that are divided in the same way stand side by side: money by source as planned, allotted and spent."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import SpanKind
from reporting.dashboards.parts import PartsColumn, PartsRow, PartsTable, parts_tables
from reporting.progress import opened
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


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)


@pytest.fixture
def sources():
    return make_breakdown("nguon-von", (("ngan-sach", "Ngân sách"), ("xa-hoi-hoa", "Xã hội hóa")))


def tables_of(plan):
    rows, ledger = opened(plan, NOVEMBER, every_part=True)
    return parts_tables(rows, ledger, NOVEMBER)


def money(plan, name, breakdown, **fields):
    indicator = make_indicator(name, unit_of_measure="triệu đồng", decimals=1, breakdown=breakdown)
    make_target(make_goal(plan, indicator, comparator="followed", **fields), None, years=(2024, 2024))
    return indicator


def test_planned_allotted_and_spent_money_stand_side_by_side_by_source(world, plan, sources):
    names = ["Kinh phí dự trù", "Kinh phí phân bổ", "Kinh phí thực hiện"]
    planned, allotted, spent = (money(plan, name, sources, order=order) for order, name in enumerate(names))
    round_ = make_round(plan, cut_off=NOVEMBER)
    for unit, factor in ((world.hai_hau, 1), (world.y_yen, 2)):
        accept_report(
            round_,
            unit,
            frozen(planned, 1000 * factor, part="ngan-sach"),
            frozen(planned, 200 * factor, part="xa-hoi-hoa"),
            frozen(allotted, 900 * factor, part="ngan-sach"),
            frozen(spent, 850.5, part="ngan-sach"),
            frozen(spent, 0, part="xa-hoi-hoa"),
        )

    assert tables_of(plan) == (
        PartsTable(
            heading="Loại hình",
            unit_of_measure="triệu đồng",
            columns=tuple(PartsColumn(name, "2024") for name in names),
            rows=(
                PartsRow("Ngân sách", ("3.000", "2.700", "1.701")),
                PartsRow("Xã hội hóa", ("600", "", "-")),
            ),
            totals=("3.600", "2.700", "1.701"),
        ),
    )


def test_other_units_of_measure_other_breakdowns_and_other_years_stand_apart(world, plan, sources):
    spent = money(plan, "Kinh phí", sources, order=1)
    founded = make_indicator("HTX, THT mới", unit_of_measure="HTX, THT", breakdown=make_breakdown())
    goal = make_goal(plan, founded, order=2)
    make_target(goal, 5, years=(2024, 2024))
    make_target(goal, 9, years=(2025, 2025), span_kind=SpanKind.PHASE)
    accept_report(
        make_round(plan, cut_off=NOVEMBER),
        world.hai_hau,
        frozen(spent, 5, part="ngan-sach"),
        frozen(founded, 2, part="tht"),
    )

    assert [(table.unit_of_measure, [column.name for column in table.columns]) for table in tables_of(plan)] == [
        ("triệu đồng", ["Kinh phí"]),
        ("HTX, THT", ["HTX, THT mới"]),
    ]


def test_a_goal_on_one_part_still_shows_all_of_them_and_what_is_not_classified(world, plan):
    kinds = make_breakdown()
    founded = make_indicator("HTX, THT mới", breakdown=kinds)
    for order, code in enumerate(("htx", "tht")):
        make_target(make_goal(plan, founded, part=kinds.parts.get(code=code), order=order), 3, years=(2024, 2024))
    accept_report(
        make_round(plan, cut_off=NOVEMBER),
        world.hai_hau,
        frozen(founded, 2, part="htx"),
        frozen(founded, 1, part="chua-phan-loai"),
    )

    (table,) = tables_of(plan)

    assert [(row.name, row.cells) for row in table.rows] == [
        ("HTX", ("2",)),
        ("THT", ("",)),
        ("chưa phân loại", ("1",)),
    ]
    assert table.totals == ("3",)


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_says_them_to_whoever_sees_the_plan_by_the_same_queries_for_more_units(
    world, plan, sources, client, hai_hau_officer, on_day, django_assert_num_queries, units
):
    on_day(date(2024, 12, 1))
    spent = money(plan, "Kinh phí thực hiện", sources)
    round_ = make_round(plan, cut_off=NOVEMBER)
    for unit in (world.y_yen, world.hai_hau, world.city)[:units]:
        accept_report(round_, unit, frozen(spent, 10, part="ngan-sach"), frozen(spent, 2, part="xa-hoi-hoa"))
    client.force_login(hai_hau_officer)
    address = reverse("reporting:dashboard-parts", args=[plan.code])
    before = client.get(address, {"den": "2024-11-28"})

    with django_assert_num_queries(20):
        page = client.get(address)

    assert page.context["board"].tables[0].totals == (str(12 * units),)
    assert "Loại hình (triệu đồng): Kinh phí thực hiện" in page.text
    assert before.context["board"].tables[0].totals == ("",)
    assert f'href="{address}"' in client.get(reverse("reporting:dashboard", args=[plan.code])).text


def test_the_page_says_what_to_do_when_nothing_is_divided(world, plan, client, hai_hau_officer, on_day):
    on_day(date(2024, 12, 1))
    client.force_login(hai_hau_officer)

    page = client.get(reverse("reporting:dashboard-parts", args=[plan.code]))

    assert "Không có chỉ số nào chia theo thành phần trong thời gian này." in page.text
