"""Whatever was sent and whatever was typed online meanwhile: nothing of either side is lost unseen."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from reporting.answers import ANSWER, DAY, NOTE, RowAnswer, boxes_of
from reporting.choices import Answer
from reporting.filling import Typed
from reporting.merging import cells_of, fingerprints, row_from
from reporting.questions import Question, QuestionGroup, Row
from reporting.spreadsheets.report_form.comparing import chosen, compare

KEY, LINE = (1, "actual"), "q1-actual"
PARTS = (BreakdownPart(pk=1, name="HTX", code="htx"), BreakdownPart(pk=2, name="THT", code="tht"))
SOME_NUMBER, SOME_NOTE = st.sampled_from(["", "1", "2", "3"]), st.sampled_from(["", "a", "b"])


@st.composite
def answers(draw):
    """One of the four answers of a count in two parts, as cells."""
    answer, note = draw(st.sampled_from(["", "value", "not_applicable", "no_data"])), draw(SOME_NOTE)
    numbers = {"part1": draw(SOME_NUMBER), "part2": draw(SOME_NUMBER)}
    if answer != Answer.VALUE:
        return row_from({ANSWER: answer, NOTE: note if answer else ""})
    return row_from({ANSWER: answer, NOTE: note, **({"part1": "1"} if not any(numbers.values()) else numbers)})


def full(answer: RowAnswer):
    """As the form reads a whole row: blank boxes too."""
    boxes = boxes_of(SimpleNamespace(measure=Measure.COUNT), PARTS)
    return {box: text for box, text in {**dict.fromkeys(boxes, ""), **cells_of(answer)}.items() if box != DAY}


def groups_with(answer):
    indicator = Indicator(pk=1, name="HTX, THT mới", measure=Measure.COUNT)
    row = Row("actual", "Đến ngày 29/11/2024", 2024, answer, None)
    return [QuestionGroup(1, "Kế hoạch", "I.", (Question(indicator, PARTS, (), (row,), {}),))]


def met(shown, online, sent, *, takes):
    """What comes of it: the comparison, and the row that is stored where all choices are taken or none."""
    typed = Typed({KEY: full(sent)}, {}, fingerprints(LINE, cells_of(shown)))
    comparison = compare(groups_with(online), {}, typed)
    written = chosen(comparison.typed, comparison.choices, comparison.choices if takes else [])
    return comparison, row_from({**cells_of(online), **written.rows.get(KEY, {})})


def changed_by(cells, shown):
    return {box for box in full(cells) if full(cells)[box] != full(shown).get(box, "")}


@given(answers(), answers())
def test_where_nobody_typed_online_the_file_counts(shown, sent):
    comparison, stored = met(shown, shown, sent, takes=False)

    assert (stored, comparison.choices, comparison.kept) == (sent, [], 0)
    assert bool(comparison.changes) == (sent != shown)


@given(answers(), answers())
def test_where_the_file_was_left_alone_what_is_online_counts(shown, online):
    comparison, stored = met(shown, online, shown, takes=True)

    assert (stored, comparison.changes) == (online, ())


@given(answers(), answers(), answers())
def test_unless_it_is_chosen_nothing_that_was_typed_online_changes(shown, online, sent):
    _, stored = met(shown, online, sent, takes=False)

    assert {box: full(stored)[box] for box in changed_by(online, shown)} == {
        box: full(online)[box] for box in changed_by(online, shown)
    }


@given(answers(), answers(), answers())
def test_whatever_the_file_changes_is_told(shown, online, sent):
    comparison, _ = met(shown, online, sent, takes=False)

    told = {change.address for change in comparison.changes}
    mine = {box for box in changed_by(sent, shown) - {ANSWER} if full(sent)[box] != full(online)[box]}
    assert [box for box in mine if not {LINE, f"{LINE}-{box}"} & told] == []


@given(answers(), answers(), answers())
def test_where_all_choices_are_taken_all_of_the_file_is_there(shown, online, sent):
    _, stored = met(shown, online, sent, takes=True)

    mine = changed_by(sent, shown)
    assert {box: full(stored)[box] for box in mine} == {box: full(sent)[box] for box in mine}
