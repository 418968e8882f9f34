"""A reorganisation carried out and undone: units, seats, rounds, reports and sums move together or not at all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.choices import Period, ReorganisationState, Role, UnitLevel
from plans.models import Unit, UnitChange
from plans.succession import current_map
from portal.errors import RuleBroken
from reporting.choices import ReportState
from reporting.models import AcceptedFigure, Report, Round
from reporting.opening import complete
from reporting.reorganising import carry_out
from tests.builders import (
    accept_report,
    frozen,
    make_figure,
    make_report,
    make_round,
    make_seat,
    make_unit,
    make_user,
)
from tests.reorganised import carried_out, confirmed, moment, undone, written
from tests.reporting.autumn_2024 import OCTOBER, admin, everything, founded, half, plan, province, year
from tests.reporting.proofs import attached

pytestmark = pytest.mark.django_db

EVE = date(2024, 9, 30)

__all__ = ["admin", "founded", "half", "plan", "province", "year"]


def asked_in(round_):
    return [str(report.unit) for report in round_.reports.select_related("unit").order_by("unit__code", "unit__name")]


def test_a_merger_ends_one_unit_and_lets_the_other_answer_for_it(province, half, year, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    assert done.state == ReorganisationState.CONFIRMED
    assert Unit.objects.get(pk=province.y_yen.pk).valid_to == EVE
    change = UnitChange.objects.get(predecessor=province.y_yen)
    assert (change.successor, change.effective_on, change.decision) == (province.hai_hau, OCTOBER, "1/NQ-UBTVQH")
    assert current_map().heir(province.y_yen.pk, OCTOBER) == province.hai_hau.pk
    assert asked_in(year) == ["Thành phố Nam Định", "Huyện Hải Hậu"]


def test_a_new_unit_is_founded_below_the_province_and_asked(province, half, year, admin):
    carried_out(
        province.nam_dinh,
        OCTOBER,
        (province.y_yen, ("367", "Huyện Ý Hải")),
        (province.hai_hau, ("367", "Huyện Ý Hải")),
        by=admin,
    )

    new = Unit.objects.get(code="367")
    assert (new.level, new.parent, new.valid_from, new.folded_name) == (
        UnitLevel.DISTRICT,
        province.nam_dinh,
        OCTOBER,
        "huyen y hai",
    )
    assert asked_in(year) == ["Thành phố Nam Định", "Huyện Ý Hải"]


def test_who_ends_between_cut_offs_owes_a_closing_report(province, half, year, admin):
    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    closing = Round.objects.get(period=Period.CLOSING)
    assert (closing.name, closing.cut_off, closing.units_last_day, closing.year, closing.province) == (
        "Kết thúc hoạt động, chốt 30/09/2024",
        EVE,
        date(2024, 10, 16),
        2024,
        province.nam_dinh,
    )
    assert asked_in(closing) == ["Huyện Ý Yên"]
    complete(closing)
    assert asked_in(closing) == ["Huyện Ý Yên"]


def test_the_closing_report_prints_the_later_day_and_counts(province, half, year, founded, admin):
    """Row 8 of docs/domain.md, section 5, through the verbs."""
    carried_out(
        province.nam_dinh,
        OCTOBER,
        (province.y_yen, ("367", "Huyện Một")),
        (province.y_yen, ("368", "Huyện Hai")),
        by=admin,
    )
    closing = Round.objects.get(period=Period.CLOSING)

    accept_report(closing, province.y_yen, frozen(founded, 6))
    accept_report(year, Unit.objects.get(code="367"), frozen(founded, 2))
    accept_report(year, Unit.objects.get(code="368"), frozen(founded, 1))

    counting = AcceptedFigure.objects.counting_on(date(2024, 11, 29)).exclude(
        unit__in=[province.city, province.hai_hau]
    )
    assert {str(row.unit): (int(row.value), row.as_of) for row in counting.select_related("unit")} == {
        "Huyện Ý Yên": (6, EVE),
        "Huyện Một": (2, date(2024, 11, 29)),
        "Huyện Hai": (1, date(2024, 11, 29)),
    }


def test_what_was_typed_for_a_later_day_becomes_the_closing_report(province, half, year, founded, admin):
    typed = Report.objects.get(round=year, unit=province.y_yen)
    Report.objects.filter(pk=typed.pk).update(version=1)
    make_figure(typed, founded, 6)

    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    typed.refresh_from_db()
    assert (typed.round.period, typed.figures.get().value) == (Period.CLOSING, 6)
    assert asked_in(typed.round) == ["Huyện Ý Yên"]


def test_so_does_what_only_a_file_was_attached_to(province, half, year, y_yen_officer, admin):
    begun = Report.objects.get(round=year, unit=province.y_yen)
    attached(begun, by=y_yen_officer, now=moment(EVE))

    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    begun.refresh_from_db()
    assert (begun.round.period, begun.evidence.count()) == (Period.CLOSING, 1)


def test_who_reported_for_the_last_day_owes_no_closing_report(province, plan, half, admin):
    make_report(make_round(plan, period=Period.AD_HOC, cut_off=EVE), province.y_yen)

    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    assert not Round.objects.filter(period=Period.CLOSING).exists()


def test_a_plan_whose_years_are_over_asks_no_closing_report(province, half, admin):
    carried_out(province.nam_dinh, date(2025, 3, 1), (province.y_yen, province.hai_hau), by=admin)

    assert not Round.objects.filter(period=Period.CLOSING).exists()


def test_a_merger_entered_late_is_settled_with_what_the_successor_told(province, half, year, founded, admin):
    """Row 7: the successor's later report covers what merged into it."""
    accept_report(year, province.hai_hau, frozen(founded, 9))
    assert AcceptedFigure.objects.get(unit=province.y_yen).counts_until is None

    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin, on=date(2024, 12, 20))

    assert AcceptedFigure.objects.get(unit=province.y_yen).counts_until == date(2024, 11, 29)
    assert not Round.objects.filter(period=Period.CLOSING).exists()
    undone(done, by=admin, on=date(2024, 12, 21))
    assert AcceptedFigure.objects.get(unit=province.y_yen).counts_until is None


