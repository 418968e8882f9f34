"""The audit trail as a workbook: whoever keeps it can prove later what the trail said."""

import json
from collections.abc import Iterable

from portal.auditing import Head
from portal.dates import format_moment
from portal.models import AuditEntry
from portal.text_workbooks import TextSheet, workbook_of_texts
from reporting.trail import KINDS

HEADINGS = ["Số", "Lúc", "Người làm", "Loại việc", "Nội dung", "Đối tượng", "Chi tiết", "Mã băm trước", "Mã băm"]
WIDTHS = [10, 20, 25, 22, 80, 40, 50, 20, 20]
LONGEST_CELL = 32_000  # Excel takes 32,767 characters


def trail_workbook(entries: Iterable[AuditEntry], head: Head) -> bytes:
    """The .xlsx of these entries, with the trail's head on a sheet of its own."""
    about = [
        ["Dòng cuối của nhật ký khi tải tệp này", str(head.number)],
        ["Mã băm của dòng đó", head.hash],
        ["Để kiểm tra về sau", f"python manage.py audit verify --expect {head}"],
    ]
    return workbook_of_texts(
        [
            TextSheet("Nhật ký", [HEADINGS, *map(_line, entries)], WIDTHS),
            TextSheet("Mã kiểm tra", [["Nội dung", "Giá trị"], *about], [40, 90]),
        ]
    )


def _line(entry: AuditEntry) -> list[str]:
    details = json.dumps(entry.details, ensure_ascii=False) if entry.details else ""
    cells = [
        str(entry.number),
        format_moment(entry.at),
        entry.by_name,
        KINDS.get(entry.kind, entry.kind),
        entry.words,
        entry.subject_name,
        details,
        entry.previous,
        entry.hash,
    ]
    return [cell[:LONGEST_CELL] for cell in cells]
