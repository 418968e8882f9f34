"""What is looked at before the program starts."""

import sqlite3
from ipaddress import ip_network
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection
from django.urls import URLResolver, get_resolver

from portal.access import NAMESPACES, decision_of
from portal.append_only import guarded_tables, missing_triggers
from portal.arrival import UNIX
from portal.trail_guard import TABLE, TRIGGER, trail_is_guarded

SAFE_SQLITE = (3, 51, 3)


@register(Tags.staticfiles)
def front_end_is_installed(app_configs, **kwargs):
    """E001: the style sheet and the fonts come from npm; without them the pages and the PDF would come out wrong."""
    wanted = [
        settings.NODE_MODULES / "bootstrap/dist/css/bootstrap.min.css",
        settings.NODE_MODULES / "htmx.org/dist/htmx.min.js",
        settings.NODE_MODULES / "@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2",
        settings.DOCUMENT_FONTS / "400Regular/Tinos_400Regular.ttf",
    ]
    return [
        Error(f"{_shown(path)} is missing", hint="Run: make setup", id="portal.E001")
        for path in wanted
        if not path.is_file()
    ]


@register(Tags.urls)
def every_view_has_decided(app_configs, **kwargs):
    """E002: each view says who may open it (portal.access), or lies in a namespace that is decided as a whole."""
    return [
        Error(
            f"The view of {name or route!r} has not decided who may open it",
            hint="Put @allow(...) or @open_to_everyone from portal.access on it.",
            id="portal.E002",
        )
        for route, name, view in views_in(get_resolver())
        if decision_of(view) is None
    ]


@register(Tags.database)
def sqlite_is_sound(app_configs, databases=None, **kwargs):
    """W001, told when the tables are made or changed (`migrate`), not by every command."""
    return warn_of_sqlite(connection.vendor, sqlite3.sqlite_version_info) if databases else []


@register(Tags.security)
def proxies_are_named_rightly(app_configs, **kwargs):
    """E003: a name of TRUSTED_PROXIES that is no address would be found out by the first submission; W002: no proxy named."""
    wrong = [proxy for proxy in settings.TRUSTED_PROXIES if not _is_a_proxy(proxy)]
    if wrong:
        hint = 'Write addresses, networks such as 10.0.0.0/8, or "unix", with commas between them.'
        return [Error(f"TRUSTED_PROXIES: {', '.join(wrong)}", hint=hint, id="portal.E003")]
    if settings.ARRIVAL_HEADER and not settings.TRUSTED_PROXIES:
        hint = "Name in TRUSTED_PROXIES the proxy that writes the header."
        return [Warning("ARRIVAL_HEADER is believed of nobody", hint=hint, id="portal.W002")]
    return []


def _is_a_proxy(proxy: str) -> bool:
    try:
        return proxy == UNIX or bool(ip_network(proxy, strict=False))
    except ValueError:
        return False


def warn_of_sqlite(vendor: str, version: tuple[int, int, int]) -> list[Warning]:
    """https://www.sqlite.org/wal.html#walresetbug: two connections that write at once can, very rarely, damage the file."""
    if settings.SAMPLE_DATABASE or vendor != "sqlite" or version >= SAFE_SQLITE:
        return []
    return [
        Warning(
            f"SQLite {'.'.join(map(str, version))} has a rare bug that can damage a database written by several connections",
            hint="For real use set DATABASE_URL to PostgreSQL, or install SQLite 3.51.3 or later; keep backups.",
            id="portal.W001",
        )
    ]


@register(Tags.database)
def history_is_guarded(app_configs, databases=None, **kwargs):
    """W002: without its triggers a table of the history could be changed. Looked at where the tables are there already."""
    return warn_of_lost_triggers(connection) if databases else []


def warn_of_lost_triggers(connection) -> list[Warning]:
    """`migrate` itself looks first and then makes what is missing: a warning, so that it is not stopped by what it mends."""
    if TABLE not in connection.introspection.table_names():
        return []
    missing = missing_triggers(connection, guarded_tables())
    missing += [] if trail_is_guarded(connection) else [TRIGGER]
    return [
        Warning(
            f"The history can be changed: {', '.join(missing)} missing",
            hint="Run: python manage.py migrate",
            id="portal.W002",
        )
        for _ in missing[:1]
    ]


def views_in(resolver, route="", namespaces=()):
    """(route, full name, view) of every address below, without the namespaces that are decided as a whole."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield route + str(pattern.pattern), ":".join([*namespaces, pattern.name or ""]), pattern.callback
        elif pattern.namespace not in NAMESPACES:
            below = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from views_in(pattern, route + str(pattern.pattern), below)


def _shown(path: Path) -> Path:
    return path.relative_to(settings.BASE_DIR)
