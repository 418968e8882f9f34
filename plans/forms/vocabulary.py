"""The words of the plan form in the words of the desk: what a mistake calls by key is shown by the name of its box."""

import re
from datetime import date

from plans.choices import (
    Accumulation,
    AgencyKind,
    Comparator,
    Measure,
    Period,
    PlanKind,
    RelationKind,
    Reporter,
    UnitLevel,
)
from portal.dates import format_date

KEYS = {
    # The frame
    "plan": "phần đầu và phần ký",
    "code": "mã",
    "kind": "loại",
    "number": "số, ký hiệu",
    "signed_on": "ngày ký",
    "place": "địa danh",
    "title": "trích yếu",
    "short_title": "tên gọi ngắn",
    "scope": "phạm vi",
    "scope_as_of": "lấy địa giới của ngày",
    "years": "các năm",
    "issuers": "cơ quan ban hành",
    "signing": "thể thức ký",
    "signer": "họ tên người ký",
    "opening": "lời dẫn",
    "closing": "lời kết",
    "note": "ghi chú",
    # The parts
    "legal_basis": "căn cứ",
    "relations": "văn bản liên quan",
    "recipients": "nơi nhận",
    "agencies": "cơ quan",
    "phases": "giai đoạn",
    "sections": "các mục",
    "breakdowns": "phân tổ",
    "indicators": "chỉ số",
    "goals": "chỉ tiêu",
    "tasks": "nhiệm vụ",
    "documents": "văn bản phải có",
    "duties": "chế độ báo cáo",
    "funding": "kinh phí",
    "letterheads": "mẫu văn bản",
    # What entries say
    "name": "tên",
    "unit": "của đơn vị",
    "units": "đơn vị",
    "each_level": "ở mỗi đơn vị của một cấp",
    "body_of": "là ban của",
    "from": "từ ngày",
    "to": "đến",
    "successor": "cơ quan kế tục",
    "dated": "ngày của văn bản",
    "label": "số thứ tự",
    "heading": "tiêu đề",
    "text": "nội dung",
    "section": "mục",
    "wording": "nguyên văn",
    "reporter": "ai báo cáo",
    "via": "gửi qua",
    "basis": "căn cứ",
    "reports": "các kỳ báo cáo",
    "period": "kỳ",
    "due": "hạn",
    "cut_off": "chốt số liệu",
    "owed_by": "ai phải có",
    "every": "mấy năm một lần",
    "agency": "cơ quan",
    "superior": "cơ quan chủ quản",
    "body": "cơ quan ban hành",
    "indicator": "chỉ số",
    "part": "thành phần",
    "parts": "các thành phần",
    "comparator": "cách so sánh",
    "per": "mức tối thiểu của mỗi đơn vị",
    "alternative_to": "thay cho chỉ tiêu",
    "beneficiaries_of": "người hưởng lợi của chỉ tiêu",
    "baseline": "số ban đầu",
    "on": "tại ngày",
    "targets": "các lần giao",
    "value": "giá trị",
    "effective_from": "áp dụng từ ngày",
    "decision": "văn bản giao",
    "reason": "lý do",
    "lead": "chủ trì",
    "partners": "phối hợp",
    "level": "mọi đơn vị của một cấp",
    "frequency": "bao lâu một lần",
    "programmes": "chương trình lồng ghép",
    "definition": "cách hiểu",
    "example": "ví dụ",
    "measure": "loại số liệu",
    "accumulation": "cách cộng",
    "unit_of_measure": "đơn vị tính",
    "decimals": "số chữ số thập phân",
    "breakdown": "phân tổ",
    "not_above": "là trong đó của",
    "distinct_within": "mỗi đối tượng đếm một lần trong",
    "collected_from": "ai cho số liệu",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "fixed": "mẫu số cố định",
    "sum_of": "tổng của các chỉ số",
    "ratio_of": "tỷ lệ giữa hai chỉ số",
    # Spans of a target
    "year": "trong năm",
    "phase": "trong giai đoạn",
    "cumulative": "cộng dồn đến hết năm",
    "term": "đến cuối năm",
}
CHOICES = {
    value: label
    for choices in (
        PlanKind,
        RelationKind,
        AgencyKind,
        Measure,
        Accumulation,
        Comparator,
        Period,
        Reporter,
        UnitLevel,
    )
    for value, label in choices.choices
}
# Keys before choices: "plan" and "year" are both. Inside quotes a mistake names a value, so there choices come first.
WORDS = CHOICES | KEYS
QUOTED_WORDS = KEYS | CHOICES

QUOTED = re.compile("“([^”]*)”")
KEY = re.compile(r"(?<![\w./-])(?:khóa )?([a-z]+(?:_[a-z]+)*)(?![\w/-])")
ISO_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")
ASIDE = re.compile(r" \(([a-z]+(?:_[a-z]+)*)\)")
PATH = re.compile(r"[a-z_]+\[[^\]]*\][^ ]*")

# Sentences that speak of files, and what they mean at the desk.
RETOLD = [
    (re.compile(r"thiếu khóa “(\w+)”.*"), r"chưa có “\1”"),
    (re.compile(r"; có phải “[^”]*”\?"), ""),
    (re.compile(r"; cần mã của (.+?) đã khai trong tệp hoặc đã nạp"), r"; chọn \1 trong danh sách"),
    (re.compile(r"; cần một trong: .*"), "; chọn trong danh sách"),
    (re.compile(r"; cần cấp và mã đã nạp bằng load_units"), "; chọn trong danh sách"),
    (re.compile(r"; cần (?:số viết liền|ngày dạng|cấp và mã|mã gồm|một năm hoặc|“trước ngày).*"), "; gõ lại"),
    (re.compile(r"đã được tệp “[^”]*” khai khác"), "đã được kế hoạch khác khai khác"),
    (
        re.compile(r"; cần khai giống nhau, hoặc sửa cả hai tệp rồi nạp cùng lúc"),
        "; cần ghi giống như đang có trên cổng",
    ),
    (re.compile(r"tệp trống; cần .*"), "chưa có nội dung"),
]


def retold(message: str, names: dict[str, str]) -> str:
    """A mistake as the desk says it. `names`: how the entries of the draft are called, by code."""
    for pattern, words in RETOLD:
        message = pattern.sub(words, message)
    message = ASIDE.sub(lambda found: "" if found[1] in WORDS else found[0], message)
    message = ISO_DAY.sub(lambda found: _day(found[1]), message)
    pieces = QUOTED.split(message)
    for place, piece in enumerate(pieces):
        pieces[place] = f"“{_quoted(piece, names)}”" if place % 2 else _unquoted(piece)
    return _sentence("".join(pieces))


def _quoted(words: str, names: dict[str, str]) -> str:
    if PATH.fullmatch(words):
        return "chỗ khác của bản soạn"
    return names.get(words) or QUOTED_WORDS.get(words) or _unit(words)


def _unit(words: str) -> str:
    """ "province 36" as "cấp tỉnh 36"."""
    level, _, number = words.partition(" ")
    return f"{UnitLevel(level).label} {number}" if number and level in UnitLevel.values else words


def _unquoted(text: str) -> str:
    return KEY.sub(lambda found: f"“{WORDS[found[1]]}”" if found[1] in WORDS else found[0], text)


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
