"""What Nam Định went through, entered by its administrators line by line, comes to the country's own files."""

import csv
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command

from plans.choices import Role, UnitLevel
from plans.models import Unit, UnitChange
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round, make_seat, make_user
from tests.reorganised import carried_out, undone

MY_LOC_MERGED, COMMUNES_BEGAN = date(2024, 9, 1), date(2025, 7, 1)
CATALOGUE = settings.BASE_DIR / "plans/catalogue"


def rows(name):
    with (CATALOGUE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def as_if_unknown(db, tmp_path):
    """The country's files but for what became of Nam Định's districts; gives back the changes left out."""
    units, changes = rows("units.csv"), rows("changes.csv")
    districts = {row["code"] for row in units if row["level"] == "district" and row["parent_code"] == "36"}
    left_out = [row for row in changes if row["predecessor_code"] in districts]
    kept = [row for row in changes if row not in left_out]
    otherwise_reached = {row["successor_code"] for row in kept}
    gone = {row["successor_code"] for row in left_out} - otherwise_reached - districts
    for row in units:
        if row["code"] in districts:
            row["valid_to"] = ""
    units = [row for row in units if row["level"] != "commune" or row["code"] not in gone]
    paths = {}
    for name, written in (("units", units), ("changes", kept)):
        paths[name] = tmp_path / f"{name}.csv"
        with paths[name].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, written[0].keys())
            writer.writeheader()
            writer.writerows(written)
    call_command("load_units", verbosity=0, **paths)
    return left_out


def told():
    """Every unit and change, by what they are and not by their keys."""
    units = Unit.objects.values_list("level", "code", "name", "parent__level", "parent__code", "valid_from", "valid_to")
    changes = UnitChange.objects.values_list("predecessor__code", "successor__code", "effective_on")
    return sorted(units, key=str), sorted(changes)


def administrator(code):
    province = Unit.objects.get(level=UnitLevel.PROVINCE, code=code)
    user = make_user(f"quan-tri-{code}")
    make_seat(user, Role.ADMINISTRATOR, unit=province)
    return province, user


def pairs_of(changes, day):
    """(predecessor, into) of the changes of a day; a commune that is not there yet is founded."""
    names = {row["code"]: row["name"] for row in rows("units.csv") if row["level"] == "commune"}
    for row in changes:
        if row["effective_on"] == day.isoformat():
            predecessor = Unit.objects.get(level=UnitLevel.DISTRICT, code=row["predecessor_code"])
            code = row["successor_code"]
            there = Unit.objects.filter(code=code).alive_on(day).first()
            yield predecessor, there or (code, names[code])


def test_nam_dinhs_years_entered_in_the_browser_come_to_the_files(as_if_unknown):
    nam_dinh, before = administrator("36")
    ninh_binh, after = administrator("37")

    carried_out(nam_dinh, MY_LOC_MERGED, *pairs_of(as_if_unknown, MY_LOC_MERGED), by=before)
    carried_out(ninh_binh, COMMUNES_BEGAN, *pairs_of(as_if_unknown, COMMUNES_BEGAN), by=after)
    entered = told()

    assert len(as_if_unknown) > 60
    call_command("load_units", verbosity=0)
    assert told() == entered
    assert UnitChange.objects.filter(reorganisation__isnull=False).count() == len(as_if_unknown)


def test_what_the_districts_did_stays_and_is_undone_with_them(as_if_unknown):
    ninh_binh, by = administrator("37")
    nam_dinh, before = administrator("36")
    carried_out(nam_dinh, MY_LOC_MERGED, *pairs_of(as_if_unknown, MY_LOC_MERGED), by=before)
    plan = make_plan(scope=nam_dinh, first_year=2024, last_year=2025)
    indicator = make_indicator()
    make_goal(plan, indicator)
    half = make_round(plan, period="half_year", year=2025, cut_off=date(2025, 6, 14))
    accept_report(half, Unit.objects.get(code="360", level=UnitLevel.DISTRICT), frozen(indicator, 5))
    entered = told()

    done = carried_out(ninh_binh, COMMUNES_BEGAN, *pairs_of(as_if_unknown, COMMUNES_BEGAN), by=by)

    closing = plan.rounds.get(period="closing")
    assert (closing.province, closing.cut_off, closing.reports.count()) == (nam_dinh, date(2025, 6, 30), 9)
    undone(done, by=by)
    assert told() == entered
