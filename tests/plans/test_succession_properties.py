"""What holds for every country and every reorganisation; the truth to judge by are the cells (see reorganisations)."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans.reorganisations import BETWEEN, ONE_DAY, ROOT, countries, reorganise, undone

MANY = settings(max_examples=80, deadline=None)


def lives(country):
    """For each leaf: every state that it lives in."""
    return [(pk, state) for state in country.past for pk in state.cells]


@st.composite
def with_figures(draw):
    """(country, figures): a figure is (reporter, cut-off within its life, value)."""
    country = draw(countries())
    chosen = draw(st.lists(st.sampled_from(lives(country)), max_size=12))
    figures = [
        (leaf, state.day + draw(st.sampled_from([0, 50])) * ONE_DAY, draw(st.integers(1, 9))) for leaf, state in chosen
    ]
    return country, figures


def total(units, figures, unit, day):
    """Everything that stands in a unit on the map of a day."""
    stands = ((units.stood_at(leaf, cut_off, day), value) for leaf, cut_off, value in figures)
    return sum(value for place, value in stands if units.contains(unit, place, day))


@MANY
@given(with_figures())
def test_children_and_history_add_up_to_the_unit(given_):
    country, figures = given_
    units = country.map()

    for state in country.past:
        told = [figure for figure in figures if figure[1] <= state.day]
        for unit in state.units():
            kept = {unit, *units.history(unit, state.day)}
            here = sum(value for leaf, _, value in told if leaf in kept)
            below = sum(total(units, told, child, state.day) for child in units.children(unit, state.day))
            assert total(units, told, unit, state.day) == here + below


@MANY
@given(with_figures())
def test_on_any_map_the_country_holds_every_figure_once(given_):
    country, figures = given_
    units = country.map()

    for state in country.past:
        assert total(units, figures, ROOT, state.day) == sum(value for _, _, value in figures)


@MANY
@given(with_figures())
def test_a_reorganisation_changes_no_total_of_a_unit_that_contains_both_sides(given_):
    country, figures = given_
    units = country.map()

    for before, after in pairwise(country.past):
        eve = after.day - ONE_DAY
        told = [figure for figure in figures if figure[1] <= eve]
        for unit in before.units() & after.units():
            if before.area(unit) == after.area(unit):
                assert total(units, told, unit, eve) == total(units, told, unit, after.day)


@MANY
@given(countries())
def test_every_unit_has_one_home_on_every_day_and_a_home_is_its_own(country):
    units = country.map()

    for state in country.past:
        for pk in country.rows:
            home = units.home(pk, state.day)
            assert home in state.units()
            assert units.home(home, state.day) == home
            assert (home == pk) == units.alive(pk, state.day)


@MANY
@given(countries())
def test_on_every_map_a_figure_stands_in_a_unit_that_holds_all_that_it_covered(country):
    units = country.map()

    for leaf, told_in in lives(country):
        for state in country.past:
            assert told_in.area(leaf) <= state.area(units.stood_at(leaf, told_in.day, state.day))


@MANY
@given(countries())
def test_over_one_reorganisation_a_figure_stands_in_the_lowest_such_unit(country):
    units = country.map()

    for before, after in pairwise(country.past):
        for told_in, state in ((before, after), (after, before)):
            for leaf in told_in.cells:
                holding = [unit for unit in state.units() if told_in.area(leaf) <= state.area(unit)]
                lowest = max(holding, key=lambda unit: len(units.ancestors(unit, state.day)))
                assert units.stood_at(leaf, told_in.day, state.day) == lowest


@MANY
@given(countries())
def test_a_territory_covers_the_scope_without_duplicates(country):
    units = country.map()

    for signed in country.past:
        for scope in signed.units():
            for state in country.past:
                territory = units.territory(scope, state.day, signed.day)
                covered = frozenset().union(*(state.area(unit) for unit in territory))
                assert len(set(territory)) == len(territory)
                assert territory == sorted(territory, key=lambda pk: (country.rows[pk].code, pk))
                assert signed.area(scope) <= covered
                drawn_from_outside = {unit for unit in territory if not state.area(unit) <= signed.area(scope)}
                assert drawn_from_outside <= units.partly(scope, state.day, signed.day)


@MANY
@given(countries())
def test_the_territories_of_children_make_up_the_parents(country):
    units = country.map()

    for signed in country.past:
        for state in country.past:
            territories = {scope: units.territory(scope, state.day, signed.day) for scope in signed.provinces}
            whole = units.territory(ROOT, state.day, signed.day)
            assert set(whole) == set().union(*territories.values())
            shared = {unit for unit in whole if sum(unit in territory for territory in territories.values()) > 1}
            for scope, territory in territories.items():
                assert shared & set(territory) <= units.partly(scope, state.day, signed.day)
            if state is signed:
                assert shared == set()
                assert units.partly(ROOT, state.day, signed.day) == frozenset()


@MANY
@given(countries())
def test_a_territory_is_followed_step_by_step(country):
    units = country.map()

    for number, signed in enumerate(country.past):
        for scope in signed.units():
            expected = set(units.territory(scope, signed.day, signed.day))
            for state in country.past[number:]:
                expected = {
                    after
                    for unit in expected
                    for after in ([unit] if units.alive(unit, state.day) else units.successors(unit))
                }
                assert set(units.territory(scope, state.day, signed.day)) == expected


@MANY
@given(countries())
def test_a_lineage_covers_the_territory_of_every_later_day(country):
    units = country.map()

    for number, signed in enumerate(country.past):
        for scope in signed.units():
            lineage = units.lineage(scope, signed.day)
            for state in country.past[number:]:
                assert set(units.territory(scope, state.day, signed.day)) <= lineage
            assert {after for unit in lineage for after in units.successors(unit)} <= lineage
            assert set(units.history(scope, signed.day)) <= lineage


@MANY
@given(countries(), st.data())
def test_a_reorganisation_that_is_undone_leaves_the_map_as_it_was(country, data):
    before = country.map()
    days = [state.day for state in country.past]
    answers = _answers(before, days)
    day = days[-1] + BETWEEN

    reorganise(data.draw, country, day)
    after = country.map()
    _answers(after, [*days, day])

    assert undone(after, day) == before
    assert _answers(undone(after, day), days) == answers


def _answers(units, days):
    """What a map says of every unit on these days."""
    return [
        (day, row.pk, units.home(row.pk, day), units.history(row.pk, day), units.territory(row.pk, day, as_of))
        for day in days
        for as_of in days
        for row in units.units
    ]
