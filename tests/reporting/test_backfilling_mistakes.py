"""Every mistake of a file of old figures is told by its line and column, with what was expected there."""

from datetime import date

import pytest

from plans.models import Plan
from reporting.backfilling import HistoryWrong, preview_of, read_sheet
from tests.builders import make_rule
from tests.reporting.old_figures import CODE, HEAD, NOW, line, make_old_year, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world, on_day):
    on_day(date(2026, 11, 22))
    return make_old_year(world)


def mistakes_in(*lines):
    with pytest.raises(HistoryWrong) as wrong:
        preview_of(sheet_of(*lines), plans=Plan.objects.all(), now=NOW)
    return [(mistake.line, mistake.column, mistake.message) for mistake in wrong.value.mistakes]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (
            line("quý 1", "366", "viec-lam", value="3"),
            "round",
            "không có kỳ “quý 1”. Các kỳ có thể ghi: 6 tháng 2024, Năm 2024.",
        ),
        (line("", "366", "viec-lam", value="3"), "round", "để trống. Ô này phải ghi."),
        (line("nam-2024", "999", "viec-lam", value="3"), "unit_code", "mã “999” không phải đơn vị báo cáo"),
        (line("nam-2024", "366", "hoi", value="1"), "indicator", "không hỏi Huyện Hải Hậu chỉ số “hoi”"),
        (line("nam-2024", "366", "lạ", value="1"), "indicator", "không hỏi Huyện Hải Hậu chỉ số “lạ”"),
        (line("nam-2024", "366", "htx-moi", value="3"), "part", "mỗi thành phần một dòng, ghi một trong htx, tht"),
        (
            line("nam-2024", "366", "htx-moi", part="x", value="3"),
            "part",
            "không có thành phần “x”. Các thành phần: htx",
        ),
        (
            line("nam-2024", "366", "viec-lam", part="htx", value="3"),
            "part",
            "không có thành phần “htx”. Để trống ô này.",
        ),
        (line("nam-2024", "366", "viec-lam", value="1.5"), "value", "không nhận “1.5”"),
        (line("nam-2024", "366", "viec-lam", value="1,25"), "value", "nhiều nhất 1 chữ số sau dấu phẩy"),
        (line("nam-2024", "366", "viec-lam", value="-2"), "value", "Số liệu không được âm."),
        (line("nam-2024", "366", "viec-lam", value="ba"), "value", "không nhận “ba”. Chỉ gõ một số"),
        (line("nam-2024", "366", "viec-lam", numerator="3"), "numerator", "chỉ số này không phải tỷ lệ"),
        (line("nam-2024", "366", "tap-huan", value="80"), "value", "chỉ số này là tỷ lệ: ghi tử số và mẫu số"),
        (line("nam-2024", "366", "tap-huan", numerator="8"), "denominator", "thiếu mẫu số"),
        (line("nam-2024", "366", "viec-lam"), "answer", "dòng chưa có số và chưa có câu trả lời"),
        (line("nam-2024", "366", "viec-lam", answer="có"), "answer", "không hiểu “có”. Chỉ ghi một trong"),
        (
            line("nam-2024", "366", "viec-lam", answer="zero", value="3"),
            "value",
            "đã trả lời “zero” nên ô này phải để trống",
        ),
        (line("nam-2024", "366", "viec-lam", answer="no_data", value="0"), "value", "đã trả lời “no_data”"),
        (line("nam-2024", "36", "hoi", value="30/11/2024"), "value", "sau ngày chốt số liệu 29/11/2024"),
        (line("nam-2024", "36", "hoi", value="rồi"), "value", "Ghi ngày hoàn thành"),
        (line("nam-2024", "366", "viec-lam", value="3").replace(CODE, "khac"), "plan", "không có kế hoạch mã “khac”"),
    ],
)
def test_a_wrong_cell_is_told_with_what_was_expected(plan, row, column, said):
    ((at, where, message),) = mistakes_in(row)

    assert (at, where) == (2, column)
    assert said in message


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(plan):
    found = mistakes_in(
        line("nam-2024", "366", "viec-lam", value="x"),
        line("nam-2024", "360", "viec-lam", value="3"),
        line("nam-2025", "360", "viec-lam", value="3"),
        line("nam-2024", "361", "viec-lam", value="3"),
    )

    assert [(at, column) for at, column, _ in found] == [(2, "value"), (4, "round"), (5, "unit_code")]


def test_a_row_without_its_place_is_told_all_that_is_wrong_with_it(plan):
    found = mistakes_in(
        line("nam-2025", "366", "viec-lam", value="ba"),
        line("nam-2024", "999", "lạ", value="3"),
        line("nam-2024", "999", "hoi", value="30/11/2024"),
    )

    assert [(at, column) for at, column, _ in found] == [
        (2, "round"),
        (2, "value"),
        (3, "indicator"),
        (3, "unit_code"),
        (4, "unit_code"),
    ]


