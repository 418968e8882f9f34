"""Any order of presses, marks and keystrokes by anybody: all does what a small model says, and the history is a legal one."""

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
from reporting.filling import Typed, write_answers
from reporting.marks import Marks, open_marks_of, standing_marks
from reporting.models import AcceptedFigure, Figure, Report, ReportEvent
from reporting.remarking import Draft, keep_drafts, open_row
from reporting.threads import drafts_of
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
WRITERS, REVIEWERS = {"officer", "head"}, {"reviewer", "second"}
ROWS = ["jobs", "loans"]


class Model:
    """What a report should be after the presses so far."""

    def __init__(self):
        self.state, self.reviewer, self.first, self.submitted_at = "draft", None, None, None
        self.last = None
        self.typed, self.submitted, self.counting = {"jobs": 1, "loans": 1}, None, None
        self.drafts, self.marked, self.opened = {}, set(), set()  # drafts: by row, whether it marks

    def refusal(self, name, person, reason):
        """ "again", an exception class, or None where the press goes through."""
        if self.last == (name, person, reason):
            return "again"
        if person not in RIGHTS[name]:
            return PermissionDenied
        blocked = (
            self.state not in STEPS[name][0]
            or (name in ("take_back", "begin_review") and self.reviewer is not None)
            or (name in NEED_REASON and not reason and not (name == "return" and self.marks))
            or (name == "accept" and self.marks)
        )
        return RuleBroken if blocked else None

    @property
    def marks(self):
        return {row for row, marks in self.drafts.items() if marks}

    def locks(self, row):
        return bool(self.marked) and row not in self.marked | self.opened

    def do(self, name, person, reason, now):
        self.state, self.last = STEPS[name][1], (name, person, reason)
        if name == "submit":
            self.first, self.submitted_at = self.first or now, now
            self.reviewer, self.submitted = None, dict(self.typed)
        elif name == "take_back":
            self.first = None if self.first == self.submitted_at else self.first
        elif name in RIGHTS and "reviewer" in RIGHTS[name]:
            self.reviewer = person
        if name in ("accept", "return"):
            self.marked, self.opened, self.drafts = self.marks, set(), {}
        if name == "accept":
            self.counting = self.submitted


def outcome(act, *what, **how):
    """What an act gives, or the class of its refusal."""
    try:
        return act(*what, **how)
    except (RuleBroken, PermissionDenied) as refusal:
        return type(refusal)


