"""A sheet as a draft: for which spans and goals it is, what it begins with, and what may be typed into it."""

from datetime import date
from decimal import Decimal

import pytest

from plans.allocation.goals import allottable_goals
from plans.allocation.reading import GridUnit, Stranger, read_grid, strangers_of
from plans.allocation.sheets import (
    OWN,
    SheetChanged,
    begin_sheet,
    clear_strangers,
    discard_sheet,
    move_sheet,
    save_cells,
)
from plans.allocation.spans import SheetSpan, coming_span, spans_of
from plans.allocation.standing import KeptAbove, Lapsed, standing_allotments
from plans.choices import Comparator, Composition, Measure, SpanKind, UnitLevel
from plans.models import AllotmentSheet, Indicator, Phase
from portal.errors import RuleBroken
from tests.builders import make_goal, make_indicator, make_plan, make_target
from tests.plans.allotments import FIRST_DAY, NOW, YEAR_2024, begun, typed

D = Decimal
AFTER_THE_MERGER, AFTER_THE_SPLIT = date(2024, 9, 1), date(2025, 7, 1)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)


@pytest.fixture
def founded(plan):
    goal = make_goal(plan, make_indicator("HTX mới"), code="htx")
    make_target(goal, 10, years=(2024, 2024))
    return goal


@pytest.fixture
def trained(plan):
    """A ratio: every unit is given the percent."""
    goal = make_goal(plan, make_indicator("Tỷ lệ cán bộ", measure=Measure.RATIO), code="ty-le")
    make_target(goal, 60, years=(2024, 2024))
    return goal


def own_of(plan, span=YEAR_2024, day=FIRST_DAY):
    return {goal.code: goal.own for goal in allottable_goals(plan, span, day)}


# --- Spans and goals --------------------------------------------------------------------------------------------------


def test_a_sheet_is_for_a_year_or_a_longer_span_of_the_plan(plan, founded):
    Phase.objects.filter(plan=plan).update(first_year=2023, last_year=2024)
    make_target(founded, 30, years=(2023, 2025), span_kind=SpanKind.CUMULATIVE)

    assert spans_of(plan) == [
        *[SheetSpan(SpanKind.YEAR, year, year) for year in (2023, 2024, 2025)],
        SheetSpan(SpanKind.PHASE, 2023, 2024),
        SheetSpan(SpanKind.CUMULATIVE, 2023, 2025),
    ]


@pytest.mark.parametrize(
    ("today", "year"), [(date(2022, 1, 1), 2023), (date(2023, 6, 1), 2024), (date(2026, 1, 1), 2025)]
)
def test_the_coming_year_is_proposed_within_the_plan(plan, today, year):
    assert coming_span(plan, today) == SheetSpan(SpanKind.YEAR, year, year)


def test_only_goals_that_units_can_have_a_share_of_are_allotted(plan, founded, trained):
    make_goal(plan, make_indicator("Hội nghị", measure=Measure.MILESTONE))
    make_goal(plan, make_indicator("Mô hình"), comparator=Comparator.RANGE)
    make_goal(plan, make_indicator("Sản phẩm"), comparator=Comparator.FOLLOWED)
    make_goal(plan, make_indicator("Mỗi huyện"), per_level=UnitLevel.DISTRICT)
    make_goal(plan, make_indicator("Lớp của tỉnh", from_units=False, from_province=True))
    make_goal(plan, make_indicator("Tổng không đơn vị nào báo", composition=Composition.SUM))

    assert [
        (goal.code, goal.decimals, goal.unit_of_measure) for goal in allottable_goals(plan, YEAR_2024, FIRST_DAY)
    ] == [
        ("htx", 0, "HTX"),
        ("ty-le", 2, "%"),
    ]


def test_the_provinces_own_number_is_that_of_the_span_or_of_the_same_years(plan, founded):
    yearly = make_goal(plan, make_indicator("Lớp"), code="lop")
    make_target(yearly, 4, years=(2023, 2025), span_kind=SpanKind.EVERY, every_years=1)
    phase = make_goal(plan, make_indicator("Đợt"), code="dot")
    make_target(phase, 9, years=(2024, 2024), span_kind=SpanKind.PHASE)
    make_target(make_goal(plan, make_indicator("Cả kỳ"), code="ca-ky"), 30, years=(2023, 2025))

    assert own_of(plan) == {"htx": D(10), "lop": D(4), "dot": D(9), "ca-ky": None}


