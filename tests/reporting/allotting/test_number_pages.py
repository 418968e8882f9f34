"""The pages on which a province shares targets out, where they type, share, paste and send numbers."""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.allocation.sheets import OWN
from tests.builders import make_goal, make_indicator
from tests.plans.allotments import typed
from tests.reporting.allotting.asking import at, now, words

D = Decimal


def test_the_grid_saves_what_its_script_sends(administrator, sheet, world):
    cells = {"htx": {str(world.hai_hau.pk): "1.234", str(world.city.pk): "5"}}

    answer = administrator.post(at("save", sheet), {"version": 0, "cells": json.dumps(cells)}, follow=True)

    assert now(sheet).cells == {"htx": {str(world.hai_hau.pk): "1234", str(world.city.pk): "5"}}
    assert "<td>1.234</td>" in words(answer)
    assert "thừa 1.229 HTX" in words(answer)


def test_a_bad_cell_is_named_and_nothing_typed_is_lost(administrator, sheet, world):
    hai_hau, city = world.hai_hau.pk, world.city.pk
    cells = {"htx": {str(hai_hau): "1,5", str(city): "4"}}

    answer = administrator.post(at("save", sheet), {"version": 0, "cells": json.dumps(cells)})

    page = words(answer)
    assert (answer.status_code, now(sheet).cells) == (422, {})
    assert f'<a href="#o-htx-{hai_hau}">HTX mới, Huyện Hải Hậu: “1,5” – Ô này chỉ nhận số nguyên' in page
    assert f'<td id="o-htx-{hai_hau}" data-typed="1,5"> <ins>1,5</ins></td>' in page
    assert f'<td id="o-htx-{city}" data-typed="4"> <ins>4</ins></td>' in page
    assert "<title>Lỗi: Giao chỉ tiêu năm 2024" in page


def test_who_saves_second_sees_the_others_numbers_beside_the_own(
    administrator, sheet, founded, world, province_administrator
):
    typed(sheet, {founded: {world.city: 9}}, province_administrator)
    cells = {"htx": {str(world.city.pk): "4"}}

    answer = administrator.post(at("save", sheet), {"version": 0, "cells": json.dumps(cells)})
    second = administrator.post(at("save", sheet), {"version": 1, "cells": json.dumps(cells)})

    page = words(answer)
    assert answer.status_code == 409
    assert "Đỗ Thị Hạnh vừa ghi bảng này lúc 09:00 01/03/2024. Chưa lưu gì" in page
    assert f'<td id="o-htx-{world.city.pk}" data-typed="4">9 <ins>4</ins></td>' in page
    assert 'name="version" value="1"' in page
    assert (second.status_code, now(sheet).cells) == (302, {"htx": {str(world.city.pk): "4"}})


@pytest.mark.parametrize("cells", ["[1]", "{", "x" * 2_000_001])
def test_what_no_page_sends_changes_nothing(administrator, sheet, cells):
    answer = administrator.post(at("save", sheet), {"version": 0, "cells": cells}, follow=True)

    assert "chưa lưu gì" in words(answer)
    assert now(sheet).version == 0


def test_more_than_any_page_sends_is_refused_with_a_sentence(administrator, sheet):
    answer = administrator.post(at("paste", sheet), {"pasted": "1\t" * 2_500_000})

    assert answer.status_code == 413
    assert now(sheet).version == 0


def test_one_goal_is_typed_unit_by_unit_without_scripts(administrator, sheet, world):
    boxes = {f"u{world.hai_hau.pk}": "6", f"u{world.city.pk}": " 4 ", f"u{world.y_yen.pk}": ""}

    answer = administrator.post(at("goal", sheet, "htx"), {"version": 0, **boxes}, follow=True)

    assert now(sheet).cells == {"htx": {str(world.hai_hau.pk): "6", str(world.city.pk): "4"}}
    assert "Đã ghi: HTX mới." in words(answer)


def test_the_page_of_a_goal_keeps_what_was_typed_with_the_mistake_beside_it(administrator, sheet, world):
    boxes = {f"u{world.hai_hau.pk}": "sáu", f"u{world.city.pk}": "4", f"w{world.city.pk}": "3"}

    answer = administrator.post(at("goal", sheet, "htx"), {"version": 0, **boxes})

    rows = {row.name: (row.text, bool(row.error), row.weight) for row in answer.context["rows"]}
    assert answer.status_code == 422
    assert (rows["Huyện Hải Hậu"], rows["Thành phố Nam Định"]) == (("sáu", True, ""), ("4", False, "3"))


