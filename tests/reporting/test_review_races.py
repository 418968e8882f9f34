"""Any two acts on one report at the same moment, from any state: what comes of them is what one after the other gives."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import combinations_with_replacement
from threading import Barrier

import pytest
from django.db import connection, transaction

from plans.choices import Role
from plans.succession import forget_map
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.filling import Typed, write_answers
from reporting.models import AcceptedFigure, Report, ReportEvent
from reporting.remarking import Draft, keep_drafts, open_row, reply
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
MOST_REPORTS = 130
NOW = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


class House:
    """A round of two counts, and the people around one report of it after another."""

    def __init__(self, world, reviewer, administrator):
        self.world, self.plan = world, make_plan(scope=world.nam_dinh)
        self.round = make_round(self.plan, cut_off=NOW.date(), units_last_day=date(2024, 11, 29))
        self.indicators = [make_indicator(name) for name in ("HTX mới", "Việc làm mới")]
        for indicator in self.indicators:
            make_goal(self.plan, indicator)
        self.marked, self.locked = ((indicator.pk, "actual") for indicator in self.indicators)
        self.head, second = make_user("nguoi-ky"), make_user("tinh-duyet-2")
        make_seat(second, Role.REVIEWER, unit=world.nam_dinh)
        self.units = [make_unit(f"Huyện {number}", parent=world.nam_dinh) for number in range(MOST_REPORTS)]
        for unit in self.units:
            make_seat(self.head, Role.HEAD, unit=unit)
        forget_map()
        self.people = {"head": self.head, "reviewer": reviewer, "second": second, "administrator": administrator}

    def report_in(self, state):
        """A fresh unit's report, brought as far as a state."""
        report = make_report(self.round, self.units.pop(), version=1)
        for indicator in self.indicators:
            make_figure(report, indicator, 3)
        for act in WAYS[state]:
            ACTS[act](self, report)
        return Report.objects.get(pk=report.pk)


def _moving(name, person, reason=""):
    return lambda house, report: move_report(report, name, by=house.people[person], now=NOW, reason=reason)


def _writing(which, value):
    def write(house, report):
        typed = Typed({getattr(house, which): {"answer": "value", "value": value}})
        return write_answers(report, typed, by=house.head, now=NOW, version=report.version).changed

    return write


ACTS = {
    "submit": _moving("submit", "head"),
    "take_back": _moving("take_back", "head"),
    "begin_review": _moving("begin_review", "reviewer"),
    "begin_review_too": _moving("begin_review", "second"),
    "return": _moving("return", "reviewer"),
    "return_too": _moving("return", "second", "Xem lại"),
    "accept": _moving("accept", "reviewer"),
    "accept_too": _moving("accept", "second"),
    "reopen": _moving("reopen", "administrator", "Đếm nhầm"),
    "mark": lambda house, report: keep_drafts(
        report, {house.marked: Draft("Sai", True)}, by=house.people["reviewer"], now=NOW
    ),
    "unmark": lambda house, report: keep_drafts(
        report, {house.marked: Draft("", False)}, by=house.people["reviewer"], now=NOW
    ),
    "open": lambda house, report: open_row(report, house.locked, "Đếm thiếu", by=house.head, now=NOW).act,
    "reply": lambda house, report: reply(report, house.marked, "Đã đếm lại", by=house.head, now=NOW).act,
    "write_marked": _writing("marked", "5"),
    "write_locked": _writing("locked", "7"),
}
WAYS = {
    "draft": [],
    "submitted": ["submit"],
    "in review": ["submit", "begin_review"],
    "marked": ["submit", "begin_review", "mark"],
    "returned": ["submit", "begin_review", "mark", "return"],
    "submitted again": ["submit", "begin_review", "mark", "return", "write_marked", "submit"],
    "accepted": ["submit", "accept"],
    "reopened": ["submit", "accept", "reopen"],
}


def done(act, house, report):
    """What an act gave: an event's move and place, a number, or that it was refused."""
    try:
        result = ACTS[act](house, report)
    except RuleBroken:
        return "refused"
    return result.move if isinstance(result, ReportEvent) else result


def stands(report):
    """All that can be told of a report afterwards."""
    now = Report.objects.get(pk=report.pk)
    events = list(now.events.order_by("pk").values_list("move", "from_state", "to_state", "by", "mark_count"))
    remarks = now.remarks.order_by("indicator", "act", "sent_at").values_list(
        "indicator", "act", "text", "sent_at", "settled_at", "revision__number"
    )
    figures = now.figures.order_by("indicator").values_list("indicator", "value")
    counting = (
        AcceptedFigure.objects.filter(report=now, counts=True).order_by("indicator").values_list("value", flat=True)
    )
    return now.state, now.reviewer_id, now.version, events, list(remarks), list(figures), list(counting)


def one_after_the_other(house, report, acts):
    """What two acts come to in one order; taken back."""
    with transaction.atomic():
        results = {place: done(act, house, report) for place, act in acts}
        found = [results[0], results[1]], stands(report)
        transaction.set_rollback(True)
    return found


def at_once(house, report, acts):
    barrier = Barrier(len(acts))

    def act(name):
        try:
            barrier.wait()
            return done(name, house, report)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        results = [each.result() for each in [pool.submit(act, name) for name in acts]]
    return results, stands(report)


def odd_among(house, state, acts):
    """The pairs of acts after which neither order of doing them one by one gives what came of doing them at once."""
    odd = {}
    for pair in combinations_with_replacement(acts, 2):
        report = house.report_in(state)
        first, second = enumerate(pair)
        possible = [one_after_the_other(house, report, order) for order in ((first, second), (second, first))]
        came_of_it = at_once(house, report, pair)
        if came_of_it not in possible:
            odd[pair] = came_of_it, possible
    return odd


def possible_in(house, state):
    """The acts that are not refused."""
    report = house.report_in(state)
    return [act for act in ACTS if one_after_the_other(house, report, [(0, act), (1, act)])[0][0] != "refused"]


@pytest.fixture
def house(world, province_reviewer, province_administrator, on_day):
    on_day(NOW.date())
    return House(world, province_reviewer, province_administrator)


@pytest.mark.parametrize("state", ["marked", "returned"])
def test_two_possible_acts_at_once_are_one_after_the_other(state, house):
    acts = possible_in(house, state)

    assert len(acts) > 3
    assert odd_among(house, state, acts) == {}


@pytest.mark.slow
@pytest.mark.parametrize("state", WAYS)
def test_any_two_acts_at_once_are_one_after_the_other(state, house):
    assert odd_among(house, state, ACTS) == {}


@pytest.mark.slow
@pytest.mark.parametrize("state", WAYS)
def test_the_same_act_twice_at_once_is_done_once(state, house):
    for act in ACTS:
        twice, once = house.report_in(state), house.report_in(state)
        at_once(house, twice, (act, act))
        done(act, house, once)
        assert stands(twice) == stands(once), act
