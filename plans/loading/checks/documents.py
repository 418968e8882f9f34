"""What must hold of the documents that units and the province owe."""

from plans.loading.checks.references import tell_duplicates, tell_unknown
from plans.loading.form import PlanFile
from plans.loading.form.commitments import DocumentEntry
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes


def check_owed_documents(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.documents, "văn bản phải có", mistakes)
    sections = {section.code for section in file.all_sections()}
    for document in file.documents:
        tell_unknown(document.section, sections, "mục", document.at("section"), mistakes)
        _check_years(document, file, mistakes)


def _check_years(document: DocumentEntry, file: PlanFile, mistakes: Mistakes) -> None:
    plan_years = file.plan.years if file.plan else None
    if plan_years is None:
        return
    years = document.years or plan_years
    if not plan_years.holds(years):
        mistakes.add(document.at("years"), f"{years} nằm ngoài các năm của kế hoạch ({plan_years})")
    elif document.every > years.last - years.first + 1:
        mistakes.add(document.at("every"), f"{document.every} năm một lần mà chỉ có các năm {years}")
