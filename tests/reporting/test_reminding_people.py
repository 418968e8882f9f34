"""Who is reminded: of a unit, of what it went on as, of an agency; and reminding by hand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Reporter, Role
from portal.models import Notice, User
from reporting.choices import ReportState
from reporting.models import Reminder, Report
from reporting.reminding import Reminded, remind, remind_due
from tests.builders import make_report, make_round, make_seat, make_user
from tests.reporting.reminders_of_2024 import at, days_told, make_year, on, subjects


@pytest.fixture
def round_(world):
    return make_year(world)


@pytest.fixture
def plan(round_):
    return round_.plans.get()


@pytest.fixture
def report(round_, world):
    """Hải Hậu owes it."""
    return make_report(round_, world.hai_hau)


# --- Who is told ------------------------------------------------------------------------------------------------------


def test_without_an_officer_the_head_is_told_from_the_beginning(report, hai_hau_head):
    remind_due(on(-30))

    assert days_told(hai_hau_head) == [-30]
    assert "Bạn được nhắc vì là người ký báo cáo của đơn vị." in hai_hau_head.notices.get().body


def test_without_anybody_the_provinces_administrators_are_told(report, province_administrator):
    remind_due(on(-7))

    assert days_told(province_administrator) == [-7]
    assert "chưa có ai giữ vị trí" in province_administrator.notices.get().body


def test_without_anybody_at_all_the_unit_is_named(report):
    assert remind_due(on(-7)) == Reminded(0, 0, nobody=("Huyện Hải Hậu",))


def test_after_a_merge_who_carries_the_report_on_is_told(round_, world):
    make_report(round_, world.my_loc)
    city = make_user("thanh-pho")
    make_seat(city, Role.OFFICER, unit=world.city)

    remind_due(on(-7))

    assert days_told(city) == [-7]


def test_after_a_split_the_province_is_told(plan, world):
    late = make_round(
        plan, name="Tổng kết", period="final", cut_off=date(2025, 6, 25), year=2025, units_last_day=date(2025, 7, 9)
    )
    make_report(late, world.y_yen)
    administrator = make_user("ninh-binh")
    make_seat(administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)

    remind_due(at(date(2025, 7, 2)))

    assert "đã chia tách" in administrator.notices.get().body


def test_an_agency_is_told_of_its_report(round_, world, alliance_officer):
    make_report(round_, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance)

    remind_due(on(-7))

    assert subjects(alliance_officer)[0] == "Còn 7 ngày: báo cáo Năm 2024 của Liên minh HTX tỉnh Nam Định"


def test_who_has_left_is_not_told_and_who_came_is(report, hai_hau_officer, world):
    hai_hau_officer.seats.update(valid_to=date(2024, 11, 20))
    newcomer = make_user("moi-den")
    make_seat(newcomer, Role.OFFICER, unit=world.hai_hau, valid_from=date(2024, 11, 21))

    for days in range(-7, 1):
        remind_due(on(days))

    assert (days_told(hai_hau_officer), days_told(newcomer)) == ([], [-7, -1, 0])


def test_a_closed_account_is_not_told(report, hai_hau_officer, hai_hau_head):
    User.objects.filter(pk=hai_hau_officer.pk).update(is_active=False)

    remind_due(on(-7))

    assert (days_told(hai_hau_officer), days_told(hai_hau_head)) == ([], [-7])


# --- By hand ----------------------------------------------------------------------------------------------------------


def test_by_hand_a_report_is_told_of_on_any_day(report, hai_hau_officer, province_reviewer):
    assert remind([report], by=province_reviewer, now=on(-3)) == Reminded(people=1, reports=1)

    assert Reminder.objects.values_list("user", "step", "by").get() == (hai_hau_officer.pk, -7, province_reviewer.pk)


def test_by_hand_nobody_is_told_twice_on_a_day(report, hai_hau_officer, province_reviewer):
    remind_due(on(-7))

    assert remind([report], by=province_reviewer, now=on(-7)) == Reminded(0, 0, already=1)
    assert remind([report], by=province_reviewer, now=on(-6)) == Reminded(1, 1)
    assert days_told(hai_hau_officer) == [-7, -6]


def test_after_a_reminder_by_hand_the_step_of_that_day_is_not_told_again(report, hai_hau_officer, province_reviewer):
    remind([report], by=province_reviewer, now=on(-7))

    assert remind_due(on(-7)) == Reminded(0, 0)
    assert remind_due(on(-1)) == Reminded(1, 1)


def test_by_hand_long_before_the_time_of_reminders(plan, world, hai_hau_officer, province_reviewer):
    far = make_report(make_round(plan, name="Tổng kết", cut_off=date(2025, 3, 1), year=2025), world.hai_hau)

    assert remind([far], by=province_reviewer, now=on(0)) == Reminded(1, 1)
    assert Reminder.objects.get().step is None


def test_by_hand_what_is_no_longer_owed_is_said(
    report, round_, world, hai_hau_officer, province_reviewer, hai_hau_head
):
    other = make_report(round_, world.y_yen)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=on(-9), submitted_by=hai_hau_head
    )

    done = remind([report, other], by=province_reviewer, now=on(-3))

    assert done == Reminded(0, 0, not_owed=1, nobody=("Huyện Ý Yên",))
    assert done.words == ("Không gửi lời nhắc nào; 1 báo cáo không còn nợ; chưa có ai giữ vị trí để nhắc: Huyện Ý Yên.")


def test_only_the_province_reminds_by_hand(report, hai_hau_head, people_committee_reader):
    for person in (hai_hau_head, people_committee_reader):
        with pytest.raises(PermissionDenied):
            remind([report], by=person, now=on(-3))
    assert Notice.objects.count() == 0
