"""A report's form on paper, as the plain value that is printed."""

from datetime import date, datetime

import pytest

from portal.dates import VIET_NAM
from reporting.choices import Heading, ReportState
from reporting.documents.paper_form import paper_form
from reporting.documents.paper_form.content import Meaning, PaperProse
from reporting.models import Narrative, Report
from reporting.questions import questions_of
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_report,
    make_round,
)
from tests.reporting.on_paper import NEEDED, form_of


def test_the_facts_and_the_file_s_name_come_from_the_report(plan, jobs, world):
    round_ = make_round(plan, cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29))
    report = make_report(round_, world.hai_hau)

    filled, empty = form_of(report), form_of(report, is_empty=True)

    assert (filled.file_name, empty.file_name) == (
        "Biểu số liệu năm 2024 - Huyện Hải Hậu",
        "Biểu trống năm 2024 - Huyện Hải Hậu",
    )
    assert filled.day == date(2024, 11, 20)
    assert filled.facts == (
        ("Đơn vị báo cáo", "Huyện Hải Hậu"),
        ("Số liệu chốt đến", "hết ngày 20/11/2024; hạn nộp hết ngày 29/11/2024"),
    )


def test_the_narrative_is_its_text_or_lines_to_write_on(report, jobs):
    Narrative.objects.create(report=report, heading=Heading.RESULTS, text="Đã tư vấn 01 HTX.\n\nĐã mở 02 lớp.\n")

    assert form_of(report).prose == (
        PaperProse("Kết quả thực hiện", ("Đã tư vấn 01 HTX.", "Đã mở 02 lớp."), range(0)),
        PaperProse("Khó khăn, nguyên nhân", (), range(4)),
        PaperProse("Kiến nghị, đề xuất", (), range(4)),
        PaperProse("Phương hướng kỳ tới", (), range(4)),
    )


def test_only_the_empty_form_explains_the_indicators(report, jobs):
    jobs.definition, jobs.example = "Số lao động nữ bắt đầu có việc làm.", "5 người mới: ghi 5."
    jobs.save()

    assert form_of(report, is_empty=True).meanings == (
        Meaning(
            "1",
            "Việc làm mới",
            "phát sinh trong năm, lũy kế từ đầu năm",
            "Số lao động nữ bắt đầu có việc làm.",
            "5 người mới: ghi 5.",
        ),
    )
    assert form_of(report).meanings == ()


def test_a_draft_says_that_it_is_one(report, jobs):
    assert form_of(report).state == "BẢN NHÁP, chưa nộp"


def test_a_submission_is_proved_by_its_receipt(filled_report, hai_hau_head, province_reviewer):
    at = datetime(2024, 11, 20, 14, 5, tzinfo=VIET_NAM)
    submitted = move_report(filled_report, "submit", by=hai_hau_head, now=at).report
    receipt = submitted.revisions.get().receipt
    proof = f"lúc 14:05 20/11/2024, biên nhận số {receipt}, người nộp Trần Thị Hoa"

    handed_in = form_of(submitted)
    move_report(submitted, "accept", by=province_reviewer, now=datetime(2024, 11, 21, 9, 0, tzinfo=VIET_NAM))

    assert handed_in.state == f"Đã nộp {proof}"
    assert handed_in.head.signer == "Trần Thị Hoa"
    assert handed_in.facts[-1] == ("Số liệu chốt đến", "hết ngày 20/11/2024")
    assert {under.lines for under in handed_in.prose} == {range(0)}
    assert form_of(submitted).state == f"Đã nộp {proof}; đã duyệt lúc 09:00 21/11/2024"
    assert form_of(submitted, is_empty=True).head.signer == ""


@pytest.mark.parametrize(
    ("steps", "words"), [(["return"], "được trả về"), (["accept", "reopen"], "được mở lại"), (["take_back"], "")]
)
def test_what_is_being_corrected_is_a_draft_again(
    filled_report, hai_hau_head, province_reviewer, province_administrator, steps, words
):
    at = datetime(2024, 11, 20, 14, 5, tzinfo=VIET_NAM)
    who = {"take_back": hai_hau_head, "reopen": province_administrator}
    report = move_report(filled_report, "submit", by=hai_hau_head, now=at).report
    for step in steps:
        report = move_report(report, step, by=who.get(step, province_reviewer), now=at, reason="Xem lại.").report

    form = form_of(report)

    receipt = report.revisions.get().receipt
    before = f"lần trước nộp lúc 14:05 20/11/2024, biên nhận số {receipt}, người nộp Trần Thị Hoa"
    assert form.state == (f"BẢN NHÁP, chưa nộp lại sau khi {words}; {before}" if words else "BẢN NHÁP, chưa nộp")
    assert form.head.signer == ""


def test_old_figures_were_signed_on_other_papers(report, jobs, province_reviewer):
    make_figure(report, jobs, 3)
    report.revisions.create(
        number=1,
        receipt="N2024-366-1-01",
        content={},
        figure_count=1,
        submitted_at=datetime(2026, 1, 5, tzinfo=VIET_NAM),
        submitted_by=province_reviewer,
    )
    Report.objects.update(
        state=ReportState.ACCEPTED,
        is_imported=True,
        reviewer=province_reviewer,
        submitted_by=province_reviewer,
        accepted_at=datetime(2026, 1, 5, tzinfo=VIET_NAM),
    )

    form = form_of(report)

    assert form.state == "Đã duyệt, nhập từ số liệu cũ, biên nhận số N2024-366-1-01"
    assert form.head.signer == ""


def test_who_is_asked_nothing_gets_a_form_that_says_so(report):
    form = form_of(report)

    assert (form.groups, form.subject) == ((), ("Kỳ báo cáo năm 2024",))


@pytest.mark.parametrize("indicators", [1, 3])
def test_a_form_is_a_fixed_number_of_queries(report, plan, indicators, django_assert_num_queries):
    for number in range(indicators):
        make_goal(plan, make_indicator(f"Chỉ số {number}"))
    report = Report.objects.select_related(*NEEDED).get(pk=report.pk)
    groups = questions_of(report)

    with django_assert_num_queries(6):
        paper_form(report, groups, is_empty=False)
