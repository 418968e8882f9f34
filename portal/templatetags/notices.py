"""A notice's body on a page."""

from django import template
from django.utils.html import format_html, format_html_join

from portal.outbox import PATH

register = template.Library()


@register.filter
def with_links(body: str) -> str:
    """The body with its paths as links; everything else is text."""
    return format_html_join("\n", "{}", ((_line(line),) for line in body.splitlines()))


def _line(line):
    return format_html('<a href="{0}">Mở {0}</a>', line) if PATH.fullmatch(line) else line
