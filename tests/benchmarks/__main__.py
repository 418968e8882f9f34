"""`python -m tests.benchmarks [NAME ...] [--sizes 10,129,3321]`: a table, and the same as var/bench.json."""

import argparse
import json
import os
from dataclasses import asdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from tests.benchmarks import world  # noqa: E402
from tests.benchmarks.measuring import PAIRS, measure  # noqa: E402
from tests.benchmarks.works import WORKS  # noqa: E402

SIZES = [10, 129, 3321]
COLUMNS = ["name", "size", "database", "cpu_ms", "limit_ms", "ratio", "queries", "peak_mb"]


def main() -> None:
    names, sizes = _asked()
    settings.ROOT_URLCONF = "tests.benchmarks.bare"
    settings.DEBUG = False  # else Django keeps every statement it sent
    runner = DiscoverRunner(verbosity=0, interactive=False)
    # The test database of whatever DATABASE_URL names, made for this and gone afterwards.
    databases = runner.setup_databases()
    try:
        provinces = world.build(sizes)
        measurements = _measured(names, provinces)
    finally:
        runner.teardown_databases(databases)
    _write([asdict(measurement) for measurement in measurements])


def _asked():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(WORKS)} (default: all)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of reporting units")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(WORKS)
    if unknown:
        parser.error(f"no such work: {', '.join(sorted(unknown))}")
    return asked.names or list(WORKS), [int(size) for size in asked.sizes.split(",")]


def _measured(names, provinces):
    print(_line(COLUMNS), flush=True)
    measurements = []
    for name in names:
        for size, province in provinces.items():
            measurement = measure(name, size, lambda work=WORKS[name], province=province: work(province))
            few = "" if measurement.pairs >= PAIRS else f"  ({measurement.pairs} pair: too slow for {PAIRS})"
            print(_line(asdict(measurement)[column] for column in COLUMNS) + few, flush=True)
            measurements.append(measurement)
    return measurements


def _line(values):
    return "  ".join(f"{value!s:>9}" for value in values)


def _write(measurements):
    settings.VAR_DIR.mkdir(exist_ok=True)
    path = settings.VAR_DIR / "bench.json"
    kept = [{column: measurement[column] for column in COLUMNS} for measurement in measurements]
    path.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(f"Written to {path.relative_to(settings.BASE_DIR)}.")


if __name__ == "__main__":
    main()
