"""The country as the catalogue's files have it, as a map without a database: a unit is named by level and code."""

from functools import cache
from pathlib import Path

import plans
from plans.choices import UnitLevel
from plans.succession import ChangeRow, LevelRow, UnitMap, UnitRow
from plans.unit_files import read_unit_files
from plans.unit_loading import REPORTING_LEVELS

CATALOGUE = Path(plans.__file__).parent / "catalogue"
ROOT = 0


@cache
def whole_country():
    """(map, pks): pks[level, code] is the unit of the file; no code stands twice in it on one level."""
    files = read_unit_files(CATALOGUE / "units.csv", CATALOGUE / "changes.csv")
    pks = {line: pk for pk, line in enumerate(files.units, start=1)}
    units = [UnitRow(ROOT, "VN", UnitLevel.COUNTRY, None, None, None)]
    for line, pk in pks.items():
        above = pks[files.parents[line]] if line in files.parents else ROOT
        units.append(UnitRow(pk, line.code, line.level, above, line.valid_from, line.valid_to))
    changes = [ChangeRow(pks[row.predecessor], pks[row.successor], row.effective_on) for row in files.changes]
    levels = [LevelRow(ROOT, level, valid_from) for valid_from, level in REPORTING_LEVELS]
    unit_map = UnitMap(tuple(units), tuple(changes), tuple(levels))
    return unit_map, {(line.level, line.code): pk for line, pk in pks.items()}
