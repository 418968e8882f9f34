"""Everything that is asked of a file before a row is written. A value that could not be read is asked nothing."""

from plans.loading.checks.agencies import check_agencies, check_letterheads
from plans.loading.checks.document import check_document
from plans.loading.checks.documents import check_owed_documents
from plans.loading.checks.duties import check_duties, check_tasks
from plans.loading.checks.goals import check_goals
from plans.loading.checks.indicators import check_indicators
from plans.loading.checks.rules import check_rules
from plans.loading.checks.sharing import check_meaning, check_sharing
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes

CHECKS_OF_A_PLAN = (
    check_document,
    check_agencies,
    check_letterheads,
    check_indicators,
    check_rules,
    check_goals,
    check_tasks,
    check_owed_documents,
    check_duties,
)


def check_file(file: PlanFile | CatalogueFile, name: str, known: Known, loading: list[str], mistakes: Mistakes) -> None:
    """Tell what is wrong with a file that has been read. `loading`: the names of the files that are loaded together."""
    for check in CHECKS_OF_A_PLAN if isinstance(file, PlanFile) else (check_indicators, check_rules):
        check(file, known, mistakes)
    check_sharing(file, name, known, mistakes)
    check_meaning(file, known, loading, mistakes)
