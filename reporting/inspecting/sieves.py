"""Which rows of a report a reviewer is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reporting.inspecting.rows import Inspected, InspectedReport, InspectedRow


@dataclass(frozen=True)
class Sieve:
    """One link above the rows: its word in the address, its words on the page, and which rows pass."""

    word: str
    label: str
    passes: Callable[[Inspected], bool]


def _is_warned(row: Inspected) -> bool:
    return isinstance(row, InspectedRow) and bool(row.findings)


SIEVES = {
    sieve.word: sieve
    for sieve in [
        Sieve("can-xem", "Đánh dấu hoặc đã sửa", lambda row: row.is_marked or row.is_changed),
        Sieve("danh-dau", "Đã đánh dấu", lambda row: row.is_marked),
        Sieve("thay-doi", "Đơn vị đã sửa", lambda row: row.is_changed),
        Sieve("canh-bao", "Có cảnh báo", _is_warned),
        Sieve("tat-ca", "Tất cả", lambda row: True),
    ]
}
WHAT_IS_NEW, EVERYTHING = "can-xem", "tat-ca"


def first_sieve(report: InspectedReport, asked: str | None) -> Sieve:
    """The sieve that is asked for; else all of a first submission, of a later one what was marked or changed."""
    return SIEVES.get(asked) or SIEVES[EVERYTHING if report.earlier is None else WHAT_IS_NEW]


def sifted(report: InspectedReport, sieve: Sieve, besides: frozenset[str] = frozenset()) -> InspectedReport:
    """The rows and headings that pass, and those at the addresses `besides`; headings without rows are left out."""

    def kept(rows):
        return tuple(row for row in rows if sieve.passes(row) or row.address in besides)

    groups = (replace(group, rows=kept(group.rows)) for group in report.groups)
    return replace(report, groups=tuple(group for group in groups if group.rows), prose=kept(report.prose))
