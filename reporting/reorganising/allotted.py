"""What a reorganisation makes of targets that were allotted to units: added up, kept, or lapsed until allotted anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from plans.calendar import current_calendar
from plans.models import Goal, Plan, TargetVersion
from reporting.unit_targets import joined_values, value_and_span

LAPSED = "mức giao khác nhau nên thôi áp dụng đến khi giao lại"


@dataclass(frozen=True)
class Allotments:
    """The versions in force on a day of the targets allotted to some units, by goal and span."""

    versions: dict[tuple, dict[int, TargetVersion]]

    def rows(self) -> Iterable[tuple[Goal, tuple]]:
        """Each goal with one of its spans."""
        for key, by_unit in self.versions.items():
            yield next(iter(by_unit.values())).target.goal, key

    def words(self, key: tuple, units: Collection[int]) -> str:
        """What these units, as one, are to reach; empty where nothing is allotted to any of them."""
        versions = [version for unit, version in self.versions[key].items() if unit in units]
        if not versions:
            return ""
        goal = versions[0].target.goal
        values = joined_values(goal, versions)
        return value_and_span(goal, versions[0], values[0]) if values else LAPSED


def allotted(plans: Collection[Plan], units: Collection[int], day: date) -> Allotments:
    """Of spans that are not over on the day. One query."""
    calendar = current_calendar()
    years = {plan.pk: calendar.year_of(plan.scope_id, day) for plan in plans}
    versions = (
        TargetVersion.objects.filter(target__unit__in=units, target__goal__plan__in=years)
        .select_related("target__goal__indicator", "target__goal__part", "target__goal__plan")
        .order_by("target__goal__plan", "target__goal__order", "target__order", "target_id", "pk")
    )
    latest: dict[int, TargetVersion] = {}
    for version in versions:
        begins, before = version.effective_from or date.min, latest.get(version.target_id)
        if begins <= day and (before is None or (before.effective_from or date.min) <= begins):
            latest[version.target_id] = version
    found: dict[tuple, dict[int, TargetVersion]] = defaultdict(dict)
    for version in latest.values():
        target = version.target
        if target.last_year >= years[target.goal.plan_id]:
            key = (target.goal_id, target.span_kind, target.first_year, target.last_year)
            found[key][target.unit_id] = version
    return Allotments(dict(found))
