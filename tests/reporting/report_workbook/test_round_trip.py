"""What is written into a workbook is what is read of it again, whatever was answered."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.choices import Measure
from portal.text import normalise
from reporting.answers import NOT_ANSWERED, RowAnswer
from reporting.choices import Answer, Heading
from reporting.forms.reports import LONGEST_NOTE, MOST_DIGITS, ReportForm
from reporting.merging import cells_of, filled
from reporting.spreadsheets.report_form.comparing import compare
from reporting.spreadsheets.report_form.faults import faults_in
from reporting.spreadsheets.report_form.reading import read_sent
from reporting.spreadsheets.report_form.writing import workbook_of
from tests.reporting.report_workbook.books import TODAY
from tests.reporting.report_workbook.unsaved import PARTS, asked, in_one_group, unsaved_report

SIGNS = st.characters(codec="utf-8")
SYLLABLES = [
    "Kết quả",
    "đ",
    "ữ",
    "=",
    "+",
    "-",
    "@",
    "＝1+1",
    "_x0041_",
    "\t",
    "\n",
    "\r\n",
    "\x07",
    "\u202e",
    "'",
    "<b>&",
    " ",
]
# As they are stored: normalised, without blanks around them.
TEXTS = st.lists(st.sampled_from(SYLLABLES) | st.text(SIGNS, max_size=5), max_size=8).map(
    lambda pieces: normalise("".join(pieces)).strip()[:LONGEST_NOTE].strip()
)


def numbers(decimals):
    return (st.just(0) | st.integers(0, 10**MOST_DIGITS - 1)).map(lambda units: Decimal(units).scaleb(-decimals))


@st.composite
def questions(draw, pk):
    """A question of any kind with any answer."""
    kind = draw(st.sampled_from(["count", "parts", "ratio", "milestone"]))
    decimals = draw(st.integers(0, 4))
    measure = {"ratio": Measure.RATIO, "milestone": Measure.MILESTONE}.get(kind, Measure.COUNT)
    parts = PARTS if kind == "parts" else ()
    boxes = {"count": ["value"], "parts": ["part1", "part2"], "ratio": ["numerator", "denominator"]}.get(kind, [])
    note = draw(TEXTS)
    answer = draw(st.sampled_from(["", *Answer.values]))
    if not answer:
        row = NOT_ANSWERED
    elif answer != Answer.VALUE:
        row = RowAnswer(answer, note=note)
    elif kind == "milestone":
        day = draw(st.none() | st.dates(date(2020, 1, 1), TODAY))
        row = RowAnswer(answer, {"value": Decimal(day is not None)}, day, note)
    else:
        some = draw(st.lists(st.sampled_from(boxes), min_size=1, unique=True))
        row = RowAnswer(answer, {box: draw(numbers(decimals)) for box in some}, None, note)
    return asked(pk, row, decimals=decimals, measure=measure, parts=parts)


@st.composite
def reports(draw):
    """Many questions at once: a workbook is dear to make and to read."""
    prose = {heading.value: draw(TEXTS) for heading in Heading}
    return in_one_group(draw(questions(pk)) for pk in range(1, 16)), prose


@settings(max_examples=12, deadline=None)
@given(reports())
def test_what_is_written_is_read_back_the_same(given_):
    groups, prose = given_
    report = unsaved_report()

    sent = read_sent(workbook_of(report, groups, prose, TODAY, free=True), report, groups)
    form = ReportForm(groups, sent.texts, TODAY, sent.stamp.shown)

    rows = {(q.indicator.pk, row.kind): filled(cells_of(row.answer)) for q in groups[0].questions for row in q.rows}
    assert [fault.text for fault in faults_in(sent, form)] == []
    assert {key: filled(cells) for key, cells in form.typed.rows.items()} == rows
    assert form.typed.prose == prose
    assert compare(groups, prose, form.typed).changes == ()
