"""How the program starts, and what it refuses to start with."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from portal import checks

ROOT = Path(django_settings.BASE_DIR)
PRODUCTION = {
    "SECRET_KEY": "x1y2z3-only-for-this-test-and-long-enough-to-be-a-key-abcdef",
    "ALLOWED_HOSTS": "kehoach.example.vn",
}
HEAVY = ["weasyprint", "fontTools", "openpyxl", "pypdf", "PIL", "hypothesis", "playwright"]


def run(*command, **environment):
    """Run Python as a new process that knows only this environment."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


def test_production_passes_the_deployment_check():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (2 silenced).\n"), done.stderr


def test_a_command_needs_no_secret_and_the_web_server_does():
    command = run("manage.py", "check")
    server = run("-c", "import portal.wsgi")
    server_with_key = run("-c", "import portal.wsgi", **PRODUCTION)

    assert command.returncode == 0, command.stderr
    assert "SECRET_KEY must be set" in server.stderr
    assert server_with_key.returncode == 0, server_with_key.stderr


def test_the_calendar_stands_still_only_in_a_sample_database():
    refused = run("manage.py", "check", SAMPLE_TODAY="2026-12-01", **PRODUCTION)
    sample = run("manage.py", "check", SAMPLE_TODAY="2026-12-01", SAMPLE_DATABASE="1")

    assert "works only with SAMPLE_DATABASE=1" in refused.stderr
    assert sample.returncode == 0, sample.stderr


def test_starting_loads_no_heavy_library():
    script = (
        "import sys, django; from django.core.management import call_command; django.setup(); call_command('check');"
        f"print(sorted(name for name in {HEAVY} if name in sys.modules))"
    )

    done = run("-c", script, DJANGO_SETTINGS_MODULE="portal.settings", **PRODUCTION)

    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_missing_front_end_is_told_with_its_cure(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    settings.NODE_MODULES = tmp_path / "node_modules"
    settings.DOCUMENT_FONTS = settings.NODE_MODULES / "tinos"

    errors = checks.front_end_is_installed(None)

    assert {error.id for error in errors} == {"portal.E001"}
    assert {error.hint for error in errors} == {"Run: make setup"}
    assert "node_modules/bootstrap/dist/css/bootstrap.min.css is missing" in [error.msg for error in errors]


def test_this_machine_has_the_front_end():
    assert checks.front_end_is_installed(None) == []


@pytest.mark.parametrize(
    ("vendor", "version", "sample", "warned"),
    [
        ("sqlite", (3, 40, 1), False, ["portal.W001"]),
        ("sqlite", (3, 40, 1), True, []),
        ("sqlite", (3, 51, 3), False, []),
        ("postgresql", (3, 40, 1), False, []),
    ],
)
def test_an_sqlite_with_the_rare_bug_is_warned_of(settings, vendor, version, sample, warned):
    settings.SAMPLE_DATABASE = sample

    assert [warning.id for warning in checks.warn_of_sqlite(vendor, version)] == warned


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_exact_and_says_what_it_is_for(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]

    assert len(lines) > 5
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+ +# .+", line)] == []


def test_the_npm_lock_names_no_address():
    lock = (ROOT / "package-lock.json").read_text()

    assert "bootstrap" in json.loads(lock)["packages"][""]["dependencies"]
    assert re.findall(r"https?://(?!opencollective|github)[^\"]+", re.sub(r'"url": "[^"]+"', "", lock)) == []
    assert '"resolved"' not in lock
