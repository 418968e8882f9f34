"""Nam Định in the autumn of 2024, as fixtures, before its districts are reorganised; and all that the tables hold."""

from datetime import date

import pytest
from django.apps import apps

from plans.choices import Period, Reporter, UnitLevel
from plans.models import Reorganisation, ReorganisationLine, Unit, UnitChange
from reporting.opening import complete
from tests.builders import accept_report, frozen, make_duty, make_goal, make_indicator, make_plan, make_round

OCTOBER = date(2024, 10, 1)


@pytest.fixture
def province(world):
    """Nam Định of autumn 2024 as if nobody knew what 2025 brings: Hải Hậu, Ý Yên and the city, which report."""
    UnitChange.objects.exclude(predecessor=world.my_loc).delete()
    Unit.objects.filter(level=UnitLevel.COMMUNE).delete()
    Unit.objects.filter(valid_to=date(2025, 6, 30)).update(valid_to=None)
    for unit in (world.nam_dinh, world.city, world.y_yen, world.hai_hau):
        unit.refresh_from_db()
    return world


@pytest.fixture
def plan(province):
    plan = make_plan(scope=province.nam_dinh)
    make_duty(plan, Reporter.UNIT, half_year="trước 15/6", year="trước 30/11")
    return plan


@pytest.fixture
def founded(plan):
    indicator = make_indicator("HTX mới thành lập", code="htx-moi")
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def half(plan, founded, province):
    """Six months of 2024, everybody accepted: 5 in Ý Yên, 2 in Hải Hậu, 1 in the city."""
    round_ = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), name="6 tháng 2024")
    for unit, value in ((province.y_yen, 5), (province.hai_hau, 2), (province.city, 1)):
        accept_report(round_, unit, frozen(founded, value))
    return round_


@pytest.fixture
def year(plan, founded):
    round_ = make_round(plan, cut_off=date(2024, 11, 29), name="Năm 2024")
    complete(round_)
    return round_


@pytest.fixture
def admin(province_administrator):
    return province_administrator


def everything():
    """All rows of our own apps but reorganisations, without the moments at which units were written."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for app in ("plans", "reporting")
        for model in apps.get_app_config(app).get_models()
        if model not in {Reorganisation, ReorganisationLine}
    }