def test_the_provinces_own_number_is_the_one_in_force_on_the_day(plan, founded):
    founded.targets.get().versions.create(value=12, effective_from=date(2024, 6, 1))

    assert own_of(plan, day=date(2024, 5, 31)) == {"htx": D(10)}
    assert own_of(plan, day=date(2024, 6, 1)) == {"htx": D(12)}


# --- What stands already ----------------------------------------------------------------------------------------------


def given(goal, unit, value):
    return make_target(goal, value, unit=unit, years=(2024, 2024))


def test_after_a_merger_counts_add_up_and_only_equal_percents_stay(world, plan, founded, trained):
    percent = make_goal(plan, make_indicator("Tỷ lệ khác", measure=Measure.RATIO), code="ty-le-khac")
    for goal, of_city, of_my_loc in [(founded, 3, 2), (trained, 60, 60), (percent, 50, 70)]:
        given(goal, world.city, of_city)
        given(goal, world.my_loc, of_my_loc)

    standing = standing_allotments(plan, YEAR_2024, AFTER_THE_MERGER)

    city = world.city.pk
    assert standing.values == {"htx": {city: D(5)}, "ty-le": {city: D(60)}}
    assert standing.lapsed == (Lapsed("ty-le-khac", city, (D(50), D(70))),)


def test_after_a_split_an_allotment_stays_with_the_unit_above(world, plan, founded):
    given(founded, world.y_yen, 4)

    standing = standing_allotments(plan, YEAR_2024, AFTER_THE_SPLIT)

    assert standing.values == {}
    assert standing.kept_above == (KeptAbove("htx", world.y_yen.pk, world.ninh_binh.pk, D(4)),)


def test_an_allotment_of_another_span_or_a_later_day_does_not_stand(world, plan, founded):
    make_target(founded, 9, unit=world.y_yen, years=(2025, 2025))
    target = given(founded, world.hai_hau, 3)
    target.versions.update(effective_from=date(2024, 5, 1))

    assert standing_allotments(plan, YEAR_2024, date(2024, 4, 30)).values == {}
    assert standing_allotments(plan, YEAR_2024, date(2024, 5, 1)).values == {"htx": {world.hai_hau.pk: D(3)}}


# --- A draft ----------------------------------------------------------------------------------------------------------


def test_a_new_sheet_begins_with_what_is_allotted(world, plan, founded, province_administrator):
    given(founded, world.hai_hau, "3.0000")

    sheet = begun(plan, province_administrator)

    grid = read_grid(sheet)
    assert sheet.cells == {"htx": {str(world.hai_hau.pk): "3"}}
    assert grid.cells == {"htx": {world.hai_hau.pk: D(3)}}
    assert [(unit.name, unit.note) for unit in grid.units] == [
        ("Thành phố Nam Định", ""),
        ("Huyện Mỹ Lộc", ""),
        ("Huyện Ý Yên", ""),
        ("Huyện Hải Hậu", ""),
    ]
    assert (grid.own, grid.balances[0].gap_words) == ({"htx": D(10)}, "thiếu 7 HTX")


def test_there_is_one_draft_for_a_span(plan, province_administrator):
    begun(plan, province_administrator)

    with pytest.raises(RuleBroken, match="Đã có một bảng đang chia cho năm 2024"):
        begun(plan, province_administrator)


@pytest.mark.parametrize(
    ("span", "day", "said"),
    [
        (SheetSpan(SpanKind.YEAR, 2031, 2031), FIRST_DAY, "không có thời gian này"),
        (YEAR_2024, date(2024, 12, 15), r"sau ngày cuối của năm 2024 \(14/12/2024\)"),
    ],
)
def test_a_sheet_outside_the_plan_is_refused(plan, province_administrator, span, day, said):
    with pytest.raises(RuleBroken, match=said):
        begin_sheet(plan, span, effective_from=day, by=province_administrator, now=NOW)


def test_cells_are_put_in_and_taken_out_and_others_stay(world, plan, founded, trained, province_administrator):
    sheet = typed(
        begun(plan, province_administrator),
        {founded: {world.hai_hau: 4, world.city: 6}, trained: {world.city: "62.50"}},
        province_administrator,
    )

    sheet = typed(
        sheet, {founded: {world.city: None, world.my_loc: 0}, trained: {world.city: None}}, province_administrator
    )

    assert sheet.cells == {"htx": {str(world.hai_hau.pk): "4", str(world.my_loc.pk): "0"}}
    assert (sheet.version, sheet.saved_by, sheet.saved_at) == (2, province_administrator, NOW)


