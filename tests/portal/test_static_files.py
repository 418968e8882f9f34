"""What pages ask for is served, under its hashed name too, and little else is."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(django_settings.BASE_DIR)
SOURCES = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted(ROOT.glob("p*/**/*.py")),
    *sorted(ROOT.glob("reporting/**/*.py")),
]


def named_in_templates():
    """Every static file that a template names."""
    return {
        name
        for path in SOURCES
        if path.suffix == ".html"
        for name in re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", path.read_text())
    }


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """`collectstatic` as in production, into a folder of its own: the storage and the folder."""
    folder = tmp_path_factory.mktemp("static")
    storages = django_settings.STORAGES | {"staticfiles": {"BACKEND": "portal.static_files.LeanStaticFiles"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=str(folder)):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield staticfiles_storage, folder


def test_every_file_that_a_template_names_is_in_the_manifest(collected):
    storage, folder = collected
    names = named_in_templates()

    addresses = {name: storage.url(name) for name in names}

    assert "css/portal.css" in names
    assert all((folder / address.removeprefix("/static/")).is_file() for address in addresses.values())
    assert re.fullmatch(r"/static/css/portal\.[0-9a-f]{12}\.css", addresses["css/portal.css"])


def test_what_a_script_imports_is_there_under_its_hashed_name(collected):
    _, folder = collected

    imports = [
        (script, script.parent / name)
        for script in (folder / "js").rglob("*.js")
        for name in re.findall(r"""\bfrom\s*["'](\.[^"']+)["']""", script.read_text(encoding="utf-8"))
    ]

    assert [(script.name, imported.name) for script, imported in imports if not imported.is_file()] == []


def test_only_what_pages_need_is_collected(collected):
    _, folder = collected

    ours = {path.relative_to(folder).as_posix().split(".")[0] for path in folder.rglob("*") if path.is_file()}
    packages = {name for name in ours if name.startswith(("bootstrap/", "htmx/", "be-vietnam-pro/"))}

    assert packages == {
        "bootstrap/css/bootstrap",
        "htmx/htmx",
        *(
            f"be-vietnam-pro/be-vietnam-pro-{letters}-{weight}-normal"
            for letters in ("vietnamese", "latin-ext", "latin")
            for weight in (400, 600)
        ),
    }
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 12_000_000


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    named = {
        name
        for path in SOURCES
        for name in re.findall(r"""{% icon ["']([\w-]+)["']|\bicon=["']([\w-]+)["']""", path.read_text())
        for name in name
        if name
    }

    assert named >= {"mark", "person", "chevron"}
    assert named - drawn == set()


def test_the_typeface_is_upright_and_in_two_weights():
    faces = re.findall(
        r'url\("\.\./be-vietnam-pro/be-vietnam-pro-([a-z-]+)-(\d+)-normal\.woff2"\)',
        (ROOT / "static/css/fonts.css").read_text(),
    )

    # The last one that has a letter is loaded for it: what Vietnamese needs must not be sought in latin-ext.
    assert faces == [(letters, weight) for weight in ("400", "600") for letters in ("latin-ext", "latin", "vietnamese")]


@pytest.mark.django_db
@pytest.mark.usefixtures("small_site")
def test_a_page_is_light(client, clerk, collected):
    """What a first visit loads, compressed: a commune's line is weak."""
    _, folder = collected
    client.force_login(clerk)

    page = client.get("/").content.decode()
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"', page))
    weight = sum((folder / f"{address.removeprefix('/static/')}.br").stat().st_size for address in loaded)

    assert len(loaded) == 7
    assert weight < 25_000


def test_the_app_keeps_djangos_own_patterns():
    patterns = apps.get_app_config("staticfiles").ignore_patterns

    assert {"CVS", ".*", "*~"} <= set(patterns)
