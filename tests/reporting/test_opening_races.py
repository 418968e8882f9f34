"""Two people open the same rounds at the same moment: they are opened once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from plans.choices import Reporter
from plans.models import Plan
from portal.dates import VIET_NAM
from reporting.models import Report, Round
from reporting.opening import open_rounds
from tests.builders import make_duty, make_plan

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
