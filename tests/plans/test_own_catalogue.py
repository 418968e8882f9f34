"""A province's own catalogue: made in the browser, used by plans, and kept true by the loader's checks."""

from datetime import date
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from plans.cataloguing import catalogue_of, keep_own_catalogue, own_catalogue, provinces_kept_by
from plans.choices import Role, UnitLevel
from plans.drafting import with_entry
from plans.forms.entries import stamp_of
from plans.models import Breakdown, Indicator, LoadedFile
from portal.clock import now
from tests.builders import make_goal, make_plan, make_seat, make_unit, make_user
from tests.plans.plan_files import CATALOGUE, load
from tests.plans.test_plan_pages import Words, words_of

pytestmark = pytest.mark.django_db

ADVICE = {
    "code": "buoi-tu-van",
    "name": "Buổi tư vấn",
    "measure": "count",
    "accumulation": "flow",
    "unit_of_measure": "buổi",
    "collected_from": ["units"],
}
BOXES = {"name": "Buổi tư vấn", "accumulation": "flow", "unit_of_measure": "buổi", "collected_from": "units"}


@pytest.fixture(autouse=True)
def catalogue(world, tmp_path):
    """The small shared catalogue."""
    load(tmp_path, catalogue=CATALOGUE)


def keep(world, chief, *entries, kind="indicators"):
    def change(tree):
        for entry in entries:
            tree = with_entry(tree, kind, entry)
        return tree

    keep_own_catalogue(world.nam_dinh, change, by=chief, now=now())


def address(world, name, *args):
    return reverse(f"plans:{name}", args=[world.nam_dinh.pk, *args])


def test_an_indicator_is_made_in_the_browser_and_belongs_to_the_province(world, browser):
    answer = browser.post(address(world, "own-entry-new", "chi-so") + "?loai=count", BOXES)

    assert (answer.status_code, answer.url) == (302, address(world, "own-catalogue"))
    assert own_catalogue(world.nam_dinh) == {"breakdowns": [], "indicators": [ADVICE | {"decimals": "0"}]}
    row = Indicator.objects.get(code="buoi-tu-van")
    assert (row.measure, row.accumulation, row.unit_of_measure, row.from_units) == ("count", "flow", "buổi", True)
    assert LoadedFile.objects.get(owner=world.nam_dinh).declares["indicators"].keys() == {"buoi-tu-van"}


def test_one_that_is_there_already_is_shown_before_a_new_one_is_made(world, browser):
    typed = {**BOXES, "name": "HTX, THT thành lập mới"}
    new = address(world, "own-entry-new", "chi-so") + "?loai=count"

    shown = browser.post(new, typed)
    made = browser.post(new, {**typed, "is_other": "on"})

    assert shown.status_code == 422
    assert "Đã có chỉ số gần giống HTX, THT mới thành lập" in str(Words(unescape(shown.content.decode())))
    assert made.status_code == 302


def test_an_indicator_is_changed(world, chief, browser):
    keep(world, chief, ADVICE)
    boxes = {
        **BOXES,
        "seen": stamp_of(own_catalogue(world.nam_dinh)["indicators"][0]),
        "name": "Buổi tư vấn khởi nghiệp",
    }

    answer = browser.post(address(world, "own-entry", "chi-so", "buoi-tu-van"), boxes)

    assert answer.status_code == 302
    assert Indicator.objects.get(code="buoi-tu-van").name == "Buổi tư vấn khởi nghiệp"


