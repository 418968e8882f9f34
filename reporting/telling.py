"""Who hears of a step in a report's life, and in which words. Called where the step is written, in its transaction."""

from dataclasses import dataclass

from django.utils import timezone

from portal.dates import VIET_NAM, format_moment
from portal.outbox import post
from reporting.addressees import Addressees, each_once
from reporting.models import ReportEvent


@dataclass(frozen=True)
class News:
    """What one move tells the people of the unit, in which words."""

    subject: str
    sentence: str
    reason: str = "Lý do: {}"


def _of_unit(addressees, report):
    people = [*addressees.officers(report), *addressees.heads(report)]
    return people or addressees.administrators(report.round)


# A submission is told to nobody: the province finds it in its queue, and a hundred units that hand in within the last ten
# minutes must not wait for each other at the reviewer's row.
NEWS: dict[str, News] = {
    "return": News("Trả lại để sửa", "{by} đã trả lại báo cáo lúc {at}: sửa rồi nộp lại."),
    "accept": News("Đã duyệt", "{by} đã duyệt báo cáo lúc {at}. Số liệu bắt đầu được tính."),
    "extend": News("Được gia hạn", "{by} đã gia hạn cho báo cáo lúc {at}.", reason="{}"),
    "end_extension": News("Thôi gia hạn", "{by} đã thôi gia hạn lúc {at}.", reason="{}"),
    "reopen": News("Mở lại để sửa", "{by} đã mở lại báo cáo lúc {at}: sửa rồi nộp lại."),
}


def tell_of(event: ReportEvent) -> None:
    """Tell those whom a step concerns, but not who made it. A move that NEWS does not name concerns nobody.

    Needs the event's report with round, unit and agency.
    """
    news, report = NEWS.get(event.move), event.report
    if news is None:
        return
    people = _of_unit(Addressees(timezone.localdate(event.at, VIET_NAM)), report)
    body = [
        f"{report.round.name} – {report.reporter_name}",
        news.sentence.format(by=event.by, at=format_moment(event.at)),
    ]
    if event.reason:
        body.append(news.reason.format(event.reason))
    if event.mark_count:
        body.append(f"Đánh dấu {event.mark_count} ô phải sửa: mở báo cáo để xem từng ô.")
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
            )