@pytest.mark.parametrize(
    ("way", "weights", "shares"),
    [("deu", {}, [3, 3, 2, 2]), ("trong-so", {"hai_hau": "4", "city": "1"}, [2, 0, 0, 8]), ("xoa", {}, [])],
)
def test_one_goal_is_shared_by_a_press(
    administrator, sheet, founded, world, province_administrator, way, weights, shares
):
    typed(sheet, {founded: {world.city: 1}}, province_administrator)
    units = [world.city, world.my_loc, world.y_yen, world.hai_hau]
    boxes = {f"w{getattr(world, unit).pk}": weight for unit, weight in weights.items()}

    answer = administrator.post(at("share", sheet, "htx", way), {"version": 1, "then": "chi-tieu", **boxes})

    cells = now(sheet).cells.get("htx", {})
    assert answer.url == at("goal", sheet, "htx")
    assert cells == {str(unit.pk): str(share) for unit, share in zip(units, shares, strict=False)}


def test_sharing_takes_along_what_was_typed_elsewhere(administrator, sheet, plan, world):
    make_goal(plan, make_indicator("Lớp"), code="lop")
    cells = {"lop": {OWN: "8", str(world.city.pk): "5"}, "htx": {str(world.city.pk): "sai"}}

    answer = administrator.post(at("share", sheet, "lop", "deu"), {"version": 0, "cells": json.dumps(cells)})
    wrong = now(sheet).version
    cells.pop("htx")
    done = administrator.post(at("share", sheet, "lop", "deu"), {"version": 0, "cells": json.dumps(cells)})

    assert (answer.status_code, wrong, done.status_code) == (422, 0, 302)
    assert (now(sheet).own, list(now(sheet).cells["lop"].values())) == ({"lop": "8"}, ["2", "2", "2", "2"])


@pytest.mark.parametrize(
    ("way", "typed_in", "said"),
    [
        ("nam-truoc", {}, "năm trước không đơn vị nào có kết quả được duyệt"),
        ("trong-so", {}, "Không đơn vị nào có trọng số"),
        ("trong-so", {"w": "nặng"}, "Trọng số của Thành phố Nam Định: Chỉ gõ một số"),
    ],
)
def test_what_cannot_be_shared_says_why_on_the_page(administrator, sheet, world, way, typed_in, said):
    boxes = {f"w{world.city.pk}": text for text in typed_in.values()}

    answer = administrator.post(at("share", sheet, "htx", way), {"version": 0, "then": "chi-tieu", **boxes})

    assert (answer.status_code, said in words(answer), now(sheet).version) == (422, True, 0)


def test_a_paste_is_shown_before_it_is_saved(administrator, sheet, world):
    pasted = "Đơn vị\tHTX mới\nHuyện Hải Hậu\t6\nHuyện Ý Yên\t4"

    preview = administrator.post(at("paste", sheet), {"pasted": pasted})
    before = now(sheet).cells
    administrator.post(at("save", sheet), {"version": 0, "cells": preview.context["cells"]})

    assert (preview.status_code, before) == (200, {})
    assert [(change.unit, change.was, change.will) for change in preview.context["comparison"].changes] == [
        ("Huyện Hải Hậu", None, D(6)),
        ("Huyện Ý Yên", None, D(4)),
    ]
    assert now(sheet).cells == {"htx": {str(world.hai_hau.pk): "6", str(world.y_yen.pk): "4"}}


def test_a_paste_with_mistakes_cannot_be_confirmed(administrator, sheet):
    answer = administrator.post(at("paste", sheet), {"pasted": "Đơn vị\tHTX mới\nHuyện Hải Hậu\tsáu\nHuyện Ý Yên\t4"})

    assert (answer.status_code, "Chưa lưu gì. Sửa 1 chỗ" in words(answer)) == (422, True)
    assert 'name="cells"' not in words(answer)


def test_the_workbook_is_taken_and_sent_back(administrator, sheet, founded, world, province_administrator):
    taken = administrator.get(at("xlsx", sheet))
    typed(sheet, {founded: {world.city: 3}}, province_administrator)

    preview = administrator.post(at("upload", sheet), {"workbook": SimpleUploadedFile("bang.xlsx", taken.content)})
    foreign = administrator.post(at("upload", sheet), {"workbook": SimpleUploadedFile("anh.xlsx", b"not a workbook")})

    assert taken["Content-Disposition"] == 'attachment; filename="giao-chi-tieu-nd-2024.xlsx"'
    assert (preview.status_code, preview.context["older"]) == (200, True)
    assert [(change.was, change.will) for change in preview.context["comparison"].changes] == [(D(3), None)]
    assert (foreign.status_code, "không phải sổ tính Excel" in words(foreign)) == (422, True)
