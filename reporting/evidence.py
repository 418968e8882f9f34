"""The files that bear a report out: on which figure, which section or the whole they stand, and what a submission keeps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from plans.succession import current_map
from reporting.answers import address_of_indicator, address_of_section
from reporting.models import Evidence, Report
from reporting.questionnaire import questionnaire_of
from reporting.questions import QuestionGroup

WHOLE = "ca-bao-cao"
NO_LONGER_ASKED = "Kỳ này không còn hỏi"


@dataclass(frozen=True)
class Subject:
    """What a file can bear out: an indicator's figures, a section of the form, or (neither named) the whole report."""

    words: str
    indicator_id: int | None = None
    section_id: int | None = None

    @property
    def address(self) -> str:
        """What pages call it: "q12", "muc-5", WHOLE."""
        if self.indicator_id:
            return address_of_indicator(self.indicator_id)
        return address_of_section(self.section_id) if self.section_id else WHOLE


THE_WHOLE = Subject("Cả báo cáo")


@dataclass(frozen=True)
class SubjectGroup:
    """What can be borne out under one heading of the form; the whole report stands under none."""

    heading: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Borne:
    """A subject with the files that bear it out."""

    subject: Subject
    files: tuple[Evidence, ...]


@dataclass(frozen=True)
class BorneGroup:
    """What is borne out under one heading."""

    heading: str
    borne: tuple[Borne, ...]


@dataclass(frozen=True)
class ReportEvidence:
    """A report's files in the order in which they came: those that stand, and those that were withdrawn."""

    standing: tuple[Evidence, ...] = ()
    withdrawn: tuple[Evidence, ...] = ()

    def on(self, address: str) -> tuple[Evidence, ...]:
        """The files on a figure ("q12"), a section ("muc-5") or the whole report (WHOLE)."""
        return self._by_address.get(address, ())

    @property
    def size(self) -> int:
        """Of all that stands, in bytes."""
        return sum(evidence.file.size for evidence in self.standing)

    @cached_property
    def _by_address(self) -> dict[str, tuple[Evidence, ...]]:
        found: dict[str, tuple[Evidence, ...]] = {}
        for evidence in self.standing:
            address = subject_of(evidence).address
            found[address] = (*found.get(address, ()), evidence)
        return found


def evidence_of(report: Report) -> ReportEvidence:
    """All files of a report. One query."""
    rows = list(report.evidence.with_names().order_by("pk"))
    return ReportEvidence(
        tuple(row for row in rows if row.withdrawn_at is None),
        tuple(row for row in rows if row.withdrawn_at is not None),
    )


def subject_of(evidence: Evidence) -> Subject:
    """What a file bears out. Needs the indicator and the section to be fetched with it."""
    if evidence.indicator:
        return Subject(evidence.indicator.name, indicator_id=evidence.indicator_id)
    return _section(str(evidence.section), evidence.section_id) if evidence.section else THE_WHOLE


def subjects_in(groups: Iterable[QuestionGroup]) -> list[SubjectGroup]:
    """What can be borne out in a report: the whole, then each section of its form and each indicator in it."""
    return [
        SubjectGroup("", (THE_WHOLE,)),
        *(SubjectGroup(group.heading, _subjects(group)) for group in groups),
    ]


def borne_out(evidence: ReportEvidence, groups: Collection[QuestionGroup]) -> list[BorneGroup]:
    """The files that stand, in the order of the form; last what the form does not ask any more."""
    by_heading = [*subjects_in(groups), SubjectGroup(NO_LONGER_ASKED, _no_longer_asked(evidence, groups))]
    return [
        BorneGroup(group.heading, borne) for group in by_heading if (borne := _with_files(evidence, group.subjects))
    ]


def beside_the_form(evidence: ReportEvidence, groups: Collection[QuestionGroup]) -> tuple[Borne, ...]:
    """The files that no heading and no line of the form shows: on the whole report, or on what is not asked any more."""
    return _with_files(evidence, (THE_WHOLE, *_no_longer_asked(evidence, groups)))


def frozen_evidence(report: Report) -> list[dict]:
    """What a submission keeps of the files that stand, in the order in which they came; `id` leads to the file itself."""
    rows = list(report.evidence.standing().with_names().order_by("pk"))
    headings = questionnaire_of(report, current_map()).headings if any(row.section_id for row in rows) else {}
    return [_frozen(row, headings) for row in rows]


def is_kept(evidence: Evidence) -> bool:
    """Whether a file is part of a submission, so that it has to stay. One query."""
    frozen = evidence.report.revisions.values_list("content__evidence", flat=True)
    return any(entry["id"] == evidence.pk for entries in frozen for entry in entries or [])


def _frozen(row: Evidence, headings: dict[int, str]) -> dict:
    subject = subject_of(row)
    if row.section_id in headings:
        subject = _section(headings[row.section_id], row.section_id)
    return {
        "id": row.pk,
        "indicator": row.indicator.code if row.indicator else "",
        "section": row.section.code if row.section else "",
        "on": subject.words,
        "name": row.file.name,
        "size": row.file.size,
        "sha256": row.file.digest,
        "note": row.note,
    }


def _with_files(evidence: ReportEvidence, subjects: Iterable[Subject]) -> tuple[Borne, ...]:
    return tuple(Borne(subject, files) for subject in subjects if (files := evidence.on(subject.address)))


def _no_longer_asked(evidence: ReportEvidence, groups: Collection[QuestionGroup]) -> tuple[Subject, ...]:
    asked = {subject.address for group in subjects_in(groups) for subject in group.subjects}
    told = dict.fromkeys(subject_of(row) for row in evidence.standing)
    return tuple(subject for subject in told if subject.address not in asked)


def _subjects(group: QuestionGroup) -> tuple[Subject, ...]:
    indicators = [question.indicator for question in group.questions]
    return (
        _section(group.heading, group.section_id),
        *(Subject(indicator.name, indicator_id=indicator.pk) for indicator in indicators),
    )


def _section(heading: str, section_id: int) -> Subject:
    return Subject(f"Cả phần: {heading}", section_id=section_id)
