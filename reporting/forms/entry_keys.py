"""What the page of keys tells: the keys of a report's form, how numbers are typed, and the four answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.numbers import NumberNotUnderstood, format_number, parse_number
from reporting.choices import Answer


@dataclass(frozen=True)
class Key:
    """One or several ways to press for the same (each a combination of keys), and what happens."""

    ways: tuple[tuple[str, ...], ...]
    does: str


@dataclass(frozen=True)
class TypedNumber:
    """An example of typing: how many decimals its box takes, what is understood of it, or why it is refused."""

    typed: str
    decimals: str
    understood: str
    refusal: str


@dataclass(frozen=True)
class WayToAnswer:
    """One of the answers: when it is given, and what it means."""

    label: str
    when: str
    meaning: str


def _key(does: str, *ways: str) -> Key:
    return Key(tuple(tuple(way.split(" + ")) for way in ways), does)


KEYS = (
    _key("sang ô phía dưới", "↓", "Enter"),
    _key("sang ô phía trên", "↑", "Shift + Enter"),
    _key("ở đầu hay cuối chữ đang gõ: qua lại giữa ô số, câu trả lời và ô lý do của một dòng", "←", "→"),
    _key("sang ô tiếp theo", "Tab"),
    _key("về ô trước", "Shift + Tab"),
    _key("đặt con trỏ vào cuối ô để sửa chữ đang có", "F2"),
    _key("bỏ chữ đang gõ, lấy lại chữ có lúc vào ô", "Esc"),
    _key("hoàn tác việc vừa gõ hay vừa dán", "Ctrl + Z"),
    _key("làm lại việc vừa hoàn tác", "Ctrl + Y"),
    _key("đánh dấu nhiều ô liền nhau", "Shift + ↑", "Shift + ↓"),
    _key("chép các ô đã đánh dấu", "Ctrl + C"),
    _key(
        "dán một khối từ Excel: cột thứ nhất vào các ô số từ ô đang đứng trở xuống, cột thứ hai vào ô lý do; "
        "ô trống của khối giữ nguyên số đang có; cổng cho xem trước những gì sẽ đổi rồi mới ghi",
        "Ctrl + V",
    ),
    _key("xóa chữ trong các ô đã đánh dấu", "Delete"),
    _key("mở chi tiết của ô: số các kỳ trước, cách hiểu, ai đã sửa", "Ctrl + Enter"),
    _key("gửi ngay những ô chưa gửi", "Ctrl + S"),
    _key("mở trang này", "F1"),
)

# (what is typed, the decimals of the box): shown with what portal.numbers makes of it.
EXAMPLES = (
    ("1234", 0),
    ("1.234", 0),
    ("1 234", 0),
    ("1.500", 1),
    ("12,5", 1),
    ("0", 0),
    ("1.5", 1),
    ("1,234.5", 1),
    ("12,5", 0),
    ("+5", 0),
    ("1e5", 0),
    ("=1+1", 0),
    ("5 HTX", 0),
)

ANSWERS = (
    WayToAnswer("Ghi số", "có kết quả trong kỳ", "đúng số đã ghi"),
    WayToAnswer("Không phát sinh", "có theo dõi, kỳ này không có gì", "số 0, in ra là “-”"),
    WayToAnswer(
        f"{Answer.NOT_APPLICABLE.label.capitalize()} (ghi lý do)",
        "địa bàn không có đối tượng này",
        "đơn vị không còn tính vào số phải báo cáo chỉ số này",
    ),
    WayToAnswer(
        f"{Answer.NO_DATA.label.capitalize()} (ghi lý do)",
        "có đối tượng nhưng chưa thu thập xong",
        "đơn vị vẫn còn nợ số này",
    ),
)


def _read(examples: Iterable[tuple[str, int]]) -> tuple[TypedNumber, ...]:
    return tuple(_read_one(typed, decimals) for typed, decimals in examples)


def _read_one(typed: str, decimals: int) -> TypedNumber:
    box = f"{decimals} chữ số sau dấu phẩy" if decimals else "số nguyên"
    try:
        return TypedNumber(typed, box, format_number(parse_number(typed, decimals)), "")
    except NumberNotUnderstood as refusal:
        return TypedNumber(typed, box, "", str(refusal))


NUMBERS = _read(EXAMPLES)
