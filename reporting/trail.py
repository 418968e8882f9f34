"""Reading the audit trail: who sees which entries, sifted by day, kind, person and words, page by page."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from plans.choices import Role
from plans.rules import administers, sitting_of
from portal.access import system_administrator
from portal.dates import VIET_NAM
from portal.models import AuditEntry, User
from portal.text import fold
from reporting.rules import units_administered_by

KINDS = {
    "session": "Đăng nhập",
    "account": "Tài khoản",
    "seat": "Vị trí công tác",
    "settings": "Cơ quan, mẫu văn bản, lịch báo cáo",
    "unit": "Danh mục đơn vị",
    "plan": "Kế hoạch",
    "allotment": "Giao chỉ tiêu",
    "reorganisation": "Sắp xếp đơn vị",
    "round": "Kỳ báo cáo",
    "report": "Báo cáo",
    "file": "Tệp minh chứng",
    "task": "Nhiệm vụ",
    "compliance": "Văn bản phải có, kiểm tra, điểm chỉ đạo",
    "export": "Tải văn bản",
}
# What the system administrators keep; no figure stands in it.
DESK_KINDS = ("session", "account", "seat", "settings", "unit")
ENTRIES_A_PAGE = 50
MOST_EXPORTED = 20_000
# Things with a history of their own in the trail, as their page's address names them.
SUBJECTS = {
    "bao-cao": "reporting.report",
    "ky": "reporting.round",
    "ke-hoach": "plans.plan",
    "sap-xep": "plans.reorganisation",
    "bang-giao": "plans.allotmentsheet",
    "tai-khoan": "portal.user",
}


@dataclass(frozen=True)
class Sieve:
    """What is asked for; days inclusive, in Viet Nam. `about`: a key of SUBJECTS and a primary key."""

    first: date | None = None
    last: date | None = None
    kind: str = ""
    person: str = ""
    words: str = ""
    about: tuple[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """The newest entries below a number; `older` is the number below which the next page goes on, None on the last."""

    entries: list[AuditEntry] = field(default_factory=list)
    older: int | None = None


def reads_trail(user) -> bool:
    """Province administrators read what concerns their province, system administrators what they keep themselves."""
    return administers(user) or system_administrator(user)


def entries_visible_to(user) -> QuerySet[AuditEntry]:
    """Entries of the units at and below the provinces that a person administers; of accounts and seats for the desk."""
    seen = Q(unit_pk__in=units_administered_by(user))
    if system_administrator(user):
        seen |= Q(kind__in=DESK_KINDS)
    return AuditEntry.objects.filter(seen)


def province_of(user) -> int | None:
    """A province that the person administers, where there is one."""
    return min(sitting_of(user).units({Role.ADMINISTRATOR}), default=None)


def trail_of(user, subject) -> str:
    """The address of the entries of one thing, for who may read them; else an empty text. No query."""
    if subject.audit_unit_id not in units_administered_by(user):
        return ""
    kind = next(kind for kind, label in SUBJECTS.items() if label == subject._meta.label_lower)
    return f"{reverse('reporting:audit-list')}?ve={kind}-{subject.pk}"


def kinds_for(user) -> list[tuple[str, str]]:
    """The kinds that a person may meet, with their words."""
    return [(kind, words) for kind, words in KINDS.items() if administers(user) or kind in DESK_KINDS]


def sifted(entries: QuerySet[AuditEntry], sieve: Sieve) -> QuerySet[AuditEntry]:
    """The entries that a sieve lets through, the newest first. A person's name costs one query."""
    if sieve.first:
        entries = entries.filter(at__gte=_midnight(sieve.first))
    if sieve.last:
        entries = entries.filter(at__lt=_midnight(sieve.last + timedelta(days=1)))
    if sieve.kind:
        entries = entries.filter(kind=sieve.kind)
    if sieve.person.strip():
        entries = entries.filter(by__in=_people(sieve.person))
    for word in fold(sieve.words).split():
        entries = entries.filter(folded__contains=word)
    if sieve.about:
        kind, pk = sieve.about
        entries = entries.filter(subject_kind=SUBJECTS[kind], subject_pk=pk)
    return entries.newest_first()


def page_of(entries: QuerySet[AuditEntry], below: int | None) -> Page:
    """A page of entries that come newest first, below a number. One query, however far back."""
    if below is not None:
        entries = entries.filter(number__lt=below)
    found = list(entries[: ENTRIES_A_PAGE + 1])
    more = len(found) > ENTRIES_A_PAGE
    return Page(found[:ENTRIES_A_PAGE], found[ENTRIES_A_PAGE - 1].number if more else None)


def _people(typed: str) -> list[int]:
    """Accounts whose name holds these words, or whose sign-in name they are."""
    wanted = fold(typed)
    people = User.objects.order_by("pk").values_list("pk", "full_name", "username")
    return [pk for pk, name, username in people if wanted in fold(name) or wanted == username.casefold()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=VIET_NAM)
