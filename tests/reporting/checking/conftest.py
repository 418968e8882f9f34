"""A ratio and a milestone of the small plan, and what was accepted of Hải Hậu before."""

from datetime import date

import pytest

from plans.choices import Accumulation, Period
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_report, make_round


@pytest.fixture
def accepted_at_half_year(plan, world):
    """Accept figures in "6 tháng 2024" of Hải Hậu."""

    def accept(*figures):
        half_year = make_round(plan, period=Period.HALF_YEAR, name="6 tháng 2024", cut_off=date(2024, 6, 14))
        accept_report(half_year, world.hai_hau, *figures)

    return accept


@pytest.fixture
def with_history(world):
    """Ask one count of Hải Hậu in the annual round of 2024, of which these numbers were accepted in the years before."""

    def ask(*numbers, now, accumulation=Accumulation.FLOW):
        plan = make_plan(scope=world.nam_dinh, first_year=2015, last_year=2024)
        indicator = make_indicator("Lao động nữ", accumulation=accumulation, unit_of_measure="người")
        make_goal(plan, indicator)
        for year, number in enumerate(numbers, start=2024 - len(numbers)):
            round_ = make_round(plan, name=f"Năm {year}", year=year, cut_off=date(year, 11, 29))
            accept_report(round_, world.hai_hau, frozen(indicator, number))
        report = make_report(make_round(plan, name="Năm 2024"), world.hai_hau)
        report.figures.create(indicator=indicator, kind="actual", answer="value", value=now)
        return report

    return ask
