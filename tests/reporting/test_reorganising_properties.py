"""Random countries, histories and acts through the verbs: no total changes by itself, and undoing leaves no trace."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.choices import Accumulation, Reporter, Role, UnitLevel
from plans.models import ReportingLevel, Unit
from plans.succession import current_map, forget_map
from portal.dates import VIET_NAM
from reporting.models import AcceptedFigure
from reporting.opening import complete
from reporting.phrases import value_cell
from reporting.progress import progress_of
from reporting.reorganising import foresee
from tests.builders import (
    accept_report,
    frozen,
    make_duty,
    make_goal,
    make_indicator,
    make_plan,
    make_round,
    make_seat,
    make_unit,
    make_user,
)
from tests.reorganised import confirmed, undone, written
from tests.reporting.autumn_2024 import everything

pytestmark = pytest.mark.django_db

HALF, FIRST_DAY, LATER = date(2024, 6, 14), date(2024, 9, 1), date(2024, 11, 29)
SECOND_DAY = date(2024, 10, 1)


@st.composite
def acts(draw, units, day_number):
    """Lines for a reorganisation of some of these units: each ending one goes to one or several that stay or are new."""
    ending = draw(st.lists(st.sampled_from(units), min_size=1, max_size=max(1, len(units) - 1), unique=True))
    staying = [unit for unit in units if unit not in ending]
    new = [
        (f"{day_number}{number:02}", f"Huyện mới {day_number}{number}")
        for number in range(draw(st.integers(0 if staying else 1, 2)))
    ]
    takers = staying + new
    return [
        (unit, taker)
        for unit in ending
        for taker in draw(st.lists(st.sampled_from(takers), min_size=1, max_size=3, unique_by=str))
    ]


def world():
    country = Unit.objects.create(code="VN", name="Cả nước", folded_name="ca nuoc", level=UnitLevel.COUNTRY)
    ReportingLevel.objects.create(unit=country, level=UnitLevel.DISTRICT)
    province = make_unit("Tỉnh Một", UnitLevel.PROVINCE, code="01", parent=country)
    districts = [make_unit(f"Huyện {number}", parent=province, code=f"9{number:02}") for number in range(5)]
    plan = make_plan(scope=province)
    make_duty(plan, Reporter.UNIT, half_year="trước 15/6", year="trước 30/11")
    flow, stock = make_indicator("Phát sinh"), make_indicator("Hiện có", accumulation=Accumulation.STOCK)
    for indicator in (flow, stock):
        make_goal(plan, indicator)
    by = make_user("quan-tri")
    make_seat(by, Role.ADMINISTRATOR, unit=province)
    for district in districts:
        make_seat(make_user(f"nguoi-{district.code}"), Role.OFFICER, unit=district)
    return province, districts, plan, (flow, stock), by


def told(plan, indicators, cut_off, units, draw):
    round_ = make_round(plan, cut_off=cut_off, period="ad_hoc")
    complete(round_)
    for unit in units:
        if draw(st.booleans()):
            accept_report(round_, unit, *(frozen(indicator, draw(st.integers(0, 9))) for indicator in indicators))


def sums(day):
    counting = AcceptedFigure.objects.counting_on(day).order_by()
    return dict(counting.values_list("indicator").annotate(sum=Sum("value")))


def by_place(day):
    """What stands in each unit on the map of a day, itself and all below and behind it."""
    unit_map, found = current_map(), {}
    for row in AcceptedFigure.objects.counting_on(day):
        for above in unit_map.ancestors(unit_map.stood_at(row.unit_id, row.as_of, day), day):
            found[above, row.indicator_id] = found.get((above, row.indicator_id), 0) + row.value
    return found


def settled_by_hand(day):
    """Children and the history kept at a unit come to the unit's own total."""
    unit_map, whole = current_map(), by_place(day)
    own = {}
    for row in AcceptedFigure.objects.counting_on(day):
        place = unit_map.stood_at(row.unit_id, row.as_of, day)
        own[place, row.indicator_id] = own.get((place, row.indicator_id), 0) + row.value
    return all(
        total
        == own.get((unit, indicator), 0)
        + sum(whole.get((child, indicator), 0) for child in unit_map.children(unit, day))
        for (unit, indicator), total in whole.items()
    )


def at_noon(day):
    return datetime.combine(day, time(12), VIET_NAM)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_acts_in_turn_change_no_total_and_children_and_history_add_up(data):
    with transaction.atomic():
        province, districts, plan, indicators, by = world()
        told(plan, indicators, HALF, districts, data.draw)
        units = districts
        for number, day in ((1, FIRST_DAY), (2, SECOND_DAY)):
            before, places = sums(day), by_place(day - timedelta(days=1))
            draft = written(province, day, *data.draw(acts(units, number)), by=by)
            foreseen = foresee(draft, by=by, now=at_noon(day))

            done = confirmed(draft, by=by)

            assert foreseen.changed_totals == 0
            for one in foreseen.plans:
                assert [total.will_be for total in one.totals] == [value_cell(goal) for goal in progress_of(plan, day)]
            assert all(family.adds_up for family in foreseen.families)
            assert sums(day) == before
            after = by_place(day)
            for upper in (province.pk, province.parent_id):
                for indicator in indicators:
                    assert after.get((upper, indicator.pk)) == places.get((upper, indicator.pk))
            assert settled_by_hand(day)
            units = list(Unit.objects.filter(level=UnitLevel.DISTRICT).alive_on(day).order_by("pk"))
            assert done.effects["ended"]
        forget_map()
        transaction.set_rollback(True)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_whatever_was_done_is_undone_without_a_trace(data):
    with transaction.atomic():
        province, districts, plan, indicators, by = world()
        told(plan, indicators, HALF, districts, data.draw)
        late = data.draw(st.booleans())
        if late:
            told(plan, indicators, LATER, districts, data.draw)
        before, totals, map_before = everything(), sums(LATER), current_map()

        done = confirmed(
            written(province, FIRST_DAY, *data.draw(acts(districts, 1)), by=by), by=by, on=date(2024, 12, 20)
        )
        undone(done, by=by, on=date(2024, 12, 21))

        assert everything() == before
        assert sums(LATER) == totals
        assert current_map() == map_before
        forget_map()
        transaction.set_rollback(True)
