"""The form as it is explained to staff is the form that is read."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings

from plans import choices
from plans.loading.entries import Entry
from plans.loading.form import PlanFile

GUIDE = Path(settings.BASE_DIR) / "docs" / "plan-form.md"
EXAMPLE = Path(settings.BASE_DIR) / "docs" / "plan-example.yaml"
KINDS = sorted(Entry.__subclasses__(), key=lambda kind: kind.__name__)


def keys_of(kind):
    return {item.metadata["key"] or item.name for item in fields(kind) if item.metadata}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_guide_names_every_key(kind):
    named = set(re.findall(r"`(\w+)[`:]", GUIDE.read_text(encoding="utf-8")))

    assert keys_of(kind) - named == set()


@pytest.mark.parametrize(
    "closed_list",
    [
        choices.PlanKind,
        choices.AgencyKind,
        choices.Measure,
        choices.Accumulation,
        choices.Comparator,
        choices.RuleComparison,
        choices.RuleWeight,
        choices.SideOfRatio,
        choices.SpanKind,
        choices.Reporter,
        choices.UnitLevel,
    ],
    ids=lambda closed_list: closed_list.__name__,
)
def test_the_guide_names_every_word_of_a_closed_list(closed_list):
    named = set(re.findall(r"`(\w+)[`:]", GUIDE.read_text(encoding="utf-8")))

    assert set(closed_list.values) - named == set()


def test_the_example_shows_every_part_of_a_plan():
    parts = set(re.findall(r"^(\w+):", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))

    assert parts == keys_of(PlanFile)
