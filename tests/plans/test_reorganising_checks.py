"""What is refused of a reorganisation before anything is done, all of it at once."""

from datetime import date

import pytest

from plans.choices import UnitLevel
from plans.models import Unit
from plans.reorganising import (
    mistakes_of,
)
from tests.builders import make_change, make_unit
from tests.plans.three_districts import DAY, draft_of, three

pytestmark = pytest.mark.django_db

__all__ = ["draft_of", "three"]


def said(draft):
    return [str(mistake) for mistake in mistakes_of(draft)]


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
