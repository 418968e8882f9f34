"""The operator's command: opens, tells what, and does nothing the second time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.choices import Reporter
from reporting.models import Round
from tests.builders import make_duty, make_plan


@pytest.fixture
def plan(world):
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh-thu", short_title="Đề án 01")
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    make_duty(plan, Reporter.PROVINCE, half_year=None)
    return plan


def told(*arguments):
    out = StringIO()
    call_command("open_rounds", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_it_opens_and_tells_each_round(plan):
    assert told("--plan", "nam-dinh-thu", "--year", "2024") == [
        "6-thang-2024: 6 tháng 2024, mới mở; chốt 14/06/2024, ngày cuối 14/06/2024 (do tỉnh đặt), 4 báo cáo",
        "nam-2024: Năm 2024, mới mở; chốt 29/11/2024, ngày cuối 29/11/2024 (trước ngày 30/11), 3 báo cáo",
    ]


def test_again_it_does_nothing_and_says_so(plan):
    told("--plan", "nam-dinh-thu", "--year", "2024")
    before = list(Round.objects.values())

    again = told("--plan", "nam-dinh-thu", "--year", "2024")

    assert list(Round.objects.values()) == before
    assert all("đã mở từ trước" in line for line in again)


def test_one_period_with_the_provinces_day(plan):
    lines = told("--plan", "nam-dinh-thu", "--year", "2024", "--period", "half_year", "--last-day", "2024-06-10")

    assert lines == [
        "6-thang-2024: 6 tháng 2024, mới mở; chốt 10/06/2024, ngày cuối 10/06/2024 (do tỉnh đặt), 4 báo cáo"
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--plan", "khong-co", "--year", "2024"], "Không có kế hoạch nào mang mã “khong-co”"),
        (["--plan", "nam-dinh-thu", "--year", "2031"], "không có kỳ báo cáo nào trong năm 2031"),
        (["--plan", "nam-dinh-thu", "--year", "2024", "--last-day", "2024-06-10"], "--last-day cần đi cùng --period"),
        (
            ["--plan", "nam-dinh-thu", "--year", "2024", "--period", "half_year", "--last-day", "31/02/2024"],
            "--last-day: Không có ngày 31/02/2024",
        ),
    ],
)
def test_mistakes_are_told(arguments, words, plan):
    with pytest.raises(CommandError, match=words):
        told(*arguments)
