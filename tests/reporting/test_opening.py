"""Opening rounds from a plan's duties: which rounds, on which days, asking whom."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import DueWording, Measure, Period, Reporter, Role
from plans.models import DutyOccasion, ReportingDuty
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.models import Report, Round
from reporting.opening import complete, open_rounds, proposed_rounds, set_days
from reporting.proposing import last_day_on_time, unopened
from tests.builders import (
    make_change,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_unit,
    make_user,
)

JANUARY = datetime(2024, 1, 10, 8, 0, tzinfo=VIET_NAM)


def make_duty(plan, reporter, **occasions):
    """A duty with its occasions by period: "trước 30/11", "chậm nhất 14/6" or None for "do tỉnh đặt"; (text, cut-off)."""
    duty = ReportingDuty.objects.create(
        plan=plan, code=f"{reporter}-{plan.duties.count()}", order=1, wording="báo cáo", reporter=reporter
    )
    for order, (period, text) in enumerate(occasions.items()):
        text, cut_off = text if isinstance(text, tuple) else (text, None)
        words, day = (text or " ").rsplit(" ", 1)
        day, month = map(int, day.split("/")) if text else (None, None)
        cut_off_day, cut_off_month = map(int, cut_off.split("/")) if cut_off else (None, None)
        DutyOccasion.objects.create(
            duty=duty,
            period=period,
            wording=text or "",
            due_day=day,
            due_month=month,
            due_wording="" if not text else DueWording.BEFORE if words.startswith("trước") else DueWording.BY,
            set_by_province=text is None,
            cut_off_day=cut_off_day,
            cut_off_month=cut_off_month,
            first_year=plan.first_year,
            last_year=plan.last_year,
            order=order,
        )
    return duty


@pytest.fixture
def plan(world):
    """Nam Định's: districts owe the year before 30/11, the province 6 tháng and năm on days of its own."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    make_duty(plan, Reporter.PROVINCE, half_year=None, year=None)
    return plan


def days(proposal):
    return (
        proposal.code,
        proposal.cut_off,
        proposal.units_last_day,
        proposal.units_due_wording,
        proposal.set_by_province,
    )


@pytest.mark.parametrize(
    ("due_wording", "month", "day", "year", "last_day"),
    [
        (DueWording.BEFORE, 6, 15, 2024, date(2024, 6, 14)),
        (DueWording.BY, 6, 15, 2024, date(2024, 6, 15)),
        (DueWording.BEFORE, 12, 1, 2024, date(2024, 11, 30)),
        (DueWording.BEFORE, 1, 1, 2024, date(2023, 12, 31)),
        (DueWording.BY, 2, 29, 2024, date(2024, 2, 29)),
        (DueWording.BY, 2, 29, 2025, date(2025, 2, 28)),
    ],
)
def test_the_last_day_on_time(due_wording, month, day, year, last_day):
    occasion = DutyOccasion(due_wording=due_wording, due_month=month, due_day=day)

    assert last_day_on_time(occasion, year) == last_day


def test_a_day_left_to_the_province_is_no_day():
    assert last_day_on_time(DutyOccasion(set_by_province=True), 2024) is None


def test_rounds_are_proposed_with_the_papers_day_or_the_calendars(plan):
    half_year, year = proposed_rounds(plan, 2024)

    assert days(half_year) == ("6-thang-2024", date(2024, 6, 14), date(2024, 6, 14), "do tỉnh đặt", True)
    assert days(year) == ("nam-2024", date(2024, 11, 29), date(2024, 11, 29), "trước ngày 30/11", False)
    assert (half_year.name, year.name) == ("6 tháng 2024", "Năm 2024")
    assert (half_year.asks_estimate, year.asks_estimate) == (False, True)
    assert [occasion.duty.reporter for occasion in year.occasions] == ["unit", "province"]


