from datetime import date
from time import process_time

import pytest

from plans.choices import UnitLevel
from plans.succession import ChangeRow, LevelRow, UnitMap, UnitRow, current_map
from tests.plans.country import ROOT, whole_country

SIGNED_IN_NAM_DINH = date(2024, 2, 26)
SIGNED_IN_BEN_TRE = date(2023, 5, 15)
MY_LOC_MERGED = date(2024, 9, 1)
COMMUNES_BEGAN = date(2025, 7, 1)
IN_2026 = date(2026, 3, 1)

PROVINCE, DISTRICT, COMMUNE = UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE


@pytest.fixture(scope="module")
def country():
    return whole_country()[0]


@pytest.fixture(scope="module")
def named():
    return whole_country()[1]


# --- The country's own facts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "signed_on", "day", "units"),
    [
        ("36", SIGNED_IN_NAM_DINH, SIGNED_IN_NAM_DINH, 10),
        ("36", SIGNED_IN_NAM_DINH, date(2024, 8, 31), 10),
        ("36", SIGNED_IN_NAM_DINH, MY_LOC_MERGED, 9),
        ("36", SIGNED_IN_NAM_DINH, date(2025, 6, 30), 9),
        ("36", SIGNED_IN_NAM_DINH, COMMUNES_BEGAN, 57),
        ("83", SIGNED_IN_BEN_TRE, SIGNED_IN_BEN_TRE, 9),
        ("83", SIGNED_IN_BEN_TRE, IN_2026, 48),
        ("86", SIGNED_IN_BEN_TRE, IN_2026, 35),
        ("84", SIGNED_IN_BEN_TRE, IN_2026, 41),
        ("86", IN_2026, IN_2026, 124),
        ("37", IN_2026, IN_2026, 129),
    ],
)
def test_a_scopes_territory_is_what_it_covered_when_signed_on_the_map_of_the_day(
    country, named, code, signed_on, day, units
):
    territory = country.territory(named[PROVINCE, code], day, signed_on)

    assert len(territory) == units
    assert all(country.alive(unit, day) for unit in territory)


def test_ben_tres_communes_lie_in_the_new_vinh_long_and_are_not_the_old_ones(country, named):
    ben_tre, vinh_long = named[PROVINCE, "83"], named[PROVINCE, "86"]

    from_ben_tre = set(country.territory(ben_tre, IN_2026, SIGNED_IN_BEN_TRE))
    from_old_vinh_long = set(country.territory(vinh_long, IN_2026, SIGNED_IN_BEN_TRE))

    assert {country.parent(commune, IN_2026) for commune in from_ben_tre} == {vinh_long}
    assert from_ben_tre.isdisjoint(from_old_vinh_long)
    assert country.home(ben_tre, IN_2026) == vinh_long


def test_a_split_districts_home_is_the_province_and_a_merged_ones_its_successor(country, named):
    assert country.home(named[DISTRICT, "360"], IN_2026) == named[PROVINCE, "37"]
    assert country.home(named[DISTRICT, "358"], date(2024, 10, 1)) == named[DISTRICT, "356"]
    assert country.home(named[DISTRICT, "358"], IN_2026) == named[PROVINCE, "37"]
    assert country.home(named[DISTRICT, "755"], IN_2026) == named[COMMUNE, "26732"]


def test_communes_of_several_districts_of_one_province_are_not_drawn_from_outside(country, named):
    nam_dinh = named[PROVINCE, "36"]
    districts = country.territory(nam_dinh, SIGNED_IN_NAM_DINH, SIGNED_IN_NAM_DINH)
    drawn_twice = {
        commune
        for commune in country.territory(nam_dinh, IN_2026, SIGNED_IN_NAM_DINH)
        if sum(commune in country.successors(district) for district in districts) > 1
    }

    assert len(drawn_twice) == 4
    assert country.partly(nam_dinh, IN_2026, SIGNED_IN_NAM_DINH) == frozenset()


def test_a_district_of_those_communes_alone_has_them_partly_from_outside(country, named):
    vu_ban = named[DISTRICT, "359"]
    city = named[DISTRICT, "356"]

    partly = country.partly(vu_ban, IN_2026, SIGNED_IN_NAM_DINH)

    assert partly == set(country.successors(vu_ban)) & set(country.successors(city))
    assert len(partly) == 2


