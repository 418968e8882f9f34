"""Writing into a report: what is kept, who may and when; and what a submission freezes."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.choices import Measure
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.answers import ANSWER, DAY, NOTE, VALUE
from reporting.choices import Answer, ReportState
from reporting.filling import Saved, Typed, content_of, write_answers
from reporting.models import Figure
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_round
from tests.reporting.typed_in import NOW, actual, parts_of, stored, typed, write


def test_a_value_is_kept_and_counts_as_a_change(report, jobs, hai_hau_officer):
    saved = write(report, typed(jobs, value="12"), hai_hau_officer)

    assert saved == Saved(version=1, changed=1, conflicts=frozenset())
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "12"}}
    assert list(report.contributors.all()) == [hai_hau_officer]


def test_saving_the_same_again_changes_nothing(report, jobs, hai_hau_officer):
    write(report, typed(jobs, value="12"), hai_hau_officer)

    saved = write(report, typed(jobs, value="12"), hai_hau_officer, version=1)

    assert saved == Saved(version=1, changed=0, conflicts=frozenset())


def test_each_part_is_a_figure_and_the_word_of_explanation_stands_on_the_first(report, founded, hai_hau_officer):
    htx, tht = parts_of(founded)

    write(report, typed(founded, **{htx: "2", tht: "3", NOTE: "Đã đối chiếu"}), hai_hau_officer)

    figures = [(figure.part.code, figure.value, figure.remark) for figure in report.figures.order_by("part__order")]
    assert figures == [("htx", Decimal(2), "Đã đối chiếu"), ("tht", Decimal(3), "")]


def test_an_answer_without_data_keeps_its_reason_and_no_number(report, founded, hai_hau_officer):
    htx, tht = parts_of(founded)
    write(report, typed(founded, **{htx: "2"}), hai_hau_officer)

    no_data = typed(founded, **{ANSWER: "no_data", htx: "", tht: "", NOTE: "Đang rà soát"})
    write(report, no_data, hai_hau_officer, version=1)

    figures = report.figures.values_list("part", "answer", "value", "reason")
    assert list(figures) == [(None, Answer.NO_DATA, None, "Đang rà soát")]


def test_clearing_the_box_takes_the_answer_back(report, jobs, hai_hau_officer):
    write(report, typed(jobs, value="12"), hai_hau_officer)

    write(report, typed(jobs, **{ANSWER: "", VALUE: ""}), hai_hau_officer, version=1)

    assert stored(report) == {}


def test_a_cell_that_was_not_understood_stays_as_it_was(report, founded, hai_hau_officer):
    htx, tht = parts_of(founded)
    write(report, typed(founded, **{htx: "2", tht: "3"}), hai_hau_officer)

    write(report, typed(founded, **{htx: "4"}), hai_hau_officer, version=1)

    assert stored(report) == {actual(founded): {ANSWER: "value", htx: "4", tht: "3"}}


def test_a_milestone_keeps_its_day(plan, report, hai_hau_officer):
    issued = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    make_goal(plan, issued)

    write(report, typed(issued, **{VALUE: "1", DAY: "2024-05-20"}), hai_hau_officer)

    assert list(report.figures.values_list("value", "done_on")) == [(Decimal(1), date(2024, 5, 20))]


def test_prose_is_kept_under_its_heading_and_goes_when_emptied(report, hai_hau_officer):
    write(report, Typed({}, {"results": "Kết quả tốt", "proposals": ""}), hai_hau_officer)
    kept = list(report.narratives.values_list("heading", "text"))

    write(report, Typed({}, {"results": ""}), hai_hau_officer, version=1)

    assert kept == [("results", "Kết quả tốt")]
    assert list(report.narratives.all()) == []


# --- Who may, and when ------------------------------------------------------------------------------------------------


def test_only_who_may_enter_writes(report, jobs, y_yen_officer, province_reviewer):
    for stranger in [y_yen_officer, province_reviewer]:
        with pytest.raises(PermissionDenied):
            write(report, typed(jobs, value="12"), stranger)

    assert stored(report) == {}


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            ReportState.SUBMITTED,
            "Báo cáo đã nộp lúc 09:30 20/11/2024 nên không sửa được. "
            "Nếu cần sửa, người ký báo cáo của đơn vị bấm “Lấy lại để sửa”.",
        ),
        (
            ReportState.ACCEPTED,
            "Báo cáo đã được duyệt nên không sửa được. Nếu số liệu sai, đề nghị quản trị cấp tỉnh mở lại báo cáo.",
        ),
    ],
)
def test_a_report_that_is_not_in_the_units_hands_takes_nothing(
    plan, world, jobs, hai_hau_officer, province_reviewer, state, sentence
):
    report = make_report(
        make_round(plan),
        world.hai_hau,
        state=state,
        submitted_at=NOW,
        submitted_by=hai_hau_officer,
        accepted_at=NOW,
        reviewer=province_reviewer,
    )

    with pytest.raises(RuleBroken) as refusal:
        write(report, typed(jobs, value="12"), hai_hau_officer)

    assert str(refusal.value) == sentence
    assert stored(report) == {}


@pytest.mark.parametrize("state", [ReportState.RETURNED, ReportState.REOPENED])
def test_what_the_province_gave_back_can_be_corrected(plan, world, jobs, hai_hau_officer, state):
    report = make_report(make_round(plan), world.hai_hau, state=state, first_submitted_at=NOW)

    write(report, typed(jobs, value="12"), hai_hau_officer)

    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "12"}}


def test_a_late_draft_is_taken_until_the_round_closes(plan, world, jobs, hai_hau_officer):
    round_ = make_round(plan, cut_off=date(2024, 11, 14), closes_on=date(2024, 11, 19))
    report = make_report(round_, world.hai_hau)
    last_moment = datetime(2024, 11, 19, 23, 59, 59, 999_999, tzinfo=VIET_NAM)

    write_answers(report, typed(jobs, value="12"), by=hai_hau_officer, now=last_moment, version=0)
    with pytest.raises(RuleBroken, match="đã khóa nhận báo cáo từ hết ngày 19/11/2024"):
        write_answers(
            report,
            typed(jobs, value="13"),
            by=hai_hau_officer,
            now=datetime(2024, 11, 20, tzinfo=VIET_NAM),
            version=1,
        )

    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "12"}}


@pytest.mark.parametrize("row_count", [1, 40])
def test_the_number_of_queries_of_a_save_is_fixed(plan, world, hai_hau_officer, row_count):
    indicators = [make_indicator(f"Chỉ số {number}") for number in range(row_count)]
    report = make_report(make_round(plan), world.hai_hau)
    rows = {key: row for indicator in indicators for key, row in typed(indicator, value="1").rows.items()}
    write(report, Typed(rows, {"results": "Kết quả"}), hai_hau_officer)
    again = Typed({key: {**row, VALUE: "2"} for key, row in rows.items()}, {"results": "Kết quả mới"})

    with CaptureQueriesContext(connection) as queries:
        saved = write(report, again, hai_hau_officer, version=1)

    assert saved.changed == row_count + 1
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 11


# --- What a submission freezes ----------------------------------------------------------------------------------------


def test_the_content_is_data_in_the_order_asked(plan, report, founded, hai_hau_officer):
    trained = make_indicator("Tập huấn", code="tap-huan", measure=Measure.RATIO)
    issued = make_indicator("Ban hành", code="ban-hanh", measure=Measure.MILESTONE)
    helped = make_indicator("Hỗ trợ", code="ho-tro", decimals=1)
    for indicator in [trained, issued, helped]:
        make_goal(plan, indicator)
    tht = founded.breakdown.parts.get(code="tht")
    make_figure(report, helped, "1200.50", remark="Đã đối chiếu")
    make_figure(report, issued, 1, done_on=date(2024, 5, 20))
    make_figure(report, trained, numerator=Decimal(30), denominator=Decimal(40))
    make_figure(report, founded, 3, part=tht)
    report.narratives.create(heading="proposals", text="Kiến nghị")
    report.narratives.create(heading="results", text="Kết quả")

    content = content_of(report)

    nothing = {"part": "", "kind": "actual", "answer": "value", "value": None, "numerator": None, "denominator": None}
    nothing |= {"done_on": None, "reason": "", "remark": ""}
    assert content == {
        "figures": [
            {**nothing, "indicator": "htx-moi", "part": "tht", "value": "3"},
            {**nothing, "indicator": "tap-huan", "numerator": "30", "denominator": "40"},
            {**nothing, "indicator": "ban-hanh", "value": "1", "done_on": "2024-05-20"},
            {**nothing, "indicator": "ho-tro", "value": "1200.5", "remark": "Đã đối chiếu"},
        ],
        "narratives": [
            {"heading": "results", "text": "Kết quả"},
            {"heading": "proposals", "text": "Kiến nghị"},
        ],
        "evidence": [],
    }


def test_an_answer_without_data_of_a_broken_down_count_is_one_entry(report, founded):
    make_figure(report, founded, answer=Answer.NOT_APPLICABLE, reason="Không có HTX")

    [entry] = content_of(report)["figures"]

    assert (entry["part"], entry["answer"], entry["value"], entry["reason"]) == (
        "",
        "not_applicable",
        None,
        "Không có HTX",
    )


def test_a_fixed_denominator_is_frozen_with_the_numerator(plan, report):
    share = make_indicator("Xã có mô hình", measure=Measure.RATIO, denominator_fixed=Decimal(35))
    make_goal(plan, share)
    make_figure(report, share, numerator=Decimal(7))

    [entry] = content_of(report)["figures"]

    assert (entry["numerator"], entry["denominator"]) == ("7", "35")


def test_what_is_no_longer_asked_is_not_frozen(report, jobs):
    forgotten = make_indicator("Chỉ số đã bỏ")
    make_figure(report, forgotten, 5)
    make_figure(report, jobs, 12)

    assert [entry["indicator"] for entry in content_of(report)["figures"]] == ["viec-lam"]
    assert Figure.objects.filter(indicator=forgotten).exists()


def test_the_moment_is_viet_nams(report, jobs, hai_hau_officer):
    """23:00 on 30/6/2025 in UTC is already the day after in Viet Nam, when the district is no more."""
    too_late = datetime(2025, 6, 30, 23, tzinfo=timezone.get_fixed_timezone(0))

    with pytest.raises(PermissionDenied):
        write_answers(report, typed(jobs, value="12"), by=hai_hau_officer, now=too_late, version=0)

    assert stored(report) == {}
