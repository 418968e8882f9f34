"""The hidden stamp of a workbook: whose report it is of, as of which version, and how every cell stood when it was made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2s

from django.core import signing

from portal.errors import RuleBroken
from reporting.forms.drawing_reports import fingerprints_of
from reporting.models import Report
from reporting.questions import QuestionGroup
from reporting.spreadsheets.report_form.layout import EDITION, lines_by_address

SALT = "report-workbook"
LONGEST_PIECE = 30_000  # a cell holds 32.767 characters

NOT_OURS = (
    "Tệp này không phải biểu Excel tải từ báo cáo trên cổng, hoặc trang dấu ẩn của tệp đã bị xóa, bị sửa. "
    "Tải lại biểu từ báo cáo rồi chép số sang."
)
ANOTHERS = (
    "Tệp này là của {reporter}, kỳ {round}. Báo cáo đang mở là của {own_reporter}, kỳ {own_round}. "
    "Mở đúng báo cáo đó để nạp, hoặc chọn tệp khác."
)
ASKED_OTHERWISE = (
    "Tệp này là của {reporter}, kỳ {round}, nhưng tải từ bản biểu cũ: từ đó biểu đã thêm, bớt chỉ số hoặc đổi đơn vị tính, "
    "ngày chốt. Tải biểu mới rồi chép số sang."
)


@dataclass(frozen=True)
class Stamp:
    """`edition` tells what was asked, `shown` holds the fingerprints of the cells (merging.fingerprints)."""

    report: int
    reporter: str
    round: str
    version: int
    edition: str
    shown: dict[str, str]


def stamp_of(report: Report, groups: list[QuestionGroup], prose: Mapping[str, str]) -> Stamp:
    """The report as it stands. Needs its round, unit and agency."""
    return Stamp(
        report=report.pk,
        reporter=report.reporter_name,
        round=report.round.name,
        version=report.version,
        edition=edition_of(groups),
        shown=fingerprints_of(groups, prose),
    )


def sealed(stamp: Stamp) -> list[str]:
    """The stamp, signed, in pieces that go into cells."""
    whole = signing.dumps(asdict(stamp), salt=SALT, compress=True)
    return [whole[start : start + LONGEST_PIECE] for start in range(0, len(whole), LONGEST_PIECE)]


def unsealed(pieces: Iterable[str]) -> Stamp:
    """Raises RuleBroken where it is not one of ours."""
    try:
        return Stamp(**signing.loads("".join(pieces), salt=SALT))
    except (signing.BadSignature, TypeError) as broken:
        raise RuleBroken(NOT_OURS) from broken


def check_stamp(stamp: Stamp, report: Report, groups: list[QuestionGroup]) -> None:
    """A workbook of this report that asks what is asked now, else RuleBroken names whose it is.

    That figures were typed online since is no reason to refuse: they are compared cell by cell.
    """
    named = {"reporter": stamp.reporter, "round": stamp.round.lower()}
    if stamp.report != report.pk:
        own = {"own_reporter": report.reporter_name, "own_round": report.round.name.lower()}
        raise RuleBroken(ANOTHERS.format(**named, **own))
    if stamp.edition != edition_of(groups):
        raise RuleBroken(ASKED_OTHERWISE.format(**named))


def edition_of(groups: list[QuestionGroup]) -> str:
    """What is asked, in which unit of measure and of which time: with another of these a number means something else."""
    asked = [
        [address, line.row.caption, line.question.indicator.unit_of_measure]
        for address, line in lines_by_address(groups).items()
    ]
    return blake2s(json.dumps([EDITION, sorted(asked)]).encode(), digest_size=12).hexdigest()