@pytest.mark.parametrize("split", [False, True])
def test_undoing_puts_everything_back(split, province, half, year, founded, y_yen_officer, admin):
    typed = Report.objects.get(round=year, unit=province.y_yen)
    Report.objects.filter(pk=typed.pk).update(version=1)
    make_figure(typed, founded, 6)
    before = everything()
    pairs = [(province.y_yen, ("367", "Huyện Một")), (province.hai_hau, ("367", "Huyện Một"))]
    if split:
        pairs.append((province.hai_hau, province.city))

    done = carried_out(province.nam_dinh, OCTOBER, *pairs, by=admin)
    assert everything() != before
    back = undone(done, by=admin)

    assert everything() == before
    assert (back.state, back.undone_by, back.undone_because) == (ReorganisationState.UNDONE, admin, "Nhập nhầm")


def test_undoing_ends_with_the_successors_first_submission(province, half, year, founded, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    accept_report(year, province.hai_hau, frozen(founded, 9))

    with pytest.raises(RuleBroken) as refused:
        undone(done, by=admin)

    assert str(refused.value) == (
        "Không hủy được nữa vì sau sắp xếp đã có báo cáo được nộp: “Huyện Hải Hậu, Năm 2024” nộp ngày 30/11/2024."
    )
    assert Unit.objects.get(pk=province.y_yen.pk).valid_to == EVE


def test_undoing_takes_nothing_away_that_somebody_typed(province, half, year, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    Report.objects.filter(round__period=Period.CLOSING).update(version=1)

    with pytest.raises(RuleBroken, match="Đã có người nhập báo cáo lập theo lần sắp xếp này: “Huyện Ý Yên, Kết thúc"):
        undone(done, by=admin)


def test_undoing_takes_no_file_away(province, half, year, hai_hau_officer, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    attached(Report.objects.get(round__period=Period.CLOSING), by=hai_hau_officer, now=moment(OCTOBER))

    with pytest.raises(RuleBroken, match="Đã có người nhập báo cáo lập theo lần sắp xếp này: “Huyện Ý Yên, Kết thúc"):
        undone(done, by=admin)


def test_undoing_needs_a_reason_and_works_once(province, half, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    with pytest.raises(RuleBroken, match="Ghi lý do hủy"):
        undone(done, by=admin, because="  ")
    undone(done, by=admin)
    with pytest.raises(RuleBroken, match="không còn hiệu lực"):
        undone(done, by=admin)


def test_a_founded_unit_that_something_hangs_on_is_not_taken_away(province, half, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, ("367", "Huyện Một")), by=admin)
    make_seat(make_user("nguoi-moi", "Lê Thị Nga"), Role.HEAD, unit=Unit.objects.get(code="367"))

    with pytest.raises(RuleBroken, match="đơn vị mới lập đã gắn với vị trí “Lê Thị Nga: "):
        undone(done, by=admin)

    assert Unit.objects.filter(code="367").exists()


def test_it_is_carried_out_once_and_only_as_it_was_seen(province, half, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    with pytest.raises(RuleBroken, match="Bản soạn đã thay đổi"):
        confirmed_as(draft, "khac", admin)
    confirmed(draft, by=admin)
    with pytest.raises(RuleBroken, match="đã thực hiện lần sắp xếp này lúc 10:00 01/10/2024"):
        confirmed(draft, by=admin)


def confirmed_as(draft, seen, by):
    return carry_out(draft, by=by, now=moment(OCTOBER), seen=seen)


def test_only_the_provinces_administrator_carries_out(province, half, admin, province_reviewer):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    with pytest.raises(PermissionDenied):
        confirmed(draft, by=province_reviewer)


def test_reports_that_were_handed_in_stay_where_they_are(province, half, year, founded, admin):
    accept_report(year, province.y_yen, frozen(founded, 6))

    carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin, on=date(2024, 12, 20))

    assert Report.objects.get(round=year, unit=province.y_yen).state == ReportState.ACCEPTED
    assert not Round.objects.filter(period=Period.CLOSING).exists()


def test_as_many_questions_for_one_unit_as_for_twelve(province, half, year, admin):
    more = [make_unit(f"Huyện {number}", parent=province.nam_dinh) for number in range(24)]
    complete(year)
    small = written(province.nam_dinh, OCTOBER, (more[0], more[1]), by=admin)
    large = written(province.nam_dinh, OCTOBER, *zip(more[2:13], more[13:24], strict=True), by=admin)

    with CaptureQueriesContext(connection) as first:
        confirmed(small, by=admin)
    with CaptureQueriesContext(connection) as second:
        confirmed(large, by=admin)

    assert len(second) <= len(first)
