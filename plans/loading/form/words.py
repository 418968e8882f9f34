"""The readers that several kinds of entry share."""

from plans.loading.entries import many
from plans.loading.scalars import a_code, a_line, a_text

CODES = many(a_code())
UNIT_CODES = many(a_line(20, 'mã đơn vị, ví dụ "366"'))
LINES = many(a_text("dòng chữ nguyên văn"))
NOTE = a_text("ghi chú của người nhập")
