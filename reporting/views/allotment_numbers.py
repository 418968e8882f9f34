"""Numbers into a draft sheet: from its grid, from the page of one goal, shared out, pasted, or in a workbook."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.allocation.reading import read_grid, with_numbers
from plans.allocation.sheets import OWN
from plans.choices import SheetState
from plans.rules import administers, works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.allotting.comparing import compared
from reporting.allotting.drawing import column_facts
from reporting.allotting.last_year import last_year_of
from reporting.allotting.pages import goal_rows
from reporting.allotting.pasting import read_pasted
from reporting.allotting.storing import Refused, Share, store
from reporting.allotting.typed import Mistake, Typed, anchor_of, posted_texts, texts_of
from reporting.allotting.ways import TOLD, Way
from reporting.auditing import record_export
from reporting.forms.allotment import GoalNumbers, PasteForm, VersionForm, WorkbookForm, shown_number
from reporting.spreadsheets.allotment import CONTENT_TYPE, file_name, read_sent, workbook_of
from reporting.views.allotment import administered_sheet, fetched_sheet, grid_page, sheet_crumbs


@require_POST
@allow(administers)
def allotment_save(request, code, pk):
    """The cells that were typed into the grid, or confirmed after a paste."""
    sheet = administered_sheet(request, code, pk)
    try:
        texts = posted_texts(request.POST.get("cells", ""))
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:allotment-page", code, pk)
    return _stored(request, sheet, texts) or _told(request, "Đã ghi bảng.", code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_goal(request, code, pk, goal):
    """One goal's numbers, unit by unit: the whole way without scripts and on a phone."""
    sheet = administered_sheet(request, code, pk)
    grid = _grid_with(sheet, goal)
    if sheet.state == SheetState.PUBLISHED:
        return redirect("reporting:allotment-page", code, pk)
    if request.method != "POST":
        return _goal_page(request, grid, goal)
    numbers = GoalNumbers(grid, goal, request.POST)
    version = VersionForm(request.POST).seen()
    refused = store(sheet, numbers.texts, version=version, by=request.user, now=clock.now(), today=clock.today())
    if refused:
        return _goal_page(request, refused.grid, goal, numbers, refused)
    messages.success(request, f"Đã ghi: {grid.goal(goal).name}.")
    return redirect("reporting:allotment-goal", code, pk, goal)


