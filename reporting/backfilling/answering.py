"""One indicator's answer of one reporter: its rows (one for each part) become figures as a submission freezes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.numbers import NumberNotUnderstood, format_number, parse_number
from portal.text import fold
from reporting.backfilling.sheet import Row
from reporting.choices import Answer, FigureKind
from reporting.merging import plain

ZERO = "zero"
WITHOUT_DATA = {Answer.NOT_APPLICABLE.value, Answer.NO_DATA.value}
# What the column "Trả lời" may say, folded; a blank one with a number is a value.
ANSWERS = {
    "value": Answer.VALUE.value,
    "co so lieu": Answer.VALUE.value,
    "co so": Answer.VALUE.value,
    "zero": ZERO,
    "khong phat sinh": ZERO,
    "chua thuc hien": ZERO,
    "not_applicable": Answer.NOT_APPLICABLE.value,
    "khong ap dung": Answer.NOT_APPLICABLE.value,
    "no_data": Answer.NO_DATA.value,
    "chua co so lieu": Answer.NO_DATA.value,
}
MAY_SAY = "có số liệu, không phát sinh, không áp dụng, chưa có số liệu"
NUMBER_COLUMNS = {
    Measure.COUNT: ("value",),
    Measure.RATIO: ("numerator", "denominator"),
    Measure.MILESTONE: ("value",),
}

Tell = Callable[[Row, str, str], None]  # row, column, what is wrong


@dataclass(frozen=True)
class PartRow:
    """A row with the part of the indicator's breakdown that it names, or None where it speaks of the whole."""

    row: Row
    part: BreakdownPart | None


def figures_from(
    indicator: Indicator, parts: tuple[BreakdownPart, ...], rows: list[PartRow], cut_off: date, tell: Tell
) -> list[dict]:
    """The frozen figures of one indicator; nothing of it where a mistake was told. `parts` are those in use."""
    if _are_mixed(rows, tell):
        return []
    found = []
    for one in rows:
        figures = _of_row(indicator, parts, one, cut_off, tell)
        if figures is None:
            return []
        found += figures
    return found


def look_over(indicator: Indicator, row: Row, tell: Tell) -> None:
    """Tell what is wrong with a row's answer and numbers, whatever its round and its reporter."""
    if _answer(indicator, row, tell) == Answer.VALUE:
        _numbers(indicator, row, date.max, tell)


def _are_mixed(rows: list[PartRow], tell: Tell) -> bool:
    """Rows for parts and a row for the whole contradict each other."""
    whole = [one for one in rows if one.part is None]
    if not whole or len(rows) == 1:
        return False
    tell(
        whole[0].row, "part", "chỉ số này đã có dòng ghi theo thành phần, nên dòng ghi chung không được để trống ô này."
    )
    return True


def _of_row(indicator, parts, one: PartRow, cut_off, tell) -> list[dict] | None:
    answer = _answer(indicator, one.row, tell)
    if answer is None:
        return None
    note = one.row.cells.get("note", "")
    if answer in WITHOUT_DATA:
        return [_frozen(indicator, one.part, answer, reason=note)]
    if answer == ZERO:
        return _zeros(indicator, parts, one.part, note)
    if parts and one.part is None:
        codes = ", ".join(part.code for part in parts)
        tell(one.row, "part", f"chỉ số chia theo thành phần: mỗi thành phần một dòng, ghi một trong {codes}.")
        return None
    numbers = _numbers(indicator, one.row, cut_off, tell)
    return None if numbers is None else [_frozen(indicator, one.part, Answer.VALUE, remark=note, **numbers)]


def _answer(indicator: Indicator, row: Row, tell: Tell) -> str | None:
    """The answer of a row, once it does not contradict its numbers; None after telling what is wrong."""
    said, typed = (
        row.cells.get("answer", ""),
        [name for name in ("value", "numerator", "denominator") if name in row.cells],
    )
    answer = ANSWERS.get(fold(said)) if said else Answer.VALUE.value
    if answer is None:
        tell(row, "answer", f"không hiểu “{said}”. Chỉ ghi một trong: {MAY_SAY}.")
        return None
    for name in typed:
        if name not in NUMBER_COLUMNS[indicator.measure]:
            tell(row, name, _wrong_column(indicator))
            return None
        if answer in WITHOUT_DATA or (answer == ZERO and row.cells[name].strip("0,.") not in {"", "-"}):
            tell(row, name, f"đã trả lời “{said}” nên ô này phải để trống. Xóa số, hoặc ghi lại câu trả lời.")
            return None
    if answer == Answer.VALUE and not typed:
        tell(row, "answer", f"dòng chưa có số và chưa có câu trả lời. Ghi số, hoặc một trong: {MAY_SAY}.")
        return None
    return answer


