from datetime import date

import pytest

from plans.models import Letterhead
from reporting.choices import ReportState
from reporting.documents.content import province_report
from reporting.documents.frame import BLANK, Frame, frame_of
from reporting.documents.reporters import Completeness, Prose, ProseUnderHeading
from reporting.models import Revision
from tests.builders import make_agency, make_report, make_round, make_unit
from tests.reporting.year_2024 import make_year_2024
from tests.rewriting import history_rewritten

TITLE = "Kế hoạch số 108/KH-BTV"
SUBJECT = "thực hiện Đề án “Hỗ trợ hợp tác xã do phụ nữ tham gia quản lý” năm 2024"


@pytest.fixture
def year(world):
    return make_year_2024(world)


def test_the_frame_is_that_of_a_report_not_yet_signed(year):
    assert frame_of(year.plan, year.round) == Frame(
        superior="Hội LHPN Việt Nam",
        body="Ban Thường vụ Hội LHPN tỉnh Nam Định",
        number=f"Số: {BLANK}/BC-BTV",
        place_and_day=f"Nam Định, ngày {BLANK}tháng {BLANK}năm 2024",
        citation=f"số {BLANK}/BC-BTV ngày {BLANK}tháng {BLANK}năm 2024 của Hội LHPN tỉnh Nam Định",
        subject=f"Kết quả thực hiện {TITLE} về {SUBJECT} (kỳ báo cáo năm 2024)",
        addressees=("Tỉnh ủy Nam Định", "Ủy ban nhân dân tỉnh Nam Định"),
        bases=(
            "Căn cứ Kế hoạch số 89/KH-UBND ngày 29/5/2023 của Ủy ban nhân dân tỉnh Nam Định;",
            f"Căn cứ {TITLE} ngày 26/02/2024 của Hội LHPN tỉnh Nam Định về {SUBJECT}.",
        ),
        opening=(
            f"Hội LHPN tỉnh Nam Định báo cáo kết quả thực hiện {TITLE}, kỳ báo cáo năm 2024, "
            "số liệu chốt đến ngày 29/11/2024, như sau:"
        ),
        closing=(
            f"Trên đây là kết quả thực hiện {TITLE}, kỳ báo cáo năm 2024; Hội LHPN tỉnh Nam Định kính báo cáo "
            "Tỉnh ủy Nam Định, Ủy ban nhân dân tỉnh Nam Định./."
        ),
        recipients=("Như trên", "Thường trực Tỉnh ủy", "Hội LHPN các huyện, thành phố", "Lưu: VT, GĐXH-KT"),
        signing_lines=("TM. Ban Thường vụ", "Phó Chủ tịch"),
        signer="Nguyễn Thị Minh Hà",
    )


def test_a_title_in_capitals_gives_way_to_the_short_name(year):
    year.plan.title = "THỰC HIỆN QUYẾT ĐỊNH SỐ 01/QĐ-TTG"

    assert (
        frame_of(year.plan, year.round).subject
        == f"Kết quả thực hiện {TITLE} về Đề án 01 năm 2024 (kỳ báo cáo năm 2024)"
    )


def test_after_a_merger_of_provinces_the_new_union_writes_to_the_new_offices(year, world):
    new_union = make_agency("Hội LHPN tỉnh Ninh Bình", unit=world.ninh_binh, kind="union")
    Letterhead.objects.create(
        agency=new_union,
        valid_from=date(2025, 7, 1),
        body="Ban Thường vụ Hội LHPN tỉnh Ninh Bình",
        number_pattern="…/BC-BTV",
        place="Ninh Bình",
    )
    committee = year.plan.duties.get().recipients.get(name="Ủy ban nhân dân tỉnh Nam Định")
    committee.valid_to = date(2025, 6, 30)
    committee.successor = make_agency("Ủy ban nhân dân tỉnh Ninh Bình", unit=world.ninh_binh)
    committee.save()
    year.plan.duties.get().occasions.update(last_year=2025)
    later = make_round(year.plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 12, 11), code="nam-2025")

    frame = frame_of(year.plan, later)

    assert frame.body == "Ban Thường vụ Hội LHPN tỉnh Ninh Bình"
    assert frame.place_and_day == f"Ninh Bình, ngày {BLANK}tháng {BLANK}năm 2025"
    assert frame.addressees == ("Tỉnh ủy Nam Định", "Ủy ban nhân dân tỉnh Ninh Bình")


def test_a_letterhead_counts_from_its_day(year):
    Letterhead.objects.create(
        agency=year.union, valid_from=date(2024, 11, 30), body="Mới", number_pattern="…/BC", place="Nam Định"
    )
    Letterhead.objects.create(
        agency=year.union, valid_from=date(2024, 11, 29), body="Đang dùng", number_pattern="…/BC", place="Nam Định"
    )

    assert frame_of(year.plan, year.round).body == "Đang dùng"


