"""Each form of a goal, and how the screen says that it is counted and when it is met."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Comparator, Composition, Measure, SpanKind, UnitLevel
from plans.explaining import Rule, explanation_of

UNITS = ("các đơn vị",)


def count(value=None, comparator=Comparator.AT_LEAST, **more):
    return Rule(
        **{
            "name": "HTX mới thành lập",
            "measure": Measure.COUNT,
            "accumulation": Accumulation.FLOW,
            "unit_of_measure": "HTX",
            "comparator": comparator,
            "value": None if value is None else Decimal(value),
            "givers": UNITS,
            "first_year": 2024,
            "last_year": 2024,
            **more,
        }
    )


def ratio(value, comparator=Comparator.AT_LEAST, **more):
    sides = {"numerator": "số cán bộ được tập huấn", "denominator": "số cán bộ đang làm việc"}
    return count(
        value,
        comparator,
        **{
            "name": "Tỷ lệ cán bộ được tập huấn",
            "measure": Measure.RATIO,
            "accumulation": Accumulation.STOCK,
            **sides,
            **more,
        },
    )


COUNTED = "Cộng số phát sinh do các đơn vị báo: HTX mới thành lập"
DIVIDED = "Lấy tổng số cán bộ được tập huấn chia cho"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (count(7), f"{COUNTED} trong năm 2024; đạt khi từ 07 HTX trở lên."),
        (count(12, Comparator.REACH), f"{COUNTED} trong năm 2024; đạt khi từ 12 HTX trở lên."),
        (
            count(500, Comparator.MORE_THAN),
            f"{COUNTED} trong năm 2024; đạt khi trên 500 HTX (đúng 500 là chưa đạt).",
        ),
        (count(5, Comparator.AT_MOST), f"{COUNTED} trong năm 2024; đạt khi không quá 05 HTX."),
        (
            count(30, Comparator.ABOUT),
            f"{COUNTED} trong năm 2024; mức dự kiến khoảng 30 HTX, chỉ so sánh, không đánh giá đạt hay chưa.",
        ),
        (
            count(1, Comparator.RANGE, value_to=Decimal(2)),
            f"{COUNTED} trong năm 2024; đạt khi từ 01 HTX trở lên, vượt khi trên 02 HTX.",
        ),
        (
            count(None, Comparator.FOLLOWED),
            f"{COUNTED} trong năm 2024; không giao số nên chỉ theo dõi, không đánh giá đạt hay chưa.",
        ),
        (
            count(7, span_kind=SpanKind.PHASE, first_year=2023, last_year=2025),
            f"{COUNTED} trong các năm 2023-2025; đạt khi từ 07 HTX trở lên.",
        ),
        (
            count(30, span_kind=SpanKind.CUMULATIVE, first_year=2023, last_year=2030),
            f"{COUNTED}, cộng dồn từ năm 2023 đến hết năm 2030; đạt khi từ 30 HTX trở lên.",
        ),
        (
            count(1, span_kind=SpanKind.EVERY, every=2, first_year=2023, last_year=2030),
            f"{COUNTED}, tính riêng từng lượt 02 năm từ 2023 đến 2030; đạt khi từ 01 HTX trở lên.",
        ),
        (
            count(3, unit_of_measure="HTX, THT", part="THT", name="HTX, THT mới", givers=(*UNITS, "cấp tỉnh")),
            "Cộng số phát sinh do các đơn vị và cấp tỉnh báo: HTX, THT mới, riêng THT trong năm 2024; "
            "đạt khi từ 03 THT trở lên.",
        ),
        (
            count(100, accumulation=Accumulation.STOCK, name="Việc làm ổn định", unit_of_measure="người"),
            "Cộng số hiện có do các đơn vị báo lần gần nhất: việc làm ổn định, tính đến hết năm 2024; "
            "đạt khi từ 100 người trở lên.",
        ),
        (
            count(20, distinct_within="year"),
            f"{COUNTED} trong năm 2024, mỗi đối tượng chỉ tính một lần trong năm nên không cộng vượt ra ngoài năm; "
            "đạt khi từ 20 HTX trở lên.",
        ),
        (
            count(10, composition=Composition.SUM, addends=("HTX mới", "THT mới")),
            "Cộng các chỉ số “HTX mới”, “THT mới” trong năm 2024; đạt khi từ 10 HTX trở lên.",
        ),
        (
            ratio(100, Comparator.REACH),
            f"{DIVIDED} tổng số cán bộ đang làm việc do các đơn vị báo, không lấy trung bình các tỷ lệ, "
            "tính đến hết năm 2024; đạt khi từ 100 % trở lên.",
        ),
        (
            ratio(50, denominator_fixed=Decimal(1200)),
            f"{DIVIDED} 1.200 (số cán bộ đang làm việc), số cố định của kế hoạch, tính đến hết năm 2024; "
            "đạt khi từ 50 % trở lên.",
        ),
        (
            ratio(60, Comparator.MORE_THAN, composition=Composition.RATIO, numerator="HTX nữ", denominator="HTX mới"),
            "Lấy tổng “HTX nữ” chia cho tổng “HTX mới” của cùng các báo cáo, tính đến hết năm 2024; "
            "đạt khi trên 60 % (đúng 60 % là chưa đạt).",
        ),
        (
            ratio(50, composition=Composition.RATIO, numerator="nữ", denominator="tất cả", told_apart=True),
            "Lấy tổng “nữ” chia cho tổng “tất cả”, tính đến hết năm 2024; đạt khi từ 50 % trở lên.",
        ),
        (
            ratio(60, baseline=Decimal("40.5"), baseline_on=date(2022, 12, 31)),
            f"{DIVIDED} tổng số cán bộ đang làm việc do các đơn vị báo, không lấy trung bình các tỷ lệ, "
            "tính đến hết năm 2024; đạt khi từ 60 % trở lên; tiến độ tính từ số ban đầu 40,5 % ngày 31/12/2022.",
        ),
        (
            count(1, per_level=UnitLevel.DISTRICT),
            "Xét riêng từng đơn vị cấp huyện (không cộng chung) trong năm 2024: HTX mới thành lập; mỗi đơn vị đạt khi từ "
            "01 HTX trở lên, kết quả là số đơn vị đạt trên tổng số đơn vị và tên các đơn vị chưa đạt.",
        ),
        (
            count(None, measure=Measure.MILESTONE, accumulation="", givers=("cấp tỉnh",), name="Thành lập Hội"),
            "Mốc công việc do cấp tỉnh báo đã thực hiện trong năm 2024; đạt khi đã thực hiện.",
        ),
        (
            count(None, measure=Measure.MILESTONE, accumulation="", span_kind=SpanKind.EVERY, every=1, last_year=2026),
            "Mốc công việc do các đơn vị báo đã thực hiện, tính riêng từng năm từ 2024 đến 2026; đạt khi tất cả "
            "nơi được hỏi đều đã thực hiện, mỗi lượt phải thực hiện lại.",
        ),
        (
            count(1, alternatives=("THT mới", "Tổ liên kết mới")),
            f"{COUNTED} trong năm 2024; đạt khi từ 01 HTX trở lên; hoặc coi là đạt khi “THT mới” hoặc “Tổ liên kết mới” "
            "đạt.",
        ),
        (
            count(2, name="Lớp", unit_of_measure="lớp", beneficiaries=("HTX được tập huấn",)),
            "Cộng số phát sinh do các đơn vị báo: lớp trong năm 2024; đạt khi từ 02 lớp trở lên; cam kết chỉ đạt "
            "khi “HTX được tập huấn” cũng đạt.",
        ),
        (
            count(30, serves="Lớp tập huấn"),
            f"{COUNTED} trong năm 2024; đạt khi từ 30 HTX trở lên; đi cùng “Lớp tập huấn”, cả hai đạt thì cam kết mới "
            "đạt.",
        ),
    ],
)
def test_a_form_of_goal_is_said_in_one_sentence(rule, said):
    assert explanation_of(rule) == said
