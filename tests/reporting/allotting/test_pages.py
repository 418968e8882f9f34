"""The pages on which a province shares targets out, as people open, fill in and publish them."""

import json
from datetime import date
from decimal import Decimal

from django.urls import reverse

from plans.allocation.reading import read_grid
from plans.allocation.standing import standing_allotments
from plans.choices import Measure, SheetState
from plans.models import AllotmentSheet
from reporting.spreadsheets.allotment import workbook_of
from tests.builders import make_goal, make_indicator, make_target, make_unit
from tests.plans.allotments import FIRST_DAY, YEAR_2024, begun, published, typed
from tests.reporting.allotting.asking import at, now, words
from tests.reporting.allotting.conftest import TODAY

D = Decimal


def test_a_sheet_is_begun_for_the_coming_year_within_the_plan(administrator, plan, founded):
    address = reverse("reporting:allotment-new", args=["nd"])
    proposed = administrator.get(address).context["form"].initial

    answer = administrator.post(address, {"span": "year-2024-2024", "effective_from": "15/12/2023"})
    again = administrator.post(address, {"span": "year-2024-2024", "effective_from": "15/12/2023"})
    nonsense = administrator.post(address, {"span": "year-1-1", "effective_from": "mai"})

    sheet = AllotmentSheet.objects.get()
    assert proposed == {"span": "year-2024-2024", "effective_from": FIRST_DAY}
    assert answer.url == at("page", sheet)
    assert (again.status_code, "Đã có một bảng đang chia cho năm 2024" in words(again)) == (422, True)
    assert {name: list(errors) for name, errors in nonsense.context["form"].errors.items()} == {
        "span": ["Chọn một thời gian trong danh sách."],
        "effective_from": ["Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."],
    }


def test_publishing_asks_for_a_word_on_each_gap_and_then_gives_the_targets(
    administrator, sheet, founded, plan, world, province_administrator
):
    typed(sheet, {founded: {world.city: 4, world.hai_hau: 5}}, province_administrator)
    said = {"version": 1, "decision": "QĐ 5/QĐ-BTV", "reason": "Giao năm 2024"}

    asked = administrator.post(at("publish", sheet), said)
    done = administrator.post(at("publish", sheet), {**said, "ly-do-htx": "01 HTX của tỉnh"}, follow=True)

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["ly-do-htx"])
    assert "HTX mới: thiếu 1 HTX" in words(asked)
    assert "Đã giao 1 chỉ tiêu cho 2 đơn vị." in words(done)
    assert "Lý do: 01 HTX của tỉnh" in words(done)
    assert standing_allotments(plan, YEAR_2024, TODAY).values == {"htx": {world.city.pk: D(4), world.hai_hau.pk: D(5)}}


def test_a_published_sheet_is_read_by_the_units_their_own_row_first(
    client, sheet, founded, world, province_administrator, hai_hau_officer
):
    published(
        typed(sheet, {founded: {world.city: 4, world.hai_hau: 6}}, province_administrator), province_administrator
    )
    client.force_login(hai_hau_officer)

    page = words(client.get(at("page", sheet)))
    listed = words(client.get(reverse("reporting:allotment-list", args=["nd"])))

    assert "Giao cho Huyện Hải Hậu" in page
    assert page.index(f'data-unit="{world.hai_hau.pk}" class="allotment-own"') < page.index(
        f'data-unit="{world.city.pk}"'
    )
    assert ("data-editable" in page, "<form" in page.split("<main")[1]) == (False, False)
    assert ("Đã giao" in listed, "Lập bảng mới" in listed) == (True, False)


def test_a_published_sheet_leads_its_forms_back_to_itself(administrator, sheet, founded, world, province_administrator):
    published(typed(sheet, {founded: {world.city: 10}}, province_administrator), province_administrator)

    answers = [administrator.get(at(*name)) for name in [("goal", sheet, "htx"), ("publish", sheet)]]
    late = administrator.post(
        at("save", sheet), {"version": 2, "cells": json.dumps({"htx": {str(world.city.pk): "9"}})}
    )

    assert [answer.url for answer in answers] == [at("page", sheet)] * 2
    assert (late.status_code, "không sửa được nữa" in words(late)) == (409, True)
    assert now(sheet).state == SheetState.PUBLISHED


def test_a_draft_moves_to_another_day_and_names_what_no_longer_fits(
    administrator, sheet, founded, world, province_administrator
):
    typed(sheet, {founded: {world.my_loc: 4}}, province_administrator)

    administrator.post(at("day", sheet), {"version": 1, "effective_from": "01/09/2024"})
    named = words(administrator.get(at("page", sheet)))
    administrator.post(at("tidy", sheet), {"version": 2})

    assert "Huyện Mỹ Lộc, HTX mới: 4" in named
    assert now(sheet).cells == {}


def test_what_a_split_left_above_is_said(administrator, plan, founded, world, province_administrator):
    make_target(founded, 4, unit=world.y_yen, years=(2024, 2024))
    percent = make_goal(plan, make_indicator("Tỷ lệ", measure=Measure.RATIO), code="ty-le")
    make_target(percent, 60, unit=world.city, years=(2024, 2024))
    make_target(percent, 70, unit=world.my_loc, years=(2024, 2024))
    AllotmentSheet.objects.update_or_create(
        plan=plan, span_kind="year", first_year=2024, last_year=2024,
        defaults={"effective_from": date(2025, 7, 1), "saved_by": province_administrator, "saved_at": "2024-01-10T00:00Z"},
    )  # fmt: skip

    notes = administrator.get(at("page", AllotmentSheet.objects.get())).context["notes"]

    assert notes[0] == (
        "HTX mới: 4 HTX đã giao cho Huyện Ý Yên vẫn giữ ở Tỉnh Ninh Bình sau khi chia tách, cho đến khi giao lại."
    )
    assert notes[1] == (
        "Tỷ lệ: các đơn vị nhập vào Phường Nam Định được giao khác nhau (60 %; 70 %), nên không còn hiệu lực cho đến khi "
        "giao lại."
    )


def test_a_draft_is_thrown_away(administrator, sheet):
    answer = administrator.post(at("discard", sheet), {"version": 0}, follow=True)

    assert "Đã bỏ bảng đang chia." in words(answer)
    assert "Chưa có bảng giao chỉ tiêu nào" in words(answer)


def test_the_list_and_the_grid_ask_as_often_for_three_units_as_for_one(
    administrator, world, on_day, founded, sheet, django_assert_num_queries, province_administrator
):
    pages = [reverse("reporting:allotment-list", args=["nd"]), at("page", sheet)]

    def counted():
        for address, queries in zip(pages, (13, 16), strict=True):
            administrator.get(address)
            with django_assert_num_queries(queries):
                administrator.get(address)

    counted()
    for number in range(3):
        make_unit(f"Huyện thêm {number}", parent=world.nam_dinh)
    make_goal(sheet.plan, make_indicator("Lớp"), code="lop")
    begun(sheet.plan, province_administrator, span=YEAR_2024._replace(first=2023, last=2023), day=date(2023, 1, 1))
    counted()


def test_the_workbook_of_a_published_sheet_is_locked_whole(sheet, founded, world, province_administrator):
    done = typed(sheet, {founded: {world.city: 10}}, province_administrator)
    published(done, province_administrator)

    assert workbook_of(read_grid(now(sheet)), TODAY)[:2] == b"PK"
