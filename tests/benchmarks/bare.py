"""Bare views behind the portal's own sign-in: what a page costs before it does anything."""

from functools import cache

from django.http import HttpResponse
from django.template import Context, Engine, engines
from django.urls import path

from portal.access import allow, signed_in
from portal.urls import urlpatterns as portal_urls

BODY, DO_BARELY = "body", "do"
# What the views answer with and do, set by the work that is measured.
given = {BODY: b"", DO_BARELY: lambda: None}

FORM = Engine(libraries={}).from_string(
    """<form method="post"><table>{% for group in groups %}<tr><th colspan="4">{{ group.heading }}</th></tr>
{% for question in group.questions %}{% for row in question.rows %}<tr><td>{{ question.name }}<td>{{ row.last }}
<td>{% for box in row.boxes %}<input name="{{ box.id }}" value="{{ box.text }}">{% endfor %}
<td>{% for choice in row.choices %}<input type="radio" name="{{ choice.id }}" value="{{ choice.value }}">{% endfor %}
<td><textarea name="{{ row.address }}">{{ row.note }}</textarea></tr>{% endfor %}{% endfor %}{% endfor %}</table></form>"""
)

# Written by hand in the frame of every page: the cells, and a line a goal.
GRID = """{% extends "base.html" %}{% block title %}{{ title }}{% endblock %}{% block content %}<table>
{% for name, numbers in rows %}<tr><th>{{ name }}</th>{% for number in numbers %}<td>{{ number }}</td>{% endfor %}</tr>
{% endfor %}</table><table>{% for goal, own, given, gap in goals %}<tr><th>{{ goal }}</th><td>{{ own }}</td><td>{{ given }}</td>
<td>{{ gap }}</td></tr>{% endfor %}</table>{% endblock %}"""


@allow(signed_in)
def same_body(request):
    """The finished page again."""
    return HttpResponse(given[BODY])


@allow(signed_in)
def minimal_form(request):
    """The form's rows, made beforehand, in the least template that shows them."""
    return HttpResponse(FORM.render(Context({"groups": given[BODY]})))


@allow(signed_in)
def minimal_grid(request):
    """The grid's numbers, made beforehand, in the least template that shows them."""
    return HttpResponse(_grid().render(given[BODY], request))


@cache
def _grid():
    return engines["django"].from_string(GRID)


@allow(signed_in)
def bare_write(request):
    """The writing alone."""
    given[DO_BARELY]()
    return HttpResponse(b"")


urlpatterns = [
    path("bare/body/", same_body),
    path("bare/form/", minimal_form),
    path("bare/grid/", minimal_grid),
    path("bare/write/", bare_write),
    *portal_urls,
]
