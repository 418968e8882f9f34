"""What the sample's desk holds of goals and tasks; and an indicator that a province added to the catalogue."""

from datetime import datetime, time

from plans.cataloguing import keep_own_catalogue, own_catalogue
from plans.choices import Role, UnitLevel
from plans.drafting import fresh_code, section_list, with_entry
from plans.models import PlanDraft, Seat, Unit
from plans.publishing import save_draft
from plans.succession import current_map
from portal.dates import VIET_NAM

SOURCES = {
    "code": "nguon-kinh-phi-{province}",
    "name": "Nguồn kinh phí",
    "parts": [
        {"code": "ngan-sach-tinh", "name": "Ngân sách tỉnh"},
        {"code": "ngan-sach-xa", "name": "Ngân sách xã"},
        {"code": "xa-hoi-hoa", "name": "Xã hội hóa"},
    ],
}
MONEY = {
    "code": "kinh-phi-thuc-hien-{province}",
    "name": "Kinh phí đã sử dụng để hỗ trợ HTX, THT do phụ nữ tham gia quản lý",
    "definition": "Số tiền đã chi trong năm, chia theo nguồn. Không tính vốn vay của hội viên.",
    "example": "Từ đầu năm đã chi 30 triệu đồng từ ngân sách xã và 12,5 triệu đồng vận động được. Ghi: 30; 12,5; tổng 42,5.",
    "measure": "count",
    "accumulation": "flow",
    "unit_of_measure": "triệu đồng",
    "decimals": "1",
    "breakdown": "nguon-kinh-phi-{province}",
    "collected_from": ["units", "province"],
}
# What each goal measures, compares with and sets; {year} is the draft's.
GOALS = [
    (
        "Thành lập mới ít nhất 03 HTX do phụ nữ tham gia quản lý",
        "htx-tht-moi-do-nu-quan-ly",
        "at_least",
        {"part": "htx"},
        "3",
    ),
    (
        "Trên 60% HTX, THT mới có phụ nữ tham gia lãnh đạo, quản lý",
        "ty-le-htx-tht-moi-co-nu-lanh-dao",
        "more_than",
        {},
        "60",
    ),
    (
        "Mỗi xã, phường tư vấn thành lập ít nhất 01 THT",
        "htx-tht-moi-do-nu-quan-ly",
        "at_least",
        {"part": "tht", "per": "commune"},
        "1",
    ),
    ("Theo dõi kinh phí đã sử dụng", "kinh-phi-thuc-hien-{province}", "followed", {}, ""),
]
TASKS = [
    {
        "wording": "Xây dựng kế hoạch chi tiết của xã, phường.",
        "level": "commune",
        "every": "1",
        "frequency": "hằng năm",
    },
    {"wording": "Chọn cử nữ giám đốc HTX dự hội thi cấp tỉnh.", "level": "commune", "due": "{year}-09-30"},
]


def tell_of_commitments(plans, today) -> None:
    """Once for each province of the sample's plans; what is there already stays as it is."""
    now = datetime.combine(today, time(9, 30), VIET_NAM)
    for province in sorted({current_map().home(plan.scope_id, today) for plan in plans}):
        seat = Seat.objects.filter(unit=province, role=Role.ADMINISTRATOR).select_related("user").order_by("pk").first()
        unit = Unit.objects.get(pk=province)
        if seat and unit.level == UnitLevel.PROVINCE:
            _keep_indicator(unit, seat.user, now)
            for draft in PlanDraft.objects.filter(province=unit, plan=None).order_by("pk")[:1]:
                _write_commitments(draft, unit, seat.user, now)


def _keep_indicator(unit: Unit, by, now: datetime) -> None:
    if own_catalogue(unit)["indicators"]:
        return

    def change(tree):
        tree = with_entry(tree, "breakdowns", _of(SOURCES, unit))
        return with_entry(tree, "indicators", _of(MONEY, unit))

    keep_own_catalogue(unit, change, by=by, now=now)


def _write_commitments(draft: PlanDraft, unit: Unit, by, now: datetime) -> None:
    sections, years = section_list(draft.content), str((draft.content.get("plan") or {}).get("years", ""))
    if draft.content.get("goals") or not sections or not years.isdecimal():
        return
    content, where = draft.content, sections[-1].code
    for wording, indicator, comparator, besides, value in GOALS:
        goal = {"code": fresh_code(content, "goals", wording), "section": where, "wording": wording}
        goal |= {"indicator": indicator, "comparator": comparator, **besides}
        target = {"year": years} | ({"value": value} if value else {})
        content = with_entry(content, "goals", _of(goal, unit) | {"targets": [target]})
    for task in TASKS:
        code = fresh_code(content, "tasks", task["wording"])
        said = {key: text.format(year=years) for key, text in task.items()}
        content = with_entry(content, "tasks", {"code": code, "section": where, **said})
    save_draft(draft, content, version=draft.version, by=by, now=now)


def _of(entry: dict, unit: Unit) -> dict:
    """An entry whose codes name the province."""
    return {key: text.format(province=unit.code) if isinstance(text, str) else text for key, text in entry.items()}
