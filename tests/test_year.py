"""The whole story once, as people live it: Nam Định's plan of 2024, its two rounds, the merger between them, the print."""

import json
import subprocess
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from reporting.choices import ReportState
from reporting.models import Report, Round
from tests.year import (
    CODE,
    HAI_HAU,
    HALF_YEAR_CUT_OFF,
    MY_LOC,
    OF_PROVINCE,
    SIX_MONTHS,
    WHOLE_YEAR,
    XUAN_TRUONG,
    YEAR_CUT_OFF,
    Cast,
    Counted,
    accept,
    districts_on,
    hand_in,
    load_country_and_plan,
    posted,
    provinces_report,
    report_of,
)

REASON = "Số HTX mới là 20, đề nghị kiểm tra lại."


@pytest.mark.django_db
def test_the_year_once_around(client, on_day, tmp_path):
    year = SimpleNamespace(client=client, on_day=on_day)

    the_country_and_the_plan_are_loaded(year)
    the_province_opens_six_months(year)
    hai_hau_reports_is_sent_back_and_corrects(year)
    the_six_months_add_up(year)
    my_loc_is_not_asked_for_the_year(year)
    the_year_adds_up(year)
    page_command_and_print_say_the_same(year, tmp_path)


def the_country_and_the_plan_are_loaded(year):
    told = load_country_and_plan()
    year.cast = Cast()

    assert "Đơn vị: 4081 mới; 0 không đổi" in told
    assert f"{CODE}: nạp mới: 19 mục, 23 chỉ tiêu, 14 nhiệm vụ, 3 chế độ báo cáo" in told
    assert f"{CODE}: không có gì thay đổi" in load_country_and_plan()


def the_province_opens_six_months(year):
    """The paper names no day for the districts' six months: the province sets it."""
    year.on_day(date(2024, 5, 2))
    year.client.force_login(year.cast.administrator)

    opened = year.client.post(reverse("reporting:round-open", args=[CODE, 2024]), {"half_year": "14/6/2024"})

    assert opened.url == reverse("reporting:round-list")
    year.half, year.whole = Round.objects.order_by("cut_off")
    assert [
        (r.code, r.cut_off, r.units_last_day, r.units_due_wording, r.asks_estimate) for r in (year.half, year.whole)
    ] == [
        ("6-thang-2024", HALF_YEAR_CUT_OFF, HALF_YEAR_CUT_OFF, "do tỉnh đặt", False),
        ("nam-2024", YEAR_CUT_OFF, YEAR_CUT_OFF, "trước ngày 30/11", True),
    ]
    assert districts_on(HALF_YEAR_CUT_OFF) == sorted(SIX_MONTHS)
    assert set(reporters(year.half)) == {*SIX_MONTHS, "36"}


def reporters(round_):
    return Report.objects.filter(round=round_).values_list("unit__code", flat=True)


def hai_hau_reports_is_sent_back_and_corrects(year):
    """With the pages: a slip of the finger is submitted, sent back with a reason, corrected, and accepted."""
    year.on_day(date(2024, 6, 12))
    head, reviewer = year.cast.heads[HAI_HAU], year.cast.reviewer
    slip = Counted(20, 1, 7)

    first = fill_and_submit(year, slip, year.cast.officers[HAI_HAU], head)
    press(year, reviewer, "begin-review")
    press(year, reviewer, "return", reason=REASON)
    returned = year.client.get(page_of(year)).content.decode()
    second = fill_and_submit(year, SIX_MONTHS[HAI_HAU], year.cast.officers[HAI_HAU], head)
    press(year, reviewer, "accept")

    report = report_of(year.half, HAI_HAU)
    assert REASON in returned
    assert (first, second) == (f"6T2024-366-{report.pk}-01", f"6T2024-366-{report.pk}-02")
    assert [(e.move, e.by, e.reason) for e in report.events.all()] == [
        ("submit", head, ""),
        ("begin_review", reviewer, ""),
        ("return", reviewer, REASON),
        ("submit", head, ""),
        ("accept", reviewer, ""),
    ]
    assert [revision.content["figures"][1]["value"] for revision in report.revisions.all()] == ["20", "2"]


def page_of(year, name="page"):
    return reverse(f"reporting:report-{name}", args=[report_of(year.half, HAI_HAU).pk])


def fill_and_submit(year, counted, officer, head):
    """The officer saves, the head looks and submits. Returns the number of the receipt."""
    year.client.force_login(officer)
    saved = year.client.post(page_of(year, "check"), posted(report_of(year.half, HAI_HAU), counted))
    assert saved.status_code == 302, saved.context["form"].errors
    return press(year, head, "submit").rstrip("/").rpartition("/")[2]


