"""The province's report as a plain value: PDF and XLSX only know how to write it, and so cannot differ."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from portal.dates import format_date
from portal.sample import is_sample
from reporting.dashboards.matrix import Matrix, filled, outline_of
from reporting.dashboards.placing import AT_CUT_OFF, View
from reporting.documents.annex import WHOLE, AnnexTable, annex_tables
from reporting.documents.frame import Frame, frame_of, name_of, short_period_of
from reporting.documents.naming import file_name
from reporting.documents.reporters import Completeness, ProseUnderHeading, completeness_of, prose_of, reports_of
from reporting.documents.results import ResultGroup, result_groups
from reporting.documents.tasks import TaskAccount, task_account
from reporting.models import Round
from reporting.progress import judged, opened


@dataclass(frozen=True)
class ProvinceReport:
    """One plan's results in one round, drafted from what is accepted now. `day` is the round's cut-off."""

    file_name: str
    day: date
    frame: Frame
    groups: tuple[ResultGroup, ...]
    completeness: tuple[Completeness, ...]
    prose: tuple[ProseUnderHeading, ...]
    matrix: Matrix
    annex: tuple[AnnexTable, ...]
    tasks: TaskAccount | None
    facts: tuple[tuple[str, str], ...]
    is_sample: bool

    title = "BÁO CÁO"
    whole = WHOLE


def province_report(plan: Plan, round_: Round, view: View = AT_CUT_OFF) -> ProvinceReport:
    """The report of `plan` in `round_`, its annex laid out in a view.

    The number of queries depends neither on units nor on goals.
    """
    reports = reports_of(plan, round_)
    completeness = completeness_of(reports)
    rows, ledger = opened(plan, round_.cut_off)
    progress = judged(rows, ledger)
    outline = outline_of(rows, progress, ledger, view)
    matrix = filled(outline, ledger, outline.keys)
    return ProvinceReport(
        file_name=_file_name(plan, round_, view),
        day=round_.cut_off,
        frame=frame_of(plan, round_),
        groups=result_groups(plan, round_, progress),
        completeness=completeness,
        prose=prose_of(reports, round_),
        matrix=matrix,
        annex=annex_tables(matrix),
        tasks=task_account(plan, round_),
        facts=_facts(plan, round_, completeness, matrix),
        is_sample=is_sample(),
    )


def _file_name(plan, round_, view):
    """ "Báo cáo năm 2024 - Đề án 01 năm 2024, tỉnh Nam Định"."""
    return file_name(f"Báo cáo {short_period_of(round_)} - {plan.short_title}{view.suffix}")


def _facts(plan, round_, completeness, matrix):
    """What a reader of the bare tables needs to know of them."""
    return (
        ("Kế hoạch", f"{name_of(plan)}: {plan.short_title}"),
        ("Phạm vi", plan.scope.name),
        ("Kỳ báo cáo", round_.name),
        ("Số liệu chốt đến ngày", format_date(round_.cut_off)),
        ("Số liệu theo đơn vị", matrix.view_words),
        *((account.title, f"{account.counted}/{account.asked} báo cáo được duyệt") for account in completeness),
        *((f"{words}", ", ".join(names)) for account in completeness for words, names in account.missing),
    )
