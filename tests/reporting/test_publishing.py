"""A published amendment reaches the rounds that are under way, and leaves those gone by alone."""

from datetime import UTC, date, datetime

import pytest

from plans.choices import VersionKind
from plans.drafting import entry_of, with_entry, without_entry
from plans.models import Plan
from plans.publishing import begin_amendment, describe_amendment, save_draft
from reporting.publishing import publish_plan
from tests.builders import make_round
from tests.plans.plan_files import PLAN, load

NOW = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def plan(world, tmp_path, on_day):
    on_day(date(2024, 9, 3))
    load(tmp_path, PLAN)
    return Plan.objects.get(code="ke-hoach-thu")


def amend(plan, change, *, by):
    draft = begin_amendment(plan, kind=VersionKind.CORRECTION, by=by, now=NOW)
    draft = save_draft(draft, change(draft.content), version=draft.version, by=by, now=NOW)
    return publish_plan(describe_amendment(draft, reason="Thiếu cơ quan", by=by, now=NOW), by=by, now=NOW)


def reporters(round_):
    return sorted(
        str(report.agency or report.unit) for report in round_.reports.select_related("agency", "unit").distinct()
    )


def test_whoever_the_plan_asks_anew_gets_a_report_in_the_round_under_way(plan, world, province_administrator):
    round_ = make_round(plan, cut_off=date(2024, 11, 29), units_last_day=date(2024, 11, 29), code="nam-2024")

    amend(plan, lambda content: without_entry(content, "goals", "lien-minh"), by=province_administrator)
    before = reporters(round_)
    goal = {
        "code": "lien-minh",
        "section": "ii",
        "wording": "Thống kê lao động nữ",
        "indicator": "lao-dong-lien-minh",
        "comparator": "followed",
        "agencies": ["lien-minh"],
        "targets": [{"year": "2024"}],
    }
    amend(plan, lambda content: with_entry(content, "goals", goal), by=province_administrator)

    assert set(reporters(round_)) - set(before) == {"Liên minh HTX tỉnh"}


def test_a_round_gone_by_asks_nobody_anew(plan, world, province_administrator):
    past = make_round(
        plan,
        cut_off=date(2024, 6, 14),
        units_last_day=date(2024, 6, 14),
        closes_on=date(2024, 6, 30),
        period="half_year",
        code="6-thang-2024",
    )

    amend(
        plan,
        lambda content: with_entry(
            content, "goals", entry_of(content, "goals", "ra-mat") | {"wording": "Ra mắt"}, key="ra-mat"
        ),
        by=province_administrator,
    )

    assert reporters(past) == []
