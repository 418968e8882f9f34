from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.cataloguing import IndicatorCard, adding_up, cards_of, catalogue_of, found_by, similar_to
from plans.choices import Accumulation, ComponentPart, Composition, Measure
from plans.models import Indicator, IndicatorComponent
from tests.builders import make_breakdown, make_goal, make_indicator, make_plan, make_target
from tests.plans.plan_files import OTHER_PLAN, PLAN, changed, load
from tests.plans.test_plan_pages import words_of

LIST = "/ke-hoach/danh-muc/chi-so/"
OWN = """\
indicators:
  - {code: buoi-tu-van, name: Buổi tư vấn, measure: count, accumulation: flow, unit_of_measure: buổi}
goals:
"""
OF_OTHERS = """\
indicators:
  - {code: hoi-cho-ninh-binh, name: Hội chợ, measure: count, accumulation: flow, unit_of_measure: hội chợ}
goals:
"""


@pytest.fixture
def loaded(world, tmp_path, on_day):
    """Nam Định's plan with an indicator of its own, and one of Ninh Bình's with another."""
    on_day(date(2024, 6, 10))
    other = changed(OTHER_PLAN, "issuers: [hoi-tinh]", "issuers: [hoi-tinh-moi]")
    load(tmp_path, changed(PLAN, "goals:\n", OWN), changed(other, "goals:\n", OF_OTHERS))


def _card(name, **fields):
    return IndicatorCard(code="ma", name=name, measure=Measure.COUNT, **fields)


def _told_of(indicator):
    [card] = cards_of(Indicator.objects.filter(pk=indicator.pk))
    return adding_up(card)


# --- Who sees which ---------------------------------------------------------------------------------------------------


def test_a_person_sees_the_shared_catalogue_and_what_the_own_plans_measure(loaded, hai_hau_officer):
    seen = set(catalogue_of(hai_hau_officer).indicators.values_list("code", flat=True))

    assert seen == {"htx-moi", "viec-lam", "ty-le-can-bo", "ra-mat", "lao-dong-lien-minh", "buoi-tu-van"}
    assert Indicator.objects.filter(code="hoi-cho-ninh-binh").exists()


def test_each_says_where_it_comes_from(loaded, hai_hau_officer):
    words = {code: origin.words for code, origin in catalogue_of(hai_hau_officer).origins.items()}

    assert (words["htx-moi"], words["buoi-tu-van"]) == ("Danh mục chung", "Riêng của Đề án thử")
    assert "hoi-cho-ninh-binh" not in words


# --- Finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("htx moi", ["HTX mới thành lập"]),
        ("THÀNH LẬP", ["HTX mới thành lập", "Câu lạc bộ nữ"]),
        ("clb", []),
        ("", ["HTX mới thành lập", "Câu lạc bộ nữ"]),
    ],
)
def test_words_find_with_or_without_marks_names_before_definitions(typed, names):
    cards = [
        _card("Câu lạc bộ nữ", definition="Có quyết định thành lập."),
        _card("HTX mới thành lập", unit_of_measure="HTX"),
    ]

    found = [card.name for card in found_by(typed, cards)]

    assert sorted(found) == sorted(names) if not typed else found == names


@pytest.mark.parametrize(
    ("name", "is_alike"),
    [
        ("Số HTX thành lập mới", True),
        ("Lao động nữ có việc làm", False),
        ("HTX moi thanh lap", True),
        ("HTX được củng cố", False),
        ("", False),
    ],
)
def test_a_name_that_says_the_same_is_found(name, is_alike):
    there = [_card("HTX mới thành lập")]

    assert similar_to(name, there) == (there if is_alike else [])


def test_an_indicator_is_not_like_itself():
    there = [_card("HTX mới thành lập")]

    assert similar_to("HTX mới thành lập", there, leaving_out="ma") == []


# --- How they add up --------------------------------------------------------------------------------------------------


def test_a_flow_tells_that_the_year_is_not_the_sum_of_its_reports(db):
    told = _told_of(make_indicator("HTX mới", unit_of_measure="HTX, THT"))

    assert told.rule == "Số phát sinh trong năm: báo cáo ghi lũy kế từ đầu năm; các năm cộng lại."
    assert told.example[0] == (
        "Một đơn vị báo cáo 6 tháng 2 HTX, báo cáo năm 5 HTX (tính từ đầu năm): cả năm là 5 HTX, không phải 7."
    )


def test_a_stock_tells_that_years_do_not_add_up(db):
    told = _told_of(make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK, unit_of_measure="người"))

    assert told.example[0] == (
        "Cuối năm thứ nhất có 40 người, cuối năm thứ hai có 43 người: đến hết năm thứ hai là 43 người, không phải 83."
    )


