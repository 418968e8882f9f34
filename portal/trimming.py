"""What others ship is cut to what our pages use: Bootstrap's style sheet by its classes, the typeface's files by their hints."""

import re
from io import BytesIO
from pathlib import Path

import crispy_bootstrap5
import tinycss2
from django.conf import settings

OUR_FOLDERS = ["portal", "plans", "reporting", "templates", "static"]
SPOKEN_IN = {".html", ".js", ".py"}
# Templates of crispy's layouts that no form of ours uses; who uses one takes it out here (tests/test_pages.py notices).
NOT_OURS = {"accordion", "accordion-group", "alert", "floating_field", "modal", "switch", "tab", "tab-link"}
# Kerning, and where tone marks sit on their letters; not fractions and other languages' letter forms.
FEATURES = ["kern", "mark", "mkmk", "ccmp"]
WORD = re.compile(r"[\w-]+")
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
NEGATION = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")


def words_in_use() -> set[str]:
    """Every word of our templates, scripts and code, and of the form templates that we build upon.

    A class that a page bears stands whole in one of them; a word too many only keeps a rule too many.
    """
    ours = [path for name in OUR_FOLDERS for path in (settings.BASE_DIR / name).rglob("*") if path.suffix in SPOKEN_IN]
    crispy = Path(crispy_bootstrap5.__file__).parent.rglob("*.html")
    files = [*ours, *(path for path in crispy if path.stem not in NOT_OURS)]
    return {word for path in files for word in WORD.findall(path.read_text(encoding="utf-8"))}


def trimmed_style(sheet: str, words: set[str]) -> str:
    """The sheet without the rules of classes that are not among these words; rules without a class stay."""
    return _rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), words)


def unhinted(font: bytes) -> bytes:
    """A web font half as large: without the instructions that move outlines onto the pixels of a coarse screen.

    They also press a small ngã flat until it is a bar.
    """
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=FEATURES, name_IDs=["*"], flavor="woff2")
    read, written = subset.load_font(BytesIO(font), options), BytesIO()
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=read.getBestCmap())
    cutter.subset(read)
    subset.save_font(read, written, options)
    return written.getvalue()


def _rules(nodes, words) -> str:
    kept = []
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = BETWEEN_SELECTORS.split(tinycss2.serialize(node.prelude))
            if in_use := [selector for selector in selectors if _is_in_use(selector, words)]:
                kept.append(f"{','.join(in_use)}{{{tinycss2.serialize(node.content)}}}")
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if rules := _rules(inside, words):
                kept.append(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{rules}}}")
        else:
            kept.append(node.serialize())
    return "".join(kept)


def _is_in_use(selector, words) -> bool:
    return words.issuperset(CLASS.findall(NEGATION.sub("", selector)))
