"""What lies on the sample's plan desk: a plan of the coming year, half written, with what is missing yet to be seen."""

from datetime import datetime, time

from plans.choices import Role, UnitLevel
from plans.drafting import with_entry, with_frame, with_lines, with_section
from plans.models import Plan, PlanDraft, Seat, Unit
from plans.publishing import begin_plan, save_draft
from plans.succession import current_map
from portal.dates import VIET_NAM

TITLE = "Kế hoạch hỗ trợ HTX do phụ nữ quản lý năm {year}"
FRAME = {
    "title": "Hỗ trợ hợp tác xã do phụ nữ tham gia quản lý, tạo việc làm cho lao động nữ năm {year}",
    "years": "{year}",
    "signing": ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
}
SECTIONS = [
    {
        "code": "i",
        "label": "I.",
        "heading": "MỤC ĐÍCH, YÊU CẦU",
        "text": "Tiếp tục thực hiện Đề án 01 trên địa bàn tỉnh.",
    },
    {"code": "ii", "label": "II.", "heading": "CHỈ TIÊU"},
]
LEGAL_BASIS = ["Căn cứ Quyết định số 01/QĐ-TTg ngày 03/01/2023 của Thủ tướng Chính phủ;"]


def tell_of_drafts(plans, today) -> None:
    """Once for each province of the sample's plans: a draft that stands there already stays as it is."""
    for province in {current_map().home(plan.scope_id, today): plan for plan in plans}:
        title = TITLE.format(year=today.year + 1)
        begun = PlanDraft.objects.filter(province=province).exists() or Plan.objects.filter(short_title=title).exists()
        seat = Seat.objects.filter(unit=province, role=Role.ADMINISTRATOR).order_by("pk").first()
        if not begun and seat and Unit.objects.get(pk=province).level == UnitLevel.PROVINCE:
            _begin(province, title, str(today.year + 1), by=seat.user, now=datetime.combine(today, time(9), VIET_NAM))


def _begin(province: int, title: str, year: str, *, by, now: datetime) -> None:
    draft = begin_plan(province, by=by, now=now, title=title)
    frame = {key: text.format(year=year) if isinstance(text, str) else text for key, text in FRAME.items()}
    content = with_lines(with_frame(draft.content, frame), "legal_basis", LEGAL_BASIS)
    content = with_entry(content, "phases", {"code": f"nam-{year}", "name": f"Năm {year}", "years": year})
    for section in SECTIONS:
        content = with_section(content, section)
    save_draft(draft, content, version=draft.version, by=by, now=now)
