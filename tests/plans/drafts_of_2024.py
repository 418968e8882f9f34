"""A draft on the plan desk of Nam Định, and what its pages are asked when everybody tries every address."""

from plans.cataloguing import keep_own_catalogue
from plans.choices import VersionKind
from plans.drafting import with_entry
from plans.forms.entries import stamp_of
from plans.models import PlanDraft, PlanVersion
from portal.clock import now
from portal.files import check_file, keep_file
from tests.portal import handed_in

CONTENT = {
    "plan": {"code": "ke-hoach-2025", "kind": "plan", "short_title": "Kế hoạch năm 2025", "scope": "province 36"},
    "phases": [{"code": "gd1", "name": "Năm 2025", "years": "2025"}],
    "sections": [{"code": "i", "heading": "MỤC TIÊU"}],
    "goals": [
        {
            "code": "htx",
            "section": "i",
            "wording": "Tư vấn thành lập HTX",
            "indicator": "buoi-tu-van",
            "comparator": "followed",
            "targets": [{"year": "2025"}],
        }
    ],
}
# The same, with nothing missing: it can be published.
SOUND = CONTENT | {
    "plan": CONTENT["plan"]
    | {"signed_on": "2024-11-30", "title": "Hỗ trợ HTX", "years": "2025", "issuers": ["hoi-lhpn-nam-dinh"]},
    "sections": [{"code": "i", "heading": "MỤC TIÊU"}],
}
PHASE = ["giai-doan", "gd1"]

# Behind a draft's number, the rest of each address.
BELOW = {
    "draft-page": [],
    "draft-file": [],
    "draft-discard": [],
    "draft-amendment": [],
    "draft-scan": [],
    "draft-preview": [],
    "draft-frame": [],
    "draft-legal-basis": [],
    "draft-recipients": [],
    "draft-funding": [],
    "draft-part": PHASE[:1],
    "draft-entry-new": PHASE[:1],
    "draft-entry": PHASE,
    "draft-entry-remove": PHASE,
    "draft-entry-move": [*PHASE, "len"],
    "draft-goal-list": [],
    "draft-goal-new": [],
    "draft-goal-redraw-new": [],
    "draft-goal-measure-new": [],
    "draft-goal": ["htx"],
    "draft-goal-redraw": ["htx"],
    "draft-goal-measure": ["htx"],
    "draft-goal-adjust": ["htx", 1],
    "draft-indicator-new": [],
}
GOAL = {
    "section": "i",
    "wording": "Tư vấn thành lập HTX",
    "indicator": "buoi-tu-van",
    "comparator": "followed",
    "target1-span": "year:2025",
}
OWN_INDICATOR = {
    "code": "buoi-tu-van",
    "name": "Buổi tư vấn",
    "measure": "count",
    "accumulation": "flow",
    "unit_of_measure": "buổi",
    "collected_from": ["units"],
}
OWN_BOXES = {"name": "Buổi tư vấn", "accumulation": "flow", "unit_of_measure": "buổi", "collected_from": "units"}
NO_LINES = stamp_of({"lines": []})
FORMS = {
    "plans:draft-new": {"title": "Kế hoạch năm 2025"},
    "plans:draft-copy": {"plan": "nam-dinh", "years_later": "1"},
    "plans:draft-frame": {"seen": stamp_of(SOUND["plan"]), "short_title": "Kế hoạch năm 2025"},
    "plans:draft-legal-basis": {"seen": NO_LINES, "lines": "Căn cứ Quyết định số 01/QĐ-TTg;"},
    "plans:draft-recipients": {"seen": NO_LINES, "lines": "Lưu VT."},
    "plans:draft-funding": {"seen": NO_LINES, "lines": "Ngân sách tỉnh;"},
    "plans:draft-goal-new": GOAL,
    "plans:draft-goal": {"seen": stamp_of(CONTENT["goals"][0]), **GOAL},
    "plans:own-entry": {"seen": stamp_of(OWN_INDICATOR | {"decimals": "0"}), **OWN_BOXES},
    "plans:draft-entry-new": {"name": "Năm 2026", "years": "2026"},
    "plans:draft-entry": {"seen": stamp_of(CONTENT["phases"][0]), "name": "Năm 2025", "years": "2025"},
}


def make_draft(province, *, by, content=CONTENT):
    """A draft with a signed scan."""
    scan = keep_file(check_file(handed_in.uploaded("ban-ky.pdf", handed_in.PDF)), by=by, now=now())
    who = {"begun_by": by, "begun_at": now(), "saved_by": by, "saved_at": now()}
    return PlanDraft.objects.create(province=province, title="Kế hoạch năm 2025", content=content, scan=scan, **who)


def keep_own_indicator(province, *, by):
    """An indicator of the province's own catalogue."""
    keep_own_catalogue(province, lambda tree: with_entry(tree, "indicators", OWN_INDICATOR), by=by, now=now())


def keep_version(plan, *, by):
    """The plan as it was first published, with its signed scan, so that it can be copied and amended."""
    content = {"plan": {"code": plan.code, "kind": "plan", "short_title": plan.short_title, "scope": "province 36"}}
    scan = keep_file(check_file(handed_in.uploaded("ban-ky.pdf", handed_in.PDF)), by=by, now=now())
    first = {"number": 1, "kind": VersionKind.FIRST, "made_at": now()}
    return PlanVersion.objects.create(plan=plan, content=content, scan=scan, **first)
