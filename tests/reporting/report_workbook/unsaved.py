"""A report and what it asks, of things that no database holds: for tests that make many workbooks."""

from datetime import date

from plans.choices import Measure, Reporter
from plans.models import BreakdownPart, Indicator, Unit
from reporting.answers import NOT_ANSWERED
from reporting.models import Report, Round
from reporting.questions import Question, QuestionGroup, Row

DAY = date(2024, 11, 29)
PARTS = (BreakdownPart(pk=1, name="HTX", code="htx"), BreakdownPart(pk=2, name="THT", code="tht"))


def unsaved_report():
    round_ = Round(pk=1, name="Năm 2024", cut_off=DAY, units_last_day=DAY, year=2024)
    return Report(pk=1, round=round_, reporter=Reporter.UNIT, unit=Unit(pk=1, name="Huyện Hải Hậu"))


def asked(pk, answer=NOT_ANSWERED, *, decimals=0, measure=Measure.COUNT, parts=()):
    indicator = Indicator(pk=pk, name=f"Chỉ số {pk}", measure=measure, decimals=decimals, unit_of_measure="người")
    return Question(indicator, parts, (), (Row("actual", "Đến ngày 29/11/2024", 2024, answer, None),), {})


def in_one_group(questions):
    return [QuestionGroup(1, "Kế hoạch 108/KH-BTV", "I. NỘI DUNG", tuple(questions))]
