"""Who has the documents of a year, who may write them down, and what becomes of them when units merge or split."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Reporter, Role
from plans.models import Unit
from portal.errors import RuleBroken
from portal.files import check_file
from portal.models import StoredFile
from reporting.complying import (
    Filing,
    board_of,
    file_document,
    rights_on,
    turns_in,
    withdraw_document,
)
from reporting.models import FiledDocument
from tests.builders import make_plan, make_seat, make_user
from tests.portal import handed_in
from tests.reporting.records_of_2024 import NOW, make_filed, make_owed, make_pilot

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 2)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nam-dinh")


def board(user, plan, year=2024, today=TODAY):
    return board_of(plan, year, rights_on(user, plan, today), today)


def shown(found):
    """Each row's name with what stands in its cells."""
    return [
        (
            str(row.unit),
            *(cell.filed.number if cell.filed else "chưa có" if cell.is_owed else "–" for cell in row.cells),
        )
        for row in found.rows
    ]


def scan():
    return check_file(handed_in.uploaded("ban-ky.pdf", handed_in.PDF))


# --- What is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "years", "due", "asked"),
    [
        (
            1,
            (2023, 2030),
            "15/12",
            [(2023, date(2023, 12, 15)), (2024, date(2024, 12, 15)), (2025, date(2025, 12, 15))],
        ),
        (2, (2023, 2030), None, [(2023, None), (2025, None)]),
        (0, (2024, 2030), "31/3", [(2024, date(2024, 3, 31))]),
        (0, (2025, 2025), None, [(2025, None)]),
        (1, (2023, 2030), "29/2", [(2023, date(2023, 2, 28)), (2024, date(2024, 2, 29)), (2025, date(2025, 2, 28))]),
    ],
)
def test_a_document_is_asked_as_often_as_the_plan_says(world, plan, every, years, due, asked):
    owed = make_owed(plan, every_years=every, years=years, due=due)

    found = [turn for year in (2023, 2024, 2025) for turn in turns_in(plan, [owed], year, date(2026, 12, 31))]

    assert [(turn.year, turn.due) for turn in found] == asked


def test_what_is_owed_once_without_a_day_stays_owed(world, plan):
    owed = make_owed(plan, every_years=0, years=(2024, 2026))

    found = [turns_in(plan, [owed], year, date(2026, 12, 31)) for year in (2023, 2024, 2025, 2026, 2027)]

    assert [[turn.year for turn in turns] for turns in found] == [[], [2024], [2024], [2024], []]


def test_the_units_of_the_last_day_owe_it(world, plan):
    by_may, by_december = make_owed(plan, "a", due="31/5"), make_owed(plan, "b", due="1/12")

    asked = [turn.units for turn in turns_in(plan, [by_may, by_december], 2024, TODAY)]

    assert asked == [
        (world.city.pk, world.my_loc.pk, world.y_yen.pk, world.hai_hau.pk),
        (world.city.pk, world.y_yen.pk, world.hai_hau.pk),
    ]


# --- The board --------------------------------------------------------------------------------------------------------


def test_the_board_counts_who_has_what(world, plan, province_reviewer, hai_hau_officer):
    owed = make_owed(plan, due="15/11")
    make_owed(plan, "du-toan", owed_by=Reporter.PROVINCE)
    make_filed(owed, world.hai_hau, hai_hau_officer)

    found = board(province_reviewer, plan)

    assert shown(found) == [
        ("Thành phố Nam Định", "chưa có"),
        ("Huyện Ý Yên", "chưa có"),
        ("Huyện Hải Hậu", "12/KH-HPN"),
    ]
    (column,) = found.columns
    assert (column.had, column.owing, column.missing, column.is_overdue) == (1, 3, 2, True)
    assert [str(row.unit) for row in found.missing_rows()] == ["Thành phố Nam Định", "Huyện Ý Yên"]
    assert [(cell.turn.owed.code, cell.is_missing, cell.is_overdue) for cell in found.province] == [
        ("du-toan", True, False)
    ]


def test_a_unit_sees_its_own_row_alone(world, plan, hai_hau_officer, y_yen_officer):
    owed = make_owed(plan)
    make_owed(plan, "du-toan", owed_by=Reporter.PROVINCE)
    make_filed(owed, world.hai_hau, hai_hau_officer)

    assert shown(board(hai_hau_officer, plan)) == [("Huyện Hải Hậu", "12/KH-HPN")]
    assert shown(board(y_yen_officer, plan)) == [("Huyện Ý Yên", "chưa có")]
    assert board(hai_hau_officer, plan).province == ()


def test_what_a_merged_unit_had_stays_in_its_own_row(world, plan, province_reviewer):
    owed = make_owed(plan)
    make_filed(owed, world.my_loc, province_reviewer, number="5/KH-HPN")

    found = board(province_reviewer, plan)

    assert shown(found) == [
        ("Thành phố Nam Định", "chưa có"),
        ("Huyện Mỹ Lộc", "5/KH-HPN"),
        ("Huyện Ý Yên", "chưa có"),
        ("Huyện Hải Hậu", "chưa có"),
    ]
    assert [row.ended for row in found.rows] == ["", "đến 31/08/2024", "", ""]
    assert (found.columns[0].had, found.columns[0].owing) == (0, 3)


