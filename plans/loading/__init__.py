"""A plan file into the tables, all or nothing. Start at load.py; form/ says what a file may hold, checks/ what must hold."""

from plans.loading.load import Loading, LoadResult, load_contents, load_plan_file, load_plan_files
from plans.loading.mistakes import Mistake, PlanFileWrong

__all__ = ["LoadResult", "Loading", "Mistake", "PlanFileWrong", "load_contents", "load_plan_file", "load_plan_files"]
