"""The kinds of entries that a plan's content holds, each a list under its own key."""

from django.db.models import TextChoices


class EntryKind(TextChoices):
    """The key of a list of entries, and what one of them is called."""

    RELATIONS = "relations", "văn bản liên quan"
    AGENCIES = "agencies", "cơ quan"
    PHASES = "phases", "giai đoạn"
    BREAKDOWNS = "breakdowns", "phân tổ"
    INDICATORS = "indicators", "chỉ số"
    RULES = "rules", "quy tắc kiểm tra"
    GOALS = "goals", "chỉ tiêu"
    TASKS = "tasks", "nhiệm vụ"
    DOCUMENTS = "documents", "văn bản phải có"
    DUTIES = "duties", "chế độ báo cáo"
    LETTERHEADS = "letterheads", "mẫu văn bản"


class LineKind(TextChoices):
    """The key of a list of plain lines."""

    LEGAL_BASIS = "legal_basis", "căn cứ"
    RECIPIENTS = "recipients", "nơi nhận"
    FUNDING = "funding", "nguồn kinh phí"


# These have no code of their own: they go by their number in the list, from 1.
NUMBERED = {EntryKind.RELATIONS, EntryKind.LETTERHEADS}

SECTIONS = "sections"
LONGEST_CODE = {EntryKind.PHASES: 40, SECTIONS: 40, EntryKind.BREAKDOWNS: 60}
LONGEST_OTHER_CODE = 80
