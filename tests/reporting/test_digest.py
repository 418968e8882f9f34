"""One letter a week to the province: of each open round who is missing, late, sent back, or waiting for review."""

from datetime import date, timedelta

import pytest

from plans.choices import Period
from portal.models import Notice
from reporting import digest
from reporting.choices import ReportState
from reporting.digest import digest_of, open_rounds_on, send_digests
from tests.builders import make_report, make_round
from tests.reporting.reminders_of_2024 import at, make_year, subjects

MONDAY = date(2024, 12, 2)


@pytest.fixture
def round_(world, hai_hau_head, province_reviewer):
    """The city is missing; Hải Hậu came two days late and waits; Ý Yên mends; Mỹ Lộc is accepted."""
    round_ = make_year(world)
    handed_in = {"submitted_at": at(date(2024, 11, 20)), "submitted_by": hai_hau_head}
    on_time = {**handed_in, "first_submitted_at": at(date(2024, 11, 20)), "reviewer": province_reviewer}
    make_report(round_, world.city)
    make_report(
        round_, world.hai_hau, state=ReportState.SUBMITTED, **{**handed_in, "first_submitted_at": at(date(2024, 12, 1))}
    )
    make_report(round_, world.y_yen, state=ReportState.RETURNED, **on_time)
    make_report(round_, world.my_loc, state=ReportState.ACCEPTED, accepted_at=at(date(2024, 11, 25)), **on_time)
    return round_


def test_the_letter_names_who_is_missing_late_waiting_and_mending(round_):
    assert digest_of(open_rounds_on(at(MONDAY)), at(MONDAY)) == (
        "Năm 2024: hạn 29/11/2024, đã duyệt 1/4 báo cáo.\n"
        "- Chưa nộp (1): Thành phố Nam Định (quá hạn 3 ngày)\n"
        "- Nộp muộn (1): Huyện Hải Hậu (muộn 2 ngày)\n"
        "- Chờ xem xét (1): Huyện Hải Hậu\n"
        "- Đang sửa lại (1): Huyện Ý Yên\n"
        f"/ky-bao-cao/{round_.pk}/"
    )


def test_reviewers_and_administrators_get_one_letter_a_week(round_, province_reviewer, province_administrator):
    written = [send_digests(at(MONDAY + timedelta(days=days))) for days in range(8)]

    assert written == [2, 0, 0, 0, 0, 0, 0, 2]
    for person in (province_reviewer, province_administrator):
        assert subjects(person) == [
            "Tình hình báo cáo tuần 49/2024: 1 kỳ đang mở",
            "Tình hình báo cáo tuần 50/2024: 1 kỳ đang mở",
        ]


def test_a_monday_without_a_run_is_made_up_in_the_same_week(round_, province_reviewer):
    assert [send_digests(at(MONDAY + timedelta(days=days))) for days in (2, 3)] == [1, 0]


def test_nobody_else_gets_it(round_, hai_hau_officer, people_committee_reader, province_reviewer):
    send_digests(at(MONDAY))

    assert list(Notice.objects.values_list("user__username", flat=True)) == ["tinh-duyet"]


def test_without_anything_open_there_is_no_letter(round_, world, hai_hau_head, province_reviewer):
    round_.reports.exclude(unit=world.my_loc).delete()

    assert send_digests(at(MONDAY)) == 0


def test_a_closed_round_to_which_nothing_can_come_is_left_out(round_, world, province_reviewer):
    round_.reports.exclude(unit__in=[world.my_loc, world.city]).delete()
    round_.closes_on = date(2024, 11, 30)
    round_.save()

    assert send_digests(at(MONDAY)) == 0


def test_a_long_list_is_cut(round_, world, monkeypatch):
    monkeypatch.setattr(digest, "MOST_NAMED", 1)
    make_report(
        make_round(round_.plans.get(), period=Period.AD_HOC, name="Đột xuất", cut_off=date(2024, 12, 9)), world.city
    )
    round_.reports.update(state=ReportState.DRAFT, first_submitted_at=None)

    first, second = digest_of(open_rounds_on(at(MONDAY)), at(MONDAY)).split("\n\n")

    assert "- Chưa nộp (1): Thành phố Nam Định\n" in first
    assert "- Chưa nộp (4): Thành phố Nam Định (quá hạn 3 ngày); và 3 báo cáo khác\n" in second


@pytest.mark.parametrize("count", [1, 3])
def test_open_rounds_are_read_by_the_same_queries(count, world, django_assert_num_queries):
    plan = make_year(world).plans.get()
    for month in range(count):
        make_report(make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 9 + month, 9)), world.city)

    with django_assert_num_queries(2):
        assert len(open_rounds_on(at(MONDAY))) == count
