"""The table of a sheet's goals as HTML: sum, the province's number, the gap, and the ways to share. One text, as the grid is."""

from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from plans.allocation.balance import Balance
from portal.numbers import format_number, unbroken
from reporting.allotting.ways import Way

# Where a goal's page lies, and where a press of a way to share leads.
GoalAddress = Callable[[str], str]
WayAddress = Callable[[str, Way], str]


def drawn_goals(
    lines: Iterable[tuple[Balance, str]],
    goal_address: GoalAddress | None = None,
    way_address: WayAddress | None = None,
) -> SafeString:
    """The rows of the table; all texts are escaped here. Without addresses there is nothing to press."""
    rows = "".join(_row(balance, reason, goal_address, way_address) for balance, reason in lines)
    return mark_safe(rows)  # noqa: S308 - escaped piece by piece below


def _row(one: Balance, reason: str, goal_address: GoalAddress | None, way_address: WayAddress | None) -> str:
    goal = one.goal
    name = escape(goal.name)
    if goal_address:
        name = f'<a href="{escape(goal_address(goal.code))}">{name}</a>'
    own = "chưa có" if one.own is None else escape(f"{format_number(one.own)} {goal.unit_of_measure}")
    given = "–" if one.given is None else format_number(one.given)
    if one.is_used and not goal.adds_up:
        given += f' <span class="quiet">({"cao nhất" if goal.is_ceiling else "thấp nhất"})</span>'
    return (
        f'<tr><th scope="row">{name}<div class="quiet">{escape(goal.wording)}</div></th>'
        f'<td data-label="Chỉ tiêu của tỉnh" class="n">{own}</td>'
        f'<td data-label="Đã giao" class="n">{given}</td>'
        f'<td data-label="Chênh lệch">{_gap(one, reason)}</td>'
        f"{_ways(one, goal_address, way_address) if goal_address and way_address else ''}</tr>"
    )


def _gap(one: Balance, reason: str) -> str:
    words = escape(unbroken(one.gap_words))
    said = f'<div class="quiet">Lý do: {escape(reason)}</div>' if reason else ""
    return f'<strong class="allotment-gap">{words}</strong>{said}' if one.needs_word else f"{words}{said}"


def _ways(one: Balance, goal_address: GoalAddress, way_address: WayAddress) -> str:
    goal = one.goal

    def button(way: Way, words: str, tone: str = "primary") -> str:
        address = escape(way_address(goal.code, way))
        return f'<button class="btn btn-sm btn-outline-{tone}" type="submit" formaction="{address}">{words}</button>'

    offered = [button(Way.EVENLY, "Chia đều" if goal.adds_up else "Giao bằng nhau")]
    if goal.adds_up:
        weights = f"{escape(goal_address(goal.code))}#trong-so"
        offered += [
            button(Way.LAST_YEAR, "Theo kết quả năm trước"),
            f'<a class="btn btn-sm btn-outline-primary" href="{weights}">Theo trọng số…</a>',
        ]
    warning = ""
    if one.is_used:
        offered.append(button(Way.CLEAR, "Xóa các số đã ghi", "danger"))
        warning = '<p class="quiet mb-0">Chia lại thì thay các số đang ghi của chỉ tiêu này.</p>'
    return (
        '<td><details class="allotment-ways"><summary class="btn btn-sm btn-outline-secondary">Chia'
        f'<span class="visually-hidden"> {escape(goal.name)}</span></summary>'
        f'<div class="allotment-ways__list">{warning}{"".join(offered)}</div></details></td>'
    )
