"""More time for one report: by whom, until when, why; the unit reads it, others keep their day."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from plans.choices import Reporter
from portal.dates import VIET_NAM, first_moment_after
from portal.errors import RuleBroken
from reporting.deadlines import days_late, is_overdue, last_day_of
from reporting.extending import grant_extension, may_extend, withdraw_extension
from reporting.history import history_of
from reporting.models import Extension, Report
from reporting.tags import deadline_of, tags_of
from tests.builders import make_report
from tests.reporting.pressing import NOON, press, stands

UNTIL = date(2024, 12, 5)
REASON = "Bão số 3, mất điện nhiều ngày"
AFTER = first_moment_after(date(2024, 11, 29)) + timedelta(hours=9)  # 30/11, 9:00


def grant(report, by, *, last_day=UNTIL, reason=REASON, now=NOON):
    return grant_extension(report, last_day=last_day, reason=reason, by=by, now=now)


def refused(report, by, **given):
    with pytest.raises(RuleBroken) as refusal:
        grant(report, by, **given)
    assert not Extension.objects.exists()
    return str(refusal.value)


def test_the_grant_stands_with_who_when_and_why(filled_report, province_administrator):
    granted = grant(filled_report, province_administrator)

    report = stands(filled_report)
    assert (granted.last_day, granted.reason, granted.granted_by, granted.granted_at) == (
        UNTIL,
        REASON,
        province_administrator,
        NOON,
    )
    assert (report.extended_to, report.extension_reason, last_day_of(report)) == (UNTIL, REASON, UNTIL)
    step = history_of(report)[0]
    assert (step.label, step.by, step.reason) == ("Gia hạn", "Đỗ Thị Hạnh", f"Đến hết ngày 05/12/2024: {REASON}")


def test_the_unit_reads_until_when_and_why(filled_report, province_administrator):
    grant(filled_report, province_administrator)

    report = stands(filled_report)
    deadline = deadline_of(report, NOON)
    assert deadline.words == "Còn 15 ngày 12 giờ, hạn 23:59 ngày 05/12/2024"
    assert deadline.extension == f"Được gia hạn đến hết ngày 05/12/2024 vì: {REASON}"
    assert "Gia hạn đến 05/12" in [tag.label for tag in tags_of(report, NOON)]


def test_only_that_report_has_more_time(annual_round, filled_report, world, province_administrator):
    other = make_report(annual_round, world.y_yen)

    grant(filled_report, province_administrator)

    assert (is_overdue(stands(filled_report), AFTER), is_overdue(stands(other), AFTER)) == (False, True)


def test_what_comes_in_the_extension_is_on_time(filled_report, hai_hau_head, province_administrator):
    grant(filled_report, province_administrator)

    press(filled_report, "submit", hai_hau_head, hours=14 * 24)

    assert days_late(stands(filled_report)) == 0


def test_what_came_late_becomes_on_time(filled_report, hai_hau_head, province_administrator):
    press(filled_report, "submit", hai_hau_head, hours=10 * 24)
    late = days_late(stands(filled_report))

    grant(filled_report, province_administrator, now=NOON + timedelta(days=11))

    assert (late, days_late(stands(filled_report))) == (1, 0)


@pytest.mark.parametrize("person", ["hai_hau_head", "hai_hau_officer", "province_reviewer", "central_reader"])
def test_only_the_administrator_extends(filled_report, person, request):
    with pytest.raises(PermissionDenied):
        grant(filled_report, request.getfixturevalue(person))
    assert not may_extend(request.getfixturevalue(person), filled_report)
    assert not Extension.objects.exists()


def test_it_needs_a_reason(filled_report, province_administrator):
    assert "Ghi lý do" in refused(filled_report, province_administrator, reason="  ")


@pytest.mark.parametrize("day", [date(2024, 11, 29), date(2024, 11, 25)])
def test_it_gives_more_time_than_the_round(filled_report, province_administrator, day):
    assert "phải sau hạn của kỳ, tức sau ngày 29/11/2024" in refused(
        filled_report, province_administrator, last_day=day
    )


def test_a_day_gone_by_gives_nobody_time(filled_report, province_administrator):
    now = datetime(2024, 12, 10, 8, 0, tzinfo=VIET_NAM)

    words = refused(filled_report, province_administrator, last_day=date(2024, 12, 9), now=now)

    assert "Ngày gia hạn đã qua" in words
    assert grant(filled_report, province_administrator, last_day=date(2024, 12, 10), now=now).last_day == date(
        2024, 12, 10
    )


def test_a_mistyped_year_is_asked_about(filled_report, province_administrator):
    assert "hơn một năm" in refused(filled_report, province_administrator, last_day=date(2026, 12, 5))


def test_who_came_in_time_needs_no_more(filled_report, hai_hau_head, province_administrator):
    press(filled_report, "submit", hai_hau_head)

    assert "Đơn vị đã nộp đúng hạn, lúc 12:00 20/11/2024" in refused(filled_report, province_administrator)
    assert not may_extend(province_administrator, stands(filled_report))


def test_what_is_accepted_needs_no_more(filled_report, hai_hau_head, province_administrator, province_reviewer):
    press(filled_report, "submit", hai_hau_head, hours=10 * 24)
    press(filled_report, "accept", province_reviewer, hours=10 * 24 + 1)

    words = refused(filled_report, province_administrator, now=NOON + timedelta(days=11))

    assert words == "Báo cáo đã được duyệt nên không gia hạn nữa."


def test_what_was_imported_never_had_a_day(filled_report, province_administrator):
    Report.objects.update(is_imported=True)

    assert "nhập từ số liệu cũ" in refused(filled_report, province_administrator)


def test_the_same_press_again_grants_once(filled_report, province_administrator):
    first = grant(filled_report, province_administrator)
    again = grant(filled_report, province_administrator, now=NOON + timedelta(seconds=2))

    assert (first, Extension.objects.count(), len(history_of(filled_report))) == (again, 1, 1)


def test_the_history_is_kept(filled_report, province_administrator):
    grant(filled_report, province_administrator)
    grant(filled_report, province_administrator, last_day=date(2024, 12, 9), reason="Vẫn mất điện")

    rows = [(one.last_day, one.reason) for one in Extension.objects.all()]
    assert rows == [(UNTIL, REASON), (date(2024, 12, 9), "Vẫn mất điện")]
    assert stands(filled_report).extended_to == date(2024, 12, 9)


@pytest.mark.parametrize("reporter", [Reporter.PROVINCE, Reporter.AGENCY])
def test_the_provinces_and_agencies_reports_are_extended_too(annual_round, world, province_administrator, reporter):
    annual_round.province_last_day = date(2024, 12, 3)
    annual_round.save()
    agency = world.alliance if reporter == Reporter.AGENCY else None
    report = make_report(annual_round, world.nam_dinh, reporter=reporter, agency=agency)

    grant(report, province_administrator)

    assert last_day_of(stands(report)) == UNTIL


def test_an_extension_opens_what_had_closed(annual_round, filled_report, hai_hau_head, province_administrator):
    annual_round.closes_on = date(2024, 11, 30)
    annual_round.save()
    later = NOON + timedelta(days=12)
    with pytest.raises(RuleBroken, match="đã khóa nhận báo cáo"):
        press(filled_report, "submit", hai_hau_head, hours=12 * 24)

    grant(filled_report, province_administrator, now=later)
    press(filled_report, "submit", hai_hau_head, hours=12 * 24 + 1)

    assert (stands(filled_report).state, days_late(stands(filled_report))) == ("submitted", 0)


# --- Taking it back ---------------------------------------------------------------------------------------------------


def test_taken_back_the_rounds_day_holds_again(filled_report, province_administrator):
    grant(filled_report, province_administrator)

    withdraw_extension(filled_report, reason="Nhầm đơn vị", by=province_administrator, now=NOON)

    report = stands(filled_report)
    assert (report.extended_to, report.extension_reason, last_day_of(report)) == (None, "", date(2024, 11, 29))
    assert [(one.last_day, one.reason) for one in Extension.objects.all()] == [(UNTIL, REASON), (None, "Nhầm đơn vị")]
    assert [step.label for step in history_of(report)] == ["Thôi gia hạn", "Gia hạn"]


def test_who_came_in_the_extension_does_not_become_late(filled_report, hai_hau_head, province_administrator):
    grant(filled_report, province_administrator)
    press(filled_report, "submit", hai_hau_head, hours=14 * 24)

    with pytest.raises(RuleBroken, match="thành nộp muộn"):
        withdraw_extension(filled_report, reason="Nhầm", by=province_administrator, now=NOON)
    assert stands(filled_report).extended_to == UNTIL


def test_nothing_is_taken_back_twice_or_without_a_reason(filled_report, province_administrator, province_reviewer):
    with pytest.raises(RuleBroken, match="không còn được gia hạn"):
        withdraw_extension(filled_report, reason="Nhầm", by=province_administrator, now=NOON)
    grant(filled_report, province_administrator)
    with pytest.raises(RuleBroken, match="Ghi lý do"):
        withdraw_extension(filled_report, reason=" ", by=province_administrator, now=NOON)
    with pytest.raises(PermissionDenied):
        withdraw_extension(filled_report, reason="Nhầm", by=province_reviewer, now=NOON)


# --- What must never be false -----------------------------------------------------------------------------------------


def test_no_extension_without_a_reason_is_stored(filled_report, province_administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            report=filled_report, last_day=UNTIL, reason="", granted_by=province_administrator, granted_at=NOON
        )
    for wrong in [{"extended_to": UNTIL}, {"extension_reason": "vì bão"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=filled_report.pk).update(**wrong)
