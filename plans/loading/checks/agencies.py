"""What must hold of agencies and of their letterheads."""

from datetime import date

from plans.choices import AgencyKind
from plans.loading.checks.references import circle_from, tell_duplicates, tell_unknown
from plans.loading.form import PlanFile
from plans.loading.form.document import AgencyEntry
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes


def day_of(agency: AgencyEntry, file: PlanFile) -> date | None:
    """The day on which an agency's unit is looked up: its first, else its last, else the plan's signing."""
    return agency.valid_from or agency.valid_to or (file.plan.signed_on if file.plan else None)


def check_agencies(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.agencies, "cơ quan", mistakes)
    leads_to = _ways(known)
    for agency in file.agencies:
        _check_life(agency, mistakes)
        tell_unknown(agency.successor, known.agencies, "cơ quan", agency.at("successor"), mistakes)
        tell_unknown(agency.body_of, known.agencies, "cơ quan", agency.at("body_of"), mistakes)
        if agency.code and circle_from(agency.code, leads_to):
            mistakes.add(agency.where, "cơ quan kế tục (hoặc cơ quan trên) đi vòng lại chính cơ quan này; cần bỏ vòng")
        if agency.kind == AgencyKind.UNION_BODY and not agency.body_of:
            mistakes.add(agency.where, "ban của Hội phải có khóa body_of; cần mã của cấp Hội có ban này")
        _check_unit(agency, file, known, mistakes)


def _ways(known: Known) -> dict[str, list[str]]:
    """From an agency to its successor and to the one above it, as all files have it."""
    return {
        code: [said[key] for key in ("successor", "body_of") if key in said]
        for declares in known.files.values()
        for code, said in declares.get("agencies", {}).items()
    }


def _check_life(agency: AgencyEntry, mistakes: Mistakes) -> None:
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        mistakes.add(agency.at("to"), "cơ quan kết thúc trước khi bắt đầu; cần ngày “to” từ ngày “from” trở đi")
    if agency.successor and "to" not in agency.places:
        mistakes.add(agency.at("successor"), "có cơ quan kế tục mà không có ngày kết thúc; cần khóa to")


def _check_unit(agency: AgencyEntry, file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    day = day_of(agency, file)
    if agency.unit and day and known.unit(agency.unit, day) is None:
        mistakes.add(agency.at("unit"), no_unit(agency.unit, day))


def no_unit(name, day: date) -> str:
    """Why a unit's name says nothing on a day."""
    return f"không có đơn vị “{name}” vào ngày {day:%d/%m/%Y}; cần cấp và mã đã nạp bằng load_units"


def check_letterheads(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    seen = {}
    for letterhead in file.letterheads:
        tell_unknown(letterhead.agency, known.agencies, "cơ quan", letterhead.at("agency"), mistakes)
        key = letterhead.agency, letterhead.valid_from
        if key in seen:
            mistakes.add(letterhead.where, f"mẫu văn bản cùng cơ quan, cùng ngày đã có ở {seen[key]}")
        seen.setdefault(key, letterhead.where)