def test_a_unit_that_goes_on_whole_under_a_new_name_keeps_what_it_had(world, plan, on_day):
    on_day(date(2025, 12, 1))
    commune = Unit.objects.get(name="Phường Nam Định")
    keeper = make_user("ninh-binh", "Trần Thị Na")
    make_seat(keeper, Role.REVIEWER, unit=world.ninh_binh)
    plan.last_year = 2025
    plan.save()
    owed = make_owed(plan, years=(2024, 2025))
    make_filed(owed, world.city, keeper, year=2025, number="7/KH-HPN")

    found = board(keeper, plan, 2025, date(2025, 12, 1))

    cell = next(row.cells[0] for row in found.rows if row.unit == commune)
    assert (cell.filed.number, cell.by, cell.may_file) == ("7/KH-HPN", "Thành phố Nam Định", False)


def test_a_pilot_locality_is_marked(world, plan, province_reviewer):
    make_owed(plan)
    make_pilot(plan, world.hai_hau, province_reviewer)
    make_pilot(plan, world.y_yen, province_reviewer, until=date(2024, 6, 30))

    assert [str(row.unit) for row in board(province_reviewer, plan).rows if row.is_pilot] == ["Huyện Hải Hậu"]


# --- Filing -----------------------------------------------------------------------------------------------------------


def test_a_unit_files_its_own_document_and_corrects_it(world, plan, hai_hau_officer, hai_hau_head):
    owed = make_owed(plan)
    first = Filing("12/KH-HPN", date(2024, 3, 5), file=scan())
    file_document(owed, world.hai_hau, 2024, first, by=hai_hau_officer, now=NOW)

    file_document(owed, world.hai_hau, 2024, Filing("13/KH-HPN", date(2024, 3, 6)), by=hai_hau_head, now=NOW)

    filed = FiledDocument.objects.get()
    assert (filed.number, filed.dated, filed.filed_by, filed.file.name) == (
        "13/KH-HPN",
        date(2024, 3, 6),
        hai_hau_head,
        "ban-ky.pdf",
    )


def test_a_new_file_takes_the_old_ones_place(world, plan, hai_hau_officer):
    owed = make_owed(plan)
    for _ in range(2):
        filing = Filing("12/KH-HPN", date(2024, 3, 5), file=scan())
        file_document(owed, world.hai_hau, 2024, filing, by=hai_hau_officer, now=NOW)

    assert StoredFile.objects.count() == 1


def test_nobody_files_for_another_unit(world, plan, y_yen_officer, people_committee_reader):
    owed = make_owed(plan)

    for person in (y_yen_officer, people_committee_reader):
        with pytest.raises(PermissionDenied):
            file_document(owed, world.hai_hau, 2024, Filing("1", date(2024, 3, 5)), by=person, now=NOW)

    assert FiledDocument.objects.count() == 0


def test_only_the_province_files_the_provinces_own(world, plan, hai_hau_head, province_administrator):
    owed = make_owed(plan, owed_by=Reporter.PROVINCE)
    filing = Filing("9/KH-BTV", date(2024, 1, 15))
    with pytest.raises(PermissionDenied):
        file_document(owed, world.nam_dinh, 2024, filing, by=hai_hau_head, now=NOW)

    file_document(owed, world.nam_dinh, 2024, filing, by=province_administrator, now=NOW)

    assert FiledDocument.objects.get().unit == world.nam_dinh


@pytest.mark.parametrize(
    ("unit", "year", "dated", "said"),
    [
        ("hai_hau", 2024, date(2024, 12, 3), "Ngày 03/12/2024 chưa đến"),
        ("hai_hau", 2030, date(2024, 12, 1), "không phải có văn bản này của năm 2030"),
        ("hai_hau", 2020, date(2024, 12, 1), "không phải có văn bản này của năm 2020"),
        ("ninh_binh", 2024, date(2024, 12, 1), "Tỉnh Ninh Bình không phải có văn bản này"),
        ("nam_dinh", 2024, date(2024, 12, 1), "Tỉnh Nam Định không phải có văn bản này"),
    ],
)
def test_what_cannot_be_is_refused(world, plan, province_administrator, unit, year, dated, said):
    owed = make_owed(plan)

    with pytest.raises(RuleBroken, match=said):
        file_document(owed, getattr(world, unit), year, Filing("1", dated), by=province_administrator, now=NOW)


def test_withdrawing_takes_the_file_along(world, plan, hai_hau_officer, y_yen_officer):
    owed = make_owed(plan)
    filing = Filing("12/KH-HPN", date(2024, 3, 5), file=scan())
    filed = file_document(owed, world.hai_hau, 2024, filing, by=hai_hau_officer, now=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_document(filed, by=y_yen_officer, now=NOW)

    withdraw_document(filed, by=hai_hau_officer, now=NOW)

    assert (FiledDocument.objects.count(), StoredFile.objects.count()) == (0, 0)