def test_without_a_letterhead_the_draft_says_that_it_is_missing(year):
    Letterhead.objects.all().delete()

    frame = frame_of(year.plan, year.round)

    assert (frame.body, frame.number) == ("(chưa khai mẫu văn bản)", f"Số: {BLANK}/BC")
    assert frame.recipients == ("Như trên", "Lưu: VT")


def test_what_is_missing_is_told_by_name_and_reason(year):
    report = province_report(year.plan, year.round)

    assert report.completeness == (
        Completeness("Đơn vị báo cáo", 2, 3, (("Đã nộp, chưa được duyệt", ("Huyện Ý Yên",)),)),
        Completeness("Cấp tỉnh", 1, 1, ()),
    )


def test_a_reopened_report_still_stands_in_the_sums(year, world):
    year.round.reports.filter(unit=world.hai_hau).update(state=ReportState.REOPENED)

    units, _ = province_report(year.plan, year.round).completeness

    assert (units.counted, units.missing) == (2, (("Đã nộp, chưa được duyệt", ("Huyện Ý Yên",)),))


def test_accepted_prose_is_gathered_under_its_heading_with_its_author(year):
    report = province_report(year.plan, year.round)

    assert report.prose == (
        ProseUnderHeading(
            "Khó khăn, nguyên nhân",
            (
                Prose(
                    ("Huyện Hải Hậu",),
                    ("Thiếu vốn; lãi suất > 8 % & thủ tục <kéo dài>.", "Thiếu đất làm trụ sở."),
                ),
            ),
        ),
    )


def test_prose_of_a_submission_that_was_not_accepted_is_not_printed(year, world):
    hai_hau = year.round.reports.get(unit=world.hai_hau)
    accepted = hai_hau.revisions.get()
    accepted.pk, accepted.number, accepted.receipt = None, 2, "BN-later"
    accepted.submitted_at = hai_hau.accepted_at.replace(year=2025)
    accepted.content = {"figures": [], "narratives": [{"heading": "difficulties", "text": "Chưa ai duyệt."}]}
    accepted.save()

    (under,) = province_report(year.plan, year.round).prose

    assert [entry.paragraphs[0] for entry in under.entries] == ["Thiếu vốn; lãi suất > 8 % & thủ tục <kéo dài>."]


def test_units_that_wrote_the_same_words_stand_together(year, world):
    city = year.round.reports.get(unit=world.city)
    words = year.round.reports.get(unit=world.hai_hau).revisions.get().content
    with history_rewritten(Revision):
        city.revisions.update(content=words)

    (under,) = province_report(year.plan, year.round).prose

    assert [entry.reporters for entry in under.entries] == [("Thành phố Nam Định", "Huyện Hải Hậu")]


def test_each_row_of_the_table_says_what_its_figures_say(year):
    (group,) = province_report(year.plan, year.round).groups

    assert group.heading == "NỘI DUNG HOẠT ĐỘNG"
    assert [
        (row.measured, row.unit_of_measure, row.target, row.value, row.share, row.status, row.coverage)
        for row in group.results
    ] == [
        ("HTX, THT mới thành lập (HTX)", "HTX", "ít nhất 3", "4", "133,3 %", "Vượt", "2/3"),
        ("Tỷ lệ cán bộ Hội được tập huấn", "%", "100 %", "80 % (40/50)", "80 %", "Chậm", "2/3"),
        ("Thành lập Hội Nữ doanh nhân tỉnh", "", "", "20/05/2024", "", "Đạt", "1/1"),
        (
            "HTX, THT mới thành lập (HTX)",
            "HTX",
            "mỗi đơn vị cấp huyện ít nhất 1",
            "1/3 đơn vị",
            "33,3 %",
            "Chậm",
            "2/3",
        ),
    ]


def test_goals_of_other_years_stay_out(year):
    year.plan.goals.get(code="htx").targets.update(first_year=2025, last_year=2025)

    (group,) = province_report(year.plan, year.round).groups

    assert [result.goal.code for result in group.results] == ["can-bo", "hoi", "moi-huyen"]


@pytest.mark.parametrize("districts", [0, 20])
def test_the_number_of_queries_does_not_depend_on_units(year, world, districts, settings, django_assert_num_queries):
    settings.SAMPLE_DATABASE = False
    for number in range(districts):
        unit = make_unit(f"Huyện {number}", code=f"9{number:02}", parent=world.nam_dinh, valid_to=date(2025, 6, 30))
        make_report(year.round, unit)
    province_report(year.plan, year.round)

    with django_assert_num_queries(31):
        province_report(year.plan, year.round)
