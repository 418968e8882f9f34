"""The account of the years as HTML, put together once as one text."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.dates import format_date
from reporting.overseeing.completeness import Completeness
from reporting.overseeing.drawing import tag_markup
from reporting.overseeing.punctuality import Arrival, Came, Punctuality
from reporting.overseeing.years import RoundRates, YearCell, YearRow, Years
from reporting.tags import Tag

NOT_ASKED = '<td class="standing__none">–</td>'
TAGS = {
    Arrival.ON_TIME: Tag("Đúng hạn", "check-circle", "green"),
    Arrival.MISSING: Tag("Thiếu", "alert", "red"),
    Arrival.WAITING: Tag("Chưa nộp", "hourglass", "grey"),
    Arrival.IMPORTED: Tag("Số cũ", "file", "plain"),
    Arrival.GONE: Tag("Không còn", "swap", "grey"),
}


def drawn_years(years: Years, rows: Iterable[YearRow]) -> SafeString:
    """Head, body and foot of the table, with these of the rows. All texts are escaped here."""
    head = "".join(map(_head, years.rounds))
    body = "".join(map(_row, rows))
    foot = "".join(map(_rates, years.rounds))
    return mark_safe(  # noqa: S308 - escaped piece by piece below
        f'<thead><tr><th scope="col">Nơi báo cáo</th>{head}<th scope="col">Cả các kỳ</th></tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">Các đơn vị trong kỳ</th>{foot}<td></td></tr></tfoot>'
    )


def _head(rates: RoundRates) -> str:
    round_ = rates.round
    address = reverse("reporting:round-matrix", args=[round_.pk])
    return (
        f'<th scope="col"><a href="{address}">{escape(round_.name)}</a>'
        f' <span class="quiet">(hạn {format_date(round_.units_last_day)})</span></th>'
    )


def _row(row: YearRow) -> str:
    note = f' <span class="quiet">({escape(row.note)})</span>' if row.note else ""
    follows = ' class="standing__follows"' if row.follows else ""
    cells = "".join([_cell(cell) for cell in row.cells])
    return (
        f'<tr><th scope="row"{follows}>{escape(row.name)}{note}</th>{cells}'
        f"<td>{_account(row.punctuality, row.completeness)}</td></tr>"
    )


def _cell(cell: YearCell | None) -> str:
    if cell is None:
        return NOT_ASKED
    complete = _complete(cell.completeness) if cell.completeness else ""
    return f"<td>{tag_markup(_tag(cell.came))}{complete}</td>"


def _rates(rates: RoundRates) -> str:
    return f"<td>{_account(rates.punctuality, rates.completeness)}</td>"


def _account(punctuality: Punctuality, completeness: Completeness) -> str:
    on_time = ""
    if punctuality.judged:
        on_time = f"Đúng hạn {punctuality.on_time}/{punctuality.judged} ({punctuality.percent}\u00a0%)"
    return f"{on_time}{_complete(completeness)}"


def _complete(completeness: Completeness) -> str:
    if not completeness.expected:
        return ""
    told = f"{completeness.told}/{completeness.expected}"
    return f'<span class="standing__complete">đủ {told} ({completeness.percent}\u00a0%)</span>'


@lru_cache(maxsize=128)
def _tag(came: Came) -> Tag:
    if came.arrival == Arrival.LATE:
        return Tag(f"Muộn {came.days} ngày", "clock", "orange")
    return TAGS[came.arrival]
