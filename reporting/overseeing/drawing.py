"""The matrix as HTML, put together once as one text: a cell costs a fraction of what it would in a template."""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from plans.choices import Reporter
from portal.templatetags.icons import icon
from reporting.overseeing.columns import Column
from reporting.overseeing.gone import Gone
from reporting.overseeing.matrix import Matrix
from reporting.overseeing.rows import Cell, Row
from reporting.sections import PROSE
from reporting.tags import Tag

NOT_ASKED = '<td class="standing__none">–</td>'
ANY_REPORT = 0  # stands in an address where a report's key goes


def drawn(matrix: Matrix) -> SafeString:
    """Head and body of the table. All texts are escaped here."""
    head = "".join(map(_head, matrix.columns))
    prose = "" if matrix.section else '<th scope="col">Thuyết minh</th>'
    before, after = _address_of_reports()
    sections = [column.address for column in matrix.columns]
    body = "".join([_row(row, f"{before}{row.report.pk}{after}", sections, bool(prose)) for row in matrix.rows])
    width = len(sections) + bool(prose)
    body += "".join(_gone(one, width) for one in matrix.gone)
    return mark_safe(  # noqa: S308 - escaped piece by piece below
        f'<thead><tr><th scope="col">Nơi báo cáo</th><th scope="col">Tình hình</th>{head}{prose}</tr></thead>'
        f"<tbody>{body}</tbody>"
    )


def _address_of_reports() -> tuple[str, str]:
    """What stands before and after the key in a report's address: to reverse each would cost more than all else."""
    before, _, after = reverse("reporting:report-page", args=[ANY_REPORT]).rpartition(str(ANY_REPORT))
    return before, after


def _head(column: Column) -> str:
    plan = f' <span class="quiet">({escape(column.plan_name)})</span>' if column.plan_name else ""
    return f'<th scope="col">{escape(column.heading)}{plan}</th>'


def _row(row: Row, address: str, sections: list[str], with_prose: bool) -> str:
    link = address if row.is_open else ""
    cells = "".join([_cell(cell, link, section) for cell, section in zip(row.cells, sections, strict=True)])
    prose = _cell(row.prose, link, PROSE) if with_prose else ""
    tags = " ".join(map(tag_markup, row.tags))
    return f'<tr><th scope="row">{_name(row, link)}</th><td class="standing__tags">{tags}</td>{cells}{prose}</tr>'


def _name(row: Row, link: str) -> str:
    name = escape(row.report.reporter_name)
    name = f'<a href="{link}">{name}</a>' if link else name
    if row.report.reporter == Reporter.PROVINCE:
        name = f'{name} <span class="quiet">(số liệu của tỉnh)</span>'
    return f'{name} <span class="quiet">({escape(row.note)})</span>' if row.note else name


def _cell(cell: Cell, link: str, section: str) -> str:
    answered, asked = cell
    if not asked:
        return NOT_ASKED
    how = "all" if answered == asked else "some" if answered else "zero"
    if not link:
        return f'<td class="standing__{how}">{answered}/{asked}</td>'
    return f'<td class="standing__{how}"><a href="{link}#{section}">{answered}/{asked}</a></td>'


def _gone(one: Gone, width: int) -> str:
    return (
        f'<tr class="standing__gone"><th scope="row">{escape(one.name)}</th>'
        f'<td colspan="{width + 1}">{escape(one.words)}; không phải báo cáo kỳ này, không tính là thiếu hay muộn.</td></tr>'
    )


@lru_cache(maxsize=512)
def tag_markup(tag: Tag) -> str:
    """As parts/_status_tag.html draws it."""
    return f'<span class="status-tag status-tag--{tag.tone}">{icon(tag.icon)}{escape(tag.label)}</span>'
