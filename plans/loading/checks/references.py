"""Checks of codes: that they are there, stand once, and do not run in circles."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from plans.loading.known import Known
from plans.loading.mistakes import Mistakes, Place


def tell_unknown(code: str | None, known: Collection[str], noun: str, place: Place, mistakes: Mistakes) -> bool:
    """Tell a code that nothing bears; True where it may be used further. A blank one is no question here."""
    if not code:
        return False
    if code in known:
        return True
    near = get_close_matches(code, known, 1)
    advice = f"; có phải “{near[0]}”?" if near else f"; cần mã của {noun} đã khai trong tệp hoặc đã nạp"
    mistakes.add(place, f"không có {noun} “{code}”{advice}")
    return False


def tell_duplicates(entries: Iterable, noun: str, mistakes: Mistakes) -> None:
    """Tell every entry whose code another one has before it."""
    seen = {}
    for entry in entries:
        if entry.code and entry.code in seen:
            mistakes.add(entry.at("code"), f"mã {noun} “{entry.code}” lặp lại; đã dùng ở {seen[entry.code]}")
        elif entry.code:
            seen[entry.code] = entry.at("code")


def tell_repeated(codes: Iterable[str], noun: str, place: Place, mistakes: Mistakes) -> None:
    """Tell codes that a list names twice."""
    codes = list(codes)
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        mistakes.add(place, f"{noun} “{code}” được nêu hai lần")


def tell_foreign_part(entry, known: Known, mistakes: Mistakes) -> None:
    """Tell a `part` that is none of the entry's `indicator`, which is known."""
    parts = known.parts.get(known.indicators[entry.indicator].breakdown, ())
    if entry.part and entry.part not in parts:
        there = ", ".join(sorted(parts))
        advice = f"cần một trong: {there}" if there else "chỉ số này không phân tổ; cần bỏ khóa part"
        mistakes.add(entry.at("part"), f"“{entry.part}” không phải thành phần của chỉ số “{entry.indicator}”; {advice}")


def circle_from(code: str, leads_to: dict[str, list[str]]) -> bool:
    """Whether a code comes back to itself by the ways of `leads_to`."""
    reached, waiting = set(), list(leads_to.get(code, ()))
    while waiting:
        step = waiting.pop()
        if step == code:
            return True
        if step not in reached:
            reached.add(step)
            waiting += leads_to.get(step, ())
    return False
