"""Rows made to say what a file says: matched by key, written only where they differ, removed where the file is silent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model, ProtectedError

from plans.loading.mistakes import Mistakes, Place
from plans.loading.reported import is_reported

LONGEST_WORDS = 80


@dataclass
class Ledger:
    """What the loading of one file changes, in words, and what it has still to remove.

    `given`: versions of units' targets that the file gave last time, and may take back; `allotments`: those it gives now.
    """

    mistakes: Mistakes
    added: list[str] = field(default_factory=list)
    edited: dict[str, list[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    given: frozenset[int] = frozenset()
    allotments: list[int] = field(default_factory=list)
    gone: list["Gone"] = field(default_factory=list)

    def edit(self, name: str, details: Iterable[str]) -> None:
        told = self.edited.setdefault(name, [])
        told += [detail for detail in details if detail not in told]

    def remove_gone(self) -> None:
        """Last of all, and from below upwards: nothing of the file points at these rows any more."""
        for gone in reversed(self.gone):
            resting = gone.rests(gone.row)
            if resting:
                self.mistakes.add(gone.place, f"{gone.told} {resting}, không bỏ được; cần giữ lại")
                continue
            try:
                with transaction.atomic():
                    gone.row.delete()
            except ProtectedError as error:
                users = ", ".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects}))
                self.mistakes.add(gone.place, f"{gone.told} còn được dùng ({users}), không bỏ được; cần giữ lại")

    def changes(self) -> list[str]:
        """One line for each thing that was added, edited or removed."""
        whole = {*self.added, *self.removed}
        edited = [f"sửa {name} ({', '.join(told)})" for name, told in self.edited.items() if name not in whole]
        return [*[f"thêm {name}" for name in self.added], *edited, *[f"bỏ {name}" for name in self.removed]]


@dataclass(frozen=True)
class Gone:
    """A row that its file does not name any more."""

    row: Model
    name: str
    place: Place
    rests: Callable[[Model], str]

    @property
    def told(self) -> str:
        """Its name with its own words, for who knows no codes."""
        words = " ".join(str(self.row).split())
        return f"{self.name} (“{words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS] + '…'}”)"


REPORTED = "đã có báo cáo hoặc số liệu"


def told_reported(row: Model) -> str:
    """Why a row cannot go, where something of another app rests on it; else nothing."""
    return REPORTED if is_reported(row) else ""


def own_name(row: Model) -> str:
    """How a row with a code is called in the lines of a ledger: "chỉ tiêu htx-moi"."""
    return f"{row._meta.verbose_name} {row.code}"


@dataclass
class Shelf:
    """The rows of one model that a file has a say in.

    `key`: the fields that tell one row from another. `name`: what a row is called; with `part_of`, what the thing is
    called that the row is a part of, whose edit it is then. `rests`: what rests on a row, in words, or nothing: while
    something does it is not removed, and once that is reported its `fixed` fields do not change. `place`: where a
    removal is told.
    """

    ledger: Ledger
    model: type[Model]
    rows: Iterable[Model]
    place: Place
    key: tuple = ("code",)
    name: Callable[[Model], str] = own_name
    part_of: bool = False
    rests: Callable[[Model], str] = told_reported
    fixed: tuple = ()

    def __post_init__(self):
        self.stored = {tuple(getattr(row, self._attname(part)) for part in self.key): row for row in self.rows}

    def put(self, settled: tuple = (), **values) -> Model:
        """The row with these values: found by its key and brought up to date, or made.

        `settled`: fields that are said when a row is made and then left alone.
        """
        row = self.stored.pop(tuple(_raw(values[part]) for part in self.key), None)
        if row is None:
            return self._make(values)
        told = {part: value for part, value in values.items() if part not in settled}
        changed = [part for part, value in told.items() if getattr(row, self._attname(part)) != _raw(value)]
        if changed:
            self._change(row, changed, values)
        return row

    def spare(self, stays: Callable[[Model], bool]) -> list[Model]:
        """Rows that were not put and yet are not gone: another hand than the file's wrote them."""
        kept = {key: row for key, row in self.stored.items() if stays(row)}
        self.stored = {key: row for key, row in self.stored.items() if key not in kept}
        return list(kept.values())

    def close(self) -> None:
        """What was not put is gone from the file."""
        for row in self.stored.values():
            name = self.name(row)
            if self.part_of:
                self.ledger.edit(name, [str(self.model._meta.verbose_name)])
            else:
                self.ledger.removed.append(name)
            self.ledger.gone.append(Gone(row, name, self.place, self.rests))

    def _make(self, values: dict) -> Model:
        row = self.model(**values)
        row.save(force_insert=True)
        if self.part_of:
            self.ledger.edit(self.name(row), [str(self.model._meta.verbose_name)])
        else:
            self.ledger.added.append(self.name(row))
        return row

    def _change(self, row: Model, changed: list[str], values: dict) -> None:
        if set(changed) & set(self.fixed) and self.rests(row) == REPORTED:
            words = ", ".join(self._words(changed))
            self.ledger.mistakes.add(self.place, f"{self.name(row)} đã có số liệu, không đổi được {words}")
        for part in changed:
            setattr(row, part, values[part])
        row.save(update_fields=changed)
        self.ledger.edit(self.name(row), [str(self.model._meta.verbose_name)] if self.part_of else self._words(changed))

    def _words(self, changed: list[str]) -> list[str]:
        return [str(self.model._meta.get_field(part).verbose_name) for part in changed]

    def _attname(self, part: str) -> str:
        return self.model._meta.get_field(part).attname


def _raw(value):
    return value.pk if isinstance(value, Model) else value


def each_after(entries: Iterable, points_at: Callable) -> list:
    """The entries of a file, each after those of them whose codes it points at."""
    waiting, ordered = {entry.code: entry for entry in entries}, []

    def take(entry):
        for code in points_at(entry):
            if code in waiting:
                take(waiting.pop(code))
        ordered.append(entry)

    while waiting:
        take(waiting.pop(next(iter(waiting))))
    return ordered