def test_what_a_goal_measures_keeps_its_meaning(world, chief, browser):
    keep(world, chief, ADVICE)
    make_goal(make_plan(scope=world.nam_dinh), Indicator.objects.get(code="buoi-tu-van"))
    seen = stamp_of(own_catalogue(world.nam_dinh)["indicators"][0])

    answer = browser.post(
        address(world, "own-entry", "chi-so", "buoi-tu-van"), {**BOXES, "seen": seen, "accumulation": "stock"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["accumulation"])
    assert Indicator.objects.get(code="buoi-tu-van").accumulation == "flow"


def test_what_a_goal_measures_is_not_taken_out(world, chief, browser):
    keep(world, chief, ADVICE)
    make_goal(make_plan(scope=world.nam_dinh), Indicator.objects.get(code="buoi-tu-van"))

    page = browser.post(address(world, "own-entry-remove", "chi-so", "buoi-tu-van"), follow=True)

    assert "còn được dùng" in words_of(page)
    assert Indicator.objects.filter(code="buoi-tu-van").exists()


def test_what_nobody_uses_is_taken_out(world, chief, browser):
    keep(world, chief, ADVICE)

    browser.post(address(world, "own-entry-remove", "chi-so", "buoi-tu-van"))

    assert not Indicator.objects.filter(code="buoi-tu-van").exists()
    assert own_catalogue(world.nam_dinh) == {"breakdowns": [], "indicators": []}


def test_the_second_of_two_at_one_indicator_overwrites_nothing_unseen(world, chief, browser):
    keep(world, chief, ADVICE)
    seen = stamp_of(own_catalogue(world.nam_dinh)["indicators"][0])
    keep_own_catalogue(
        world.nam_dinh,
        lambda tree: with_entry(tree, "indicators", ADVICE | {"name": "Lời kia"}, key="buoi-tu-van"),
        by=chief,
        now=now(),
    )

    answer = browser.post(
        address(world, "own-entry", "chi-so", "buoi-tu-van"), {**BOXES, "seen": seen, "name": "Lời tôi"}
    )

    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này." in answer.content.decode()
    assert Indicator.objects.get(code="buoi-tu-van").name == "Lời kia"


def test_a_breakdown_is_made_with_its_parts_and_used(world, browser):
    browser.post(
        address(world, "own-entry-new", "phan-to"),
        {
            "name": "Nguồn kinh phí",
            "part1-name": "Ngân sách tỉnh",
            "part2-name": "Xã hội hóa",
            "part2-from": "1/1/2024",
        },
    )

    assert own_catalogue(world.nam_dinh)["breakdowns"] == [
        {
            "code": "nguon-kinh-phi",
            "name": "Nguồn kinh phí",
            "parts": [
                {"code": "ngan-sach-tinh", "name": "Ngân sách tỉnh"},
                {"code": "xa-hoi-hoa", "name": "Xã hội hóa", "from": "2024-01-01"},
            ],
        }
    ]
    parts = Breakdown.objects.get(code="nguon-kinh-phi").parts.values_list("code", "name")
    assert list(parts) == [
        ("ngan-sach-tinh", "Ngân sách tỉnh"),
        ("xa-hoi-hoa", "Xã hội hóa"),
        ("chua-phan-loai", "Chưa phân loại"),
    ]


def test_a_breakdown_needs_a_part(world, browser):
    answer = browser.post(address(world, "own-entry-new", "phan-to"), {"name": "Nguồn kinh phí"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["part1-name"])


def test_the_own_catalogue_is_seen_in_the_province_and_nowhere_else(world, chief, hai_hau_officer):
    keep(world, chief, ADVICE)
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    stranger = make_user("ha-nam", "Tạ Thị Vân")
    make_seat(stranger, Role.OFFICER, unit=ha_nam)

    assert catalogue_of(hai_hau_officer).indicators.filter(code="buoi-tu-van").exists()
    assert not catalogue_of(stranger).indicators.filter(code="buoi-tu-van").exists()


def test_the_catalogue_goes_on_in_the_successor(world, chief, on_day):
    keep(world, chief, ADVICE)
    on_day(date(2026, 5, 6))
    successor = make_user("ninh-binh", "Đinh Thị Hương")
    make_seat(successor, Role.ADMINISTRATOR, unit=world.ninh_binh)
    client = Client()
    client.force_login(successor)

    page = words_of(client.get(address(world, "own-entry", "chi-so", "buoi-tu-van")))
    client.post(address(world, "own-entry-remove", "chi-so", "buoi-tu-van"))

    assert "Sửa chỉ số" in page
    assert list(provinces_kept_by(successor)) == [world.nam_dinh, world.ninh_binh]
    assert not Indicator.objects.filter(code="buoi-tu-van").exists()


def test_only_the_provinces_administrator_keeps_it(world, chief, province_reviewer):
    with pytest.raises(PermissionDenied):
        keep(world, province_reviewer, ADVICE)

    assert not Indicator.objects.filter(code="buoi-tu-van").exists()


def test_a_shared_indicator_is_not_the_provinces_to_change(world, browser):
    page = words_of(browser.get(reverse("plans:indicator-page", args=["htx-moi"])))

    assert "Danh mục chung, chỉ đọc" in page
    assert browser.get(address(world, "own-entry", "chi-so", "htx-moi")).status_code == 404


def test_the_page_of_an_own_indicator_leads_to_its_form(world, chief, browser):
    keep(world, chief, ADVICE)

    page = browser.get(reverse("plans:indicator-page", args=["buoi-tu-van"])).content.decode()

    assert f'href="{address(world, "own-entry", "chi-so", "buoi-tu-van")}"' in page


def test_an_empty_catalogue_says_so(world, browser):
    words = words_of(browser.get(address(world, "own-catalogue")))

    assert "Chưa có chỉ số nào của riêng tỉnh." in words
    assert "Chưa có phân tổ nào của riêng tỉnh." in words
