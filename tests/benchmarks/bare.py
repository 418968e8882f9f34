"""Bare views behind the portal's own sign-in: what a page costs before it does anything."""

from functools import cache
from html import escape

from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import mark_safe

from portal.access import allow, signed_in
from portal.urls import urlpatterns as portal_urls
from reporting.forms.drawing_boxes import NUMBER_CHOICES

BODY, DO_BARELY = "body", "do"
# What the views answer with and do, set by the work that is measured.
given = {BODY: b"", DO_BARELY: lambda: None}

# Written by hand in the frame of every page: what a form of these rows has to hold, and nothing that helps to fill it in.
FORM = """{% extends "base.html" %}{% block title %}Nhập số liệu{% endblock %}{% block content %}<form method="post">
{% for group in groups %}<h2>{{ group.heading }}</h2><table>{% for question in group.questions %}{% for row in question.rows %}
<tr><th>{{ question.name }}{% for plan, wording in question.wordings %}<p>{{ wording }}</p>{% endfor %}
<p>{{ question.definition }}</p><p>{{ question.example }}</p></th>
<td>{% for target in question.targets %}<p>{{ target }}</p>{% endfor %}{{ row.last }}</td>
<td>{{ row.caption }}{% for box in row.boxes %}<label for="{{ box.id }}">{{ box.label }}</label>
<input id="{{ box.id }}" name="{{ box.id }}" value="{{ box.text }}" inputmode="{{ box.keyboard }}">{{ box.unit }}{% endfor %}
{{ row.sum_label }} {{ row.sum }}</td>
<td><select id="{{ row.address }}-answer" name="{{ row.address }}-answer">{% for value, words in choices %}
<option value="{{ value }}">{{ words }}</option>{% endfor %}</select>
<textarea id="{{ row.address }}-note" name="{{ row.address }}-note">{{ row.note }}</textarea></td></tr>
{% endfor %}{% endfor %}</table>{% endfor %}</form>{% endblock %}"""

# Written by hand in the frame of every page: the cells, and a line a goal.
GRID = """{% extends "base.html" %}{% block title %}{{ title }}{% endblock %}{% block content %}<table>
{% for name, numbers in rows %}<tr><th>{{ name }}</th>{% for number in numbers %}<td>{{ number }}</td>{% endfor %}</tr>
{% endfor %}</table><table>{% for goal, own, given, gap in goals %}<tr><th>{{ goal }}</th><td>{{ own }}</td><td>{{ given }}</td>
<td>{{ gap }}</td></tr>{% endfor %}</table>{% endblock %}"""


ROWS = """{% extends "base.html" %}{% block title %}Kỳ{% endblock %}{% block content %}<table>{{ rows }}</table>{% endblock %}"""


@allow(signed_in)
def same_body(request):
    """The finished page again."""
    return HttpResponse(given[BODY])


@allow(signed_in)
def minimal_form(request):
    """The form's rows, made beforehand, in the least template that shows them."""
    return HttpResponse(_written(FORM).render({"groups": given[BODY], "choices": NUMBER_CHOICES}, request))


@allow(signed_in)
def minimal_grid(request):
    """The grid's numbers, made beforehand, in the least template that shows them."""
    return HttpResponse(_written(GRID).render(given[BODY], request))


@allow(signed_in)
def joined_rows(request):
    """Names, words and pairs of numbers joined by hand into a table, in the frame of every page."""
    rows = "".join(
        [
            f'<tr><th><a href="/bao-cao/{pk}/">{escape(name)}</a></th><td>{" ".join(map(escape, words))}</td>'
            + "".join([f'<td><a href="/bao-cao/{pk}/">{answered}/{asked}</a></td>' for answered, asked in pairs])
            for pk, name, words, pairs in given[BODY]
        ]
    )
    return HttpResponse(_written(ROWS).render({"rows": mark_safe(rows)}, request))


@cache
def _written(template):
    return engines["django"].from_string(template)


@allow(signed_in)
def bare_write(request):
    """The writing alone."""
    given[DO_BARELY]()
    return HttpResponse(b"")


urlpatterns = [
    path("bare/body/", same_body),
    path("bare/form/", minimal_form),
    path("bare/grid/", minimal_grid),
    path("bare/rows/", joined_rows),
    path("bare/write/", bare_write),
    *portal_urls,
]
