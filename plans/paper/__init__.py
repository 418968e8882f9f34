"""A plan as a paper to read: every word where it stands, and beside each clause how the portal reads it."""

from plans.paper.agency_tasks import agencies_with_tasks, tasks_of
from plans.paper.document import Paper, paper_of

__all__ = ["Paper", "agencies_with_tasks", "paper_of", "tasks_of"]
