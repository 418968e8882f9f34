"""Two people open the same rounds at the same moment: they are opened once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from plans.choices import Reporter
from plans.models import Plan
from portal.dates import VIET_NAM
from reporting.deadlines import days_late
from reporting.extending import grant_extension
from reporting.models import Report, Round
from reporting.opening import open_due_rounds, open_rounds
from reporting.workflow import move_report
from tests.builders import make_duty, make_figure, make_goal, make_indicator, make_plan, make_report, make_round

JANUARY = datetime(2024, 1, 10, 8, 0, tzinfo=VIET_NAM)


@pytest.mark.django_db(transaction=True)
def test_opening_at_once_opens_once(world):
    plans = [make_plan(scope=world.nam_dinh), make_plan(scope=world.nam_dinh)]
    for plan in plans:
        make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 30/11")
    barrier = Barrier(4)

    def press(plan):
        try:
            barrier.wait()
            return open_rounds(Plan.objects.get(pk=plan.pk), 2024, by=None, now=JANUARY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        opened = [each.result() for each in [pool.submit(press, plan) for plan in plans * 2]]

    assert [[round_.code for round_ in rounds] for rounds in opened] == [["6-thang-2024", "nam-2024"]] * 4
    assert [round_.plans.count() for round_ in Round.objects.all()] == [2, 2]
    assert Report.objects.count() == 4 + 3


@pytest.mark.django_db(transaction=True)
def test_two_nightly_jobs_open_what_is_due_once(world):
    for code in ("mot", "hai"):
        make_duty(make_plan(scope=world.nam_dinh, code=code), Reporter.UNIT, half_year="trước ngày 15/6")
    barrier, may = Barrier(3), datetime(2024, 5, 6, 2, 0, tzinfo=VIET_NAM)

    def run(_):
        try:
            barrier.wait()
            return open_due_rounds(may.date(), may)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(run, range(3)))

    assert [due.refused for due in done] == [(), (), ()]
    assert [(round_.code, round_.plans.count()) for round_ in Round.objects.all()] == [("6-thang-2024", 2)]
    assert Report.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_an_extension_and_a_submission_at_once_lose_neither(world, hai_hau_head, province_administrator, on_day):
    on_day(date(2024, 11, 20))
    plan = make_plan(scope=world.nam_dinh)
    indicator = make_indicator()
    make_goal(plan, indicator)
    report = make_report(make_round(plan), world.hai_hau, version=1)
    make_figure(report, indicator, 3)
    late, barrier = datetime(2024, 12, 2, 8, 0, tzinfo=VIET_NAM), Barrier(2)
    extend = partial(grant_extension, last_day=date(2024, 12, 6), reason="Bão", by=province_administrator, now=late)
    submit = partial(move_report, name="submit", by=hai_hau_head, now=late)

    def press(act):
        try:
            barrier.wait()
            return act(Report.objects.get(pk=report.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, [extend, submit]))

    stands = Report.objects.select_related("round").get(pk=report.pk)
    assert (stands.state, stands.extended_to, days_late(stands)) == ("submitted", date(2024, 12, 6), 0)
