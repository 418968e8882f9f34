"""The page of a plan's progress: its goals in words, the matrix of who contributed, and who sees whose row."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.choices import Accumulation, Measure, Period, Reporter, Role, SpanKind
from reporting.choices import Answer
from reporting.dashboards import Cell, drawn, matrix_of
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_target,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

JUNE, NOVEMBER, DECEMBER = date(2024, 6, 14), date(2024, 11, 29), date(2024, 12, 1)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, code="nam-dinh-108-2024")


@pytest.fixture
def founded(plan):
    indicator = make_indicator("HTX mới")
    make_target(make_goal(plan, indicator, order=1), 10)
    return indicator


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


@pytest.fixture
def look(client, plan, on_day):
    """Open the plan's page as somebody, by default on 1/12/2024."""

    def open_page(user, **query):
        on_day(DECEMBER)
        client.force_login(user)
        return client.get(reverse("reporting:dashboard", args=[plan.code]), query)

    return open_page


def shown(matrix):
    """Each row's name, note and texts."""
    return [(row.name, row.note, *(cell.text for cell in row.cells)) for row in matrix.rows]


def names_in(response):
    return [row.name for row in response.context["board"].matrix.rows]


def test_the_rows_of_a_column_add_up_to_its_foot(world, plan, founded, year_2024):
    classes = make_indicator("Lớp", from_province=True)
    make_target(make_goal(plan, classes, order=2), 2)
    accept_report(year_2024, world.city, frozen(founded, 2), frozen(classes, 1))
    accept_report(year_2024, world.hai_hau, frozen(founded, 3), frozen(classes, 0))
    accept_report(year_2024, world.nam_dinh, frozen(classes, 5), reporter=Reporter.PROVINCE)

    matrix = matrix_of(plan, NOVEMBER)

    assert shown(matrix) == [
        ("Thành phố Nam Định", "", "2", "1"),
        ("Huyện Ý Yên", "", "", ""),
        ("Huyện Hải Hậu", "", "3", "-"),
        ("Phần do cấp tỉnh nhập", "", "", "5"),
    ]
    assert [cell.value for cell in matrix.totals] == [5, 6]


def test_a_merged_unit_stands_in_its_heirs_row_and_a_split_one_in_its_own(world, plan, founded):
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    for unit, value in [(world.my_loc, 3), (world.city, 4), (world.y_yen, 5)]:
        accept_report(mid_2024, unit, frozen(founded, value))
    long_plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)
    make_target(make_goal(long_plan, founded), 20, span_kind=SpanKind.PHASE)
    year_2025 = make_round(long_plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    accept_report(year_2025, world.communes["Xã Ý Yên"], frozen(founded, 2))

    matrix = matrix_of(long_plan, date(2025, 12, 1))

    assert shown(matrix) == [
        ("Phường Nam Định", "", "7"),
        ("Xã Ý Yên", "", "2"),
        ("Xã Vũ Dương", "", ""),
        ("Xã Hải Hậu", "", ""),
        ("Xã Hải Anh", "", ""),
        ("Huyện Ý Yên", "đến 14/06/2024", "5"),
    ]
    assert matrix.totals[0].value == 14


def test_the_four_answers_look_different(world, plan, year_2024):
    jobs = make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK, breakdown=make_breakdown())
    make_target(make_goal(plan, jobs), 10)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    accept_report(mid_2024, world.city, frozen(jobs, 7, part="htx"), frozen(jobs, 1, part="tht"))
    make_report(year_2024, world.city)
    accept_report(year_2024, world.y_yen, frozen(jobs, 0, part="htx"))
    accept_report(year_2024, world.hai_hau, frozen(jobs, answer=Answer.NOT_APPLICABLE))

    carried, nothing, not_applicable = (row.cells[0] for row in matrix_of(plan, NOVEMBER).rows)

    assert carried == Cell("8", Decimal(8), is_earlier=True)
    assert nothing == Cell("-", Decimal(0), is_incomplete=True)
    assert (not_applicable.text, not_applicable.value) == ("không áp dụng", None)


