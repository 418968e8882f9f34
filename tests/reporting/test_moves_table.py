"""Every move by everybody from every state: what goes through, what is refused, and that a refusal changes nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans.choices import Role
from portal.errors import RuleBroken
from reporting.models import Remark, Report, ReportEvent
from reporting.workflow import MOVES, move_report
from tests.builders import make_seat
from tests.reporting.marking import handed_in, mark, send_back
from tests.reporting.pressing import NOON, press

# Who presses: Hải Hậu's officer and head, Ý Yên's officer; a reviewer of the province, one who also entered this report;
# the province's administrator, its reader; the system's administrator; somebody without a seat.
# What becomes of it: the new state; "-" refused with a sentence; "." no right at all.
TABLE = """
state      move          officer   head       other  reviewer   writer  admin      reader  system  stranger
draft      submit        .         submitted  .      .          .       .          .       .       .
draft      take_back     .         -          .      .          .       .          .       .       .
draft      begin_review  .         .          .      -          -       .          .       .       .
draft      return        .         .          .      -          -       .          .       .       .
draft      accept        .         .          .      -          -       .          .       .       .
draft      reopen        .         .          .      .          .       -          .       .       .
submitted  submit        .         -          .      .          .       .          .       .       .
submitted  take_back     .         draft      .      .          .       .          .       .       .
submitted  begin_review  .         .          .      submitted  -       .          .       .       .
submitted  return        .         .          .      returned   -       .          .       .       .
submitted  accept        .         .          .      accepted   -       .          .       .       .
submitted  reopen        .         .          .      .          .       -          .       .       .
in_review  submit        .         -          .      .          .       .          .       .       .
in_review  take_back     .         -          .      .          .       .          .       .       .
in_review  begin_review  .         .          .      -          -       .          .       .       .
in_review  return        .         .          .      returned   -       .          .       .       .
in_review  accept        .         .          .      accepted   -       .          .       .       .
in_review  reopen        .         .          .      .          .       -          .       .       .
marked     take_back     .         -          .      .          .       .          .       .       .
marked     return        .         .          .      returned   -       .          .       .       .
marked     accept        .         .          .      -          -       .          .       .       .
returned   submit        .         submitted  .      .          .       .          .       .       .
returned   take_back     .         -          .      .          .       .          .       .       .
returned   begin_review  .         .          .      -          -       .          .       .       .
returned   return        .         .          .      -          -       .          .       .       .
returned   accept        .         .          .      -          -       .          .       .       .
returned   reopen        .         .          .      .          .       -          .       .       .
accepted   submit        .         -          .      .          .       .          .       .       .
accepted   take_back     .         -          .      .          .       .          .       .       .
accepted   begin_review  .         .          .      -          -       .          .       .       .
accepted   return        .         .          .      -          -       .          .       .       .
accepted   accept        .         .          .      -          -       .          .       .       .
accepted   reopen        .         .          .      .          .       reopened   .       .       .
reopened   submit        .         submitted  .      .          .       .          .       .       .
reopened   take_back     .         -          .      .          .       .          .       .       .
reopened   return        .         .          .      -          -       .          .       .       .
reopened   accept        .         .          .      -          -       .          .       .       .
reopened   reopen        .         .          .      .          .       -          .       .       .
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def people(
    hai_hau_officer,
    hai_hau_head,
    y_yen_officer,
    province_reviewer,
    second_reviewer,
    province_administrator,
    people_committee_reader,
    system_administrator,
    stranger,
    world,
):
    make_seat(second_reviewer, Role.OFFICER, unit=world.nam_dinh)
    return {
        "officer": hai_hau_officer,
        "head": hai_hau_head,
        "other": y_yen_officer,
        "reviewer": province_reviewer,
        "writer": second_reviewer,
        "admin": province_administrator,
        "reader": people_committee_reader,
        "system": system_administrator,
        "stranger": stranger,
    }


def brought_to(state, case, people):
    """The report in a state; the writer has taken part in it."""
    case.report.contributors.add(people["writer"])
    reviewer = people["reviewer"]
    ways = {
        "draft": lambda: press(case.report, "take_back", people["head"]),
        "submitted": lambda: None,
        "in_review": lambda: press(case.report, "begin_review", reviewer),
        "marked": lambda: mark(case, reviewer, jobs="Kiểm tra lại"),
        "returned": lambda: send_back(case, reviewer, jobs="Kiểm tra lại"),
        "accepted": lambda: press(case.report, "accept", reviewer),
        "reopened": lambda: (
            press(case.report, "accept", reviewer),
            press(case.report, "reopen", people["admin"], reason="Đếm nhầm"),
        ),
    }
    ways[state]()


def all_of(report):
    return (
        Report.objects.filter(pk=report.pk).values().get(),
        list(ReportEvent.objects.order_by("pk").values()),
        list(Remark.objects.order_by("pk").values()),
    )


def pressed(report, name, by):
    """The state it comes to, "-" or "."; a refusal leaves everything as it was. What it did is taken back."""
    before = all_of(report)
    with transaction.atomic():
        try:
            event = move_report(report, name, by=by, now=NOON + timedelta(hours=9), reason="Xem lại")
        except (RuleBroken, PermissionDenied) as refusal:
            assert all_of(report) == before
            return "-" if isinstance(refusal, RuleBroken) else "."
        found = Report.objects.get(pk=event.report_id).state
        transaction.set_rollback(True)
    return found


def test_the_table_speaks_of_every_move():
    assert {line[1] for line in LINES} == set(MOVES)


@pytest.mark.parametrize("line", LINES, ids=[f"{line[0]}-{line[1]}" for line in LINES])
def test_what_becomes_of_a_press(line, world, people, on_day):
    on_day(date(2024, 11, 20))
    case = handed_in(world, people["head"])
    state, name, *outcomes = line
    brought_to(state, case, people)

    assert [pressed(case.report, name, people[person]) for person in HEAD[2:]] == outcomes
