"""The grid as HTML, put together once as one text: a cell costs a fraction of what it would in a template.

Plain cells, which the page's script turns into boxes; without it they are read, and typed into goal by goal.
"""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from plans.allocation.balance import Balance
from plans.allocation.goals import AllottableGoal
from plans.allocation.reading import Grid, GridUnit
from plans.allocation.sheets import OWN, plain
from portal.numbers import format_number
from reporting.allotting.typed import Texts, anchor_of

GIVEN, OF_PROVINCE, GAP = "Đã giao", "Chỉ tiêu của tỉnh", "Chênh lệch"
written = lru_cache(maxsize=4096)(format_number)


def drawn(
    grid: Grid,
    address_of: Callable[[str], str] | None = None,
    *,
    texts: Texts | None = None,
    first: Collection[int] = (),
) -> SafeString:
    """Head, body and foot of the table; all texts are escaped here.

    `address_of` gives the page of one goal, None where there is none to go to. `texts` were typed and are not saved.
    The units `first` come before the others.
    """
    texts, balances = texts or {}, grid.balances
    rows = [(grid.cells.get(goal.code, {}), texts.get(goal.code, {}), goal.code) for goal in grid.goals]
    units = sorted(grid.units, key=lambda unit: unit.pk not in first) if first else grid.units
    head = "".join(_head(goal, address_of) for goal in grid.goals)
    body = "".join(_row(unit, rows, is_own=unit.pk in first) for unit in units)
    return mark_safe(  # noqa: S308 - escaped piece by piece
        f'<thead><tr><th scope="col">Đơn vị</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody>"
        f"<tfoot>{_foot(grid, balances, texts)}</tfoot>"
    )


def _head(goal: AllottableGoal, address_of: Callable[[str], str] | None) -> str:
    name = escape(goal.name)
    if address_of:
        name = f'<a href="{escape(address_of(goal.code))}">{name}</a>'
    unit = f' <span class="quiet">({escape(goal.unit_of_measure)})</span>' if goal.unit_of_measure else ""
    return f'<th scope="col" {column_facts(goal)}>{name}{unit}</th>'


def column_facts(goal: AllottableGoal) -> SafeString:
    """What the script has to know of a column."""
    way = "sum" if goal.adds_up else "highest" if goal.is_ceiling else "lowest"
    return mark_safe(  # noqa: S308 - a slug, a number and two words of ours; the unit is escaped
        f'data-goal="{goal.code}" data-decimals="{goal.decimals}" data-together="{way}"'
        f' data-unit="{escape(goal.unit_of_measure)}"'
    )


def _row(unit: GridUnit, rows: list[tuple[Mapping, Mapping, str]], *, is_own: bool) -> str:
    note = f' <span class="quiet">({escape(unit.note)})</span>' if unit.note else ""
    pk = unit.pk
    cells = "".join(
        _typed_cell(code, pk, numbers.get(pk), typed[pk]) if typed and pk in typed
        else f"<td>{written(numbers[pk])}</td>" if pk in numbers
        else "<td></td>"
        for numbers, typed, code in rows
    )  # fmt: skip
    own = ' class="allotment-own"' if is_own else ""
    return f'<tr data-unit="{pk}"{own}><th scope="row">{escape(unit.name)}{note}</th>{cells}</tr>'


def _typed_cell(goal: str, unit: int | str, number: Decimal | None, text: str, facts: str = "") -> str:
    """What is saved, and beside it what was typed and is not."""
    saved = "" if number is None else written(number)
    typed = escape(text.strip())
    return f'<td id="{anchor_of(goal, unit)}"{facts} data-typed="{typed}">{saved} <ins>{typed}</ins></td>'


def _foot(grid: Grid, balances: list[Balance], texts: Texts) -> str:
    given = "".join(f"<td>{'' if one.given is None else written(one.given)}</td>" for one in balances)
    own = "".join(_own_cell(one, texts.get(one.goal.code, {})) for one in balances)
    gaps = "".join(f"<td{_gap_look(one)}>{escape(one.gap_words)}</td>" for one in balances)
    return (
        f'<tr data-foot="given"><th scope="row">{GIVEN}</th>{given}</tr>'
        f'<tr data-foot="own"><th scope="row">{OF_PROVINCE}</th>{own}</tr>'
        f'<tr data-foot="gap"><th scope="row">{GAP}</th>{gaps}</tr>'
    )


def _own_cell(balance: Balance, typed: Mapping) -> str:
    """The plan's own number; where it names none, a cell to type into."""
    number = "" if balance.own is None else written(balance.own)
    facts = f' data-own="{"" if balance.own is None else plain(balance.own)}"'
    if balance.goal.own is not None:
        return f"<td{facts}>{number}</td>"
    facts += " data-free"
    if OWN in typed:
        return _typed_cell(balance.goal.code, OWN, balance.own, typed[OWN], facts)
    return f"<td{facts}>{number}</td>"


def _gap_look(balance: Balance) -> str:
    return ' class="allotment-gap"' if balance.needs_word else ""
