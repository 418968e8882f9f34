"""Provinces of any number of reporting units with one round, built in bulk: 25 indicators of 4 parts, 100 figures a report."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from plans.choices import AgencyKind, Reporter, Role, UnitLevel
from plans.models import Indicator, Letterhead, Plan, Unit
from portal.dates import first_moment_after
from portal.models import User
from portal.text import fold
from reporting.aggregation import enter
from reporting.choices import Heading, ReportState
from reporting.models import AcceptedFigure, Report, Revision, Round
from tests.builders import (
    frozen,
    make_agency,
    make_breakdown,
    make_country,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_target,
    make_unit,
    make_user,
)

INDICATORS = 25
PARTS = (("htx", "HTX"), ("tht", "THT"), ("to-lien-ket", "Tổ liên kết"))  # and "chưa phân loại": four
CUT_OFF = date(2024, 11, 29)
PROSE = "Các cấp Hội tư vấn thành lập hợp tác xã, kết nối tiêu thụ sản phẩm, tập huấn cho cán bộ và thành viên."


@dataclass(frozen=True)
class Province:
    """A province with all reports accepted but the last unit's, which is being filled in."""

    size: int
    plan: Plan
    round: Round
    reviewer: User
    head: User
    draft: Report


def build(sizes: list[int]) -> dict[int, Province]:
    """One province of each size in one country; what is asked is the same everywhere."""
    country = make_country()
    breakdown = make_breakdown(parts=PARTS)
    indicators = [
        make_indicator(f"HTX, THT do phụ nữ tham gia quản lý, nội dung {number}", breakdown=breakdown)
        for number in range(1, INDICATORS + 1)
    ]
    return {size: _province(country, size, indicators) for size in sizes}


def _province(country: Unit, size: int, indicators: list[Indicator]) -> Province:
    unit = make_unit(f"Tỉnh {size} đơn vị", UnitLevel.PROVINCE, parent=country)
    union = make_agency(f"Hội LHPN tỉnh {size} đơn vị", unit=unit, kind=AgencyKind.UNION)
    Letterhead.objects.create(
        agency=union,
        superior="Hội LHPN Việt Nam",
        body="Ban Thường vụ Hội LHPN tỉnh",
        number_pattern="…/BC-BTV",
        place="Tỉnh lỵ",
        signing_lines=["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
        recipients=["Như trên", "Lưu: VT"],
    )
    plan = make_plan(scope=unit, issuer=union)
    for indicator in indicators:
        make_target(make_goal(plan, indicator), 3 * size)
    round_ = make_round(plan, cut_off=CUT_OFF)
    reviewer = make_user(f"duyet-{size}")
    make_seat(reviewer, Role.REVIEWER, unit=unit)
    *units, last = _units(unit, size)
    accepted_reports(round_, units, indicators, reviewer)
    head = make_user(f"ky-{size}")
    make_seat(head, Role.HEAD, unit=last)
    return Province(size, plan, round_, reviewer, head, make_report(round_, last))


def _units(province: Unit, size: int) -> list[Unit]:
    names = [(f"{province.pk}{number:05}", f"Đơn vị số {number}") for number in range(1, size + 1)]
    return Unit.objects.bulk_create(
        Unit(code=code, name=name, folded_name=fold(name), level=UnitLevel.DISTRICT, parent=province)
        for code, name in names
    )


def accepted_reports(round_: Round, units: list[Unit], indicators: list[Indicator], by: User) -> None:
    """The first report enters as any does; the database copies its rows for the others."""
    at = first_moment_after(round_.cut_off)
    reports = Report.objects.bulk_create(
        Report(
            round=round_,
            unit=unit,
            reporter=Reporter.UNIT,
            state=ReportState.ACCEPTED,
            first_submitted_at=at,
            submitted_at=at,
            submitted_by=by,
            review_began_at=at,
            reviewer=by,
            accepted_at=at,
        )
        for unit in units
    )
    Revision.objects.bulk_create(_revision(report, indicators, by, at) for report in reports)
    enter(reports[0])
    _copy_rows(reports[0])


def _revision(report: Report, indicators: list[Indicator], by: User, at) -> Revision:
    figures = [
        frozen(indicator, 1 + (report.unit_id + order) % 4, part=part)
        for indicator in indicators
        for order, part in enumerate([*(code for code, _ in PARTS), "chua-phan-loai"])
    ]
    prose = [{"heading": Heading.RESULTS, "text": f"{PROSE} Đơn vị mã {report.unit_id}."}]
    return Revision(
        report=report,
        number=1,
        receipt=f"BN-{report.pk}",
        content={"figures": figures, "narratives": prose},
        figure_count=len(figures),
        submitted_at=at,
        submitted_by=by,
    )


def _copy_rows(report: Report) -> None:
    """The rows that the first report counts with, for every other accepted report of its round."""
    own = {"report_id": "other.id", "unit_id": "other.unit_id"}
    columns = [field.column for field in AcceptedFigure._meta.concrete_fields if not field.primary_key]
    values = ", ".join(own.get(column, f"entered.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {AcceptedFigure._meta.db_table} ({', '.join(columns)}) SELECT {values}"
            f" FROM {AcceptedFigure._meta.db_table} entered, {Report._meta.db_table} other"
            " WHERE entered.report_id = %s AND other.round_id = %s AND other.state = 'accepted' AND other.id <> %s",
            [report.pk, report.round_id, report.pk],
        )
