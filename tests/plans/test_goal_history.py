"""The history of a goal: what its targets were and became, and what units were allotted of it."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from plans.allocation.history import allotments_of
from plans.choices import SheetState, VersionKind
from plans.comparing import target_changes
from plans.models import AllotmentSheet, Goal, PlanVersion, TargetVersion
from portal.dates import VIET_NAM
from tests.builders import make_goal, make_indicator, make_plan, make_target

MADE = datetime(2024, 2, 26, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def goal(world):
    indicator = make_indicator("HTX mới thành lập", unit_of_measure="HTX")
    return make_goal(make_plan(scope=world.nam_dinh, code="nam-dinh"), indicator, code="htx")


def publish(goal, number, *targets, by=None, **told):
    content = {"goals": [{"code": goal.code, "wording": "HTX", "targets": list(targets)}] if targets else []}
    kind = told.pop("kind", VersionKind.FIRST if number == 1 else VersionKind.ADJUSTMENT)
    return PlanVersion.objects.create(
        plan=goal.plan,
        number=number,
        kind=kind,
        content=content,
        made_by=by,
        made_at=MADE.replace(month=number),
        **told,
    )


def changes(goal):
    return [(change.version.number, change.was, change.became) for change in target_changes(goal.plan, goal.code)]


def test_each_publication_tells_what_a_target_was_and_became(goal, province_administrator):
    publish(goal, 1, {"year": "2024", "value": "3"}, {"year": "2025", "value": "4"}, by=province_administrator)
    later = {"year": "2024", "value": "5", "effective_from": "2024-09-01", "decision": "15/QĐ", "reason": "Thêm vốn"}
    publish(
        goal, 2, {"year": "2024", "value": "3"}, {"year": "2025", "value": "4"}, later, decision="15/QĐ", reason="x"
    )
    mended = {"year": "2025", "value": "40"}
    publish(goal, 3, {"year": "2024", "value": "3"}, mended, later, kind=VersionKind.CORRECTION, reason="Gõ nhầm")

    assert changes(goal) == [
        (3, "năm 2025: 4", "năm 2025: 40"),
        (2, "năm 2024: 3", "năm 2024: 5, áp dụng từ ngày 01/09/2024 (15/QĐ); lý do: Thêm vốn"),
        (1, "", "năm 2024: 3"),
        (1, "", "năm 2025: 4"),
    ]
    assert target_changes(goal.plan, goal.code)[-1].version.made_by == province_administrator


def test_a_target_that_is_taken_away_is_told(goal):
    publish(goal, 1, {"year": "2024", "value": "3"}, {"year": "2025", "value": "4"})
    publish(goal, 2, {"year": "2024", "value": "3"}, decision="15/QĐ", reason="x")
    publish(goal, 3, decision="16/QĐ", reason="x")

    assert changes(goal)[:2] == [(3, "năm 2024: 3", ""), (2, "năm 2025: 4", "")]


def test_a_version_that_leaves_the_goal_alone_is_not_told(goal):
    publish(goal, 1, {"year": "2024", "value": "3"})
    publish(goal, 2, {"year": "2024", "value": "3"}, decision="15/QĐ", reason="x")

    assert changes(goal) == [(1, "", "năm 2024: 3")]


def allot(goal, unit, value, since=None, **told):
    target = goal.targets.filter(unit=unit).first() or make_target(goal, unit=unit, years=(2024, 2024))
    target.versions.filter(value=None).delete()
    return TargetVersion.objects.create(target=target, value=value, effective_from=since, **told)


def sheet(goal, unit, day, by):
    return AllotmentSheet.objects.create(
        plan=goal.plan,
        first_year=2024,
        last_year=2024,
        state=SheetState.PUBLISHED,
        cells={goal.code: {str(unit.pk): "2"}},
        effective_from=day,
        saved_by=by,
        saved_at=MADE,
        published_by=by,
        published_at=MADE,
    )


def test_what_units_were_allotted_tells_who_gave_it(goal, world, province_administrator, django_assert_num_queries):
    allot(goal, world.hai_hau, 1)
    allot(goal, world.hai_hau, 2, date(2024, 9, 1), decision="20/QĐ", reason="Chia lại")
    allot(goal, world.y_yen, 4)
    sheet(goal, world.hai_hau, date(2024, 9, 1), province_administrator)
    goal = Goal.objects.select_related("plan", "indicator", "part").get()

    with django_assert_num_queries(2):
        found = allotments_of(goal)

    told = [(one.unit, one.span, one.was, one.became, one.effective_from, one.by, one.at) for one in found]
    assert told == [
        ("Huyện Hải Hậu", "năm 2024", "1 HTX", "2 HTX", date(2024, 9, 1), "Đỗ Thị Hạnh", MADE),
        ("Huyện Ý Yên", "năm 2024", "", "4 HTX", None, "", None),
        ("Huyện Hải Hậu", "năm 2024", "", "1 HTX", None, "", None),
    ]
    assert (found[0].decision, found[0].reason) == ("20/QĐ", "Chia lại")
    assert [one.became for one in allotments_of(goal, world.y_yen.pk)] == ["4 HTX"]


# --- The page ---------------------------------------------------------------------------------------------------------


def history_page(client, goal, person, **asked):
    client.force_login(person)
    return client.get(reverse("plans:goal-history", args=[goal.plan.code, goal.code]), asked)


def test_the_page_tells_both(client, goal, world, province_administrator, on_day):
    on_day(date(2024, 11, 1))
    version = publish(goal, 1, {"year": "2024", "value": "3"}, by=province_administrator)
    allot(goal, world.hai_hau, 1)
    allot(goal, world.y_yen, 4)

    page = history_page(client, goal, province_administrator).content.decode()
    of_one = history_page(client, goal, province_administrator, **{"don-vi": world.y_yen.pk}).content.decode()

    assert "Năm 2024: 3" in page
    assert reverse("plans:version-page", args=["nam-dinh", version.number]) in page
    assert (page.count('data-label="Sau"'), of_one.count('data-label="Sau"')) == (3, 2)


def test_a_unit_that_is_no_number_is_not_there(client, goal, province_administrator, on_day):
    on_day(date(2024, 11, 1))

    for asked in ("x", "9" * 30, "²"):
        assert history_page(client, goal, province_administrator, **{"don-vi": asked}).status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_asks_as_much_for_three_units_as_for_one(
    client, goal, world, province_administrator, on_day, django_assert_num_queries, units
):
    on_day(date(2024, 11, 1))
    for number in range(1, units + 1):
        publish(
            goal,
            number,
            {"year": "2024", "value": str(number)},
            **({"reason": "x", "decision": "y"} if number > 1 else {}),
        )
    for unit in (world.hai_hau, world.y_yen, world.city)[:units]:
        allot(goal, unit, 1)
    history_page(client, goal, province_administrator)

    with django_assert_num_queries(15):
        history_page(client, goal, province_administrator)


def test_the_plan_leads_to_the_history_of_each_goal(client, goal, province_administrator, on_day):
    on_day(date(2024, 11, 1))
    client.force_login(province_administrator)

    assert (
        reverse("plans:goal-history", args=["nam-dinh", "htx"])
        in client.get(goal.plan.get_absolute_url()).content.decode()
    )
