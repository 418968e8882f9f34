"""What a goal of a draft may measure: the draft's own indicators, and those that its province knows."""

from dataclasses import dataclass
from functools import cached_property

from plans.cataloguing import (
    IndicatorCard,
    Origin,
    SeenCatalogue,
    breakdowns_in,
    by_code,
    cards_in,
    cards_of,
    catalogue_of_province,
    found_by,
)
from plans.drafting import EntryKind
from plans.drafting.references import PLACES, codes_at
from plans.models import BreakdownPart, Indicator, PlanDraft
from portal import clock
from portal.text import sort_key

MOST_FOUND = 12


@dataclass(frozen=True)
class Measured:
    """The indicators of one draft, asked when they are needed. The draft's own win over the portal's.

    `own_words` says where the draft's own ones are found.
    """

    draft: PlanDraft
    own_words: str = "Riêng của kế hoạch này"

    @cached_property
    def own(self) -> dict[str, IndicatorCard]:
        """Those that the draft itself declares, by code."""
        return by_code(cards_in(self.draft.content, self._known, self.breakdowns))

    @cached_property
    def cards(self) -> dict[str, IndicatorCard]:
        """All of them by code, in the order of their names."""
        every = self._known | self.own
        return dict(sorted(every.items(), key=lambda pair: sort_key(pair[1].name)))

    @cached_property
    def breakdowns(self) -> dict[str, tuple[str, tuple]]:
        """The portal's breakdowns by code: the name, and the (code, name) of each part."""
        rows = self._catalogue.breakdowns.prefetch_related("parts").order_by("name", "code")
        return {
            row.code: (
                row.name,
                tuple((part.code, part.name) for part in row.parts.all() if part.code != BreakdownPart.UNCLASSIFIED),
            )
            for row in rows
        }

    @property
    def own_breakdowns(self) -> dict[str, tuple[str, tuple]]:
        return breakdowns_in(self.draft.content)

    def found(self, words: str) -> list[IndicatorCard]:
        """The first that hold the words."""
        return found_by(words, self.cards.values())[:MOST_FOUND]

    def origin(self, code: str) -> Origin | None:
        return Origin(self.own_words) if code in self.own else self._catalogue.origins.get(code)

    @cached_property
    def _known(self) -> dict[str, IndicatorCard]:
        """The portal's: what the province sees, and what the draft points at besides."""
        places = PLACES[EntryKind.INDICATORS]
        pointed_at = {code for place in places for code in codes_at(self.draft.content, place)}
        elsewhere = Indicator.objects.filter(code__in=pointed_at)
        return by_code([*cards_of(elsewhere), *cards_of(self._catalogue.indicators)])

    @cached_property
    def _catalogue(self) -> SeenCatalogue:
        return catalogue_of_province(self.draft.province_id, clock.today())
