"""Which round a row speaks of, open already or still to be opened from the plan's duties, and who reported in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plans.choices import Period, Reporter
from plans.models import Agency, Plan, Unit
from portal.dates import format_date
from portal.text import fold
from reporting.asking import Asked, asked_by
from reporting.models import Round
from reporting.proposing import PERIODIC, ProposedRound, proposed_rounds


@dataclass(frozen=True)
class Occasion:
    """A round of a plan, or what the plan's duties ask for (`is_open` says which).

    `opened` is the round, also where it was opened for another plan only.
    """

    plan: Plan
    code: str
    name: str
    period: Period
    year: int
    cut_off: date
    province_id: int
    opened: Round | None
    is_open: bool

    @property
    def key(self) -> tuple:
        """What makes it one round, for however many plans."""
        return self.opened.pk if self.opened else (self.province_id, self.period, self.cut_off)


@dataclass(frozen=True)
class Teller:
    """Somebody who reports in a round, with the code and the name of that time."""

    asked: Asked
    code: str
    name: str


class NotThere(LookupError):
    """No such round or reporter: its text is what to tell, and what there is."""


class Occasions:
    """The rounds of a plan up to a day, by their codes and names; of each the reporters by their codes."""

    def __init__(self, plan: Plan, today: date):
        self.plan, self.today = plan, today
        self._by_word: dict[str, Occasion] = {}
        self._tellers: dict[object, dict[str, Teller]] = {}
        for occasion, words in self._all():
            for word in words:
                self._by_word.setdefault(_folded(word), occasion)

    def find(self, text: str) -> Occasion:
        """The round of a code ("6-thang-2023") or a name ("6 tháng 2023"); NotThere."""
        occasion = self._by_word.get(_folded(text))
        if occasion is None:
            there = sorted(self._by_word.values(), key=lambda one: one.cut_off)
            names = ", ".join(dict.fromkeys(one.name for one in there)) or "chưa có kỳ nào"
            raise NotThere(f"kế hoạch {self.plan.code} không có kỳ “{text}”. Các kỳ có thể ghi: {names}.")
        if occasion.cut_off >= self.today:
            raise NotThere(
                f"kỳ {occasion.name} chốt ngày {format_date(occasion.cut_off)}, chưa qua, nên không phải số liệu cũ. "
                "Nhập kỳ này bằng báo cáo."
            )
        return occasion

    def teller(self, occasion: Occasion, code: str) -> Teller:
        """Who reported in the round under this code; one of digits may have lost its zeros in a spreadsheet. NotThere."""
        tellers = self._tellers_of(occasion)
        if code in tellers:
            return tellers[code]
        alike = [found for known, found in tellers.items() if code.isdigit() and known.lstrip("0") == code.lstrip("0")]
        if len(alike) == 1:
            return alike[0]
        raise NotThere(_who_is(code, occasion))

    def tellers(self, occasion: Occasion) -> list[Teller]:
        return list(self._tellers_of(occasion).values())

    def all(self) -> list[Occasion]:
        """Every round up to the day, the earliest first."""
        past = {one.key: one for one in self._by_word.values() if one.cut_off < self.today}
        return sorted(past.values(), key=lambda one: (one.cut_off, one.period))

    def _all(self) -> Iterator[tuple[Occasion, list[str]]]:
        """Each round with the words it may be called by."""
        for round_ in self.plan.rounds.all():
            yield _occasion(self.plan, round_, round_, is_open=True), [round_.code, round_.name]
        for year in range(self.plan.first_year, min(self.plan.last_year, self.today.year + 1) + 1):
            for one in proposed_rounds(self.plan, year):
                if one.opened is None:
                    of_others = Round.objects.filter(province=one.province_id, period=one.period, cut_off=one.cut_off)
                    yield _occasion(self.plan, one, of_others.first(), is_open=False), [one.code, one.name]

    def _tellers_of(self, occasion: Occasion) -> dict[str, Teller]:
        if occasion.key not in self._tellers:
            asked = set(asked_by(self.plan, occasion.cut_off))
            if occasion.opened:
                reports = occasion.opened.reports.values_list("reporter", "unit_id", "agency_id")
                there = {Asked(Reporter(reporter), unit, agency) for reporter, unit, agency in reports}
                asked = there | asked if occasion.period in PERIODIC else there
            self._tellers[occasion.key] = _named(asked)
        return self._tellers[occasion.key]


def _occasion(plan: Plan, asked: Round | ProposedRound, opened: Round | None, *, is_open: bool) -> Occasion:
    return Occasion(
        plan,
        asked.code,
        asked.name,
        Period(asked.period),
        asked.year,
        asked.cut_off,
        asked.province_id,
        opened,
        is_open,
    )


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """ "6 tháng đầu năm 2023", "6 tháng 2023" and "6-thang-2023" are one; so are "cả năm 2023" and "nam-2023"."""
    word = fold(text).replace(" ", "-").replace("-dau-nam-", "-")
    return word.removeprefix("ca-")


def _named(asked: set[Asked]) -> dict[str, Teller]:
    units = Unit.objects.in_bulk({one.unit_id for one in asked})
    agencies = Agency.objects.in_bulk({one.agency_id for one in asked if one.agency_id})
    found = {}
    for one in sorted(
        asked, key=lambda one: (one.reporter != Reporter.UNIT, units[one.unit_id].code, one.agency_id or 0)
    ):
        who = agencies[one.agency_id] if one.agency_id else units[one.unit_id]
        found.setdefault(who.code, Teller(one, who.code, str(who)))
    return found


def _who_is(code: str, occasion: Occasion) -> str:
    """Why nobody reports under a code, with the days of the units that had it."""
    lives = [
        f"{unit} ({_life(unit)})"
        for unit in Unit.objects.filter(code=code).select_related("parent").order_by("valid_from", "pk")[:3]
    ]
    known = f" Mã này là của {'; '.join(lives)}." if lives else ""
    return (
        f"mã “{code}” không phải đơn vị báo cáo của kế hoạch trong kỳ {occasion.name} (theo địa giới ngày chốt "
        f"{format_date(occasion.cut_off)}).{known} Xem trang “Đơn vị” của tệp mẫu."
    )


def _life(unit: Unit) -> str:
    if unit.valid_to:
        return f"đến hết {format_date(unit.valid_to)}"
    return f"từ {format_date(unit.valid_from)}" if unit.valid_from else f"thuộc {unit.parent}"
