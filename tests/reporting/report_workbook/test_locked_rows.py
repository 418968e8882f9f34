"""A workbook beside a return with marks: locked rows are only read in it, and not written from it."""

from datetime import timedelta

import pytest

from portal.errors import RuleBroken
from reporting.answers import address_of
from reporting.filling import Typed
from reporting.marks import standing_marks
from reporting.models import Figure
from reporting.remarking import open_row
from reporting.spreadsheets.report_form.storing import store_workbook
from tests.reporting.marking import handed_in, send_back
from tests.reporting.pressing import NOON
from tests.reporting.report_workbook.books import cell_of, filled, opened, taken
from tests.reporting.report_workbook.handing_in import confirm, hand_in, url, words


@pytest.fixture
def case(world, hai_hau_head, province_reviewer, on_day):
    """Sent back with one mark, on việc làm."""
    on_day(NOON.date())
    case = handed_in(world, hai_hau_head)
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    return case


def figure_cell(key):
    return f"{address_of(key)}-value"


def values():
    return [int(value) for value in Figure.objects.order_by("indicator_id").values_list("value", flat=True)]


def test_only_marked_and_opened_rows_are_to_be_filled_in(officer, case, hai_hau_officer):
    open_row(case.report, case.classes, "Đếm thiếu", by=hai_hau_officer, now=NOON + timedelta(hours=2))

    book = opened(officer.get(url(case.report, "report-workbook")).content)

    rows = (case.jobs, case.loans, case.classes)
    assert [cell_of(book, figure_cell(key)).protection.locked for key in rows] == [False, True, False]


def test_the_preview_sets_locked_rows_apart_and_writes_the_others(officer, case):
    raw = filled(taken(case.now), {figure_cell(case.jobs): 6, figure_cell(case.loans): 21})

    preview = hand_in(officer, case.report, raw)
    said = words(preview)
    confirm(officer, case.report, preview)

    assert "Không ghi 1 ô sau vì đang khóa" in said
    assert "Vốn vay: 20 → 21" in said
    assert "1 ô sẽ ghi, 0 ô phải chọn" in said
    assert values() == [6, 20, 3]


def test_rows_locked_between_preview_and_press_leave_all_as_it_was(case, hai_hau_officer):
    typed = Typed({case.jobs: {"value": "6"}, case.loans: {"value": "21"}})
    how = {"by": hai_hau_officer, "now": NOON + timedelta(hours=2), "version": case.now.version, "batch": "a"}

    with pytest.raises(RuleBroken, match="Chưa ghi gì: 1 dòng của tệp nay đang khóa"):
        store_workbook(case.report, typed, **how)

    assert (values(), standing_marks(case.now).marked) == ([5, 20, 3], {case.jobs})
