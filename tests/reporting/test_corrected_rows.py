"""A report sent back with marks, on the pages of the unit: what is open, what is locked, the page of a single row."""

import pytest
from django.urls import reverse

from reporting.models import ReportEvent
from tests.reporting.marking import RESULTS, address, handed_in, page_of, send_back, url, written
from tests.reporting.pressing import NOON


@pytest.fixture
def case(world, hai_hau_head, on_day):
    on_day(NOON.date())
    return handed_in(world, hai_hau_head)


# --- In the unit's hands ------------------------------------------------------------------------------------------------


@pytest.fixture
def returned(case, province_reviewer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại", results="Ghi tên các tổ")
    return case


def test_the_reports_home_lists_what_is_to_be_corrected(client, returned, hai_hau_officer):
    shown = page_of(client, returned, hai_hau_officer, "page")

    assert "Trả lại, 2 ô cần sửa" in shown
    assert f'href="{url(returned, "fill")}#{address(returned.jobs)}-value"' in shown
    assert f'href="{url(returned, "fill")}#{RESULTS}-text"' in shown
    assert "Ghi tên các tổ" in shown


def test_the_front_page_says_how_many(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)

    assert "Trả lại, 2 ô cần sửa" in client.get(reverse("reporting:home")).content.decode()


def test_the_form_has_boxes_only_for_what_is_open(client, returned, hai_hau_officer):
    shown = page_of(client, returned, hai_hau_officer, "fill")

    assert f'name="{address(returned.jobs)}-value"' in shown
    assert f'name="{RESULTS}-text"' in shown
    assert f'name="{address(returned.loans)}-value"' not in shown
    assert 'name="difficulties-text"' not in shown
    assert shown.count("Mở ô này để sửa<") == 2 + 3
    assert "Kiểm tra lại" in shown


def test_typing_into_a_locked_row_all_the_same_is_told_and_not_lost(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)
    typed = {
        "version": returned.now.version,
        f"{address(returned.loans)}-value": "21",
        f"{address(returned.jobs)}-value": "6",
    }

    answer = client.post(url(returned, "fill"), typed)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Bạn vừa gõ, chưa ghi: 21" in shown
    assert f'href="#{address(returned.loans)}-khoa"' in shown
    assert sorted(int(figure.value) for figure in returned.report.figures.all()) == [3, 6, 20]


def test_a_cell_sent_for_a_locked_row_is_told_so(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)
    name = f"{address(returned.loans)}-value"
    body = {"user": hai_hau_officer.pk, "batch": "a", "cells": {name: "21"}, "shown": {}}

    answer = client.post(url(returned, "autosave"), body, content_type="application/json")

    row = answer.json()["rows"][address(returned.loans)]
    assert answer.status_code == 422
    assert row["errors"]["value"].startswith("Ô này đang khóa")
    assert (row["theirs"], row["conflict"], row["texts"]["value"]) == ([], False, "20")


def test_filling_a_section_leaves_locked_rows(client, returned, hai_hau_officer):
    returned.report.figures.filter(indicator=returned.loans[0]).delete()
    client.force_login(hai_hau_officer)
    section = f"muc-{returned.report.round.plans.get().sections.get().pk}"

    answer = client.post(
        reverse("reporting:report-prefill", args=[returned.report.pk, section, "khong-phat-sinh"]), follow=True
    )

    assert "1 dòng đang khóa nên để nguyên" in answer.content.decode()
    assert returned.report.figures.count() == 2


# --- The page of one row ------------------------------------------------------------------------------------------------


def test_a_locked_row_is_opened_on_its_page(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)
    before = client.get(url(returned, "thread", address(returned.loans))).content.decode()

    blank = client.post(url(returned, "row-open", address(returned.loans)), {"reason": " "})
    opened = client.post(url(returned, "row-open", address(returned.loans)), {"reason": "Đếm thiếu"})

    assert f'action="{url(returned, "row-open", address(returned.loans))}"' in before
    assert (blank.status_code, "Ghi lý do phải sửa ô này." in blank.content.decode()) == (422, True)
    assert opened.url == f"{url(returned, 'fill')}#{address(returned.loans)}-value"
    assert f'name="{address(returned.loans)}-value"' in page_of(client, returned, hai_hau_officer, "fill")


def test_the_prose_is_opened_on_its_page(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)

    opened = client.post(url(returned, "row-open", "next_steps"), {"reason": "Bổ sung"})

    assert opened.url == f"{url(returned, 'fill')}#next_steps-text"
    assert written(returned)[-1] == ("next_steps", "opens", "Bổ sung", True, True)


def test_the_unit_answers_on_the_rows_page(client, returned, hai_hau_officer, province_reviewer):
    client.force_login(hai_hau_officer)
    where = url(returned, "thread", address(returned.jobs))

    client.post(url(returned, "thread-reply", address(returned.jobs)), {"text": "Đã đếm lại"})

    assert "Đã đếm lại" in client.get(where).content.decode()
    client.force_login(province_reviewer)
    shown = client.get(where).content.decode()
    assert "Đã đếm lại" in shown
    assert "Gửi trả lời" not in shown


def test_a_refused_answer_is_not_lost(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)

    answer = client.post(url(returned, "thread-reply", address(returned.loans)), {"text": "Không rõ"})

    assert (answer.status_code, "Chưa ai viết gì về ô này" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("row", ["q999-actual", "khong-co"])
def test_a_row_that_is_not_asked_has_no_page(client, returned, hai_hau_officer, row):
    client.force_login(hai_hau_officer)

    assert client.get(url(returned, "thread", row)).status_code == 404


def test_the_details_of_a_figure_show_the_thread(client, returned, hai_hau_officer):
    client.force_login(hai_hau_officer)
    where = reverse("reporting:answer-details", args=[returned.report.pk, address(returned.jobs)])

    assert [("Kiểm tra lại" in client.get(where, asked).content.decode()) for asked in ({}, {"phan": "1"})] == [
        True
    ] * 2


def test_the_history_says_how_many_rows_a_return_marked(client, returned, hai_hau_officer):
    assert "Đánh dấu 2 ô phải sửa." in page_of(client, returned, hai_hau_officer, "page")
    assert ReportEvent.objects.latest("pk").mark_count == 2