def _wrong_column(indicator: Indicator) -> str:
    if indicator.measure == Measure.RATIO:
        return "chỉ số này là tỷ lệ: ghi tử số và mẫu số, cổng tự tính phần trăm."
    return "chỉ số này không phải tỷ lệ: ghi số ở cột giá trị, để trống ô này."


def _numbers(indicator: Indicator, row: Row, cut_off: date, tell: Tell) -> dict | None:
    if indicator.measure == Measure.MILESTONE:
        return _milestone(row, cut_off, tell)
    found = {}
    for name in NUMBER_COLUMNS[indicator.measure]:
        if name == "denominator" and indicator.denominator_fixed is not None:
            found[name] = indicator.denominator_fixed
            if name in row.cells and _number(indicator, row, name, tell) != indicator.denominator_fixed:
                fixed = format_number(indicator.denominator_fixed)
                tell(row, name, f"mẫu số của chỉ số này cố định là {fixed}. Để trống ô này.")
                return None
            continue
        if name not in row.cells:
            words = "tử số" if name == "numerator" else "mẫu số"
            tell(row, name, f"tỷ lệ phải có đủ tử số và mẫu số; thiếu {words}.")
            return None
        found[name] = _number(indicator, row, name, tell)
        if found[name] is None:
            return None
    return found


def _number(indicator: Indicator, row: Row, name: str, tell: Tell) -> Decimal | None:
    try:
        number = parse_number(row.cells[name], indicator.decimals)
    except NumberNotUnderstood as refusal:
        tell(row, name, f"không nhận “{row.cells[name]}”. {refusal}")
        return None
    if number < 0:
        tell(row, name, f"không nhận “{row.cells[name]}”. Số liệu không được âm.")
        return None
    return number


def _milestone(row: Row, cut_off: date, tell: Tell) -> dict | None:
    """Done on a day; or 1, where nobody knows the day any more; 0 is not done yet."""
    typed = row.cells["value"]
    if typed in {"0", "1"}:
        return {"value": Decimal(typed)}
    try:
        day = parse_date(typed)
    except DateNotUnderstood:
        tell(row, "value", f"không nhận “{typed}”. Ghi ngày hoàn thành (ngày/tháng/năm), 1 nếu đã xong, 0 nếu chưa.")
        return None
    if day > cut_off:
        tell(row, "value", f"ngày hoàn thành {format_date(day)} sau ngày chốt số liệu {format_date(cut_off)} của kỳ.")
        return None
    return {"value": Decimal(1), "done_on": day}


def _zeros(indicator, parts, part, note) -> list[dict]:
    """0 in every box that the row speaks of; "chưa phân loại" stays blank."""
    if indicator.measure == Measure.RATIO:
        numbers = {"numerator": Decimal(0), "denominator": indicator.denominator_fixed or Decimal(0)}
        return [_frozen(indicator, None, Answer.VALUE, remark=note, **numbers)]
    if part is None and parts:
        named = [one for one in parts if one.code != BreakdownPart.UNCLASSIFIED]
        notes = [note] + [""] * len(named)
        return [
            _frozen(indicator, one, Answer.VALUE, value=Decimal(0), remark=words)
            for one, words in zip(named, notes, strict=False)
        ]
    return [_frozen(indicator, part, Answer.VALUE, value=Decimal(0), remark=note)]


def _frozen(indicator, part, answer, *, reason="", remark="", done_on=None, **numbers) -> dict:
    """A figure in the shape that filling.content_of gives a submission."""
    return {
        "indicator": indicator.code,
        "part": part.code if part else "",
        "kind": FigureKind.ACTUAL.value,
        "answer": str(answer),
        **{name: plain(numbers[name]) if name in numbers else None for name in ("value", "numerator", "denominator")},
        "done_on": done_on.isoformat() if done_on else None,
        "reason": reason,
        "remark": remark,
    }
