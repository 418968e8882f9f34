"""The readers that several kinds of entry share."""

from plans.loading.entries import many
from plans.loading.scalars import a_code, a_text

CODES = many(a_code())
LINES = many(a_text("dòng chữ nguyên văn"))
NOTE = a_text("ghi chú của người nhập")
