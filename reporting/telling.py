"""Who hears of a step in a report's life, and in which words. Called by the workflow, in the step's own transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from portal.dates import VIET_NAM, format_moment
from portal.outbox import post
from reporting.addressees import Addressees, each_once
from reporting.models import ReportEvent


@dataclass(frozen=True)
class News:
    """What one move tells: to whom (of Addressees), in which words, and whether it is worth an e-mail.

    What happens a hundred times on a last day is not: the province finds it in its queue, and weekly in the digest.
    """

    subject: str
    sentence: str
    people: Callable
    by_mail: bool


def _of_province(addressees, report):
    return addressees.reviewers(report.round) or addressees.administrators(report.round)


def _of_unit(addressees, report):
    people = [*addressees.officers(report), *addressees.heads(report)]
    return people or addressees.administrators(report.round)


NEWS: dict[str, News] = {
    "submit": News("Đã nộp", "{by} đã nộp báo cáo lúc {at}, chờ tỉnh xem xét.", _of_province, by_mail=False),
    "take_back": News("Đã lấy lại để sửa", "{by} đã lấy lại báo cáo lúc {at} để sửa.", _of_province, by_mail=False),
    "return": News("Trả lại để sửa", "{by} đã trả lại báo cáo lúc {at}: sửa rồi nộp lại.", _of_unit, by_mail=True),
    "accept": News("Đã duyệt", "{by} đã duyệt báo cáo lúc {at}. Số liệu bắt đầu được tính.", _of_unit, by_mail=True),
    "reopen": News("Mở lại để sửa", "{by} đã mở lại báo cáo lúc {at}: sửa rồi nộp lại.", _of_unit, by_mail=True),
}


def tell_of(event: ReportEvent) -> None:
    """Tell those whom a step concerns, but not who made it. A move that NEWS does not name concerns nobody.

    Needs the event's report with round, unit and agency.
    """
    news, report = NEWS.get(event.move), event.report
    if news is None:
        return
    people = news.people(Addressees(timezone.localdate(event.at, VIET_NAM)), report)
    body = [
        f"{report.round.name} – {report.reporter_name}",
        news.sentence.format(by=event.by, at=format_moment(event.at)),
    ]
    if event.reason:
        body.append(f"Lý do: {event.reason}")
    for person in each_once(people):
        if person.pk != event.by_id:
            post(
                person,
                kind=f"report-{event.move}",
                subject=f"{news.subject}: {report.round.name}, {report.reporter_name}",
                body="\n".join(body),
                address=report.get_absolute_url(),
                key=f"report-event-{event.pk}",
                now=event.at,
                by_mail=news.by_mail,
            )