def press(year, person, name, **fields):
    year.client.force_login(person)
    version = report_of(year.half, HAI_HAU).version
    answer = year.client.post(page_of(year, name), {"version": version, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def the_six_months_add_up(year):
    for code, counted in SIX_MONTHS.items():
        if code != HAI_HAU:
            accept(
                hand_in(report_of(year.half, code), counted, year.cast, HALF_YEAR_CUT_OFF), year.cast, date(2024, 6, 17)
            )
    accept(
        hand_in(provinces_report(year.half), OF_PROVINCE, year.cast, HALF_YEAR_CUT_OFF), year.cast, date(2024, 6, 17)
    )

    assert said(HALF_YEAR_CUT_OFF) == {
        # value, target, share, status, reported / expected
        "can-bo-hoi-duoc-tap-huan": ("84.6154", "100", "84.6154", "behind", "10/10"),  # 80 + 30 of 100 + 30
        "hoi-nu-doanh-nhan": ("2024-05-20", None, "", "met", "1/1"),
        "htx-moi": ("4", "3", "133.3333", "exceeded", "10/10"),
        "viec-lam-moi": ("33", "70", "47.1429", "behind", "10/10"),
        "viec-lam-on-dinh": ("150", "300", "50", "behind", "10/10"),
        "moi-huyen-htx-moi": ("3", "1", "30", "behind", "10/10"),
        "moi-huyen-tht-moi": ("4", "1", "40", "behind", "10/10"),
    }


JUDGED = [
    "can-bo-hoi-duoc-tap-huan",
    "hoi-nu-doanh-nhan",
    "htx-moi",
    "viec-lam-moi",
    "viec-lam-on-dinh",
    "moi-huyen-htx-moi",
    "moi-huyen-tht-moi",
]


def said(on):
    """What the command tells of the judged goals on a day."""
    rows = {row["goal"]: row for row in progress(on)}
    return {
        goal: (
            *(rows[goal][key] for key in ("value", "target", "share", "status")),
            f"{rows[goal]['reported']}/{rows[goal]['expected']}",
        )
        for goal in JUDGED
    }


def progress(on):
    told = StringIO()
    call_command("progress", plan=CODE, on=on.isoformat(), format="json", stdout=told)
    return json.loads(told.getvalue())


def my_loc_is_not_asked_for_the_year(year):
    """It merged into the city on 1/9/2024. Until the city's year is accepted, both six months stand; then the city's."""
    year.on_day(YEAR_CUT_OFF)

    assert districts_on(YEAR_CUT_OFF) == sorted({*SIX_MONTHS} - {MY_LOC}) == sorted(WHOLE_YEAR)
    assert set(reporters(year.whole)) == {*WHOLE_YEAR, "36"}
    assert said(YEAR_CUT_OFF)["htx-moi"] == ("4", "3", "133.3333", "exceeded", "0/9")
    accept(
        hand_in(report_of(year.whole, "356"), WHOLE_YEAR["356"], year.cast, YEAR_CUT_OFF), year.cast, date(2024, 12, 2)
    )
    assert said(YEAR_CUT_OFF)["htx-moi"] == (
        "4",
        "3",
        "133.3333",
        "exceeded",
        "1/9",
    )  # 2 of the city for its 1 and Mỹ Lộc's 1
    assert said(YEAR_CUT_OFF)["viec-lam-moi"] == ("38", "70", "54.2857", "behind", "1/9")  # 33 - 6 - 3 + 14


def the_year_adds_up(year):
    """Xuân Trường's report is sent back: its six months stand in for it, and it is missing from the round."""
    for code, counted in WHOLE_YEAR.items():
        if code != "356":
            report = hand_in(report_of(year.whole, code), counted, year.cast, YEAR_CUT_OFF)
            if code != XUAN_TRUONG:
                accept(report, year.cast, date(2024, 12, 3))
    accept(hand_in(provinces_report(year.whole), OF_PROVINCE, year.cast, YEAR_CUT_OFF), year.cast, date(2024, 12, 3))
    send_back(year, XUAN_TRUONG)

    assert said(YEAR_CUT_OFF) == {
        "can-bo-hoi-duoc-tap-huan": ("91.6667", "100", "91.6667", "on_track", "8/9"),  # 72 + 8 + 30 of 80 + 10 + 30
        "hoi-nu-doanh-nhan": ("2024-05-20", None, "", "met", "1/1"),
        "htx-moi": ("9", "3", "300", "exceeded", "8/9"),
        "viec-lam-moi": ("71", "70", "101.4286", "exceeded", "8/9"),  # 68, and Xuân Trường's 3
        "viec-lam-on-dinh": ("255", "300", "85", "behind", "8/9"),  # 8 x 30, and Xuân Trường's 15
        "moi-huyen-htx-moi": ("6", "1", "66.6667", "behind", "8/9"),
        "moi-huyen-tht-moi": ("7", "1", "77.7778", "behind", "8/9"),
    }


def send_back(year, code):
    year.client.force_login(year.cast.reviewer)
    report = report_of(year.whole, code)
    address = reverse("reporting:report-return", args=[report.pk])
    year.client.post(address, {"reason": "Số liệu tăng đột biến.", "version": report.version})
    assert report_of(year.whole, code).state == ReportState.RETURNED


def page_command_and_print_say_the_same(year, tmp_path):
    year.client.force_login(year.cast.reader)

    page = year.client.get(reverse("reporting:dashboard", args=[CODE]), {"den": "2024-11-29"}).content.decode()
    workbook, text = printed(year, tmp_path, "xlsx"), printed(year, tmp_path, "pdf")

    cells = {cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {9, 71, 255} <= cells
    assert [words for words in ("8/9", "Huyện Xuân Trường", "101,4") if words not in page] == []
    assert [words for words in ("8/9 đơn vị", "Huyện Xuân Trường", "101,4", "BAN THƯỜNG VỤ") if words not in text] == []


def printed(year, tmp_path, form):
    """The downloaded document, read back; the command writes the same bytes."""
    answer = year.client.get(reverse(f"reporting:document-{form}", args=[year.whole.pk, CODE]))
    file = tmp_path / f"bao-cao.{form}"
    call_command("export_report", plan=CODE, round="nam-2024", format=form, output=file, stdout=StringIO())
    assert file.read_bytes() == answer.content
    if form == "pdf":
        return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout
    return load_workbook(file)
