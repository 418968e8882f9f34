"""The grid by which 25 goals are shared among the units of a province: opened, and saved with a number in every cell."""

import json

from django.db import connection, transaction
from django.urls import reverse

from plans.allocation.reading import read_grid
from plans.allocation.sheets import begin_sheet
from plans.allocation.spans import coming_span, days_of
from plans.choices import Role
from plans.models import AllotmentSheet, Seat
from portal import clock
from tests.benchmarks import bare
from tests.benchmarks.clients import got, posted, signed_in, without_session
from tests.benchmarks.measuring import Case, statements_of
from tests.benchmarks.world import Province
from tests.builders import make_seat, make_user


def allotment(province: Province) -> Case:
    """Open, save, open. Limit: the same statements by hand, and the cells in a minimal template, signed in."""
    sheet, client = _sheet(province), signed_in(_administrator(province))
    address = reverse("reporting:allotment-page", args=[province.plan.code, sheet.pk])
    save = reverse("reporting:allotment-save", args=[province.plan.code, sheet.pk])
    grid = read_grid(sheet)
    numbers = {goal.code: {str(unit.pk): str(unit.pk % 40) for unit in grid.units} for goal in grid.goals}
    typed = {"version": sheet.version, "cells": json.dumps(numbers)}

    def work():
        got(client, address)
        posted(client, save, typed)

    work()
    opening = without_session(client, statements_of(lambda: got(client, address)))
    _emptied(sheet)
    saving = without_session(client, statements_of(lambda: posted(client, save, typed)))
    saving.sent = [(sql, params) for sql, params in saving.sent if sql.startswith(("SELECT", "UPDATE"))]
    _emptied(sheet)
    bare.given[bare.BODY] = _page_of(read_grid(AllotmentSheet.objects.select_related("plan").get(pk=sheet.pk)))
    bare.given[bare.DO_BARELY] = lambda: _written_barely(saving, typed["cells"])

    def limit():
        opening.replay()
        got(client, "/bare/grid/")
        posted(client, "/bare/write/", typed)

    return Case(work, limit, reset=lambda: _emptied(sheet))


def _sheet(province: Province) -> AllotmentSheet:
    """A draft in which every cell has a number already."""
    plan, by = province.plan, _administrator(province)
    span = coming_span(plan, clock.today())
    sheet = begin_sheet(plan, span, effective_from=days_of(plan, span)[0], by=by, now=clock.now())
    grid = read_grid(sheet)
    sheet.cells = {goal.code: {str(unit.pk): str(unit.pk % 50) for unit in grid.units} for goal in grid.goals}
    sheet.save()
    return sheet


def _administrator(province: Province):
    seats = Seat.objects.filter(unit=province.plan.scope, role=Role.ADMINISTRATOR).select_related("user")
    seat = seats.first() or make_seat(
        make_user(f"quan-tri-{province.size}"), Role.ADMINISTRATOR, unit=province.plan.scope
    )
    return seat.user


def _page_of(grid) -> dict:
    """The same page's words, ready to be shown."""
    rows = [(unit.name, [str(grid.cells[goal.code][unit.pk]) for goal in grid.goals]) for unit in grid.units]
    goals = [(one.goal.name, str(one.own), str(one.given), one.gap_words) for one in grid.balances]
    return {"title": grid.span.words, "rows": rows, "goals": goals}


@transaction.atomic
def _written_barely(saving, cells: str) -> None:
    json.loads(cells)
    saving.replay()


def _emptied(sheet: AllotmentSheet) -> None:
    """The version as it was: what is saved again overwrites the same cells."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {AllotmentSheet._meta.db_table} SET version = 0 WHERE id = %s", [sheet.pk])
