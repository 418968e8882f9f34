"""The desk on which a province shares targets out: who sees its sheets, what was typed, pasted or shared, and the grid.

What a sheet is and what publishing does are plans.allocation.
"""
