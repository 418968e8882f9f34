"""A second plan over Nam Định's figures of 2024: the same facts, other targets, in forms that the real plans do not have."""

from datetime import date, datetime, time
from pathlib import Path

from plans.loading import Loading, load_plan_files
from plans.models import Plan
from portal.dates import VIET_NAM
from reporting.opening import open_rounds

FILE = Path(__file__).with_name("nam-dinh-phoi-hop-2024.yaml")
CODE, YEAR, ANSWERED_BY = "nam-dinh-phoi-hop-2024", 2024, "nam-dinh-108-2024"


def tell_of_goal_forms(today: date) -> None:
    """Once, where the figures are there: the programme shares the round that the Union's plan had been answered in."""
    asked = Plan.objects.filter(code=ANSWERED_BY, rounds__year=YEAR).exists()
    if not asked or Plan.objects.filter(code=CODE).exists():
        return
    now = datetime.combine(today, time(9), VIET_NAM)
    load_plan_files([FILE], loading=Loading(keep=True), now=now)
    open_rounds(Plan.objects.get(code=CODE), YEAR, by=None, now=now)
