"""Two contents of a plan side by side: what was, what is, in the words of whoever reads it."""

from plans.comparing.differences import Difference, differences
from plans.comparing.goal_history import TargetChange, target_changes
from plans.comparing.reading import Passage, passages_of

__all__ = ["Difference", "Passage", "TargetChange", "differences", "passages_of", "target_changes"]
