"""The files of a report: what a submission keeps of them, and how they are read."""

import pytest

from portal.errors import RuleBroken
from reporting.attaching import withdraw
from reporting.evidence import THE_WHOLE, Subject, borne_out, evidence_of
from reporting.models import Revision
from reporting.questions import questions_of
from tests.builders import make_figure, make_indicator, make_report, make_round
from tests.reporting.pressing import press
from tests.reporting.proofs import NOW, another, attached, figure, section
from tests.rewriting import history_rewritten


@pytest.fixture(autouse=True)
def storage(settings, tmp_path, on_day):
    on_day(NOW.date())
    settings.MEDIA_ROOT = str(tmp_path / "files")


def submitted_and_back(report, head, reviewer):
    press(report, "submit", head)
    press(report, "return", reviewer, hours=1, reason="Kiểm tra lại.")


# --- Submitting -------------------------------------------------------------------------------------------------------


def test_a_submission_keeps_the_files_as_they_were(filled_report, hai_hau_officer, hai_hau_head, annual_round):
    indicator, heading = filled_report.figures.get().indicator, annual_round.plans.get().sections.get()
    files = [
        *attached(filled_report, another("a.pdf"), by=hai_hau_officer, to=figure(indicator), note="Danh sách"),
        *attached(filled_report, another("b.pdf"), by=hai_hau_officer, to=section(heading)),
        *attached(filled_report, another("c.pdf"), by=hai_hau_officer),
    ]
    withdraw(attached(filled_report, by=hai_hau_officer)[0], by=hai_hau_officer, now=NOW)

    revision = press(filled_report, "submit", hai_hau_head).revision

    subjects = [
        {"indicator": indicator.code, "section": "", "on": "HTX mới thành lập"},
        {"indicator": "", "section": "ii", "on": "Cả phần: II. NỘI DUNG HOẠT ĐỘNG"},
        {"indicator": "", "section": "", "on": "Cả báo cáo"},
    ]
    assert revision.evidence == [
        {
            "id": row.pk,
            **subject,
            "name": row.file.name,
            "size": row.file.size,
            "sha256": row.file.digest,
            "note": row.note,
        }
        for row, subject in zip(files, subjects, strict=True)
    ]


@pytest.mark.parametrize("state", ["submitted", "in review", "accepted"])
def test_nothing_is_attached_or_withdrawn_out_of_the_units_hands(
    state, filled_report, hai_hau_officer, hai_hau_head, province_reviewer
):
    [evidence] = attached(filled_report, by=hai_hau_officer)
    press(filled_report, "submit", hai_hau_head)
    for name in {"in review": ["begin_review"], "accepted": ["accept"]}.get(state, []):
        press(filled_report, name, province_reviewer)

    with pytest.raises(RuleBroken, match="nên không sửa được"):
        attached(filled_report, by=hai_hau_officer)
    with pytest.raises(RuleBroken, match="nên không sửa được"):
        withdraw(evidence, by=hai_hau_officer, now=NOW)

    assert standing_on(filled_report) == ["quyet-dinh.pdf"]


def test_back_in_the_units_hands_it_can_be_attached_again(
    filled_report, hai_hau_officer, hai_hau_head, province_reviewer
):
    submitted_and_back(filled_report, hai_hau_head, province_reviewer)

    attached(filled_report, by=hai_hau_officer)

    assert standing_on(filled_report) == ["quyet-dinh.pdf"]


def test_what_a_later_submission_lacks_stays_with_the_earlier_one(
    filled_report, hai_hau_officer, hai_hau_head, province_reviewer
):
    [evidence] = attached(filled_report, by=hai_hau_officer)
    submitted_and_back(filled_report, hai_hau_head, province_reviewer)
    withdraw(evidence, by=hai_hau_officer, now=NOW)

    press(filled_report, "submit", hai_hau_head, hours=2)

    kept = [[entry["id"] for entry in revision.evidence] for revision in filled_report.revisions.order_by("number")]
    assert kept == [[evidence.pk], []]


def test_a_submission_of_before_files_were_taken_has_none(filled_report, hai_hau_head):
    revision = press(filled_report, "submit", hai_hau_head).revision
    del revision.content["evidence"]
    with history_rewritten(Revision):
        revision.save()

    assert revision.evidence == []


def standing_on(report):
    """The names of the files that stand on the whole of a report."""
    return [evidence.file.name for evidence in evidence_of(report).on(THE_WHOLE.address)]


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_files_are_listed_in_the_forms_order_and_what_is_not_asked_any_more_comes_last(
    report, jobs, plan, hai_hau_officer
):
    gone = make_indicator("Không còn hỏi")
    for subject in (figure(gone), figure(jobs), section(plan.sections.get()), THE_WHOLE):
        attached(report, by=hai_hau_officer, to=subject)

    groups = borne_out(evidence_of(report), questions_of(report))

    assert [(group.heading, [one.subject.words for one in group.borne]) for group in groups] == [
        ("", ["Cả báo cáo"]),
        ("II. NỘI DUNG HOẠT ĐỘNG", ["Cả phần: II. NỘI DUNG HOẠT ĐỘNG", "Việc làm mới"]),
        ("Kỳ này không còn hỏi", ["Không còn hỏi"]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_reports_files_are_read_in_one_query(count, report, jobs, hai_hau_officer, django_assert_num_queries):
    attached(report, *[another() for _ in range(count)], by=hai_hau_officer, to=figure(jobs))

    with django_assert_num_queries(1):
        evidence = evidence_of(report)
        said = [(row.file.name, str(row.indicator), str(row.added_by)) for row in evidence.on(figure(jobs).address)]

    assert len(said) == count


def test_a_subject_is_called_as_the_form_calls_it():
    subjects = [Subject("a", indicator_id=12), Subject("b", section_id=5), THE_WHOLE]

    assert [subject.address for subject in subjects] == ["q12", "muc-5", "ca-bao-cao"]


# --- A report with nothing but a file -----------------------------------------------------------------------------------


def test_a_report_with_a_file_is_not_untouched(plan, world, hai_hau_officer, report):
    other = make_report(make_round(plan, period="ad_hoc"), world.y_yen)
    attached(report, another(), another(), by=hai_hau_officer)
    reports = type(report).objects

    assert (list(reports.untouched()), list(reports.begun())) == ([other], [report])


def test_a_file_alone_is_no_figure(filled_report, hai_hau_officer, hai_hau_head):
    make_figure(filled_report, make_indicator("Lạ"), 1)
    attached(filled_report, by=hai_hau_officer)

    assert press(filled_report, "submit", hai_hau_head).revision.figure_count == 1
