"""What must hold of the frame of a plan: the paper, its relations, phases and sections."""

from plans.loading.checks.agencies import no_unit
from plans.loading.checks.references import tell_duplicates, tell_repeated, tell_unknown
from plans.loading.form import PlanFile
from plans.loading.form.document import PlanFrame
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes


def check_document(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    if file.plan:
        _check_frame(file.plan, known, mistakes)
    _check_relations(file, mistakes)
    _check_phases(file, mistakes)
    _check_sections(file, mistakes)


def _check_frame(plan: PlanFrame, known: Known, mistakes: Mistakes) -> None:
    day = plan.scope_as_of or plan.signed_on
    if plan.scope and day and known.unit(plan.scope, day) is None:
        mistakes.add(plan.at("scope"), no_unit(plan.scope, day))
    issuers = plan.issuers or ()
    if "issuers" in plan.places and not 1 <= len(issuers) <= 2:
        mistakes.add(plan.at("issuers"), f"có {len(issuers)} cơ quan ban hành; cần một hoặc hai")
    for code in issuers:
        tell_unknown(code, known.agencies, "cơ quan", plan.at("issuers"), mistakes)
    tell_repeated(issuers, "cơ quan", plan.at("issuers"), mistakes)


def _check_relations(file: PlanFile, mistakes: Mistakes) -> None:
    for relation in file.relations:
        if len(relation.documents()) != 1:
            mistakes.add(relation.where, "cần đúng một trong các khóa carries_out, amends, replaces")


def _check_phases(file: PlanFile, mistakes: Mistakes) -> None:
    phases = [phase for phase in file.phases or () if phase.years]
    tell_duplicates(file.phases or (), "giai đoạn", mistakes)
    if "phases" in file.places and not file.phases:
        mistakes.add(file.at("phases"), "cần ít nhất một giai đoạn (kế hoạch một năm có một giai đoạn là năm đó)")
    plan_years = file.plan.years if file.plan else None
    for before, phase in zip([None, *phases], phases, strict=False):
        if plan_years and not plan_years.holds(phase.years):
            mistakes.add(phase.at("years"), f"{phase.years} nằm ngoài các năm của kế hoạch ({plan_years})")
        if before and phase.years.first <= before.years.last:
            mistakes.add(phase.at("years"), f"{phase.years} chồng lên giai đoạn trước ({before.years})")


def _check_sections(file: PlanFile, mistakes: Mistakes) -> None:
    sections = file.all_sections()
    tell_duplicates(sections, "mục", mistakes)
    if "sections" in file.places and not sections:
        mistakes.add(file.at("sections"), "cần ít nhất một mục của văn bản")
    with_tasks = {task.section for task in file.tasks}
    for section in sections:
        if not (section.heading or section.text or section.sections or section.code in with_tasks):
            mistakes.add(
                section.where,
                "mục trống; cần tiêu đề (heading), nội dung (text), mục con (sections) hoặc một nhiệm vụ (tasks) ở mục này",
            )
