"""How a form is laid out: its parts one below the other, and the button that sends it. The template writes the form's tag."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit


def laid_out(*parts, button: str, css_class: str = "") -> FormHelper:
    """The `helper` of a form, from names of fields and pieces of layout, with the words on its button."""
    return without_tag(Layout(*parts, Submit("", button, css_class=css_class)))


def without_tag(layout: Layout) -> FormHelper:
    """The same from a whole layout."""
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = layout
    return helper
