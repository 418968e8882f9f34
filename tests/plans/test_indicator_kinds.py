"""Every kind of indicator through its form into the tables; what does not fit is told at its box."""

import pytest
from django.urls import reverse

from plans.cataloguing import own_catalogue
from plans.models import Indicator
from tests.plans.plan_files import CATALOGUE, load

pytestmark = pytest.mark.django_db

BOXES = {"name": "Buổi tư vấn", "accumulation": "flow", "unit_of_measure": "buổi", "collected_from": "units"}


@pytest.fixture(autouse=True)
def catalogue(world, tmp_path):
    """The small shared catalogue."""
    load(tmp_path, catalogue=CATALOGUE)


def address(world, name, *args):
    return reverse(f"plans:{name}", args=[world.nam_dinh.pk, *args])


@pytest.mark.parametrize(
    ("kind", "boxes", "said"),
    [
        ("count", BOXES, {"measure": "count", "accumulation": "flow", "composition": "entered"}),
        (
            "count",
            {**BOXES, "breakdown": "loai-hinh", "distinct_within": "phase", "not_above": "htx-moi", "decimals": "2"},
            {"breakdown__code": "loai-hinh", "distinct_within": "phase", "not_above__code": "htx-moi", "decimals": 2},
        ),
        (
            "sum",
            {"name": "Cộng", "sum_of": ["htx-moi"], "accumulation": "flow", "unit_of_measure": "việc"},
            {"measure": "count", "composition": "sum"},
        ),
        (
            "ratio",
            {
                "name": "Tỷ lệ A",
                "numerator_name": "a",
                "denominator_name": "b",
                "accumulation": "stock",
                "collected_from": "province",
            },
            {
                "measure": "ratio",
                "accumulation": "stock",
                "numerator_label": "a",
                "denominator_label": "b",
                "from_units": False,
            },
        ),
        (
            "fixed_ratio",
            {
                "name": "Tỷ lệ B",
                "numerator_name": "a",
                "denominator_name": "b",
                "denominator_fixed": "129",
                "accumulation": "flow",
                "collected_from": ["units", "agencies"],
            },
            {"measure": "ratio", "denominator_fixed": 129, "from_units": True, "from_agencies": True},
        ),
        (
            "ratio_of",
            {"name": "Tỷ lệ C", "ratio_numerator": "htx-moi", "ratio_denominator": "htx-moi"},
            {"measure": "ratio", "composition": "ratio", "accumulation": "flow"},
        ),
        (
            "milestone",
            {"name": "Ra mắt hội", "collected_from": "province"},
            {"measure": "milestone", "from_province": True},
        ),
    ],
)
def test_every_kind_of_indicator_comes_into_the_tables(kind, boxes, said, world, browser):
    answer = browser.post(address(world, "own-entry-new", "chi-so") + f"?loai={kind}", {**boxes, "is_other": "on"})

    assert answer.status_code == 302
    code = own_catalogue(world.nam_dinh)["indicators"][0]["code"]
    assert Indicator.objects.filter(code=code).values(*said).get() == said


@pytest.mark.parametrize(
    ("kind", "boxes", "box"),
    [
        ("count", {**BOXES, "unit_of_measure": ""}, "unit_of_measure"),
        ("count", {**BOXES, "accumulation": ""}, "accumulation"),
        ("count", {**BOXES, "collected_from": []}, "collected_from"),
        (
            "ratio_of",
            {"name": "Lệch", "ratio_numerator": "htx-moi", "ratio_denominator": "viec-lam"},
            "ratio_denominator",
        ),
        (
            "fixed_ratio",
            {
                "name": "Không",
                "numerator_name": "a",
                "denominator_name": "b",
                "denominator_fixed": "0",
                "accumulation": "flow",
                "collected_from": "units",
            },
            "denominator_fixed",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_box_and_nothing_is_written(kind, boxes, box, world, browser):
    answer = browser.post(address(world, "own-entry-new", "chi-so") + f"?loai={kind}", {**boxes, "is_other": "on"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [box])
    assert own_catalogue(world.nam_dinh) == {"breakdowns": [], "indicators": []}
