"""What is kept in memory of a form is never older than the plans: whatever changes them is seen at the next question."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.choices import Period
from plans.models import Goal, Plan
from plans.succession import current_map
from reporting.questionnaire import questionnaire_of
from tests.builders import make_goal, make_indicator, make_plan, make_report, make_round
from tests.plans.plan_files import CATALOGUE, PLAN, changed, load


def names(report):
    return [asked.indicator.name for asked in questionnaire_of(report, current_map()).asked]


def test_what_was_asked_once_costs_two_statements(report, jobs):
    names(report)

    with CaptureQueriesContext(connection) as queries:
        assert names(report) == ["Việc làm mới"]

    assert len([query for query in queries if "changed_at" not in query["sql"]]) == 2


def test_a_new_goal_is_asked_at_once(plan, report, jobs):
    before = names(report)

    make_goal(plan, make_indicator("HTX mới"))

    assert (before, names(report)) == (["Việc làm mới"], ["Việc làm mới", "HTX mới"])


def test_a_goal_taken_out_is_not_asked_any_more(plan, report, jobs):
    make_goal(plan, make_indicator("HTX mới"))
    before = names(report)

    Goal.objects.filter(indicator__name="HTX mới").delete()

    assert (before, names(report)) == (["Việc làm mới", "HTX mới"], ["Việc làm mới"])


def test_another_plan_of_the_round_is_asked_as_well(world, report, jobs):
    before = names(report)
    other = make_plan(scope=world.nam_dinh)
    make_goal(other, make_indicator("Tập huấn"))

    report.round.plans.add(other)

    assert (before, names(report)) == (["Việc làm mới"], ["Việc làm mới", "Tập huấn"])


def test_two_rounds_with_other_days_are_kept_apart(plan, world, jobs):
    rounds = [make_round(plan, cut_off=day) for day in (date(2024, 6, 14), date(2024, 11, 29))]

    captions = [
        questionnaire_of(make_report(round_, world.hai_hau), current_map()).asked[0].rows[0].caption
        for round_ in rounds
    ]

    assert captions == ["Đến ngày 14/06/2024", "Đến ngày 29/11/2024"]


def test_a_wording_that_a_loading_corrects_is_read_anew(tmp_path, world):
    load(tmp_path, PLAN)
    plan = Plan.objects.get(code="ke-hoach-thu")
    report = make_report(make_round(plan, period=Period.YEAR), world.hai_hau)
    before = names(report)

    load(tmp_path, PLAN, catalogue=changed(CATALOGUE, "ổn định", "lâu dài"))

    assert "Lao động nữ có việc làm ổn định" in before
    assert "Lao động nữ có việc làm lâu dài" in names(report)
