"""A report's form as a plain value: the writer only knows how to print it. All days in it are the report's own."""

from dataclasses import dataclass
from datetime import date

from portal.dates import format_date, format_moment
from portal.sample import is_sample
from reporting.choices import Heading, ReportState
from reporting.documents.frame import short_period_of, title_of
from reporting.documents.naming import file_name
from reporting.documents.paper_form.head import Head, head_of
from reporting.documents.paper_form.rows import PaperGroup, paper_groups, usual_source
from reporting.lines import narratives_of
from reporting.models import Report, Revision
from reporting.questions import Question, QuestionGroup
from reporting.tags import last_day_in_words

DRAFT = "BẢN NHÁP, chưa nộp"
LINES_TO_WRITE_ON = 4


@dataclass(frozen=True)
class PaperProse:
    """One heading of the narrative: what was written, paragraph by paragraph, else ruled lines to write on."""

    heading: str
    paragraphs: tuple[str, ...]
    lines: range


@dataclass(frozen=True)
class Meaning:
    """How an indicator is to be understood, under its number in the table."""

    number: str
    name: str
    accumulation: str
    definition: str
    example: str


@dataclass(frozen=True)
class PaperForm:
    """A report's form, empty or filled. `state` says whether it is a draft or which submission; an empty form has none.

    `last_from` is the round that most of the last values are from: it stands once, in the head of their column.
    `meanings` are the annex for who collects numbers away from the screen; a filled form has none.
    """

    file_name: str
    day: date
    head: Head
    subject: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    state: str
    last_from: str
    groups: tuple[PaperGroup, ...]
    prose: tuple[PaperProse, ...]
    meanings: tuple[Meaning, ...]
    is_empty: bool
    is_sample: bool

    title = "BIỂU SỐ LIỆU"


def paper_form(report: Report, groups: list[QuestionGroup], *, is_empty: bool) -> PaperForm:
    """The form of `report` over what it asks. A fixed number of queries.

    Needs the report with its round (and its province), unit, agency (and whose body it is) and who submitted it.
    """
    is_handed_in = not (is_empty or report.is_editable)
    signer = str(report.submitted_by) if is_handed_in and not report.is_imported else ""
    last_from = usual_source(groups)
    texts = {} if is_empty else dict(narratives_of(report))
    return PaperForm(
        file_name=_file_name(report, is_empty),
        day=report.round.cut_off,
        head=head_of(report, signer),
        subject=_subject(report, groups),
        facts=_facts(report, is_handed_in),
        state="" if is_empty else _state(report),
        last_from=last_from,
        groups=paper_groups(groups, last_from, is_empty=is_empty),
        prose=tuple(_prose(heading, texts, is_handed_in) for heading in Heading),
        meanings=_meanings(groups) if is_empty else (),
        is_empty=is_empty,
        is_sample=is_sample(),
    )


def _file_name(report: Report, is_empty: bool) -> str:
    """ "Biểu số liệu năm 2024 - Huyện Hải Hậu"."""
    what = "Biểu trống" if is_empty else "Biểu số liệu"
    return file_name(f"{what} {short_period_of(report.round)} - {report.reporter_name}")


def _subject(report: Report, groups: list[QuestionGroup]) -> tuple[str, ...]:
    """Line by line: each plan that asks, then the round."""
    goals = [goal for group in groups for question in group.questions for goal in question.goals]
    plans = {goal.plan_id: goal.plan for goal in goals}.values()
    return (*(f"Kết quả thực hiện {title_of(plan)}" for plan in plans), f"Kỳ báo cáo {short_period_of(report.round)}")


def _facts(report: Report, is_handed_in: bool) -> tuple[tuple[str, str], ...]:
    until = f"hết ngày {format_date(report.round.cut_off)}"
    return (
        ("Đơn vị báo cáo", report.reporter_name),
        ("Số liệu chốt đến", until if is_handed_in else f"{until}; hạn nộp {last_day_in_words(report)}"),
    )


def _state(report: Report) -> str:
    last = report.revisions.select_related("submitted_by").order_by("number").last()
    match report.state:
        case ReportState.RETURNED:
            return f"{DRAFT} lại sau khi được trả về; lần trước nộp {_proof(last)}"
        case ReportState.REOPENED:
            return f"{DRAFT} lại sau khi được mở lại; lần trước nộp {_proof(last)}"
        case ReportState.SUBMITTED:
            return f"Đã nộp {_proof(last)}"
        case ReportState.ACCEPTED if report.is_imported:
            return f"Đã duyệt, nhập từ số liệu cũ, biên nhận số {last.receipt}"
        case ReportState.ACCEPTED:
            return f"Đã nộp {_proof(last)}; đã duyệt lúc {format_moment(report.accepted_at)}"
    return DRAFT


def _proof(revision: Revision) -> str:
    return (
        f"lúc {format_moment(revision.submitted_at)}, biên nhận số {revision.receipt}, "
        f"người nộp {revision.submitted_by}"
    )


def _prose(heading: Heading, texts: dict[Heading, str], is_handed_in: bool) -> PaperProse:
    paragraphs = tuple(line.strip() for line in texts.get(heading, "").splitlines() if line.strip())
    return PaperProse(heading.label, paragraphs, range(0 if paragraphs or is_handed_in else LINES_TO_WRITE_ON))


def _meanings(groups: list[QuestionGroup]) -> tuple[Meaning, ...]:
    questions = [question for group in groups for question in group.questions]
    return tuple(_meaning(number, question) for number, question in enumerate(questions, start=1))


def _meaning(number: int, question: Question) -> Meaning:
    indicator = question.indicator
    accumulation = indicator.get_accumulation_display() if indicator.accumulation else ""
    return Meaning(str(number), indicator.name, accumulation, indicator.definition, indicator.example)
