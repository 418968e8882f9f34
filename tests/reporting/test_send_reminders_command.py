"""`send_reminders`: the daily run for cron says what it did, and can be tried without doing it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.choices import Reporter
from portal.models import Notice, User
from reporting.models import Reminder
from tests.builders import make_duty, make_goal, make_indicator, make_plan, make_report
from tests.portal.mail_servers import mail_server
from tests.reporting.reminders_of_2024 import days_told, make_year


@pytest.fixture(autouse=True)
def owing(world, hai_hau_officer, province_reviewer, settings):
    settings.SAMPLE_DATABASE = False
    User.objects.filter(pk=hai_hau_officer.pk).update(email="lan@example.vn")
    make_report(make_year(world), world.hai_hau)


def said(**options):
    out = StringIO()
    call_command("send_reminders", stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_reminds_writes_the_letter_and_sends(settings, hai_hau_officer):
    with mail_server(settings) as server:
        assert said(today="2024-11-22") == [
            "Nhắc báo cáo: 1 người, 1 báo cáo.",
            "Bản tổng hợp tuần gửi tỉnh: 1 người.",
            "Thư: đã gửi 1, hẹn thử lại 0, thôi gửi 0, còn trong hộp gửi 0.",
        ]
    assert (days_told(hai_hau_officer), len(server.taken)) == ([-7], 1)


def test_again_on_the_same_day_it_does_nothing(settings):
    with mail_server(settings) as server:
        said(today="22/11/2024")
        assert said(today="22/11/2024") == [
            "Nhắc báo cáo: 0 người, 0 báo cáo.",
            "Bản tổng hợp tuần gửi tỉnh: 0 người.",
            "Thư: đã gửi 0, hẹn thử lại 0, thôi gửi 0, còn trong hộp gửi 0.",
        ]
    assert len(server.taken) == 1


def test_without_a_mail_server_the_letters_are_kept(settings):
    settings.EMAIL_HOST = ""

    assert said(today="2024-11-22")[-1] == "Chưa cấu hình máy chủ thư: 1 thư được giữ lại."


def test_tried_out_it_says_the_same_and_leaves_nothing(settings):
    with mail_server(settings) as server:
        assert said(today="2024-11-22", dry_run=True) == [
            "Nhắc báo cáo: 1 người, 1 báo cáo.",
            "Bản tổng hợp tuần gửi tỉnh: 1 người.",
        ]
    assert (Notice.objects.count(), Reminder.objects.count(), server.met) == (0, 0, 0)


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="--today: Gõ ngày theo dạng"):
        said(today="mai")


def test_rounds_that_are_due_are_opened_first_and_told_of_at_once(world, settings, hai_hau_officer):
    plan = make_plan(scope=world.nam_dinh, short_title="Đề án 02")
    make_goal(plan, make_indicator("HTX mới thành lập"))
    make_duty(plan, Reporter.UNIT, year="trước ngày 20/12")

    assert said(today="2024-12-10")[:2] == [
        "Mở kỳ: Năm 2024, hạn 19/12/2024.",
        "Nhắc báo cáo: 1 người, 2 báo cáo. Không có ai để nhắc: Thành phố Nam Định; Huyện Ý Yên.",
    ]
