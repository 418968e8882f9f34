"""Attaching files to a report and withdrawing them: who may, and how much."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction

from portal.errors import RuleBroken
from portal.file_kinds import MEGABYTE
from portal.files import check_file, sweep_files
from portal.models import StoredFile
from reporting.attaching import LARGEST_SUM, MOST_FILES, MOST_ON_ONE, attach, withdraw
from reporting.evidence import THE_WHOLE, evidence_of
from reporting.models import Evidence
from tests.builders import make_goal, make_indicator
from tests.reporting.pressing import NOON, press
from tests.reporting.proofs import NOW, another, attached, figure, pdf, section


@pytest.fixture(autouse=True)
def storage(settings, tmp_path, on_day):
    on_day(NOW.date())
    settings.MEDIA_ROOT = str(tmp_path / "files")


def on(report, subject=THE_WHOLE):
    """The names of the files that stand on a subject."""
    return [evidence.file.name for evidence in evidence_of(report).on(subject.address)]


def submitted_and_back(report, head, reviewer):
    press(report, "submit", head)
    press(report, "return", reviewer, hours=1, reason="Kiểm tra lại.")


# --- Attaching --------------------------------------------------------------------------------------------------------


def test_files_stand_on_a_figure_a_section_and_the_whole(report, jobs, plan, hai_hau_officer):
    of_figure, of_section = figure(jobs), section(plan.sections.get())

    attached(report, another("a.pdf"), another("b.pdf"), by=hai_hau_officer, to=of_figure, note="Danh sách")
    attached(report, another("c.pdf"), by=hai_hau_officer, to=of_section)
    attached(report, another("d.pdf"), by=hai_hau_officer)

    assert [on(report, subject) for subject in (of_figure, of_section, THE_WHOLE)] == [
        ["a.pdf", "b.pdf"],
        ["c.pdf"],
        ["d.pdf"],
    ]
    first = Evidence.objects.first()
    assert (first.note, first.added_by, first.added_at, first.indicator) == ("Danh sách", hai_hau_officer, NOW, jobs)


def test_who_attaches_takes_part_and_disturbs_nobody_who_types(report, hai_hau_officer):
    attached(report, by=hai_hau_officer)

    report.refresh_from_db()
    assert (report.version, list(report.contributors.all())) == (0, [hai_hau_officer])


def test_only_who_fills_the_report_in_attaches(report, y_yen_officer, province_reviewer, people_committee_reader):
    for person in (y_yen_officer, province_reviewer, people_committee_reader):
        with pytest.raises(PermissionDenied):
            attached(report, by=person)

    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_same_content_twice_on_a_figure_is_one_file(report, jobs, hai_hau_officer, hai_hau_head):
    attached(report, pdf("a.pdf"), by=hai_hau_officer, to=figure(jobs))

    files = [check_file(pdf(name)) for name in ("b.pdf", "c.pdf")] + [check_file(another("d.pdf"))]
    again = attach(report, figure(jobs), files, by=hai_hau_head, now=NOW)
    elsewhere = attach(report, THE_WHOLE, files[:2], by=hai_hau_head, now=NOW)

    assert ([row.file.name for row in again.added], again.already) == (["d.pdf"], ("b.pdf", "c.pdf"))
    assert ([row.file.name for row in elsewhere.added], elsewhere.already) == (["b.pdf"], ("c.pdf",))
    assert on(report, figure(jobs)) == ["a.pdf", "d.pdf"]


def test_a_figure_takes_so_many_files_and_no_more(report, jobs, hai_hau_officer):
    attached(report, *[another() for _ in range(MOST_ON_ONE - 1)], by=hai_hau_officer, to=figure(jobs))

    with pytest.raises(RuleBroken) as refused:
        attached(report, another(), another(), by=hai_hau_officer, to=figure(jobs))
    attached(report, by=hai_hau_officer, to=figure(jobs))

    assert str(refused.value) == (
        "Mỗi số liệu, mỗi phần kèm tối đa 5 tệp; “Việc làm mới” đã có 4 tệp. "
        "Gộp các trang vào một tệp PDF, hoặc gỡ bớt tệp cũ."
    )
    assert len(on(report, figure(jobs))) == MOST_ON_ONE


def test_a_report_takes_so_many_files_and_no_more(report, plan, hai_hau_officer):
    indicators = [make_indicator(f"Chỉ số {number}") for number in range(MOST_FILES // MOST_ON_ONE)]
    for indicator in indicators:
        make_goal(plan, indicator)
        attached(report, *[another() for _ in range(MOST_ON_ONE)], by=hai_hau_officer, to=figure(indicator))

    with pytest.raises(RuleBroken, match="Mỗi báo cáo kèm tối đa 20 tệp; báo cáo này đã có 20 tệp"):
        attached(report, by=hai_hau_officer)
    withdraw(Evidence.objects.first(), by=hai_hau_officer, now=NOW)
    attached(report, by=hai_hau_officer)

    assert len(evidence_of(report).standing) == MOST_FILES


def test_a_report_takes_so_many_bytes_and_no_more(report, hai_hau_officer):
    [there] = attached(report, by=hai_hau_officer)
    small = pdf("nho.pdf")
    StoredFile.objects.filter(pk=there.file_id).update(size=LARGEST_SUM - small.size + 1)

    with pytest.raises(RuleBroken) as refused:
        attached(report, small, by=hai_hau_officer)
    StoredFile.objects.filter(pk=there.file_id).update(size=LARGEST_SUM - small.size)
    attached(report, small, by=hai_hau_officer)

    assert " ".join(str(refused.value).split()) == (
        "Các tệp của một báo cáo cộng lại không quá 100 MB; đã có 100,0 MB, vừa chọn thêm 75 byte. "
        "Quét lại với dung lượng nhỏ hơn, hoặc gỡ bớt tệp cũ."
    )
    assert evidence_of(report).size == LARGEST_SUM == 100 * MEGABYTE


def test_all_of_a_choice_or_nothing_is_attached(report, hai_hau_officer):
    with pytest.raises(RuleBroken):
        attached(report, *[another() for _ in range(MOST_ON_ONE + 1)], by=hai_hau_officer)

    assert (Evidence.objects.count(), StoredFile.objects.count(), stored_files()) == (0, 0, [])


def stored_files(folder=""):
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    return names + [name for below in folders for name in stored_files(f"{folder}/{below}".lstrip("/"))]


def test_sweeping_removes_what_a_failed_attaching_left_and_nothing_else(report, hai_hau_officer):
    [stays] = attached(report, by=hai_hau_officer)
    with transaction.atomic():
        [lost] = attached(report, by=hai_hau_officer)
        transaction.set_rollback(True)

    removed = sweep_files(datetime.now(UTC) + timedelta(hours=1))

    assert removed == [lost.file.content.name]
    assert (on(report), default_storage.exists(stays.file.content.name)) == (["quyet-dinh.pdf"], True)


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_what_was_never_submitted_goes_with_its_content(report, hai_hau_officer, django_capture_on_commit_callbacks):
    [evidence] = attached(report, by=hai_hau_officer)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(evidence, by=hai_hau_officer, now=NOW)
        withdraw(evidence, by=hai_hau_officer, now=NOW)

    assert (Evidence.objects.count(), StoredFile.objects.count(), stored_files()) == (0, 0, [])


def test_what_was_submitted_is_only_marked(filled_report, hai_hau_officer, hai_hau_head, province_reviewer):
    [submitted] = attached(filled_report, another("nop.pdf"), by=hai_hau_officer)
    submitted_and_back(filled_report, hai_hau_head, province_reviewer)
    [since] = attached(filled_report, another("sau.pdf"), by=hai_hau_officer, now=NOON + timedelta(hours=2))

    for evidence in (submitted, since, submitted):
        withdraw(evidence, by=hai_hau_head, now=NOON + timedelta(hours=3))

    [kept] = Evidence.objects.all()
    assert (kept.file.name, kept.withdrawn_by, kept.withdrawn_at) == (
        "nop.pdf",
        hai_hau_head,
        NOON + timedelta(hours=3),
    )
    assert (on(filled_report), evidence_of(filled_report).withdrawn) == ([], (kept,))


def test_only_who_fills_the_report_in_withdraws(report, hai_hau_officer, y_yen_officer, province_reviewer):
    [evidence] = attached(report, by=hai_hau_officer)

    for person in (y_yen_officer, province_reviewer):
        with pytest.raises(PermissionDenied):
            withdraw(evidence, by=person, now=NOW)

    assert on(report) == ["quyet-dinh.pdf"]
