"""Every address x every role. An address without a row fails, so that nothing is opened unseen."""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from plans.choices import Role, UnitLevel
from reporting.models import Report
from tests.access_house import TODAY, address, build_house, form_of
from tests.access_table import ACTING, READING, ROLES, column
from tests.builders import (
    make_seat,
    make_unit,
    make_user,
)


@pytest.fixture
def people(
    stranger,
    hai_hau_officer,
    hai_hau_head,
    y_yen_officer,
    province_reviewer,
    province_administrator,
    people_committee_reader,
    central_reader,
    alliance_officer,
    system_administrator,
    world,
):
    city_officer, away = make_user("thanh-pho", "Lý Thị Nga"), make_user("ha-nam", "Tạ Thị Vân")
    make_seat(city_officer, Role.OFFICER, unit=world.city)
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    make_seat(away, Role.ADMINISTRATOR, unit=ha_nam)
    return {
        "nobody": None,
        "guest": stranger,
        "officer": hai_hau_officer,
        "head": hai_hau_head,
        "other": y_yen_officer,
        "city": city_officer,
        "review": province_reviewer,
        "admin": province_administrator,
        "reader": people_committee_reader,
        "centre": central_reader,
        "agency": alliance_officer,
        "system": system_administrator,
        "away": away,
    }


@pytest.fixture
def house(world, people, on_day):
    """A plan with a duty, three rounds, and Hải Hậu's reports in them: draft, submitted, accepted."""
    on_day(TODAY)
    return build_house(world, people)


def client_of(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


def answered(ask, table, house):
    """What each row answers. Whatever a request changed is taken back after it."""
    statuses = {}
    for row in table:
        with transaction.atomic():
            statuses[row] = ask(address(row, house), row).status_code
            transaction.set_rollback(True)
    return statuses


def test_every_address_has_a_row():
    addresses = set(names_of(get_resolver())) - {"admin:index"}

    told = {row.split()[0] for table in (READING, ACTING) for row in column(table, "guest")} - {"admin:index"}

    assert told == {name for name in addresses if not name.startswith("admin:")}


def names_of(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names_of(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_read_what(role, house, people):
    expected, client = column(READING, role), client_of(people[role])

    assert answered(lambda where, row: client.get(where), expected, house) == expected


@pytest.mark.parametrize("role", ["nobody", "head", "system", "away"])
def test_asking_for_the_head_alone_opens_no_more(role, house, people):
    expected, client = column(READING, role), client_of(people[role])

    assert answered(lambda where, row: client.head(where), expected, house) == expected


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(role, house, people):
    expected = column(ACTING, role)

    def press(where, row):
        return client_of(people[role]).post(where, form_of(row, house))

    assert answered(press, expected, house) == expected


@pytest.mark.parametrize("role", ["head", "review", "admin"])
def test_reading_changes_nothing(role, house, people):
    client = client_of(people[role])
    before = everything()

    for row in column(READING, role):
        client.get(address(row, house))

    assert everything() == before


def everything():
    """All rows of our own apps."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for app in ("plans", "reporting")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize("role", ["head", "review", "admin"])
def test_nothing_is_done_without_the_forms_token(role, house, people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people[role])
    rows = column(ACTING, role)

    refused = answered(lambda where, row: client.post(where, form_of(row, house)), rows, house)

    assert refused == dict.fromkeys(rows, 403)


def test_an_action_has_no_page_of_its_own(house, people):
    client = client_of(people["head"])
    only_acting = set(column(ACTING, "head")) - set(column(READING, "head"))

    statuses = answered(lambda where, row: client.get(where), only_acting, house)

    assert statuses == dict.fromkeys(only_acting, 405)


@pytest.mark.parametrize(
    "extra", [{"state": "accepted"}, {"unit": "1"}, {"accepted_at": "2024-01-01"}, {"round": "1"}, {"reviewer": "1"}]
)
def test_a_form_changes_only_what_it_asks(extra, house, people):
    report = Report.objects.filter(pk=house.reports["draft"].pk)
    beyond_the_form = report.values("round", "unit", "reporter", "state", "submitted_at", "accepted_at", "reviewer")
    before, box = beyond_the_form.get(), f"q{report.get().figures.get().indicator_id}-actual"
    typed = {"version": 1, f"{box}-answer": "value", f"{box}-value": "4", **extra}

    client_of(people["officer"]).post(address("reporting:report-fill draft", house), typed)

    assert beyond_the_form.get() == before
    assert report.get().figures.get().value == 4


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_who_leaves_is_out_at_once(role, house, people):
    client, person = client_of(people[role]), people[role]
    assert client.get(address("reporting:report-page draft", house)).status_code == 200

    person.seats.update(valid_to=date(2024, 12, 1))

    assert client.get(address("reporting:report-page draft", house)).status_code == 403
