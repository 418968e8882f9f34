"""The closed lists of reporting, each with its Vietnamese words."""

from django.db.models import TextChoices


class ReportState(TextChoices):
    DRAFT = "draft", "đang nhập"
    SUBMITTED = "submitted", "đã nộp"
    RETURNED = "returned", "trả lại"
    ACCEPTED = "accepted", "đã duyệt"
    REOPENED = "reopened", "mở lại"


EDITABLE_STATES = {ReportState.DRAFT, ReportState.RETURNED, ReportState.REOPENED}


class Answer(TextChoices):
    VALUE = "value", "có số liệu"
    NOT_APPLICABLE = "not_applicable", "không áp dụng"
    NO_DATA = "no_data", "chưa có số liệu"


class FigureKind(TextChoices):
    ACTUAL = "actual", "đến ngày chốt"
    ESTIMATE = "estimate", "ước thực hiện cả năm"
    FINAL = "final", "chính thức năm trước"


class Heading(TextChoices):
    RESULTS = "results", "Kết quả thực hiện"
    DIFFICULTIES = "difficulties", "Khó khăn, nguyên nhân"
    PROPOSALS = "proposals", "Kiến nghị, đề xuất"
    NEXT_STEPS = "next_steps", "Phương hướng kỳ tới"


class ChangeSource(TextChoices):
    """How an answer came into a report."""

    TYPED = "typed", "gõ trên biểu"
    COPIED = "copied", "chép từ kỳ trước"
    NOTHING_AROSE = "nothing_arose", "ghi không phát sinh cả phần"
    WORKBOOK = "workbook", "nạp từ tệp Excel"


class Status(TextChoices):
    EXCEEDED = "exceeded", "Vượt"
    MET = "met", "Đạt"
    ON_TRACK = "on_track", "Đúng tiến độ"
    BEHIND = "behind", "Chậm"
    NO_DATA = "no_data", "Chưa có số liệu"
    NOT_DUE = "not_due", "Chưa đến hạn"
    MISSED = "missed", "Quá hạn chưa đạt"
    NONE = "none", "Theo dõi"


class ProblemLevel(TextChoices):
    """How much a finding weighs, in the order in which people want to read them."""

    BLOCKS = "blocks", "phải sửa"
    EXPLAIN = "explain", "cần giải trình"
    UNUSUAL = "unusual", "nên xem lại"
    EXPLAINED = "explained", "đã giải trình"


STOPPING_LEVELS = {ProblemLevel.BLOCKS, ProblemLevel.EXPLAIN}


class TaskState(TextChoices):
    NOT_STARTED = "not_started", "chưa làm"
    DOING = "doing", "đang làm"
    DONE = "done", "đã xong"
    LATE = "late", "chậm"
    NOT_APPLICABLE = "not_applicable", "không áp dụng"


class RecordKind(TextChoices):
    PROPOSAL = "proposal", "đề xuất kinh phí"
    INSPECTION = "inspection", "kiểm tra, giám sát"
    COMMENDATION = "commendation", "khen thưởng"


class PilotKind(TextChoices):
    LOCALITY = "locality", "địa bàn điểm"
    COOPERATIVE = "cooperative", "HTX, tổ hợp tác điểm"


class RemarkAct(TextChoices):
    """What a message about a row of a report does."""

    SAYS = "says", "trao đổi"
    MARKS = "marks", "phải sửa"
    OPENS = "opens", "mở ô để sửa"