def test_a_row_that_stands_twice_is_told_unless_it_says_the_same(plan):
    same = line("nam-2024", "366", "viec-lam", value="3")

    assert preview_of(sheet_of(same, same), plans=Plan.objects.all(), now=NOW).figures == 1
    assert mistakes_in(same, line("nam-2024", "366", "viec-lam", value="4")) == [
        (3, "indicator", "chỉ số này của đơn vị trong kỳ đã ghi ở dòng 2. Giữ một dòng.")
    ]


def test_parts_and_the_whole_contradict_each_other(plan):
    assert mistakes_in(
        line("nam-2024", "366", "htx-moi", part="htx", value="3"), line("nam-2024", "366", "htx-moi", answer="zero")
    ) == [(3, "part", "chỉ số này đã có dòng ghi theo thành phần, nên dòng ghi chung không được để trống ô này.")]


def test_what_lies_within_is_not_above_the_whole(plan):
    jobs, ratio = plan.goals.get(code="viec-lam").indicator, plan.goals.get(code="htx-moi").indicator
    jobs.not_above = ratio
    jobs.save()

    found = mistakes_in(
        line("nam-2024", "366", "htx-moi", part="htx", value="1"),
        line("nam-2024", "366", "htx-moi", part="tht", value="1"),
        line("nam-2024", "366", "viec-lam", value="3"),
    )

    assert found == [
        (4, "value", "3 lớn hơn 2 của “HTX, THT mới”. Chỉ số này nằm trong số đó. Xem lại các số."),
    ]


@pytest.mark.parametrize(("weight", "is_told"), [("refuse", True), ("explain", False)])
def test_a_rule_that_refuses_a_submission_refuses_old_figures_too(plan, weight, is_told):
    """What is doubtful can only be explained by who typed it."""
    founded = plan.goals.get(code="htx-moi").indicator
    htx, tht = (founded.breakdown.parts.get(code=code) for code in ("htx", "tht"))
    make_rule([(founded, tht)], "below", [(founded, htx)], plan=plan, weight=weight)

    found = mistakes_in(
        line("nam-2024", "366", "htx-moi", part="htx", value="1"),
        line("nam-2024", "366", "htx-moi", part="tht", value="1"),
        line("nam-2024", "360", "htx-moi", part="htx", value="2"),
        line("nam-2024", "360", "htx-moi", part="tht", value="1"),
        line("nam-2024", "khong-co", "viec-lam", value="1"),
    )

    told = [(3, "value", "1 không nhỏ hơn 1 của “HTX, THT mới: HTX”. Xem lại các số.")]
    assert [mistake for mistake in found if mistake[1] == "value"] == (told if is_told else [])


def test_a_round_whose_cut_off_is_still_to_come_is_no_history(plan, on_day):
    now = NOW.replace(year=2024, month=6, day=1)

    with pytest.raises(HistoryWrong, match="1 chỗ"):
        preview_of(sheet_of(line("6-thang-2024", "366", "viec-lam", value="3")), plans=Plan.objects.all(), now=now)


def refused(raw):
    with pytest.raises(HistoryWrong) as wrong:
        read_sheet(raw)
    return [mistake.text for mistake in wrong.value.mistakes]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Tệp: tệp không có dòng nào. Dòng đầu tiên phải là tên các cột."),
        (HEAD.encode(), "Tệp: tệp chỉ có tên các cột, chưa có dòng số liệu nào."),
        (b"round,unit_code\n1,2", "Dòng 1: thiếu cột “Chỉ số”. Dùng tệp mẫu để có đủ cột."),
        (b"round,unit_code,indicator,round\n", "Dòng 1, cột “round”: có hai cột cùng tên này. Bỏ bớt một cột."),
        ("kỳ,mã\n".encode("utf-16"), "Tệp: tệp CSV không phải bảng mã UTF-8. Lưu lại dạng “CSV UTF-8” hoặc .xlsx."),
        (b"a\0b", "Tệp: tệp không phải CSV hay .xlsx. Lưu lại dạng “CSV UTF-8” hoặc .xlsx."),
        (b'round,unit_code,indicator\n"x', "Tệp: tệp CSV có dấu nháy kép mở mà không đóng, hoặc ô quá dài."),
        (b"PK\x03\x04 broken", "Tệp: Tệp này không phải sổ tính Excel (.xlsx), hoặc đã hỏng."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Tệp: Tệp Excel đời cũ (.xls) hoặc có đặt mật khẩu."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(raw, said):
    (text,) = refused(raw)

    assert text.startswith(said)


def test_a_flood_is_refused():
    assert refused(b"round,unit_code,indicator\n" + b"a,b,c\n" * 50_001) == [
        "Tệp: tệp có hơn 50.000 dòng. Chia thành nhiều tệp, ví dụ mỗi năm một tệp."
    ]
    assert refused(b"x" * 10_500_000)[0].startswith("Tệp: tệp nặng hơn 10 MB.")
