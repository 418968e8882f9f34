"""Two submissions of a report side by side: each row that differs, what it was and what it became."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.models import Indicator
from reporting.answers import DENOMINATOR, NOT_ANSWERED, NUMERATOR, VALUE, RowAnswer, part_box
from reporting.choices import FigureKind, Heading
from reporting.lines import answer_words
from reporting.models import Revision
from reporting.questions import Question

Frozen = Mapping[tuple[str, str], list[dict]]  # figures by indicator's code and kind


@dataclass(frozen=True)
class ChangedRow:
    """One row that differs; a note only where it does."""

    name: str
    caption: str
    was: str
    became: str
    note_was: str = ""
    note_became: str = ""


@dataclass(frozen=True)
class Comparison:
    """What differs: rows in the order of the later submission, prose (heading, was, became), and files by name."""

    rows: tuple[ChangedRow, ...]
    prose: tuple[tuple[str, str, str], ...]
    files_gone: tuple[str, ...]
    files_come: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.prose or self.files_gone or self.files_come)


def compared(was: Revision, became: Revision) -> Comparison:
    """The differences between two submissions, as they were frozen. Two queries at most."""
    before, after = _rows(was), _rows(became)
    changed = [
        key for key in [*after, *(key for key in before if key not in after)] if before.get(key) != after.get(key)
    ]
    indicators = _indicators({code for code, _ in changed})
    files, files_now = _files(was), _files(became)
    return Comparison(
        rows=tuple(_changed(indicators[key[0]], key, before, after) for key in changed if key[0] in indicators),
        prose=tuple(_prose(was, became)),
        files_gone=tuple(name for key, name in files.items() if key not in files_now),
        files_come=tuple(name for key, name in files_now.items() if key not in files),
    )


def _rows(revision: Revision) -> dict[tuple[str, str], list[dict]]:
    rows: dict[tuple[str, str], list[dict]] = {}
    for figure in revision.content["figures"]:
        rows.setdefault((figure["indicator"], figure["kind"]), []).append(figure)
    return rows


def _indicators(codes: set[str]) -> dict[str, Indicator]:
    indicators = Indicator.objects.filter(code__in=codes).select_related("breakdown")
    return {indicator.code: indicator for indicator in indicators.prefetch_related("breakdown__parts")}


def _changed(indicator: Indicator, key: tuple[str, str], before: Frozen, after: Frozen) -> ChangedRow:
    told = {figure["part"] for rows in (before, after) for figure in rows.get(key, ())}
    parts = indicator.breakdown.parts.all() if indicator.breakdown else ()
    question = Question(indicator, tuple(part for part in parts if part.code in told), (), (), {})
    was, became = (_answer(question, rows.get(key, ())) for rows in (before, after))
    notes = (was.note, became.note) if was.note != became.note else ("", "")
    caption = FigureKind(key[1]).label.capitalize()
    return ChangedRow(indicator.name, caption, answer_words(question, was), answer_words(question, became), *notes)


def _answer(question: Question, figures: Iterable[dict]) -> RowAnswer:
    """Frozen figures of one row as an answer."""
    figures = list(figures)
    if not figures:
        return NOT_ANSWERED
    parts = {part.code: part_box(part.pk) for part in question.parts}
    numbers = {}
    for figure in figures:
        boxes = {parts.get(figure["part"], VALUE): "value", NUMERATOR: "numerator", DENOMINATOR: "denominator"}
        numbers |= {box: Decimal(figure[name]) for box, name in boxes.items() if figure[name] is not None}
    first = figures[0]
    done_on = date.fromisoformat(first["done_on"]) if first["done_on"] else None
    return RowAnswer(first["answer"], numbers, done_on, first["reason"] or first["remark"])


def _prose(was: Revision, became: Revision) -> Iterator[tuple[str, str, str]]:
    before, after = ({one["heading"]: one["text"] for one in each.content["narratives"]} for each in (was, became))
    for heading in Heading:
        if before.get(heading, "") != after.get(heading, ""):
            yield str(heading.label), before.get(heading, ""), after.get(heading, "")


def _files(revision: Revision) -> dict[tuple[str, str], str]:
    """The files of a submission, by what is in them and what they bear out."""
    return {(file["sha256"], file["on"]): f"{file['name']} ({file['on']})" for file in revision.evidence}
