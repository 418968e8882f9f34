"""Publishing a sheet: which targets it makes, what stands against it, and that it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from plans.allocation.publishing import Published
from plans.allocation.sheets import SheetChanged, move_sheet, save_cells
from plans.allocation.spans import SheetSpan
from plans.allocation.standing import Standing, standing_allotments
from plans.choices import Measure, SheetState, SpanKind
from plans.models import AllotmentSheet, TargetVersion
from portal.errors import RuleBroken
from tests.builders import make_goal, make_indicator, make_plan, make_target
from tests.plans.allotments import DECISION, FIRST_DAY, NOW, REASON, YEAR_2024, begun, published, typed, versions_of

D = Decimal
MARCH, AFTER_THE_MERGER, AFTER_THE_SPLIT = date(2024, 3, 1), date(2024, 9, 1), date(2025, 7, 1)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)


@pytest.fixture
def founded(plan):
    goal = make_goal(plan, make_indicator("HTX mới"), code="htx")
    make_target(goal, 10, years=(2024, 2024))
    return goal


@pytest.fixture
def by(province_administrator):
    return province_administrator


@pytest.fixture
def sheet(world, plan, founded, by):
    """10 HTX among the four districts of the day."""
    row = {world.city: 4, world.my_loc: 1, world.y_yen: 2, world.hai_hau: 3}
    return typed(begun(plan, by), {founded: row}, by)


def test_the_units_get_their_targets(world, plan, founded, sheet, by):
    told = published(sheet, by)

    sheet.refresh_from_db()
    target = founded.targets.get(unit=world.hai_hau)
    version = target.versions.get()
    assert told == Published(goals=1, units=4, numbers=4)
    assert (target.span_kind, target.first_year, target.last_year) == (SpanKind.YEAR, 2024, 2024)
    assert (version.value, version.effective_from, version.decision, version.reason) == (
        D(3),
        FIRST_DAY,
        DECISION,
        REASON,
    )
    assert (sheet.state, sheet.published_by, sheet.published_at) == (SheetState.PUBLISHED, by, NOW)
    assert founded.targets.get(unit=None).versions.get().value == D(10)


def test_a_gap_needs_a_reason_that_is_kept(world, founded, sheet, by):
    sheet = typed(sheet, {founded: {world.hai_hau: 2}}, by)

    with pytest.raises(RuleBroken, match=r"Còn chênh lệch chưa ghi lý do: HTX mới \(thiếu 1 HTX\)"):
        published(sheet, by, acknowledged={"htx": "  "})
    published(sheet, by, acknowledged={"htx": "01 HTX do tỉnh trực tiếp hỗ trợ", "khac": "thừa"})

    sheet.refresh_from_db()
    assert sheet.acknowledged == {"htx": "01 HTX do tỉnh trực tiếp hỗ trợ"}


def test_a_goal_without_a_number_of_the_province_needs_a_word_too(world, plan, by):
    goal = make_goal(plan, make_indicator("Lớp"), code="lop")
    sheet = typed(begun(plan, by), {goal: {world.city: 1}}, by)

    with pytest.raises(RuleBroken, match="chưa có chỉ tiêu của tỉnh"):
        published(sheet, by)
    published(typed(sheet, {goal: {"own": 1}}, by), by)

    assert versions_of(goal, world.city) == [(FIRST_DAY, D(1))]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"decision": " "}, "Ghi số, ngày của văn bản"),
        ({"decision": "QĐ " * 100}, "dài quá 200 ký tự"),
        ({"reason": ""}, "Ghi lý do"),
    ],
)
def test_decision_and_reason_have_to_be_there(sheet, by, changed, said):
    with pytest.raises(RuleBroken, match=said):
        published(sheet, by, **changed)

    assert not TargetVersion.objects.filter(target__unit__isnull=False).exists()


def test_an_empty_sheet_is_not_published(plan, founded, by):
    with pytest.raises(RuleBroken, match="chưa có số nào"):
        published(begun(plan, by), by)


def test_a_unit_outside_the_territory_of_the_day_is_refused_by_name(founded, sheet, by):
    sheet = move_sheet(sheet, AFTER_THE_MERGER, version=1, by=by, now=NOW)

    with pytest.raises(RuleBroken, match=r"không thuộc kế hoạch vào ngày 01/09/2024: Huyện Mỹ Lộc \(HTX mới\)"):
        published(sheet, by)


def test_numbers_that_slipped_past_the_grid_are_refused(world, founded, sheet, by):
    AllotmentSheet.objects.filter(pk=sheet.pk).update(
        cells={"htx": {str(world.city.pk): "11", str(world.hai_hau.pk): "-1"}}
    )

    with pytest.raises(RuleBroken, match="không được âm"):
        published(sheet, by)


def test_a_later_sheet_adjusts_and_earlier_versions_stay(world, plan, founded, sheet, by):
    published(sheet, by)
    later = begun(plan, by, day=MARCH)

    later = typed(later, {founded: {world.city: 5, world.my_loc: 0}}, by)
    told = published(later, by)

    assert told == Published(goals=1, units=4, numbers=4)
    assert versions_of(founded, world.city) == [(FIRST_DAY, D(4)), (MARCH, D(5))]
    assert versions_of(founded, world.my_loc) == [(FIRST_DAY, D(1)), (MARCH, D(0))]
    assert versions_of(founded, world.hai_hau) == [(FIRST_DAY, D(3)), (MARCH, D(3))]


def test_a_unit_that_has_a_number_is_not_left_out_silently(world, plan, founded, sheet, by):
    published(sheet, by)
    later = typed(begun(plan, by, day=MARCH), {founded: {world.city: 5, world.my_loc: None}}, by)

    with pytest.raises(RuleBroken, match=r"ô để trống: Huyện Mỹ Lộc \(HTX mới\). Ghi 0 nếu thôi giao"):
        published(later, by)


def test_another_number_of_the_same_day_is_refused_and_the_same_one_written_once(world, plan, founded, sheet, by):
    published(sheet, by)
    second = begun(plan, by)
    other = make_goal(plan, make_indicator("Lớp"), code="lop")
    make_target(other, 1, years=(2024, 2024))

    changed = typed(second, {founded: {world.city: 3, world.hai_hau: 4}}, by)
    with pytest.raises(RuleBroken, match=r"Ngày 15/12/2023 đã có lần giao khác.*Thành phố Nam Định \(HTX mới\)"):
        published(changed, by)
    unchanged = typed(changed, {founded: {world.city: 4, world.hai_hau: 3}, other: {world.city: 1}}, by)
    published(unchanged, by)

    assert versions_of(founded, world.city) == [(FIRST_DAY, D(4))]
    assert versions_of(other, world.city) == [(FIRST_DAY, D(1))]


def test_allotting_anew_after_a_merger_takes_the_place_of_what_the_predecessor_had(world, plan, founded, sheet, by):
    published(sheet, by)
    later = begun(plan, by, day=AFTER_THE_MERGER)
    before = later.cells["htx"][str(world.city.pk)]

    published(typed(later, {founded: {world.city: 6}}, by), by, acknowledged={"htx": "tăng thêm 01 HTX"})

    standing = standing_allotments(plan, YEAR_2024, AFTER_THE_MERGER)
    assert before == "5"
    assert standing.values["htx"][world.city.pk] == D(6)
    assert versions_of(founded, world.my_loc) == [(FIRST_DAY, D(1))]


def test_allotting_anew_after_a_split_takes_the_place_of_what_stayed_above(world, plan, by):
    goal = make_goal(plan, make_indicator("Lớp"), code="lop")
    make_target(goal, 4, years=(2025, 2025))
    make_target(goal, 4, unit=world.y_yen, years=(2025, 2025))
    year_2025, communes = SheetSpan(SpanKind.YEAR, 2025, 2025), world.communes
    sheet = begun(plan, by, day=AFTER_THE_SPLIT, span=year_2025)

    published(typed(sheet, {goal: {communes["Xã Ý Yên"]: 3, communes["Xã Vũ Dương"]: 1}}, by), by)

    assert standing_allotments(plan, year_2025, AFTER_THE_SPLIT) == Standing(
        {"lop": {communes["Xã Ý Yên"].pk: D(3), communes["Xã Vũ Dương"].pk: D(1)}}
    )
    assert standing_allotments(plan, year_2025, date(2025, 6, 30)).values == {"lop": {world.y_yen.pk: D(4)}}


def test_percents_are_given_as_they_are(world, plan, by):
    goal = make_goal(plan, make_indicator("Tỷ lệ", measure=Measure.RATIO), code="ty-le")
    make_target(goal, 60, years=(2024, 2024))
    units = [world.city, world.my_loc, world.y_yen, world.hai_hau]
    sheet = typed(begun(plan, by), {goal: dict.fromkeys(units, "60")}, by)

    published(sheet, by)

    assert [versions_of(goal, unit) for unit in units] == [[(FIRST_DAY, D(60))]] * 4


def test_a_published_sheet_never_changes(world, founded, sheet, by):
    published(sheet, by)

    with pytest.raises(SheetChanged, match="đã được Đỗ Thị Hạnh giao lúc 09:00 01/03/2024"):
        save_cells(sheet, {"htx": {world.city.pk: D(9)}}, version=2, by=by, now=NOW)
    with pytest.raises(SheetChanged, match="không sửa được nữa"):
        published(sheet, by)


def test_who_publishes_an_older_version_is_refused(world, founded, sheet, by):
    typed(sheet, {founded: {world.city: 4}}, by)

    with pytest.raises(SheetChanged, match="vừa ghi bảng này"):
        published(sheet, by)


def test_publishing_takes_as_many_queries_for_one_goal_as_for_three(
    world, plan, founded, sheet, by, django_assert_num_queries
):
    row = {world.city: 1, world.my_loc: 1, world.y_yen: 1, world.hai_hau: 1}
    published(sheet, by)
    one = begun(plan, by, day=MARCH)
    with django_assert_num_queries(16):
        published(one, by)
    goals = [make_goal(plan, make_indicator(name)) for name in ("Lớp", "Mô hình")]
    for goal in goals:
        make_target(goal, 4, years=(2024, 2024))
    three = typed(begun(plan, by, day=date(2024, 4, 1)), dict.fromkeys(goals, row), by)

    with django_assert_num_queries(17):  # the targets that are new
        published(three, by)


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_wins_and_the_other_is_told(world, founded, sheet, by):
    barrier = Barrier(2)

    def press(_):
        try:
            barrier.wait()
            return published(AllotmentSheet.objects.get(pk=sheet.pk), by)
        except SheetChanged as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(map(str, pool.map(press, range(2))))

    assert [words[:32] for words in told] == ["Bảng này đã được Đỗ Thị Hạnh gia", "Published(goals=1, units=4, numb"]
    assert versions_of(founded, world.hai_hau) == [(FIRST_DAY, D(3))]
