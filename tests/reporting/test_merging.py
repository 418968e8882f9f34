"""Two people in one report: what only one changed is kept, what both changed is left for a choice."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import ANSWER, DENOMINATOR, NOTE, NUMERATOR, VALUE, RowAnswer, part_box
from reporting.choices import Answer
from reporting.filling import Saved, Typed
from reporting.merging import cells_of, fingerprints, merged, row_from
from tests.reporting.typed_in import actual, parts_of, shown_now, stored, typed, write


def test_what_only_the_other_changed_is_kept(report, jobs, founded, hai_hau_officer, hai_hau_head):
    htx, tht = parts_of(founded)
    write(report, typed(jobs, value="12"), hai_hau_officer)
    shown = shown_now(report)
    write(report, typed(jobs, value="15"), hai_hau_officer, version=1)

    late = Typed(typed(jobs, value="12").rows | typed(founded, **{htx: "2", tht: ""}).rows, shown=shown)
    saved = write(report, late, hai_hau_head, version=1)

    assert saved.conflicts == frozenset()
    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "15"},
        actual(founded): {ANSWER: "value", htx: "2"},
    }


def test_two_parts_of_one_row_typed_by_two_people_are_both_kept(report, founded, hai_hau_officer, hai_hau_head):
    htx, tht = parts_of(founded)
    write(report, typed(founded, **{htx: "2", tht: ""}), hai_hau_officer)

    saved = write(report, typed(founded, **{htx: "", tht: "3"}), hai_hau_head)

    assert saved == Saved(version=2, changed=1, conflicts=frozenset())
    assert stored(report) == {actual(founded): {ANSWER: "value", htx: "2", tht: "3"}}


def test_what_both_changed_is_left_for_a_choice_and_the_rest_is_saved(
    report, jobs, founded, hai_hau_officer, hai_hau_head
):
    htx, tht = parts_of(founded)
    write(report, typed(jobs, value="15"), hai_hau_officer)

    late = Typed(typed(jobs, value="20").rows | typed(founded, **{htx: "2", tht: ""}).rows)
    saved = write(report, late, hai_hau_head)

    assert saved == Saved(version=2, changed=1, conflicts=frozenset({actual(jobs)}))
    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "15"},
        actual(founded): {ANSWER: "value", htx: "2"},
    }


def test_an_answer_changed_under_a_changed_number_is_left_for_a_choice(report, jobs, hai_hau_officer, hai_hau_head):
    write(report, typed(jobs, value="12"), hai_hau_officer)
    shown = shown_now(report)
    write(report, typed(jobs, value="15"), hai_hau_officer, version=1)

    no_longer = typed(jobs, shown=shown, **{ANSWER: "not_applicable", VALUE: "", NOTE: "Không có"})
    saved = write(report, no_longer, hai_hau_head, version=1)

    assert saved.conflicts == frozenset({actual(jobs)})
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "15"}}


def test_prose_that_both_changed_is_left_for_a_choice(report, hai_hau_officer, hai_hau_head):
    write(report, Typed({}, {"results": "Của cán bộ"}), hai_hau_officer)

    saved = write(report, Typed({}, {"results": "Của chủ tịch"}), hai_hau_head)

    assert saved.conflicts == frozenset({"results"})
    assert list(report.narratives.values_list("heading", "text")) == [("results", "Của cán bộ")]


def test_a_form_with_the_version_of_today_needs_no_comparing(report, jobs, hai_hau_officer, hai_hau_head):
    write(report, typed(jobs, value="12"), hai_hau_officer)

    saved = write(report, typed(jobs, value="20", shown=shown_now(report)), hai_hau_head, version=1)

    assert (saved.version, saved.conflicts) == (2, frozenset())
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "20"}}


# --- Cells ------------------------------------------------------------------------------------------------------------

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=4)
BOXES = st.sampled_from([VALUE, NUMERATOR, DENOMINATOR, part_box(3), part_box(12)])
ROWS = st.one_of(
    st.just(RowAnswer()),
    st.builds(RowAnswer, st.sampled_from([Answer.NO_DATA.value, Answer.NOT_APPLICABLE.value]), note=st.text()),
    st.builds(
        RowAnswer,
        st.just(Answer.VALUE.value),
        st.dictionaries(BOXES, NUMBERS, min_size=1),
        st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
        st.text(),
    ),
)
CELLS = st.dictionaries(st.sampled_from([ANSWER, NOTE, VALUE]), st.sampled_from(["", "1", "2"]))


@given(ROWS)
def test_a_row_comes_back_from_its_cells(row):
    assert row_from(cells_of(row)) == row


@given(shown=CELLS, typed=CELLS, stored=CELLS)
def test_nothing_is_overwritten_unseen(shown, typed, stored):
    after = merged("q1-actual", fingerprints("q1-actual", shown), typed, stored)

    for box in {*typed, *stored} if after is not None else ():
        was, mine, theirs = shown.get(box, ""), typed.get(box, shown.get(box, "")), stored.get(box, "")
        assert after.get(box, "") == (mine if theirs == was or mine == theirs else theirs)
        assert theirs in {was, after.get(box, "")} or mine == was


def test_numbers_are_compared_by_value():
    assert cells_of(RowAnswer("value", {VALUE: Decimal("5.0000")})) == cells_of(RowAnswer("value", {VALUE: Decimal(5)}))


@pytest.mark.parametrize("shown", [{}, {"q1-actual-value": "made up"}])
def test_a_form_that_was_tampered_with_overwrites_nothing(shown):
    assert merged("q1-actual", shown, {VALUE: "2"}, {VALUE: "1"}) is None
