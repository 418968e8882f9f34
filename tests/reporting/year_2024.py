"""Nam Định's plan of 2024 in small, with the year's round: two districts accepted, Ý Yên only submitted."""

from datetime import date
from types import SimpleNamespace

from plans.choices import Accumulation, AgencyKind, Comparator, Measure, Period, Reporter
from plans.models import DutyOccasion, DutyRecipient, Letterhead, ReportingDuty
from portal.dates import first_moment_after
from reporting.choices import Heading, ReportState
from reporting.models import Revision
from tests.builders import (
    accept_report,
    frozen,
    make_agency,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
    make_user,
)
from tests.rewriting import history_rewritten

CUT_OFF = date(2024, 11, 29)
DIFFICULTY = "Thiếu vốn; lãi suất > 8 % & thủ tục <kéo dài>.\nThiếu đất làm trụ sở."


def make_year_2024(world):
    """The plan, its round and its indicators, on the world of conftest."""
    plan = make_plan(
        scope=world.nam_dinh,
        issuer=world.union,
        code="nam-dinh-108-2024",
        title="Thực hiện Đề án “Hỗ trợ hợp tác xã do phụ nữ tham gia quản lý” năm 2024",
        short_title="Đề án 01 năm 2024",
        legal_basis=["Căn cứ Kế hoạch số 89/KH-UBND ngày 29/5/2023 của Ủy ban nhân dân tỉnh Nam Định;"],
    )
    year = SimpleNamespace(plan=plan, round=_round(plan), union=world.union)
    _letterhead(world)
    _duty(plan, world)
    _goals(year)
    _reports(year, world)
    return year


def _round(plan):
    return make_round(plan, code="nam-2024", name="Năm 2024", cut_off=CUT_OFF)


def _letterhead(world):
    Letterhead.objects.create(
        agency=world.union,
        superior="Hội LHPN Việt Nam",
        body="Ban Thường vụ Hội LHPN tỉnh Nam Định",
        number_pattern="…/BC-BTV",
        place="Nam Định",
        signing_lines=["TM. Ban Thường vụ", "Phó Chủ tịch"],
        signer_name="Nguyễn Thị Minh Hà",
        recipients=["- Thường trực Tỉnh ủy;", "- Hội LHPN các huyện, thành phố;", "- Lưu: VT, GĐXH-KT."],
    )


def _duty(plan, world):
    duty = ReportingDuty.objects.create(
        plan=plan, code="tinh", order=1, wording="báo cáo Tỉnh ủy và UBND tỉnh", reporter=Reporter.PROVINCE
    )
    DutyOccasion.objects.create(
        duty=duty, period=Period.YEAR, set_by_province=True, first_year=2024, last_year=2024, order=1
    )
    receivers = [
        ("Tỉnh ủy Nam Định", AgencyKind.PARTY),
        ("Ủy ban nhân dân tỉnh Nam Định", AgencyKind.PEOPLES_COMMITTEE),
    ]
    for order, (name, kind) in enumerate(receivers, start=1):
        agency = make_agency(name, unit=world.nam_dinh, kind=kind)
        DutyRecipient.objects.create(duty=duty, agency=agency, order=order)


def _goals(year):
    parts = make_breakdown()
    year.founded = make_indicator("HTX, THT mới thành lập", code="htx-moi", unit_of_measure="HTX, THT", breakdown=parts)
    year.trained = make_indicator(
        "Tỷ lệ cán bộ Hội được tập huấn",
        code="tap-huan",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        unit_of_measure="người",
    )
    year.association = make_indicator(
        "Thành lập Hội Nữ doanh nhân tỉnh",
        code="hoi-doanh-nhan",
        measure=Measure.MILESTONE,
        from_units=False,
        from_province=True,
    )
    htx = parts.parts.get(code="htx")
    make_target(make_goal(year.plan, year.founded, part=htx, code="htx", wording="thành lập ít nhất 03 HTX"), 3)
    make_target(make_goal(year.plan, year.trained, code="can-bo", comparator=Comparator.REACH), 100)
    make_target(make_goal(year.plan, year.association, code="hoi", comparator=Comparator.REACH))
    minimum = make_goal(year.plan, year.founded, part=htx, code="moi-huyen", per_level="district")
    make_target(minimum, 1)


def _reports(year, world):
    accept_report(year.round, world.city, *_figures(year, "4", "1", ("30", "40")))
    hai_hau = accept_report(year.round, world.hai_hau, *_figures(year, "0", "2", ("10", "10")))
    accept_report(
        year.round,
        world.nam_dinh,
        frozen(year.association, "1", done_on="2024-05-20"),
        reporter=Reporter.PROVINCE,
    )
    narratives = [{"heading": Heading.DIFFICULTIES, "text": DIFFICULTY}]
    with history_rewritten(Revision):
        hai_hau.revisions.update(content={"figures": [], "narratives": narratives})
    make_report(
        year.round,
        world.y_yen,
        state=ReportState.SUBMITTED,
        submitted_at=first_moment_after(CUT_OFF),
        submitted_by=make_user("y-yen-ky", "Phạm Thị Mai"),
    )


def _figures(year, htx, tht, trained):
    numerator, denominator = trained
    return (
        frozen(year.founded, htx, part="htx"),
        frozen(year.founded, tht, part="tht"),
        frozen(year.trained, numerator=numerator, denominator=denominator),
    )
