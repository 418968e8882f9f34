from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Comparator, Measure
from reporting.aggregation import Total
from reporting.aggregation.totals import Remnant
from reporting.choices import Status
from reporting.documents.sentences import Place, sentence_of
from reporting.progress import GoalProgress

NAM_DINH = Place("toàn tỉnh", date(2024, 11, 29))


def total(value=None, *, reported=9, expected=9, **fields):
    fields.setdefault("last_day", date(2024, 11, 29))
    fields.setdefault("count", reported)
    return Total(value=None if value is None else Decimal(value), reported=reported, expected=expected, **fields)


def goal(**fields):
    """At least 03 HTX founded in 2024, of which 4 were."""
    return GoalProgress(
        **{
            "goal_id": 1,
            "code": "htx-moi",
            "order": 1,
            "section_id": 1,
            "wording": "Tư vấn, hỗ trợ thành lập ít nhất 03 HTX do nữ tham gia quản lý",
            "indicator_code": "htx-tht-moi",
            "indicator_name": "HTX, THT mới thành lập do phụ nữ tham gia quản lý",
            "part_name": "HTX",
            "measure": Measure.COUNT,
            "accumulation": Accumulation.FLOW,
            "unit_of_measure": "HTX, THT",
            "decimals": 0,
            "span": "2024",
            "first_year": 2024,
            "last_year": 2024,
            "comparator": Comparator.AT_LEAST,
            "per_level": "",
            "target": Decimal(3),
            "target_to": None,
            "total": total(4),
            "units_met": None,
            "units_owing": None,
            "unmet_units": (),
            "share": Decimal(400) / 3,
            "time_share": Decimal(95),
            "status": Status.EXCEEDED,
            "forecast": None,
            **fields,
        }
    )


def jobs(**fields):
    """70 new jobs for women."""
    return goal(
        **{
            "indicator_name": "Lao động nữ có việc làm mới",
            "part_name": "",
            "unit_of_measure": "người",
            "comparator": Comparator.REACH,
            "target": Decimal(70),
            **fields,
        }
    )


def trained(**fields):
    """All of the Union's officers trained."""
    return goal(
        **{
            "indicator_name": "Tỷ lệ cán bộ Hội được tập huấn",
            "part_name": "",
            "unit_of_measure": "người",
            "measure": Measure.RATIO,
            "accumulation": Accumulation.STOCK,
            "comparator": Comparator.REACH,
            "target": Decimal(100),
            **fields,
        }
    )


