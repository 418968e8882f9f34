"""What must hold of tasks and of reporting duties."""

from datetime import date, timedelta

from plans.choices import DueWording, Period, UnitLevel
from plans.loading.checks.references import tell_duplicates, tell_repeated, tell_unknown
from plans.loading.form import PlanFile
from plans.loading.form.commitments import DutyEntry, OccasionEntry, TaskEntry
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes
from plans.loading.scalars import LEFT_TO_PROVINCE, Due, YearDay

DOWNWARDS = list(UnitLevel)
PERIODIC = {Period.HALF_YEAR, Period.YEAR}
ANY_YEAR = 2023  # days of the year are compared in a year of 365 days


def check_tasks(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.tasks, "nhiệm vụ", mistakes)
    sections = {section.code for section in file.all_sections()}
    for task in file.tasks:
        tell_unknown(task.section, sections, "mục", task.at("section"), mistakes)
        for key in ("lead", "partners"):
            for code in getattr(task, key):
                tell_unknown(code, known.agencies, "cơ quan", task.at(key), mistakes)
        tell_repeated([*task.lead, *task.partners], "cơ quan", task.where, mistakes)
        if not {"lead", "partners", "level", "units"} & set(task.places):
            mistakes.add(
                task.where,
                "nhiệm vụ không của ai; cần lead (chủ trì), partners (phối hợp), level (mọi đơn vị của một cấp) "
                "hoặc units (một số đơn vị)",
            )
        _check_holders(task, file, known, mistakes)
        _check_turns(task, file, mistakes)


def _check_holders(task: TaskEntry, file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    """Every unit of a level, or some units of the plan's territory."""
    if task.level and task.units:
        mistakes.add(task.at("units"), "đã giao cho mọi đơn vị của một cấp (level); cần bỏ một trong hai khóa")
    scope = file.plan.scope if file.plan else None
    if task.level and scope and DOWNWARDS.index(task.level) <= DOWNWARDS.index(scope.level):
        mistakes.add(task.at("level"), f"“{task.level}” không ở dưới phạm vi của kế hoạch ({scope.level})")
    tell_repeated(task.units, "đơn vị", task.at("units"), mistakes)
    for code in task.units:
        if known.territory_is_told(file) and known.unit_of_territory(code, file) is None:
            mistakes.add(task.at("units"), f"không có đơn vị báo cáo mã {code} trong phạm vi của kế hoạch")


def _check_turns(task: TaskEntry, file: PlanFile, mistakes: Mistakes) -> None:
    if task.every and task.due:
        mistakes.add(task.at("due"), "nhiệm vụ định kỳ (every) không có một ngày phải xong; cần bỏ một trong hai khóa")
    years = file.plan.years if file.plan else None
    if years and task.every > years.last - years.first + 1:
        mistakes.add(task.at("every"), f"{task.every} năm một lần mà kế hoạch chỉ có các năm {years}")


def check_duties(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.duties, "chế độ báo cáo", mistakes)
    sections = {section.code for section in file.all_sections()}
    for duty in file.duties:
        tell_unknown(duty.section, sections, "mục", duty.at("section"), mistakes)
        tell_unknown(duty.via, known.agencies, "cơ quan", duty.at("via"), mistakes)
        for code in duty.recipients or ():
            tell_unknown(code, known.agencies, "cơ quan", duty.at("recipients"), mistakes)
        tell_repeated(duty.recipients or (), "cơ quan", duty.at("recipients"), mistakes)
        _check_reports(duty, file, mistakes)


def _check_reports(duty: DutyEntry, file: PlanFile, mistakes: Mistakes) -> None:
    if "recipients" in duty.places and not duty.recipients:
        mistakes.add(duty.at("recipients"), "cần ít nhất một nơi nhận báo cáo (Kính gửi)")
    if "reports" in duty.places and not duty.reports:
        mistakes.add(duty.at("reports"), "cần ít nhất một kỳ báo cáo")
    seen = {}
    for occasion in duty.reports or ():
        if occasion.period in seen:
            mistakes.add(occasion.at("period"), f"kỳ “{occasion.period}” đã có ở {seen[occasion.period]}")
        elif occasion.period:
            seen[occasion.period] = occasion.where
        _check_occasion(occasion, file, mistakes)


def _check_occasion(occasion: OccasionEntry, file: PlanFile, mistakes: Mistakes) -> None:
    if occasion.period in PERIODIC and "due" not in occasion.places:
        mistakes.add(
            occasion.where,
            f"báo cáo định kỳ không có hạn; cần due: “trước ngày …”, hoặc due: {LEFT_TO_PROVINCE} nếu văn bản không nêu ngày",
        )
    if occasion.due and occasion.due.day and occasion.cut_off:
        last = _last_day(occasion.due)
        if _in_any_year(occasion.cut_off) > last:
            mistakes.add(
                occasion.at("cut_off"),
                f"chốt số liệu {occasion.cut_off} sau ngày cuối cùng đúng hạn {last.day}/{last.month}",
            )
    plan_years = file.plan.years if file.plan else None
    if occasion.years and plan_years and not plan_years.holds(occasion.years):
        mistakes.add(occasion.at("years"), f"{occasion.years} nằm ngoài các năm của kế hoạch ({plan_years})")


def _last_day(due: Due) -> date:
    """The last day on time: "trước ngày 15/6" ends with the 14th, "chậm nhất 15/6" with the 15th."""
    day = _in_any_year(due.day)
    return day - timedelta(days=1) if due.wording == DueWording.BEFORE else day


def _in_any_year(day: YearDay) -> date:
    return date(ANY_YEAR, day.month, day.day)
