"""The workbook in which a province lists who becomes part of whom: an empty list, how to fill it in, and the units."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from plans.models import Unit
from plans.reorganising import HEADINGS, UnitsHere

HOW_TO = [
    ["Cột", "Cách ghi"],
    [HEADINGS[0], "Mã hoặc tên đơn vị kết thúc, như ở trang “Đơn vị”. Đơn vị chia ra thì mỗi nơi nhận một dòng."],
    [HEADINGS[1], "Mã hoặc tên đơn vị đang có mà đơn vị cũ nhập vào; lập đơn vị mới thì để trống."],
    [f"{HEADINGS[2]}, {HEADINGS[3]}", "Chỉ ghi khi lập đơn vị mới; các dòng cùng mã mới là cùng một đơn vị."],
]


def template_xlsx(province: Unit, today: date) -> bytes:
    """The workbook for a province, with the units that it has today."""
    from openpyxl import Workbook

    units = [[unit.code, unit.name] for unit in UnitsHere(province.pk, today).receiving]
    workbook = Workbook(write_only=True)
    _write(workbook, "Danh sách", [list(HEADINGS)], [34, 34, 16, 34])
    _write(workbook, "Cách ghi", HOW_TO, [34, 100])
    _write(workbook, "Đơn vị", [["Mã", "Tên"], *units], [12, 40])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write(workbook, title: str, lines: Iterable[list[str]], widths: list[int]) -> None:
    """A sheet of texts, so that codes keep their zeros, with its first row bold and always in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = width, "@"
    for number, line in enumerate(lines):
        cells = [WriteOnlyCell(sheet, words) for words in line]
        for cell in cells:
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=number == 0)
        sheet.append(cells)
