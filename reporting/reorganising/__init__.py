"""A merger or split and all that follows from it: foreseen, carried out, told, undone.

foreseeing: what would happen, by doing it and taking it back. carrying: the act and its undoing. rounds, obstacles: their parts.
measuring, allotted: what each total and target was and will be. telling: what was done, in names.
"""

from reporting.reorganising.carrying import carry_out, default_closing_day, undo
from reporting.reorganising.foreseeing import Foreseen, foresee
from reporting.reorganising.obstacles import why_not_undone
from reporting.reorganising.telling import Told, told

__all__ = ["Foreseen", "Told", "carry_out", "default_closing_day", "foresee", "told", "undo", "why_not_undone"]
