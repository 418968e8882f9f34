"""What the README and the manual say is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from plans.choices import Role
from reporting.choices import Status
from reporting.forms.cell_states import CELL_STATES
from reporting.moves import MOVES

HOUSE = Path(settings.BASE_DIR)
README = (HOUSE / "README.md").read_text(encoding="utf-8")
MANUAL = (HOUSE / "docs/manual.md").read_text(encoding="utf-8")


def rooms_of_the_map():
    rows = re.findall(r"^\| .+ \| (.+) \|$", README, re.MULTILINE)
    return sorted({path for row in rows for path in re.findall(r"`([a-z_]+/[\w/.]*)`", row)})


def links_of(text):
    return [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]


@pytest.mark.parametrize("room", rooms_of_the_map())
def test_the_map_leads_to_rooms_that_are_there(room):
    assert (HOUSE / room).exists()


@pytest.mark.parametrize("page", ["README.md", "docs/manual.md", "docs/decisions.md"])
def test_links_lead_to_files_that_are_there(page):
    folder = (HOUSE / page).parent

    assert [link for link in links_of((HOUSE / page).read_text(encoding="utf-8")) if not (folder / link).exists()] == []


def test_commands_are_there():
    named = set(re.findall(r"manage\.py (\w+)", README)) - {"FILE"}

    assert named <= set(get_commands())


@pytest.mark.parametrize("role", Role)
def test_each_role_is_told(role):
    assert f"| {role.label} |" in README


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_each_move_is_told_with_its_button(move):
    assert f"| {move.label} |" in README
    assert f"**{move.label}**" in MANUAL


@pytest.mark.parametrize("status", Status)
def test_each_status_is_explained(status):
    assert f"| {status.label} | " in MANUAL


@pytest.mark.parametrize("state", CELL_STATES, ids=lambda state: state.code)
def test_each_state_of_a_box_is_explained(state):
    assert f"| {state.label} | " in MANUAL


def test_each_setting_is_named():
    source = (HOUSE / "portal/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', source))
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")

    assert {name for name in read if f"`{name}`" not in README} == set()
    assert {name for name in read if f"{name}=" not in example} == set()
