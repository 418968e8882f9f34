"""What several files say of the same thing must agree, and what figures rest on must stay what it was."""

from plans.loading.declared import SHARED, entries_of
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes, Place
from plans.loading.reported import is_reported
from plans.models import Goal, Indicator

NOUNS = {"agencies": "cơ quan", "letterheads": "mẫu văn bản", "breakdowns": "phân tổ", "indicators": "chỉ số"}
MEANING = ("measure", "accumulation", "breakdown")


def check_sharing(file: PlanFile | CatalogueFile, name: str, known: Known, mistakes: Mistakes) -> None:
    """Tell what another file, loaded before or in this loading, says differently. `name`: this file's own."""
    for kind in SHARED:
        for code, entry in entries_of(file, kind).items():
            for other, declared in known.besides(name):
                _tell_differences(kind, code, entry, other, declared.get(kind, {}).get(code), mistakes)


def _tell_differences(kind: str, code: str, entry, other: str, declared: dict | None, mistakes: Mistakes) -> None:
    if declared is None:
        return
    said = entry.plain()
    differing = sorted(key for key in said.keys() | declared.keys() if said.get(key) != declared.get(key))
    if differing:
        mistakes.add(
            entry.where,
            f"{NOUNS[kind]} “{code}” đã được tệp “{other}” khai khác ({', '.join(differing)}); "
            "cần khai giống nhau, hoặc sửa cả hai tệp rồi nạp cùng lúc",
        )


def check_meaning(file: PlanFile | CatalogueFile, known: Known, loading: list[str], mistakes: Mistakes) -> None:
    """An indicator that was reported on, or is a goal of a plan outside this loading, keeps what it measures."""
    stored = {row.code: row for row in Indicator.objects.select_related("breakdown")}
    for entry in file.indicators:
        row, fact = stored.get(entry.code), known.indicators.get(entry.code)
        if row is None or fact is None:
            continue
        was = (row.measure, row.accumulation, row.breakdown.code if row.breakdown else "")
        changed = [key for key, before in zip(MEANING, was, strict=True) if getattr(fact, key) != before]
        if changed:
            _tell_change(row, changed, entry.at(changed[0]), loading, mistakes)


def _tell_change(row: Indicator, changed: list[str], place: Place, loading: list[str], mistakes: Mistakes) -> None:
    if is_reported(row):
        mistakes.add(
            place, f"chỉ số “{row.code}” đã có số liệu, không đổi được {', '.join(changed)}; cần một chỉ số mới"
        )
        return
    others = Goal.objects.filter(indicator=row).exclude(plan__code__in=loading).values_list("plan__code", flat=True)
    if others:
        mistakes.add(
            place,
            f"đổi {', '.join(changed)} của chỉ số “{row.code}” mà kế hoạch {', '.join(sorted(set(others)))} đang dùng; "
            "cần nạp cùng lúc các kế hoạch đó",
        )
