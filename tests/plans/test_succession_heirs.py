"""Who answers for a unit that ended, since when, and what a unit came from."""

from datetime import date

import pytest

from plans.choices import UnitLevel
from tests.plans.country import whole_country

MY_LOC_MERGED, COMMUNES_BEGAN = date(2024, 9, 1), date(2025, 7, 1)


@pytest.fixture
def country():
    return whole_country()[0]


@pytest.fixture
def my_loc():
    return whole_country()[1][UnitLevel.DISTRICT, "358"]


@pytest.fixture
def city():
    return whole_country()[1][UnitLevel.DISTRICT, "356"]


def test_a_unit_is_carried_on_by_its_one_successor_until_a_split(country, my_loc, city):
    assert country.heir(my_loc, date(2024, 8, 31)) == my_loc
    assert country.heir(my_loc, MY_LOC_MERGED) == city
    assert country.heir(my_loc, COMMUNES_BEGAN) is None


def test_heirs_answer_each_since_its_own_day(country, my_loc, city):
    assert country.heirs(my_loc, True) == ((city, MY_LOC_MERGED),)
    assert country.heirs(my_loc, False) == (
        (city, MY_LOC_MERGED),
        *((commune, COMMUNES_BEGAN) for commune in country.successors(city)),
    )


def test_a_line_is_the_unit_and_all_that_it_came_from(country, my_loc, city):
    assert country.line(city) == {city, my_loc}
    assert country.line(my_loc) == {my_loc}
