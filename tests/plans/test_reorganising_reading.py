"""What is understood of what people type, paste and send as a file."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from plans.choices import UnitLevel
from plans.reorganising import (
    TypedLine,
    UnitsHere,
    read_file,
    read_pasted,
    understood,
)
from portal.errors import RuleBroken
from tests.builders import make_unit
from tests.plans.three_districts import DAY, draft_of, three

pytestmark = pytest.mark.django_db

__all__ = ["draft_of", "three"]


@pytest.mark.parametrize(
    "text", ["365", "365 Huyện Giao Thủy", "365 – Huyện Giao Thủy", "huyện giao thuỷ", "Giao Thủy"]
)
def test_a_unit_is_named_by_code_or_name(text, world, three):
    here = UnitsHere(world.nam_dinh.pk, DAY)

    assert here.named(text, here.ending, DAY) == three[0]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("999", "Ngày 01/10/2024 trong tỉnh không có đơn vị “999”. Gõ mã hoặc tên đầy đủ."),
        ("365 Huyện Khác", "Ngày 01/10/2024 trong tỉnh không có đơn vị “365 Huyện Khác”. Gõ mã hoặc tên đầy đủ."),
        ("358", "Ngày 01/10/2024 trong tỉnh không có đơn vị “358”. Gõ mã hoặc tên đầy đủ."),
    ],
)
def test_a_unit_that_is_not_there_is_told(text, mistake, world, three):
    here = UnitsHere(world.nam_dinh.pk, DAY)

    with pytest.raises(RuleBroken) as refused:
        here.named(text, here.ending, DAY)

    assert str(refused.value) == mistake


def test_a_name_that_two_units_have_needs_the_code(world, three):
    make_unit("Huyện Giao Thủy", parent=world.nam_dinh, code="370")
    here = UnitsHere(world.nam_dinh.pk, DAY)

    with pytest.raises(RuleBroken, match=r"có thể là nhiều đơn vị: 365 Huyện Giao Thủy, 370 Huyện Giao Thủy\. Gõ mã"):
        here.named("Giao Thủy", here.ending, DAY)


def test_a_unit_elsewhere_is_told_as_such(world, three):
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    make_unit("Huyện Duy Tiên", parent=ha_nam, code="349")
    here = UnitsHere(world.nam_dinh.pk, DAY)

    with pytest.raises(RuleBroken, match=r"“Huyện Duy Tiên” \(349\) nằm ngoài tỉnh này."):
        here.named("349", here.ending, DAY)


def test_typed_lines_become_lines_and_blank_ones_are_passed_over(world, three):
    typed = [TypedLine("365", "364"), TypedLine(), TypedLine("363", "", "367", "Huyện Mới")]

    lines, misread = understood(typed, UnitsHere(world.nam_dinh.pk, DAY))

    assert misread == []
    assert [(one.predecessor, one.successor, one.new_code, one.new_name) for one in lines] == [
        (three[0], three[1], "", ""),
        (three[2], None, "367", "Huyện Mới"),
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (TypedLine("", "364"), [("predecessor", "Thiếu đơn vị cũ.")]),
        (TypedLine("365"), [("successor", "Thiếu đơn vị nhận.")]),
        (TypedLine("365", "", "367"), [("new_name", "Thiếu tên đơn vị mới.")]),
        (TypedLine("365", "", "", "Huyện Mới"), [("new_code", "Thiếu mã đơn vị mới.")]),
        (
            TypedLine("365", "364", "367", "Huyện Mới"),
            [("successor", "Chọn một trong hai: vào đơn vị đang có, hoặc lập đơn vị mới.")],
        ),
    ],
)
def test_what_lacks_is_told_by_the_box(typed, told, world, three):
    _, misread = understood([typed], UnitsHere(world.nam_dinh.pk, DAY))

    assert [(one.box, one.message) for one in misread] == told


PASTED = "Đơn vị cũ\tVào đơn vị đang có\tMã đơn vị mới\tTên đơn vị mới\n365\t364\n\n363\t\t367\tHuyện Mới\n"
LINES = [TypedLine("365", "364"), TypedLine("363", "", "367", "Huyện Mới")]


@pytest.mark.parametrize("text", [PASTED, PASTED.replace("\t", ";"), PASTED.replace("\t", ",")])
def test_a_pasted_list_is_read_with_whatever_parts_its_cells(text):
    assert read_pasted(text) == LINES
    assert read_file(b"\xef\xbb\xbf" + text.encode()) == LINES


def test_a_workbook_is_read_also_where_codes_are_numbers():
    workbook = Workbook()
    for row in (["Đơn vị cũ", "Vào đơn vị đang có"], [365, 364], [], [363, None, "367", "Huyện Mới"]):
        workbook.active.append(row)
    raw = BytesIO()
    workbook.save(raw)

    assert read_file(raw.getvalue()) == LINES


def test_a_code_that_lost_its_zeros_in_a_sheet_is_found(world):
    commune = make_unit("Phường Cũ", UnitLevel.COMMUNE, parent=world.nam_dinh, code="00123")
    here = UnitsHere(world.nam_dinh.pk, DAY)

    assert here.named("123", here.ending, DAY) == commune


@pytest.mark.parametrize(
    ("raw", "mistake"),
    [
        (b"\xff\xfe\x00", "Tệp không phải Excel"),
        (b"PK\x03\x04rac", "không phải sổ tính Excel"),
        ("365;364;;;thừa".encode(), "Dòng 1 có hơn 4 cột"),
        (b'365\t"364', None),
    ],
)
def test_a_file_that_is_no_list_is_told(raw, mistake):
    if mistake is None:
        assert read_file(raw) == [TypedLine("365", "364")]
        return
    with pytest.raises(RuleBroken, match=mistake):
        read_file(raw)


def test_far_too_much_is_refused_before_it_is_read():
    with pytest.raises(RuleBroken, match="dài hơn 300 nghìn chữ"):
        read_pasted("365\t364\n" * 700_000)
    with pytest.raises(RuleBroken, match="dài hơn 1000 dòng"):
        read_pasted("365\t364\n" * 1001)
