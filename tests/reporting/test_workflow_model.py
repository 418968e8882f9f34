"""Any order of presses by anybody: the workflow does what a small model says, and its history is always a legal one."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from plans.choices import Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.models import AcceptedFigure, Figure, Report, ReportEvent
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

START = datetime(2024, 11, 20, 8, 0, tzinfo=VIET_NAM)
PEOPLE = ["administrator", "head", "officer", "reviewer", "second"]
EDITABLE = {"draft", "returned", "reopened"}
# Who may press what, from where to where: written out again, so that a slip in the table is seen.
RIGHTS = {
    "submit": {"head"},
    "take_back": {"head"},
    "begin_review": {"reviewer", "second"},
    "return": {"reviewer", "second"},
    "accept": {"reviewer", "second"},
    "reopen": {"administrator"},
}
STEPS = {
    "submit": (EDITABLE, "submitted"),
    "take_back": ({"submitted"}, "draft"),
    "begin_review": ({"submitted"}, "submitted"),
    "return": ({"submitted"}, "returned"),
    "accept": ({"submitted"}, "accepted"),
    "reopen": ({"accepted"}, "reopened"),
}
NEED_REASON = {"return", "reopen"}


class Model:
    """What a report should be after the presses so far."""

    def __init__(self):
        self.state, self.reviewer, self.first, self.submitted_at = "draft", None, None, None
        self.last = None
        self.typed, self.submitted, self.counting = 1, None, None

    def refusal(self, name, person, reason):
        """ "again", an exception class, or None where the press goes through."""
        if self.last == (name, person, reason):
            return "again"
        if person not in RIGHTS[name]:
            return PermissionDenied
        blocked = (
            self.state not in STEPS[name][0]
            or (name in ("take_back", "begin_review") and self.reviewer is not None)
            or (name in NEED_REASON and not reason)
        )
        return RuleBroken if blocked else None

    def do(self, name, person, reason, now):
        self.state, self.last = STEPS[name][1], (name, person, reason)
        if name == "submit":
            self.first, self.submitted_at = self.first or now, now
            self.reviewer, self.submitted = None, self.typed
        elif name == "take_back":
            self.first = None if self.first == self.submitted_at else self.first
        elif name in RIGHTS and "reviewer" in RIGHTS[name]:
            self.reviewer = person
        if name == "accept":
            self.counting = self.submitted


def outcome(report, name, **press):
    """The event of a press, or the class of its refusal."""
    try:
        return move_report(report, name, **press)
    except (RuleBroken, PermissionDenied) as refusal:
        return type(refusal)


class Life(RuleBasedStateMachine):
    """One report, pressed and written in any order. A test gives its subclass the report and the people."""

    report: Report
    people: dict

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.model, self.now = Model(), START

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(
        name=st.sampled_from(sorted(STEPS)),
        person=st.sampled_from(PEOPLE),
        reason=st.sampled_from(["", "Sai số"]),
    )
    def press(self, name, person, reason):
        self.now += timedelta(hours=1)
        expected = self.model.refusal(name, person, reason)
        before = ReportEvent.objects.count()

        result = outcome(self.report, name, by=self.people[person], now=self.now, reason=reason)

        if expected is None:
            assert result == ReportEvent.objects.last()
            self.model.do(name, person, reason, self.now)
        elif expected == "again":
            assert result == ReportEvent.objects.last()
        else:
            assert result is expected
        assert ReportEvent.objects.count() == before + (expected is None)

    @rule(value=st.integers(0, 9))
    def write(self, value):
        if self.model.state in EDITABLE:
            Figure.objects.filter(report=self.report).update(value=value)
            self.model.typed = value

    @invariant()
    def stands_as_the_model_says(self):
        now_stands = Report.objects.get(pk=self.report.pk)
        assert (now_stands.state, now_stands.first_submitted_at) == (self.model.state, self.model.first)
        if self.model.state == "submitted":
            reviewer = self.people[self.model.reviewer] if self.model.reviewer else None
            assert now_stands.reviewer == reviewer

    @invariant()
    def history_is_a_path_of_the_table(self):
        state = "draft"
        for event in ReportEvent.objects.filter(report=self.report):
            assert event.from_state == state
            assert state in STEPS[event.move][0]
            state = event.to_state
        assert state == self.model.state

    @invariant()
    def only_the_last_acceptance_counts(self):
        counting = AcceptedFigure.objects.filter(report=self.report, counts=True).values_list("value", flat=True)
        assert list(counting) == ([] if self.model.counting is None else [Decimal(self.model.counting)])


def test_a_reports_life_is_the_models(
    world, hai_hau_officer, hai_hau_head, province_reviewer, province_administrator, on_day
):
    on_day(START.date())
    plan = make_plan(scope=world.nam_dinh)
    round_ = make_round(plan, cut_off=date(2024, 11, 20))
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    report = make_report(round_, world.hai_hau, version=1)
    make_figure(report, indicator, 1)
    second = make_user("tinh-duyet-2")
    make_seat(second, Role.REVIEWER, unit=world.nam_dinh)
    people = {
        "officer": hai_hau_officer,
        "head": hai_hau_head,
        "reviewer": province_reviewer,
        "second": second,
        "administrator": province_administrator,
    }

    life = type("LifeOfThisReport", (Life,), {"report": report, "people": people})
    run_state_machine_as_test(life, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
