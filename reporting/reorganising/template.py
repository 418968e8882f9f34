"""The workbook in which a province lists who becomes part of whom: an empty list, how to fill it in, and the units."""

from datetime import date

from plans.models import Unit
from plans.reorganising import HEADINGS, UnitsHere
from portal.text_workbooks import TextSheet, workbook_of_texts

HOW_TO = [
    ["Cột", "Cách ghi"],
    [HEADINGS[0], "Mã hoặc tên đơn vị kết thúc, như ở trang “Đơn vị”. Đơn vị chia ra thì mỗi nơi nhận một dòng."],
    [HEADINGS[1], "Mã hoặc tên đơn vị đang có mà đơn vị cũ nhập vào; lập đơn vị mới thì để trống."],
    [f"{HEADINGS[2]}, {HEADINGS[3]}", "Chỉ ghi khi lập đơn vị mới; các dòng cùng mã mới là cùng một đơn vị."],
]


def template_xlsx(province: Unit, today: date) -> bytes:
    """The workbook for a province, with the units that it has today."""
    units = [[unit.code, unit.name] for unit in UnitsHere(province.pk, today).receiving]
    return workbook_of_texts(
        [
            TextSheet("Danh sách", [list(HEADINGS)], [34, 34, 16, 34], keeps_zeros=True),
            TextSheet("Cách ghi", HOW_TO, [34, 100]),
            TextSheet("Đơn vị", [["Mã", "Tên"], *units], [12, 40], keeps_zeros=True),
        ]
    )
