"""Two sheets of a plan of Nam Định for 2024, one published and one being shared out, and how addresses name them."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from plans.allocation.reading import read_grid
from plans.allocation.sheets import OWN, begin_sheet, save_cells
from reporting.allotting.ways import Way, shares_of
from tests.plans.allotments import NOW, YEAR_2024, begun, published

LATER = date(2024, 10, 1)

FORMS = {
    "reporting:allotment-new": {"span": "year-2024-2024", "effective_from": "01/11/2024"},
    "reporting:allotment-day": {"version": 0, "effective_from": "02/10/2024"},
    "reporting:allotment-tidy": {"version": 0},
    "reporting:allotment-discard": {"version": 0},
    "reporting:allotment-publish": {"version": 0, "decision": "QĐ 5", "reason": "Giao lại"},
    "reporting:allotment-save": {"version": 0, "cells": "{}"},
    "reporting:allotment-goal": {"version": 0},
    "reporting:allotment-share": {"version": 0},
    "reporting:allotment-paste": {"pasted": "Đơn vị\tHTX mới thành lập\nHuyện Hải Hậu\t2"},
}


def make_sheets(plan, unit, by):
    """A unit is given 3 of the province's 3; a later draft begins with that."""
    goal = plan.goals.earliest("pk")
    sheet = begun(plan, by)
    save_cells(sheet, {goal.code: {unit.pk: Decimal(3), OWN: Decimal(3)}}, version=0, by=by, now=NOW)
    sheet.version = 1
    published(sheet, by)
    draft = begin_sheet(plan, YEAR_2024, effective_from=LATER, by=by, now=NOW)
    draft.own = {goal.code: "3"}
    draft.save()
    return {"published": sheet, "draft": draft}


def share_out_the_year(plan, by):
    """The year's numbers are given to the units evenly, one class less than the province's; a later draft stands open."""
    sheet = begun(plan, by)
    grid = read_grid(sheet)
    cells = {
        goal.code: shares_of(grid, goal.code, Way.EVENLY, own=goal.own, weights={}) for goal in grid.goals if goal.own
    }
    cells["lop-tap-huan"] = dict.fromkeys(cells["lop-tap-huan"]) | {grid.units[0].pk: Decimal(1)}
    sheet = save_cells(sheet, cells, version=0, by=by, now=NOW)
    published(sheet, by, acknowledged={"lop-tap-huan": "Tỉnh mở 01 lớp."})
    begin_sheet(plan, YEAR_2024, effective_from=LATER, by=by, now=NOW)


def address(name, which, plan):
    """Where a row of the access table speaks of one: "published" or, without a word, the draft."""
    if name in {"reporting:allotment-list", "reporting:allotment-new"}:
        return reverse(name, args=[plan.code])
    sheet = plan.allotment_sheets.get(state=which or "draft")
    more = {
        "reporting:allotment-goal": [plan.goals.earliest("pk").code],
        "reporting:allotment-share": [plan.goals.earliest("pk").code, "deu"],
    }
    return reverse(name, args=[plan.code, sheet.pk, *more.get(name, [])])
