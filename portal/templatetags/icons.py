"""Icons of the pages: `{% icon "check" %}` draws one of static/img/icons.svg in the colour and size of the text."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, css_class="icon"):
    """For the eye only: the words beside it say the same, so that a screen reader passes over it."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css_class, _sprite(), name)


@cache
def _sprite() -> str:
    return static("img/icons.svg")
