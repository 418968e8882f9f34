"""A content as the beginning of another plan: some years later, or for another province."""

import re
from datetime import date, timedelta

from plans.drafting import EntryKind
from plans.drafting.references import with_references
from plans.models import Unit

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# What belongs to the one paper that was signed.
OF_THE_PAPER = ("number", "signed_on", "edition", "scope_as_of", "note")
# What is declared already, on this portal, by the plan that is copied.
SHARED = ("agencies", "breakdowns", "indicators", "letterheads")
OF_A_LINE = ("effective_from", "decision", "reason", "units")
NAMING = {"goals": ("agencies",), "tasks": ("lead", "partners"), "duties": ("recipients",)}
SPAN_KEYS = ("year", "phase", "cumulative", "term", "every", "years")
NUMBERS = ("value", "to")


def copied(
    content: dict, *, years_later: int, keep_values: bool, province: Unit | None, ended_scope_as_of: date | None
) -> dict:
    """The content as a new plan. `province`: another one than the plan's, whose agencies nobody knows yet.

    `ended_scope_as_of`: the day of the old plan's territory, where its unit has ended since and goes on being the scope.
    """
    copy = {key: value for key, value in content.items() if key not in SHARED}
    copy["plan"] = _frame(content["plan"], years_later, province, ended_scope_as_of)
    for kind, change in (("phases", _phase), ("tasks", _task), ("documents", _dated), ("duties", _duty)):
        if content.get(kind):
            copy[kind] = [change(entry, years_later) for entry in content[kind]]
    if content.get("goals"):
        copy["goals"] = [_goal(goal, years_later, keep_values) for goal in content["goals"]]
    return _without_parties(copy) if province else copy


def carried_on(content: dict, successors: dict[str, str]) -> dict:
    """The content with the agencies of today in the places of those that have ended, each named once in a list."""
    for code in successors:
        last, seen = code, set()
        while last in successors and last not in seen:
            seen.add(last)
            last = successors[last]
        content = with_references(content, EntryKind.AGENCIES, code, last)
    return _each_once(content)


def _each_once(content: dict) -> dict:
    named = {
        kind: [_unrepeated(entry, keys) for entry in content[kind]]
        for kind, keys in NAMING.items()
        if content.get(kind)
    }
    frame = _unrepeated(content["plan"], ("issuers",))
    return content | named | {"plan": frame}


def _unrepeated(entry: dict, keys: tuple[str, ...]) -> dict:
    """No agency twice in the lists behind these keys; who leads does not help besides."""
    copy, seen = dict(entry), []
    for key in keys:
        if isinstance(copy.get(key), list):
            copy[key] = [code for code in dict.fromkeys(copy[key]) if code not in seen]
            seen += copy[key]
    return {key: value for key, value in copy.items() if value or key not in keys}


def _frame(frame: dict, later: int, province: Unit | None, ended_scope_as_of: date | None) -> dict:
    copy = {key: value for key, value in frame.items() if key not in OF_THE_PAPER}
    for key in ("title", "short_title", "years"):
        if key in copy:
            copy[key] = _later(copy[key], later)
    if province:
        copy["scope"] = f"{province.level} {province.code}"
        copy.pop("place", None)
        copy.pop("signer", None)
    elif ended_scope_as_of:
        copy["scope_as_of"] = str(ended_scope_as_of)
    return copy


def _phase(phase: dict, later: int) -> dict:
    copy = {key: value for key, value in phase.items() if key != "note"}
    return copy | {key: _later(copy[key], later) for key in ("name", "years") if key in copy}


def _task(task: dict, later: int) -> dict:
    return task | ({"due": _day_later(task["due"], later)} if task.get("due") else {})


def _dated(entry: dict, later: int) -> dict:
    return entry | ({"years": _later(entry["years"], later)} if entry.get("years") else {})


def _duty(duty: dict, later: int) -> dict:
    copy = {key: value for key, value in duty.items() if key != "basis"}
    return copy | {"reports": [_dated(occasion, later) for occasion in duty.get("reports") or ()]}


def _goal(goal: dict, later: int, keep_values: bool) -> dict:
    copy = {key: value for key, value in goal.items() if key not in ("baseline", "note")}
    lines: dict[tuple, dict] = {}
    for line in sorted(goal.get("targets") or (), key=lambda line: line.get("effective_from", "")):
        lines[tuple(line.get(key) for key in SPAN_KEYS)] = line
    copy["targets"] = [_line(line, later, keep_values) for line in lines.values()]
    return copy


def _line(line: dict, later: int, keep_values: bool) -> dict:
    """A line as it stood last, without its history."""
    left_out = OF_A_LINE if keep_values else (*OF_A_LINE, *NUMBERS)
    copy = {key: value for key, value in line.items() if key not in left_out}
    moved = {key: _later(copy[key], later) for key in ("year", "cumulative", "term", "years") if key in copy}
    return copy | moved


def _without_parties(content: dict) -> dict:
    """Another province has other agencies: whoever is named is left to be chosen anew."""
    named = {"goals": ("agencies",), "tasks": ("lead", "partners", "units"), "duties": ("recipients", "via")}
    frame = {key: value for key, value in content["plan"].items() if key != "issuers"}
    copy = content | {"plan": frame}
    for kind, keys in named.items():
        if content.get(kind):
            copy[kind] = [{key: value for key, value in entry.items() if key not in keys} for entry in content[kind]]
    return copy


def _later(words: str, later: int) -> str:
    """Every year that the words name, moved."""
    return YEAR.sub(lambda year: str(int(year[0]) + later), words)


def _day_later(day: str, later: int) -> str:
    """The same day some years later; 29/2 becomes the 28th where there is none."""
    was = date.fromisoformat(day)
    last_of_february = was.month == 2 and was.day == 29
    return str((was - timedelta(days=1) if last_of_february else was).replace(year=was.year + later))
