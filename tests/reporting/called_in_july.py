"""A round that no duty foresees, called on 20/7/2024 by Nam Định, as tests say it."""

from datetime import date, datetime

import pytest

from plans.choices import Period
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.ad_hoc import AdHoc, open_ad_hoc
from reporting.models import Round
from reporting.questions import asked_of

NOW = datetime(2024, 7, 20, 9, 0, tzinfo=VIET_NAM)
BASIS = "Công văn 123/UBND-VX ngày 18/7/2024"


def asking(*plans, **given):
    return AdHoc(
        **{
            "name": "Báo cáo nhanh tháng 7",
            "period": Period.AD_HOC,
            "basis": BASIS,
            "plans": plans,
            "cut_off": date(2024, 7, 25),
            "units_last_day": date(2024, 7, 31),
            **given,
        }
    )


def opened(by, *plans, **given):
    return open_ad_hoc(asking(*plans, **given), by=by, now=NOW)


def asked(report):
    return [question.indicator.name for question in asked_of(report)]


def reporters(round_):
    return [str(report.agency or report.unit) for report in round_.reports.order_by("-reporter", "unit__code")]


def refused(by, *plans, **given):
    before = list(Round.objects.values())
    with pytest.raises(RuleBroken) as refusal:
        opened(by, *plans, **given)
    assert list(Round.objects.values()) == before
    return str(refusal.value)