def test_ratios_and_milestones_have_their_own_cells(world, plan, year_2024):
    trained = make_indicator("Tập huấn", measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    issued = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    for order, (indicator, target) in enumerate([(trained, 50), (issued, None)]):
        make_target(make_goal(plan, indicator, order=order), target)
    accept_report(
        year_2024,
        world.hai_hau,
        frozen(trained, numerator=4996, denominator=10000),
        frozen(issued, 1, done_on=date(2024, 5, 20)),
    )
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=0, denominator=0), frozen(issued, 0))

    matrix = matrix_of(plan, NOVEMBER)

    assert shown(matrix)[1:] == [
        ("Huyện Ý Yên", "", "chưa đủ số liệu", "chưa hoàn thành"),
        ("Huyện Hải Hậu", "", "49,96 %", "20/05/2024"),
    ]
    assert [cell.text for cell in matrix.totals] == ["49,96 %", "1/2"]


def test_goals_on_the_same_number_share_a_column_and_only_running_spans_have_one(world, plan, founded, year_2024):
    make_target(make_goal(plan, founded, per_level="district"), 1)
    make_target(make_goal(plan, founded), 30, years=(2025, 2026), span_kind=SpanKind.PHASE)

    columns = matrix_of(plan, NOVEMBER).columns

    assert [(column.name, column.unit_of_measure, column.goal.span) for column in columns] == [
        ("HTX mới", "HTX", "2024")
    ]


def test_names_are_escaped(world, plan, founded, year_2024):
    world.hai_hau.name = "<b>Hải Hậu</b>"
    world.hai_hau.save()
    make_report(year_2024, world.hai_hau)

    assert "&lt;b&gt;Hải Hậu&lt;/b&gt;" in drawn(matrix_of(plan, NOVEMBER))


def test_everybody_sees_the_totals_but_only_the_rows_at_or_below_their_seat(
    world, founded, year_2024, look, hai_hau_officer, province_reviewer, people_committee_reader, central_reader
):
    accept_report(year_2024, world.hai_hau, frozen(founded, 3))
    accept_report(year_2024, world.y_yen, frozen(founded, 4))

    seen = {
        user.username: (names_in(page), page.context["board"].matrix.totals[0].text)
        for user in (hai_hau_officer, province_reviewer, people_committee_reader, central_reader)
        for page in [look(user)]
    }

    everybody = ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"]
    assert seen == {
        "hai-hau-nhap": (["Huyện Hải Hậu"], "7"),
        "tinh-duyet": (everybody, "7"),
        "ubnd-xem": (everybody, "7"),
        "tw-xem": (everybody, "7"),
    }


def test_an_agencys_people_see_its_row_and_its_readers_all_of_its_unit(
    world, plan, founded, year_2024, look, alliance_officer
):
    women = make_indicator("Nữ quản lý", accumulation=Accumulation.STOCK, from_units=False, from_agencies=True)
    goal = make_goal(plan, women, comparator="followed", order=9)
    goal.agencies.add(world.alliance)
    reader = make_user("lien-minh-xem")
    make_seat(reader, Role.READER, agency=world.alliance)

    assert names_in(look(alliance_officer)) == ["Liên minh HTX tỉnh Nam Định"]
    assert len(names_in(look(reader))) == 4


def test_who_does_not_see_the_plan_finds_nothing_and_who_reads_no_figures_may_not(
    world, founded, look, system_administrator, stranger
):
    elsewhere = make_unit("Tỉnh Bến Tre", "province", parent=world.country)
    outsider = make_user("nguoi-tinh-khac")
    make_seat(outsider, Role.REVIEWER, unit=elsewhere)

    assert [look(user).status_code for user in (outsider, system_administrator, stranger)] == [404, 403, 403]


