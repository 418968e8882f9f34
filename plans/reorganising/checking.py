"""What stands against a reorganisation: all of it at once, as sentences for who enters it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plans.choices import UnitLevel
from plans.models import Reorganisation, ReorganisationLine, Unit, UnitChange
from plans.succession import UnitMap, current_map
from plans.unit_files import CODE_FORMS, LONGEST_NAME
from portal.dates import format_date

ONE_DAY = timedelta(days=1)
CODES_IN_WORDS = {
    UnitLevel.PROVINCE: "2 chữ số",
    UnitLevel.DISTRICT: "3 chữ số",
    UnitLevel.CLUSTER: "1 đến 10 chữ cái không dấu, chữ số hoặc dấu gạch ngang",
    UnitLevel.COMMUNE: "5 chữ số",
}


@dataclass(frozen=True)
class LineMistake:
    """What is wrong; `line` is its place from 1 on, None where it is the whole's."""

    line: int | None
    message: str

    def __str__(self):
        return f"Dòng {self.line}: {self.message}" if self.line else self.message


def mistakes_of(reorganisation: Reorganisation) -> list[LineMistake]:
    """All that is wrong, in the order of the lines; empty where it can be carried out. Three queries."""
    lines = list(reorganisation.lines.select_related("predecessor", "successor").order_by("order", "pk"))
    if not lines:
        return [LineMistake(None, "Chưa có dòng nào: ghi đơn vị nào nhập vào đơn vị nào.")]
    return list(_Checked(reorganisation, lines).mistakes())


def level_founded(unit_map: UnitMap, predecessor: Unit, province_id: int, day: date) -> str:
    """The level of a unit founded out of this one: where the reporting level itself moves on that day, the new one."""
    eve = day - ONE_DAY
    if predecessor.level != unit_map.reporting_level(predecessor.parent_id, eve):
        return predecessor.level
    return unit_map.reporting_level(province_id, day) or predecessor.level


class _Checked:
    def __init__(self, reorganisation: Reorganisation, lines: list[ReorganisationLine]):
        self.province_id, self.day = reorganisation.province_id, reorganisation.effective_on
        self.eve = self.day - ONE_DAY
        self.lines, self.unit_map = lines, current_map()
        self.ending = {line.predecessor_id: line.predecessor for line in lines}
        self.becomes: dict[int, set[int]] = defaultdict(set)
        for line in lines:
            if line.successor_id:
                self.becomes[line.predecessor_id].add(line.successor_id)
        self.received_later = dict(
            UnitChange.objects.filter(successor__in=self.ending, effective_on__gte=self.day).values_list(
                "successor", "predecessor__name"
            )
        )
        codes = {line.new_code for line in lines if line.new_code}
        self.with_code = list(Unit.objects.filter(code__in=codes).exclude(pk__in=self.ending))
        self.names = defaultdict(set)
        for line in lines:
            self.names[line.new_code].add(line.new_name)
        self.pairs = Counter((line.predecessor_id, line.successor_id, line.new_code) for line in lines)

    def mistakes(self) -> Iterator[LineMistake]:
        for place, line in enumerate(self.lines, start=1):
            found = [*self._of_predecessor(line), *(self._of_successor(line) if line.successor else self._of_new(line))]
            if self.pairs[line.predecessor_id, line.successor_id, line.new_code] > 1:
                found.append(f"“{line.predecessor}” vào “{line.successor or line.new_name}” đã ghi ở dòng khác.")
            yield from (LineMistake(place, message) for message in found)

    def _of_predecessor(self, line) -> Iterator[str]:
        unit = line.predecessor
        if unit.level in {UnitLevel.COUNTRY, UnitLevel.PROVINCE}:
            yield f"“{unit}” là đơn vị {unit.get_level_display()}: ở đây chỉ sắp xếp các đơn vị dưới cấp tỉnh."
        elif not self.unit_map.contains(self.province_id, unit.parent_id, self.day):
            yield f"“{unit}” nằm ngoài tỉnh này."
        if unit.valid_from and unit.valid_from > self.eve:
            yield (
                f"“{unit}” tồn tại từ ngày {format_date(unit.valid_from)}, không thể kết thúc trước ngày "
                f"{format_date(self.day)}."
            )
        elif unit.valid_to:
            ended = "đã kết thúc" if unit.valid_to < self.day else "đã được ghi là kết thúc"
            yield f"“{unit}” {ended} ngày {format_date(unit.valid_to)} trong lần sắp xếp khác."
        elif unit.pk in self.received_later:
            yield (
                f"“{unit}” đã nhận “{self.received_later[unit.pk]}” từ ngày {format_date(self.day)} hoặc sau đó, "
                "nên không thể kết thúc trước ngày này."
            )

    def _of_successor(self, line) -> Iterator[str]:
        unit = line.successor
        if unit.pk == line.predecessor_id:
            yield f"“{unit}” không thể nhập vào chính mình."
        elif self._leads_back(unit.pk, line.predecessor_id):
            yield f"“{line.predecessor}” và “{unit}” nhập vào nhau thành vòng. Giữ lại một đơn vị, hoặc lập đơn vị mới."
        elif unit.pk in self.ending:
            yield (
                f"“{unit}” kết thúc trong chính lần này nên không nhận “{line.predecessor}” được. "
                f"Ghi thẳng đơn vị mà “{unit}” nhập vào; nếu lập đơn vị mới cùng tên thì ghi mã và tên mới."
            )
        elif unit.level in {UnitLevel.COUNTRY, UnitLevel.PROVINCE}:
            yield f"“{unit}” là đơn vị {unit.get_level_display()}: chọn đơn vị dưới cấp tỉnh."
        elif unit.valid_from and unit.valid_from > self.day:
            yield f"“{unit}” chỉ tồn tại từ ngày {format_date(unit.valid_from)}, sau ngày sắp xếp."
        elif unit.valid_to and unit.valid_to < self.day:
            yield f"“{unit}” đã kết thúc ngày {format_date(unit.valid_to)}, trước ngày sắp xếp."
        elif not self.unit_map.contains(self.province_id, unit.pk, self.day):
            yield f"“{unit}” nằm ngoài tỉnh này."

    def _of_new(self, line) -> Iterator[str]:
        level = level_founded(self.unit_map, line.predecessor, self.province_id, self.day)
        if not re.fullmatch(CODE_FORMS.get(level, ".*"), line.new_code, re.ASCII):
            yield f"Mã “{line.new_code}” không đúng dạng của đơn vị {UnitLevel(level).label}: {CODES_IN_WORDS[level]}."
        if len(line.new_name) > LONGEST_NAME:
            yield f"Tên đơn vị mới dài nhất {LONGEST_NAME} chữ."
        if len(self.names[line.new_code]) > 1:
            names = ", ".join(f"“{name}”" for name in sorted(self.names[line.new_code]))
            yield f"Mã {line.new_code} được ghi với nhiều tên: {names}."
        for unit in self.with_code:
            if (unit.level, unit.code) == (level, line.new_code) and (not unit.valid_to or unit.valid_to >= self.day):
                since = f" từ ngày {format_date(unit.valid_from)}" if unit.valid_from else ""
                yield f"Mã {line.new_code} là của “{unit}”{since}. Ghi đơn vị đó ở cột “đơn vị đang có”, hoặc dùng mã khác."

    def _leads_back(self, unit: int, to: int) -> bool:
        seen, waiting = set(), [unit]
        while waiting:
            pk = waiting.pop()
            if pk == to:
                return True
            if pk not in seen:
                seen.add(pk)
                waiting.extend(self.becomes.get(pk, ()))
        return False
