"""The units of the whole country from their two files into the tables: all or nothing, again and again."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from plans.choices import UnitLevel
from plans.models import ReportingLevel, Unit, UnitChange
from plans.unit_files import DOWNWARDS, ChangeLine, Mistake, UnitFiles, UnitFilesWrong, UnitLine
from portal.text import fold

ROOT_CODE, ROOT_NAME = "VN", "Cả nước"
# Nghị quyết 203/2025/QH15, Điều 2: the districts ended with 30/6/2025.
REPORTING_LEVELS = [(None, UnitLevel.DISTRICT), (date(2025, 7, 1), UnitLevel.COMMUNE)]
BATCH = 500


@dataclass
class Tally:
    """What loading did to the rows of one table, by their names."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: int = 0


@dataclass
class Loaded:
    """What loading did. `left_alone` are units of the tables that the file does not name: they stay as they are.

    `reshaped` are the keys of the units that became something else than before: what was reported of them is settled anew.
    """

    units: Tally = field(default_factory=Tally)
    changes: Tally = field(default_factory=Tally)
    left_alone: list[str] = field(default_factory=list)
    reshaped: set[int] = field(default_factory=set)


@transaction.atomic
def load_units(files: UnitFiles, *, now: datetime) -> Loaded:
    """Make the tables say what the files say; what is the same is not written.

    Known is a unit by level, code and first day. For the units that the file names, its changes are all there are:
    others are removed. Units that it does not name are left alone, and so is what a reorganisation entered on the portal
    did, of which the file may know nothing yet. Raises UnitFilesWrong where both cannot be true.
    """
    root = _root()
    loaded = Loaded()
    moment = later_than_ever(now)
    known = {_identity(unit): unit for unit in Unit.objects.exclude(pk=root.pk)}
    entered = _entered_here()
    _refuse_contradictions(files, known, entered)
    _refuse_overlaps(files, known, entered)
    units = _write_units(files, root, known, entered, moment, loaded.units)
    loaded.reshaped = _write_changes(files.changes, units, moment, loaded.changes)
    named = {unit.pk for unit in units.values()}
    loaded.left_alone = [unit.name for unit in known.values() if unit.pk not in named]
    return loaded


def _root() -> Unit:
    """The one unit above all, with the levels that report; made where it is missing."""
    root = locked_root()
    if root is None:
        root = Unit.objects.create(code=ROOT_CODE, name=ROOT_NAME, folded_name=fold(ROOT_NAME), level=UnitLevel.COUNTRY)
    for valid_from, level in REPORTING_LEVELS:
        ReportingLevel.objects.get_or_create(unit=root, valid_from=valid_from, defaults={"level": level})
    return root


def locked_root() -> Unit | None:
    """The root, held until the transaction ends: whoever changes units does so one after the other. None in empty tables."""
    return Unit.objects.select_for_update(no_key=True).filter(level=UnitLevel.COUNTRY).first()


def later_than_ever(now: datetime) -> datetime:
    """`now`, or just after the last change, should a clock be behind: the kept map is known to be old by this moment."""
    last = [model.objects.aggregate(last=Max("changed_at"))["last"] for model in (Unit, UnitChange)]
    return max([now, *(moment + timedelta(microseconds=1) for moment in last if moment)])


def _entered_here() -> dict[int, set[int]]:
    """What reorganisations entered on the portal made of units: the successors of each."""
    entered: dict[int, set[int]] = {}
    rows = UnitChange.objects.filter(reorganisation__isnull=False).values_list("predecessor_id", "successor_id")
    for predecessor, successor in rows:
        entered.setdefault(predecessor, set()).add(successor)
    return entered


def _identity(unit: Unit | UnitLine) -> tuple[str, str, date | None]:
    return unit.level, unit.code, unit.valid_from


def _refuse_contradictions(files: UnitFiles, known: dict[tuple, Unit], entered: dict[int, set[int]]) -> None:
    """Of a unit that ended by what was entered on the portal the file says nothing yet, or the same."""
    successors: dict[UnitLine, set[tuple]] = {}
    for change in files.changes:
        successors.setdefault(change.predecessor, set()).add(_identity(change.successor))
    here = {unit.pk: identity for identity, unit in known.items()}
    mistakes = []
    for line in files.units:
        unit = known.get(_identity(line))
        if unit is None or unit.pk not in entered or line.valid_to is None:
            continue
        if (line.valid_to, successors.get(line)) != (unit.valid_to, {here[pk] for pk in entered[unit.pk]}):
            message = (
                f"“{line.name}” đã được sắp xếp trên cổng, kết thúc ngày {unit.valid_to:%d/%m/%Y}; tệp ghi khác. "
                "Sửa tệp theo trên cổng, hoặc hủy lần sắp xếp đó trước"
            )
            mistakes.append(Mistake(files.units_name, line.line, message))
    if mistakes:
        raise UnitFilesWrong(mistakes)


