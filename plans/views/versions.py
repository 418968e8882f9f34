"""The versions of a plan: who published what by which paper, each readable whole, two side by side, and the file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.comparing import differences, passages_of
from plans.forms.versions import PairForm
from plans.publishing import yaml_file
from plans.rules import plans_visible_to, works_here, writes_plans
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment


@allow(works_here)
@require_safe
def version_list(request, code):
    """Every publication of a plan, the last first."""
    plan = _plan(request, code)
    versions = list(plan.versions.select_related("made_by", "scan").defer("content").order_by("-number"))
    pair = PairForm(versions) if len(versions) > 1 else None
    context = {"plan": plan, "versions": versions, "pair": pair, "writes": writes_plans(request.user)}
    return _page(request, "plans/version_list_page.html", plan, "Các bản của kế hoạch", context)


@allow(works_here)
@require_safe
def version_page(request, code, number):
    """One version as text, from the first line to the last."""
    plan = _plan(request, code)
    version = _version(plan, number)
    context = {"plan": plan, "version": version, "passages": passages_of(version.content)}
    return _page(request, "plans/version_page.html", plan, f"Bản {number}", context, below=True)


@allow(works_here)
@require_safe
def version_compare(request, code):
    """Was and is, of any two versions: ?tu=1&den=2; else of the last two."""
    plan = _plan(request, code)
    form = PairForm(list(plan.versions.defer("content").order_by("-number")), request.GET or None)
    numbers = form.numbers()
    if numbers is None:
        raise Http404
    was, is_ = (_version(plan, number) for number in numbers)
    context = {"plan": plan, "was": was, "is": is_, "pair": form, "differences": differences(was.content, is_.content)}
    return _page(request, "plans/version_compare_page.html", plan, "So sánh hai bản", context, below=True)


@allow(works_here)
@require_safe
def version_scan(request, code, number):
    """The signed scan of a version."""
    version = _version(_plan(request, code), number)
    if version.scan is None:
        raise Http404
    return attachment(version.scan)


@allow(works_here)
@require_safe
def plan_yaml(request, code):
    """The plan as a file that another portal loads, and this one too."""
    plan = _plan(request, code)
    try:
        text = yaml_file(plan)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:version-list", code=code)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{plan.code}.yaml"'
    return response


def _plan(request, code):
    return get_object_or_404(plans_visible_to(request.user), code=code)


def _version(plan, number):
    return get_object_or_404(plan.versions.select_related("made_by", "scan"), number=number)


def _page(request, template, plan, here, context, *, below=False):
    """A page below the plan's own; `below`: also below the list of its versions."""
    crumbs = [("Kế hoạch", reverse("plans:plan-list")), (str(plan), plan.get_absolute_url())]
    if below:
        crumbs.append(("Các bản", reverse("plans:version-list", args=[plan.code])))
    return render(request, template, {"crumbs": crumbs, "here": here, **context})
