"""Who stands behind a province's report: whose figures are in it, whose are missing, and what they wrote."""

from dataclasses import dataclass

from django.db.models import F

from plans.choices import Reporter
from plans.models import Agency, Plan
from plans.succession import current_map
from reporting.choices import Heading, ReportState
from reporting.models import Report, Revision, Round

# Why a report's figures are not in the sums, in the order in which the province will chase them.
MISSING = {
    ReportState.DRAFT: "Chưa nộp báo cáo",
    ReportState.RETURNED: "Được đề nghị bổ sung, chưa nộp lại",
    ReportState.SUBMITTED: "Đã nộp, chưa được duyệt",
}


@dataclass(frozen=True)
class Completeness:
    """How many of the reporters asked are in the sums, and by reason the names of the rest."""

    title: str
    counted: int
    asked: int
    missing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Prose:
    """What several reporters wrote alike under one heading, paragraph by paragraph."""

    reporters: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class ProseUnderHeading:
    heading: str
    entries: tuple[Prose, ...]


def reports_of(plan: Plan, round_: Round) -> list[Report]:
    """The round's reports that speak for this plan: its territory's, the province's own, its agencies'."""
    territory = set(current_map().territory(plan.scope_id, round_.cut_off, plan.scope_as_of))
    agencies = set(Agency.objects.filter(goals__plan=plan).values_list("pk", flat=True))
    speaks = {
        Reporter.UNIT: lambda report: report.unit_id in territory,
        Reporter.PROVINCE: lambda report: report.unit_id == plan.scope_id,
        Reporter.AGENCY: lambda report: report.agency_id in agencies,
    }
    reports = round_.reports.select_related("unit", "agency").order_by("unit__code", "unit", "pk")
    return [report for report in reports if speaks[report.reporter](report)]


def completeness_of(reports: list[Report]) -> tuple[Completeness, ...]:
    """One account for each kind of reporter that was asked; units first, for "x/y đơn vị" is theirs alone."""
    titles = {Reporter.UNIT: "Đơn vị báo cáo", Reporter.PROVINCE: "Cấp tỉnh", Reporter.AGENCY: "Sở, ngành, cơ quan"}
    of_kind = {kind: [report for report in reports if report.reporter == kind] for kind in titles}
    return tuple(_account(titles[kind], asked) for kind, asked in of_kind.items() if asked)


def prose_of(reports: list[Report], round_: Round) -> tuple[ProseUnderHeading, ...]:
    """The accepted reports' prose under its headings, in the order of the reports; the same words only once."""
    narratives = _accepted_narratives(round_)
    written = [(report.reporter_name, narratives[report.pk]) for report in reports if report.pk in narratives]
    gathered = (ProseUnderHeading(heading.label, _under(heading, written)) for heading in Heading)
    return tuple(prose for prose in gathered if prose.entries)


def _account(title, reports):
    missing = [report for report in reports if not _counts(report)]
    by_reason = {
        words: tuple(report.reporter_name for report in missing if report.state == state)
        for state, words in MISSING.items()
    }
    return Completeness(
        title=title,
        counted=len(reports) - len(missing),
        asked=len(reports),
        missing=tuple((words, names) for words, names in by_reason.items() if names),
    )


def _counts(report):
    """A report that was accepted once stays in the sums while it is corrected."""
    return report.accepted_at is not None


def _accepted_narratives(round_):
    """Each report's prose as it was last accepted, by the report's key."""
    accepted = Revision.objects.filter(report__round=round_, submitted_at__lte=F("report__accepted_at"))
    return dict(accepted.order_by("number").values_list("report_id", "content__narratives"))


def _under(heading, written):
    reporters_of = {}
    for name, narratives in written:
        texts = [item["text"] for item in narratives if item["heading"] == heading.value]
        paragraphs = tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
        if paragraphs:
            reporters_of.setdefault(paragraphs, []).append(name)
    return tuple(Prose(tuple(names), paragraphs) for paragraphs, names in reporters_of.items())
