"""Old figures become accepted reports of their rounds: by the units of their time, all or nothing, again without change."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Reporter, Role
from plans.models import Plan
from reporting.backfilling import HistoryWrong, preview_of
from reporting.choices import ReportState
from reporting.deadlines import is_overdue, is_shut
from reporting.history import history_of
from reporting.models import AcceptedFigure, Figure, Report, ReportEvent, Revision, Round
from reporting.tags import tags_of
from tests.builders import make_duty, make_goal, make_plan, make_seat
from tests.reporting.old_figures import NOW, SIX_MONTHS, YEAR, line, make_old_year, sheet_of, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world, on_day):
    on_day(date(2026, 11, 22))
    return make_old_year(world)


@pytest.fixture
def by(world, province_administrator):
    """Administers at the home of the plan's scope, which is Ninh Bình today."""
    make_seat(province_administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)
    return province_administrator


def counted(unit=None):
    """What counts today, by unit, indicator and year."""
    rows = AcceptedFigure.objects.filter(counts=True, part=None).order_by("unit__code", "year", "indicator__code")
    return [
        (row.unit.code, row.indicator.code, row.year, row.as_of, row.value, row.numerator, row.denominator)
        for row in rows.select_related("unit", "indicator")
        if unit is None or row.unit == unit
    ]


def report_of(code, round_code):
    return Report.objects.select_related("round", "unit").get(unit__code=code, round__code=round_code, reporter="unit")


def test_rows_become_an_accepted_report_of_their_round(plan, by, world):
    done = taken_in(
        by,
        line("6-thang-2024", "366", "htx-moi", part="htx", value="2"),
        line("6-thang-2024", "366", "htx-moi", part="tht", value="1.234"),
        line("6-thang-2024", "366", "tap-huan", numerator="8", denominator="10"),
        line("6-thang-2024", "366", "viec-lam", value="12,5", note="theo sổ của huyện"),
    )

    report = report_of("366", "6-thang-2024")
    assert (done.reports, done.figures, done.writes) == (1, 4, 1)
    assert (report.state, report.is_imported, report.reviewer, report.accepted_at) == (
        ReportState.ACCEPTED,
        True,
        by,
        NOW,
    )
    assert counted() == [
        ("366", "htx-moi", 2024, SIX_MONTHS, Decimal(1236), None, None),
        ("366", "tap-huan", 2024, SIX_MONTHS, None, Decimal(8), Decimal(10)),
        ("366", "viec-lam", 2024, SIX_MONTHS, Decimal("12.5"), None, None),
    ]
    revision = report.revisions.get()
    assert (revision.number, revision.figure_count, revision.submitted_by) == (1, 4, by)
    assert revision.receipt == f"6T2024-366-{report.pk}-01"
    assert list(
        Figure.objects.filter(report=report).values_list("indicator__code", "part__code", "value", "remark")
    ) == [
        ("htx-moi", "htx", Decimal(2), ""),
        ("htx-moi", "tht", Decimal(1234), ""),
        ("tap-huan", None, None, ""),
        ("viec-lam", None, Decimal("12.5"), "theo sổ của huyện"),
    ]


def test_the_rounds_are_opened_from_the_duties_and_closed_with_their_day(plan, by):
    taken_in(by, line("Năm 2024", "366", "viec-lam", value="3"))

    round_ = Round.objects.get()
    assert (round_.code, round_.cut_off, round_.units_last_day, round_.closes_on) == ("nam-2024", YEAR, YEAR, YEAR)
    others = [report for report in round_.reports.all() if not report.is_imported]
    assert {report.state for report in others} == {ReportState.DRAFT}
    assert all(is_shut(report, NOW) for report in others)


@pytest.mark.parametrize("words", ["6-thang-2024", "6 tháng 2024", "6 THÁNG ĐẦU NĂM 2024", "6 thang 2024"])
def test_a_round_goes_by_its_code_and_by_its_name(plan, by, words):
    taken_in(by, line(words, "366", "viec-lam", value="3"))

    assert Round.objects.get().code == "6-thang-2024"


