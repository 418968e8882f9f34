"""All rows together: for each report of a round the figures that the file gives it, or every mistake by its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from plans.models import BreakdownPart, Indicator, Plan
from portal.text import fold
from reporting.backfilling.answering import PartRow, figures_from, look_over
from reporting.backfilling.mistakes import Mistake
from reporting.backfilling.occasions import NotThere, Occasion, Occasions, Teller
from reporting.backfilling.relating import tell_breaches
from reporting.backfilling.sheet import Row, Sheet
from reporting.check_rules import Rule, stored_rules
from reporting.questionnaire import asked_by_plan, parts_in_use


@dataclass
class Told:
    """What the file tells of one reporter in one round; `line` is its first row there."""

    occasion: Occasion
    teller: Teller
    line: int
    rows: dict[str, list[PartRow]] = field(default_factory=dict)
    figures: dict[str, list[dict]] = field(default_factory=dict)


class Reading:
    """Reads a sheet for some plans. `told` by round and reporter, `mistakes` as they were found."""

    def __init__(self, plans: Iterable[Plan], today: date):
        self.plans = {plan.code: plan for plan in plans}
        self.today = today
        self.told: dict[tuple, Told] = {}
        self.mistakes: list[Mistake] = []
        self._occasions: dict[str, Occasions] = {}
        self._asked: dict[tuple, dict[str, Indicator]] = {}
        self._seen: dict[tuple, Row] = {}
        self._indicators: dict[str, Indicator] = {}
        self._catalogue: dict[str, Indicator] | None = None
        self._rules: dict[str, list[Rule]] = {}

    def read(self, sheet: Sheet) -> None:
        self.sheet = sheet
        for row in sheet.rows:
            self._place(row)
        for told in self.told.values():
            for code, rows in told.rows.items():
                indicator, cut_off = self._indicators[code], told.occasion.cut_off
                parts = parts_in_use(indicator, cut_off)
                told.figures[code] = figures_from(indicator, parts, rows, cut_off, self._tell)
            self._relate(told)

    def _relate(self, told: Told) -> None:
        """What the figures of a report are to each other, by the rules of its plan."""
        plan = told.occasion.plan
        if plan.code not in self._rules:
            self._rules[plan.code] = stored_rules([plan])
        by_code = {code: (told.rows[code], figures) for code, figures in told.figures.items()}
        tell_breaches(by_code, self._indicators, self._rules[plan.code], told.occasion.cut_off, self._tell)

    def _tell(self, row: Row, column: str, message: str) -> None:
        self.mistakes.append(Mistake(row.line, self.sheet.head(column), message))

    def _place(self, row: Row) -> None:
        """Put a row where it belongs, or say why it belongs nowhere."""
        plan = self._plan(row)
        if plan is None:
            return
        if plan.code not in self._occasions:
            self._occasions[plan.code] = Occasions(plan, self.today)
        occasions = self._occasions[plan.code]
        missing = [name for name in ("round", "unit_code", "indicator") if name not in row.cells]
        for name in missing:
            self._tell(row, name, "để trống. Ô này phải ghi.")
        if missing:
            return
        column = "round"
        try:
            occasion = occasions.find(row.cells[column])
            column = "unit_code"
            teller = occasions.teller(occasion, row.cells[column])
        except NotThere as reason:
            self._tell(row, column, str(reason))
            self._look_at_rest(row)
        else:
            self._put(row, plan, occasion, teller)

    def _look_at_rest(self, row: Row) -> None:
        """What else is wrong with a row that belongs nowhere: who mends the file mends it once."""
        if self._catalogue is None:
            indicators = list(Indicator.objects.all())
            by_name = {fold(indicator.name): indicator for indicator in indicators}
            self._catalogue = by_name | {indicator.code: indicator for indicator in indicators}
        typed = row.cells["indicator"]
        indicator = self._catalogue.get(typed) or self._catalogue.get(fold(typed))
        if indicator is None:
            self._tell(row, "indicator", f"không có chỉ số “{typed}”. Xem trang “Chỉ số” của tệp mẫu.")
            return
        look_over(indicator, row, self._tell)

    def _plan(self, row: Row) -> Plan | None:
        """The plan that the row names; a blank cell means the only one there is."""
        code = row.cells.get("plan", "")
        if not code and len(self.plans) == 1:
            return next(iter(self.plans.values()))
        if code not in self.plans:
            known = ", ".join(self.plans) or "không có kế hoạch nào"
            reason = f"không có kế hoạch mã “{code}” để nhập." if code else "để trống. Ghi mã kế hoạch."
            self._tell(row, "plan", f"{reason} Nhập được cho: {known}.")
            return None
        return self.plans[code]

    def _put(self, row: Row, plan: Plan, occasion: Occasion, teller: Teller) -> None:
        indicator = self._indicator(row, plan, teller)
        if indicator is None:
            return
        part = self._part(row, indicator, occasion)
        if part is None and "part" in row.cells:
            return
        key = (occasion.key, teller.asked)
        place = (*key, indicator.code, part and part.code)
        before = self._seen.setdefault(place, row)
        if before is not row:
            if _essence(before) != _essence(row):
                self._tell(
                    row, "indicator", f"chỉ số này của đơn vị trong kỳ đã ghi ở dòng {before.line}. Giữ một dòng."
                )
            return
        told = self.told.setdefault(key, Told(occasion, teller, row.line))
        told.rows.setdefault(indicator.code, []).append(PartRow(row, part))

    def _indicator(self, row: Row, plan: Plan, teller: Teller) -> Indicator | None:
        """The indicator by its code or its whole name, among those that the plan asks of such a reporter."""
        known, typed = self._asked_of(plan, teller), row.cells["indicator"]
        indicator = known.get(typed) or known.get(fold(typed))
        if indicator is None:
            self._tell(
                row,
                "indicator",
                f"kế hoạch {plan.code} không hỏi {teller.name} chỉ số “{typed}”. Xem trang “Chỉ số” của tệp mẫu.",
            )
            return None
        self._indicators[indicator.code] = indicator
        return indicator

    def _asked_of(self, plan: Plan, teller: Teller) -> dict[str, Indicator]:
        key = (plan.pk, teller.asked.reporter, teller.asked.agency_id)
        if key not in self._asked:
            indicators = asked_by_plan(plan, teller.asked.reporter, teller.asked.agency_id)
            by_name = {fold(indicator.name): indicator for indicator in indicators}
            self._asked[key] = by_name | {indicator.code: indicator for indicator in indicators}
        return self._asked[key]

    def _part(self, row: Row, indicator: Indicator, occasion: Occasion) -> BreakdownPart | None:
        typed = row.cells.get("part")
        if typed is None:
            return None
        parts = parts_in_use(indicator, occasion.cut_off)
        found = [part for part in parts if typed == part.code] or [
            part for part in parts if fold(typed) == fold(part.name)
        ]
        if found:
            return found[0]
        there = f"Các thành phần: {', '.join(part.code for part in parts)}." if parts else "Để trống ô này."
        self._tell(row, "part", f"chỉ số “{indicator.name}” không có thành phần “{typed}”. {there}")
        return None


def _essence(row: Row) -> dict[str, str]:
    """What a row says, whichever plan it says it for."""
    return {name: text for name, text in row.cells.items() if name != "plan"}
