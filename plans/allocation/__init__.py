"""Sharing a plan's targets out among its units (giao chỉ tiêu), after docs/domain.md, section 3.

sharing, balance: the arithmetic, pure. spans, goals: what a sheet can share. standing: what is allotted already.
reading: a sheet as a grid. sheets: its life as a draft. publishing: the targets that it makes.
"""