def test_no_round_outside_the_plans_years(plan, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    assert proposed_rounds(plan, 2025) == []
    with pytest.raises(RuleBroken, match=r"“Đề án 01 năm 2024” không có kỳ báo cáo nào trong năm 2025"):
        open_rounds(plan, 2025, by=province_administrator, now=JANUARY)


def test_the_occasions_own_cut_off_stands_and_never_after_the_last_day(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, half_year=("chậm nhất 20/6", "31/5"), year=(None, "30/11"))

    half_year, year = proposed_rounds(plan, 2024)
    early, _ = proposed_rounds(plan, 2024, {Period.HALF_YEAR: date(2024, 5, 20)})

    assert (half_year.cut_off, half_year.units_last_day) == (date(2024, 5, 31), date(2024, 6, 20))
    assert (year.cut_off, year.units_last_day) == (date(2024, 11, 30), date(2024, 12, 14))
    assert (early.cut_off, early.units_last_day, early.set_by_province) == (date(2024, 5, 20), date(2024, 5, 20), True)


def test_the_provinces_own_day_stands_beside_the_units(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="trước ngày 12/12")
    make_duty(plan, Reporter.PROVINCE, year="chậm nhất ngày 20/12")

    (year,) = proposed_rounds(plan, 2024)

    assert (year.units_last_day, year.province_last_day) == (date(2024, 12, 11), date(2024, 12, 20))


def test_ad_hoc_and_closing_reviews_wait_until_somebody_asks(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, ad_hoc=None, midterm=None, final=None)

    assert proposed_rounds(plan, 2024) == []


def test_opening_asks_every_unit_alive_at_the_cut_off(plan, world, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    half_year, year = open_rounds(plan, 2024, by=province_administrator, now=JANUARY)

    assert [report.unit.name for report in half_year.reports.order_by("unit__code")] == [
        "Thành phố Nam Định",
        "Huyện Mỹ Lộc",
        "Huyện Ý Yên",
        "Huyện Hải Hậu",
    ]
    assert [report.unit.name for report in year.reports.order_by("unit__code")] == [
        "Thành phố Nam Định",
        "Huyện Ý Yên",
        "Huyện Hải Hậu",
    ]
    assert {report.state for report in Report.objects.all()} == {"draft"}
    assert (half_year.province, half_year.opened_by, half_year.opened_at) == (
        world.nam_dinh,
        province_administrator,
        JANUARY,
    )
    assert list(year.plans.all()) == [plan]
    assert year.occasions.count() == 2


def test_opening_asks_the_province_and_agencies_that_goals_name(plan, world):
    make_goal(plan, make_indicator("Thành lập Hội", measure=Measure.MILESTONE, from_units=False, from_province=True))
    counted = make_indicator("Nữ quản lý HTX", from_units=False, from_agencies=True)
    make_goal(plan, counted).agencies.add(world.alliance)

    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    beside = year.reports.exclude(reporter=Reporter.UNIT).order_by("reporter")
    assert [(report.reporter, report.unit, report.agency) for report in beside] == [
        ("agency", world.nam_dinh, world.alliance),
        ("province", world.nam_dinh, None),
    ]


def test_opening_asks_for_what_a_derived_indicator_is_made_of(plan, world):
    derived = make_indicator("Tổng số", composition="sum")
    derived.components.create(component=make_indicator("Phần của tỉnh", from_province=True), part="addend")
    make_goal(plan, derived)

    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    assert year.reports.filter(reporter=Reporter.PROVINCE).count() == 1


def test_opening_again_changes_nothing(plan):
    first = open_rounds(plan, 2024, by=None, now=JANUARY)
    before = list(Round.objects.values()), list(Report.objects.order_by("pk").values())

    second = open_rounds(plan, 2024, by=None, now=datetime(2024, 5, 1, 8, 0, tzinfo=VIET_NAM))

    assert second == first
    assert (list(Round.objects.values()), list(Report.objects.order_by("pk").values())) == before


def test_opening_again_follows_a_merger_that_was_told_later(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    (year,) = open_rounds(plan, 2024, by=None, now=JANUARY)
    started = year.reports.get(unit=world.y_yen)
    Report.objects.filter(pk=started.pk).update(version=1)
    for unit in [world.hai_hau, world.y_yen]:
        unit.valid_to = date(2024, 9, 30)
        unit.save()
    merged = make_unit("Huyện Hải Yên", parent=world.nam_dinh, valid_from=date(2024, 10, 1), valid_to=date(2025, 6, 30))
    world.hai_hau.changes_out.all().delete()
    world.y_yen.changes_out.all().delete()
    make_change(world.hai_hau, merged, on=date(2024, 10, 1))
    make_change(world.y_yen, merged, on=date(2024, 10, 1))
    type(merged).objects.update(changed_at=datetime(2099, 1, 1, tzinfo=VIET_NAM))

    open_rounds(plan, 2024, by=None, now=JANUARY)

    names = {report.unit.name for report in year.reports.all()}
    assert names == {"Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Yên"}


def test_the_province_sets_the_day_that_the_paper_leaves_open(plan):
    half_year, _ = open_rounds(
        plan,
        2024,
        by=None,
        now=JANUARY,
        last_days={Period.HALF_YEAR: date(2024, 6, 10)},
        periods=[Period.HALF_YEAR, "year"],
    )

    assert (half_year.cut_off, half_year.units_last_day, half_year.set_by_province) == (
        date(2024, 6, 10),
        date(2024, 6, 10),
        True,
    )


def test_only_the_wanted_periods_are_opened(plan):
    opened = open_rounds(plan, 2024, by=None, now=JANUARY, periods=[Period.HALF_YEAR])

    assert [round_.code for round_ in opened] == ["6-thang-2024"]
    assert [proposal.code for proposal in unopened([refreshed(plan)], date(2024, 1, 10))] == ["nam-2024"]


def refreshed(plan):
    return type(plan).objects.get(pk=plan.pk)


def test_another_day_for_an_open_round_is_refused(plan):
    open_rounds(plan, 2024, by=None, now=JANUARY)

    with pytest.raises(RuleBroken, match=r"Kỳ “6 tháng 2024” đã mở với ngày cuối 14/06/2024"):
        open_rounds(refreshed(plan), 2024, by=None, now=JANUARY, last_days={Period.HALF_YEAR: date(2024, 6, 1)})


def test_units_after_the_provinces_own_day_are_refused(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year=None)
    make_duty(plan, Reporter.PROVINCE, year="trước ngày 10/12")

    with pytest.raises(RuleBroken, match=r"phải đến trước hoặc đúng ngày tỉnh phải báo cáo \(09/12/2024\)"):
        open_rounds(plan, 2024, by=None, now=JANUARY)
    assert Round.objects.count() == 0


def test_the_same_period_and_cut_off_is_one_round_for_both_plans(plan, world):
    other = make_plan(scope=world.nam_dinh, code="ubnd")
    make_duty(other, Reporter.UNIT, year="chậm nhất ngày 29/11")
    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    (shared,) = open_rounds(other, 2024, by=None, now=JANUARY)

    assert shared == year
    assert sorted(each.code for each in shared.plans.all()) == ["nam-dinh", "ubnd"]
    assert shared.reports.count() == 3


def test_another_cut_off_is_another_round_with_its_own_name(plan, world):
    other = make_plan(scope=world.nam_dinh)
    make_duty(other, Reporter.UNIT, year="trước ngày 12/12")
    open_rounds(plan, 2024, by=None, now=JANUARY)

    (year,) = open_rounds(other, 2024, by=None, now=JANUARY)

    assert (year.code, year.name) == ("nam-2024-2", "Năm 2024 (chốt 11/12/2024)")


def test_after_the_provinces_end_its_rounds_belong_to_the_new_one(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2026)
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 12/12")

    half_year, year = open_rounds(plan, 2025, by=None, now=JANUARY)

    assert (half_year.province, year.province) == (world.nam_dinh, world.ninh_binh)
    assert [report.unit.name for report in year.reports.order_by("unit__code")] == [
        "Phường Nam Định",
        "Xã Ý Yên",
        "Xã Vũ Dương",
        "Xã Hải Hậu",
        "Xã Hải Anh",
    ]


def test_the_next_years_first_round_asks_last_years_final_figures(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 12/12")

    asked = []
    for year in [2023, 2024]:
        rounds = open_rounds(refreshed(plan), year, by=None, now=JANUARY)
        asked += [(round_.code, round_.asks_estimate, round_.asks_final) for round_ in rounds]

    assert asked == [
        ("6-thang-2023", False, False),
        ("nam-2023", True, False),
        ("6-thang-2024", False, True),
        ("nam-2024", True, False),
    ]


def test_a_cut_off_on_the_years_last_day_asks_no_estimate(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="chậm nhất ngày 14/12")

    assert [proposal.asks_estimate for proposal in proposed_rounds(plan, 2024)] == [False]


def test_only_the_provinces_administrator_opens(plan, province_reviewer, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    with pytest.raises(PermissionDenied):
        open_rounds(plan, 2024, by=province_reviewer, now=JANUARY)
    assert len(open_rounds(plan, 2024, by=province_administrator, now=JANUARY)) == 2


def test_what_is_not_open_is_found_by_a_fixed_number_of_queries(plan, world, django_assert_num_queries):
    plans = type(plan).objects.prefetch_related("duties__occasions", "rounds")
    unopened(plans.all(), date(2024, 3, 1))

    with django_assert_num_queries(5):
        assert len(unopened(plans.all(), date(2024, 3, 1))) == 2
    for _ in range(2):
        make_duty(make_plan(scope=world.nam_dinh), Reporter.UNIT, half_year="trước 15/6", year="trước 12/12")
    with django_assert_num_queries(5):
        assert len(unopened(plans.all(), date(2024, 3, 1))) == 6


# --- Setting the days -------------------------------------------------------------------------------------------------


@pytest.fixture
def round_(world):
    round_ = make_round(
        make_plan(scope=world.nam_dinh), cut_off=date(2024, 11, 29), units_due_wording="trước ngày 30/11"
    )
    complete(round_)
    return round_


def new_days(**changed):
    days = {
        "cut_off": date(2024, 11, 29),
        "units_last_day": date(2024, 11, 29),
        "province_last_day": None,
        "closes_on": None,
    }
    return days | changed


def test_the_province_sets_all_four_days(round_, province_administrator, on_day):
    on_day(date(2024, 1, 10))
    wanted = new_days(
        cut_off=date(2024, 11, 20),
        units_last_day=date(2024, 11, 25),
        province_last_day=date(2024, 12, 5),
        closes_on=date(2024, 12, 31),
    )

    set_days(round_, by=province_administrator, now=JANUARY, **wanted)

    now_stands = Round.objects.get(pk=round_.pk)
    assert {name: getattr(now_stands, name) for name in wanted} == wanted
    assert (now_stands.set_by_province, now_stands.asks_estimate) == (True, True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"cut_off": date(2024, 11, 30)}, "Ngày chốt số liệu phải đến trước"),
        ({"province_last_day": date(2024, 11, 28)}, "Ngày cuối của tỉnh phải đúng hoặc sau"),
        ({"closes_on": date(2024, 11, 28)}, "Ngày khóa nhận báo cáo phải đúng hoặc sau"),
    ],
)
def test_days_that_cross_are_refused(changed, words, round_):
    with pytest.raises(RuleBroken, match=words):
        set_days(round_, by=None, now=JANUARY, **new_days(**changed))


def test_nobody_becomes_late_by_a_day_set_backwards(round_):
    december = datetime(2024, 12, 2, 8, 0, tzinfo=VIET_NAM)
    earlier = new_days(cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 20))

    with pytest.raises(RuleBroken, match="không đặt lùi về trước hôm nay"):
        set_days(round_, by=None, now=december, **earlier)


def test_the_cut_off_stands_once_somebody_has_submitted(round_, world):
    round_.reports.get(unit=world.hai_hau).revisions.create(
        number=1,
        receipt="BN-1",
        content={},
        figure_count=0,
        submitted_at=JANUARY,
        submitted_by=make_user("ai-do"),
    )

    with pytest.raises(RuleBroken, match="Đã có đơn vị nộp báo cáo"):
        set_days(round_, by=None, now=JANUARY, **new_days(cut_off=date(2024, 11, 1)))


def test_the_cut_off_does_not_move_into_another_province(round_):
    later = date(2025, 7, 15)

    with pytest.raises(RuleBroken, match="kế hoạch thuộc tỉnh khác"):
        set_days(round_, by=None, now=JANUARY, **new_days(cut_off=later, units_last_day=later))


def test_the_cut_off_does_not_meet_another_round_of_the_period(round_):
    make_round(round_.plans.get(), cut_off=date(2024, 11, 15))

    with pytest.raises(RuleBroken, match="Tỉnh đã có kỳ năm khác chốt ngày 15/11/2024"):
        set_days(round_, by=None, now=JANUARY, **new_days(cut_off=date(2024, 11, 15)))


def test_a_moved_cut_off_asks_the_units_of_that_day(round_, world):
    set_days(round_, by=None, now=JANUARY, **new_days(cut_off=date(2024, 8, 15)))

    assert round_.reports.filter(unit=world.my_loc).exists()


def test_completing_keeps_what_somebody_has_begun(round_, world):
    begun = make_report(round_, world.my_loc, version=1)
    make_figure(begun, make_indicator(), 2)
    left_alone = make_report(round_, world.ninh_binh)

    complete(round_)

    assert Report.objects.filter(pk=begun.pk).exists()
    assert not Report.objects.filter(pk=left_alone.pk).exists()


def test_a_stranger_sets_no_days(round_, world, on_day):
    on_day(date(2024, 1, 10))
    head = make_user("ky")
    make_seat(head, Role.HEAD, unit=world.hai_hau)

    with pytest.raises(PermissionDenied):
        set_days(round_, by=head, now=JANUARY, **new_days())
