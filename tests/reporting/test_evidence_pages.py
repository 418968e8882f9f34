"""The page of a report's files, their way back out, and where they are shown."""

from datetime import date

import pytest
from django.urls import reverse

from reporting.attaching import withdraw
from reporting.evidence import evidence_of
from reporting.models import Evidence, Revision
from tests.portal import handed_in
from tests.reporting.pressing import press
from tests.reporting.proofs import NOW, another, attached, figure, hand_in, names, page_of, pdf, section, words
from tests.rewriting import history_rewritten


@pytest.fixture(autouse=True)
def storage(settings, tmp_path, on_day):
    on_day(date(2024, 11, 20))
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client


# --- Handing in -------------------------------------------------------------------------------------------------------


def test_files_are_attached_to_what_was_chosen(officer, report, jobs):
    answer = hand_in(officer, report, another("a.pdf"), another("b.pdf"), about=f"q{jobs.pk}", note="Danh sách")

    [first, second] = Evidence.objects.all()
    assert answer.redirect_chain == [(page_of(report, cho=f"q{jobs.pk}"), 302)]
    assert "Đã kèm 2 tệp cho “Việc làm mới”." in words(answer)
    assert (first.indicator, first.note, first.file.name, second.file.name) == (jobs, "Danh sách", "a.pdf", "b.pdf")
    assert f'<option value="q{jobs.pk}" selected>' in answer.content.decode()


def test_each_kind_of_file_is_taken(officer, report, jobs):
    files = [
        handed_in.uploaded("a.pdf", handed_in.PDF),
        handed_in.uploaded("b.jpg", handed_in.picture("JPEG")),
        handed_in.uploaded("c.png", handed_in.picture("PNG")),
        handed_in.uploaded("d.docx", handed_in.word()),
        handed_in.uploaded("e.xlsx", handed_in.workbook()),
    ]

    hand_in(officer, report, *files)

    assert names() == ["a.pdf", "b.jpg", "c.png", "d.docx", "e.xlsx"]


@pytest.mark.parametrize("about", ["q{jobs}", "muc-{section}", "ca-bao-cao"])
def test_the_address_chooses_what_is_borne_out(about, officer, report, jobs, plan):
    about = about.format(jobs=jobs.pk, section=plan.sections.get().pk)

    page = officer.get(page_of(report, cho=about)).content.decode()

    assert f'<option value="{about}" selected>' in page


@pytest.mark.parametrize("about", ["q0", "muc-0", "la", "'><script>"])
def test_what_is_not_asked_is_not_chosen_and_refused(about, officer, report, jobs):
    page = officer.get(page_of(report, cho=about))
    refused = hand_in(officer, report, another(), about=about)

    assert (page.status_code, refused.status_code) == (200, 422)
    assert " selected" not in page.content.decode()
    assert "Kỳ này không hỏi số liệu đã chọn." in words(refused)
    assert names() == []


def test_a_form_without_a_file_says_so_and_keeps_the_words(officer, report, jobs):
    answer = hand_in(officer, report, about=f"q{jobs.pk}", note="Quyết định số 12")

    assert answer.status_code == 422
    assert "Chưa chọn tệp nào." in words(answer)
    assert 'value="Quyết định số 12"' in answer.content.decode()
    assert f'<option value="q{jobs.pk}" selected>' in answer.content.decode()


def test_a_file_sent_twice_is_told(officer, report, jobs):
    hand_in(officer, report, pdf("a.pdf"))

    again = hand_in(officer, report, pdf("a.pdf"))

    assert "Tệp “a.pdf” đã có ở đây rồi, không kèm lần nữa." in words(again)
    assert names() == ["a.pdf"]


def test_a_report_that_was_submitted_meanwhile_takes_no_file(officer, filled_report, hai_hau_head):
    press(filled_report, "submit", hai_hau_head)

    page, refused = officer.get(page_of(filled_report)), hand_in(officer, filled_report, another())

    assert "nên không sửa được." in words(page)
    assert 'type="file"' not in page.content.decode()
    assert (refused.status_code, names()) == (422, [])
    assert "nên không sửa được." in words(refused)


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_a_file_is_withdrawn_by_its_button(officer, report, jobs, hai_hau_officer):
    [evidence] = attached(report, another("a.pdf"), by=hai_hau_officer)
    address = reverse("reporting:evidence-withdraw", args=[report.pk, evidence.pk])

    page = officer.get(page_of(report))
    gone, again = officer.post(address, follow=True), officer.post(address, follow=True)

    assert f'action="{address}"' in page.content.decode()
    assert "Đã gỡ tệp “a.pdf”." in words(gone)
    assert "Tệp này đã được gỡ trước đó." in words(again)
    assert (names(), officer.get(evidence.get_absolute_url()).status_code) == ([], 404)


