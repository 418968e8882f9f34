"""The preview of a reorganisation: what each total was and will be, and it leaves nothing behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.choices import Accumulation, Measure, Period, Role
from plans.models import ReorganisationLine
from plans.succession import current_map
from reporting.models import Report
from reporting.opening import complete
from reporting.reorganising import foresee
from reporting.reorganising.foreseeing import FamilyForeseen, Line, TotalForeseen
from reporting.reorganising.telling import ReportTold, SeatTold
from tests.builders import (
    accept_report,
    frozen,
    make_goal,
    make_indicator,
    make_report,
    make_round,
    make_seat,
    make_target,
    make_unit,
    make_user,
)
from tests.reorganised import confirmed, moment, written
from tests.reporting.autumn_2024 import OCTOBER, admin, everything, founded, half, plan, province, year

pytestmark = pytest.mark.django_db

__all__ = ["admin", "founded", "half", "plan", "province", "year"]


def seen(draft, by, on=OCTOBER):
    return foresee(draft, by=by, now=moment(on))


@pytest.fixture
def merger(province, half, year, admin):
    """Ý Yên goes into Hải Hậu."""
    return written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)


@pytest.fixture
def split(province, half, year, admin):
    """Ý Yên goes half into Hải Hậu, half into a new district."""
    return written(
        province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), (province.y_yen, ("367", "Huyện Mới")), by=admin
    )


def test_a_merger_adds_the_units_up_and_leaves_the_plans_total(merger, plan, admin):
    foreseen = seen(merger, admin)

    assert [(one.plan, one.totals, one.changed) for one in foreseen.plans] == [
        (plan, (TotalForeseen("HTX mới thành lập", "2024", "8", "8"),), [])
    ]
    assert foreseen.families == (
        FamilyForeseen(
            before=("Huyện Ý Yên", "Huyện Hải Hậu"),
            after=("Huyện Hải Hậu",),
            is_split=False,
            figures=(Line("HTX mới thành lập", "2024", ("5", "2"), ("7",)),),
            targets=(),
        ),
    )


def test_what_a_split_unit_did_is_kept_apart(split, admin):
    (family,) = seen(split, admin).families

    assert (family.before, family.after, family.is_split) == (
        ("Huyện Ý Yên", "Huyện Hải Hậu"),
        ("Huyện Hải Hậu", "Huyện Mới", "Huyện Ý Yên: giữ riêng"),
        True,
    )
    assert family.figures == (Line("HTX mới thành lập", "2024", ("5", "2"), ("2", "", "5")),)


def test_ratios_stocks_and_milestones_are_told_as_they_add_up(merger, plan, half, province, admin):
    ratio = make_indicator("Tỷ lệ", measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    done = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    for indicator in (ratio, done):
        make_goal(plan, indicator)
    adhoc = make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 7, 1))
    for unit, numbers, day in (
        (province.y_yen, (30, 40), date(2024, 5, 20)),
        (province.hai_hau, (10, 60), date(2024, 6, 1)),
    ):
        accept_report(
            adhoc,
            unit,
            frozen(ratio, numerator=numbers[0], denominator=numbers[1]),
            frozen(done, 1, done_on=day),
        )

    (family,) = seen(merger, admin).families

    assert [(line.name, line.was, line.will_be, line.adds_up) for line in family.figures[1:]] == [
        ("Tỷ lệ", ("30/40 (75 %)", "10/60 (16,7 %)"), ("40/100 (40 %)",), True),
        ("Ban hành kế hoạch", ("20/05/2024", "01/06/2024"), ("01/06/2024",), True),
    ]


def test_a_total_that_a_late_merger_changes_is_told(merger, year, founded, province, admin):
    accept_report(year, province.hai_hau, frozen(founded, 9))

    foreseen = seen(merger, admin, on=date(2024, 12, 20))

    assert foreseen.changed_totals == 1
    assert foreseen.plans[0].changed == [TotalForeseen("HTX mới thành lập", "2024", "15", "10")]
    assert foreseen.families[0].figures == (Line("HTX mới thành lập", "2024", ("5", "9"), ("9",), adds_up=False),)


def test_count_allotments_add_up_equal_percents_stay_others_lapse(merger, plan, founded, province, admin):
    same, other = (make_indicator(name, measure=Measure.RATIO) for name in ("Tỷ lệ một", "Tỷ lệ hai"))
    for indicator, values in ((founded, (3, 4)), (same, (60, 60)), (other, (50, 70))):
        goal = plan.goals.filter(indicator=indicator).first() or make_goal(plan, indicator)
        for unit, value in zip((province.y_yen, province.hai_hau), values, strict=True):
            make_target(goal, value, unit=unit)

    (family,) = seen(merger, admin).families

    assert [(line.name, line.was, line.will_be) for line in family.targets] == [
        (
            "HTX mới thành lập",
            ("ít nhất 03 HTX, năm 2024", "ít nhất 04 HTX, năm 2024"),
            ("ít nhất 07 HTX, năm 2024",),
        ),
        ("Tỷ lệ một", ("ít nhất 60 %, năm 2024", "ít nhất 60 %, năm 2024"), ("ít nhất 60 %, năm 2024",)),
        (
            "Tỷ lệ hai",
            ("ít nhất 50 %, năm 2024", "ít nhất 70 %, năm 2024"),
            ("mức giao khác nhau nên thôi áp dụng đến khi giao lại",),
        ),
    ]


def test_after_a_split_an_allotment_stays_apart(split, plan, founded, province, admin):
    make_target(plan.goals.get(), 3, unit=province.y_yen)

    (family,) = seen(split, admin).families

    assert [line.will_be for line in family.targets] == [("", "", "ít nhất 03 HTX, năm 2024")]


def test_it_says_what_becomes_of_reports(merger, plan, half, year, province, admin):
    make_report(
        make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 8, 1), name="Đột xuất 8/2024"), province.y_yen
    )

    told = seen(merger, admin).told

    assert told.closing == (ReportTold("Huyện Ý Yên", "Kết thúc hoạt động, chốt 30/09/2024"),)
    assert told.passed_on == (ReportTold("Huyện Ý Yên", "Đột xuất 8/2024", "đang nhập; Huyện Hải Hậu làm tiếp"),)
    assert told.dropped == (ReportTold("Huyện Ý Yên", "Năm 2024"),)
    assert told.begun == told.kept == ()


def test_a_report_of_a_split_unit_passes_to_the_administrators(split, plan, province, admin):
    make_report(
        make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 8, 1), name="Đột xuất 8/2024"), province.y_yen
    )

    told = seen(split, admin).told

    assert [one.words for one in told.passed_on] == ["đang nhập; quản trị cấp tỉnh làm tiếp"]
    assert [(one.unit, one.round) for one in told.begun] == [("Huyện Mới", "Năm 2024")]


def test_it_says_where_people_go(split, merger, y_yen_officer, province, admin):
    make_seat(make_user("xem", "Lê Văn Xem"), Role.READER, unit=province.y_yen)

    assert seen(merger, admin).told.seats == (
        SeatTold("Phạm Thị Mai", "cán bộ nhập liệu", "Huyện Ý Yên", "Huyện Hải Hậu"),
        SeatTold("Lê Văn Xem", "người xem", "Huyện Ý Yên", "Huyện Hải Hậu"),
    )
    assert [seat.person for seat in seen(split, admin).told.people_left] == ["Phạm Thị Mai", "Lê Văn Xem"]


def test_looking_leaves_nothing_behind(split, y_yen_officer, admin):
    before, unit_map = everything(), current_map()

    seen(split, admin)

    assert everything() == before
    assert current_map() == unit_map


def test_two_drafts_looked_at_in_turn_are_not_mistaken_for_each_other(merger, province, admin, on_day):
    """The clock stands still, and both would write their units at the same moment."""
    other = written(province.nam_dinh, OCTOBER, (province.y_yen, province.city), by=admin)

    first, second = seen(merger, admin), seen(other, admin)

    assert first.families[0].after == ("Huyện Hải Hậu",)
    assert second.families[0].after == ("Thành phố Nam Định",)
    assert second.families[0].figures == (Line("HTX mới thành lập", "2024", ("5", "1"), ("6",)),)


def test_what_is_foreseen_is_what_happens(split, plan, province, admin):
    foreseen = seen(split, admin)

    done = confirmed(split, by=admin)

    reports = Report.objects.filter(round__cut_off__gte=date(2024, 9, 30)).select_related("unit", "round")
    there = {(str(report.unit), str(report.round)) for report in reports}
    assert {(one.unit, one.round) for one in (*foreseen.told.closing, *foreseen.told.begun)} <= there
    assert not {(one.unit, one.round) for one in foreseen.told.dropped} & there
    assert done.effects["reports"]["dropped"] != []


def test_with_a_mistake_nothing_is_foreseen(merger, admin):
    ReorganisationLine.objects.all().delete()

    foreseen = seen(merger, admin)

    assert [str(mistake) for mistake in foreseen.mistakes] == ["Chưa có dòng nào: ghi đơn vị nào nhập vào đơn vị nào."]
    assert (foreseen.plans, foreseen.families, foreseen.told) == ((), (), None)


def test_as_many_questions_for_one_unit_as_for_twelve(half, year, founded, province, admin):
    more = [make_unit(f"Huyện {number}", parent=province.nam_dinh) for number in range(24)]
    complete(year)
    for unit in more:
        accept_report(half, unit, frozen(founded, Decimal(1)))
    small = written(province.nam_dinh, OCTOBER, (more[0], more[1]), by=admin)
    large = written(province.nam_dinh, OCTOBER, *zip(more[2:13], more[13:24], strict=True), by=admin)
    seen(small, admin)

    with CaptureQueriesContext(connection) as first:
        seen(small, admin)
    with CaptureQueriesContext(connection) as second:
        seen(large, admin)

    assert len(second) == len(first)
