"""The matrix of a round: where each report stands, how many of its rows are answered, and what of it is shown."""

from datetime import date, datetime

import pytest

from plans.choices import Reporter
from portal.dates import VIET_NAM
from reporting.choices import Heading, ReportState
from reporting.models import Remark
from reporting.overseeing.matrix import matrix_of
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
)
from tests.reporting.overseeing.autumn import (
    NOON,
    handed_in,
    lines_of,
    looked_at,
    of_the_province,
    tags_of,
    typed,
    written,
)

# --- Where a report stands --------------------------------------------------------------------------------------------


def test_each_state_has_its_words(autumn, world, province_reviewer, hai_hau_head):
    make_report(autumn.round, world.city)
    typed(make_report(autumn.round, world.y_yen, version=3), autumn, autumn.divided)
    handed_in(autumn.round, world.hai_hau, hai_hau_head, date(2024, 12, 2))
    of_the_province(autumn, world)

    assert lines_of(looked_at(autumn, province_reviewer)) == {
        "Thành phố Nam Định": (["Chưa nhập", "Quá hạn"], [(0, 4), (0, 2)]),
        "Huyện Ý Yên": (["Đang nhập 1/6", "Quá hạn"], [(1, 4), (0, 2)]),
        "Huyện Hải Hậu": (["Đã nộp", "Nộp muộn 3 ngày"], [(0, 4), (0, 2)]),
        "Tỉnh Nam Định": (["Chưa nhập", "Quá hạn"], [(0, 0), (0, 0)]),
    }


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReportState.SUBMITTED, ["Đã nộp"]),
        (ReportState.RETURNED, ["Trả lại để sửa"]),
        (ReportState.REOPENED, ["Mở lại để sửa"]),
        (ReportState.ACCEPTED, ["Đã duyệt"]),
    ],
)
def test_what_came_in_time_is_only_called_by_its_state(autumn, world, province_reviewer, state, words):
    handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 11, 29), state=state)

    assert tags_of(looked_at(autumn, province_reviewer), world.hai_hau) == words


def test_the_moment_after_the_last_day_is_late(autumn, world, province_reviewer):
    midnight = datetime(2024, 11, 30, 0, 0, tzinfo=VIET_NAM)
    report = handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 11, 30))
    type(report).objects.filter(pk=report.pk).update(first_submitted_at=midnight)

    matrix = looked_at(autumn, province_reviewer, sieve="nop-muon")

    assert tags_of(matrix, world.hai_hau) == ["Đã nộp", "Nộp muộn 1 ngày"]


def test_who_was_given_more_time_is_told_and_judged_by_it(autumn, world, province_reviewer):
    more = {"extended_to": date(2024, 12, 6), "extension_reason": "Bão số 3"}
    make_report(autumn.round, world.y_yen, **more)
    handed_in(autumn.round, world.city, province_reviewer, date(2024, 12, 2), **more)
    handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 12, 2))

    matrix = looked_at(autumn, province_reviewer)

    assert {name: tags for name, (tags, _) in lines_of(matrix).items()} == {
        "Thành phố Nam Định": ["Đã nộp", "Gia hạn đến 06/12"],
        "Huyện Ý Yên": ["Chưa nhập", "Gia hạn đến 06/12"],
        "Huyện Hải Hậu": ["Đã nộp", "Nộp muộn 3 ngày"],
    }
    assert list(lines_of(looked_at(autumn, province_reviewer, sieve="nop-muon"))) == ["Huyện Hải Hậu"]


def test_before_the_last_day_is_over_nobody_is_overdue(autumn, world, province_reviewer):
    make_report(autumn.round, world.hai_hau)
    before = datetime(2024, 11, 29, 23, 59, tzinfo=VIET_NAM)

    assert tags_of(looked_at(autumn, province_reviewer, before), world.hai_hau) == ["Chưa nhập"]


def test_what_was_taken_from_old_figures_is_told_as_such(autumn, world, province_reviewer):
    handed_in(
        autumn.round, world.hai_hau, province_reviewer, date(2024, 11, 29), state=ReportState.ACCEPTED, is_imported=True
    )

    assert tags_of(looked_at(autumn, province_reviewer), world.hai_hau) == ["Đã duyệt, nhập từ số liệu cũ"]


def test_what_was_sent_back_says_how_many_rows_are_marked(autumn, world, province_reviewer):
    report = handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 11, 20), state=ReportState.RETURNED)
    of_it = {"report": report, "revision": report.revisions.get(), "by": province_reviewer, "at": NOON, "sent_at": NOON}
    for indicator, act in [(autumn.jobs, "marks"), (autumn.news, "marks"), (autumn.divided, "opens")]:
        Remark.objects.create(indicator=indicator, kind="actual", act=act, text="Xem lại.", **of_it)

    assert tags_of(looked_at(autumn, province_reviewer), world.hai_hau) == ["Trả lại (2 ô)"]


# --- Units that are no more -------------------------------------------------------------------------------------------


