"""Which indicators a person sees, and where each comes from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from plans.cataloguing.cards import IndicatorCard, cards_of
from plans.loading.files import CATALOGUE_NAME
from plans.models import Agency, Breakdown, Indicator, LoadedFile, Plan
from plans.rules import WORKING_ROLES, plans_visible_to, sitting_of
from plans.succession import current_map
from portal.text import sort_key


@dataclass(frozen=True)
class Origin:
    """Where an indicator is kept: the shared catalogue, a province's own, or a plan's. `owner`: the province's key."""

    words: str
    owner: int | None = None
    is_shared: bool = False


@dataclass(frozen=True)
class SeenCatalogue:
    """What a person sees of the catalogue: `plans` are those that they see, `files` what these and the provinces declare."""

    plans: QuerySet[Plan]
    files: tuple[LoadedFile, ...]

    @property
    def indicators(self) -> QuerySet[Indicator]:
        """The shared ones, the own ones of the person's provinces, and what the plans that the person sees measure."""
        used = Indicator.objects.filter(goals__plan__in=self.plans).values("pk")
        return Indicator.objects.filter(Q(code__in=self._declared("indicators")) | Q(pk__in=used))

    @property
    def cards(self) -> list[IndicatorCard]:
        """Of all of them, in the order of their names."""
        return sorted(cards_of(self.indicators.order_by("code")), key=lambda card: sort_key(card.name))

    @property
    def breakdowns(self) -> QuerySet[Breakdown]:
        """The breakdowns that go with these."""
        used = self.indicators.filter(breakdown__isnull=False).values("breakdown")
        return Breakdown.objects.filter(Q(code__in=self._declared("breakdowns")) | Q(pk__in=used))

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """By an indicator's code. What several files declare counts as the most shared one's."""
        titles = dict(self.plans.values_list("code", "short_title"))
        found = {}
        for file in sorted(
            self.files, key=lambda file: (file.name != CATALOGUE_NAME, file.owner_id is None, file.name)
        ):
            for code in file.declares.get("indicators", ()):
                found.setdefault(code, _origin_of(file, titles))
        return found

    def _declared(self, kind: str) -> set[str]:
        return {code for file in self.files for code in file.declares.get(kind, ())}


def catalogue_of(user) -> SeenCatalogue:
    """The shared catalogue, and what the plans and the provinces of a person add to it."""
    return _catalogue(plans_visible_to(user), _owners_seen_by(user))


def catalogue_of_province(province: int, day: date) -> SeenCatalogue:
    """The shared catalogue, and what the plans of a province, of what went into it and of the country add to it."""
    units = current_map()
    home, above = units.home(province, day), set(units.ancestors(province, day))
    scopes = Plan.objects.order_by("pk").values_list("pk", "scope")
    plans = Plan.objects.filter(pk__in=[pk for pk, scope in scopes if units.home(scope, day) in above])
    owners = LoadedFile.objects.filter(owner__isnull=False).values_list("owner", flat=True)
    return _catalogue(plans, [owner for owner in owners if units.home(owner, day) == home])


def _catalogue(plans: QuerySet[Plan], owners: list[int]) -> SeenCatalogue:
    files = LoadedFile.objects.filter(Q(name=CATALOGUE_NAME) | Q(name__in=plans.values("code")) | Q(owner__in=owners))
    return SeenCatalogue(plans, tuple(files.select_related("owner")))


def _origin_of(file: LoadedFile, titles: dict[str, str]) -> Origin:
    if file.name == CATALOGUE_NAME:
        return Origin("Danh mục chung", is_shared=True)
    if file.owner:
        return Origin(f"Danh mục của {file.owner.name}", owner=file.owner_id)
    return Origin(f"Riêng của {titles[file.name]}")


def _owners_seen_by(user) -> list[int]:
    """The provinces with a catalogue of their own that a person's seat lies in or above."""
    sitting, units = sitting_of(user), current_map()
    seats = set(sitting.units(WORKING_ROLES))
    seats.update(Agency.objects.filter(pk__in=sitting.agencies(WORKING_ROLES)).values_list("unit", flat=True))
    owners = LoadedFile.objects.filter(owner__isnull=False).values_list("owner", flat=True)
    return [
        owner
        for owner in owners
        if any(
            units.home(owner, sitting.day) in units.ancestors(seat, sitting.day)
            or units.contains(seat, owner, sitting.day)
            for seat in seats
        )
    ]
