"""Two administrators press at the same moment: a reorganisation is carried out once, and two of the same unit not both."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction

from plans.models import Reorganisation, UnitChange
from portal.errors import RuleBroken
from reporting.models import Report, Round
from tests.builders import accept_report, frozen, make_figure
from tests.reorganised import carried_out, confirmed, undone, written
from tests.reporting.autumn_2024 import OCTOBER, admin, founded, half, plan, province, year

__all__ = ["admin", "founded", "half", "plan", "province", "year"]

A_MOMENT = 0.5


def pressed_together(drafts, by):
    """What each of several presses came to: done, or the sentence that refused it."""
    barrier = Barrier(len(drafts))

    def press(pk):
        try:
            draft = Reorganisation.objects.get(pk=pk)
            barrier.wait()
            confirmed(draft, by=by)
        except RuleBroken as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(drafts)) as pool:
        return [each.result() for each in [pool.submit(press, draft.pk) for draft in drafts]]


@pytest.mark.django_db(transaction=True)
def test_two_presses_carry_it_out_once(province, half, year, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    came = pressed_together([draft, draft, draft], admin)

    assert came.count("done") == 1
    assert sum("đã thực hiện lần sắp xếp này" in words for words in came) == 2
    assert UnitChange.objects.filter(reorganisation=draft).count() == 1
    assert Round.objects.filter(period="closing").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_that_end_the_same_unit_one_is_refused(province, half, year, admin):
    drafts = [
        written(province.nam_dinh, OCTOBER, (province.y_yen, into), by=admin)
        for into in (province.hai_hau, province.city)
    ]

    came = pressed_together(drafts, admin)

    assert sorted(words == "done" for words in came) == [False, True]
    assert any("“Huyện Ý Yên” đã kết thúc ngày 30/09/2024 trong lần sắp xếp khác." in words for words in came)
    assert UnitChange.objects.filter(predecessor=province.y_yen).count() == 1
    assert Report.objects.filter(round__period="closing").count() == 1


def undone_while(held, reorganisation, by):
    """What undoing answers that begins while somebody else is still writing."""
    writing = Event()

    def slowly():
        try:
            with transaction.atomic():
                held()
                writing.set()
                sleep(A_MOMENT)
        finally:
            connection.close()

    def meanwhile():
        try:
            writing.wait()
            undone(reorganisation, by=by)
        except RuleBroken as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        pool.submit(slowly)
        return pool.submit(meanwhile).result()


@pytest.mark.django_db(transaction=True)
def test_what_a_successor_is_just_submitting_ends_the_undoing(province, half, year, founded, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    report = year.reports.get(unit=province.hai_hau)

    def submitted():
        Report.objects.locked().get(pk=report.pk)
        accept_report(year, province.hai_hau, frozen(founded, 9))

    answer = undone_while(submitted, done, admin)

    assert "sau sắp xếp đã có báo cáo được nộp" in answer
    assert Report.objects.get(pk=report.pk).revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_just_typed_into_a_closing_report_ends_the_undoing(province, half, year, founded, admin):
    done = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)
    closing = Report.objects.get(round__period="closing")

    def typed():
        report = Report.objects.locked().get(pk=closing.pk)
        report.version += 1
        report.save()
        make_figure(report, founded, 6)

    answer = undone_while(typed, done, admin)

    assert "Đã có người nhập báo cáo lập theo lần sắp xếp này" in answer
    assert Report.objects.get(pk=closing.pk).figures.count() == 1
