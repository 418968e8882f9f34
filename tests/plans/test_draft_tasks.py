"""Tasks on the plan desk: on agencies, on every unit of a level, on some units; once, or again and again."""

from datetime import date

import pytest
from django.urls import reverse

from plans.forms import parts
from plans.forms.offers import Offers
from plans.forms.problems import problems_of
from plans.forms.tasks import TaskForm, turn_words
from plans.forms.territory import units_of_territory
from plans.models import Task
from plans.publishing import mistakes_of, publish, save_draft
from portal.clock import now
from tests.plans.goals_in_boxes import goal_of, make_draft
from tests.plans.test_plan_pages import words_of

pytestmark = pytest.mark.django_db

BOXES = {"section": "ii-1", "wording": "Tư vấn, hỗ trợ thành lập HTX."}


@pytest.fixture
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


def task_typed(draft, **boxes):
    form = TaskForm(Offers(draft), None, BOXES | boxes)
    assert form.errors == {}
    return form.entry()


def kept(draft, tasks, chief):
    content = draft.content | {"tasks": tasks, "goals": [goal_of()]}
    return save_draft(draft, content, version=draft.version, by=chief, now=now())


# --- From the boxes into the tables -----------------------------------------------------------------------------------


def test_agencies_lead_and_help_by_a_day(draft, chief):
    boxes = {"lead-1": "hoi-tinh", "partners-1": "lien-minh", "due": "30/11/2024", "programmes": "OCOP\nnông thôn mới"}

    task = task_typed(draft, **boxes, note="In mờ.")
    publish(kept(draft, [{"code": "tu-van", **task}], chief), by=chief, now=now())

    assert task == {
        "section": "ii-1",
        "wording": "Tư vấn, hỗ trợ thành lập HTX.",
        "lead": ["hoi-tinh"],
        "partners": ["lien-minh"],
        "due": "2024-11-30",
        "programmes": ["OCOP", "nông thôn mới"],
        "note": "In mờ.",
    }
    row = Task.objects.get(code="tu-van")
    assert (row.due_on, row.every_years, row.programmes) == (date(2024, 11, 30), 0, ["OCOP", "nông thôn mới"])
    assert list(row.agency_rows.values_list("agency__code", "involvement")) == [
        ("hoi-tinh", "lead"),
        ("lien-minh", "partner"),
    ]


@pytest.mark.parametrize(("every", "years"), [("", 0), ("1", 1), ("2", 2)])
def test_every_unit_of_a_level_does_it_as_often_as_said(every, years, draft, chief):
    task = task_typed(draft, level="district", every=every, frequency="theo lời giấy")

    publish(kept(draft, [{"code": "viec", **task}], chief), by=chief, now=now())

    row = Task.objects.get(code="viec")
    assert (row.each_level, row.every_years, row.frequency) == ("district", years, "theo lời giấy")


def test_some_units_of_the_territory_do_it(world, draft, chief):
    task = task_typed(draft, units=["360", "366"])

    publish(kept(draft, [{"code": "viec", **task}], chief), by=chief, now=now())

    assert list(Task.objects.get(code="viec").units.order_by("code")) == [world.y_yen, world.hai_hau]


def test_the_units_offered_are_those_of_the_beginning_and_of_the_end(draft):
    names = [name for _, name in units_of_territory(draft.content)]

    assert names == [
        "Thành phố Nam Định (đến 30/06/2025)",
        "Huyện Mỹ Lộc (đến 31/08/2024)",
        "Huyện Ý Yên (đến 30/06/2025)",
        "Huyện Hải Hậu (đến 30/06/2025)",
        "Phường Nam Định",
        "Xã Ý Yên",
        "Xã Vũ Dương",
        "Xã Hải Hậu",
        "Xã Hải Anh",
    ]


def test_without_scope_and_years_no_unit_is_offered():
    assert units_of_territory({"plan": {"scope": "province 36"}}) == []


def test_an_agency_of_the_portal_can_be_named_that_the_draft_does_not_declare(world, draft, chief):
    task = task_typed(draft, **{"lead-1": world.alliance.code})

    assert mistakes_of(kept(draft, [{"code": "viec", **task}], chief)) == []


# --- What does not fit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("boxes", "box"),
    [
        ({}, None),
        ({"level": "district", "units": ["366"]}, "units"),
        ({"lead-1": "hoi-tinh", "partners-1": "hoi-tinh"}, None),
        ({"level": "district", "every": "1", "due": "30/11/2024"}, "due"),
        ({"level": "district", "every": "3"}, "every"),
    ],
)
def test_what_does_not_fit_together_is_told_at_its_box(boxes, box, draft, chief):
    saved = kept(draft, [{"code": "viec", **task_typed(draft, **boxes)}], chief)

    problems = problems_of(saved, mistakes_of(saved)).of_entry(parts.TASKS, "viec")

    opened = TaskForm.with_problems(Offers(saved), saved.content["tasks"][0], problems)
    assert list(opened.errors) == [box or "__all__"]


@pytest.mark.parametrize(
    ("boxes", "refused"),
    [
        ({"wording": ""}, "wording"),
        ({"section": "khong-co"}, "section"),
        ({"due": "31/11/2024"}, "due"),
        ({"units": ["999"]}, "units"),
        ({"frequency": "x" * 121}, "frequency"),
    ],
)
def test_what_cannot_be_read_stays_in_its_box(boxes, refused, draft):
    assert list(TaskForm(Offers(draft), None, BOXES | boxes).errors) == [refused]


def test_a_unit_that_is_not_there_any_more_stays_ticked(draft):
    form = TaskForm(Offers(draft), {"code": "viec", **BOXES, "units": ["999"]})

    assert ("999", "999 (không có trong phạm vi)") in form.fields["units"].choices
    assert form["units"].value() == ["999"]


# --- The pages --------------------------------------------------------------------------------------------------------


def test_a_task_is_made_in_the_browser_and_stands_in_the_list(draft, browser):
    new = reverse("plans:draft-entry-new", args=[draft.pk, "nhiem-vu"])

    answer = browser.post(new, BOXES | {"lead-1": "hoi-tinh", "level": "district", "every": "2"})

    words = words_of(browser.get(answer.url))
    assert "Tư vấn, hỗ trợ thành lập HTX. Chủ trì: Hội LHPN tỉnh" in words
    assert "Mọi đơn vị cấp huyện 02 năm một lần" in words


@pytest.mark.parametrize(
    ("every", "words"), [(None, ""), ("", ""), ("1", "hằng năm"), ("2", "02 năm một lần"), ("7", "7 năm một lần")]
)
def test_how_often_is_said_in_words(every, words):
    assert turn_words(every) == words