def test_units_are_those_of_the_cut_off(plan, by):
    taken_in(by, line("6-thang-2024", "358", "viec-lam", value="3"))

    with pytest.raises(HistoryWrong) as wrong:
        taken_in(by, line("nam-2024", "358", "viec-lam", value="3"))

    assert [mistake.text for mistake in wrong.value.mistakes] == [
        "Dòng 2, cột “unit_code”: mã “358” không phải đơn vị báo cáo của kế hoạch trong kỳ Năm 2024 (theo địa giới ngày "
        "chốt 29/11/2024). Mã này là của Huyện Mỹ Lộc (đến hết 31/08/2024). Xem trang “Đơn vị” của tệp mẫu."
    ]


def test_what_merged_is_told_by_what_it_went_into(plan, by, world):
    taken_in(
        by,
        line("6-thang-2024", "358", "viec-lam", value="3"),
        line("6-thang-2024", "356", "viec-lam", value="4"),
        line("nam-2024", "356", "viec-lam", value="9"),
    )

    standing = AcceptedFigure.objects.counting_on(date(2024, 12, 1)).values_list("unit__code", "value")

    assert list(standing) == [("356", Decimal(9))]


def test_the_province_tells_its_own_under_its_code(plan, by, world):
    taken_in(by, line("nam-2024", "36", "hoi", value="20/5/2024"))

    figure = AcceptedFigure.objects.get()
    assert (figure.reporter, figure.unit, figure.value, figure.done_on) == (
        Reporter.PROVINCE,
        world.nam_dinh,
        Decimal(1),
        date(2024, 5, 20),
    )


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        ({"answer": "zero"}, [("htx", "value", Decimal(0)), ("tht", "value", Decimal(0))]),
        ({"answer": "không phát sinh"}, [("htx", "value", Decimal(0)), ("tht", "value", Decimal(0))]),
        ({"answer": "zero", "part": "htx"}, [("htx", "value", Decimal(0))]),
        ({"answer": "not_applicable", "note": "không có HTX"}, [(None, "not_applicable", None)]),
        ({"answer": "Chưa có số liệu"}, [(None, "no_data", None)]),
        ({"part": "THT", "value": "3", "answer": "value"}, [("tht", "value", Decimal(3))]),
    ],
)
def test_each_answer_is_taken(plan, by, cells, stored):
    taken_in(by, line("nam-2024", "366", "htx-moi", **cells))

    assert list(Figure.objects.values_list("part__code", "answer", "value")) == stored


def test_no_row_means_not_answered(plan, by):
    taken_in(by, line("nam-2024", "366", "htx-moi", part="htx", value="3"))

    total = AcceptedFigure.objects.get(part=None)
    assert (total.value, total.incomplete) == (Decimal(3), True)
    assert set(AcceptedFigure.objects.values_list("indicator__code", flat=True)) == {"htx-moi"}


def test_the_same_file_again_changes_nothing(plan, by):
    lines = [line("nam-2024", "366", "viec-lam", value="3"), line("nam-2024", "360", "viec-lam", value="4")]
    taken_in(by, *lines)
    before = [list(model.objects.order_by("pk").values()) for model in (Round, Report, Revision, ReportEvent, Figure)]
    accepted = list(AcceptedFigure.objects.order_by("pk").values())

    again = taken_in(by, *lines)

    assert again.writes == 0
    assert [
        list(model.objects.order_by("pk").values()) for model in (Round, Report, Revision, ReportEvent, Figure)
    ] == before
    assert list(AcceptedFigure.objects.order_by("pk").values()) == accepted


def test_a_changed_value_makes_a_new_revision_of_its_report_alone(plan, by, world):
    taken_in(
        by,
        line("nam-2024", "366", "viec-lam", value="3"),
        line("nam-2024", "366", "htx-moi", answer="zero"),
        line("nam-2024", "360", "viec-lam", value="4"),
    )

    done = taken_in(by, line("nam-2024", "366", "viec-lam", value="5"), line("nam-2024", "360", "viec-lam", value="4"))

    assert [(c.reporter, c.indicator, c.was, c.is_) for c in done.changes] == [
        ("Huyện Hải Hậu", "viec-lam", "3", "5"),
    ]
    assert list(report_of("366", "nam-2024").revisions.values_list("number", flat=True)) == [1, 2]
    assert list(report_of("360", "nam-2024").revisions.values_list("number", flat=True)) == [1]
    assert counted(world.hai_hau) == [
        ("366", "htx-moi", 2024, YEAR, Decimal(0), None, None),
        ("366", "viec-lam", 2024, YEAR, Decimal(5), None, None),
    ]


