"""The frame of a province's report after Nghị định 30/2020/NĐ-CP: who writes to whom, on what basis, who signs.

Number and day stay blank, as on any draft laid before the signer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from plans.choices import AgencyKind, Reporter
from plans.models import Agency, Letterhead, Plan
from portal.dates import format_date
from reporting.models import Round

BLANK = "\u00a0" * 6
ELLIPSIS = "…"
# A draft can be read before the province has said how its papers look; what is missing is told where it belongs.
NOT_SET_UP = Letterhead(body="(chưa khai mẫu văn bản)", number_pattern="…/BC", place="…")
TO_WHOM_IT_IS_ADDRESSED = "Như trên"
KEPT = "Lưu:"


@dataclass(frozen=True)
class Frame:
    """Everything of the report around its content. Lists are in printing order; recipients without dash or full stop.

    `citation` is how the annex names the report it belongs to.
    """

    superior: str
    body: str
    number: str
    place_and_day: str
    citation: str
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    opening: str
    closing: str
    recipients: tuple[str, ...]
    signing_lines: tuple[str, ...]
    signer: str


def frame_of(plan: Plan, round_: Round) -> Frame:
    """The frame on the round's cut-off: of the Union of the province that steers it then, whoever issued the plan."""
    day = round_.cut_off
    letterhead = letterhead_of(unions_of(round_.province_id), day) or NOT_SET_UP
    writer = letterhead.agency.name if letterhead.agency_id else str(round_.province)
    number = letterhead.number_pattern.replace(ELLIPSIS, BLANK)
    blank_day = f"ngày {BLANK}tháng {BLANK}năm {day.year}"
    addressees = _addressees(plan, round_)
    return Frame(
        superior=letterhead.superior,
        body=letterhead.body,
        number=f"Số: {number}",
        place_and_day=f"{letterhead.place}, {blank_day}",
        citation=f"số {number} {blank_day} của {writer}",
        subject=f"Kết quả thực hiện {title_of(plan)} ({period_of(round_)})",
        addressees=addressees,
        bases=(*(_as_clause(line) for line in plan.legal_basis), f"Căn cứ {full_title_of(plan)}."),
        opening=(
            f"{writer} báo cáo kết quả thực hiện {name_of(plan)}, {period_of(round_)}, "
            f"số liệu chốt đến ngày {format_date(day)}, như sau:"
        ),
        closing=_closing(plan, round_, writer, addressees),
        recipients=_recipients(letterhead.recipients),
        signing_lines=tuple(letterhead.signing_lines),
        signer=letterhead.signer_name,
    )


def name_of(plan: Plan) -> str:
    """ "Kế hoạch số 108/KH-BTV"; a plan whose number is not known goes by its day."""
    kind = plan.get_kind_display()
    return f"{kind} số {plan.number}" if plan.number else f"{kind} ngày {format_date(plan.signed_on)}"


def title_of(plan: Plan) -> str:
    """ "Kế hoạch số 108/KH-BTV về thực hiện Đề án …"."""
    return f"{name_of(plan)} về {_about(plan)}"


def full_title_of(plan: Plan) -> str:
    """As `title_of`, with the day and who issued it: the way a basis is cited."""
    issuers = " và ".join(row.agency.name for row in plan.issuer_rows.select_related("agency"))
    day = f" ngày {format_date(plan.signed_on)}" if plan.number else ""
    by = f" của {issuers}" if issuers else ""
    return f"{name_of(plan)}{day}{by} về {_about(plan)}"


def period_of(round_: Round) -> str:
    """ "kỳ báo cáo 6 tháng 2024"."""
    return f"kỳ báo cáo {short_period_of(round_)}"


def short_period_of(round_: Round) -> str:
    """ "6 tháng 2024", "năm 2024"."""
    return _lower_first(round_.name)


def unions_of(unit_id: int) -> QuerySet[Agency]:
    """The Union of a unit itself: not its bodies, not those of the units below it."""
    return Agency.objects.filter(kind=AgencyKind.UNION, unit=unit_id, each_level="", body_of=None)


def letterhead_of(agencies: Iterable[Agency], day: date) -> Letterhead | None:
    """How the papers of an agency look on a day; None where nobody has said so."""
    in_force = Q(valid_from=None) | Q(valid_from__lte=day)
    newest_first = Letterhead.objects.filter(in_force, agency__in=agencies).order_by(
        F("valid_from").desc(nulls_last=True)
    )
    return newest_first.select_related("agency").first()


def _about(plan):
    """The plan's title inside a sentence. One in capitals cannot be told in small letters (QĐ-TTg): its short name can."""
    return plan.short_title if plan.title.isupper() else _lower_first(_without_full_stop(plan.title))


def _addressees(plan, round_):
    """Whom the province owes this report; where the plan sets no duty of the province's own, whom the units' go to."""
    duties = plan.duties.filter(
        occasions__period=round_.period,
        occasions__first_year__lte=round_.year,
        occasions__last_year__gte=round_.year,
    ).distinct()
    for duty in sorted(duties, key=lambda duty: duty.reporter != Reporter.PROVINCE):
        agencies = duty.recipients.order_by("recipient_rows__order").select_related("successor__successor")
        return tuple(dict.fromkeys(_known_on(agency, round_.cut_off).name for agency in agencies))
    return ()


def _known_on(agency: Agency, day: date) -> Agency:
    """The agency itself, or what it has become by that day."""
    while agency.valid_to and agency.valid_to < day and agency.successor:
        agency = agency.successor
    return agency


def _closing(plan, round_, writer, addressees):
    to_whom = f" kính báo cáo {', '.join(addressees)}" if addressees else " báo cáo"
    return f"Trên đây là kết quả thực hiện {name_of(plan)}, {period_of(round_)}; {writer}{to_whom}./."


def _recipients(lines):
    said = [line.strip().lstrip("-–").strip().rstrip(";.,") for line in lines]
    first = [] if any(line.startswith(TO_WHOM_IT_IS_ADDRESSED) for line in said) else [TO_WHOM_IT_IS_ADDRESSED]
    last = [] if any(line.startswith("Lưu") for line in said) else [f"{KEPT} VT"]
    return (*first, *said, *last)


def _as_clause(line):
    return f"{_without_full_stop(line)};"


def _without_full_stop(text):
    return text.strip().rstrip(";.,")


def _lower_first(text):
    return text[:1].lower() + text[1:]
