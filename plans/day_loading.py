"""The days off and the days made up for, from their file into the table: all or nothing, again and again."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from plans.choices import DayKind
from plans.models import CalendarDay
from portal.text import normalise

COLUMNS = ["day", "kind", "name", "basis"]


@dataclass(frozen=True)
class LoadedDays:
    """How many rows were new, changed, and the same as before. Days that the file does not name stay."""

    new: int
    changed: int
    same: int


class DaysFileWrong(ValueError):
    """The file cannot be loaded: its text names each faulty line and what is wrong with it."""


@transaction.atomic
def load_days(path: Path) -> LoadedDays:
    """Make the table say what the file says of each day that it names. Raises DaysFileWrong; then nothing is written."""
    rows = _read(path)
    known = {one.day: one for one in CalendarDay.objects.filter(day__in=[row.day for row in rows])}
    fresh = [row for row in rows if row.day not in known]
    changed = [row for row in rows if row.day in known and _said(row) != _said(known[row.day])]
    for row in changed:
        row.pk = known[row.day].pk
    CalendarDay.objects.bulk_create(fresh)
    CalendarDay.objects.bulk_update(changed, ["kind", "name", "basis"])
    return LoadedDays(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))


def _said(row: CalendarDay) -> tuple[str, str, str]:
    return row.kind, row.name, row.basis


def _read(path: Path) -> list[CalendarDay]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise DaysFileWrong(f"Dòng đầu của tệp phải là: {','.join(COLUMNS)}")
        rows, mistakes, seen = [], [], set()
        for number, line in enumerate(reader, start=2):
            row, mistake = _row(line)
            if not mistake and row.day in seen:
                mistake = f"ngày {line['day']} có hai lần"
            if mistake:
                mistakes.append(f"dòng {number}: {mistake}")
            else:
                seen.add(row.day)
                rows.append(row)
    if mistakes:
        raise DaysFileWrong("\n".join(mistakes))
    return rows


def _row(line: dict) -> tuple[CalendarDay | None, str]:
    """A row of the table, or what is wrong with the line."""
    day, kind, name, basis = (normalise(line[column] or "").strip() for column in COLUMNS)
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return None, f"“{day}” không phải ngày dạng 2026-09-02"
    if kind not in DayKind.values:
        return None, f"“{kind}” phải là {' hoặc '.join(DayKind.values)}"
    if not name:
        return None, "thiếu tên ngày"
    return CalendarDay(day=parsed, kind=kind, name=name, basis=basis), ""
