"""Every form of target that plans contain, each with its worked examples: what was reported, and what it comes to."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Comparator, ComponentPart, Composition, Joining, Measure, Reporter, SpanKind
from plans.models import IndicatorComponent
from reporting.choices import Status
from reporting.documents.sentences import Place, sentence_of
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
    make_target,
)
from tests.reporting.one_goal import NOVEMBER, STOCK, goal_on, only, told

pytestmark = pytest.mark.django_db

AFTER = date(2024, 12, 15)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2030, signed_on=date(2023, 1, 1))


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


@pytest.mark.parametrize(
    ("comparator", "target", "target_to", "reported", "share", "status"),
    [
        # ít nhất 12 HTX
        (Comparator.AT_LEAST, 12, None, (7, 5), 100, Status.MET),
        (Comparator.AT_LEAST, 12, None, (7, 4), Decimal(1100) / 12, Status.MISSED),
        # trên 500 người
        (Comparator.MORE_THAN, 500, None, (300, 200), 100, Status.MISSED),
        (Comparator.MORE_THAN, 500, None, (300, 201), Decimal("100.2"), Status.EXCEEDED),
        # 70 lao động
        (Comparator.REACH, 70, None, (35, 35), 100, Status.MET),
        # không quá 05 HTX yếu kém
        (Comparator.AT_MOST, 5, None, (3, 2), 100, Status.MET),
        (Comparator.AT_MOST, 5, None, (3, 3), 120, Status.MISSED),
        (Comparator.AT_MOST, 0, None, (0, 0), None, Status.MET),
        # khoảng 30 lớp
        (Comparator.ABOUT, 30, None, (10, 5), 50, Status.NONE),
        # 01-02 mô hình
        (Comparator.RANGE, 1, 2, (0, 1), 100, Status.MET),
        (Comparator.RANGE, 1, 2, (1, 2), 300, Status.EXCEEDED),
        (Comparator.RANGE, 1, 2, (0, 0), 0, Status.MISSED),
        # có nhu cầu thì đào tạo
        (Comparator.FOLLOWED, None, None, (3, 4), None, Status.NONE),
    ],
)
def test_a_count_is_compared_as_the_paper_says(
    world, plan, year_2024, comparator, target, target_to, reported, share, status
):
    counted = make_indicator()
    make_target(make_goal(plan, counted, comparator=comparator), target, value_to=target_to, years=(2024, 2024))
    for unit, value in zip((world.hai_hau, world.y_yen), reported, strict=True):
        accept_report(year_2024, unit, frozen(counted, value))

    row = only(plan, AFTER)

    assert (row.total.value, row.share, row.status) == (sum(reported), share, status)


@pytest.mark.parametrize(
    ("fields", "reported", "value"),
    [
        # 100 % cán bộ: tử số và mẫu số đều nhập
        ({}, [("30", "40"), ("10", "60")], 40),
        # trên tổng số 200 nữ quản lý ghi trong kế hoạch
        ({"denominator_fixed": 200}, [("30", None), ("10", None)], 20),
        # chưa đủ số liệu
        ({}, [("0", "0"), ("0", "0")], None),
    ],
)
def test_a_ratio_divides_by_what_is_entered_or_fixed(world, plan, year_2024, fields, reported, value):
    trained = make_indicator(measure=Measure.RATIO, accumulation=STOCK, **fields)
    goal_on(plan, trained, 50)
    for unit, (numerator, denominator) in zip((world.hai_hau, world.y_yen), reported, strict=True):
        accept_report(year_2024, unit, frozen(trained, numerator=numerator, denominator=denominator))

    assert only(plan).total.value == value


def derived(composition, measure, accumulation=Accumulation.FLOW, **components):
    whole = make_indicator("Tính ra", composition=composition, measure=measure, accumulation=accumulation)
    for part, component in components.items():
        IndicatorComponent.objects.create(whole=whole, component=component, part=ComponentPart(part.rstrip("12")))
    return whole


def test_a_share_inside_a_subset_divides_what_the_same_reports_say_of_both(world, plan, year_2024):
    """HTX mới thành lập, trong đó trên 60 % có đa số lao động là nữ."""
    new = make_indicator("HTX mới")
    mostly_women = make_indicator("HTX mới có trên 60 % lao động nữ", not_above=new)
    share = derived(Composition.RATIO, Measure.RATIO, numerator=mostly_women, denominator=new)
    goal_on(plan, share, 60, comparator=Comparator.MORE_THAN)
    accept_report(year_2024, world.hai_hau, frozen(new, 6), frozen(mostly_women, 3))
    accept_report(year_2024, world.y_yen, frozen(new, 4), frozen(mostly_women, 3))

    row = only(plan, AFTER)

    assert (row.total.value, row.status) == (60, Status.MISSED)


def test_a_live_denominator_may_come_from_somebody_else(world, plan, year_2024):
    """Tỷ lệ HTX được hỗ trợ trên tổng số HTX do Liên minh HTX thống kê."""
    helped = make_indicator("HTX được hỗ trợ", accumulation=STOCK)
    all_of_them = make_indicator("Tổng số HTX", accumulation=STOCK, from_units=False, from_agencies=True)
    share = derived(Composition.RATIO, Measure.RATIO, STOCK, numerator=helped, denominator=all_of_them)
    goal_on(plan, share, 30).agencies.add(world.alliance)
    accept_report(year_2024, world.hai_hau, frozen(helped, 20))
    accept_report(year_2024, world.y_yen, frozen(helped, 10))
    make_report(year_2024, world.city)

    before = only(plan).total
    accept_report(year_2024, world.nam_dinh, frozen(all_of_them, 120), reporter=Reporter.AGENCY, agency=world.alliance)
    after = only(plan)

    assert (before.value, before.numerator, before.denominator) == (None, 30, None)
    assert (after.total.numerator, after.total.denominator, *told(after)) == (30, 120, 25, "2/3")


def test_a_sum_adds_its_indicators(world, plan, year_2024):
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới")
    goal_on(plan, derived(Composition.SUM, Measure.COUNT, addend1=cooperatives, addend2=groups), 10)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 4), frozen(groups, 6))

    row = only(plan)

    assert (row.total.value, row.status) == (10, Status.MET)


@pytest.mark.parametrize(
    ("span_kind", "years", "value"),
    [
        (SpanKind.YEAR, (2024, 2024), 5),
        (SpanKind.PHASE, (2023, 2025), 9),
        (SpanKind.CUMULATIVE, (2023, 2024), 8),
        (SpanKind.TERM, (2023, 2030), 9),
    ],
)
def test_a_flow_adds_up_the_years_of_its_span(world, plan, span_kind, years, value):
    founded = make_indicator()
    goal_on(plan, founded, 10, years=years, span_kind=span_kind)
    for year, count in [(2023, 3), (2024, 5), (2025, 1)]:
        round_ = make_round(plan, year=year, cut_off=date(year, 6, 14))
        accept_report(round_, world.hai_hau, frozen(founded, count))

    assert only(plan, date(2025, 6, 20)).total.value == value


@pytest.mark.parametrize(("value", "status"), [(75, Status.ON_TRACK), (74, Status.BEHIND)])
def test_a_baseline_is_where_the_way_begins(world, plan, value, status):
    """From 50 at the beginning to 100 in eight years: after four years 75 are on the way."""
    jobs = make_indicator("Việc làm ổn định", accumulation=STOCK)
    goal_on(plan, jobs, 100, years=(2023, 2030), span_kind=SpanKind.TERM, baseline=50, baseline_on=date(2022, 12, 14))
    half_way = make_round(plan, year=2026, cut_off=date(2026, 12, 14))
    accept_report(half_way, world.communes["Xã Hải Hậu"], frozen(jobs, value))

    assert only(plan, date(2026, 12, 14)).status == status


@pytest.mark.parametrize("by_year", [True, False])
def test_a_minimum_of_each_unit_is_owed_once_or_every_year(world, plan, by_year):
    founded = make_indicator()
    spans = {"span_kind": SpanKind.EVERY, "every_years": 1} if by_year else {"span_kind": SpanKind.PHASE}
    goal_on(plan, founded, 1, years=(2023, 2024), per_level="district", **spans)
    for year, units in [(2023, (world.hai_hau, world.my_loc)), (2024, (world.y_yen,))]:
        round_ = make_round(plan, year=year, cut_off=date(year, 11, 29))
        for unit in units:
            accept_report(round_, unit, frozen(founded, 1))

    rows = progress_of(plan, AFTER)

    answers = [(row.span, row.units_met, row.units_owing, row.unmet_units) for row in rows]
    every_year = [
        ("2023", 2, 4, ("Thành phố Nam Định", "Huyện Ý Yên")),
        ("2024", 1, 3, ("Thành phố Nam Định", "Huyện Hải Hậu")),
    ]
    assert answers == (every_year if by_year else [("2023-2024", 3, 3, ())])


def test_of_two_goals_that_stand_for_each_other_one_suffices(world, plan, year_2024):
    """Thành lập 01 HTX hoặc 02 THT."""
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới", unit_of_measure="THT")
    first = goal_on(plan, cooperatives, 1)
    goal_on(plan, groups, 2, joined_to=first, joined_as=Joining.ALTERNATIVE)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 0), frozen(groups, 2))

    of_cooperatives, of_groups = progress_of(plan, AFTER)

    assert (of_cooperatives.own_status, of_cooperatives.status) == (Status.MISSED, Status.MET)
    assert (of_cooperatives.met_by.code, of_cooperatives.is_counted) == (of_groups.code, False)
    assert (of_groups.status, of_groups.met_by, of_groups.is_counted) == (Status.MET, None, True)


def test_a_report_says_by_what_an_either_or_is_met_and_what_a_commitment_lacks(world, plan, year_2024):
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới", unit_of_measure="THT")
    first = goal_on(plan, cooperatives, 1, order=1)
    goal_on(plan, groups, 2, order=2, joined_to=first, joined_as=Joining.ALTERNATIVE)
    classes, trained = make_indicator("Lớp", unit_of_measure="lớp"), make_indicator("HTX được tập huấn")
    output = goal_on(plan, classes, 2, order=3)
    goal_on(plan, trained, 30, order=4, joined_to=output, joined_as=Joining.BENEFICIARIES)
    figures = [(cooperatives, 0), (groups, 2), (classes, 2), (trained, 25)]
    accept_report(year_2024, world.hai_hau, *(frozen(indicator, value) for indicator, value in figures))

    place = Place("toàn tỉnh", AFTER)
    said = [sentence_of(goal, place) for goal in progress_of(plan, AFTER)]

    assert "coi là hoàn thành nhờ THT mới." in said[0]
    assert said[1].endswith("hoàn thành chỉ tiêu.")
    assert said[2].endswith("quá hạn chưa đạt; cam kết chưa đủ: “HTX được tập huấn” còn thiếu 05 HTX.")


def test_each_unit_may_meet_its_minimum_with_one_or_the_other(world, plan, year_2024):
    """Mỗi huyện 01 HTX hoặc 01 THT."""
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới")
    first = goal_on(plan, cooperatives, 1, per_level="district")
    goal_on(plan, groups, 1, per_level="district", joined_to=first, joined_as=Joining.ALTERNATIVE)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 1), frozen(groups, 0))
    accept_report(year_2024, world.y_yen, frozen(cooperatives, 0), frozen(groups, 1))

    rows = progress_of(plan, NOVEMBER)

    assert [(row.units_met, row.units_owing, row.unmet_units) for row in rows] == [
        (2, 3, ("Thành phố Nam Định",)),
        (2, 3, ("Thành phố Nam Định",)),
    ]


def test_an_output_is_met_with_its_beneficiaries_and_stands_above_them(world, plan, year_2024):
    """Tổ chức 02 lớp cho 30 HTX; another goal stands between them in the paper."""
    classes, others = make_indicator("Lớp", unit_of_measure="lớp"), make_indicator("Hội nghị")
    trained = make_indicator("HTX được tập huấn")
    output = goal_on(plan, classes, 2, order=1, code="lop")
    goal_on(plan, others, 1, order=2, code="hoi-nghi")
    goal_on(plan, trained, 30, order=3, code="htx", joined_to=output, joined_as=Joining.BENEFICIARIES)
    accept_report(year_2024, world.hai_hau, frozen(classes, 2), frozen(trained, 25), frozen(others, 1))

    rows = progress_of(plan, AFTER)

    assert [(row.code, row.own_status, row.status, row.is_counted) for row in rows] == [
        ("lop", Status.MET, Status.MISSED, True),
        ("htx", Status.MISSED, Status.MISSED, False),
        ("hoi-nghi", Status.MET, Status.MET, True),
    ]
    assert [lacking.code for lacking in rows[0].lacking] == ["htx"]


def test_money_is_told_by_source_and_year(world, plan, year_2024):
    sources = make_breakdown("nguon", (("ngan-sach", "Ngân sách"), ("xa-hoi-hoa", "Xã hội hóa")))
    spent = make_indicator("Kinh phí thực hiện", unit_of_measure="triệu đồng", decimals=1, breakdown=sources)
    goal_on(plan, spent, 100, order=1)
    goal_on(plan, spent, 40, part=sources.parts.get(code="ngan-sach"), order=2)
    accept_report(
        year_2024, world.hai_hau, frozen(spent, "50.5", part="ngan-sach"), frozen(spent, 20, part="xa-hoi-hoa")
    )

    assert [(row.part_name, row.total.value) for row in progress_of(plan, NOVEMBER)] == [
        ("", Decimal("70.5")),
        ("Ngân sách", Decimal("50.5")),
    ]


def test_who_had_data_in_a_span_that_is_over_is_told_of_its_own_last_round(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded, 5)
    accept_report(year_2024, world.hai_hau, frozen(founded, 2))
    make_report(year_2024, world.y_yen)
    june_2025 = make_round(plan, year=2025, cut_off=date(2025, 6, 14))
    for unit in (world.hai_hau, world.y_yen, world.city):
        accept_report(june_2025, unit, frozen(founded, 1))

    assert told(only(plan, date(2025, 6, 20))) == (2, "1/2")
