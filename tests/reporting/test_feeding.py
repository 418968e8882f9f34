"""A calendar of one's own: which days are in it, who may read it, and for how long."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from plans.choices import Period, Role
from portal.dates import VIET_NAM
from portal.models import User
from reporting.choices import ReportState
from reporting.feeding import LastDay, calendar_of, days_of, make_feed, revoke_feed, seat_behind, seats_with_days
from reporting.models import CalendarFeed, Report
from tests.builders import make_figure, make_indicator, make_report, make_round, make_seat, make_user
from tests.reporting.reminders_of_2024 import at, make_year

TODAY = date(2024, 11, 20)
NOW = at(TODAY)
HOST = "https://kehoach.example.vn"


@pytest.fixture(autouse=True)
def on_that_day(on_day, settings):
    on_day(TODAY)
    settings.PORTAL_ADDRESS = HOST


@pytest.fixture
def round_(world):
    round_ = make_year(world)
    round_.province_last_day = date(2024, 12, 11)
    round_.save()
    return round_


@pytest.fixture
def report(round_, world):
    return make_report(round_, world.hai_hau)


@pytest.fixture
def seat(report, hai_hau_officer):
    return hai_hau_officer.seats.get()


def read(seat):
    """The feed as a calendar program reads it."""
    return Calendar.from_ical(calendar_of(seat, NOW))


def asked(client, secret):
    return client.get(reverse("reporting:calendar-feed", args=[secret]))


# --- What is in it ----------------------------------------------------------------------------------------------------


def test_a_units_days_are_those_of_its_reports(report, seat):
    assert days_of(seat, NOW) == [
        LastDay(
            uid=f"report-{report.pk}@kehoach.example.vn",
            day=date(2024, 11, 29),
            summary="Hạn nộp: Năm 2024 – Huyện Hải Hậu",
            description="Chưa nộp.",
            address=f"{HOST}/bao-cao/{report.pk}/",
            is_open=True,
        )
    ]


def test_the_provinces_days_are_those_of_its_rounds(round_, report, province_reviewer):
    days = days_of(province_reviewer.seats.get(), NOW)

    assert [(day.uid, day.day, day.summary) for day in days] == [
        (f"round-{round_.pk}-units@kehoach.example.vn", date(2024, 11, 29), "Hạn của đơn vị: Năm 2024"),
        (f"round-{round_.pk}-province@kehoach.example.vn", date(2024, 12, 11), "Hạn của tỉnh: Năm 2024"),
    ]


def test_open_ones_and_those_of_the_year_are_in_it(round_, report, seat, world):
    plan = round_.plans.get()
    old = make_report(make_round(plan, year=2023, cut_off=date(2023, 11, 29), name="Năm 2023"), world.hai_hau)
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), name="6 tháng 2024")
    done = make_report(half, world.hai_hau)
    summaries = {day.summary for day in days_of(seat, NOW)}
    assert summaries == {f"Hạn nộp: {name} – Huyện Hải Hậu" for name in ("Năm 2023", "6 tháng 2024", "Năm 2024")}

    accepted = {"state": ReportState.ACCEPTED, "accepted_at": NOW, "reviewer": seat.user}
    Report.objects.filter(pk__in=[old.pk, done.pk]).update(**accepted)

    told = [(day.summary, day.description, day.is_open) for day in days_of(seat, NOW)]
    assert told == [
        ("Hạn nộp: 6 tháng 2024 – Huyện Hải Hậu", "Báo cáo đã duyệt.", False),
        ("Hạn nộp: Năm 2024 – Huyện Hải Hậu", "Chưa nộp.", True),
    ]


def test_a_day_that_moves_keeps_its_name(round_, report, seat):
    before = days_of(seat, NOW)[0]
    round_.units_last_day = date(2024, 12, 5)
    round_.save()

    after = days_of(seat, NOW)[0]

    assert (after.uid, after.day) == (before.uid, date(2024, 12, 5))


def test_another_units_days_are_not_in_it(round_, seat, world):
    make_report(round_, world.y_yen)

    assert len(days_of(seat, NOW)) == 1


def test_what_a_merged_unit_left_is_in_the_successors(round_, world):
    make_report(round_, world.my_loc)
    city = make_user("thanh-pho")
    make_seat(city, Role.OFFICER, unit=world.city)

    assert [day.summary for day in days_of(city.seats.get(), NOW)] == ["Hạn nộp: Năm 2024 – Huyện Mỹ Lộc"]


def test_the_calendar_is_read_back(report, seat):
    calendar = read(seat)

    (zone,) = calendar.walk("VTIMEZONE")
    (event,) = calendar.walk("VEVENT")
    assert (calendar["X-WR-CALNAME"], zone["TZID"]) == ("Hạn báo cáo – Huyện Hải Hậu", "Asia/Ho_Chi_Minh")
    assert event["UID"] == f"report-{report.pk}@kehoach.example.vn"
    assert event["SUMMARY"] == "Hạn nộp: Năm 2024 – Huyện Hải Hậu"
    assert event["DESCRIPTION"] == f"Chưa nộp.\n{HOST}/bao-cao/{report.pk}/"
    assert event.decoded("DTSTART") == datetime(2024, 11, 29, 8, tzinfo=VIET_NAM)
    assert event.decoded("DTEND") == datetime(2024, 11, 29, 23, 59, 59, tzinfo=VIET_NAM)
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(days=-3), timedelta(days=-1)]


def test_lines_are_folded_and_signs_escaped(round_, report, seat):
    round_.name = "Báo cáo đột xuất, lần 2; về “HTX” \\ THT do phụ nữ tham gia quản lý, điều hành theo Đề án 01"
    round_.save()

    raw = calendar_of(seat, NOW)

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert b"\\, l\xe1\xba\xa7n 2\\; v" in raw.replace(b"\r\n ", b"")
    assert read(seat).walk("VEVENT")[0]["SUMMARY"] == f"Hạn nộp: {round_.name} – Huyện Hải Hậu"


def test_what_is_handed_in_rings_no_more(report, seat, hai_hau_head):
    Report.objects.update(state=ReportState.SUBMITTED, submitted_at=NOW, submitted_by=hai_hau_head)

    (event,) = read(seat).walk("VEVENT")

    assert (event["DESCRIPTION"].splitlines()[0], event.walk("VALARM")) == ("Báo cáo đã nộp.", [])


def test_no_figure_is_in_it(report, seat):
    make_figure(report, make_indicator("HTX mới thành lập"), 987654)

    assert b"987654" not in calendar_of(seat, NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_the_same_queries_for_many(count, round_, seat, client, django_assert_num_queries):
    for year in range(2025, 2025 + count - 1):
        make_report(make_round(round_.plans.get(), year=year, cut_off=date(year, 5, 5)), seat.unit)
    secret = make_feed(seat, NOW)
    days_of(seat, NOW)  # the map of units is in memory now

    with django_assert_num_queries(4):
        assert len(read_by(client, secret).walk("VEVENT")) == count


def read_by(client, secret):
    return Calendar.from_ical(asked(client, secret).content)


# --- Who may read it --------------------------------------------------------------------------------------------------


def test_whoever_has_the_address_reads_it_without_signing_in(seat, client):
    answer = asked(client, make_feed(seat, NOW))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_secret_itself_is_not_kept(seat):
    secret = make_feed(seat, NOW)

    assert secret not in str(list(CalendarFeed.objects.values_list()))
    assert len(secret) == 43


def test_a_new_address_ends_the_old_one(seat):
    old, new = make_feed(seat, NOW), make_feed(seat, NOW)

    assert [seat_behind(secret, TODAY) for secret in (old, new)] == [None, seat]


def _ends(seat):
    seat.valid_to = TODAY - timedelta(days=1)
    seat.save()


def _closes(seat):
    User.objects.filter(pk=seat.user_id).update(is_active=False)


@pytest.mark.parametrize("end", [_ends, _closes, revoke_feed, lambda seat: seat.delete()])
def test_it_ends_at_once_with_seat_account_or_feed(end, seat, client):
    secret = make_feed(seat, NOW)
    end(seat)

    gone, unknown = asked(client, secret), asked(client, "khong-ai-biet")

    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert gone.content.replace(secret.encode(), b"") == unknown.content.replace(b"khong-ai-biet", b"")


def test_it_ends_with_the_seats_unit(seat):
    secret = make_feed(seat, NOW)

    assert seat_behind(secret, date(2025, 6, 30)) == seat
    assert seat_behind(secret, date(2025, 7, 1)) is None


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_address_is_shown_once(seat, client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    made = client.post(reverse("reporting:calendar-make", args=[seat.pk]))
    address = made.content.decode().split("<code>")[1].split("</code>")[0]

    again = client.get(reverse("reporting:my-calendar")).content.decode()

    assert address.startswith(f"{HOST}/lich/")
    assert asked(client, address.removeprefix(f"{HOST}/lich/").removesuffix(".ics")).status_code == 200
    assert address not in again
    assert "Đã có địa chỉ lịch" in again
    assert "no-store" in made.headers["Cache-Control"]


def test_revoking_from_the_page(seat, client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    secret = make_feed(seat, NOW)

    client.post(reverse("reporting:calendar-revoke", args=[seat.pk]))

    assert seat_behind(secret, TODAY) is None


def test_only_seats_in_force_that_have_days_are_offered(world, hai_hau_officer):
    make_seat(hai_hau_officer, Role.READER, unit=world.nam_dinh)
    make_seat(hai_hau_officer, Role.OFFICER, unit=world.my_loc)  # merged away on 1/9/2024
    make_seat(hai_hau_officer, Role.OFFICER, unit=world.y_yen, valid_to=date(2024, 11, 19))

    assert [str(seat) for seat in seats_with_days(hai_hau_officer, TODAY)] == [
        "Nguyễn Thị Lan: cán bộ nhập liệu, Huyện Hải Hậu"
    ]
