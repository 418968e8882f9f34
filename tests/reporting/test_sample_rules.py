"""The figures of the sample keep the rules between indicators, so that its reports can be submitted."""

from itertools import pairwise

import pytest

from plans.choices import Measure, RuleComparison
from reporting.answers import DENOMINATOR, NUMERATOR
from reporting.questions import asked_of
from reporting.sample.invention import Expectations, invented
from tests.builders import make_goal, make_indicator, make_report, make_round, make_rule


@pytest.mark.parametrize("comparison", [RuleComparison.NOT_ABOVE, RuleComparison.EQUAL])
def test_what_is_invented_keeps_the_rules(world, plan, comparison):
    ratios = [make_indicator(f"Tỷ lệ {n}", code=f"ty-le-{n}", measure=Measure.RATIO) for n in range(8)]
    for ratio in ratios:
        make_goal(plan, ratio)
    for one, other in pairwise(ratios):
        make_rule([(one, DENOMINATOR)], comparison, [(other, DENOMINATOR)])
    report = make_report(make_round(plan, code="nam-2024"), world.hai_hau)

    rows = invented(report, asked_of(report), Expectations.of(plan, 4))

    whole = [int(rows[ratio.pk, "actual"][DENOMINATOR]) for ratio in ratios]
    part = [int(rows[ratio.pk, "actual"][NUMERATOR]) for ratio in ratios]
    assert whole == (sorted(whole) if comparison == RuleComparison.NOT_ABOVE else [whole[0]] * len(whole))
    assert all(numerator <= denominator for numerator, denominator in zip(part, whole, strict=True))
