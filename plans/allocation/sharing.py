"""Sharing a number out, so that the shares add up to it exactly. Pure."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from portal.errors import RuleBroken
from portal.numbers import format_number


def shared_evenly(total: Decimal, units: Collection[int], decimals: int) -> dict[int, Decimal]:
    """Equal shares with so many decimals; what is left over goes one by one to the units with the lowest keys."""
    return shared_by_weight(total, dict.fromkeys(units, Decimal(1)), decimals)


def shared_by_weight(total: Decimal, weights: Mapping[int, Decimal], decimals: int) -> dict[int, Decimal]:
    """Shares in proportion to the weights, rounded by the largest remainder; a unit without weight gets 0.

    The order of `weights` does not matter: among equal remainders the heavier unit comes first, then the lower key.
    Raises RuleBroken where no unit has a weight, one is negative, or the total has more decimals than the shares may.
    """
    if any(weight < 0 for weight in weights.values()):
        raise RuleBroken("Trọng số không được âm.")
    together = sum(map(Fraction, weights.values()))
    if not together:
        raise RuleBroken("Không đơn vị nào có trọng số, nên không chia được.")
    smallest = Decimal(1).scaleb(-decimals)
    pieces = total / smallest
    if total < 0 or pieces != pieces.to_integral_value():
        raise RuleBroken(f"Không chia được {format_number(total)}: số giao chỉ có {decimals} chữ số sau dấu phẩy.")
    exact = {unit: Fraction(weight) * int(pieces) / together for unit, weight in weights.items()}
    whole = {unit: int(share) for unit, share in exact.items()}
    left = int(pieces) - sum(whole.values())
    in_turn = sorted(exact, key=lambda unit: (whole[unit] - exact[unit], -weights[unit], unit))
    for unit in in_turn[:left]:
        whole[unit] += 1
    return {unit: number * smallest for unit, number in whole.items()}
