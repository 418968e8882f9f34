"""Each change of an answer is kept; a sending that comes twice is one."""

from reporting.answers import ANSWER, NOTE, VALUE
from reporting.filling import Sending, write_answers
from tests.reporting.typed_in import NOW, actual, stored, typed, write


def changes(report):
    return [
        (change.indicator_id or change.heading, change.before, change.after, str(change.by), change.at, change.source)
        for change in report.changes.order_by("pk")
    ]


def test_each_change_of_a_row_or_heading_is_kept_with_who_and_when(report, jobs, hai_hau_officer, hai_hau_head):
    write(report, typed(jobs, value="12", prose={"results": "Tốt"}), hai_hau_officer)
    write(report, typed(jobs, value="15", note="Thêm 3 chị"), hai_hau_head, version=1)

    assert changes(report) == [
        (jobs.pk, {}, {ANSWER: "value", VALUE: "12"}, "Nguyễn Thị Lan", NOW, "typed"),
        ("results", {}, {"text": "Tốt"}, "Nguyễn Thị Lan", NOW, "typed"),
        (
            jobs.pk,
            {ANSWER: "value", VALUE: "12"},
            {ANSWER: "value", VALUE: "15", NOTE: "Thêm 3 chị"},
            "Trần Thị Hoa",
            NOW,
            "typed",
        ),
    ]


def test_what_stands_there_already_is_no_change(report, jobs, hai_hau_officer):
    write(report, typed(jobs, value="12"), hai_hau_officer)

    saved = write(report, typed(jobs, value="12", prose={"results": ""}), hai_hau_officer, version=1)

    assert (saved.version, saved.changed, report.changes.count()) == (1, 0, 1)


def test_a_sending_that_comes_again_changes_nothing(report, jobs, hai_hau_officer, hai_hau_head):
    """The answer to the first was lost on the line; meanwhile another has put the old number back."""
    first = {"by": hai_hau_officer, "now": NOW, "version": 0, "sending": Sending(batch="may-1-17")}
    write_answers(report, typed(jobs, value="12"), **first)
    write(report, typed(jobs, value="11"), hai_hau_head, version=1)

    saved = write_answers(report, typed(jobs, value="12"), **first)

    assert (saved.version, saved.changed, saved.conflicts) == (2, 0, frozenset())
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "11"}}
