"""Two people press at the same moment: the history stays legal, nothing is done twice, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import connection

from plans.choices import Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.models import AcceptedFigure, Report, ReportEvent, Revision
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_user,
)
from tests.rewriting import history_rewritten

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


@pytest.fixture
def people(hai_hau_head, province_reviewer, world):
    second = make_user("tinh-duyet-2")
    make_seat(second, Role.REVIEWER, unit=world.nam_dinh)
    return {"head": hai_hau_head, "reviewer": province_reviewer, "second": second}


@pytest.fixture
def report(world, on_day):
    on_day(NOW.date())
    plan = make_plan(scope=world.nam_dinh)
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    report = make_report(make_round(plan, cut_off=date(2024, 11, 20)), world.hai_hau, version=1)
    make_figure(report, indicator, 3)
    return report


def at_once(report, *presses):
    """Each press in a thread of its own, all released together; their events, or RuleBroken where refused."""
    barrier = Barrier(len(presses))

    def press(name, by, reason):
        try:
            barrier.wait()
            return move_report(report, name, by=by, now=NOW, reason=reason)
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return [each.result() for each in [pool.submit(press, *one) for one in presses]]


def legal_history(report):
    """The moves made, after checking that each began where the one before ended."""
    state, moves = "draft", []
    for event in ReportEvent.objects.filter(report=report):
        assert event.from_state == state
        state = event.to_state
        moves.append(event.move)
    assert state == Report.objects.get(pk=report.pk).state
    return moves


def test_submitting_twice_at_once_gives_one_receipt(report, people):
    for _ in range(5):
        first, second = at_once(report, *[("submit", people["head"], "")] * 2)

        assert first == second
        assert (Revision.objects.count(), legal_history(report)) == (1, ["submit"])
        move_report(report, "take_back", by=people["head"], now=NOW)
        with history_rewritten(ReportEvent, Revision):
            ReportEvent.objects.all().delete()
            Revision.objects.all().delete()


def test_two_reviewers_accepting_at_once_is_one_acceptance(report, people):
    move_report(report, "submit", by=people["head"], now=NOW)

    results = at_once(report, ("accept", people["reviewer"], ""), ("accept", people["second"], ""))

    assert sorted(type(result).__name__ for result in results) == ["ReportEvent", "RuleBroken"]
    assert legal_history(report) == ["submit", "accept"]
    assert AcceptedFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "histories"),
    [
        (("take_back", "head"), ("accept", "reviewer"), [["take_back"], ["accept"]]),
        (("take_back", "head"), ("return", "reviewer"), [["take_back"], ["return"]]),
        (("take_back", "head"), ("begin_review", "reviewer"), [["take_back"], ["begin_review"]]),
        (("accept", "reviewer"), ("return", "second"), [["accept"], ["return"]]),
        (("begin_review", "reviewer"), ("begin_review", "second"), [["begin_review"]]),
        (
            ("begin_review", "reviewer"),
            ("accept", "second"),
            [["begin_review", "accept"], ["accept"]],
        ),
    ],
)
def test_opposite_presses_at_once_leave_a_legal_history(report, people, one, other, histories):
    move_report(report, "submit", by=people["head"], now=NOW)

    at_once(report, *[(name, people[person], "Sai số") for name, person in (one, other)])

    assert legal_history(report)[1:] in histories
    accepted = Report.objects.get(pk=report.pk).state == "accepted"
    assert AcceptedFigure.objects.count() == accepted
