"""Hải Hậu's report of 2024, which asks a plain count, one in parts, money with a decimal, a ratio and a milestone."""

import pytest

from plans.choices import Accumulation, Measure
from tests.builders import make_goal, make_indicator


@pytest.fixture
def money(plan):
    indicator = make_indicator("Vốn vay", decimals=1, unit_of_measure="triệu đồng")
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def trained(plan):
    indicator = make_indicator(
        "Cán bộ được tập huấn",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        unit_of_measure="người",
        numerator_label="đã tập huấn",
        denominator_label="đang giữ chức vụ",
    )
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def issued(plan):
    indicator = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client