@require_POST
@allow(administers)
def allotment_share(request, code, pk, goal, way):
    """Share one goal's number out in one of the ways, with whatever else was typed."""
    sheet = administered_sheet(request, code, pk)
    grid = _grid_with(sheet, goal)
    if way not in set(Way):
        raise Http404
    numbers = GoalNumbers(grid, goal, request.POST)
    if way == Way.WEIGHT and numbers.wrong_weights:
        wrong = [_weight_mistake(grid, goal, unit, words) for unit, words in numbers.wrong_weights.items()]
        refused = Refused(grid, numbers.texts, wrong, "", HTTPStatus.UNPROCESSABLE_ENTITY)
        return _goal_page(request, grid, goal, numbers, refused)
    try:
        texts = {**posted_texts(request.POST.get("cells", "")), **{k: row for k, row in numbers.texts.items() if row}}
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:allotment-page", code, pk)
    share, then = Share(goal, Way(way), numbers.weights), request.POST.get("then")
    refused = _refusal(request, sheet, texts, share)
    if refused and then == "chi-tieu":
        return _goal_page(request, refused.grid, goal, numbers, refused)
    if refused:
        return _shown_again(request, sheet, refused)
    messages.success(request, TOLD[share.way].format(name=grid.goal(goal).name))
    if then == "chi-tieu":
        return redirect("reporting:allotment-goal", code, pk, goal)
    return redirect("reporting:allotment-page", code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_paste(request, code, pk):
    """A block copied from Excel; a POST shows what it would change."""
    sheet = administered_sheet(request, code, pk)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        grid = read_grid(sheet)
        try:
            return _preview(request, grid, read_pasted(grid, form.cleaned_data["pasted"]), form)
        except RuleBroken as refusal:
            form.add_error("pasted", str(refusal))
    context = {"sheet": sheet, "form": form, "crumbs": sheet_crumbs(sheet.plan, sheet)}
    return render(request, "reporting/allotment_paste_page.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@allow(works_here)
def allotment_xlsx(request, code, pk):
    """The sheet as a workbook; of a draft with cells to fill in."""
    sheet = fetched_sheet(request, code, pk)
    grid = read_grid(sheet) if sheet.state == SheetState.DRAFT else with_numbers(read_grid(sheet))
    response = HttpResponse(workbook_of(grid, clock.today()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, file_name(sheet))
    record_export(f"bảng giao chỉ tiêu của “{sheet.plan.short_title}” (XLSX)", sheet, by=request.user, now=clock.now())
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_upload(request, code, pk):
    """The workbook, filled in; a POST shows what it would change."""
    sheet = administered_sheet(request, code, pk)
    form = WorkbookForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    if form.is_valid():
        grid = read_grid(sheet)
        try:
            sent = read_sent(grid, form.cleaned_data["workbook"].read())
            return _preview(request, grid, sent.typed, form, older=sent.is_older)
        except RuleBroken as refusal:
            form.add_error("workbook", str(refusal))
    context = {"sheet": sheet, "form": form, "crumbs": sheet_crumbs(sheet.plan, sheet)}
    return render(request, "reporting/allotment_upload_page.html", context, status=422 if form.errors else 200)


def _grid_with(sheet, goal):
    grid = read_grid(sheet)
    if goal not in {one.code for one in grid.goals}:
        raise Http404
    return grid


def _refusal(request, sheet, texts, share=None):
    seen = VersionForm(request.POST).seen()
    return store(sheet, texts, version=seen, by=request.user, now=clock.now(), today=clock.today(), share=share)


def _stored(request, sheet, texts):
    """None when it is done, else the grid again with everything that was typed."""
    refused = _refusal(request, sheet, texts)
    return refused and _shown_again(request, sheet, refused)


def _shown_again(request, sheet, refused):
    kept = {"texts": refused.texts, "mistakes": refused.mistakes, "refusal": refused.refusal}
    return grid_page(request, sheet, refused.grid, **kept, status=refused.status)


def _told(request, words, code, pk):
    messages.success(request, words)
    return redirect("reporting:allotment-page", code, pk)


def _weight_mistake(grid, goal, unit, words):
    name = next(one.name for one in grid.units if one.pk == unit)
    return Mistake(f"Trọng số của {name}: {words}", f"{anchor_of(goal, unit)}-trong-so")


def _goal_page(request, grid, code, numbers=None, refused=None):
    goal, sheet = grid.goal(code), grid.sheet
    results = last_year_of(grid, code, clock.today())
    typed = numbers.texts[code] if numbers else {}
    mistakes = refused.mistakes if refused else []
    weights = numbers.weight_texts if numbers else {}
    context = {
        "sheet": sheet,
        "grid": grid,
        "goal": goal,
        "facts": column_facts(goal),
        "balance": grid.balance(goal),
        "rows": goal_rows(grid, code, results, texts=typed, weights=weights, mistakes=mistakes),
        "own_text": typed.get(OWN, shown_number(grid.own.get(code))),
        "own_anchor": anchor_of(code, OWN),
        "last_year": results.year,
        "problems": mistakes,
        "refusal": refused.refusal if refused else "",
        "crumbs": sheet_crumbs(sheet.plan, sheet),
    }
    return render(request, "reporting/allotment_goal_page.html", context, status=refused.status if refused else 200)


def _preview(request, grid, typed: Typed, form, *, older=False):
    """What would change, cell by cell; with mistakes nothing can be confirmed."""
    comparison = compared(grid, typed.changes)
    context = {
        "sheet": grid.sheet,
        "form": form,
        "problems": typed.mistakes,
        "comparison": comparison,
        "cells": json.dumps(texts_of(comparison.different)),
        "older": older,
        "crumbs": sheet_crumbs(grid.sheet.plan, grid.sheet),
        "again": reverse(request.resolver_match.view_name, kwargs=request.resolver_match.kwargs),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.mistakes else HTTPStatus.OK
    return render(request, "reporting/allotment_preview_page.html", context, status=status)
