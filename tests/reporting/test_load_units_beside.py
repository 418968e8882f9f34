"""Loading the units' files beside what a province entered on the portal, and after a successor was accepted."""

from datetime import UTC, date, datetime

import pytest

from plans.choices import ReorganisationState, UnitLevel
from plans.models import Reorganisation, Unit, UnitChange
from reporting.models import AcceptedFigure
from tests.builders import (
    accept_report,
    frozen,
    make_goal,
    make_indicator,
    make_plan,
    make_round,
    make_unit,
    make_user,
)
from tests.reporting.test_load_units import CHANGES, UNITS, everything, load, refused

__all__ = ["load"]


@pytest.fixture
def entered_here(load, province_of_one):
    """Phường Mỹ Lộc went into Phường Nam Định on 1/1/2030, as its province entered it."""
    load()
    gone, stays = Unit.objects.get(code="13693"), Unit.objects.get(code="13684")
    Unit.objects.filter(pk=gone.pk).update(valid_to=date(2029, 12, 31))
    UnitChange.objects.create(
        predecessor=gone, successor=stays, effective_on=date(2030, 1, 1), reorganisation=province_of_one()
    )
    return gone


@pytest.fixture
def province_of_one(db):
    def reorganisation():
        by = make_user("tinh-quan-tri")
        return Reorganisation.objects.create(
            province=Unit.objects.get(code="37"),
            name="Sắp xếp 2030",
            decision="1/NQ",
            effective_on=date(2030, 1, 1),
            state=ReorganisationState.CONFIRMED,
            made_by=by,
            made_at=datetime(2029, 12, 1, tzinfo=UTC),
            confirmed_by=by,
            confirmed_at=datetime(2029, 12, 1, tzinfo=UTC),
        )

    return reorganisation


def test_a_file_that_knows_nothing_of_it_yet_undoes_nothing(load, entered_here):
    before = everything()

    told = load()

    assert told == ["Đơn vị: 6 không đổi", "Thay đổi: 4 không đổi"]
    assert everything() == before


def test_a_new_unit_under_the_code_of_the_ended_one_stands_not_in_the_files_way(load, entered_here):
    new = make_unit(
        "Phường Mỹ Lộc mới", UnitLevel.COMMUNE, code="13693", parent=entered_here.parent, valid_from=date(2030, 1, 1)
    )

    told = load()

    assert told[-1] == "Không có trong tệp, giữ nguyên: 1 (Phường Mỹ Lộc mới)"
    assert Unit.objects.filter(pk=new.pk).exists()


def test_a_file_that_says_the_same_by_now_is_well(load, entered_here):
    units = [line.replace("Phường Mỹ Lộc,37,2025-07-01,", "Phường Mỹ Lộc,37,2025-07-01,2029-12-31") for line in UNITS]

    told = load(units, [*CHANGES, "2030-01-01,merge,13693,13684,"])

    assert told == ["Đơn vị: 6 không đổi", "Thay đổi: 5 không đổi"]
    assert UnitChange.objects.get(predecessor=entered_here).reorganisation is not None


@pytest.mark.parametrize(
    ("last_day", "change"),
    [("2028-12-31", "2029-01-01,merge,13693,13684,"), ("2029-12-31", "2030-01-01,merge,13693,37,")],
)
def test_a_file_that_says_otherwise_is_refused(load, entered_here, last_day, change):
    units = [line.replace("Phường Mỹ Lộc,37,2025-07-01,", f"Phường Mỹ Lộc,37,2025-07-01,{last_day}") for line in UNITS]

    assert refused(load, units, [*CHANGES, change]) == [
        "units.csv, dòng 7: “Phường Mỹ Lộc” đã được sắp xếp trên cổng, kết thúc ngày 31/12/2029; tệp ghi khác. "
        "Sửa tệp theo trên cổng, hoặc hủy lần sắp xếp đó trước"
    ]


@pytest.mark.django_db
def test_a_merger_told_after_the_successor_was_accepted_is_settled_at_once(load):
    """Row 7 of docs/domain.md, section 5, where the file came late."""
    load(
        [line.replace("36,,2024-08-31", "36,,2025-06-30") for line in UNITS],
        [*CHANGES[1:], "2025-07-01,merge,358,13693,"],
    )
    plan = make_plan(scope=Unit.objects.get(code="36"))
    indicator = make_indicator()
    make_goal(plan, indicator)
    city, my_loc = Unit.objects.get(code="356"), Unit.objects.get(code="358")
    accept_report(make_round(plan, cut_off=date(2024, 6, 14)), my_loc, frozen(indicator, 3))
    accept_report(make_round(plan, cut_off=date(2024, 11, 29)), city, frozen(indicator, 9))
    assert AcceptedFigure.objects.get(unit=my_loc).counts_until is None

    load()

    assert AcceptedFigure.objects.get(unit=my_loc).counts_until == date(2024, 11, 29)
