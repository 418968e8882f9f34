"""What stands against publishing a draft: each mistake at the box that mends it, in the words of the desk."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from plans.drafting import EntryKind, entries_of, section_list
from plans.drafting.kinds import SECTIONS
from plans.drafting.words import shortened, title_of
from plans.forms import parts
from plans.forms.parts import PARTS, Part
from plans.forms.vocabulary import QUOTED, retold
from plans.loading.mistakes import Mistake
from plans.loading.scalars import SLUG
from plans.models import Agency, Indicator, PlanDraft, Unit

STEP = re.compile(r"(?P<key>[^.\[\]]+)(?:\[(?P<item>[^\]]*)\])?")
MUST_BE_THERE = "Phải ghi mới công bố được."
MISSING = re.compile(r"thiếu khóa “(\w+)”")


@dataclass(frozen=True)
class Problem:
    """One mistake: the part and the entry (`key`, blank where there is none) in which it lies, `path` below the entry."""

    draft: int
    part: Part
    key: str
    path: str
    words: str
    about: str = ""
    is_missing: bool = False

    @property
    def at_box(self) -> str:
        """What is said beside the box itself."""
        return MUST_BE_THERE if self.is_missing else self.words

    @property
    def text(self) -> str:
        return f"{self.about}: {self.words}" if self.about else self.words

    @property
    def address(self) -> str:
        """The page of the form that mends it."""
        if SLUG.fullmatch(self.key):
            return reverse("plans:draft-entry", args=[self.draft, self.part.slug, self.key])
        return reverse("plans:draft-part", args=[self.draft, self.part.slug])


@dataclass(frozen=True)
class Problems:
    """All of them, in the order of the draft's parts."""

    all: tuple[Problem, ...] = ()

    def __len__(self):
        return len(self.all)

    def __iter__(self):
        return iter(self.all)

    def in_part(self, part: Part) -> "Problems":
        return Problems(tuple(problem for problem in self.all if problem.part is part))

    def of_entry(self, part: Part, key: str) -> "Problems":
        return Problems(tuple(problem for problem in self.in_part(part) if problem.key == key))


def problems_of(draft: PlanDraft, mistakes: Iterable[Mistake]) -> Problems:
    """The mistakes of a draft, told by part and entry."""
    mistakes, places = list(mistakes), list(PARTS.values())
    names = {**_known_names(mistakes), **names_in(draft.content)} if mistakes else {}
    found = [_problem(draft.pk, mistake, names) for mistake in mistakes]
    return Problems(tuple(sorted(found, key=lambda problem: places.index(problem.part))))


def names_in(content: dict) -> dict[str, str]:
    """How the entries of a draft are called, by code; a numbered one is called by its kind and number."""
    names = {spot.code: title_of(SECTIONS, spot.entry) for spot in section_list(content)}
    for kind in EntryKind.values:
        for entry in entries_of(content, kind):
            if entry.get("code"):
                names.setdefault(entry["code"], title_of(kind, entry))
    return names


def _known_names(mistakes: list[Mistake]) -> dict[str, str]:
    """The indicators and agencies of the portal of which the mistakes speak."""
    codes = {code for mistake in mistakes for code in QUOTED.findall(mistake.message)}
    known = [(row.code, row.name) for model in (Indicator, Agency) for row in model.objects.filter(code__in=codes)]
    return {code: shortened(name) for code, name in known} | _known_units(codes)


def _known_units(codes: set[str]) -> dict[str, str]:
    """The units of which the mistakes speak, by level and code, as the plan form names them."""
    units = Unit.objects.filter(code__in={code.rpartition(" ")[2] for code in codes if " " in code})
    return {said: str(unit) for unit in units if (said := f"{unit.level} {unit.code}") in codes}


def _problem(draft: int, mistake: Mistake, names: dict[str, str]) -> Problem:
    steps = [(step["key"], step["item"] or "") for step in STEP.finditer(mistake.place)]
    missing = MISSING.search(mistake.message)
    if not steps and missing:
        steps = [(missing[1], "")]
    top = steps[0][0] if steps else ""
    part = PARTS.get(top, parts.FRAME)
    key, path = _below(part, steps)
    path = path or (missing[1] if missing else "")
    return Problem(draft, part, key, path, retold(mistake.message, names), names.get(key, ""), bool(missing))


def _below(part: Part, steps: list[tuple[str, str]]) -> tuple[str, str]:
    """The entry's key and the way on from it. A section lies in sections."""
    if not steps or part is parts.FRAME:
        return "", _joined(steps[1:])
    if not part.one or part in parts.LINES:
        return "", _joined(steps)
    depth = 1
    while part is parts.SECTIONS and len(steps) > depth and steps[depth][0] == "sections" and steps[depth][1]:
        depth += 1
    return steps[depth - 1][1], _joined(steps[depth:])


def _joined(steps: list[tuple[str, str]]) -> str:
    return ".".join(f"{key}[{item}]" if item else key for key, item in steps)
