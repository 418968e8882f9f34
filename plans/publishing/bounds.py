"""How far a province's own documents reach: no draft says how another province signs its papers."""

from datetime import date

from plans.choices import UnitLevel
from plans.loading.checks.agencies import day_of
from plans.loading.declared import letterhead_key
from plans.loading.files import OpenedFile
from plans.models import Agency, LoadedFile, Unit
from plans.rules import province_above
from plans.succession import UnitMap, current_map


def check_letterheads_of(province: Unit, today: date, file: OpenedFile) -> None:
    """Tell letterheads of other provinces' agencies, but for those that are known here already.

    Agencies above all provinces are nobody's own: whoever loads a plan first says what it says of them.
    """
    rows = [row for row in file.content.letterheads or () if row.agency]
    if not rows:
        return
    unit_map, known = current_map(), _known_letterheads()
    home = province_above(province.pk, today, unit_map)
    stored = dict(Agency.objects.order_by("pk").values_list("code", "unit"))
    units = stored | _declared_units(file, {row.agency for row in rows}, unit_map)
    for row in rows:
        unit = units.get(row.agency)
        above = province_above(unit, today, unit_map) if unit else home
        is_foreign = above != home and unit_map.level(above) == UnitLevel.PROVINCE
        is_as_before = stored.get(row.agency) == unit and letterhead_key(row.agency, row.valid_from) in known
        if is_foreign and not is_as_before:
            file.mistakes.add(row.at("agency"), f"cơ quan “{row.agency}” không thuộc {province}; cần cơ quan của tỉnh")


def _declared_units(file: OpenedFile, codes: set[str], unit_map: UnitMap) -> dict[str, int | None]:
    """The unit of each of these agencies that the draft declares, by the agency's code. One query."""
    agencies = [agency for agency in file.content.agencies or () if agency.code in codes and agency.unit]
    rows = Unit.objects.filter(code__in={agency.unit.code for agency in agencies}).order_by("pk")
    known = list(rows.values_list("pk", "level", "code"))
    units = {}
    for agency in agencies:
        day, named = day_of(agency, file.content), (agency.unit.level, agency.unit.code)
        if day:
            bearing = (pk for pk, *its in known if tuple(its) == named and unit_map.alive(pk, day))
            units[agency.code] = next(bearing, None)
    return units


def _known_letterheads() -> set[str]:
    declared = LoadedFile.objects.order_by("pk").values_list("declares", flat=True)
    return {key for declares in declared for key in declares.get("letterheads", {})}
