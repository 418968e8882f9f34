"""The ways to begin a draft: empty, as a copy, from a file, as the amendment of a published plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from plans.auditing import record_draft_begun
from plans.choices import VersionKind
from plans.drafting import fresh_code
from plans.loading.entries import read_entry
from plans.loading.form import PlanFile
from plans.loading.mistakes import Mistakes, PlanFileWrong
from plans.loading.source import read_source
from plans.loading.trees import tree_of
from plans.models import Agency, LoadedFile, Plan, PlanDraft, Unit
from plans.publishing.copying import carried_on, copied
from plans.publishing.exporting import content_of
from plans.publishing.saving import LONGEST_TITLE, only_writers, refuse_too_long, title_of
from plans.rules import province_above
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken

LARGEST_FILE = 2_000_000  # bytes


@transaction.atomic
def begin_plan(province_id: int, *, by, now: datetime, title: str, content: dict | None = None) -> PlanDraft:
    """An empty plan of a province, or one that begins with a content."""
    province = Unit.objects.get(pk=province_id)
    frame = {
        "code": fresh_plan_code(title),
        "kind": "plan",
        "short_title": title,
        "scope": f"{province.level} {province.code}",
    }
    return _begun(province_id, title, content or {"plan": frame}, by=by, now=now)


@transaction.atomic
def begin_copy(
    plan: Plan, *, by, now: datetime, province_id: int, years_later: int = 0, keep_values: bool = True
) -> PlanDraft:
    """A copy of a plan, of this province or of another one, moved by years, with or without the values of its targets."""
    content = copied(
        content_of(plan),
        years_later=years_later,
        keep_values=keep_values,
        province=None if _is_of(plan, province_id, _today(now)) else Unit.objects.get(pk=province_id),
        ended_scope_as_of=plan.scope_as_of if plan.scope.valid_to else None,
    )
    content = carried_on(content, _successors(_today(now)))
    content["plan"]["code"] = fresh_plan_code(title_of(content) or plan.code)
    return _begun(province_id, title_of(content), content, by=by, now=now)


@transaction.atomic
def begin_from_file(raw: bytes, name: str, *, province_id: int, by, now: datetime) -> PlanDraft:
    """A draft that says what a plan file says. Raises PlanFileWrong with all that cannot be read, by its line."""
    if len(raw) > LARGEST_FILE:
        raise RuleBroken(f"Tệp lớn quá {LARGEST_FILE // 1_000_000} MB. Tệp kế hoạch chỉ gồm chữ, thường dưới 0,1 MB.")
    mistakes = Mistakes(name)
    source = read_source(raw, mistakes)
    file = read_entry(PlanFile, source, mistakes) if source else None
    if mistakes or file is None:
        raise PlanFileWrong(sorted(mistakes.found, key=lambda mistake: mistake.line))
    content = tree_of(file)
    content["plan"].pop("edition", None)
    if Plan.objects.filter(code=file.plan.code).exists():
        raise RuleBroken(
            f"Kế hoạch mang mã “{file.plan.code}” đã có trên cổng. Muốn sửa thì mở bản sửa của kế hoạch đó ở Bàn kế hoạch."
        )
    return _begun(province_id, title_of(content), content, by=by, now=now)


@transaction.atomic
def begin_amendment(plan: Plan, *, kind: str, by, now: datetime) -> PlanDraft:
    """Open a published plan again: to follow a decision (ADJUSTMENT), or to mend what was typed wrongly (CORRECTION)."""
    if kind not in {VersionKind.ADJUSTMENT, VersionKind.CORRECTION}:
        raise ValueError(kind)
    province_id = province_above(plan.scope_id, _today(now))
    only_writers(by, province_id, _today(now))
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    under_way = PlanDraft.objects.filter(plan=plan).select_related("begun_by").first()
    if under_way:
        began = format_date(timezone.localtime(under_way.begun_at, VIET_NAM).date())
        raise RuleBroken(
            f"Kế hoạch này đang được sửa: {under_way.begun_by} mở bản sửa ngày {began}. "
            "Hãy viết tiếp bản đó, hoặc bỏ nó rồi mở bản mới."
        )
    return _begun(province_id, plan.short_title, content_of(plan), by=by, now=now, plan=plan, kind=kind)


def fresh_plan_code(words: str) -> str:
    """A code for a plan, made of words, that no plan, draft or loaded file bears."""
    drafted = PlanDraft.objects.filter(plan=None).values_list("content__plan__code", flat=True)
    taken = {*Plan.objects.values_list("code", flat=True), *LoadedFile.objects.values_list("name", flat=True), *drafted}
    return fresh_code({}, "plan", words, taken)


def _begun(province_id: int, title: str, content: dict, *, by, now: datetime, **of_an_amendment) -> PlanDraft:
    only_writers(by, province_id, _today(now))
    refuse_too_long(content)
    who = {"begun_by": by, "begun_at": now, "saved_by": by, "saved_at": now}
    draft = PlanDraft.objects.create(
        province_id=province_id, title=title[:LONGEST_TITLE], content=content, **who, **of_an_amendment
    )
    record_draft_begun(draft, by=by, now=now)
    return draft


def _successors(today: date) -> dict[str, str]:
    """From the code of each agency that has ended to that of the one which carries it on."""
    ended = Agency.objects.filter(valid_to__lt=today, successor__isnull=False)
    return dict(ended.order_by("pk").values_list("code", "successor__code"))


def _is_of(plan: Plan, province_id: int, today: date) -> bool:
    return province_above(plan.scope_id, today) == province_above(province_id, today)


def _today(now: datetime) -> date:
    return timezone.localdate(now, VIET_NAM)
