"""Setting a round's four days once it is open."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.models import Report, Round
from reporting.opening import complete, set_days
from tests.builders import (
    make_figure,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_user,
)

JANUARY = datetime(2024, 1, 10, 8, 0, tzinfo=VIET_NAM)


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


@pytest.mark.parametrize("cut_off", [date(2023, 12, 14), date(2024, 12, 15)])
def test_the_cut_off_stays_in_the_rounds_reporting_year(round_, cut_off):
    with pytest.raises(RuleBroken, match="năm báo cáo 2024: từ 15/12/2023 đến 14/12/2024"):
        set_days(round_, by=None, now=JANUARY, **new_days(cut_off=cut_off, units_last_day=date(2024, 12, 31)))


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
