"""Days off: weekends and holidays, Saturdays made up for; a last day on one is told, and never moved."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from plans.choices import DayKind
from plans.day_loading import DaysFileWrong, LoadedDays, load_days
from plans.models import CalendarDay
from plans.working_days import WorkingDays, current_working_days

FOUND_2024 = WorkingDays(
    off={
        date(2024, 4, 29): "nghỉ hoán đổi, làm bù thứ Bảy 04/05",
        date(2024, 4, 30): "Ngày Chiến thắng 30/4",
        date(2024, 5, 1): "Ngày Quốc tế lao động 1/5",
    },
    made_up={date(2024, 5, 4): "làm bù cho ngày 29/04/2024"},
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 6, 14), ""),
        (date(2024, 6, 15), "thứ Bảy"),
        (date(2024, 6, 16), "Chủ nhật"),
        (date(2024, 4, 30), "Ngày Chiến thắng 30/4"),
        (date(2024, 5, 4), ""),
    ],
)
def test_a_day_off_has_a_name(day, name):
    assert FOUND_2024.is_day_off(day) == name


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 6, 16), date(2024, 6, 14), date(2024, 6, 17)),
        (date(2024, 6, 12), date(2024, 6, 11), date(2024, 6, 13)),
        (date(2024, 4, 30), date(2024, 4, 26), date(2024, 5, 2)),
        (date(2024, 5, 5), date(2024, 5, 4), date(2024, 5, 6)),
    ],
)
def test_working_days_are_found_on_both_sides(day, before, after):
    assert (FOUND_2024.previous_working_day(day), FOUND_2024.next_working_day(day)) == (before, after)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 6, 14), ""),
        (date(2024, 5, 4), ""),
        (date(2025, 6, 14), "thứ Bảy, ngày nghỉ: nên nộp từ thứ Sáu 13/06, hạn không đổi"),
        (date(2024, 4, 30), "thứ Ba, Ngày Chiến thắng 30/4: nên nộp từ thứ Sáu 26/04, hạn không đổi"),
    ],
)
def test_a_last_day_on_a_day_off_is_told(day, words):
    assert FOUND_2024.remark(day) == words


# --- The table and its file -------------------------------------------------------------------------------------------


def test_the_table_is_read_by_one_query(db, django_assert_num_queries):
    CalendarDay.objects.create(day=date(2026, 9, 2), name="Quốc khánh 2/9")
    CalendarDay.objects.create(day=date(2026, 8, 22), kind=DayKind.MADE_UP, name="làm bù")

    with django_assert_num_queries(1):
        found = current_working_days()

    assert found == WorkingDays({date(2026, 9, 2): "Quốc khánh 2/9"}, {date(2026, 8, 22): "làm bù"})


def test_a_day_stands_once(db):
    CalendarDay.objects.create(day=date(2026, 9, 2), name="Quốc khánh 2/9")

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(day=date(2026, 9, 2), name="Quốc khánh")


def test_loading_again_changes_nothing_and_keeps_what_was_added(db, capsys):
    call_command("load_days_off")
    CalendarDay.objects.create(day=date(2028, 1, 1), name="Tết Dương lịch")
    before = list(CalendarDay.objects.values())

    call_command("load_days_off")

    assert list(CalendarDay.objects.values()) == before
    assert "0 mới; 0 sửa; 75 không đổi" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "name"),
    [
        # Made known by the Government; a Saturday was worked for each exchanged day.
        (date(2024, 4, 29), "nghỉ hoán đổi, làm bù thứ Bảy 04/05"),
        (date(2024, 5, 4), ""),
        (date(2025, 1, 27), "nghỉ Tết Nguyên đán"),
        (date(2025, 4, 26), ""),
        (date(2025, 5, 2), "nghỉ hoán đổi, làm bù thứ Bảy 26/04"),
        (date(2026, 1, 2), "nghỉ hoán đổi, làm bù thứ Bảy 10/01"),
        (date(2026, 1, 10), ""),
        (date(2026, 2, 20), "nghỉ Tết Nguyên đán"),
        (date(2026, 4, 27), "nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 8, 31), "nghỉ hoán đổi, làm bù thứ Bảy 22/08"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2025, 11, 24), ""),
    ],
)
def test_the_file_knows_the_days_off(db, day, name):
    call_command("load_days_off")

    assert current_working_days().is_day_off(day) == name


@pytest.mark.parametrize("year", range(2023, 2028))
def test_each_year_has_the_days_that_the_labour_code_names(db, year):
    """Bộ luật Lao động 2019, Điều 112: 1/1, five days of Tết, 10/3 of the moon, 30/4, 1/5, 2/9 and a day beside it."""
    call_command("load_days_off")
    names = list(CalendarDay.objects.filter(day__year=year, kind=DayKind.OFF).values_list("name", flat=True))

    assert names.count("nghỉ Tết Nguyên đán") == 5
    for name in [
        "Tết Dương lịch",
        "Giỗ Tổ Hùng Vương",
        "Ngày Chiến thắng 30/4",
        "Ngày Quốc tế lao động 1/5",
        "Quốc khánh 2/9",
    ]:
        assert names.count(name) == 1


def test_a_changed_line_changes_its_day(db, tmp_path):
    file = tmp_path / "ngay.csv"
    file.write_text("day,kind,name,basis\n2026-09-02,off,Quốc khánh,\n", encoding="utf-8")
    first = load_days(file)
    file.write_text("day,kind,name,basis\n2026-09-02,off,Quốc khánh 2/9,Điều 112\n", encoding="utf-8")

    assert (first, load_days(file)) == (LoadedDays(1, 0, 0), LoadedDays(0, 1, 0))
    assert CalendarDay.objects.get().basis == "Điều 112"


def test_a_faulty_file_is_refused_whole_with_its_lines(db, tmp_path):
    file = tmp_path / "ngay.csv"
    lines = ["day,kind,name,basis", "2026-09-02,off,Quốc khánh,", "2/9/2026,off,Quốc khánh,", "2026-09-02,off,Lại,"]
    file.write_text("\n".join([*lines, "2026-09-03,nghi,Nghỉ,", "2026-09-04,off,,"]), encoding="utf-8")

    with pytest.raises(DaysFileWrong) as refusal:
        load_days(file)

    assert str(refusal.value).splitlines() == [
        "dòng 3: “2/9/2026” không phải ngày dạng 2026-09-02",
        "dòng 4: ngày 2026-09-02 có hai lần",
        "dòng 5: “nghi” phải là off hoặc made_up",
        "dòng 6: thiếu tên ngày",
    ]
    assert not CalendarDay.objects.exists()
    with pytest.raises(CommandError, match="Chưa nạp gì"):
        call_command("load_days_off", "--file", str(file))
