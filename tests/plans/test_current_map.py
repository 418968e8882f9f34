from datetime import date

import pytest

from plans.models import ReportingLevel, Unit, UnitChange
from plans.succession import UnitMap, current_map
from tests.builders import make_change, make_country, make_unit

MY_LOC_MERGED = date(2024, 9, 1)
COMMUNES_BEGAN = date(2025, 7, 1)
IN_2026 = date(2026, 3, 1)


def test_the_map_is_read_in_five_queries_and_then_kept(world, django_assert_num_queries):
    with django_assert_num_queries(5):
        first = current_map()
    with django_assert_num_queries(1):
        again = current_map()

    assert again is first


def test_empty_tables_give_an_empty_map(db):
    assert current_map() == UnitMap(())


def add_unit(world):
    make_unit("Huyện Giao Thủy", code="365", parent=world.nam_dinh)


def remove_change(world):
    UnitChange.objects.filter(predecessor=world.my_loc).delete()


def add_change(world):
    make_change(world.my_loc, world.y_yen, on=MY_LOC_MERGED)


def move_level(world):
    level = ReportingLevel.objects.get(valid_from=COMMUNES_BEGAN)
    level.valid_from = date(2026, 1, 1)
    level.save()


def swap_units(world):
    UnitChange.objects.filter(predecessor=world.my_loc).delete()
    world.my_loc.delete()
    make_unit("Huyện Mỹ Lộc", code="358", parent=world.nam_dinh)


@pytest.mark.parametrize("change", [add_unit, add_change, remove_change, move_level, swap_units])
def test_the_map_is_read_anew_after_a_change(world, change):
    before = current_map()

    change(world)

    assert current_map() != before
    assert {row.pk for row in current_map().units} == set(Unit.objects.values_list("pk", flat=True))


def test_a_root_without_anything_below_has_no_territory(db):
    root = make_country()

    assert current_map().territory(root.pk, IN_2026, IN_2026) == []
