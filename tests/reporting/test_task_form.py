"""The form in which a holder says how a task stands: what it offers, what it refuses, what it keeps."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.choices import UnitLevel
from reporting.choices import TaskState
from reporting.models import TaskStatement
from tests.builders import make_plan, make_round
from tests.reporting.tasks_of_2024 import make_task, said_of, state_address

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 10)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh)


def test_a_unit_states_its_task_with_a_file(client, plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)
    file = SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF")

    answer = client.post(
        state_address(task, world.hai_hau),
        {"state": "done", "as_of": "10/6/2024", "done_on": "1/6/2024", "note": " Đã ban hành. ", "files": [file]},
        follow=True,
    )

    row = TaskStatement.objects.get()
    assert (row.unit, row.state, row.done_on, row.note) == (world.hai_hau, "done", date(2024, 6, 1), "Đã ban hành.")
    assert "Đã ghi tình hình nhiệm vụ của Huyện Hải Hậu." in answer.content.decode()
    assert "ke-hoach.pdf" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Tình trạng: Chọn một tình trạng."),
        ({"state": "la", "as_of": "10/6/2024"}, "Chọn một trong các tình trạng."),
        ({"state": "done", "as_of": "10/6/2024"}, "Ghi ngày hoàn thành nhiệm vụ."),
        ({"state": "doing", "as_of": "31/6/2024"}, "Không có ngày 31/06/2024 trong lịch."),
        ({"state": "not_applicable", "as_of": "10/6/2024", "note": ""}, "Ghi lý do không áp dụng"),
        ({"state": "doing", "as_of": "11/6/2024"}, "ghi đến hôm nay là muộn nhất"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, plan, world, hai_hau_officer, typed, said):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)

    answer = client.post(state_address(task, world.hai_hau), {"note": "Chữ đã gõ", **typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed.get("note", "Chữ đã gõ") in answer.content.decode()
    assert TaskStatement.objects.count() == 0


def test_a_file_that_is_none_of_ours_is_told_at_its_box(client, plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)
    file = SimpleUploadedFile("ke-hoach.pdf", b"<html><script>alert(1)</script>")

    answer = client.post(state_address(task, world.hai_hau), {"state": "doing", "as_of": "10/6/2024", "files": [file]})

    assert "Tệp kèm theo: ke-hoach.pdf: Không nhận được loại tệp này." in answer.content.decode()


@pytest.mark.parametrize("key", ["don-vi-999999", "co-quan-1", "la", "don-vi-0"])
def test_whom_the_task_does_not_lie_on_has_no_form(client, plan, world, hai_hau_officer, key):
    task = make_task(plan, units=[world.hai_hau])
    client.force_login(hai_hau_officer)

    assert client.get(reverse("reporting:task-state", args=[task.pk, 2024, key])).status_code == 404


def test_the_province_states_for_who_has_no_seat_and_the_history_says_so(client, plan, world, province_reviewer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(province_reviewer)
    form = client.get(state_address(task, world.y_yen)).content.decode()

    page = client.post(
        state_address(task, world.y_yen), {"state": "doing", "as_of": "10/6/2024"}, follow=True
    ).content.decode()

    assert "nên tỉnh ghi thay" in form
    assert "(tỉnh ghi thay)" in page


def test_the_units_own_word_is_nobody_elses(client, plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)

    page = client.post(
        state_address(task, world.hai_hau), {"state": "doing", "as_of": "10/6/2024"}, follow=True
    ).content.decode()

    assert "(tỉnh ghi thay)" not in page


def test_the_form_offers_the_cut_off_of_the_open_round(client, plan, world, hai_hau_officer, on_day):
    make_round(plan, cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29), name="Năm 2024")
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)
    before = client.get(state_address(task, world.hai_hau)).content.decode()

    on_day(date(2024, 11, 25))
    client.force_login(hai_hau_officer)
    after = client.get(state_address(task, world.hai_hau)).content.decode()

    assert 'value="10/06/2024"' in before
    assert 'value="20/11/2024"' in after
    assert "Kỳ “Năm 2024” chốt ngày 20/11/2024." in after


def test_a_word_about_an_earlier_day_says_that_it_changes_nothing_now(client, plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    said_of(task, world.hai_hau, TaskState.DONE, as_of=TODAY, by=hai_hau_officer)
    client.force_login(hai_hau_officer)

    page = client.post(
        state_address(task, world.hai_hau), {"state": "doing", "as_of": "1/6/2024"}, follow=True
    ).content.decode()

    assert "Tình trạng hiện nay vẫn theo lần ghi đến ngày 10/06/2024." in page
    assert TaskStatement.objects.count() == 2
