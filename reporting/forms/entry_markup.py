"""The boxes and the choices of a row as markup. A form has a hundred of them: written here they cost a tenth of a template's.

Everything that is not ours is escaped.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reporting.forms.drawn_reports import Box

# The name, the label and the text of a box; what is true only of some boxes; the unit of measure; what is wrong.
BOX = (
    '<div class="entry"><label for="{id}">{label}</label><div class="figure-box" data-state="{state}">'
    '<input id="{id}" name="{id}" value="{text}" inputmode="{keyboard}" autocomplete="off"{more}>{unit}</div>{error}</div>'
)
UNIT = '<span class="figure-box__unit">{}</span>'
MAY_STAY_BLANK = ' data-may-stay-blank="yes"'
IS_WRONG = ' class="is-invalid" aria-invalid="true" aria-describedby="{}-loi"'
ERROR = '<div class="invalid-feedback d-block" id="{}-loi">{}</div>'


def boxes_markup(boxes: Iterable[Box]) -> SafeString:
    """The boxes of a row, one below the other, each with its label, its unit and what is wrong with it."""
    return mark_safe("".join(map(_box, boxes)))  # noqa: S308 - escaped below


@lru_cache(maxsize=64)
def options_markup(offered: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select box: (value, words), and the value that is chosen."""
    written = [
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in offered
    ]
    return mark_safe("".join(written))  # noqa: S308 - escaped above


def _box(box: Box) -> str:
    more = MAY_STAY_BLANK if box.may_stay_blank else ""
    return BOX.format(
        id=box.id,
        label=escape(box.label),
        state=box.state,
        text=escape(box.text),
        keyboard=box.keyboard,
        more=more + IS_WRONG.format(box.id) if box.error else more,
        unit=UNIT.format(escape(box.unit)) if box.unit else "",
        error=ERROR.format(box.id, escape(box.error)) if box.error else "",
    )
