"""Who hears of a step in a report's life; and no mail server holds a step up (F14)."""

import time
from datetime import date

import pytest

from plans.choices import Role
from portal.models import OutgoingMail, User
from portal.outbox import send_due
from reporting.extending import grant_extension, withdraw_extension
from reporting.reminding import remind_due
from reporting.workflow import move_report
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_seat, make_user
from tests.portal.mail_servers import mail_server
from tests.reporting.reminders_of_2024 import at, make_year, subjects

NOW = at(date(2024, 11, 20), 9)


@pytest.fixture
def report(world):
    """Hải Hậu's, filled in."""
    round_ = make_year(world)
    indicator = make_indicator("HTX mới thành lập")
    make_goal(round_.plans.get(), indicator)
    report = make_report(round_, world.hai_hau)
    make_figure(report, indicator, 3)
    return report


@pytest.fixture
def people(hai_hau_officer, hai_hau_head, y_yen_officer, province_reviewer, province_administrator):
    """Everybody with an address."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.vn")
    return {
        "officer": hai_hau_officer,
        "head": hai_hau_head,
        "other": y_yen_officer,
        "reviewer": province_reviewer,
        "administrator": province_administrator,
    }


def step(report, name, by, **reason):
    return move_report(report, name, by=by, now=NOW, **reason).report


def heard(people):
    return {who: subjects(person) for who, person in people.items() if subjects(person)}


def mailed():
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def test_a_submission_is_told_to_nobody(report, people):
    """The province finds it in its queue; a hundred of them in ten minutes must not wait for each other."""
    step(report, "submit", people["head"])

    assert (heard(people), mailed()) == ({}, [])


def test_a_return_is_told_to_the_officers_and_the_head_with_its_reason(report, people):
    submitted = move_report(report, "submit", by=people["head"], now=NOW).report

    step(submitted, "return", people["reviewer"], reason="Kiểm tra lại số HTX.")

    assert heard(people) == {who: ["Trả lại để sửa: Năm 2024, Huyện Hải Hậu"] for who in ("officer", "head")}
    assert people["officer"].notices.get().body == (
        "Năm 2024 – Huyện Hải Hậu\nLê Thị Thu đã trả lại báo cáo lúc 09:00 20/11/2024: sửa rồi nộp lại.\n"
        "Lý do: Kiểm tra lại số HTX."
    )
    assert mailed() == ["hai-hau-ky@example.vn", "hai-hau-nhap@example.vn"]


def test_an_acceptance_and_a_reopening_are_told_to_the_unit(report, people):
    submitted = move_report(report, "submit", by=people["head"], now=NOW).report
    accepted = step(submitted, "accept", people["reviewer"])
    step(accepted, "reopen", people["administrator"], reason="Đơn vị đề nghị sửa.")

    words = ["Đã duyệt: Năm 2024, Huyện Hải Hậu", "Mở lại để sửa: Năm 2024, Huyện Hải Hậu"]
    assert heard(people) == {"officer": words, "head": words}


def test_the_start_of_a_review_is_told_to_nobody(report, people):
    submitted = move_report(report, "submit", by=people["head"], now=NOW).report

    step(submitted, "begin_review", people["reviewer"])

    assert heard(people) == {}


def test_who_made_a_step_is_not_told_of_it(report, people, world):
    both = make_user("ca-hai")
    make_seat(both, Role.OFFICER, unit=world.hai_hau)
    make_seat(both, Role.REVIEWER, unit=world.nam_dinh)
    submitted = move_report(report, "submit", by=people["head"], now=NOW).report

    step(submitted, "return", both, reason="Kiểm tra lại.")

    assert subjects(both) == []


def test_pressing_twice_tells_once(report, people):
    submitted = step(report, "submit", people["head"])

    for _ in range(2):
        step(submitted, "return", people["reviewer"], reason="Kiểm tra lại.")

    assert heard(people) == {who: ["Trả lại để sửa: Năm 2024, Huyện Hải Hậu"] for who in ("officer", "head")}


def test_a_mail_server_that_hangs_holds_no_step_up(report, people, settings):
    settings.SAMPLE_DATABASE = False
    submitted = move_report(report, "submit", by=people["head"], now=NOW).report

    with mail_server(settings, hangs=True) as server:
        settings.EMAIL_TIMEOUT = 30
        began = time.monotonic()
        step(submitted, "return", people["reviewer"], reason="Kiểm tra lại.")
        assert (time.monotonic() - began < 5, server.met) == (True, 0)

        settings.EMAIL_TIMEOUT = 0.3
        assert (send_due(NOW).put_off, server.met) == (1, 1)
    assert [len(mailed()), OutgoingMail.objects.waiting().count()] == [2, 2]


def test_an_extension_and_its_end_are_told_to_the_unit(report, people):
    day, by = date(2024, 12, 9), people["administrator"]
    extension = grant_extension(report, last_day=day, reason="Bão số 3.", by=by, now=NOW)
    withdraw_extension(extension.report, reason="Nhầm đơn vị.", by=by, now=NOW)

    words = ["Được gia hạn: Năm 2024, Huyện Hải Hậu", "Thôi gia hạn: Năm 2024, Huyện Hải Hậu"]
    assert heard(people) == {"officer": words, "head": words}
    assert people["head"].notices.earliest("pk").body.splitlines()[1:] == [
        "Đỗ Thị Hạnh đã gia hạn cho báo cáo lúc 09:00 20/11/2024.",
        "Đến hết ngày 09/12/2024: Bão số 3.",
    ]


def test_a_reminder_speaks_of_the_extended_day(report, people):
    grant_extension(report, last_day=date(2024, 12, 9), reason="Bão số 3.", by=people["administrator"], now=NOW)

    remind_due(at(date(2024, 12, 2)))

    told = people["officer"].notices.latest("pk")
    assert told.subject == "Còn 7 ngày: báo cáo Năm 2024 của Huyện Hải Hậu"
    assert "Hạn: hết 23:59:59 ngày 09/12/2024 (giờ Việt Nam), còn 7 ngày." in told.body
