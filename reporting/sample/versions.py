"""The sample's plan that was amended, and a year plan beside it: two plans over the same figures, each with its targets."""

from datetime import date, datetime, time, timedelta

from plans.choices import Period, Role, VersionKind
from plans.drafting import entry_of, with_entry
from plans.models import Plan, PlanDraft, Seat
from plans.publishing import begin_amendment, begin_plan, describe_amendment, save_draft
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.models import User
from reporting.opening import open_rounds
from reporting.publishing import publish_plan
from reporting.sample.story import BEN_TRE

# Goal of the second phase, and its number after the review of the first.
RAISED = {"gd2-htx-moi": "10", "gd2-tht-moi": "20"}
REASON = "Sơ kết giai đoạn 1: số HTX, THT mới thành lập vượt xa chỉ tiêu, nâng chỉ tiêu giai đoạn 2 cho sát thực tế."
YEAR = 2026
YEAR_PLAN = {
    "plan": {
        "code": "hoi-lhpn-dia-ban-ben-tre-2026",
        "kind": "plan",
        "number": "15/KH-BTV",
        "signed_on": "2026-01-20",
        "place": "Vĩnh Long",
        "title": "Thực hiện Đề án 01 năm 2026 trên địa bàn tỉnh Bến Tre (cũ)",
        "short_title": "Kế hoạch năm 2026 của Hội LHPN tỉnh, địa bàn Bến Tre (cũ)",
        "scope": "province 83",
        "scope_as_of": "2025-06-30",
        "years": "2026",
        "issuers": ["hoi-lhpn-vinh-long"],
        "signing": ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
        "note": "Văn bản giả định của dữ liệu mẫu.",
    },
    "phases": [{"code": "nam-2026", "name": "Năm 2026", "years": "2026"}],
    "sections": [
        {
            "code": "i",
            "label": "I.",
            "heading": "CHỈ TIÊU",
            "text": "- Hỗ trợ thành lập mới ít nhất 02 HTX, 05 THT do phụ nữ tham gia quản lý.",
        },
        {
            "code": "ii",
            "label": "II.",
            "heading": "TỔ CHỨC THỰC HIỆN",
            "text": "Hội LHPN các xã, phường báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 12/12.",
        },
    ],
    "goals": [
        {
            "code": f"{part}-moi",
            "section": "i",
            "wording": "Hỗ trợ thành lập mới ít nhất 02 HTX, 05 THT do phụ nữ tham gia quản lý",
            "indicator": "htx-tht-moi-do-nu-quan-ly",
            "part": part,
            "comparator": "at_least",
            "targets": [{"year": "2026", "value": value}],
        }
        for part, value in (("htx", "2"), ("tht", "5"))
    ],
    "duties": [
        {
            "code": "xa",
            "section": "ii",
            "wording": "Hội LHPN các xã, phường báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 12/12",
            "reporter": "unit",
            "recipients": ["hoi-lhpn-vinh-long"],
            "reports": [
                {"period": "half_year", "due": "trước ngày 15/6"},
                {"period": "year", "due": "trước ngày 12/12"},
            ],
        }
    ],
}


def tell_of_versions(plans: list[Plan], today: date) -> None:
    """Once: a plan that has been amended, and a year plan that is there, stay as they are."""
    plan = next((plan for plan in plans if plan.code == BEN_TRE), None)
    if plan is None or today < date(YEAR, 7, 1):
        return
    by, now = _administrator(plan, today), datetime.combine(today, time(8), VIET_NAM)
    now = max([now, *plan.versions.values_list("made_at", flat=True)])
    if not PlanDraft.objects.filter(plan=plan).exists() and plan.versions.count() == 1:
        _amend(plan, by=by, now=now)
    if not Plan.objects.filter(code=YEAR_PLAN["plan"]["code"]).exists():
        _publish_year_plan(plan, by=by, now=now)


def _amend(plan: Plan, *, by: User, now: datetime) -> None:
    draft = begin_amendment(plan, kind=VersionKind.ADJUSTMENT, by=by, now=now)
    content = draft.content
    for code, value in RAISED.items():
        goal = entry_of(content, "goals", code)
        lines = [*goal["targets"], {"phase": "gd2", "value": value}]
        content = with_entry(content, "goals", goal | {"targets": lines}, key=code)
    draft = save_draft(draft, content, version=draft.version, by=by, now=now)
    signed = now.date() - timedelta(days=10)
    told = {"decision": "Kế hoạch 5120/KH-UBND", "decided_on": signed, "effective_from": signed, "reason": REASON}
    publish_plan(describe_amendment(draft, **told, by=by, now=now), by=by, now=now)


def _publish_year_plan(plan: Plan, *, by: User, now: datetime) -> None:
    """Its rounds are those that are open for the other plan: the same day, the same reports, each figure once."""
    province = current_map().home(plan.scope_id, now.date())
    frame = YEAR_PLAN["plan"]
    draft = begin_plan(province, by=by, now=now, title=frame["short_title"], content=YEAR_PLAN)
    published = publish_plan(draft, by=by, now=now).plan
    open_rounds(published, YEAR, by=by, now=now, periods=[Period.HALF_YEAR, Period.YEAR])


def _administrator(plan: Plan, day: date) -> User:
    home = current_map().home(plan.scope_id, day)
    seats = Seat.objects.held_on(day).filter(unit=home, role=Role.ADMINISTRATOR).select_related("user")
    return seats.order_by("pk")[0].user