def test_parts_the_whole_and_counting_once_are_told_too(db):
    whole = make_indicator("HTX mới trên địa bàn")
    told = _told_of(
        make_indicator("HTX được củng cố", breakdown=make_breakdown(), not_above=whole, distinct_within="phase")
    )

    assert told.example[3:] == (
        "Mỗi đối tượng chỉ đếm lần đầu trong cả giai đoạn, nên các năm trong giai đoạn cộng lại không trùng nhau.",
        "Nhập theo từng thành phần: HTX 2; THT 3. Tổng 5 do cổng tự cộng; thiếu phần nào thì ghi “thiếu”.",
        "Nằm trong “HTX mới trên địa bàn”: chỉ số đó là 5 thì số này không được quá 5.",
    )


def test_each_kind_of_ratio_tells_its_own_example(db):
    entered = make_indicator(
        "Tỷ lệ cán bộ", measure=Measure.RATIO, numerator_label="đã học", denominator_label="có mặt"
    )
    fixed = make_indicator("Tỷ lệ xã", measure=Measure.RATIO, denominator_fixed=Decimal("129"))
    share = make_indicator("Tỷ lệ HTX có nữ", measure=Measure.RATIO, composition=Composition.RATIO)
    for name, part in (("HTX có nữ", ComponentPart.NUMERATOR), ("HTX mới", ComponentPart.DENOMINATOR)):
        IndicatorComponent.objects.create(whole=share, component=make_indicator(name), part=part)

    told = [_told_of(indicator).example for indicator in (entered, fixed, share)]

    assert told == [
        ("Đơn vị A 9/10, đơn vị B 1/2: chung cả hai là 10/12, tức 83,3 %; không phải trung bình của 90 % và 50 %.",),
        ("Tử số của các đơn vị cộng lại được 64,5, mẫu số cố định 129: tỷ lệ là 50 %.",),
        ("HTX có nữ: 6; HTX mới: 8. Tỷ lệ là 6/8, tức 75 %.",),
    ]


def test_a_sum_adds_up_its_own_parts(db):
    whole = make_indicator("HTX, THT mới", composition=Composition.SUM)
    for name in ("HTX mới", "THT mới"):
        IndicatorComponent.objects.create(whole=whole, component=make_indicator(name), part=ComponentPart.ADDEND)

    assert _told_of(whole).example == ("HTX mới: 2; THT mới: 3. Tổng là 5.",)


def test_a_milestone_is_not_added(db):
    told = _told_of(make_indicator("Ra mắt câu lạc bộ", measure=Measure.MILESTONE))

    assert told.rule == "Mốc hoàn thành: chỉ trả lời đã hoàn thành ngày nào hay chưa thực hiện; không cộng."


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_list_is_searched_without_marks(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(LIST, {"tim": "buoi tu van"}))

    assert "1 chỉ số." in words
    assert "Buổi tư vấn Số lượng buổi Riêng của Đề án thử 0" in words
    assert "HTX, THT mới thành lập" not in words


def test_a_search_without_a_find_says_what_to_try(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(LIST, {"tim": "máy bay"}))

    assert "Không có chỉ số nào khớp. Thử ít từ hơn, hoặc chọn mọi loại." in words


def test_the_list_keeps_to_a_kind(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(LIST, {"loai": "milestone"}))

    assert "1 chỉ số." in words
    assert "Ra mắt câu lạc bộ Mốc hoàn thành – Danh mục chung 1" in words


def test_the_page_tells_what_is_counted_who_is_asked_and_which_plans_use_it(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(reverse("plans:indicator-page", args=["htx-moi"])))

    assert "Danh mục chung, chỉ đọc" in words
    assert "Cách hiểu Có giấy chứng nhận đăng ký trong năm." in words
    assert "Ai cho số Đơn vị báo cáo" in words
    assert "Đề án thử (HTX): ít nhất 03 HTX, năm 2024; ít nhất 07 HTX, giai đoạn 2024-2025" in words


def test_another_provinces_own_indicator_is_not_found(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    assert client.get(reverse("plans:indicator-page", args=["hoi-cho-ninh-binh"])).status_code == 404


QUERIES_OF_THE_LIST = 12


def test_the_number_of_queries_does_not_grow_with_the_list(
    world, on_day, client, hai_hau_officer, django_assert_num_queries
):
    on_day(date(2024, 6, 10))
    plan = make_plan(scope=world.nam_dinh)
    make_target(make_goal(plan, make_indicator("Chỉ số một")), 1)
    client.force_login(hai_hau_officer)
    client.get(LIST)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get(LIST)
    for name in ("Chỉ số hai", "Chỉ số ba"):
        make_target(make_goal(plan, make_indicator(name)), 1)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        words = words_of(client.get(LIST))

    assert "3 chỉ số." in words