def test_who_only_reads_is_offered_no_button(client, report, jobs, hai_hau_officer, province_reviewer):
    attached(report, another("a.pdf"), by=hai_hau_officer)
    client.force_login(province_reviewer)

    page = client.get(page_of(report))

    assert "a.pdf" in words(page)
    assert 'type="file"' not in page.content.decode()
    assert "Gỡ" not in words(page)


def test_what_was_submitted_stays_open_to_who_sees_the_report(
    client, filled_report, hai_hau_officer, hai_hau_head, province_reviewer
):
    [evidence] = attached(filled_report, another("nop.pdf"), by=hai_hau_officer)
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "return", province_reviewer, hours=1, reason="Xem lại.")
    withdraw(evidence, by=hai_hau_officer, now=NOW)
    client.force_login(province_reviewer)

    page = client.get(page_of(filled_report))

    assert "Đã gỡ sau khi nộp: 1 tệp" in words(page)
    assert "Báo cáo chưa có tệp minh chứng nào." in words(page)
    assert client.get(evidence.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["evidence-file", "evidence-withdraw"])
def test_a_file_belongs_to_its_report(name, officer, report, filled_report, jobs, hai_hau_officer):
    [evidence] = attached(report, by=hai_hau_officer)
    address = reverse(f"reporting:{name}", args=[filled_report.pk, evidence.pk])

    answer = officer.get(address) if name == "evidence-file" else officer.post(address)

    assert answer.status_code == (404 if name == "evidence-file" else 302)
    assert len(evidence_of(report).standing) == 1


# --- Where they are shown ---------------------------------------------------------------------------------------------


def test_the_reviewer_sees_the_files_beside_the_figure(
    client, filled_report, annual_round, hai_hau_officer, hai_hau_head, province_reviewer
):
    indicator, heading = filled_report.figures.get().indicator, annual_round.plans.get().sections.get()
    [of_figure] = attached(filled_report, another("a.pdf"), by=hai_hau_officer, to=figure(indicator), note="Danh sách")
    [of_section] = attached(filled_report, another("b.pdf"), by=hai_hau_officer, to=section(heading))
    [of_whole] = attached(filled_report, another("c.pdf"), by=hai_hau_officer)
    client.force_login(hai_hau_officer)
    checked = client.get(page_of(filled_report, "report-check")).content.decode()
    press(filled_report, "submit", hai_hau_head)
    client.force_login(province_reviewer)

    read = client.get(page_of(filled_report, "report-page")).content.decode()

    for page in (checked, read):
        where = [page.index(f'href="{row.get_absolute_url()}"') for row in (of_section, of_figure, of_whole)]
        row = page.index('<th scope="rowgroup"')
        assert page.index("NỘI DUNG HOẠT ĐỘNG") < where[0] < row < where[1] < page.index("</th>", row) < where[2]
        assert page.count("Danh sách") == 1
    assert "Xem và kèm tệp minh chứng" in checked
    assert "Xem và kèm tệp minh chứng" not in read


def test_the_receipt_lists_the_files_with_their_digests(client, filled_report, hai_hau_officer, hai_hau_head):
    [evidence] = attached(filled_report, another("a.pdf"), by=hai_hau_officer, note="Danh sách")
    revision = press(filled_report, "submit", hai_hau_head).revision
    client.force_login(hai_hau_head)

    page = client.get(reverse("reporting:receipt", args=[revision.receipt]))

    assert "Tệp minh chứng: 1 tệp a.pdf (" in words(page)
    assert f"Cả báo cáo. Danh sách SHA-256: {evidence.file.digest}" in words(page)
    assert f'href="{evidence.get_absolute_url()}"' in page.content.decode()


def test_a_receipt_of_before_files_were_taken_lists_none(client, filled_report, hai_hau_head):
    revision = press(filled_report, "submit", hai_hau_head).revision
    revision.content = {"figures": [], "narratives": []}
    with history_rewritten(Revision):
        revision.save()
    client.force_login(hai_hau_head)

    page = client.get(reverse("reporting:receipt", args=[revision.receipt]))

    assert (page.status_code, "Tệp minh chứng" in words(page)) == (200, False)


@pytest.mark.parametrize(("name", "queries"), [("report-evidence", 13), ("report-page", 20)])
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_as_much_for_three_files_as_for_one(
    name, queries, count, officer, report, jobs, plan, hai_hau_officer, django_assert_num_queries
):
    for subject in (figure(jobs), section(plan.sections.get())):
        attached(report, *[another() for _ in range(count)], by=hai_hau_officer, to=subject)
    officer.get(page_of(report, name))

    with django_assert_num_queries(queries):
        page = officer.get(page_of(report, name))

    assert page.content.decode().count("/minh-chung/") >= count * 2
