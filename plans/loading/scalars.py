"""Readers of single values: texts, codes, days, numbers, years, words of a closed list."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import DueWording, UnitLevel
from plans.loading.entries import Reader
from plans.loading.source import Scalar
from portal.text import normalise

FIRST_YEAR, LAST_YEAR = 1990, 2100
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?")
YEARS = re.compile(r"([0-9]+)(?:\s*[-–]\s*([0-9]+))?")
DAY_OF_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
DUE = re.compile(r"(trước|chậm nhất|đến)(?: hết)?(?: ngày)? (\S+)")
LEFT_TO_PROVINCE = "do tỉnh đặt"
UNIT_LEVELS = [level.value for level in UnitLevel]


class Misread(ValueError):
    """A text that is no such value: says what is wrong with it."""


@dataclass(frozen=True)
class Years:
    """Whole years, both inclusive."""

    first: int
    last: int

    def holds(self, other: "Years") -> bool:
        return self.first <= other.first and other.last <= self.last

    def __str__(self):
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class UnitName:
    """A unit as a file names it: its level and its code on a day."""

    level: str
    code: str

    def __str__(self):
        return f"{self.level} {self.code}"


@dataclass(frozen=True)
class YearDay:
    """A day and month of every year."""

    month: int
    day: int

    def __str__(self):
        return f"{self.day}/{self.month}"


@dataclass(frozen=True)
class Due:
    """The last day as the paper words it; without a day it is left to the province."""

    text: str
    wording: str = ""
    day: YearDay | None = None

    def __str__(self):
        return self.text


def scalar(expects: str) -> Callable[[Callable[[str], object]], Reader]:
    """Make a reader of a function from a text to a value (raises Misread)."""

    def decorate(understand):
        def read(node, mistakes):
            if not isinstance(node, Scalar):
                mistakes.add(node.place, f"cần {expects}, không phải một danh sách hay một nhóm khóa")
                return None
            try:
                return understand(normalise(node.text).strip())
            except Misread as wrong:
                mistakes.add(node.place, f"{wrong}; cần {expects}")
                return None

        return Reader(expects, read)

    return decorate


def a_line(longest: int, expects: str) -> Reader:
    """A text on one line, as long as its column."""

    @scalar(expects)
    def read(text):
        if "\n" in text:
            raise Misread("có nhiều dòng")
        if len(text) > longest:
            raise Misread(f"dài {len(text)} chữ, quá {longest}")
        return text

    return read


def a_text(expects: str) -> Reader:
    """A text that may run over several lines."""
    return scalar(expects)(lambda text: text)


def a_code(longest: int = 80) -> Reader:
    @scalar("mã gồm chữ thường không dấu, số và gạch nối")
    def read(text):
        if not SLUG.fullmatch(text):
            raise Misread(f"“{text}” không phải mã")
        if len(text) > longest:
            raise Misread(f"mã dài {len(text)} chữ, quá {longest}")
        return text

    return read


def a_choice(choices: type, *leaving_out) -> Reader:
    """A word of a closed list."""
    allowed = [value for value in choices.values if value not in leaving_out]

    @scalar(f"một trong: {', '.join(allowed)}")
    def read(text):
        if text not in allowed:
            raise Misread(f"không có “{text}”")
        return text

    return read


@scalar("ngày dạng năm-tháng-ngày, ví dụ 2024-02-26")
def a_date(text):
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Misread(f"không có ngày “{text}”") from None
    _in_range(found.year)
    return found


@scalar("số viết liền, phần thập phân sau dấu chấm, ví dụ 1500 hoặc 12.5")
def a_number(text):
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", text):
        raise Misread(f"“{text}” có thể hiểu hai cách (hàng nghìn hay phần lẻ)")
    if not NUMBER.fullmatch(text):
        raise Misread(f"không đọc được số “{text}”")
    return Decimal(text)


def a_whole(lowest: int, highest: int) -> Reader:
    @scalar(f"số nguyên từ {lowest} đến {highest}")
    def read(text):
        if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
            raise Misread(f"không nhận “{text}”")
        return int(text)

    return read


@scalar(f"năm bốn chữ số, từ {FIRST_YEAR} đến {LAST_YEAR}")
def a_year(text):
    if not re.fullmatch("[0-9]+", text):
        raise Misread(f"“{text}” không phải năm")
    return _in_range(int(text))


@scalar("một năm hoặc năm đầu-năm cuối, ví dụ 2024 hoặc 2023-2030")
def some_years(text):
    match = YEARS.fullmatch(text)
    if not match:
        raise Misread(f"không đọc được “{text}”")
    span = Years(_in_range(int(match[1])), _in_range(int(match[2] or match[1])))
    if span.last < span.first:
        raise Misread(f"“{text}” kết thúc trước khi bắt đầu")
    return span


@scalar("cấp và mã của đơn vị, ví dụ province 36")
def a_unit(text):
    level, _, number = text.partition(" ")
    if level not in UNIT_LEVELS:
        raise Misread(f"không có cấp “{level}” (các cấp: {', '.join(UNIT_LEVELS)})")
    if not number.strip():
        raise Misread("thiếu mã đơn vị")
    return UnitName(level, number.strip())


@scalar("ngày/tháng của hằng năm, ví dụ 14/6")
def a_year_day(text):
    return _year_day(text)


@scalar(f"“trước ngày 30/11”, “chậm nhất 15/6”, “đến ngày 15/6” hoặc “{LEFT_TO_PROVINCE}”")
def a_due(text):
    if text == LEFT_TO_PROVINCE:
        return Due(text)
    match = DUE.fullmatch(text)
    if not match:
        raise Misread(f"không đọc được hạn “{text}”")
    wording = DueWording.BEFORE if match[1] == "trước" else DueWording.BY
    return Due(text, wording.value, _year_day(match[2]))


def _year_day(text: str) -> YearDay:
    match = DAY_OF_YEAR.fullmatch(text)
    if not match:
        raise Misread(f"không đọc được ngày “{text}” (chỉ ghi ngày/tháng, không ghi năm)")
    day, month = int(match[1]), int(match[2])
    try:
        date(2023, month, day)
    except ValueError:
        raise Misread(f"không phải năm nào cũng có ngày {text}") from None
    return YearDay(month, day)


def _in_range(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread(f"năm {year} nằm ngoài {FIRST_YEAR}-{LAST_YEAR}")
    return year