def test_every_unit_of_the_country_stands_below_the_root_on_every_day(country):
    for day in (SIGNED_IN_BEN_TRE, MY_LOC_MERGED, COMMUNES_BEGAN):
        assert {country.ancestors(row.pk, day)[-1] for row in country.units} == {ROOT}


def test_the_countrys_communes_are_the_territories_of_its_old_provinces(country):
    provinces = [row.pk for row in country.units if row.level == PROVINCE]

    territories = [country.territory(province, IN_2026, SIGNED_IN_BEN_TRE) for province in provinces]

    assert sum(map(len, territories)) == 3321
    assert len(set().union(*territories)) == 3321


def test_a_map_of_the_country_answers_in_a_moment(country):
    fresh = UnitMap(country.units, country.changes, country.levels)
    started = process_time()

    fresh.territory(ROOT, IN_2026, SIGNED_IN_BEN_TRE)

    assert process_time() - started < 1


# --- Rules in a small world -------------------------------------------------------------------------------------------


def unit(pk, level, parent, valid_from=None, valid_to=None):
    return UnitRow(pk, f"{pk:03}", level, parent, valid_from, valid_to)


DISTRICTS_REPORT = LevelRow(1, DISTRICT, None)


def small_map(*units, changes=(), levels=(DISTRICTS_REPORT,)):
    return UnitMap((unit(1, UnitLevel.COUNTRY, None), *units), tuple(changes), tuple(levels))


