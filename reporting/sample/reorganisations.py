"""A reorganisation that is being written in the sample: its preview can be looked at, and it disturbs nobody."""

from collections.abc import Iterable
from datetime import date, datetime, time

from plans.choices import Role
from plans.models import Plan, Reorganisation, ReorganisationLine, Seat, Unit
from plans.reorganising import write_reorganisation
from plans.succession import current_map
from portal.dates import VIET_NAM
from reporting.sample.story import BEN_TRE

NAME = "Sắp xếp thử ba xã, phường"
# The first communes of the plan are those that the sample's accounts work in: others are reorganised.
GOING, SPLIT, RECEIVING = 5, 6, 7


def tell_of_reorganisations(plans: Iterable[Plan], today: date) -> None:
    """One draft of the second province: a commune goes into its neighbour, another is split. What is there stays."""
    plan = next((plan for plan in plans if plan.code == BEN_TRE), None)
    if plan is None or Reorganisation.objects.exists():
        return
    unit_map = current_map()
    home = unit_map.home(plan.scope_id, today)
    communes = unit_map.territory(plan.scope_id, today, plan.scope_as_of)
    administrator = Seat.objects.held_on(today).filter(unit=home, role=Role.ADMINISTRATOR).order_by("pk").first()
    if administrator is None or len(communes) <= RECEIVING:
        return
    going, split, receiving = (Unit.objects.get(pk=communes[place]) for place in (GOING, SPLIT, RECEIVING))
    write_reorganisation(
        None,
        province_id=home,
        name=NAME,
        decision="Dự thảo nghị quyết (dữ liệu mẫu)",
        effective_on=date(today.year + 1, 3, 1),
        lines=[
            ReorganisationLine(predecessor=going, successor=receiving),
            ReorganisationLine(predecessor=split, successor=receiving),
            ReorganisationLine(predecessor=split, new_code="29990", new_name="Xã Tân Hòa (mẫu)"),
        ],
        by=administrator.user,
        now=datetime.combine(today, time(8), VIET_NAM),
    )
