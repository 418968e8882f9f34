"""A submission frozen as it was, and the receipt that proves it."""

from datetime import datetime

from plans.choices import Period, Reporter
from portal.errors import RuleBroken
from reporting.checking import blocking
from reporting.choices import Answer
from reporting.filling import content_of
from reporting.models import Report, Revision

SHORT_PERIODS = {
    Period.HALF_YEAR: "6T",
    Period.YEAR: "N",
    Period.AD_HOC: "DX",
    Period.MIDTERM: "SK",
    Period.FINAL: "TK",
    Period.CLOSING: "KT",
}


def freeze(report: Report, *, by, now: datetime, handled: datetime | None = None) -> Revision:
    """The report's figures, prose and evidence as a revision that never changes. Raises RuleBroken while something blocks it.

    `now` is when the submission reached us, `handled` when it is being taken in, where that is not the same.
    """
    open_problems = blocking(report)
    if open_problems:
        raise RuleBroken(f"Chưa nộp được: còn {len(open_problems)} chỗ phải sửa. Mở “Kiểm tra trước khi nộp” để xem.")
    content = content_of(report)
    number = report.revisions.count() + 1
    return Revision.objects.create(
        report=report,
        number=number,
        receipt=receipt_number(report, number),
        content=content,
        figure_count=sum(figure["answer"] == Answer.VALUE for figure in content["figures"]),
        submitted_at=now,
        handled_at=handled,
        submitted_by=by,
    )


def receipt_number(report: Report, number: int) -> str:
    """A submission's number, such as "6T2024-366-157-01": period and year, who, the report, which submission of it.

    "Who" is the unit's official code, or CQ for an agency. Codes come back after reorganisations; the report's own
    number (the one in its page's address) makes the whole unique.
    """
    period = f"{SHORT_PERIODS[report.round.period]}{report.round.year}"
    who = "CQ" if report.reporter == Reporter.AGENCY else report.unit.code
    return f"{period}-{who}-{report.pk}-{number:02}"
