"""Reminders: 30, 7, 1 days before, on the day, 1 and 7 days after, then weekly; only who owes, never twice a day."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from plans.choices import Reporter, Role
from portal.models import User
from portal.outbox import post
from reporting.choices import ReportState
from reporting.models import Report, ReportEvent
from reporting.reminding import Reminded, remind_due, step_on
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_round, make_seat, make_user
from tests.reporting.reminders_of_2024 import LAST_DAY, at, days_told, make_year, on, subjects


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


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-400, None),
        (-31, None),
        (-30, -30),
        (-29, -30),
        (-8, -30),
        (-7, -7),
        (-2, -7),
        (-1, -1),
        (0, 0),
        (1, 1),
        (6, 1),
        (7, 7),
        (13, 7),
        (14, 14),
        (30, 28),
    ],
)
def test_the_step_of_each_day(days, step):
    assert step_on(LAST_DAY, LAST_DAY + timedelta(days=days)) == step


def test_a_daily_run_reminds_on_the_steps_and_on_no_other_day(report, hai_hau_officer):
    for days in range(-40, 30):
        remind_due(on(days))

    assert days_told(hai_hau_officer) == [-30, -7, -1, 0, 1, 7, 14, 21, 28]
    assert subjects(hai_hau_officer) == [
        "Còn 30 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Còn 7 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Còn 1 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Hôm nay là ngày cuối: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Quá hạn 1 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Quá hạn 7 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Quá hạn 14 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Quá hạn 21 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
        "Quá hạn 28 ngày: báo cáo Năm 2024 của Huyện Hải Hậu",
    ]


def test_the_head_is_told_from_seven_days_after(report, hai_hau_officer, hai_hau_head):
    for days in range(-40, 16):
        remind_due(on(days))

    assert days_told(hai_hau_head) == [7, 14]
    assert days_told(hai_hau_officer) == [-30, -7, -1, 0, 1, 7, 14]


def test_days_on_which_nothing_ran_lose_no_step_and_make_it_up_once(report, hai_hau_officer):
    for days in [-40, -26, -25, -5, -4, 0, 3, 4, 5, 24, 25, 28]:
        remind_due(on(days))

    assert days_told(hai_hau_officer) == [-26, -5, 0, 3, 24, 28]
    assert subjects(hai_hau_officer)[1] == "Còn 5 ngày: báo cáo Năm 2024 của Huyện Hải Hậu"


def test_running_again_on_a_day_tells_nobody_twice(report, hai_hau_officer):
    assert remind_due(on(-7)) == Reminded(people=1, reports=1)

    assert [remind_due(on(-7)), remind_due(at(date(2024, 11, 22), 23))] == [Reminded(0, 0)] * 2
    assert days_told(hai_hau_officer) == [-7]


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ACCEPTED])
def test_who_has_handed_in_is_left_in_peace(state, report, hai_hau_officer, hai_hau_head, province_reviewer):
    Report.objects.filter(pk=report.pk).update(
        state=state, submitted_at=on(-9), submitted_by=hai_hau_head, accepted_at=on(-8), reviewer=province_reviewer
    )

    assert [remind_due(on(days)) for days in (-7, 0, 7)] == [Reminded(0, 0)] * 3


def test_only_who_owes_is_told_of_what_he_owes(
    report, round_, world, hai_hau_officer, y_yen_officer, province_reviewer
):
    remind_due(on(-7))

    assert [person.notices.count() for person in (hai_hau_officer, y_yen_officer, province_reviewer)] == [1, 0, 0]


@pytest.mark.parametrize("state", [ReportState.RETURNED, ReportState.REOPENED])
def test_what_was_sent_back_is_owed_again_but_not_told_of_on_the_next_day(
    state, report, hai_hau_officer, province_reviewer
):
    move = "return" if state == ReportState.RETURNED else "reopen"
    Report.objects.filter(pk=report.pk).update(state=state, first_submitted_at=on(-9))
    ReportEvent.objects.create(
        report=report, move=move, from_state="submitted", to_state=state, by=province_reviewer, at=on(3)
    )

    for days in range(4, 16):
        remind_due(on(days))

    assert days_told(hai_hau_officer) == [7, 14]
    first = hai_hau_officer.notices.earliest("at")
    assert first.subject == "Cần sửa lại: báo cáo Năm 2024 của Huyện Hải Hậu"
    assert "Tỉnh đã trả lại hoặc mở lại ngày 02/12/2024: cần sửa lại và nộp lại." in first.body


def test_a_round_that_has_closed_no_longer_reminds(report, round_, hai_hau_officer):
    round_.closes_on = LAST_DAY + timedelta(days=10)
    round_.save()

    for days in range(40):
        remind_due(on(days))

    assert days_told(hai_hau_officer) == [0, 1, 7]


def test_the_provinces_own_report_goes_by_the_provinces_day(round_, world):
    round_.province_last_day = date(2024, 12, 11)
    round_.save()
    make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE)
    officer = make_user("tinh-nhap")
    make_seat(officer, Role.OFFICER, unit=world.nam_dinh)

    for days in range(13):
        remind_due(on(days))

    assert [reminder.on for reminder in officer.reminders.order_by("on")] == [
        date(2024, 11, 29),  # the round's first 30 days are made up on the first run
        date(2024, 12, 4),
        date(2024, 12, 10),
        date(2024, 12, 11),
    ]


def test_one_message_holds_all_that_a_person_owes(report, round_, plan, world, hai_hau_officer):
    later = make_round(plan, name="Đột xuất", period="ad_hoc", cut_off=date(2024, 12, 9))
    make_report(later, world.hai_hau)
    far = make_round(plan, name="Tổng kết", period="final", cut_off=date(2025, 3, 1), year=2025)
    make_report(far, world.hai_hau)
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    make_goal(plan, make_indicator("THT mới thành lập"))
    make_figure(report, indicator, 3)

    assert remind_due(on(-7)) == Reminded(people=1, reports=2)

    (notice,) = hai_hau_officer.notices.all()
    first, second = Report.objects.filter(round__in=[round_, later]).order_by("round__cut_off")
    assert notice.subject == "Nhắc 2 báo cáo chưa xong, gấp nhất: còn 7 ngày, Năm 2024"
    assert notice.address == "/"
    assert notice.body == (
        "Kính gửi Nguyễn Thị Lan: các báo cáo sau chưa hoàn thành, tính đến ngày 22/11/2024.\n\n"
        "1. Năm 2024 – Huyện Hải Hậu (Đề án 01)\n"
        "Hạn: hết 23:59:59 ngày 29/11/2024 (giờ Việt Nam), còn 7 ngày.\n"
        "Còn 1 trên 2 dòng số liệu chưa trả lời.\n"
        f"/bao-cao/{first.pk}/\n\n"
        "2. Đột xuất – Huyện Hải Hậu (Đề án 01)\n"
        "Hạn: hết 23:59:59 ngày 09/12/2024 (giờ Việt Nam), còn 17 ngày.\n"
        "Còn 2 trên 2 dòng số liệu chưa trả lời.\n"
        f"/bao-cao/{second.pk}/"
    )


def test_a_single_report_is_what_the_notice_leads_to(report, hai_hau_officer):
    remind_due(on(-7))

    assert hai_hau_officer.notices.get().address == report.get_absolute_url()


def test_a_person_with_an_address_gets_it_by_mail(report, hai_hau_officer):
    User.objects.update(email="lan@example.vn")

    remind_due(on(-7))

    notice = hai_hau_officer.notices.get()
    assert (notice.mail.to, notice.mail.subject, notice.mail.sent_at) == ("lan@example.vn", notice.subject, None)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_each_person_once(report, hai_hau_officer):
    ready, done = threading.Barrier(3), []

    def run():
        ready.wait()
        done.append(remind_due(on(-7)).people)
        connection.close()

    runs = [threading.Thread(target=run) for _ in range(3)]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()

    assert sorted(done) == [0, 0, 1]
    assert days_told(hai_hau_officer) == [-7]


@pytest.mark.django_db(transaction=True)
def test_a_step_that_tells_the_same_person_at_the_same_time_is_not_in_the_way(report, hai_hau_officer):
    held, done = threading.Event(), []

    def take_a_step():
        with transaction.atomic():
            moved = Report.objects.locked().get(pk=report.pk)
            held.set()
            time.sleep(0.5)
            told = {"kind": "x", "subject": "x", "body": "x", "address": "", "key": "x"}
            done.append(post(hai_hau_officer, now=on(-7), **told) is not None and moved.pk)
        connection.close()

    step = threading.Thread(target=take_a_step)
    step.start()
    held.wait()
    reminded = remind_due(on(-7))
    step.join()

    assert (done, reminded) == ([report.pk], Reminded(people=1, reports=1))


@pytest.mark.parametrize("count", [1, 3])
def test_finding_who_owes_takes_the_same_queries_for_many(count, round_, world, django_assert_num_queries):
    for unit in [world.hai_hau, world.y_yen, world.city][:count]:
        make_report(round_, unit)

    with django_assert_num_queries(9):
        remind_due(on(-7))
