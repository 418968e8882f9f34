"""How far a province's own documents reach: no draft says how another province signs its papers."""

from datetime import date

from plans.choices import UnitLevel
from plans.loading.checks.agencies import day_of
from plans.loading.declared import letterhead_key
from plans.loading.files import OpenedFile
from plans.models import Agency, LoadedFile, Unit
from plans.rules import province_above
from plans.succession import current_map


def check_letterheads_of(province: Unit, today: date, file: OpenedFile) -> None:
    """Tell letterheads of other provinces' agencies, but for those that are known here already.

    Agencies above all provinces are nobody's own: whoever loads a plan first says what it says of them.
    """
    rows = [row for row in file.content.letterheads or () if row.agency]
    if not rows:
        return
    home, known = province_above(province.pk, today), _known_letterheads()
    stored = dict(Agency.objects.order_by("pk").values_list("code", "unit"))
    units = stored | _declared_units(file)
    for row in rows:
        unit = units.get(row.agency)
        above = province_above(unit, today) if unit else home
        is_foreign = above != home and current_map().level(above) == UnitLevel.PROVINCE
        is_as_before = stored.get(row.agency) == unit and letterhead_key(row.agency, row.valid_from) in known
        if is_foreign and not is_as_before:
            file.mistakes.add(row.at("agency"), f"cơ quan “{row.agency}” không thuộc {province}; cần cơ quan của tỉnh")


def _declared_units(file: OpenedFile) -> dict[str, int | None]:
    """The unit of every agency that the draft declares, by its code."""
    units = {}
    for agency in file.content.agencies or ():
        day = day_of(agency, file.content)
        if agency.code and agency.unit and day:
            found = Unit.objects.alive_on(day).filter(level=agency.unit.level, code=agency.unit.code)
            units[agency.code] = found.values_list("pk", flat=True).first()
    return units


def _known_letterheads() -> set[str]:
    declared = LoadedFile.objects.order_by("pk").values_list("declares", flat=True)
    return {key for declares in declared for key in declares.get("letterheads", {})}