def test_the_first_and_the_last_day_of_a_unit_count():
    units = small_map(unit(2, PROVINCE, 1, date(2024, 1, 1), date(2024, 12, 31)))

    assert not units.alive(2, date(2023, 12, 31))
    assert units.alive(2, date(2024, 1, 1))
    assert units.alive(2, date(2024, 12, 31))
    assert not units.alive(2, date(2025, 1, 1))
    assert (units.begun_on(2), units.ended_on(2)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_after_a_split_over_two_provinces_the_home_is_the_country():
    eve, day = date(2024, 12, 31), date(2025, 1, 1)
    units = small_map(
        unit(2, PROVINCE, 1),
        unit(3, PROVINCE, 1),
        unit(4, DISTRICT, 2, valid_to=eve),
        unit(5, DISTRICT, 2, valid_from=day),
        unit(6, DISTRICT, 3, valid_from=day),
        changes=[ChangeRow(4, 5, day), ChangeRow(4, 6, day)],
    )

    assert units.home(4, eve) == 4
    assert units.home(4, day) == 1
    assert units.history(1, day) == [4]
    assert units.whole_successor(4) is None
    assert units.successors(4) == (5, 6)


def test_one_successor_goes_on_whole_through_a_chain():
    units = small_map(
        unit(2, PROVINCE, 1),
        unit(3, DISTRICT, 2, valid_to=date(2023, 12, 31)),
        unit(4, DISTRICT, 2, date(2024, 1, 1), date(2024, 12, 31)),
        unit(5, DISTRICT, 2, date(2025, 1, 1)),
        changes=[ChangeRow(3, 4, date(2024, 1, 1)), ChangeRow(4, 5, date(2025, 1, 1))],
    )

    assert units.whole_successor(3) == 4
    assert units.home(3, date(2024, 6, 1)) == 4
    assert units.home(3, date(2026, 1, 1)) == 5
    assert units.lineage(2, date(2023, 6, 1)) == units.lineage(2, date(2026, 1, 1)) == {3, 4, 5}
    assert units.history(5, date(2026, 1, 1)) == [3, 4]


def test_a_merged_provinces_districts_stand_in_the_new_one():
    day = date(2025, 1, 1)
    units = small_map(
        unit(2, PROVINCE, 1, valid_to=date(2024, 12, 31)),
        unit(3, PROVINCE, 1),
        unit(4, DISTRICT, 2),
        changes=[ChangeRow(2, 3, day)],
    )

    assert units.parent(4, date(2024, 12, 31)) == 2
    assert units.parent(4, day) == 3
    assert units.ancestors(4, day) == (4, 3, 1)
    assert units.children(3, day) == [4]
    assert units.contains(3, 4, day)
    assert not units.contains(2, 4, day)
    assert units.territory(2, day, date(2024, 6, 1)) == [4]


def test_a_figure_stands_on_an_earlier_map_where_all_that_it_covered_stood(world):
    units = current_map()
    city, nam_dinh = world.city.pk, world.nam_dinh.pk

    before_the_merger = units.stood_at(city, date(2024, 6, 14), SIGNED_IN_NAM_DINH)
    after_the_merger = units.stood_at(city, date(2024, 11, 29), SIGNED_IN_NAM_DINH)

    assert before_the_merger == city
    assert after_the_merger == nam_dinh
    assert units.stood_at(city, date(2024, 11, 29), date(2024, 10, 1)) == city
    assert units.stood_at(city, date(2024, 11, 29), IN_2026) == world.communes["Phường Nam Định"].pk
    assert units.stood_at(world.communes["Xã Ý Yên"].pk, IN_2026, SIGNED_IN_NAM_DINH) == world.y_yen.pk
    assert units.stood_at(nam_dinh, IN_2026, SIGNED_IN_NAM_DINH) == nam_dinh


def test_before_its_beginning_a_unit_is_at_home_where_it_came_from(world):
    commune = world.communes["Xã Ý Yên"].pk

    assert current_map().home(commune, SIGNED_IN_NAM_DINH) == world.y_yen.pk
    assert current_map().ancestors(commune, SIGNED_IN_NAM_DINH) == (
        world.y_yen.pk,
        world.nam_dinh.pk,
        world.country.pk,
    )


def test_an_ended_scope_is_taken_as_of_its_last_day(world):
    units = current_map()

    assert units.territory(world.nam_dinh.pk, IN_2026, IN_2026) == units.territory(
        world.nam_dinh.pk, IN_2026, date(2025, 6, 30)
    )


def test_a_territory_goes_back_in_time_too(world):
    units = current_map()

    assert units.territory(world.ninh_binh.pk, SIGNED_IN_NAM_DINH, IN_2026) == [
        world.city.pk,
        world.my_loc.pk,
        world.y_yen.pk,
        world.hai_hau.pk,
    ]


def test_a_province_may_let_clusters_report_from_a_day_on():
    units = small_map(
        unit(2, PROVINCE, 1),
        unit(3, PROVINCE, 1),
        unit(4, UnitLevel.CLUSTER, 2),
        unit(5, DISTRICT, 4),
        unit(6, DISTRICT, 4),
        unit(7, DISTRICT, 3),
        levels=[DISTRICTS_REPORT, LevelRow(2, UnitLevel.CLUSTER, date(2025, 1, 1))],
    )
    before, after = date(2024, 12, 31), date(2025, 1, 1)

    assert units.reporting_level(5, before) == DISTRICT
    assert units.reporting_level(5, after) == UnitLevel.CLUSTER
    assert units.territory(1, before, before) == [5, 6, 7]
    assert units.territory(1, after, after) == [4, 7]
    assert units.territory(2, after, before, UnitLevel.CLUSTER) == [4]
    assert units.territory(2, after, after, DISTRICT) == [5, 6]


def test_a_level_that_has_ended_has_no_units_in_the_territory(world):
    units = current_map()

    assert units.territory(world.nam_dinh.pk, date(2024, 11, 29), SIGNED_IN_NAM_DINH, DISTRICT) == [
        world.city.pk,
        world.y_yen.pk,
        world.hai_hau.pk,
    ]
    assert units.territory(world.nam_dinh.pk, IN_2026, SIGNED_IN_NAM_DINH, DISTRICT) == []
    assert len(units.territory(world.nam_dinh.pk, IN_2026, SIGNED_IN_NAM_DINH, COMMUNE)) == 5


def test_what_a_map_gives_away_does_not_change_the_map(world):
    units = current_map()
    scope = (world.nam_dinh.pk, SIGNED_IN_NAM_DINH, SIGNED_IN_NAM_DINH)

    units.territory(*scope).clear()
    units.children(world.nam_dinh.pk, SIGNED_IN_NAM_DINH).clear()

    assert len(units.territory(*scope)) == 4
    assert len(units.children(world.nam_dinh.pk, SIGNED_IN_NAM_DINH)) == 4
