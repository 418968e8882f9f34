"""Timeliness and completeness over the years, each unit as it was on the map of the time."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from plans.choices import Reporter
from portal.dates import VIET_NAM
from reporting.choices import ReportState
from reporting.models import Report, Round
from reporting.overseeing.completeness import Completeness
from reporting.overseeing.punctuality import Arrival, Came, Punctuality
from reporting.overseeing.years import years_of
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_unit,
)
from tests.reporting.overseeing.autumn import handed_in, submission

NOW = datetime(2025, 12, 20, 12, 0, tzinfo=VIET_NAM)
ON_TIME, MISSING, GONE, IMPORTED = map(Came, [Arrival.ON_TIME, Arrival.MISSING, Arrival.GONE, Arrival.IMPORTED])


def late(days):
    return Came(Arrival.LATE, days)


@pytest.fixture
def plan(world, on_day):
    on_day(NOW.date())
    return make_plan(scope=world.nam_dinh, code="nam-dinh", first_year=2024, last_year=2025, short_title="Đề án 01")


@pytest.fixture
def asked(plan):
    """Two rows: a count and one that is broken down."""
    single, divided = make_indicator("Lao động nữ"), make_indicator("HTX mới", breakdown=make_breakdown())
    make_goal(plan, single)
    make_goal(plan, divided)
    return single, divided


@pytest.fixture
def half(plan):
    return make_round(plan, name="6 tháng 2024", period="half_year", cut_off=date(2024, 6, 14))


@pytest.fixture
def year(plan):
    return make_round(plan, name="Năm 2024", cut_off=date(2024, 11, 29))


@pytest.fixture
def next_year(plan, world):
    return make_round(plan, name="Năm 2025", province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))


def account(plan, first=None, last=None):
    return years_of(plan, Round.objects.all(), NOW, first, last)


def arrivals(plan):
    return {row.name: [cell and cell.came for cell in row.cells] for row in account(plan).rows}


# --- Who is late, and who is not --------------------------------------------------------------------------------------


def test_each_came_in_time_late_or_not_at_all(plan, year, world, province_reviewer):
    handed_in(year, world.city, province_reviewer, date(2024, 11, 29))
    handed_in(year, world.y_yen, province_reviewer, date(2024, 12, 3), state=ReportState.ACCEPTED)
    make_report(year, world.hai_hau)
    Report.objects.filter(unit=world.hai_hau).update(unit=make_unit("Huyện Còn", parent=world.nam_dinh))

    assert arrivals(plan)["Thành phố Nam Định"] == [ON_TIME]
    assert arrivals(plan)["Huyện Ý Yên"] == [late(4)]


def test_a_unit_that_merged_between_two_rounds_is_neither_missing_nor_late(plan, half, year, world, province_reviewer):
    handed_in(half, world.city, province_reviewer, date(2024, 6, 10))
    handed_in(half, world.my_loc, province_reviewer, date(2024, 6, 16))
    handed_in(year, world.city, province_reviewer, date(2024, 11, 20))

    years = account(plan)

    assert arrivals(plan) == {"Thành phố Nam Định": [ON_TIME, ON_TIME], "Huyện Mỹ Lộc": [late(2), None]}
    assert [(one.asked, one.punctuality) for one in years.rounds] == [
        (2, Punctuality(on_time=1, late=1)),
        (1, Punctuality(on_time=1)),
    ]


def test_what_an_abolished_unit_never_handed_in_is_not_missing(plan, half, world, province_reviewer):
    make_report(half, world.my_loc)
    handed_in(half, world.hai_hau, province_reviewer, date(2024, 6, 10))

    [rates] = account(plan).rounds

    assert arrivals(plan)["Huyện Mỹ Lộc"] == [GONE]
    assert rates.punctuality == Punctuality(on_time=1)


def test_what_the_heir_hands_in_for_an_abolished_unit_is_not_late(plan, half, world, province_reviewer):
    handed_in(half, world.my_loc, province_reviewer, date(2024, 9, 5))

    assert arrivals(plan) == {"Huyện Mỹ Lộc": [GONE]}


def test_a_commune_that_goes_on_is_missing(plan, next_year, world):
    make_report(next_year, world.communes["Xã Hải Anh"])

    assert arrivals(plan) == {"Xã Hải Anh": [MISSING]}


def test_nobody_is_missing_before_the_last_day_is_over(plan, world):
    to_come = make_round(
        plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 12, 10), units_last_day=date(2025, 12, 20)
    )
    make_report(to_come, world.communes["Xã Hải Anh"])

    assert arrivals(plan) == {"Xã Hải Anh": [Came(Arrival.WAITING)]}


def test_old_figures_are_told_as_such_and_not_judged(plan, asked, half, world, province_reviewer):
    accept_report(half, world.hai_hau, frozen(asked[0], 3), by=province_reviewer)
    Report.objects.update(is_imported=True, first_submitted_at=None)

    [rates], [row] = account(plan).rounds, account(plan).rows

    assert row.cells[0].came == IMPORTED
    assert row.cells[0].completeness == Completeness(1, 2)
    assert rates.punctuality == Punctuality()


# --- The map of the time ----------------------------------------------------------------------------------------------


def test_ended_units_stand_below_what_they_became_and_split_ones_last(plan, half, year, next_year, world):
    for unit in (world.city, world.my_loc, world.y_yen):
        make_report(half, unit)
    for commune in ("Phường Nam Định", "Xã Ý Yên", "Xã Vũ Dương"):
        make_report(next_year, world.communes[commune])
    make_report(half, world.nam_dinh, reporter=Reporter.PROVINCE)

    rows = [(row.name, row.note, row.follows) for row in account(plan).rows]

    assert rows == [
        ("Phường Nam Định", "", False),
        ("Thành phố Nam Định", "đến 30/06/2025, nhập vào Phường Nam Định", True),
        ("Huyện Mỹ Lộc", "đến 31/08/2024, nhập vào Thành phố Nam Định", True),
        ("Xã Ý Yên", "", False),
        ("Xã Vũ Dương", "", False),
        ("Huyện Ý Yên", "đến 30/06/2025, chia về Xã Ý Yên, Xã Vũ Dương", False),
        ("Tỉnh Nam Định", "", False),
    ]


def test_the_provinces_own_report_is_not_in_the_rounds_rates(plan, half, world, province_reviewer):
    handed_in(half, world.nam_dinh, province_reviewer, date(2024, 7, 30), reporter=Reporter.PROVINCE)

    years = account(plan)

    assert [one.asked for one in years.rounds] == [0]
    assert years.rows[0].punctuality == Punctuality(late=1)


# --- Completeness -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "complete"),
    [
        (lambda one, two: [frozen(one, 3), frozen(two, 1, part="htx"), frozen(two, 0, part="tht")], (2, 2)),
        (lambda one, two: [frozen(one, 3), frozen(two, 1, part="htx")], (1, 2)),
        (lambda one, two: [frozen(one, 0)], (1, 2)),
        (lambda one, two: [frozen(one, answer="not_applicable")], (0, 1)),
        (lambda one, two: [frozen(one, answer="no_data"), frozen(two, answer="not_applicable")], (0, 1)),
        (lambda one, two: [frozen(one, answer="not_applicable"), frozen(two, answer="not_applicable")], (0, 0)),
    ],
)
def test_an_accepted_report_is_as_complete_as_what_counts(plan, asked, half, world, figures, complete):
    accept_report(half, world.hai_hau, *figures(*asked))

    assert account(plan).rows[0].cells[0].completeness == Completeness(*complete)


def test_what_waits_is_as_complete_as_its_last_submission(plan, asked, half, world, province_reviewer):
    report = handed_in(half, world.hai_hau, province_reviewer, date(2024, 6, 10))
    submission(report, 2, frozen(asked[0], 3), by=province_reviewer)
    submission(report, 3, frozen(asked[0], answer="no_data"), by=province_reviewer)

    assert account(plan).rows[0].cells[0].completeness == Completeness(0, 2)


def test_completeness_adds_up_and_is_rounded_down():
    both = Completeness(199, 200) + Completeness(100, 100)

    assert (both, both.percent, Completeness().percent) == (Completeness(299, 300), 99, None)


# --- What is shown ----------------------------------------------------------------------------------------------------


def test_years_can_be_narrowed_and_the_latest_rounds_are_shown(plan, world, half, year, next_year):
    for number in range(11):
        make_round(plan, period="ad_hoc", name=f"Đợt {number}", cut_off=date(2024, 7, 1 + number))

    whole, narrowed = account(plan), account(plan, first=2025, last=2025)

    assert (len(whole.rounds), whole.left_out) == (12, 2)
    assert [one.round.name for one in narrowed.rounds] == ["Năm 2025"]


def test_closing_reports_are_no_round_for_all(plan, world):
    closing = make_round(plan, period="closing", cut_off=date(2024, 8, 31))
    make_report(closing, world.my_loc)

    assert account(plan).rounds == ()


def page(client, user, **asked):
    client.force_login(user)
    answer = client.get(reverse("reporting:round-years"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_it_in_words(client, plan, asked, half, year, world, central_reader):
    accept_report(half, world.hai_hau, frozen(asked[0], 3))
    make_report(year, world.hai_hau)

    shown = page(client, central_reader)

    assert "Muộn 1 ngày" in shown
    assert "đủ 1/2 (50\u00a0%)" in shown
    assert "Không còn" in shown
    assert "(đến 30/06/2025, chia về Xã Hải Hậu, Xã Hải Anh)" in shown
    assert "Đúng hạn 0/1 (0\u00a0%)" in shown


def test_a_plan_and_its_years_are_chosen(client, plan, half, year, next_year, world, central_reader):
    other = make_plan(scope=world.nam_dinh, code="khac", first_year=2023, last_year=2023, short_title="Kế hoạch khác")
    make_round(other, year=2023, cut_off=date(2023, 11, 29), name="Năm 2023")

    assert "Năm 2023" in page(client, central_reader, **{"ke-hoach": "khac"})
    shown = page(client, central_reader, tu="2025", den="xyz")
    assert ("Năm 2025</a>" in shown, "Năm 2024</a>" in shown) == (True, False)


def test_without_any_round_the_page_says_what_to_do(client, world, on_day, central_reader):
    assert "Chưa có kỳ báo cáo nào để xem." in page(client, central_reader)


def test_the_list_of_rounds_leads_there(client, plan, half, central_reader, hai_hau_head):
    address = reverse("reporting:round-years")
    client.force_login(central_reader)
    assert address in client.get(reverse("reporting:round-list")).content.decode()


def test_the_account_costs_the_same_with_few_and_many(plan, asked, half, world, django_assert_num_queries):
    def one_more(round_, unit):
        accept_report(round_, unit, frozen(asked[0], 3))

    one_more(half, world.hai_hau)
    make_report(half, world.y_yen)
    account(plan)
    with django_assert_num_queries(7):
        account(plan)

    for number in range(3):
        one_more(half, make_unit(f"Huyện {number}", parent=world.nam_dinh))
        one_more(
            make_round(plan, period="ad_hoc", cut_off=date(2024, 7, 1 + number)),
            make_unit(f"Huyện 1{number}", parent=world.nam_dinh),
        )
    account(plan)
    with django_assert_num_queries(7):
        account(plan)
