"""The targets of a plan's goals into the tables, each with its versions; and what they allot to units."""

from collections import Counter

from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, TargetEntry
from plans.loading.known import Known
from plans.loading.spans import span_of
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.models import Goal, LoadedFile, Plan, Target, TargetVersion

ALLOTMENTS = "allotments"


def allotments_given(name: str) -> list[int]:
    """The versions of units' targets that a file gave when it was last loaded.

    The others were allotted in the browser: no file takes them away.
    """
    file = LoadedFile.objects.filter(name=name).first()
    return file.declares.get(ALLOTMENTS, []) if file else []


class TargetShelves:
    """All targets and versions of one plan. Lines of the same span are versions of one target.

    Of what units are allotted only that is touched which the file names, or named when it was last loaded.
    """

    def __init__(self, file: PlanFile, plan: Plan, known: Known, ledger: Ledger):
        self.file, self.plan, self.known = file, plan, known
        self.ledger, place = ledger, file.at("goals")
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
                    order[unit is None] += 1
                    rows[unit, span] = self.targets.put(
                        settled=("order",) if unit else (),
                        goal=goal,
                        unit_id=unit,
                        span_kind=span.kind,
                        first_year=span.first,
                        last_year=span.last,
                        every_years=span.every,
                        order=order[unit is None],
                    )
                version = self.versions.put(
                    target=rows[unit, span],
                    value=value,
                    value_to=value_to,
                    effective_from=target.effective_from,
                    decision=target.decision,
                    reason=target.reason,
                )
                if unit:
                    self.ledger.allotments.append(version.pk)

    def close(self) -> None:
        """What the file does not say is gone, but not what units were allotted in the browser."""
        kept = self.versions.spare(lambda version: version.target.unit_id and version.pk not in self.ledger.given)
        with_versions = {version.target_id for version in kept}
        self.targets.spare(lambda target: target.pk in with_versions)
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
        own = [(None, target.value, target.to)] if target.is_of_the_plan else []
        return [*own, *allotted]
