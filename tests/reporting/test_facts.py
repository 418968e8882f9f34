"""One fact, many plans: three plans of Nam Định ask for the same figures and each judges by its own targets."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from plans.drafting import entry_of, with_entry, with_frame
from plans.models import Indicator, Plan
from plans.publishing import begin_copy, publish, save_draft
from reporting.dashboards.facts import fact_of
from reporting.models import Round
from reporting.opening import open_rounds
from reporting.questions import asked_of
from tests.builders import accept_report, frozen
from tests.plans.plan_files import PLAN, load

NOW = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)
TODAY = date(2024, 11, 29)
LAST_DAYS = {"half_year": date(2024, 6, 20), "year": date(2024, 11, 29)}


def publish_copy(plan, title, targets, *, by, years=None):
    """Another plan of the same province, written on the desk, with its own targets for lasting work."""
    draft = begin_copy(plan, by=by, now=NOW, province_id=plan.scope_id, years_later=0, keep_values=True)
    frame = {"short_title": title, "number": "", "signed_on": "2024-03-04", "code": draft.content["plan"]["code"]}
    goal = entry_of(draft.content, "goals", "viec-lam") | {"targets": targets}
    content = with_entry(with_frame(draft.content, frame), "goals", goal, key="viec-lam")
    draft = save_draft(draft, content, version=draft.version, by=by, now=NOW)
    return publish(draft, by=by, now=NOW).plan


@pytest.fixture
def plans(world, tmp_path, province_administrator, on_day):
    """The People's Committee's plan (300 until 2025), the Union's phase plan (10) and its year plan (5)."""
    on_day(date(2024, 3, 4))
    load(tmp_path, PLAN)
    committee = Plan.objects.get(code="ke-hoach-thu")
    phase = publish_copy(committee, "Kế hoạch giai đoạn", [{"phase": "gd1", "value": "10"}], by=province_administrator)
    year = publish_copy(committee, "Kế hoạch năm", [{"year": "2024", "value": "5"}], by=province_administrator)
    return committee, phase, year


@pytest.fixture
def round_(plans, province_administrator, on_day):
    for plan in plans:
        open_rounds(plan, 2024, by=province_administrator, now=NOW, last_days=LAST_DAYS, periods=["year"])
    on_day(TODAY)
    [opened] = Round.objects.all()
    return opened


@pytest.fixture
def work(plans):
    return Indicator.objects.get(code="viec-lam")


def judged(fact):
    return {
        view.plan.short_title: [(one.span, one.value, one.target, one.tag.label) for one in view.judgements]
        for view in fact.plans
    }


def test_one_round_asks_each_indicator_once_however_many_plans_ask_for_it(plans, round_, world):
    report = round_.reports.get(unit=world.hai_hau, reporter="unit")

    asked = [question.indicator.code for question in asked_of(report)]

    assert set(round_.plans.all()) == set(plans)
    assert sorted(asked) == sorted(set(asked))
    assert "viec-lam" in asked


def test_each_plan_judges_the_same_figures_by_its_own_target(plans, round_, work, world):
    accept_report(round_, world.hai_hau, frozen(work, 7))

    fact = fact_of(work, Plan.objects.all(), TODAY)

    assert judged(fact) == {
        "Đề án thử": [("2024-2025", "7", "300", "Chậm")],
        "Kế hoạch giai đoạn": [("2024-2025", "7", "10", "Chậm")],
        "Kế hoạch năm": [("2024", "7", "5", "Vượt")],
    }
    assert [(year.year, year.cells, year.as_of, year.coverage) for year in fact.years] == [
        (2024, (("Tổng số", "7"),), TODAY, "1/3")
    ]


def test_parts_have_columns_of_their_own_and_what_lacks_is_told(plans, round_, world):
    new = Indicator.objects.get(code="htx-moi")
    accept_report(round_, world.hai_hau, frozen(new, 2, part="htx"), frozen(new, 1, part="tht"), frozen(new, 3))

    fact = fact_of(new, Plan.objects.all(), TODAY)

    assert fact.columns[:3] == ("Tổng số", "HTX", "THT")
    assert [(column, value) for column, value in fact.years[0].cells][1] == ("HTX", "2")


def test_plans_over_other_units_are_looked_at_apart(plans, round_, work, world, tmp_path):
    elsewhere = Plan.objects.create(
        code="ninh-binh",
        kind="plan",
        signed_on=date(2024, 1, 5),
        title="Kế hoạch",
        short_title="Kế hoạch Ninh Bình",
        scope=world.ninh_binh,
        scope_as_of=date(2024, 1, 5),
        first_year=2024,
        last_year=2024,
    )
    section = elsewhere.sections.create(code="i", order=1)
    elsewhere.goals.create(
        section=section, code="a", order=1, wording="Việc làm", indicator=work, comparator="followed"
    )

    first = fact_of(work, Plan.objects.all(), TODAY)
    second = fact_of(work, Plan.objects.all(), TODAY, key="ninh-binh")

    assert [territory.name for territory in first.territories] == ["Tỉnh Nam Định", "Tỉnh Ninh Bình"]
    assert (first.chosen.name, len(first.plans)) == ("Tỉnh Nam Định", 3)
    assert [view.plan for view in second.plans] == [elsewhere]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_questions_does_not_depend_on_the_number_of_plans(
    plans, round_, work, world, django_assert_num_queries, count
):
    accept_report(round_, world.hai_hau, frozen(work, 7))
    some = Plan.objects.filter(pk__in=[plan.pk for plan in plans[:count]])
    fact_of(work, some, TODAY)

    with django_assert_num_queries(13):
        fact_of(work, some, TODAY)


def test_an_indicator_that_no_plan_asks_for_has_its_meaning_only(plans, client, people_committee_reader, on_day):
    on_day(TODAY)
    Plan.objects.get(code="ke-hoach-thu").goals.filter(indicator__code="lao-dong-lien-minh").delete()
    for plan in plans:
        plan.goals.filter(indicator__code="lao-dong-lien-minh").delete()
    client.force_login(people_committee_reader)

    answer = client.get(reverse("reporting:indicator-page", args=["lao-dong-lien-minh"]))

    assert "Chưa có kế hoạch nào bạn xem được đặt chỉ tiêu ở chỉ số này." in answer.content.decode()


def test_the_page_shows_the_years_and_every_plan(plans, round_, work, world, client, y_yen_officer):
    accept_report(round_, world.hai_hau, frozen(work, 7))
    client.force_login(y_yen_officer)

    html = client.get(reverse("reporting:indicator-page", args=["viec-lam"])).content.decode()

    for words in ("Lao động nữ có việc làm ổn định", "Kế hoạch năm", "Kế hoạch giai đoạn", "Đề án thử", "Vượt", "Chậm"):
        assert words in html