def test_the_page_says_each_goal_in_words(world, plan, founded, year_2024, look, province_reviewer):
    accept_report(year_2024, world.hai_hau, frozen(founded, 4))
    make_report(year_2024, world.y_yen)

    (line,) = look(province_reviewer).context["board"].groups[0].lines

    assert (line.value, line.unit_of_measure, line.target, line.share, line.bar) == (
        "4",
        "HTX",
        "ít nhất 10",
        "40 %",
        40,
    )
    assert (line.tag.label, line.coverage, line.notes) == (
        "Chậm",
        "1/2",
        ("Với đà này, hết thời gian sẽ được khoảng 4",),
    )


def test_spans_to_come_of_a_repeated_goal_are_only_named(world, look, plan, province_reviewer):
    praised = make_indicator("Khen thưởng")
    make_target(make_goal(plan, praised), 1, years=(2024, 2027), span_kind=SpanKind.EVERY, every_years=1)

    (line,) = look(province_reviewer).context["board"].groups[0].lines

    assert (line.span, line.notes) == (
        "2024",
        ("Năm 2024 chưa đạt: hạn đến hết 14/12/2024, còn 13 ngày", "Các kỳ sau: 2025, 2026, 2027"),
    )


def test_a_chosen_day_shows_what_had_been_reported_by_then(world, plan, founded, year_2024, look, province_reviewer):
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    accept_report(mid_2024, world.hai_hau, frozen(founded, 2))
    accept_report(year_2024, world.hai_hau, frozen(founded, 5))

    pages = [look(province_reviewer, **query) for query in ({"den": "2024-06-14"}, {"den": "29/11/2024"}, {})]

    assert [page.context["board"].groups[0].lines[0].value for page in pages] == ["2", "5", "5"]
    assert 'value="14/06/2024"' in pages[0].text


def test_a_day_that_is_not_understood_stays_typed_and_today_is_shown(world, founded, look, province_reviewer):
    page = look(province_reviewer, den="31/02/2024")

    assert page.context["board"].on == DECEMBER
    assert 'value="31/02/2024"' in page.text
    assert "Không có ngày 31/02/2024 trong lịch." in page.text


@pytest.mark.parametrize(("units", "goals", "rounds"), [(10, 1, 1), (129, 1, 1), (10, 6, 4)])
def test_the_number_of_queries_depends_on_neither_units_nor_goals_nor_rounds(
    world, plan, year_2024, look, client, province_reviewer, django_assert_num_queries, units, goals, rounds
):
    counted = [make_indicator(f"Chỉ số {number}") for number in range(goals)]
    for indicator in counted:
        make_target(make_goal(plan, indicator), 10)
    for number in range(units - 3):
        make_unit(f"Huyện số {number}", parent=world.nam_dinh)
    earlier = [make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 3, 1 + day)) for day in range(rounds - 1)]
    for round_ in [*earlier, year_2024]:
        for unit in world.nam_dinh.children.filter(valid_to__isnull=True):
            accept_report(round_, unit, *(frozen(indicator, 1) for indicator in counted))
    page = look(province_reviewer)

    with django_assert_num_queries(24):
        client.get(page.request["PATH_INFO"])

    assert len(names_in(page)) == units


def test_the_list_offers_the_plans_a_person_sees(client, world, plan, hai_hau_officer, on_day):
    on_day(DECEMBER)
    client.force_login(hai_hau_officer)

    page = client.get(reverse("reporting:dashboard-list"))

    assert reverse("reporting:dashboard", args=[plan.code]) in page.text


def test_the_list_says_what_to_do_when_it_is_empty(client, world, hai_hau_officer, on_day):
    on_day(DECEMBER)
    client.force_login(hai_hau_officer)

    page = client.get(reverse("reporting:dashboard-list"))

    assert "Chưa có kế hoạch nào liên quan" in page.text