def test_the_provinces_own_number_is_typed_only_where_the_plan_has_none(plan, founded, province_administrator):
    free = make_goal(plan, make_indicator("Lớp"), code="lop")
    sheet = typed(begun(plan, province_administrator), {free: {OWN: "12"}}, province_administrator)

    assert read_grid(sheet).own == {"htx": D(10), "lop": D(12)}
    assert typed(sheet, {free: {OWN: None}}, province_administrator).own == {}
    sheet.refresh_from_db()
    with pytest.raises(RuleBroken, match="kế hoạch đã có chỉ tiêu của tỉnh là 10"):
        typed(sheet, {founded: {OWN: "12"}}, province_administrator)


@pytest.mark.parametrize(
    ("goal", "unit", "number", "said"),
    [
        ("htx", "hai_hau", "-1", "số giao không được âm"),
        ("htx", "hai_hau", "1.5", "1,5 có quá 0 chữ số"),
        ("ty-le", "hai_hau", "60.125", "60,125 có quá 2 chữ số"),
        ("htx", "ninh_binh", "3", "có đơn vị không thuộc phạm vi"),
        ("khong-co", "hai_hau", "3", "chỉ tiêu không giao được"),
    ],
)
def test_a_number_that_cannot_stand_there_is_refused(
    world, plan, founded, trained, province_administrator, goal, unit, number, said
):
    sheet = begun(plan, province_administrator)

    with pytest.raises(RuleBroken, match=said):
        save_cells(
            sheet, {"htx": {world.city.pk: D(1)}, goal: {getattr(world, unit).pk: D(number)}},
            version=0, by=province_administrator, now=NOW,
        )  # fmt: skip

    sheet.refresh_from_db()
    assert (sheet.cells, sheet.version) == ({}, 0)


def test_who_saves_an_older_version_is_told_who_was_first(world, plan, founded, province_administrator):
    sheet = begun(plan, province_administrator)
    typed(sheet, {founded: {world.city: 1}}, province_administrator)

    with pytest.raises(SheetChanged, match="Đỗ Thị Hạnh vừa ghi bảng này lúc 09:00 01/03/2024"):
        typed(sheet, {founded: {world.city: 2}}, province_administrator)


def test_numbers_that_have_no_place_any_more_are_named_and_cleared(world, plan, founded, province_administrator):
    sheet = typed(
        begun(plan, province_administrator), {founded: {world.my_loc: 2, world.city: 3}}, province_administrator
    )
    sheet = move_sheet(sheet, AFTER_THE_MERGER, version=1, by=province_administrator, now=NOW)

    named = strangers_of(read_grid(sheet))
    cleared = clear_strangers(sheet, version=2, by=province_administrator, now=NOW)

    assert named == [Stranger("htx", world.my_loc.pk, "HTX mới", "Huyện Mỹ Lộc", "2")]
    assert cleared.cells == {"htx": {str(world.city.pk): "3"}}
    assert read_grid(cleared).units[0] == GridUnit(world.city.pk, "356", "Thành phố Nam Định")


def test_a_draft_is_thrown_away(plan, province_administrator):
    sheet = begun(plan, province_administrator)

    discard_sheet(sheet, version=0, by=province_administrator, now=NOW)

    assert not AllotmentSheet.objects.exists()
    with pytest.raises(SheetChanged, match="đã bị bỏ"):
        discard_sheet(sheet, version=0, by=province_administrator, now=NOW)


def test_reading_a_grid_takes_as_many_queries_for_one_goal_as_for_three(
    plan, founded, province_administrator, django_assert_num_queries
):
    sheet = begun(plan, province_administrator)
    sheet = AllotmentSheet.objects.select_related("plan").get(pk=sheet.pk)
    read_grid(sheet)
    with django_assert_num_queries(4):
        read_grid(sheet)
    for name in ("Lớp", "Mô hình"):
        make_target(make_goal(plan, Indicator.objects.get(name="HTX mới"), code=f"them-{len(name)}"), 3)

    with django_assert_num_queries(4):
        read_grid(sheet)
