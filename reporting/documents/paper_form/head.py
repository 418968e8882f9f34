"""Who a form on paper is of: the head of its first page and who signs it. What nobody has entered is never made up."""

from dataclasses import dataclass
from datetime import date

from plans.choices import AgencyKind, Reporter
from plans.models import Letterhead, Unit
from reporting.documents.frame import letterhead_of, unions_of
from reporting.models import Report

# Where no letterhead says who signs.
HEAD_OF_THE_OFFICE = "Thủ trưởng đơn vị"


@dataclass(frozen=True)
class Head:
    """The issuing body below its superior (which may be blank), and the signing formula with the name below it."""

    superior: str
    body: str
    signing_lines: tuple[str, ...]
    signer: str


def head_of(report: Report, signer: str) -> Head:
    """On the round's cut-off: from the reporter's letterhead, else composed from what it is called.

    `signer` is whose name stands below where the letterhead names nobody; blank where nothing was handed in.
    Needs the report with its round (and its province), unit and agency.
    """
    letterhead = letterhead_of(_offices_of(report), report.round.cut_off)
    return _as_entered(letterhead, signer) if letterhead else Head(*_names_of(report), (HEAD_OF_THE_OFFICE,), signer)


def _offices_of(report):
    """The agencies whose letterhead a reporter writes under. The province's part is written by who steers the round."""
    if report.reporter == Reporter.AGENCY:
        return [report.agency]
    return unions_of(report.round.province_id if report.reporter == Reporter.PROVINCE else report.unit_id)


def _as_entered(letterhead: Letterhead, signer: str) -> Head:
    return Head(
        superior=letterhead.superior,
        body=letterhead.body,
        signing_lines=tuple(letterhead.signing_lines) or (HEAD_OF_THE_OFFICE,),
        signer=letterhead.signer_name or signer,
    )


def _names_of(report: Report) -> tuple[str, str]:
    """What the superior (where it is known) and the reporter itself are called."""
    if report.reporter == Reporter.AGENCY:
        superior = report.agency.body_of
        return superior.name if superior else "", report.agency.name
    province = _union_name(report.round.province, report.round.cut_off)
    if report.reporter == Reporter.PROVINCE:
        return "", province
    return province, _union_name(report.unit, report.round.cut_off)


def _union_name(unit: Unit, day: date) -> str:
    """The unit's Union as it is entered among the agencies, else "Hội Liên hiệp Phụ nữ huyện Hải Hậu"."""
    entered = unions_of(unit.pk).alive_on(day).first()
    return entered.name if entered else f"{AgencyKind.UNION.label} {unit.name[:1].lower()}{unit.name[1:]}"
