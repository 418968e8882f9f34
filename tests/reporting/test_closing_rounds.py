"""The round in which units that end give their last figures: it asks nobody else, and its cut-off stays."""

from datetime import date

import pytest

from plans.choices import Period
from plans.succession import current_map
from portal.errors import RuleBroken
from reporting.aggregation.coverage import Coverage, Occasion
from reporting.asking import Asked, still_closing
from reporting.models import Round
from reporting.opening import complete, open_closing, set_days
from tests.builders import make_plan, make_report
from tests.reorganised import carried_out, confirmed, moment, undone, written
from tests.reporting.autumn_2024 import OCTOBER, admin, founded, half, plan, province, year

pytestmark = pytest.mark.django_db

__all__ = ["admin", "founded", "half", "plan", "province", "year"]

LAST_DAY = date(2024, 8, 31)


@pytest.fixture
def closing(plan, world):
    """Mỹ Lộc ended with 31/8/2024."""
    round_ = open_closing([plan], LAST_DAY, units_last_day=date(2024, 9, 15), by=None, now=moment(LAST_DAY))
    make_report(round_, world.my_loc)
    return round_


def test_two_plans_share_the_round_of_a_day(plan, closing, world):
    other = make_plan(scope=world.nam_dinh)

    again = open_closing([other], LAST_DAY, units_last_day=date(2024, 10, 1), by=None, now=moment(LAST_DAY))

    assert again == closing
    assert set(closing.plans.all()) == {plan, other}
    assert Round.objects.get().units_last_day == date(2024, 9, 15)


def test_it_asks_nobody_anew_and_drops_who_did_not_end(closing, world):
    make_report(closing, world.city)

    complete(closing)

    assert [report.unit for report in closing.reports.all()] == [world.my_loc]


def test_it_goes_on_asking_who_ended_on_its_day(world):
    asked = [Asked("unit", world.my_loc.pk), Asked("unit", world.city.pk), Asked("province", world.nam_dinh.pk)]

    assert still_closing(asked, LAST_DAY) == {Asked("unit", world.my_loc.pk)}


def test_its_cut_off_stays_while_its_other_days_move(closing, admin):
    days = {"units_last_day": date(2024, 9, 20), "province_last_day": None, "closes_on": None}

    with pytest.raises(RuleBroken, match="nên không đổi được ngày chốt"):
        set_days(closing, by=admin, now=moment(LAST_DAY), cut_off=date(2024, 9, 1), **days)
    set_days(closing, by=admin, now=moment(LAST_DAY), cut_off=LAST_DAY, **days)

    closing.refresh_from_db()
    assert closing.units_last_day == date(2024, 9, 20)


def test_it_is_no_round_for_all():
    half = Occasion(date(2024, 6, 14), 1, Period.HALF_YEAR, "unit", None, 4)
    ended = Occasion(LAST_DAY, 2, Period.CLOSING, "unit", None, 1)

    assert Coverage((half, ended)).cut_offs == [date(2024, 6, 14)]


def test_its_last_day_is_not_before_the_units_own(province, half, year, admin):
    draft = written(province.nam_dinh, OCTOBER, (province.y_yen, province.hai_hau), by=admin)

    with pytest.raises(RuleBroken, match="Hạn nộp báo cáo kết thúc phải từ ngày 30/09/2024"):
        confirmed(draft, by=admin, closing_last_day=date(2024, 9, 29))


def test_two_reorganisations_of_a_day_share_it_and_are_undone_apart(province, half, year, admin):
    first = carried_out(province.nam_dinh, OCTOBER, (province.y_yen, province.city), by=admin)
    carried_out(province.nam_dinh, OCTOBER, (province.hai_hau, province.city), by=admin)
    closing = Round.objects.get(period=Period.CLOSING)
    assert closing.reports.count() == 2

    undone(first, by=admin)

    assert [report.unit for report in closing.reports.all()] == [province.hai_hau]
    assert list(closing.plans.all()) == [half.plans.get()]
    assert current_map().alive(province.y_yen.pk, OCTOBER)
