"""Who changed a row when, in words."""

from datetime import datetime, timedelta

import pytest

from portal.dates import VIET_NAM
from reporting.answers import ANSWER, DAY, DENOMINATOR, NOTE, NUMERATOR, VALUE
from reporting.choices import ChangeSource, FigureKind
from reporting.models import AnswerChange
from reporting.questions import asked_of
from reporting.tracing.changes import MOST_CHANGES, Change, ChangeLog, Stood, changes_of
from tests.builders import make_goal, make_indicator
from tests.reporting.typed_in import parts_of

AT = datetime(2024, 11, 20, 9, 30, tzinfo=VIET_NAM)


def keep(report, indicator, by, before, after, *, kind=FigureKind.ACTUAL, source=ChangeSource.TYPED, at=AT):
    return AnswerChange.objects.create(
        report=report, indicator=indicator, kind=kind, before=before, after=after, source=source, by=by, at=at
    )


def log_of(report):
    [question] = asked_of(report)
    return changes_of(report, question, question.rows[0])


def words_of(report):
    [change] = log_of(report).changes
    return change.before, change.after


def test_nobody_changed_anything(report, jobs):
    assert log_of(report) == ChangeLog((), is_cut=False)


def test_the_newest_change_stands_first_with_who_when_and_how(report, jobs, hai_hau_officer, hai_hau_head):
    keep(report, jobs, hai_hau_officer, {}, {ANSWER: "value", VALUE: "1234"})
    later = AT + timedelta(hours=1)
    keep(
        report,
        jobs,
        hai_hau_head,
        {ANSWER: "value", VALUE: "1234"},
        {ANSWER: "value", VALUE: "0"},
        source=ChangeSource.WORKBOOK,
        at=later,
    )

    assert log_of(report).changes == (
        Change(later, "Trần Thị Hoa", "nạp từ tệp Excel", Stood("1.234", ""), Stood("-", "")),
        Change(AT, "Nguyễn Thị Lan", "gõ trên biểu", Stood("Chưa trả lời", ""), Stood("1.234", "")),
    )


def test_other_rows_and_reports_are_left_out(report, jobs, hai_hau_officer):
    keep(report, jobs, hai_hau_officer, {}, {ANSWER: "value", VALUE: "1"}, kind=FigureKind.ESTIMATE)
    keep(report, make_indicator("Việc khác"), hai_hau_officer, {}, {ANSWER: "value", VALUE: "2"})

    assert log_of(report).changes == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "Theo sổ", (Stood("5", ""), Stood("5", "Theo sổ"))),
        ("Theo sổ", "Theo hồ sơ", (Stood("5", "Theo sổ"), Stood("5", "Theo hồ sơ"))),
        ("Theo sổ", "", (Stood("5", "Theo sổ"), Stood("5", "(để trống)"))),
    ],
)
def test_a_changed_word_of_explanation_is_told(report, jobs, hai_hau_officer, before, after, told):
    five = {ANSWER: "value", VALUE: "5"}
    keep(
        report,
        jobs,
        hai_hau_officer,
        five | ({NOTE: before} if before else {}),
        five | ({NOTE: after} if after else {}),
    )

    assert words_of(report) == told


def test_an_explanation_that_stayed_is_not_repeated(report, jobs, hai_hau_officer):
    keep(
        report,
        jobs,
        hai_hau_officer,
        {ANSWER: "value", VALUE: "5", NOTE: "Theo sổ"},
        {ANSWER: "value", VALUE: "6", NOTE: "Theo sổ"},
    )

    assert words_of(report) == (Stood("5", ""), Stood("6", ""))


def test_an_answer_without_data_comes_with_its_reason(report, jobs, hai_hau_officer):
    keep(report, jobs, hai_hau_officer, {ANSWER: "value", VALUE: "5"}, {ANSWER: "no_data", NOTE: "Đang rà soát"})

    assert words_of(report) == (Stood("5", ""), Stood("Chưa có số liệu", "Đang rà soát"))


def test_parts_are_told_by_their_names(report, founded, hai_hau_officer):
    htx, tht = parts_of(founded)
    keep(report, founded, hai_hau_officer, {ANSWER: "value", htx: "2"}, {ANSWER: "value", htx: "2", tht: "3"})

    assert words_of(report) == (Stood("2 (HTX 2; thiếu THT)", ""), Stood("5 (HTX 2; THT 3)", ""))


@pytest.mark.parametrize(
    ("measure", "cells", "words"),
    [
        ("ratio", {ANSWER: "value", NUMERATOR: "30", DENOMINATOR: "40"}, "75 % (30/40)"),
        ("milestone", {ANSWER: "value", VALUE: "1", DAY: "2024-05-20"}, "Hoàn thành ngày 20/05/2024"),
        ("milestone", {ANSWER: "value", VALUE: "0"}, "Chưa thực hiện"),
    ],
)
def test_ratios_and_milestones_in_words(plan, report, hai_hau_officer, measure, cells, words):
    indicator = make_indicator("Chỉ số", measure=measure)
    make_goal(plan, indicator)
    keep(report, indicator, hai_hau_officer, {}, cells)

    assert words_of(report) == (Stood("Chưa trả lời", ""), Stood(words, ""))


@pytest.mark.parametrize(("count", "is_cut"), [(MOST_CHANGES, False), (MOST_CHANGES + 1, True)])
def test_a_long_log_says_that_there_was_more(report, jobs, hai_hau_officer, count, is_cut):
    for number in range(count):
        keep(report, jobs, hai_hau_officer, {}, {ANSWER: "value", VALUE: str(number)})

    log = log_of(report)
    assert (len(log.changes), log.changes[0].after.answer, log.is_cut) == (MOST_CHANGES, str(count - 1), is_cut)