def _refuse_overlaps(files: UnitFiles, known: dict[tuple, Unit], entered: dict[int, set[int]]) -> None:
    """The tables may have the same code at the same time under another first day: then one of the two is wrong."""
    in_file = {_identity(line) for line in files.units}
    others: dict[tuple, list[Unit]] = {}
    for identity, unit in known.items():
        if identity not in in_file:
            others.setdefault((unit.level, unit.code), []).append(unit)
    mistakes = [
        Mistake(files.units_name, line.line, f"mã {line.code} trùng thời gian với “{unit.name}” đã có trên cổng")
        for line in files.units
        for unit in others.get((line.level, line.code), ())
        if replace(line, valid_to=_end_of(line, known.get(_identity(line)), entered)).overlaps(unit)
    ]
    if mistakes:
        raise UnitFilesWrong(mistakes)


def _end_of(line: UnitLine, unit: Unit | None, entered: dict[int, set[int]]) -> date | None:
    """The unit's last day: as entered on the portal, else as the file has it."""
    return unit.valid_to if unit and unit.pk in entered else line.valid_to


class _Rows:
    """The rows of one table that are new or say something else now, written together with one moment."""

    def __init__(self, model: type[Unit | UnitChange], moment: datetime, tally: Tally):
        self.model, self.moment, self.tally = model, moment, tally
        self.new: list = []
        self.changed: list = []
        self.columns = {"changed_at"}

    def take(self, row: Unit | UnitChange, said: dict) -> None:
        """Make the row say this."""
        self.columns.update(said)
        if row.pk and all(getattr(row, column) == value for column, value in said.items()):
            self.tally.same += 1
            return
        for column, value in {**said, "changed_at": self.moment}.items():
            setattr(row, column, value)
        (self.changed if row.pk else self.new).append(row)

    def write(self) -> None:
        self.model.objects.bulk_create(self.new, BATCH)
        self.model.objects.bulk_update(self.changed, self.columns, BATCH)
        self.tally.new += map(str, self.new)
        self.tally.changed += map(str, self.changed)


def _write_units(
    files: UnitFiles,
    root: Unit,
    known: dict[tuple, Unit],
    entered: dict[int, set[int]],
    moment: datetime,
    tally: Tally,
) -> dict[UnitLine, Unit]:
    """The unit of each line, saved, from the top level downwards."""
    units: dict[UnitLine, Unit] = {}
    for level in DOWNWARDS:
        rows = _Rows(Unit, moment, tally)
        for line in (line for line in files.units if line.level == level):
            there = known.get(_identity(line))
            unit = there or Unit(level=level, code=line.code, valid_from=line.valid_from)
            above = units[files.parents[line]] if line in files.parents else root
            said = {"name": line.name, "folded_name": fold(line.name), "parent_id": above.pk}
            rows.take(unit, {**said, "valid_to": _end_of(line, there, entered)})
            units[line] = unit
        rows.write()
    return units


def _write_changes(lines: list[ChangeLine], units: dict[UnitLine, Unit], moment: datetime, tally: Tally) -> set[int]:
    """Gives back the keys of the units that became something else than before."""
    named = {unit.pk for unit in units.values()}
    known = {
        (change.predecessor_id, change.successor_id): change
        for change in UnitChange.objects.select_related("predecessor", "successor")
        if change.predecessor_id in named
    }
    rows = _Rows(UnitChange, moment, tally)
    for line in lines:
        pair = units[line.predecessor], units[line.successor]
        change = known.pop((pair[0].pk, pair[1].pk), None) or UnitChange(predecessor=pair[0], successor=pair[1])
        rows.take(change, {"effective_on": line.effective_on, "communes_shared": line.communes_shared})
    gone = [change for change in known.values() if change.reorganisation_id is None]
    UnitChange.objects.filter(pk__in=[change.pk for change in gone]).delete()
    tally.removed += map(str, gone)
    rows.write()
    return {change.predecessor_id for change in [*rows.new, *rows.changed, *gone]}