class Life(RuleBasedStateMachine):
    """One report, pressed and written in any order. A test gives its subclass the report and the people."""

    report: Report
    people: dict
    rows: dict

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

        result = outcome(move_report, self.report, name, by=self.people[person], now=self.now, reason=reason)

        if expected is None:
            assert result == ReportEvent.objects.last()
            self.model.do(name, person, reason, self.now)
        elif expected == "again":
            assert result == ReportEvent.objects.last()
        else:
            assert result is expected
        assert ReportEvent.objects.count() == before + (expected is None)

    @rule(data=st.data(), reason=st.sampled_from(["", "Sai số"]))
    def press_what_is_open(self, data, reason):
        """So that long ways through the house are gone as well."""
        steps = [(name, who) for name in sorted(STEPS) for who in PEOPLE if not self.model.refusal(name, who, reason)]
        if steps:
            self.press(*data.draw(st.sampled_from(steps)), reason)

    @rule(row=st.sampled_from(ROWS), value=st.integers(0, 9), person=st.sampled_from(PEOPLE))
    def write(self, row, value, person):
        self.now += timedelta(minutes=1)
        typed = Typed({self.rows[row]: {"answer": "value", "value": str(value)}})
        version = Report.objects.get(pk=self.report.pk).version
        result = outcome(write_answers, self.report, typed, by=self.people[person], now=self.now, version=version)

        if person not in WRITERS:
            assert result is PermissionDenied
        elif self.model.state not in EDITABLE:
            assert result is RuleBroken
        elif self.model.locks(row) and self.model.typed[row] != value:
            assert (result.changed, result.locked) == (0, {self.rows[row]})
        else:
            assert result.locked == frozenset()
            self.model.typed[row] = value

    @rule(
        row=st.sampled_from(ROWS),
        marks=st.booleans(),
        text=st.sampled_from(["", "Sai"]),
        person=st.sampled_from(PEOPLE),
    )
    def remark(self, row, marks, text, person):
        drafts = {self.rows[row]: Draft(text, marks)}
        result = outcome(keep_drafts, self.report, drafts, by=self.people[person], now=self.now)

        if person not in REVIEWERS:
            assert result is PermissionDenied
        elif self.model.state != "submitted" or self.model.reviewer != person or (marks and not text):
            assert result is RuleBroken
        else:
            assert isinstance(result, int)
            self.model.drafts.pop(row, None)
            self.model.drafts |= {row: marks} if text else {}

    @rule(row=st.sampled_from(ROWS))
    def mark_as_the_reviewer(self, row):
        if self.model.state == "submitted" and self.model.reviewer:
            self.remark(row, True, "Sai", self.model.reviewer)

    @rule(row=st.sampled_from(ROWS), reason=st.sampled_from(["", "Đếm thiếu"]), person=st.sampled_from(PEOPLE))
    def open(self, row, reason, person):
        result = outcome(open_row, self.report, self.rows[row], reason, by=self.people[person], now=self.now)

        is_open_already = row in self.model.opened
        if person not in WRITERS:
            assert result is PermissionDenied
        elif self.model.state not in EDITABLE or not (is_open_already or (self.model.locks(row) and reason)):
            assert result is RuleBroken
        else:
            assert result.act == "opens"
            self.model.opened.add(row)

    @invariant()
    def marks_are_the_models(self):
        report = Report.objects.get(pk=self.report.pk)
        drafts = {key: draft.act == "marks" for key, draft in drafts_of(report).items()}
        assert drafts == {self.rows[row]: marks for row, marks in self.model.drafts.items()}
        assert standing_marks(report) == Marks(
            *(frozenset(self.rows[row] for row in rows) for rows in (self.model.marked, self.model.opened))
        )
        assert open_marks_of([report]).get(report.pk, 0) == len(self.model.marked)

    @invariant()
    def what_is_typed_is_the_models(self):
        stored = Figure.objects.filter(report=self.report).values_list("indicator", "value")
        assert dict(stored) == {self.rows[row][0]: Decimal(value) for row, value in self.model.typed.items()}

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
        counting = AcceptedFigure.objects.filter(report=self.report, counts=True).values_list("indicator", "value")
        told = self.model.counting or {}
        assert dict(counting) == {self.rows[row][0]: Decimal(value) for row, value in told.items()}


def test_a_reports_life_is_the_models(
    world, hai_hau_officer, hai_hau_head, province_reviewer, province_administrator, on_day
):
    on_day(START.date())
    plan = make_plan(scope=world.nam_dinh)
    round_ = make_round(plan, cut_off=date(2024, 11, 20))
    report = make_report(round_, world.hai_hau, version=1)
    rows = {}
    for name in ROWS:
        indicator = make_indicator(name)
        make_goal(plan, indicator)
        make_figure(report, indicator, 1)
        rows[name] = (indicator.pk, "actual")
    second = make_user("tinh-duyet-2")
    make_seat(second, Role.REVIEWER, unit=world.nam_dinh)
    people = {
        "officer": hai_hau_officer,
        "head": hai_hau_head,
        "reviewer": province_reviewer,
        "second": second,
        "administrator": province_administrator,
    }

    life = type("LifeOfThisReport", (Life,), {"report": report, "people": people, "rows": rows})
    run_state_machine_as_test(life, settings=settings(max_examples=30, stateful_step_count=40, deadline=None))