def test_what_was_filled_in_on_the_portal_is_never_overwritten(plan, by, world):
    taken_in(by, line("nam-2024", "366", "viec-lam", value="3"))
    Report.objects.filter(unit=world.y_yen).update(version=1)

    with pytest.raises(HistoryWrong) as wrong:
        taken_in(by, line("nam-2024", "360", "viec-lam", value="4"), line("nam-2024", "366", "viec-lam", value="4"))

    assert [mistake.text for mistake in wrong.value.mistakes] == [
        "Dòng 2: báo cáo của Huyện Ý Yên, kỳ Năm 2024 đã có trên cổng (đang nhập) nên không nhập đè. Bỏ các dòng của báo "
        "cáo này khỏi tệp; nếu số trên cổng sai thì mở lại báo cáo để sửa."
    ]
    assert report_of("366", "nam-2024").revisions.count() == 1


def test_what_was_reopened_since_is_the_units_again(plan, by, world):
    taken_in(by, line("nam-2024", "366", "viec-lam", value="3"))
    Report.objects.filter(unit=world.hai_hau).update(state=ReportState.REOPENED)

    with pytest.raises(HistoryWrong, match="1 chỗ phải sửa"):
        taken_in(by, line("nam-2024", "366", "viec-lam", value="4"))


def test_nothing_is_taken_where_one_row_is_wrong(plan, by):
    with pytest.raises(HistoryWrong):
        taken_in(by, line("nam-2024", "366", "viec-lam", value="3"), line("nam-2024", "360", "viec-lam", value="1.5"))

    assert (Round.objects.count(), Report.objects.count()) == (0, 0)


def test_only_who_administers_the_province_takes_in(plan, province_reviewer):
    with pytest.raises(PermissionDenied):
        taken_in(province_reviewer, line("nam-2024", "366", "viec-lam", value="3"))

    taken_in(province_reviewer, line("nam-2024", "366", "viec-lam", value="3"), is_operator=True)
    assert Round.objects.get().opened_by is None


def test_a_preview_says_what_would_be_done_and_does_nothing(plan, by):
    taken_in(by, line("nam-2024", "366", "viec-lam", value="3"))
    lines = [
        line("6-thang-2024", "366", "viec-lam", value="1"),
        line("nam-2024", "366", "viec-lam", value="3"),
        line("nam-2024", "360", "viec-lam", value="2"),
    ]

    found = preview_of(sheet_of(*lines), plans=Plan.objects.all(), now=NOW)

    assert [(r.name, r.is_opened, r.new, r.changed, r.same) for r in found.rounds] == [
        ("6 tháng 2024", False, 1, 0, 0),
        ("Năm 2024", True, 1, 0, 1),
    ]
    assert (found.reports, found.figures, found.writes) == (3, 3, 2)
    assert Round.objects.count() == 1


def test_an_imported_report_says_so_and_is_neither_late_nor_overdue(plan, by, world):
    taken_in(by, line("nam-2024", "366", "viec-lam", value="3"))
    report = report_of("366", "nam-2024")

    assert [tag.label for tag in tags_of(report, NOW)] == ["Đã duyệt, nhập từ số liệu cũ"]
    assert [(step.label, step.by, step.receipt) for step in history_of(report)] == [
        ("Nhập số liệu cũ", str(by), f"N2024-366-{report.pk}-01")
    ]
    report.state = ReportState.REOPENED
    assert (is_overdue(report, NOW), is_shut(report, NOW)) == (False, False)


def test_a_round_of_several_plans_takes_the_figures_of_each(plan, by, world):
    other = make_plan(scope=world.nam_dinh, code="ke-hoach-khac")
    make_duty(other, Reporter.UNIT, year="trước 30/11")
    make_goal(other, plan.goals.get(code="viec-lam").indicator, code="viec-lam")
    first = line("nam-2024", "366", "htx-moi", answer="zero")
    second = line("nam-2024", "366", "viec-lam", value="3").replace("nam-dinh-108-2024", "ke-hoach-khac")
    taken_in(by, first)

    taken_in(by, second)

    assert Round.objects.count() == 1
    assert set(Round.objects.get().plans.all()) == {plan, other}
    assert [row[1] for row in counted(world.hai_hau)] == ["htx-moi", "viec-lam"]
