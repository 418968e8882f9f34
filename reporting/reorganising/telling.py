"""What carrying a reorganisation out did to people and reports, in names: for the preview and for the page afterwards."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from plans.choices import Period
from plans.models import Agency, Reorganisation, Seat, Unit
from plans.succession import current_map
from reporting.choices import ReportState
from reporting.models import Report, Round


@dataclass(frozen=True)
class SeatTold:
    """Whose seat ends at a unit, and where it goes on; nowhere (empty) after a split, until it is given anew."""

    person: str
    role: str
    unit: str
    goes_to: str


@dataclass(frozen=True)
class ReportTold:
    """A unit's report in a round, and what is to be said of it; `pk` where it will still be there."""

    unit: str
    round: str
    words: str = ""
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Told:
    """All that happened beside units and sums.

    `closing` are owed by units that ended, `passed_on` those of earlier cut-offs that others finish, `begun` and `dropped`
    the reports of later rounds, `kept` what ended units had handed in for later cut-offs.
    """

    seats: tuple[SeatTold, ...]
    agencies: tuple[tuple[str, str], ...]
    closing: tuple[ReportTold, ...]
    passed_on: tuple[ReportTold, ...]
    begun: tuple[ReportTold, ...]
    dropped: tuple[ReportTold, ...]
    kept: tuple[ReportTold, ...]

    @property
    def people_left(self) -> list[SeatTold]:
        return [seat for seat in self.seats if not seat.goes_to]


def told(reorganisation: Reorganisation, effects: dict, today: date) -> Told:
    """By a fixed number of queries, while it stands."""
    names = _names(effects)
    reports = effects["reports"]
    moved = {pk: names.rounds.get(round_id, "") for pk, round_id in reports["moved"]}
    made = [*_reports([*reports["made"], *moved])]
    closing = [report for report in made if report.round.period == Period.CLOSING]
    return Told(
        seats=_seats(effects["seats"], names),
        agencies=_agencies(effects["agencies"]),
        closing=tuple(_of(one, f"giữ số liệu đã nhập ở {moved[one.pk]}" if one.pk in moved else "") for one in closing),
        passed_on=tuple(_passed_on(reorganisation, effects, names, today)),
        begun=tuple(_of(one) for one in made if one not in closing),
        dropped=tuple(ReportTold(names.units[unit], names.rounds.get(pk, "")) for _, pk, unit in reports["dropped"]),
        kept=tuple(_kept(reorganisation, effects)),
    )


@dataclass(frozen=True)
class _Names:
    units: dict[int, str]
    rounds: dict[int, str]


def _names(effects) -> _Names:
    unit_map, units = current_map(), {*effects["ended"], *effects["founded"]}
    heirs = {heir for unit in effects["ended"] for heir in unit_map.successors(unit)}
    rounds = {row[1] for key in ("dropped", "moved") for row in effects["reports"][key]}
    return _Names(
        dict(Unit.objects.filter(pk__in=units | heirs).values_list("pk", "name")),
        dict(Round.objects.filter(pk__in=rounds).values_list("pk", "name")),
    )


def _seats(done, names) -> tuple[SeatTold, ...]:
    moved = dict(done["moved"])
    begun = dict(done["made"])
    ended = [pk for pk, _ in done["ended"]]
    rows = Seat.objects.filter(pk__in=[*ended, *moved, *begun.values()]).select_related("user", "unit")
    seats = rows.in_bulk()
    there = _also_at_heir([seats[pk] for pk in ended if pk in seats and pk not in begun])
    found = []
    for pk in [*ended, *moved]:
        if pk in seats:
            seat = seats[pk]
            after = seats.get(begun.get(pk))
            goes_to = str(after.unit) if after else str(seat.unit) if pk in moved else there.get(pk, "")
            before = names.units.get(moved.get(pk, seat.unit_id), str(seat.unit))
            found.append(SeatTold(str(seat.user), seat.get_role_display(), before, goes_to))
    return tuple(sorted(found, key=lambda seat: (seat.unit, seat.role, seat.person)))


def _also_at_heir(seats: Collection[Seat]) -> dict[int, str]:
    """Of people whose seat merely ended: the heir where they already hold the same role."""
    unit_map = current_map()
    heirs = {seat.pk: unit_map.whole_successor(seat.unit_id) for seat in seats}
    rows = Seat.objects.filter(unit__in=[heir for heir in heirs.values() if heir], valid_to=None)
    held = {
        (user, unit, role): name for user, unit, role, name in rows.values_list("user", "unit", "role", "unit__name")
    }
    found = {seat.pk: held.get((seat.user_id, heirs[seat.pk], seat.role), "") for seat in seats}
    return {pk: name for pk, name in found.items() if name}


def _agencies(done) -> tuple[tuple[str, str], ...]:
    agencies = Agency.objects.filter(pk__in=[row[0] for row in done]).select_related("successor").order_by("pk")
    return tuple((str(agency), str(agency.successor)) for agency in agencies)


def _reports(pks):
    return (
        Report.objects.filter(pk__in=pks).select_related("unit", "round").order_by("round__cut_off", "unit__code", "pk")
    )


def _passed_on(reorganisation, effects, names, today):
    """What ended units have not brought to its end for earlier cut-offs: who finishes it is said by rules."""
    open_still = (
        Report.objects.filter(unit__in=effects["ended"], round__cut_off__lt=reorganisation.effective_on)
        .of_units()
        .exclude(state=ReportState.ACCEPTED)
        .exclude(round__period=Period.CLOSING)
        .select_related("unit", "round")
        .order_by("round__cut_off", "unit__code")
    )
    unit_map, day = current_map(), max(today, reorganisation.effective_on)
    for report in open_still:
        heir = unit_map.heir(report.unit_id, day)
        finisher = names.units.get(heir, "đơn vị kế tục") if heir else "quản trị cấp tỉnh"
        yield _of(report, f"{report.get_state_display()}; {finisher} làm tiếp")


def _kept(reorganisation, effects):
    kept = (
        Report.objects.filter(unit__in=effects["ended"], round__cut_off__gte=reorganisation.effective_on)
        .of_units()
        .select_related("unit", "round")
        .order_by("round__cut_off", "unit__code")
    )
    for report in kept:
        yield _of(report, report.get_state_display())


def _of(report: Report, words: str = "") -> ReportTold:
    return ReportTold(str(report.unit), str(report.round), words, report.pk)
