"""Who sits at the plan desk, and the small plan that lies there."""

from datetime import date

import pytest
from django.test import Client

from plans.models import Plan
from tests.plans.plan_files import PLAN, load


@pytest.fixture
def loaded(world, tmp_path):
    """The small plan, loaded from its file by an operator."""
    load(tmp_path, PLAN)
    return Plan.objects.get(code="ke-hoach-thu")


@pytest.fixture
def chief(province_administrator, on_day):
    """Nam Định's administrator, on a day on which Nam Định is there."""
    on_day(date(2024, 5, 6))
    return province_administrator


@pytest.fixture
def browser(chief):
    """Her browser, signed in."""
    client = Client()
    client.force_login(chief)
    return client
