"""The sample's papers: documents that units and provinces have, what was proposed, inspected and commended, the pilots."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from plans.choices import Role
from plans.models import OwedDocument, Plan, Seat, Unit
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.file_kinds import PDF
from portal.files import CheckedFile
from portal.models import User
from reporting.choices import PilotKind, RecordKind
from reporting.complying import (
    Filing,
    PilotFacts,
    RecordFacts,
    Turn,
    file_document,
    save_pilot,
    save_record,
    turns_in,
    years_of,
)
from reporting.models import FiledDocument, Pilot, UnitRecord

# Of ten units so many have a year's document; the rest is what a province chases.
HAVE_IT = 8
# A page that says what it is: the smallest file that every reader opens.
SCAN = CheckedFile(
    "ban-ky-du-lieu-mau.pdf",
    PDF,
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 54>>stream\nBT /F1 24 Tf 160 500 Td (DU LIEU MAU - BAN KY) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
)

RECORDS = [
    (RecordKind.PROPOSAL, "Đề xuất kinh phí mở lớp tập huấn quản trị hợp tác xã cho cán bộ nữ", "đề xuất", 45),
    (RecordKind.INSPECTION, "Kiểm tra việc thực hiện kế hoạch và giải ngân vốn ủy thác", "kiểm tra", None),
    (RecordKind.COMMENDATION, "Khen thưởng tập thể làm tốt việc vận động thành lập hợp tác xã", "khen", None),
    (RecordKind.PROPOSAL, "Đề xuất hỗ trợ máy sấy cho tổ hợp tác chế biến dừa", "đề xuất", 120),
]
RESULTS = {
    RecordKind.PROPOSAL: ("Đã được bố trí 30 triệu đồng từ nguồn sự nghiệp.", "Đang chờ Sở Tài chính thẩm định."),
    RecordKind.INSPECTION: (
        "Thực hiện đúng tiến độ; cần bổ sung sổ theo dõi thành viên.",
        "Có 01 kiến nghị, đã khắc phục.",
    ),
    RecordKind.COMMENDATION: ("Giấy khen của Ban Thường vụ Hội LHPN tỉnh.", "Bằng khen của Ủy ban nhân dân tỉnh."),
}
COOPERATIVES = ("HTX nông nghiệp Hoa Sen", "Tổ hợp tác đan lát Bình Minh")


@dataclass(frozen=True)
class Desk:
    """The administrator at the home of a plan's scope, who writes all of it down."""

    plan: Plan
    by: User
    today: date

    def moment(self, day: date) -> datetime:
        """In the working hours of a day, never later than today."""
        return datetime.combine(min(day, self.today), time(10, 5), VIET_NAM)

    @property
    def now(self) -> datetime:
        return self.moment(self.today)


def tell_of_records(plans: list[Plan], today: date) -> None:
    """Write the papers of some plans down, up to a day. What is told already stays as it is."""
    for plan in plans:
        if _is_told(plan):
            continue
        home = current_map().home(plan.scope_id, today)
        seat = Seat.objects.held_on(today).filter(role=Role.ADMINISTRATOR, unit=home).select_related("user").first()
        if seat is None:
            continue
        desk = Desk(plan, seat.user, today)
        _file_documents(desk)
        _record(desk)
        _name_pilots(desk)


def _is_told(plan: Plan) -> bool:
    told = (
        FiledDocument.objects.filter(owed__plan=plan),
        UnitRecord.objects.filter(plan=plan),
        Pilot.objects.filter(plan=plan),
    )
    return any(rows.exists() for rows in told)


def _file_documents(desk: Desk) -> None:
    owed, told = list(OwedDocument.objects.filter(plan=desk.plan)), set()
    for year in years_of(desk.plan):
        if year > desk.today.year:
            return
        for turn in turns_in(desk.plan, owed, year, desk.today):
            if (turn.owed.pk, turn.year) not in told or year == desk.today.year:
                told.add((turn.owed.pk, turn.year))
                _file_turn(desk, turn, year)


def _file_turn(desk: Desk, turn: Turn, year: int) -> None:
    """The province's own papers are there but for this year's last ones; of the units four in five have theirs."""
    for place, unit in enumerate(Unit.objects.filter(pk__in=turn.units).in_official_order()):
        random = Random(f"{turn.owed.code}/{unit.code}/{year}")  # noqa: S311 - invention, not secrecy
        early = year < desk.today.year or turn.owed.code.startswith("ke-hoach")
        if not (early if turn.is_of_province else place % 10 < HAVE_IT):
            continue
        day = min(date(year, 1, 20) + timedelta(days=random.randrange(60)), desk.today)
        filing = Filing(
            number=f"{random.randrange(5, 90):02}/KH-{'BTV' if turn.is_of_province else 'HPN'}",
            dated=day,
            file=SCAN if place == 0 else None,
        )
        file_document(turn.owed, unit, turn.year, filing, by=desk.by, now=desk.now)


def _record(desk: Desk) -> None:
    last_day = min(desk.today, date(desk.plan.last_year, 12, 1))
    units = _units(desk, last_day)
    for place, (kind, subject, words, amount) in enumerate(RECORDS):
        facts = RecordFacts(
            unit=units[place * 3 % len(units)],
            kind=kind,
            dated=last_day - timedelta(days=30 + 25 * place),
            subject=subject,
            number=f"{14 + place}/{'TTr' if words == 'đề xuất' else 'QĐ' if words == 'khen' else 'BB'}-HPN",
            amount=amount,
            result=RESULTS[kind][place % 2],
            file=SCAN if place == 1 else None,
        )
        save_record(desk.plan, facts, by=desk.by, now=desk.now)


def _name_pilots(desk: Desk) -> None:
    last_day = min(desk.today, date(desk.plan.last_year, 12, 1))
    units = _units(desk, last_day)
    since = max(desk.plan.signed_on, units[1].valid_from or desk.plan.signed_on) + timedelta(days=30)
    note = "Củng cố ban quản trị, xây dựng sản phẩm OCOP, đưa hàng lên sàn thương mại điện tử."
    facts = [
        PilotFacts(
            PilotKind.LOCALITY, units[1], since, registered_by_text="Hội LHPN tỉnh", note="Làm điểm của kế hoạch."
        ),
        PilotFacts(PilotKind.LOCALITY, units[4 % len(units)], since, registered_by_text="Ủy ban nhân dân tỉnh"),
        *(
            PilotFacts(
                PilotKind.COOPERATIVE, units[2 + place], since, name, registered_by_text="Hội LHPN xã", note=note
            )
            for place, name in enumerate(COOPERATIVES)
        ),
    ]
    for pilot in facts:
        save_pilot(desk.plan, pilot, by=desk.by, now=desk.now)


def _units(desk: Desk, day: date) -> list[Unit]:
    pks = current_map().territory(desk.plan.scope_id, day, desk.plan.scope_as_of)
    return list(Unit.objects.filter(pk__in=pks).in_official_order())
