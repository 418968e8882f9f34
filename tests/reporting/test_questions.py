"""What a report asks: each indicator once, of whom it is collected from, in the order of the papers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.choices import Accumulation, Comparator, ComponentPart, Composition, Measure, Reporter, SpanKind, UnitLevel
from plans.models import BreakdownPart, IndicatorComponent, Section
from reporting.choices import FigureKind
from reporting.questionnaire import forget_questionnaires
from reporting.questions import questions_of
from tests.builders import make_breakdown, make_goal, make_indicator, make_plan, make_report, make_round, make_target


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, number="108/KH-BTV", first_year=2024, last_year=2024)


def asked(report):
    """(heading, indicator names) of each group."""
    return [
        (group.heading, [question.indicator.name for question in group.questions]) for group in questions_of(report)
    ]


def test_goals_come_by_section_in_the_order_of_the_paper(plan, world):
    later = Section.objects.create(plan=plan, code="iii", label="III.", heading="GIẢI PHÁP", order=2)
    make_goal(plan, make_indicator("Tập huấn"), section=later, order=3)
    make_goal(plan, make_indicator("HTX mới"), order=2)
    make_goal(plan, make_indicator("Việc làm"), order=1)
    report = make_report(make_round(plan), world.hai_hau)

    assert asked(report) == [
        ("II. NỘI DUNG HOẠT ĐỘNG", ["Việc làm", "HTX mới"]),
        ("III. GIẢI PHÁP", ["Tập huấn"]),
    ]


def test_a_mere_dash_before_a_heading_is_left_out(plan, world):
    phase = Section.objects.create(plan=plan, code="gd1", label="-", heading="Giai đoạn 1 (2023 - 2025)", order=2)
    make_goal(plan, make_indicator("HTX mới"), section=phase)

    report = make_report(make_round(plan), world.hai_hau)

    assert asked(report) == [("Giai đoạn 1 (2023 - 2025)", ["HTX mới"])]


def test_a_section_without_a_heading_stands_under_the_one_above(plan, world):
    below = Section.objects.create(
        plan=plan, code="ii-1", label="1.", heading="", parent=plan.sections.get(code="ii"), order=2
    )
    make_goal(plan, make_indicator("HTX mới"), section=below)
    report = make_report(make_round(plan), world.hai_hau)

    assert asked(report) == [("II. NỘI DUNG HOẠT ĐỘNG – 1.", ["HTX mới"])]


def test_an_indicator_of_several_goals_and_plans_is_asked_once(plan, world):
    other = make_plan(scope=world.nam_dinh, number="90/KH-UBND", signed_on=date(2024, 5, 1))
    shared = make_indicator("HTX mới")
    goals = [
        make_goal(plan, shared, wording="Ít nhất 03 HTX"),
        make_goal(plan, shared, wording="Mỗi huyện 01 HTX"),
        make_goal(other, shared, wording="HTX do phụ nữ quản lý"),
    ]
    round_ = make_round(plan)
    round_.plans.add(other)

    groups = questions_of(make_report(round_, world.hai_hau))

    assert [[question.goals for question in group.questions] for group in groups] == [[tuple(goals)]]


def test_a_plan_whose_territory_leaves_the_unit_out_asks_it_nothing(plan, world):
    of_ninh_binh = make_plan(scope=world.ninh_binh)
    make_goal(plan, make_indicator("HTX mới"))
    make_goal(of_ninh_binh, make_indicator("Việc của Ninh Bình"))
    round_ = make_round(plan)
    round_.plans.add(of_ninh_binh)

    assert asked(make_report(round_, world.hai_hau)) == [("II. NỘI DUNG HOẠT ĐỘNG", ["HTX mới"])]


def test_units_the_province_and_agencies_are_each_asked_their_own(plan, world):
    of_units = make_indicator("HTX mới")
    of_province = make_indicator("Thành lập hội", measure=Measure.MILESTONE, from_units=False, from_province=True)
    of_agencies = make_indicator("Nữ quản lý HTX", from_units=False, from_agencies=True)
    make_goal(plan, of_units)
    make_goal(plan, of_province)
    make_goal(plan, of_agencies).agencies.add(world.alliance)
    round_ = make_round(plan)
    other_agency = world.union

    reports = {
        "unit": make_report(round_, world.hai_hau),
        "province": make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE),
        "alliance": make_report(round_, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance),
        "union": make_report(round_, world.nam_dinh, reporter=Reporter.AGENCY, agency=other_agency),
    }

    assert {who: [name for _, names in asked(report) for name in names] for who, report in reports.items()} == {
        "unit": ["HTX mới"],
        "province": ["Thành lập hội"],
        "alliance": ["Nữ quản lý HTX"],
        "union": [],
    }


def test_of_a_derived_indicator_its_components_are_asked(plan, world):
    workers, women = make_indicator("Lao động"), make_indicator("Lao động nữ")
    share = make_indicator("Tỷ lệ lao động nữ", measure=Measure.RATIO, composition=Composition.RATIO)
    IndicatorComponent.objects.create(whole=share, component=women, part=ComponentPart.NUMERATOR)
    IndicatorComponent.objects.create(whole=share, component=workers, part=ComponentPart.DENOMINATOR)
    goal = make_goal(plan, share)

    groups = questions_of(make_report(make_round(plan), world.hai_hau))

    assert [(question.indicator, question.goals) for question in groups[0].questions] == [
        (women, (goal,)),
        (workers, (goal,)),
    ]


def test_parts_are_asked_while_they_are_in_use(plan, world):
    breakdown = make_breakdown(parts=[("htx", "HTX"), ("tht", "THT"), ("cu", "Loại cũ")])
    BreakdownPart.objects.filter(code="cu").update(valid_to=date(2024, 11, 28))
    make_goal(plan, make_indicator("HTX mới", breakdown=breakdown))

    groups = questions_of(make_report(make_round(plan, cut_off=date(2024, 11, 29)), world.hai_hau))

    assert [part.name for part in groups[0].questions[0].parts] == ["HTX", "THT", "chưa phân loại"]


def test_a_flow_is_also_asked_as_estimate_and_as_last_years_final_number(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    make_goal(plan, make_indicator("Việc làm mới"))
    make_goal(plan, make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK))
    round_ = make_round(plan, year=2024, cut_off=date(2024, 11, 29), asks_estimate=True, asks_final=True)

    groups = questions_of(make_report(round_, world.hai_hau))

    captions = [[(row.kind, row.caption, row.year) for row in question.rows] for question in groups[0].questions]
    assert captions == [
        [
            (FigureKind.ACTUAL, "Đến ngày 29/11/2024", 2024),
            (FigureKind.ESTIMATE, "Ước cả năm 2024", 2024),
            (FigureKind.FINAL, "Chính thức cả năm 2023", 2023),
        ],
        [(FigureKind.ACTUAL, "Đến ngày 29/11/2024", 2024)],
    ]


def test_a_plan_in_its_first_year_asks_no_final_number_of_the_year_before(plan, world):
    make_goal(plan, make_indicator("Việc làm mới"))
    round_ = make_round(plan, asks_final=True)

    groups = questions_of(make_report(round_, world.hai_hau))

    assert [row.kind for row in groups[0].questions[0].rows] == [FigureKind.ACTUAL]


@pytest.mark.parametrize("goal_count", [1, 3])
def test_the_number_of_queries_is_fixed(plan, world, goal_count):
    breakdown = make_breakdown()
    for _ in range(goal_count):
        make_target(make_goal(plan, make_indicator(breakdown=breakdown)), 3)
    report = make_report(make_round(plan), world.hai_hau)
    questions_of(report)
    forget_questionnaires()

    with CaptureQueriesContext(connection) as first:
        groups = questions_of(report)
    with CaptureQueriesContext(connection) as again:
        questions_of(report)

    assert len(groups[0].questions) == goal_count
    assert (len(first), len(again)) == (11, 6)


def target_of(goal, report):
    [group] = questions_of(report)
    return group.questions[0].targets[goal.pk]


def test_the_allotted_target_is_the_units_own(plan, world):
    goal = make_goal(plan, make_indicator("HTX mới", unit_of_measure="HTX"))
    make_target(goal, 10)
    make_target(goal, 2, unit=world.hai_hau)
    round_ = make_round(plan)

    assert target_of(goal, make_report(round_, world.hai_hau)) == "Giao cho đơn vị: ít nhất 02 HTX, năm 2024"
    assert target_of(goal, make_report(round_, world.y_yen)) == "Tỉnh Nam Định: ít nhất 10 HTX, năm 2024"


def test_a_minimum_of_each_unit_is_said_so(plan, world):
    goal = make_goal(plan, make_indicator("HTX mới", unit_of_measure="HTX"), per_level=UnitLevel.DISTRICT)
    make_target(goal, 1)

    words = target_of(goal, make_report(make_round(plan), world.hai_hau))

    assert words == "Mỗi đơn vị cấp huyện: ít nhất 01 HTX, năm 2024"


def test_count_allotments_add_up_after_a_merge_and_unequal_percents_lapse(plan, world):
    count = make_goal(plan, make_indicator("HTX mới", unit_of_measure="HTX"))
    equal = make_goal(plan, make_indicator("Tập huấn", measure=Measure.RATIO), comparator=Comparator.REACH)
    unequal = make_goal(plan, make_indicator("Kỹ năng", measure=Measure.RATIO), comparator=Comparator.REACH)
    for goal, of_city, of_my_loc in [(count, 3, 2), (equal, 100, 100), (unequal, 90, 80)]:
        make_target(goal, of_city, unit=world.city)
        make_target(goal, of_my_loc, unit=world.my_loc)
    before = make_report(make_round(plan, cut_off=date(2024, 6, 14), period="half_year"), world.city)
    after = make_report(make_round(plan, cut_off=date(2024, 11, 29)), world.city)

    [[of_half_year], [of_year]] = (questions_of(report) for report in (before, after))

    assert [list(question.targets.values()) for question in of_half_year.questions] == [
        ["Giao cho đơn vị: ít nhất 03 HTX, năm 2024"],
        ["Giao cho đơn vị: 100 %, năm 2024"],
        ["Giao cho đơn vị: 90 %, năm 2024"],
    ]
    assert [list(question.targets.values()) for question in of_year.questions] == [
        ["Giao cho đơn vị: ít nhất 05 HTX, năm 2024"],
        ["Giao cho đơn vị: 100 %, năm 2024"],
        [""],
    ]


def test_only_spans_that_hold_the_rounds_year_are_shown(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2030)
    goal = make_goal(plan, make_indicator("HTX mới", unit_of_measure="HTX"))
    make_target(goal, 7, years=(2023, 2025), span_kind=SpanKind.PHASE)
    make_target(goal, 30, years=(2023, 2030), span_kind=SpanKind.CUMULATIVE)
    report = make_report(make_round(plan, year=2026, cut_off=date(2026, 12, 11)), world.communes["Xã Hải Hậu"])

    assert target_of(goal, report) == "Tỉnh Nam Định: ít nhất 30 HTX, cộng dồn 2023-2030"


def test_a_goal_without_a_number_is_followed(plan, world):
    goal = make_goal(plan, make_indicator("Người được tập huấn"), comparator=Comparator.FOLLOWED)
    make_target(goal)

    assert target_of(goal, make_report(make_round(plan), world.hai_hau)) == "Theo dõi, không giao số"


def test_a_derived_goal_names_itself_beside_its_component(plan, world):
    share = make_indicator("Tỷ lệ lao động nữ", measure=Measure.RATIO, composition=Composition.RATIO)
    IndicatorComponent.objects.create(whole=share, component=make_indicator("Lao động"), part=ComponentPart.DENOMINATOR)
    goal = make_goal(plan, share, comparator=Comparator.MORE_THAN)
    make_target(goal, 60)

    words = target_of(goal, make_report(make_round(plan), world.hai_hau))

    assert words == "Tỷ lệ lao động nữ – Tỉnh Nam Định: trên 60 %, năm 2024"
