"""What the access table speaks of: a plan with its rounds, reports, drafts and sheets, and how its rows name them."""

from datetime import date
from types import SimpleNamespace

from django.urls import reverse

from plans.choices import DueWording, Period, Reporter
from plans.models import DutyOccasion, ReportingDuty
from portal.clock import now
from portal.files import check_file
from portal.outbox import post
from reporting.answers import address_of
from reporting.choices import FigureKind, Heading
from reporting.feeding import make_feed
from reporting.noting import write_note
from reporting.remarking import Draft, keep_drafts
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
)
from tests.plans import drafts_of_2024
from tests.reorganisations_of_2024 import form_for, make_reorganisations
from tests.reporting import allotments_of_2024, proofs, records_of_2024, staff_of_2024
from tests.reporting.tasks_of_2024 import make_stated_task

TODAY = date(2024, 12, 2)


def build_house(world, people):
    """A plan with a duty, four rounds, and Hải Hậu's reports in them: draft, submitted, accepted, returned."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", issuer=world.union)
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    of_agency = make_indicator("Lao động nữ trong HTX", from_units=False, from_agencies=True)
    make_goal(plan, of_agency).agencies.add(world.alliance)
    _make_duty(plan)
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), code="6-thang-2024")
    adhoc = make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 8, 30), code="dot-xuat-2024")
    year = make_round(plan, cut_off=date(2024, 11, 29), units_last_day=date(2024, 12, 10), code="nam-2024")
    reports = {
        "draft": make_report(year, world.hai_hau, version=1),
        "submitted": _submitted(half, world.hai_hau, indicator, people["head"]),
        "accepted": _accepted(adhoc, world.hai_hau, indicator, people),
        "returned": _returned(plan, world.hai_hau, indicator, people),
        "my_loc": make_report(half, world.my_loc),
        "agency": make_report(year, world.alliance.unit, reporter=Reporter.AGENCY, agency=world.alliance),
    }
    make_figure(reports["draft"], indicator, 3)
    proofs.attached(reports["draft"], by=people["officer"])
    drafts_of_2024.keep_version(plan, by=people["admin"])
    allotments_of_2024.make_sheets(plan, world.hai_hau, people["admin"])
    drafts_of_2024.keep_own_indicator(world.nam_dinh, by=people["admin"])
    task, statement = make_stated_task(plan, world.hai_hau, people["officer"], TODAY)
    return SimpleNamespace(
        plan=plan,
        round=year,
        row=(indicator.pk, FigureKind.ACTUAL.value),
        reports=reports,
        draft=drafts_of_2024.make_draft(world.nam_dinh, by=people["admin"], content=drafts_of_2024.SOUND),
        note=_note(year, by=people["review"]),
        task=task,
        statement=statement,
        reorganisations=make_reorganisations(world.nam_dinh, by=people["admin"]),
        **_told(people["officer"]),
        papers=records_of_2024.make_papers(plan, world.hai_hau, people),
        staff=staff_of_2024.make_staff(world, people),
    )


def _make_duty(plan):
    """Six months and the year, of which the year's second half is not open yet."""
    duty = ReportingDuty.objects.create(
        plan=plan, code="huyen", order=1, wording="báo cáo trước ngày 30/11", reporter=Reporter.UNIT
    )
    DutyOccasion.objects.create(
        duty=duty,
        period=Period.YEAR,
        wording="trước ngày 30/11",
        due_month=11,
        due_day=30,
        due_wording=DueWording.BEFORE,
        first_year=2024,
        last_year=2024,
        order=1,
    )


def _told(officer):
    """A notice, and a seat with a calendar behind a secret address."""
    words = {"kind": "reminder", "subject": "Còn 7 ngày", "body": "Còn 3 dòng.", "address": "/", "key": "a"}
    seat = officer.seats.get()
    return {"seat": seat, "secret": make_feed(seat, now()), "notice": post(officer, now=now(), **words)}


def _submitted(round_, unit, indicator, head):
    report = make_report(round_, unit, version=1)
    make_figure(report, indicator, 2)
    return move_report(report, "submit", by=head, now=now()).report


def _accepted(round_, unit, indicator, people):
    report = _submitted(round_, unit, indicator, people["head"])
    return move_report(report, "accept", by=people["review"], now=now()).report


def _note(round_, by):
    """What the province wrote to the units, with a file."""
    file = check_file(proofs.another())
    return write_note(round_, title="Lưu ý", text="Kiểm tra kỹ.", files=[file], by=by, now=now())


def _returned(plan, unit, indicator, people):
    """Of a round in spring, sent back for its results; the one number is locked, and something was written about it."""
    round_ = make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 3, 29), code="quy-1-2024")
    report = _submitted(round_, unit, indicator, people["head"])
    move_report(report, "begin_review", by=people["review"], now=now())
    row = (indicator.pk, FigureKind.ACTUAL.value)
    drafts = {row: Draft("Số tốt", marks=False), Heading.RESULTS.value: Draft("Ghi tên các HTX", marks=True)}
    keep_drafts(report, drafts, by=people["review"], now=now())
    return move_report(report, "return", by=people["review"], now=now()).report


def _thread(house):
    return [house.reports["returned"].pk, address_of(house.row)]


def _evidence(house):
    report = house.reports["draft"]
    return [report.pk, report.evidence.get().pk]


