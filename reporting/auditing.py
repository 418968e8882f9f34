"""What the audit trail says of rounds, reports, files and records. Each is called last by the deed itself."""

from collections.abc import Iterable
from datetime import date, datetime
from textwrap import shorten

from plans.models import Unit
from portal.auditing import Deed, name_of, record, record_all
from portal.dates import format_date
from portal.models import StoredFile
from reporting.models import Evidence, Extension, Remark, Report, ReportEvent, Round, RoundNote, TaskStatement

LONGEST_TASK = 120

# A move that is not named here is told by the words on its button.
_MOVED = {
    "submit": "nộp",
    "take_back": "lấy lại",
    "begin_review": "nhận xem xét",
    "return": "trả lại",
    "accept": "duyệt",
    "reopen": "mở lại",
}
_DAYS = {
    "cut_off": "chốt số liệu",
    "units_last_day": "ngày cuối của đơn vị",
    "province_last_day": "ngày cuối của tỉnh",
    "closes_on": "khóa nhận báo cáo",
}


def record_move(event: ReportEvent, label: str, *, by, now: datetime) -> ReportEvent:
    """A report made one step; its figures are in the revision that the step speaks of."""
    because = f", lý do: {event.reason.rstrip('.')}" if event.reason else ""
    verb = _MOVED.get(event.move, label.lower())
    marked = f", đánh dấu {event.mark_count} ô phải sửa" if event.mark_count else ""
    revision = event.revision
    record(
        f"report.{event.move}",
        by=by,
        now=now,
        subject=event.report,
        words=f"{name_of(by)} {verb} báo cáo {event.report}{marked}{because}.",
        details={
            "state": {"from": event.from_state, "to": event.to_state},
            "reason": event.reason,
            "revision": revision.receipt if revision else None,
            **({"marked": event.mark_count} if event.mark_count else {}),
        },
    )
    return event


def record_row_opened(remark: Remark) -> Remark:
    """The unit opened a row that the return had locked."""
    row = remark.indicator.name if remark.indicator else remark.get_heading_display()
    record(
        "report.row_opened",
        by=remark.by,
        now=remark.at,
        subject=remark.report,
        words=f"{name_of(remark.by)} mở ô “{row}” của báo cáo {remark.report} để sửa, lý do: {remark.text.rstrip('.')}.",
        details={"row": row, "reason": remark.text},
    )
    return remark


def record_imported(events: Iterable[ReportEvent], *, by, now: datetime) -> None:
    """Reports of before the portal were taken in: an entry for each."""
    deeds = [
        Deed(
            "report.imported",
            f"{name_of(by)} nhập số liệu cũ vào báo cáo {event.report}.",
            event.report,
            {"revision": event.revision.receipt},
        )
        for event in events
    ]
    record_all(deeds, by=by, now=now)


def record_opened(rounds: Iterable[Round], already: set[int], *, by, now: datetime) -> None:
    """Rounds were opened: those that are not among the primary keys that were there before."""
    deeds = [
        Deed(
            "round.opened",
            f"{name_of(by)} mở kỳ báo cáo “{round_}”, chốt số liệu {format_date(round_.cut_off)}, "
            f"ngày cuối của đơn vị {format_date(round_.units_last_day)}.",
            round_,
            days_of(round_),
        )
        for round_ in rounds
        if round_.pk not in already
    ]
    record_all(deeds, by=by, now=now)


def record_days(round_: Round, before: dict, *, by, now: datetime) -> None:
    """A round's days were set; `before` are its days_of as they were. Nothing is written where all stayed."""
    now_are = days_of(round_)
    changed = {name: {"from": before[name], "to": day} for name, day in now_are.items() if day != before[name]}
    if not changed:
        return
    told = "; ".join(f"{_DAYS[name]}: {_day(one['from'])} → {_day(one['to'])}" for name, one in changed.items())
    record(
        "round.days_set",
        by=by,
        now=now,
        subject=round_,
        words=f"{name_of(by)} đặt lại ngày của kỳ “{round_}”: {told}.",
        details=changed,
    )


def record_extension(extension: Extension, until: date, *, by, now: datetime) -> None:
    """A report got more time, or it was taken back; `until` was its last day before."""
    report, day = extension.report, extension.last_day
    what = f"gia hạn báo cáo {report} đến hết ngày {format_date(day)}" if day else f"thôi gia hạn báo cáo {report}"
    record(
        "report.extended" if day else "report.extension_ended",
        by=by,
        now=now,
        subject=report,
        words=f"{name_of(by)} {what} (trước là {format_date(until)}), lý do: {extension.reason.rstrip('.')}.",
        details={"last_day": {"from": until, "to": day}, "reason": extension.reason},
    )


