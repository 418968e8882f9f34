"""The targets of a plan's goals into the tables, each with its versions; and what they allot to units."""

from collections import Counter

from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, TargetEntry
from plans.loading.known import Known
from plans.loading.spans import span_of
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.models import Goal, Plan, Target, TargetVersion


class TargetShelves:
    """All targets and versions of one plan. Lines of the same span are versions of one target."""

    def __init__(self, file: PlanFile, plan: Plan, known: Known, ledger: Ledger):
        self.file, self.plan, self.known = file, plan, known
        place = file.at("goals")
        self.targets = Shelf(
            ledger,
            Target,
            Target.objects.filter(goal__plan=plan).select_related("goal"),
            place,
            key=("goal", "unit_id", "span_kind", "first_year", "last_year"),
            name=lambda target: own_name(target.goal),
            part_of=True,
        )
        self.versions = Shelf(
            ledger,
            TargetVersion,
            TargetVersion.objects.filter(target__goal__plan=plan).select_related("target__goal"),
            place,
            key=("target", "effective_from"),
            name=lambda version: own_name(version.target.goal),
            part_of=True,
        )

    def put(self, goal: Goal, entry: GoalEntry) -> None:
        rows, order = {}, Counter()
        for target in entry.targets:
            for unit, value, value_to in self._lines(target):
                span = span_of(target, self.file)
                if (unit, span) not in rows:
                    order["target"] += 1
                    rows[unit, span] = self.targets.put(
                        goal=goal,
                        unit_id=unit,
                        span_kind=span.kind,
                        first_year=span.first,
                        last_year=span.last,
                        every_years=span.every,
                        order=order["target"],
                    )
                self.versions.put(
                    target=rows[unit, span],
                    value=value,
                    value_to=value_to,
                    effective_from=target.effective_from,
                    decision=target.decision,
                    reason=target.reason,
                )

    def close(self) -> None:
        self.targets.close()
        self.versions.close()

    def _lines(self, target: TargetEntry) -> list[tuple]:
        """(unit, value, upper end): the plan's own first, then what each unit is allotted."""
        as_of = self.plan.scope_as_of
        day = target.effective_from or as_of
        allotted = [
            (self.known.reporting_unit(code, self.plan.scope_id, day, as_of), value, None)
            for code, value in target.units
        ]
        return [(None, target.value, target.to), *allotted]
