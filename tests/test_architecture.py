"""The house stays as it was laid out: one direction, small rooms, one clock, every view decided."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver

from portal.access import decision_of
from portal.checks import views_in

HOUSE = Path(settings.BASE_DIR)
APPS = ["portal", "plans", "reporting"]

# An app may use the apps before it.
USABLE = {app: set(APPS[: place + 1]) for place, app in enumerate(APPS)}
# Only here all three are named.
DOORS = {"portal/urls.py"}

# Within an app a room (a module or a package) may use the rooms before it. A new room takes its place here.
ROOMS = {
    "plans": """
        apps choices wording models
        succession calendar working_days rules auditing
        unit_files unit_loading day_loading loading
        drafting publishing comparing allocation reorganising
        explaining paper cataloguing desk staffing
        admin forms views urls management
    """,
    "reporting": """
        apps choices models
        deadlines rules auditing watching addressees tags answers marks threads unit_targets
        aggregation judging minimum joining progress phrases
        asking overview usual last_values check_rules round_plans questionnaire questions merging checking evidence
        prefilling sections
        proposing opening publishing filling attaching submitting remarking telling moves workflow extending ad_hoc
        allotting reorganising backfilling tasking complying
        noting trail history lines correcting submissions tracing inspecting differing reviewing accepting
        reminder_words reminding digest daily waiting handing_over
        feeding
        dashboards documents overseeing
        sample forms spreadsheets views urls tasks management
    """,
}

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
HEAVY = {"weasyprint", "openpyxl", "pypdf", "docx", "pydyf", "fontTools"}
THE_CLOCK = "portal/clock.py"
CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("date", "today"), ("datetime", "now"), ("datetime", "today")}


def files(*patterns, below=(*APPS, "tests")):
    found = [path for folder in below for pattern in patterns for path in (HOUSE / folder).rglob(pattern)]
    return sorted(path for path in found if "migrations" not in path.parts)


def shown(path):
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def code_files():
    return files("*.py", below=APPS)


def imports(path):
    """(line, module) of every import of our own code; `from plans import rules` is plans.rules."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)}:{node.lineno}: write the whole name"
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module in APPS else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] in APPS)


def room_of(path):
    return path.relative_to(HOUSE).with_suffix("").parts[1]


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


# --- One direction ----------------------------------------------------------------------------------------------------


def test_apps_are_used_in_one_direction():
    back = [
        f"{shown(path)}:{line} uses {name}"
        for path in code_files()
        if shown(path) not in DOORS
        for line, name in imports(path)
        if name.split(".")[0] not in USABLE[path.relative_to(HOUSE).parts[0]]
    ]

    assert back == []


def test_the_front_door_names_all_three():
    named = re.findall(r'include\("(\w+)\.urls"\)', (HOUSE / "portal/urls.py").read_text(encoding="utf-8"))

    assert named == ["plans", "reporting"]


@pytest.mark.parametrize("app", ROOMS)
def test_rooms_are_used_in_one_direction(app):
    places = {room: place for place, room in enumerate(ROOMS[app].split())}
    paths = [path for path in files("*.py", below=[app]) if room_of(path) != "__init__"]
    rooms = {room_of(path) for path in paths}
    back = [
        f"{shown(path)}:{line} uses {name}"
        for path in paths
        for line, name in imports(path)
        if name.startswith(f"{app}.") and places.get(name.split(".")[1], 0) > places.get(room_of(path), 0)
    ]

    assert rooms == places.keys()
    assert back == []


def test_our_own_code_is_imported_at_the_top():
    inner = [
        f"{shown(path)}:{node.lineno}"
        for path in code_files()
        if path.name != "apps.py"
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in APPS
    ]

    assert inner == []


def test_heavy_libraries_are_imported_where_they_are_used():
    at_the_top = [
        f"{shown(path)}:{node.lineno}"
        for path in code_files()
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name.split(".")[0] in HEAVY
    ]

    assert at_the_top == []


# --- Small rooms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patterns", "below", "longest"),
    [
        (["*.py", "*.sh"], (*APPS, "tests"), LONGEST_FILE),
        (["*.css", "*.js"], ["static"], LONGEST_FILE),
        (["*.html"], ["templates"], LONGEST_TEMPLATE),
    ],
)
def test_files_are_short(patterns, below, longest):
    found = files(*patterns, below=below)
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in found}

    assert lengths
    assert {name: length for name, length in lengths.items() if length >= longest} == {}


def test_functions_are_short():
    lengths = {
        f"{shown(path)}: {function.name}": function.end_lineno - function.lineno + 1
        for path in files("*.py")
        for function in functions(path)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_is_named_after_nothing():
    names = {"utils", "util", "helpers", "common", "base", "services", "misc", "signals"}

    assert [shown(path) for path in files("*.py") if path.stem in names] == []


# --- One address for each rule ----------------------------------------------------------------------------------------


def test_every_view_has_decided_who_may_open_it():
    views = list(views_in(get_resolver()))

    assert views
    assert [name or route for route, name, view in views if decision_of(view) is None] == []


def test_views_fetch_through_the_user():
    unscoped = re.compile(r"\.objects\.(all|get|filter)\(|get_(object|list)_or_404\(\s*[A-Z]\w*[,)]")
    paths = [path for path in code_files() if "views" in path.parts]
    found = [
        f"{shown(path)}: {match[0]}" for path in paths for match in unscoped.finditer(path.read_text(encoding="utf-8"))
    ]

    assert paths
    assert found == []


def test_there_is_one_clock():
    others = [
        f"{shown(path)}:{node.lineno}"
        for path in code_files()
        if shown(path) != THE_CLOCK
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        if (node.func.value.id, node.func.attr) in CLOCKS and not node.args
    ]

    assert others == []


def test_models_do_no_business_when_they_are_saved():
    found = [
        f"{shown(path)}:{function.lineno} {function.name}"
        for path in code_files()
        if "models" in path.parts
        for function in functions(path)
        if function.name in {"save", "delete"}
    ]

    assert found == []


def test_nothing_catches_every_exception():
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in code_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
    ]

    assert found == []


def test_templates_hold_no_style_script_or_handler():
    inline = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    found = [
        f"{shown(path)}: {match[0]}"
        for path in files("*.html", below=["templates"])
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
