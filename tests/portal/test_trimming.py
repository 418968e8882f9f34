"""What others ship, cut to what pages use."""

from io import BytesIO

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from portal.trimming import trimmed_style, unhinted, words_in_use

FONTS = settings.NODE_MODULES / "@fontsource/be-vietnam-pro/files"
SHEET = settings.NODE_MODULES / "bootstrap/dist/css/bootstrap.min.css"


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".btn{color:red}", ".btn{color:red}"),
        (".modal{color:red}", ""),
        (".btn,.modal{color:red}", ".btn{color:red}"),
        (".modal .btn{color:red}", ""),
        (".btn.btn-primary>b{color:red}", ".btn.btn-primary>b{color:red}"),
        ("h1,p::after{color:red}", "h1,p::after{color:red}"),
        (".btn:not(.modal,:hover){color:red}", ".btn:not(.modal,:hover){color:red}"),
        (".btn:not(:not(.modal)){color:red}", ".btn:not(:not(.modal)){color:red}"),
        (":is(.btn,.btn-primary) a,.modal{color:red}", ":is(.btn,.btn-primary) a{color:red}"),
        ('[type="a,b"]{width:.5em}', '[type="a,b"]{width:.5em}'),
        ("@media print{.modal{color:red}.btn{top:0}}", "@media print{.btn{top:0}}"),
        ("@media print{.modal{color:red}}", ""),
        ("@keyframes wait{0%{top:0}}", "@keyframes wait{0%{top:0}}"),
        ('@charset "UTF-8";/* said */.btn{top:0}', '@charset "UTF-8";.btn{top:0}'),
    ],
)
def test_rules_of_classes_that_nobody_uses_go(sheet, left):
    assert trimmed_style(sheet, {"btn", "btn-primary"}) == left


def test_a_class_is_in_use_wherever_it_is_written():
    words = words_in_use()

    assert {"btn-outline-primary", "form-control", "is-invalid", "alert-success", "visually-hidden"} <= words
    assert {"offcanvas", "accordion-button"}.isdisjoint(words)


def test_bootstrap_is_less_than_a_quarter_of_itself():
    whole = SHEET.read_text(encoding="utf-8")

    lean = trimmed_style(whole, words_in_use())

    assert len(lean) < len(whole) / 4
    assert lean == trimmed_style(lean, words_in_use())


@pytest.mark.parametrize(
    "name", ["be-vietnam-pro-latin-400-normal.woff2", "be-vietnam-pro-vietnamese-600-normal.woff2"]
)
def test_a_font_without_hints_has_all_its_letters_in_their_widths(name):
    hinted = (FONTS / name).read_bytes()

    lean = unhinted(hinted)

    before, after = TTFont(BytesIO(hinted)), TTFont(BytesIO(lean))
    assert widths(after) == widths(before)
    assert "fpgm" in before
    assert "fpgm" not in after
    assert {"kern", "mark"} <= {feature.FeatureTag for feature in after["GPOS"].table.FeatureList.FeatureRecord}
    assert len(lean) < len(hinted) * 2 / 3
    assert lean == unhinted(hinted)


def widths(font):
    """The width of each letter."""
    return {letter: font["hmtx"][glyph][0] for letter, glyph in font.getBestCmap().items()}
