"""Writing a reorganisation: what is understood of what people type, and what is refused before anything is done."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

from plans.choices import ReorganisationState, UnitLevel
from plans.models import Reorganisation, ReorganisationLine, Unit
from plans.reorganising import (
    TypedLine,
    UnitsHere,
    discard,
    fingerprint_of,
    mistakes_of,
    read_file,
    read_pasted,
    reorganisations_visible_to,
    understood,
    write_reorganisation,
)
from portal.errors import RuleBroken
from tests.builders import make_change, make_seat, make_unit, make_user
from tests.reorganised import line, moment, written

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 1)


@pytest.fixture
def three(world):
    """Three districts that go on: Giao Thủy, Xuân Trường, Nghĩa Hưng."""
    return [
        make_unit(name, parent=world.nam_dinh, code=code)
        for name, code in (("Huyện Giao Thủy", "365"), ("Huyện Xuân Trường", "364"), ("Huyện Nghĩa Hưng", "363"))
    ]


@pytest.fixture
def draft_of(world, province_administrator):
    def draft(*pairs, day=DAY):
        return written(world.nam_dinh, day, *pairs, by=province_administrator)

    return draft


def said(draft):
    return [str(mistake) for mistake in mistakes_of(draft)]


# --- What is refused --------------------------------------------------------------------------------------------------


def test_a_plain_merger_and_a_plain_split_are_well(three, draft_of):
    one, two, _ = three

    assert said(draft_of((one, two))) == []
    assert said(draft_of((one, two), (one, ("367", "Huyện Mới")))) == []
    assert said(draft_of((one, ("367", "Huyện Mới")), (two, ("367", "Huyện Mới")))) == []


def test_a_new_unit_may_take_the_code_of_one_that_ends(three, draft_of):
    one, two, _ = three

    assert said(draft_of((one, ("365", "Thị xã Giao Thủy")), (two, ("365", "Thị xã Giao Thủy")))) == []


def test_nothing_is_nothing_to_carry_out(draft_of):
    assert said(draft_of()) == ["Chưa có dòng nào: ghi đơn vị nào nhập vào đơn vị nào."]


def test_a_unit_goes_not_into_itself(three, draft_of):
    assert said(draft_of((three[0], three[0]))) == ["Dòng 1: “Huyện Giao Thủy” không thể nhập vào chính mình."]


def test_units_go_not_round_in_a_circle(three, draft_of):
    one, two, three_ = three

    assert said(draft_of((one, two), (two, three_), (three_, one))) == [
        "Dòng 1: “Huyện Giao Thủy” và “Huyện Xuân Trường” nhập vào nhau thành vòng. Giữ lại một đơn vị, hoặc lập đơn vị mới.",
        "Dòng 2: “Huyện Xuân Trường” và “Huyện Nghĩa Hưng” nhập vào nhau thành vòng. Giữ lại một đơn vị, hoặc lập đơn vị mới.",
        "Dòng 3: “Huyện Nghĩa Hưng” và “Huyện Giao Thủy” nhập vào nhau thành vòng. Giữ lại một đơn vị, hoặc lập đơn vị mới.",
    ]


def test_a_unit_that_ends_receives_nothing(three, draft_of):
    """A successor would end before it begins to answer."""
    one, two, three_ = three

    assert said(draft_of((one, two), (two, three_))) == [
        "Dòng 1: “Huyện Xuân Trường” kết thúc trong chính lần này nên không nhận “Huyện Giao Thủy” được. Ghi thẳng đơn vị mà "
        "“Huyện Xuân Trường” nhập vào; nếu lập đơn vị mới cùng tên thì ghi mã và tên mới."
    ]


def test_the_same_line_twice_is_a_slip(three, draft_of):
    one, two, _ = three

    assert said(draft_of((one, two), (one, two))) == [
        "Dòng 1: “Huyện Giao Thủy” vào “Huyện Xuân Trường” đã ghi ở dòng khác.",
        "Dòng 2: “Huyện Giao Thủy” vào “Huyện Xuân Trường” đã ghi ở dòng khác.",
    ]


@pytest.mark.parametrize(
    ("lives", "mistake"),
    [
        ({"valid_to": date(2024, 8, 31)}, "đã kết thúc ngày 31/08/2024 trong lần sắp xếp khác."),
        ({"valid_to": date(2024, 9, 30)}, "đã kết thúc ngày 30/09/2024 trong lần sắp xếp khác."),
        ({"valid_to": date(2025, 6, 30)}, "đã được ghi là kết thúc ngày 30/06/2025 trong lần sắp xếp khác."),
        ({"valid_from": DAY}, "tồn tại từ ngày 01/10/2024, không thể kết thúc trước ngày 01/10/2024."),
    ],
)
def test_a_unit_ends_once_and_after_it_began(lives, mistake, three, draft_of):
    Unit.objects.filter(pk=three[0].pk).update(**lives)

    assert said(draft_of((three[0], three[1]))) == [f"Dòng 1: “Huyện Giao Thủy” {mistake}"]


@pytest.mark.parametrize(
    ("lives", "mistake"),
    [
        ({"valid_to": date(2024, 9, 30)}, "đã kết thúc ngày 30/09/2024, trước ngày sắp xếp."),
        ({"valid_from": date(2024, 10, 2)}, "chỉ tồn tại từ ngày 02/10/2024, sau ngày sắp xếp."),
    ],
)
def test_a_successor_lives_on_the_day(lives, mistake, three, draft_of):
    Unit.objects.filter(pk=three[1].pk).update(**lives)

    assert said(draft_of((three[0], three[1]))) == [f"Dòng 1: “Huyện Xuân Trường” {mistake}"]


def test_a_unit_that_received_another_since_cannot_have_ended_before(three, draft_of):
    make_change(three[2], three[0], on=DAY)

    assert said(draft_of((three[0], three[1]))) == [
        "Dòng 1: “Huyện Giao Thủy” đã nhận “Huyện Nghĩa Hưng” từ ngày 01/10/2024 hoặc sau đó, "
        "nên không thể kết thúc trước ngày này."
    ]


def test_only_what_lies_in_the_province_is_reorganised(world, three, draft_of):
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    away = make_unit("Huyện Duy Tiên", parent=ha_nam, code="349")

    assert said(draft_of((away, three[0]), (three[1], away), (world.nam_dinh, three[2]))) == [
        "Dòng 1: “Huyện Duy Tiên” nằm ngoài tỉnh này.",
        "Dòng 2: “Huyện Duy Tiên” kết thúc trong chính lần này nên không nhận “Huyện Xuân Trường” được. Ghi thẳng đơn vị mà "
        "“Huyện Duy Tiên” nhập vào; nếu lập đơn vị mới cùng tên thì ghi mã và tên mới.",
        "Dòng 3: “Tỉnh Nam Định” là đơn vị cấp tỉnh: ở đây chỉ sắp xếp các đơn vị dưới cấp tỉnh.",
        "Dòng 3: “Tỉnh Nam Định” đã được ghi là kết thúc ngày 30/06/2025 trong lần sắp xếp khác.",
    ]


@pytest.mark.parametrize(
    ("code", "mistake"),
    [
        ("36", "Mã “36” không đúng dạng của đơn vị cấp huyện: 3 chữ số."),
        ("363", "Mã 363 là của “Huyện Nghĩa Hưng”. Ghi đơn vị đó ở cột “đơn vị đang có”, hoặc dùng mã khác."),
    ],
)
def test_a_new_unit_needs_a_code_of_its_own(code, mistake, three, draft_of):
    assert said(draft_of((three[0], (code, "Huyện Mới")))) == [f"Dòng 1: {mistake}"]


def test_one_code_is_one_unit(three, draft_of):
    one, two, _ = three

    assert said(draft_of((one, ("367", "Huyện Một")), (two, ("367", "Huyện Hai")))) == [
        "Dòng 1: Mã 367 được ghi với nhiều tên: “Huyện Hai”, “Huyện Một”.",
        "Dòng 2: Mã 367 được ghi với nhiều tên: “Huyện Hai”, “Huyện Một”.",
    ]


# --- What is understood -----------------------------------------------------------------------------------------------


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


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_written_anew_and_its_fingerprint_changes(world, three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    before = fingerprint_of(draft)

    written(world.nam_dinh, DAY, (three[0], three[2]), by=province_administrator, draft=draft)

    assert list(ReorganisationLine.objects.values_list("predecessor", "successor", "order")) == [
        (three[0].pk, three[2].pk, 1)
    ]
    assert fingerprint_of(draft) != before


def test_only_a_draft_is_changed_or_thrown_away(world, three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    Reorganisation.objects.update(
        state=ReorganisationState.CONFIRMED, confirmed_by=province_administrator, confirmed_at=moment(DAY)
    )

    with pytest.raises(RuleBroken, match="không sửa hay bỏ bản soạn được nữa"):
        written(world.nam_dinh, DAY, (three[0], three[2]), by=province_administrator, draft=draft)
    with pytest.raises(RuleBroken, match="không sửa hay bỏ bản soạn được nữa"):
        discard(draft, by=province_administrator, now=moment(DAY))


def test_a_draft_is_thrown_away_once(three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    kept = Reorganisation.objects.get(pk=draft.pk)

    discard(draft, by=province_administrator, now=moment(DAY))

    assert Reorganisation.objects.count() == ReorganisationLine.objects.count() == 0
    with pytest.raises(RuleBroken, match="đã có người bỏ"):
        discard(kept, by=province_administrator, now=moment(DAY))


def test_another_provinces_administrator_writes_nothing_here(world, three):
    away = make_user("ninh-binh")
    make_seat(away, "administrator", unit=world.ninh_binh)

    with pytest.raises(PermissionDenied):
        write_reorganisation(
            None,
            province_id=world.nam_dinh.pk,
            name="Sắp xếp",
            decision="1/NQ",
            effective_on=DAY,
            lines=[line(three[0], three[1])],
            by=away,
            now=moment(DAY),
        )


def test_the_country_reads_what_was_done_and_no_drafts(three, draft_of, province_administrator, central_reader, on_day):
    on_day(DAY)
    draft = draft_of((three[0], three[1]))

    assert list(reorganisations_visible_to(province_administrator)) == [draft]
    assert list(reorganisations_visible_to(central_reader)) == []
    Reorganisation.objects.update(
        state=ReorganisationState.CONFIRMED, confirmed_by=province_administrator, confirmed_at=moment(DAY)
    )
    assert list(reorganisations_visible_to(central_reader)) == [draft]
