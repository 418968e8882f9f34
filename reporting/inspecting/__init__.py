"""A report laid out for who reviews it: each row beside its past, its target, its neighbours, and what was written about it."""

from reporting.inspecting.rows import (
    Inspected,
    InspectedGroup,
    InspectedProse,
    InspectedReport,
    InspectedRow,
    inspected,
)
from reporting.inspecting.sieves import SIEVES, Sieve, first_sieve, sifted

__all__ = [
    "SIEVES",
    "Inspected",
    "InspectedGroup",
    "InspectedProse",
    "InspectedReport",
    "InspectedRow",
    "Sieve",
    "first_sieve",
    "inspected",
    "sifted",
]
