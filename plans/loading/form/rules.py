"""How indicators have to stand to each other in one report: rules of the shared catalogue or of one plan."""

from dataclasses import dataclass
from decimal import Decimal

from plans.choices import RuleComparison, RuleWeight, SideOfRatio
from plans.loading.entries import Entry, entries, may, needs
from plans.loading.form.words import NOTE
from plans.loading.scalars import a_choice, a_code, a_line, a_number


@dataclass(frozen=True, kw_only=True)
class RuleTermEntry(Entry):
    indicator: str = needs(a_code())
    part: str = may(a_code(60))
    side: str = may(a_choice(SideOfRatio))


TERMS = entries(RuleTermEntry, "các số, mỗi số một dòng như {indicator: mã chỉ số}")


@dataclass(frozen=True, kw_only=True)
class RuleEntry(Entry):
    code: str = needs(a_code())
    left: tuple = needs(TERMS)
    comparison: str = needs(a_choice(RuleComparison))
    right: tuple = may(TERMS, default=())
    constant: Decimal = may(a_number)
    weight: str = needs(a_choice(RuleWeight))
    words: str = may(a_line(250, "câu hiện cho người nhập"), default="")
    note: str = may(NOTE, default="")

    def terms(self) -> list[RuleTermEntry]:
        """The numbers of both sides that could be read."""
        return [*(self.left or ()), *(self.right or ())]