# What the addresses name that do not name a report: by the address, its arguments.
NAMED = {
    "plans:plan-page": lambda house: [house.plan.code],
    "plans:indicator-page": lambda house: [house.plan.goals.earliest("pk").indicator.code],
    "reporting:indicator-page": lambda house: [house.plan.goals.earliest("pk").indicator.code],
    "reporting:dashboard": lambda house: [house.plan.code],
    "reporting:dashboard-parts": lambda house: [house.plan.code],
    "reporting:round-page": lambda house: [house.round.pk],
    "reporting:round-days": lambda house: [house.round.pk],
    "reporting:note-new": lambda house: [house.round.pk],
    "reporting:note-page": lambda house: [house.note.pk],
    "reporting:note-read": lambda house: [house.note.pk],
    "reporting:note-withdraw": lambda house: [house.note.pk],
    "reporting:note-file": lambda house: [house.note.pk, house.note.files.get().pk],
    "reporting:round-more-units": lambda house: [house.round.pk],
    "reporting:round-discard": lambda house: [house.round.pk],
    "reporting:round-matrix": lambda house: [house.round.pk],
    "reporting:round-remind": lambda house: [house.round.pk],
    "reporting:round-totals": lambda house: [house.round.pk],
    "reporting:round-open": lambda house: [house.plan.code, 2024],
    "reporting:document-pdf": lambda house: [house.round.pk, house.plan.code],
    "reporting:document-xlsx": lambda house: [house.round.pk, house.plan.code],
    "reporting:plan-publish": lambda house: [house.draft.pk],
    "reporting:report-prefill": lambda house: [
        house.reports["draft"].pk,
        f"muc-{house.plan.goals.first().section_id}",
        "khong-phat-sinh",
    ],
    "plans:plan-yaml": lambda house: [house.plan.code],
    "plans:goal-history": lambda house: [house.plan.code, house.plan.goals.earliest("pk").code],
    "plans:version-list": lambda house: [house.plan.code],
    "plans:version-page": lambda house: [house.plan.code, 1],
    "plans:version-compare": lambda house: [house.plan.code],
    "plans:version-scan": lambda house: [house.plan.code, 1],
    "plans:draft-amend": lambda house: [house.plan.code, "dieu-chinh"],
    "plans:own-catalogue": lambda house: [house.plan.scope_id],
    "plans:own-entry-new": lambda house: [house.plan.scope_id, "chi-so"],
    "plans:own-entry": lambda house: [house.plan.scope_id, "chi-so", "buoi-tu-van"],
    "plans:own-entry-remove": lambda house: [house.plan.scope_id, "chi-so", "buoi-tu-van"],
    "reporting:answer-details": lambda house: [house.reports["draft"].pk, address_of(house.row)],
    "reporting:report-thread": _thread,
    "reporting:report-thread-reply": _thread,
    "reporting:report-row-open": _thread,
    "reporting:evidence-file": _evidence,
    "reporting:evidence-withdraw": _evidence,
    "reporting:task-plan": lambda house: [house.plan.code],
    "reporting:task-page": lambda house: [house.task.pk],
    "reporting:task-state": lambda house: [house.task.pk, 2024, f"don-vi-{house.statement.unit_id}"],
    "portal:notice-open": lambda house: [house.notice.pk],
    "portal:notice-read": lambda house: [house.notice.pk],
    "reporting:calendar-make": lambda house: [house.seat.pk],
    "reporting:calendar-revoke": lambda house: [house.seat.pk],
    "reporting:task-file": lambda house: [house.statement.pk, house.statement.files.get().pk],
}


def address(row, house):
    """The address that a row speaks of."""
    name, _, which = row.partition(" ")
    if name.removeprefix("plans:") in drafts_of_2024.BELOW:
        return reverse(name, args=[house.draft.pk, *drafts_of_2024.BELOW[name.removeprefix("plans:")]])
    if (of_staff := staff_of_2024.address(name, which, house.staff)) is not None:
        return of_staff
    if name.startswith("reporting:allotment-"):
        return allotments_of_2024.address(name, which, house.plan)
    if (arguments := records_of_2024.arguments(name, house)) is not None:
        return reverse(name, args=arguments)
    if name in NAMED:
        return reverse(name, args=NAMED[name](house))
    if name == "reporting:calendar-feed":
        return reverse(name, args=[house.secret if which == "live" else "khong-ai-biet"])
    if name == "reporting:receipt":
        return reverse(name, args=[house.reports[which].revisions.get().receipt])
    return reverse(name, args=[{**house.reports, **house.reorganisations}[which].pk] if which else [])


FORMS = {
    **drafts_of_2024.FORMS,
    **allotments_of_2024.FORMS,
    "reporting:task-state": {"state": "doing", "as_of": "02/12/2024", "note": "Đã dự thảo xong."},
    "reporting:round-days": {"cut_off": "29/11/2024", "units_last_day": "11/12/2024"},
    "reporting:note-new": {"title": "Nhắc", "text": "Nộp đúng hạn."},
    "reporting:report-extension": {"last_day": "20/12/2024", "reason": "Bão, mất điện nhiều ngày."},
    "reporting:report-extension-end": {"thoi-reason": "Nhầm đơn vị."},
    "reporting:report-thread-reply": {"text": "Đã đếm lại."},
    "reporting:report-row-open": {"reason": "Đếm thiếu một tổ."},
    "reporting:report-return": {"reason": "Kiểm tra lại số HTX."},
    "reporting:report-reopen": {"reason": "Đơn vị đề nghị sửa."},
}


def form_of(row, house):
    name, _, which = row.partition(" ")
    seen = {"version": house.reports[which].version} if which in house.reports else {}
    seen |= records_of_2024.form_for(name, house) | proofs.form_for(name) | staff_of_2024.form_for(name, house.staff)
    return {**seen, **FORMS.get(name, {}), **form_for(name, house.reorganisations.get(which))}
