"""The matrix as HTML, put together once as one text: a cell costs a fraction of what it would in a template."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting.dashboards.matrix import Cell, Column, Matrix, MatrixRow, State

EARLIER = '<sup title="số của kỳ trước">†</sup>'
INCOMPLETE = '<sup title="thiếu thành phần">*</sup>'


def drawn(matrix: Matrix) -> SafeString:
    """Head, body and foot of the table. All texts are escaped here."""
    head = "".join(map(_head, matrix.columns))
    body = "".join(map(_row, matrix.rows))
    foot = "".join(map(_cell, matrix.totals))
    return mark_safe(  # noqa: S308 - escaped piece by piece below
        f'<thead><tr><th scope="col">Đơn vị</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody>"
        f'<tfoot><tr><th scope="row">Toàn kế hoạch</th>{foot}</tr></tfoot>'
    )


def _head(column: Column) -> str:
    details = ", ".join(filter(None, [column.unit_of_measure, column.goal.span]))
    return f'<th scope="col">{escape(column.name)} <span class="quiet">({escape(details)})</span></th>'


def _row(row: MatrixRow) -> str:
    note = f' <span class="quiet">({escape(row.note)})</span>' if row.note else ""
    return f'<tr><th scope="row">{escape(row.name)}{note}</th>{"".join(map(_cell, row.cells))}</tr>'


def _cell(cell: Cell) -> str:
    if cell.state != State.TOLD:
        return f'<td class="matrix__words">{escape(cell.text)}</td>'
    marks = f"{EARLIER if cell.is_earlier else ''}{INCOMPLETE if cell.is_incomplete else ''}"
    return f"<td>{escape(cell.text)}{marks}</td>"
