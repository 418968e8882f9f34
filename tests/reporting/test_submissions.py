"""Two submissions of a report side by side."""

from datetime import date

import pytest
from django.urls import reverse

from reporting.choices import Answer, Heading
from reporting.models import Figure, Narrative, Revision
from reporting.submissions import ChangedRow, Comparison, compared
from tests.builders import frozen
from tests.reporting.pressing import press


def revision(*figures, narratives=(), evidence=()):
    prose = [{"heading": heading, "text": text} for heading, text in narratives]
    return Revision(content={"figures": list(figures), "narratives": prose, "evidence": list(evidence)})


def file(name, on="Cả báo cáo", digest="a" * 64):
    return {"name": name, "on": on, "sha256": digest}


def test_the_same_is_no_difference(jobs):
    assert compared(revision(frozen(jobs, "3")), revision(frozen(jobs, "3"))).is_empty


def test_a_count_shows_what_it_was_and_became(jobs, money):
    found = compared(revision(frozen(jobs, "3"), frozen(money, "5")), revision(frozen(jobs, "12"), frozen(money, "5")))

    assert found == Comparison((ChangedRow("Việc làm mới", "Đến ngày chốt", "3", "12"),), (), (), ())


def test_parts_are_told_each(founded):
    was = [frozen(founded, "2", part="htx"), frozen(founded, "1", part="tht")]
    became = [frozen(founded, "2", part="htx"), frozen(founded, "4", part="tht")]

    (row,) = compared(revision(*was), revision(*became)).rows

    assert (row.was, row.became) == ("3 (HTX 2; THT 1)", "6 (HTX 2; THT 4)")


def test_a_ratio_and_a_milestone_are_told_in_their_words(trained, issued):
    was = [frozen(trained, numerator="30", denominator="75"), frozen(issued, "0")]
    became = [frozen(trained, numerator="60", denominator="75"), frozen(issued, "1", done_on="2024-05-20")]

    rows = compared(revision(*was), revision(*became)).rows

    assert [(row.was, row.became) for row in rows] == [
        ("40 % (30/75 người)", "80 % (60/75 người)"),
        ("Chưa thực hiện", "Hoàn thành ngày 20/05/2024"),
    ]


def test_answers_without_data_and_their_reasons(jobs):
    was = revision(frozen(jobs, answer=Answer.NO_DATA) | {"reason": "Chờ xã"})
    became = revision(frozen(jobs, "7") | {"remark": "Xã đã báo"})

    assert compared(was, became).rows == (
        ChangedRow("Việc làm mới", "Đến ngày chốt", "Chưa có số liệu", "7", "Chờ xã", "Xã đã báo"),
    )


def test_what_was_answered_only_once_is_told_too(jobs, money):
    found = compared(revision(frozen(jobs, "3")), revision(frozen(money, "5")))

    assert [(row.name, row.was, row.became) for row in found.rows] == [
        ("Vốn vay", "Chưa trả lời", "5"),
        ("Việc làm mới", "3", "Chưa trả lời"),
    ]


def test_prose_and_files_are_compared(jobs):
    was = revision(narratives=[(Heading.RESULTS, "Tốt")], evidence=[file("a.pdf"), file("b.pdf", digest="b")])
    became = revision(
        narratives=[(Heading.DIFFICULTIES, "Tiếp tục")], evidence=[file("a.pdf"), file("c.pdf", "Vốn", "c")]
    )

    assert compared(was, became) == Comparison(
        (),
        (("Kết quả thực hiện", "Tốt", ""), (str(Heading.DIFFICULTIES.label), "", "Tiếp tục")),
        ("b.pdf (Cả báo cáo)",),
        ("c.pdf (Vốn)",),
    )


def test_a_submission_of_an_indicator_that_is_gone_stays_readable(jobs):
    gone = frozen(jobs, "3") | {"indicator": "khong-con"}

    assert compared(revision(gone), revision()).rows == ()


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def submitted_twice(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "return", province_reviewer, hours=1, reason="Sai số")
    Figure.objects.filter(report=filled_report).update(value=5)
    Narrative.objects.create(report=filled_report, heading=Heading.RESULTS, text="Đã sửa.")
    press(filled_report, "submit", hai_hau_head, hours=2)
    return filled_report


def compare_page(client, report, person, **asked):
    client.force_login(person)
    return client.get(reverse("reporting:report-compare", args=[report.pk]), asked)


def test_the_page_compares_the_last_two_submissions(client, submitted_twice, province_reviewer):
    page = compare_page(client, submitted_twice, province_reviewer).content.decode()

    assert '<td data-label="Trước">3</td>' in page
    assert '<td data-label="Sau">5</td>' in page
    assert "Đã sửa." in page


def test_any_two_can_be_chosen_and_others_are_not_there(client, submitted_twice, province_reviewer):
    turned = compare_page(client, submitted_twice, province_reviewer, tu=2, den=1).content.decode()

    assert '<td data-label="Trước">5</td>' in turned
    assert compare_page(client, submitted_twice, province_reviewer, tu=1, den=9).status_code == 404


def test_a_report_submitted_once_has_nothing_to_compare(client, filled_report, hai_hau_head):
    press(filled_report, "submit", hai_hau_head)

    page = compare_page(client, filled_report, hai_hau_head).content.decode()

    assert "Báo cáo chưa nộp đến lần thứ hai" in page


def test_the_report_leads_to_the_comparison_once_there_are_two(client, submitted_twice, hai_hau_head, on_day):
    on_day(date(2024, 11, 20))
    client.force_login(hai_hau_head)

    page = client.get(submitted_twice.get_absolute_url()).content.decode()

    assert reverse("reporting:report-compare", args=[submitted_twice.pk]) in page
