"""What an accepted report writes into the table of what counts."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from plans.choices import Measure, Period
from plans.models import BreakdownPart, ReportingCalendar
from reporting.aggregation import enter
from reporting.choices import Answer, FigureKind
from reporting.models import AcceptedFigure
from tests.builders import accept_report, frozen, make_breakdown, make_indicator, make_plan, make_round

pytestmark = pytest.mark.django_db

NOVEMBER = date(2024, 11, 29)


@pytest.fixture
def year_2024(world):
    return make_round(make_plan(scope=world.nam_dinh), cut_off=NOVEMBER)


def entered(report, *fields):
    rows = report.accepted_figures.order_by("indicator", F("part__order").asc(nulls_first=True), "kind")
    return list(rows.values_list(*fields))


def test_each_part_has_a_row_and_the_total_is_their_sum(world, year_2024):
    founded = make_indicator(breakdown=make_breakdown())
    report = accept_report(
        year_2024, world.hai_hau, frozen(founded, 2, part="htx"), frozen(founded, "1.5", part="chua-phan-loai")
    )

    rows = {row[0]: row[1:] for row in entered(report, "part__code", "answer", "value", "counts", "incomplete")}

    assert rows == {
        None: (Answer.VALUE, Decimal("3.5"), True, True),
        "htx": (Answer.VALUE, 2, True, False),
        "tht": ("", None, False, True),
        "chua-phan-loai": (Answer.VALUE, Decimal("1.5"), True, False),
    }


def test_a_part_that_does_not_apply_is_not_missing(world, year_2024):
    founded = make_indicator(breakdown=make_breakdown())
    not_applicable = frozen(founded, part="tht", answer=Answer.NOT_APPLICABLE)
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 2, part="htx"), not_applicable)

    assert entered(report, "part__code", "incomplete") == [(None, False), ("htx", False), ("tht", False)]


def test_a_part_out_of_use_on_the_cut_off_is_not_asked(world, year_2024):
    founded = make_indicator(breakdown=make_breakdown())
    BreakdownPart.objects.filter(code="tht").update(valid_to=date(2024, 11, 28))
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 2, part="htx"))

    assert entered(report, "part__code", "incomplete") == [(None, False), ("htx", False)]


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({"": Answer.NOT_APPLICABLE}, Answer.NOT_APPLICABLE),
        ({"": Answer.NO_DATA}, Answer.NO_DATA),
        ({"htx": Answer.NOT_APPLICABLE, "tht": Answer.NOT_APPLICABLE}, Answer.NOT_APPLICABLE),
        ({"htx": Answer.NOT_APPLICABLE, "tht": Answer.NO_DATA}, Answer.NO_DATA),
    ],
)
def test_without_any_number_only_the_total_says_why(world, year_2024, answers, total):
    founded = make_indicator(breakdown=make_breakdown())
    figures = [frozen(founded, part=part, answer=answer) for part, answer in answers.items()]
    report = accept_report(year_2024, world.hai_hau, *figures)

    assert entered(report, "part", "answer", "value", "counts") == [(None, total, None, False)]


def test_a_number_told_before_the_indicator_was_divided_is_unclassified(world, year_2024):
    founded = make_indicator()
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 4))
    founded.breakdown = make_breakdown()
    founded.save()

    enter(report)

    values = [row for row in entered(report, "part__code", "value") if row[1] is not None]
    assert values == [(None, 4), ("chua-phan-loai", 4)]


def test_each_kind_has_its_year_and_the_day_it_speaks_of(world, year_2024):
    founded = make_indicator()
    figures = [frozen(founded, value, kind=kind) for value, kind in enumerate(FigureKind.values, start=1)]
    report = accept_report(year_2024, world.hai_hau, *figures)

    rows = {row[0]: row[1:] for row in entered(report, "kind", "year", "as_of", "counts_from", "counts")}

    assert rows == {
        FigureKind.ACTUAL: (2024, NOVEMBER, NOVEMBER, True),
        FigureKind.ESTIMATE: (2024, NOVEMBER, NOVEMBER, False),
        FigureKind.FINAL: (2023, date(2023, 12, 14), NOVEMBER, True),
    }


def test_the_reporting_year_is_the_provinces(world):
    founded = make_indicator()
    december = make_round(make_plan(scope=world.nam_dinh), period=Period.AD_HOC, cut_off=date(2024, 12, 20))
    by_default = accept_report(december, world.hai_hau, frozen(founded, 1))
    ReportingCalendar.objects.create(
        unit=world.nam_dinh, first_year=2024, starts_on_month=1, starts_on_day=1, starts_the_year_before=False
    )
    from_january = accept_report(december, world.y_yen, frozen(founded, 1))

    assert (entered(by_default, "year"), entered(from_january, "year")) == ([(2025,)], [(2024,)])


@pytest.mark.parametrize(
    ("numbers", "counts"),
    [
        ({"numerator": 3, "denominator": 4}, True),
        ({"numerator": 0, "denominator": 0}, True),
        ({"numerator": 3}, False),
        ({"denominator": 4}, False),
    ],
)
def test_a_ratio_counts_only_with_both_numbers(world, year_2024, numbers, counts):
    trained = make_indicator(measure=Measure.RATIO)
    report = accept_report(year_2024, world.hai_hau, frozen(trained, **numbers))

    assert entered(report, "counts") == [(counts,)]


def test_entering_again_changes_nothing_and_a_new_submission_replaces_all(world, year_2024):
    founded, jobs = make_indicator(), make_indicator()
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 5), frozen(jobs, 7))
    fields = ("indicator", "value", "counts_from", "counts_until")

    first = entered(report, *fields)
    enter(report)
    again = entered(report, *fields)
    accept_report(year_2024, world.hai_hau, frozen(founded, 4))

    assert again == first
    assert entered(report, *fields) == [(founded.pk, 4, NOVEMBER, None)]


def test_what_a_new_submission_no_longer_tells_lets_the_earlier_report_count_again(world, year_2024):
    founded = make_indicator()
    mid_2024 = make_round(year_2024.plans.get(), period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    earlier = accept_report(mid_2024, world.hai_hau, frozen(founded, 2))
    accept_report(year_2024, world.hai_hau, frozen(founded, 5))

    replaced = entered(earlier, "counts_until")
    accept_report(year_2024, world.hai_hau, frozen(founded, answer=Answer.NO_DATA))

    assert (replaced, entered(earlier, "counts_until")) == ([(NOVEMBER,)], [(None,)])


def test_accepting_a_hundred_figures_takes_few_queries(world, year_2024, django_assert_max_num_queries):
    breakdown = make_breakdown(parts=[(f"part-{number}", f"Phần {number}") for number in range(3)])
    figures = [
        frozen(indicator, 1, part=part.code)
        for indicator in [make_indicator(breakdown=breakdown) for _ in range(25)]
        for part in breakdown.parts.all()
    ]
    report = accept_report(year_2024, world.hai_hau, *figures)

    with django_assert_max_num_queries(14):
        enter(report)

    assert report.accepted_figures.count() == 125


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": FigureKind.ESTIMATE}, "accepted_figure_only_actual_values_count"),
        ({"answer": Answer.NO_DATA}, "accepted_figure_only_actual_values_count"),
    ],
)
def test_only_actual_values_can_count(world, year_2024, change, constraint):
    report = accept_report(year_2024, world.hai_hau, frozen(make_indicator(), 5))

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        report.accepted_figures.update(**change)


@pytest.mark.parametrize("part", ["", "htx"])
def test_an_answer_is_entered_once(world, year_2024, part):
    founded = make_indicator(breakdown=make_breakdown())
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 5, part="htx"))
    row = report.accepted_figures.get(part__code=part or None) if part else report.accepted_figures.get(part=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        AcceptedFigure.objects.create(**{**_values(row), "value": 9})


def _values(row):
    names = [field.attname for field in AcceptedFigure._meta.concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in names}
