"""What the page of progress says of goals that belong together, repeat, or are over."""

from datetime import date

import pytest

from plans.choices import Joining, SpanKind
from reporting.dashboards import board_of
from reporting.rules import Sight
from tests.builders import accept_report, frozen, make_indicator, make_plan, make_report, make_round
from tests.reporting.one_goal import NOVEMBER, goal_on

pytestmark = pytest.mark.django_db

NOBODY = Sight(frozenset(), frozenset())
DECEMBER = date(2024, 12, 1)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2028, signed_on=date(2023, 1, 1))


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


def lines_of(plan, on=DECEMBER):
    return [line for group in board_of(plan, on, NOBODY).groups for line in group.lines]


def test_a_goal_met_by_its_alternative_says_by_which(world, plan, year_2024):
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới", unit_of_measure="THT")
    first = goal_on(plan, cooperatives, 3, order=1)
    goal_on(plan, groups, 2, order=2, joined_to=first, joined_as=Joining.ALTERNATIVE)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 1), frozen(groups, 2))

    board = board_of(plan, DECEMBER, NOBODY)
    one, other = (line for group in board.groups for line in group.lines)

    assert (one.tag.label, one.notes, one.joined) == (
        "Đạt nhờ chỉ tiêu khác",
        ("Đạt nhờ “THT mới”: 2, phải đạt ít nhất 2",),
        "",
    )
    assert (other.tag.label, other.notes, other.joined) == ("Đạt", (), "hoặc")
    assert {word.tag.label: word.count for word in board.words if word.count} == {"Đạt": 1}


def test_while_none_of_the_alternatives_is_met_it_is_said_that_one_suffices(world, plan, year_2024):
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới")
    first = goal_on(plan, cooperatives, 9, order=1)
    goal_on(plan, groups, 9, order=2, joined_to=first, joined_as=Joining.ALTERNATIVE)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 1), frozen(groups, 0))

    assert [line.notes[0] for line in lines_of(plan)] == [
        "Chỉ cần đạt chỉ tiêu này hoặc “THT mới”",
        "Chỉ cần đạt chỉ tiêu này hoặc “HTX mới”",
    ]


def test_an_output_says_what_its_commitment_lacks(world, plan, year_2024):
    classes, trained = make_indicator("Lớp", unit_of_measure="lớp"), make_indicator("HTX được tập huấn")
    output = goal_on(plan, classes, 2, order=1)
    goal_on(plan, trained, 30, order=2, joined_to=output, joined_as=Joining.BENEFICIARIES)
    accept_report(year_2024, world.hai_hau, frozen(classes, 2), frozen(trained, 25))

    board = board_of(plan, DECEMBER, NOBODY)
    commitment, beneficiaries = (line for group in board.groups for line in group.lines)

    assert commitment.tag.label == "Chậm"
    assert commitment.cautions == ("Cam kết chưa đủ: “HTX được tập huấn” còn thiếu 05 HTX",)
    assert (beneficiaries.joined, beneficiaries.cautions) == ("cho", ())
    assert [word.count for word in board.words if word.tag.label == "Chậm"] == [1]


@pytest.mark.parametrize(
    ("count", "on", "notes"),
    [
        (
            0,
            DECEMBER,
            (
                "Lượt 2023-2024 chưa đạt: hạn đến hết 14/12/2024, còn 13 ngày",
                "Các lượt sau: 2025-2026, 2027-2028",
            ),
        ),
        (1, DECEMBER, ("Lượt 2023-2024 đã đạt; lượt tiếp theo 2025-2026", "Các lượt sau: 2025-2026, 2027-2028")),
    ],
)
def test_what_is_owed_every_two_years_says_what_is_due_next(world, plan, year_2024, count, on, notes):
    praised = make_indicator("Đợt khen thưởng", unit_of_measure="đợt")
    goal_on(plan, praised, 1, years=(2023, 2028), span_kind=SpanKind.EVERY, every_years=2)
    accept_report(year_2024, world.hai_hau, frozen(praised, count))

    (line,) = lines_of(plan, on)

    assert tuple(note for note in line.notes if not note.startswith("Với đà này")) == notes


def test_a_missed_turn_stays_beside_the_running_one(world, plan, year_2024):
    praised = make_indicator("Đợt khen thưởng", unit_of_measure="đợt")
    goal_on(plan, praised, 1, years=(2023, 2028), span_kind=SpanKind.EVERY, every_years=2)
    accept_report(year_2024, world.hai_hau, frozen(praised, 0))

    missed, running = lines_of(plan, date(2025, 1, 10))

    assert (missed.span, missed.tag.label, missed.notes) == ("2023-2024", "Quá hạn chưa đạt", ())
    assert (running.span, running.notes[0]) == (
        "2025-2026",
        "Lượt 2025-2026 chưa đạt: hạn đến hết 14/12/2026, còn 703 ngày",
    )


def test_a_line_explains_how_it_is_counted_and_who_had_data_in_a_span_that_is_over(world, plan, year_2024):
    founded = make_indicator("HTX mới")
    goal_on(plan, founded, 3)
    accept_report(year_2024, world.hai_hau, frozen(founded, 3))
    make_report(year_2024, world.y_yen)

    (line,) = lines_of(plan, date(2025, 5, 1))

    assert line.explanation == (
        "Cộng số phát sinh do các đơn vị báo: HTX mới trong năm 2024; đạt khi từ 03 HTX trở lên."
    )
    assert line.coverage == "1/2"


def test_a_minimum_that_units_meet_with_one_or_the_other_says_so(world, plan, year_2024):
    cooperatives, groups = make_indicator("HTX mới"), make_indicator("THT mới")
    first = goal_on(plan, cooperatives, 1, order=1, per_level="district")
    goal_on(plan, groups, 1, order=2, per_level="district", joined_to=first, joined_as=Joining.ALTERNATIVE)
    accept_report(year_2024, world.hai_hau, frozen(cooperatives, 1), frozen(groups, 0))
    accept_report(year_2024, world.y_yen, frozen(cooperatives, 0), frozen(groups, 1))

    line, _ = lines_of(plan)

    assert (line.value, line.cautions) == ("2/3 đơn vị", ("Chưa đạt: Thành phố Nam Định",))
    assert line.notes == ("Tính cả đơn vị đạt nhờ “THT mới”",)


def test_a_commitment_is_not_foretold_by_what_is_met_already(world, plan, year_2024):
    classes, trained = make_indicator("Lớp", unit_of_measure="lớp"), make_indicator("HTX được tập huấn")
    output = goal_on(plan, classes, 2, order=1)
    goal_on(plan, trained, 30, order=2, joined_to=output, joined_as=Joining.BENEFICIARIES)
    accept_report(year_2024, world.hai_hau, frozen(classes, 3), frozen(trained, 15))

    commitment, beneficiaries = lines_of(plan)

    assert commitment.meaning.startswith("Đánh giá chung cả cam kết, theo chỉ tiêu chậm nhất. Chưa đạt")
    assert (commitment.notes, len(beneficiaries.notes)) == ((), 1)
