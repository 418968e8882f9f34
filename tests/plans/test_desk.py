"""The plan desk: what lies on it for whom, and the ways to begin a draft."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.choices import Role, UnitLevel, VersionKind
from plans.desk import desk_of, provinces_of
from plans.models import PlanDraft
from plans.publishing import begin_amendment, begin_plan
from tests.builders import make_plan, make_seat, make_unit, make_user
from tests.plans.plan_files import PLAN, changed

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)


def test_the_desk_holds_the_drafts_and_plans_of_the_province(world, loaded, chief):
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    other = make_user("ha-nam", "Tạ Thị Vân")
    make_seat(other, Role.ADMINISTRATOR, unit=ha_nam)
    make_plan(scope=ha_nam, code="ha-nam")
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch 2025")
    theirs = begin_plan(ha_nam.pk, by=other, now=NOW, title="Kế hoạch Hà Nam 2025")

    assert (desk_of(chief).drafts, desk_of(chief).plans) == ((draft,), (loaded,))
    assert [draft.title for draft in desk_of(other).drafts] == [theirs.title]


def test_the_desk_follows_the_province_into_its_successor(world, loaded, chief, on_day):
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch 2025")
    on_day(date(2026, 5, 6))
    successor = make_user("ninh-binh", "Đinh Thị Hương")
    make_seat(successor, Role.ADMINISTRATOR, unit=world.ninh_binh)

    assert (desk_of(successor).drafts, desk_of(successor).plans) == ((draft,), (loaded,))


def test_only_provinces_are_written_for(world, chief):
    assert provinces_of(chief) == [(world.nam_dinh.pk, "Tỉnh Nam Định")]


@pytest.mark.parametrize("plans", [1, 3])
def test_the_desk_asks_the_same_whatever_lies_on_it(plans, world, chief, browser, django_assert_num_queries):
    for number in range(plans):
        make_plan(scope=world.nam_dinh, code=f"ke-hoach-{number}")
        begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title=f"Kế hoạch {number}")
    browser.get(reverse("plans:draft-list"))

    with django_assert_num_queries(10):
        page = browser.get(reverse("plans:draft-list"))

    assert page.content.decode().count("Sửa theo văn bản điều chỉnh") == plans


def test_an_empty_desk_says_how_to_begin(browser):
    page = browser.get(reverse("plans:draft-list")).content.decode()

    assert "Không có bản soạn nào đang viết dở." in page
    assert "Tỉnh chưa có kế hoạch nào trên cổng." in page


def test_a_plan_is_begun_with_its_name(world, chief, browser):
    answer = browser.post(reverse("plans:draft-new"), {"title": "Kế hoạch năm 2025"})

    draft = PlanDraft.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("plans:draft-page", args=[draft.pk]))
    assert (draft.title, draft.province, draft.begun_by) == ("Kế hoạch năm 2025", world.nam_dinh, chief)


def test_a_plan_without_a_name_is_not_begun(browser):
    answer = browser.post(reverse("plans:draft-new"), {"title": " "})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["title"]
    assert not PlanDraft.objects.exists()


def test_a_plan_is_copied_into_the_next_year(world, loaded, browser):
    answer = browser.post(reverse("plans:draft-copy"), {"plan": loaded.code, "years_later": "2", "keep_values": "on"})

    assert answer.status_code == 302
    assert PlanDraft.objects.get().content["plan"]["years"] == "2026-2027"


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"plan": "ke-hoach-thu", "years_later": "-1"}, "years_later"),
        ({"plan": "ke-hoach-thu", "years_later": "21"}, "years_later"),
        ({"plan": "ke-hoach-thu", "years_later": "một"}, "years_later"),
        ({"plan": "khong-co", "years_later": "1"}, "plan"),
        ({"plan": "", "years_later": "1"}, "plan"),
    ],
)
def test_a_copy_that_cannot_be_meant_is_refused_at_its_box(typed, refused, loaded, browser):
    answer = browser.post(reverse("plans:draft-copy"), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [refused])


def test_the_plan_of_the_link_is_chosen_already(loaded, browser):
    page = browser.get(reverse("plans:draft-copy") + f"?tu={loaded.code}").content.decode()

    assert f'<option value="{loaded.code}" selected>' in page


def test_a_file_becomes_a_draft(browser):
    file = SimpleUploadedFile("ke-hoach.yaml", changed(PLAN, "code: ke-hoach-thu", "code: ke-hoach-moi").encode())

    answer = browser.post(reverse("plans:draft-from-file"), {"file": file})

    assert answer.status_code == 302
    assert PlanDraft.objects.get().content["plan"]["code"] == "ke-hoach-moi"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"plan: [", "dòng 2"),
        (b"", "Tệp trống."),
        (b"\xff\xfe", "UTF-8"),
        (b"plan: {tittle: x}", "dòng 1"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_its_lines(raw, told, browser):
    answer = browser.post(reverse("plans:draft-from-file"), {"file": SimpleUploadedFile("ke-hoach.yaml", raw)})

    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors["file"])
    assert not PlanDraft.objects.exists()


def test_a_missing_file_is_asked_for(browser):
    answer = browser.post(reverse("plans:draft-from-file"))

    assert answer.context["form"].errors["file"] == ["Chọn tệp kế hoạch."]


@pytest.mark.parametrize(
    ("why", "kind"), [("dieu-chinh", VersionKind.ADJUSTMENT), ("dinh-chinh", VersionKind.CORRECTION)]
)
def test_a_published_plan_is_opened_again(why, kind, loaded, browser):
    answer = browser.post(reverse("plans:draft-amend", args=[loaded.code, why]))

    draft = PlanDraft.objects.get()
    assert (answer.url, draft.plan, draft.kind) == (reverse("plans:draft-page", args=[draft.pk]), loaded, kind)


def test_a_plan_that_is_being_amended_is_not_opened_twice(loaded, chief, browser):
    begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=NOW)

    answer = browser.post(reverse("plans:draft-amend", args=[loaded.code, "dieu-chinh"]), follow=True)

    assert "Kế hoạch này đang được sửa" in answer.content.decode()
    assert PlanDraft.objects.count() == 1


def test_another_provinces_plan_is_not_amended(world, browser):
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    make_plan(scope=ha_nam, code="ha-nam")

    answer = browser.post(reverse("plans:draft-amend", args=["ha-nam", "dieu-chinh"]))

    assert answer.status_code == 404
    assert not PlanDraft.objects.exists()