def test_a_unit_that_merged_before_the_cut_off_is_not_missing(autumn, world, province_reviewer):
    make_report(autumn.round, world.city)

    matrix = looked_at(autumn, province_reviewer)

    assert [(one.name, one.words) for one in matrix.gone] == [
        ("Huyện Mỹ Lộc", "Không còn từ 01/09/2024, nhập vào Thành phố Nam Định")
    ]
    assert {sieve.word: sieve.count for sieve in matrix.chosen.sieves}["chua-nop"] == 1
    assert looked_at(autumn, province_reviewer, sieve="chua-nop").gone == ()


def test_a_unit_that_merged_after_the_cut_off_names_who_carries_it_on(autumn, world, province_reviewer):
    half = make_round(autumn.plan, period="half_year", cut_off=date(2024, 6, 14))
    make_report(half, world.my_loc)

    [row] = matrix_of(half, province_reviewer, NOON).rows

    assert [tag.label for tag in row.tags] == ["Chưa nhập", "Quá hạn", "Không còn từ 01/09/2024"]
    assert row.note == "nhập vào Thành phố Nam Định"


def test_a_unit_that_was_split_names_what_it_became(world, province_reviewer, on_day):
    on_day(date(2025, 7, 2))
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)
    make_goal(plan, make_indicator())
    round_ = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))

    gone = matrix_of(round_, province_reviewer, NOON).gone

    assert [(one.name, one.words) for one in gone] == [
        ("Thành phố Nam Định", "Không còn từ 01/07/2025, nhập vào Phường Nam Định"),
        ("Huyện Ý Yên", "Không còn từ 01/07/2025, chia về Xã Ý Yên, Xã Vũ Dương"),
        ("Huyện Hải Hậu", "Không còn từ 01/07/2025, chia về Xã Hải Hậu, Xã Hải Anh"),
    ]


# --- How much is filled in --------------------------------------------------------------------------------------------


def test_rows_are_counted_not_boxes(autumn, world, province_reviewer):
    report = typed(make_report(autumn.round, world.hai_hau, version=2), autumn, autumn.divided, autumn.news)
    typed(report, autumn, autumn.divided, kind="estimate")
    make_figure(report, autumn.jobs, answer="no_data", reason="Chưa thống kê")
    written(report, Heading.RESULTS, Heading.PROPOSALS)

    [row] = looked_at(autumn, province_reviewer).rows

    assert [tuple(cell) for cell in row.cells] == [(3, 4), (1, 2)]
    assert tuple(row.prose) == (2, 4)
    assert row.tags[0].label == "Đang nhập 4/6"


def test_what_is_not_asked_is_not_counted(autumn, world, province_reviewer):
    report = typed(make_report(autumn.round, world.hai_hau, version=2), autumn, autumn.news)
    make_figure(report, make_indicator("Không còn hỏi"), 5)
    make_figure(report, autumn.jobs, 5, kind="final")

    [row] = looked_at(autumn, province_reviewer).rows

    assert [tuple(cell) for cell in row.cells] == [(0, 4), (1, 2)]


def test_an_agency_is_asked_only_its_own(autumn, world, province_reviewer):
    of_agency = make_indicator("Lao động nữ trong HTX", from_units=False, from_agencies=True)
    make_goal(autumn.plan, of_agency, section=autumn.second).agencies.add(world.alliance)
    report = make_report(autumn.round, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance, version=1)
    typed(report, autumn, of_agency)
    make_report(autumn.round, world.hai_hau)

    assert lines_of(looked_at(autumn, province_reviewer)) == {
        "Huyện Hải Hậu": (["Chưa nhập", "Quá hạn"], [(0, 4), (0, 2)]),
        "Liên minh HTX tỉnh Nam Định": (["Đang nhập 1/2", "Quá hạn"], [(0, 0), (1, 2)]),
    }


def test_two_plans_ask_each_unit_what_its_territories_ask(autumn, world, province_reviewer):
    of_hai_hau = make_plan(scope=world.hai_hau, code="hai-hau", short_title="Kế hoạch Hải Hậu")
    make_goal(of_hai_hau, make_indicator("Tổ liên kết"))
    autumn.round.plans.add(of_hai_hau)
    for unit in (world.y_yen, world.hai_hau):
        make_report(autumn.round, unit)

    matrix = looked_at(autumn, province_reviewer)

    assert [(column.heading, column.plan_name) for column in matrix.columns] == [
        ("II. NỘI DUNG HOẠT ĐỘNG", str(autumn.plan)),
        ("III. TRUYỀN THÔNG", str(autumn.plan)),
        ("II. NỘI DUNG HOẠT ĐỘNG", str(of_hai_hau)),
    ]
    assert lines_of(matrix)["Huyện Ý Yên"][1] == [(0, 4), (0, 2), (0, 0)]
    assert lines_of(matrix)["Huyện Hải Hậu"][1] == [(0, 4), (0, 2), (0, 2)]