def record_units_added(round_: Round, units: Iterable[Unit], *, by, now: datetime) -> None:
    """Further units are asked in a round that was opened for some."""
    names = ", ".join(str(unit) for unit in units)
    words = f"{name_of(by)} thêm đơn vị vào kỳ “{round_}”: {names}."
    record("round.units_added", by=by, now=now, subject=round_, words=words)


def record_discarded(round_: Round, *, by, now: datetime) -> None:
    """A round was taken back in which nobody had typed."""
    record("round.discarded", by=by, now=now, subject=round_, words=f"{name_of(by)} bỏ kỳ báo cáo “{round_}”.")


def days_of(round_: Round) -> dict:
    """A round's four days, by their names."""
    return {name: getattr(round_, name) for name in _DAYS}


def record_note(note: RoundNote, verb: str, *, by, now: datetime) -> None:
    """`verb`: "written" or "withdrawn"."""
    said = "gửi lưu ý" if verb == "written" else "gỡ lưu ý"
    words = f"{name_of(by)} {said} “{note.title}” của kỳ “{note.round}”."
    record(f"round.note_{verb}", by=by, now=now, subject=note.round, words=words, details={"text": note.text})


def record_reminded(reports: Iterable[Report], people: int, *, by, now: datetime) -> None:
    """People were reminded by hand of reports that they owe: an entry for each round, with the reports."""
    of_round: dict[Round, list[str]] = {}
    for report in reports:
        of_round.setdefault(report.round, []).append(report.reporter_name)
    deeds = [
        Deed(
            "round.reminded",
            f"{name_of(by)} nhắc {people} người nộp {len(names)} báo cáo của kỳ “{round_}”.",
            round_,
            {"reports": names},
        )
        for round_, names in of_round.items()
    ]
    record_all(deeds, by=by, now=now)


def record_attached(report: Report, added: Iterable[Evidence], on: str, *, by, now: datetime) -> None:
    """Files were handed in that bear a report out; `on` says what of it."""
    deeds = [
        Deed(
            "file.attached",
            f"{name_of(by)} kèm tệp “{evidence.file.name}” vào báo cáo {report}: {on}.",
            report,
            {"digest": evidence.file.digest, "size": evidence.file.size},
        )
        for evidence in added
    ]
    record_all(deeds, by=by, now=now)


def record_detached(report: Report, file: StoredFile, *, by, now: datetime) -> None:
    """A file was taken away from a report."""
    words = f"{name_of(by)} gỡ tệp “{file.name}” khỏi báo cáo {report}."
    record("file.removed", by=by, now=now, subject=report, words=words, details={"digest": file.digest})


def record_paper(action: str, plan, words: str, *, by, now: datetime, details: dict | None = None) -> None:
    """Something of a plan's compliance was written down or removed: `words` go on after the person's name."""
    record(f"compliance.{action}", by=by, now=now, subject=plan, words=f"{name_of(by)} {words}.", details=details)


def record_statement(statement: TaskStatement, *, by, now: datetime) -> None:
    """Somebody said how a task stands."""
    holder, task = statement.unit or statement.agency, shorten(str(statement.task), LONGEST_TASK, placeholder=" …")
    record(
        "task.stated",
        by=by,
        now=now,
        subject=statement.task,
        words=(
            f"{name_of(by)} ghi tình hình nhiệm vụ “{task}” của {holder}: "
            f"{statement.get_state_display().lower()}, đến ngày {format_date(statement.as_of)}."
        ),
        details={"state": statement.state, "done_on": statement.done_on, "note": statement.note},
    )


def record_export(what: str, subject, *, by, now: datetime) -> None:
    """A document was taken away as a file."""
    record("export.taken", by=by, now=now, subject=subject, words=f"{name_of(by)} tải {what}.")


def record_trail_taken(province_id: int | None, *, by, now: datetime) -> None:
    """The trail itself was taken away; by a system administrator without a province it is an entry of the desk."""
    action = "export.taken" if province_id else "account.trail_taken"
    record(action, by=by, now=now, words=f"{name_of(by)} tải nhật ký (XLSX).", unit_pk=province_id)


def _day(day) -> str:
    return format_date(day) if day else "không có"
