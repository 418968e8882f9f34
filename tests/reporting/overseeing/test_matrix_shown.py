"""What of a round's matrix is shown: by state, place and section, to whom, and at what cost."""

from datetime import date

from plans.choices import Reporter, UnitLevel
from reporting.choices import ReportState
from reporting.overseeing.matrix import Asked, matrix_of
from tests.builders import make_change, make_goal, make_indicator, make_plan, make_report, make_round, make_unit
from tests.reporting.overseeing.autumn import NOON, TODAY, handed_in, lines_of, looked_at, typed


def test_the_sieves_say_how_many_and_sift(autumn, world, province_reviewer):
    make_report(autumn.round, world.city)
    handed_in(autumn.round, world.y_yen, province_reviewer, date(2024, 12, 1))
    handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 11, 20), state=ReportState.ACCEPTED)

    counts = {sieve.label: sieve.count for sieve in looked_at(autumn, province_reviewer).chosen.sieves}
    sifted = {
        word: list(lines_of(looked_at(autumn, province_reviewer, sieve=word)))
        for word in ["chua-nop", "nop-muon", "can-xem", "tra-lai", "da-duyet", "vo-nghia"]
    }

    assert counts == {"Tất cả": 3, "Chưa nộp": 1, "Nộp muộn": 1, "Cần xem": 1, "Trả lại, mở lại": 0, "Đã duyệt": 1}
    assert sifted == {
        "chua-nop": ["Thành phố Nam Định"],
        "nop-muon": ["Huyện Ý Yên"],
        "can-xem": ["Huyện Ý Yên"],
        "tra-lai": [],
        "da-duyet": ["Huyện Hải Hậu"],
        "vo-nghia": ["Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu"],
    }


def test_the_provinces_own_day_decides_whether_its_report_is_late(autumn, world, province_reviewer):
    autumn.round.province_last_day = date(2024, 12, 10)
    autumn.round.save()
    handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 12, 2))
    handed_in(autumn.round, world.nam_dinh, province_reviewer, date(2024, 12, 2), reporter=Reporter.PROVINCE)

    assert list(lines_of(looked_at(autumn, province_reviewer, sieve="nop-muon"))) == ["Huyện Hải Hậu"]


def test_a_single_section_can_be_looked_at(autumn, world, province_reviewer):
    typed(make_report(autumn.round, world.hai_hau, version=1), autumn, autumn.news)

    matrix = looked_at(autumn, province_reviewer, section=f"muc-{autumn.second.pk}")

    assert [column.heading for column in matrix.columns] == ["III. TRUYỀN THÔNG"]
    assert lines_of(matrix) == {"Huyện Hải Hậu": (["Đang nhập 1/6", "Quá hạn"], [(1, 2)])}


def test_communes_are_told_apart_by_the_districts_they_came_from(world, province_reviewer, on_day):
    on_day(date(2025, 12, 1))
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)
    make_goal(plan, make_indicator())
    round_ = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    for commune in world.communes.values():
        make_report(round_, commune)

    matrix = matrix_of(round_, province_reviewer, NOON)
    narrowed = matrix_of(round_, province_reviewer, NOON, Asked(place=str(world.y_yen.pk)))

    assert [place.name for place in matrix.chosen.places] == [
        "Thành phố Nam Định (trước 01/07/2025)",
        "Huyện Ý Yên (trước 01/07/2025)",
        "Huyện Hải Hậu (trước 01/07/2025)",
    ]
    assert [row.report.reporter_name for row in narrowed.rows] == ["Xã Ý Yên", "Xã Vũ Dương"]
    assert narrowed.chosen.sieve.count == 2


def test_units_that_report_below_districts_are_told_apart_by_these(world, province_reviewer, on_day):
    on_day(TODAY)
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, make_indicator())
    round_ = make_round(plan)
    for unit in (world.city, world.hai_hau):
        make_report(round_, unit)

    assert matrix_of(round_, province_reviewer, NOON).chosen.places == ()


def test_who_may_open_no_report_is_led_to_none(autumn, world, province_reviewer, central_reader):
    make_report(autumn.round, world.hai_hau)

    seen = {user.username: looked_at(autumn, user).rows[0].is_open for user in (province_reviewer, central_reader)}

    assert seen == {"tinh-duyet": True, "tw-xem": False}


def test_the_matrix_costs_the_same_with_few_and_many(autumn, world, province_reviewer, django_assert_num_queries):
    typed(make_report(autumn.round, world.hai_hau, version=1), autumn, autumn.news)
    looked_at(autumn, province_reviewer)
    with django_assert_num_queries(11):
        looked_at(autumn, province_reviewer)

    for number in range(30):
        unit = make_unit(f"Huyện {number}", UnitLevel.DISTRICT, parent=world.nam_dinh)
        typed(make_report(autumn.round, unit, version=1), autumn, autumn.news, autumn.divided)
    gone = make_unit("Huyện Cũ", parent=world.nam_dinh, valid_to=date(2024, 5, 31))
    make_change(gone, world.hai_hau, on=date(2024, 6, 1))
    looked_at(autumn, province_reviewer)
    with django_assert_num_queries(11):
        looked_at(autumn, province_reviewer)