def founding(**fields):
    """A milestone of the province."""
    return goal(
        **{
            "indicator_name": "Thành lập Hội Nữ doanh nhân tỉnh",
            "part_name": "",
            "unit_of_measure": "",
            "measure": Measure.MILESTONE,
            "accumulation": "",
            "comparator": Comparator.REACH,
            "target": None,
            "share": None,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            goal(),
            "Đến ngày 29/11/2024, toàn tỉnh có 04 HTX mới thành lập do phụ nữ tham gia quản lý, "
            "đạt 133,3 % chỉ tiêu năm 2024 (ít nhất 03 HTX), vượt chỉ tiêu.",
        ),
        (
            goal(total=total(4, expected=10)),
            "Đến ngày 29/11/2024, toàn tỉnh có 04 HTX mới thành lập do phụ nữ tham gia quản lý, "
            "đạt 133,3 % chỉ tiêu năm 2024 (ít nhất 03 HTX), vượt chỉ tiêu; số liệu của 9/10 đơn vị.",
        ),
        (
            jobs(
                total=total(1061, remnants=(Remnant("Huyện Mỹ Lộc", date(2024, 8, 31), Decimal(3)),)),
                target=Decimal(1200),
                share=Decimal(106100) / 1200,
                status=Status.BEHIND,
            ),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh có 1.061 người, "
            "đạt 88,4 % chỉ tiêu năm 2024 (1.200 người), chậm so với tiến độ; "
            "trong đó Huyện Mỹ Lộc (đến 31/08/2024): 03 người.",
        ),
        (
            jobs(
                total=total(9, remnants=tuple(Remnant(f"Huyện {n}", date(2024, 6, 14), Decimal(n)) for n in range(4))),
                comparator=Comparator.FOLLOWED,
                target=None,
                status=Status.NONE,
            ),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh có 09 người; "
            "gồm cả số liệu của 03 đơn vị đã kết thúc hoạt động, nêu riêng tại Phụ lục I.",
        ),
        (
            jobs(total=total(0), share=Decimal(0), status=Status.MISSED),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh chưa phát sinh, "
            "đạt 0 % chỉ tiêu năm 2024 (70 người), quá hạn chưa đạt.",
        ),
        (
            jobs(total=total(reported=0, last_day=None), share=None, status=Status.NO_DATA),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024 chưa có số liệu được duyệt, chỉ tiêu năm 2024: 70 người.",
        ),
        (
            jobs(total=total(61, last_day=date(2024, 6, 14)), share=Decimal(6100) / 70, status=Status.ON_TRACK),
            "Lao động nữ có việc làm mới: đến ngày 14/06/2024, toàn tỉnh có 61 người, "
            "đạt 87,1 % chỉ tiêu năm 2024 (70 người), đúng tiến độ.",
        ),
        (
            jobs(span="2023-2025", last_year=2025, comparator=Comparator.ABOUT, total=total(56), share=Decimal(80)),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh có 56 người, "
            "đạt 80 % mức dự kiến giai đoạn 2023-2025 (khoảng 70 người), vượt chỉ tiêu.",
        ),
        (
            jobs(comparator=Comparator.AT_MOST, total=total(56), share=Decimal(80), status=Status.MET),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh có 56 người, "
            "mức trần năm 2024: không quá 70 người, hoàn thành chỉ tiêu.",
        ),
        (
            jobs(comparator=Comparator.FOLLOWED, target=None, share=None, total=total(56), status=Status.NONE),
            "Lao động nữ có việc làm mới: đến ngày 29/11/2024, toàn tỉnh có 56 người.",
        ),
        (
            goal(part_name="", total=total(2, missing_parts=("THT",), carried=3), status=Status.BEHIND, share=None),
            "Đến ngày 29/11/2024, toàn tỉnh có 02 HTX, THT mới thành lập do phụ nữ tham gia quản lý, "
            "chỉ tiêu năm 2024: ít nhất 03 HTX, THT, chậm so với tiến độ; "
            "03 đơn vị lấy số liệu của kỳ trước; thiếu THT.",
        ),
        (
            trained(
                total=total("99.96", numerator=Decimal(2499), denominator=Decimal(2500)),
                share=Decimal("99.96"),
                status=Status.ON_TRACK,
            ),
            "Đến ngày 29/11/2024, tỷ lệ cán bộ Hội được tập huấn là 99,9 % (2.499/2.500 người), "
            "chỉ tiêu năm 2024: 100 %, đúng tiến độ.",
        ),
        (
            trained(
                total=total("49.96", numerator=Decimal(1249), denominator=Decimal(2500)),
                target=Decimal(50),
                comparator=Comparator.MORE_THAN,
                status=Status.BEHIND,
            ),
            "Đến ngày 29/11/2024, tỷ lệ cán bộ Hội được tập huấn là 49,96 % (1.249/2.500 người), "
            "chỉ tiêu năm 2024: trên 50 %, chậm so với tiến độ.",
        ),
        (
            trained(
                total=total(95, numerator=Decimal(95), denominator=Decimal(100)),
                target=Decimal(90),
                target_to=Decimal(100),
                comparator=Comparator.RANGE,
                status=Status.MET,
            ),
            "Đến ngày 29/11/2024, tỷ lệ cán bộ Hội được tập huấn là 95 % (95/100 người), "
            "chỉ tiêu năm 2024: 90-100 %, hoàn thành chỉ tiêu.",
        ),
        (
            trained(total=total(numerator=Decimal(0), denominator=Decimal(0)), share=None, status=Status.NO_DATA),
            "Tỷ lệ cán bộ Hội được tập huấn: đến ngày 29/11/2024 chưa đủ số liệu được duyệt, chỉ tiêu năm 2024: 100 %.",
        ),
        (
            founding(total=total(done_on=date(2024, 5, 20)), status=Status.MET),
            "Thành lập Hội Nữ doanh nhân tỉnh: đã hoàn thành ngày 20/05/2024.",
        ),
        (
            founding(total=total(reported=1, expected=1), status=Status.NOT_DUE),
            "Thành lập Hội Nữ doanh nhân tỉnh: đến ngày 29/11/2024 chưa hoàn thành, chưa đến hạn.",
        ),
        (
            founding(total=total(reported=0, expected=1, last_day=None), status=Status.NO_DATA),
            "Thành lập Hội Nữ doanh nhân tỉnh: đến ngày 29/11/2024 chưa có số liệu được duyệt.",
        ),
        (
            goal(
                per_level="district",
                target=Decimal(1),
                total=total(reported=0, last_day=None),
                units_met=0,
                units_owing=9,
                share=None,
                status=Status.NO_DATA,
            ),
            "HTX, THT mới thành lập do phụ nữ tham gia quản lý (HTX): đến ngày 29/11/2024 chưa có số liệu được duyệt.",
        ),
        (
            founding(
                per_level="district",
                total=total(8, remnants=(Remnant("Huyện Mỹ Lộc", date(2024, 8, 31), None),)),
                units_met=8,
                units_owing=9,
                unmet_units=("Huyện Ý Yên",),
                status=Status.NOT_DUE,
            ),
            "Thành lập Hội Nữ doanh nhân tỉnh: đến ngày 29/11/2024, 8/9 đơn vị cấp huyện đã hoàn thành, chưa đến hạn; "
            "chưa hoàn thành: Huyện Ý Yên.",
        ),
        (
            goal(
                per_level="district",
                target=Decimal(1),
                total=total(7),
                units_met=7,
                units_owing=9,
                unmet_units=("Huyện Ý Yên", "Huyện Hải Hậu"),
                status=Status.BEHIND,
            ),
            "HTX, THT mới thành lập do phụ nữ tham gia quản lý (HTX): đến ngày 29/11/2024, 7/9 đơn vị cấp huyện đạt mức "
            "tối thiểu (mỗi đơn vị ít nhất 01 HTX), chậm so với tiến độ; chưa đạt: Huyện Ý Yên, Huyện Hải Hậu.",
        ),
    ],
)
def test_a_sentence_says_what_the_figure_says(told, sentence):
    assert sentence_of(told, NAM_DINH) == sentence
