"""Opening a round that no duty foresees, on its pages, and what the units then see."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Period
from reporting.models import Round
from tests.builders import make_goal, make_indicator, make_plan, make_round

BASIS = "Công văn 123/UBND-VX ngày 18/7/2024"


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day(date(2024, 7, 20))


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")


@pytest.fixture
def founded(plan):
    return make_goal(plan, make_indicator("HTX mới thành lập"), wording="Thành lập mới 07 HTX")


@pytest.fixture
def jobs(plan):
    return make_goal(plan, make_indicator("Việc làm mới"), wording="Tạo 500 việc làm")


@pytest.fixture
def administrator(client, province_administrator):
    client.force_login(province_administrator)
    return client


def typed(**changes):
    return {
        "period": "ad_hoc",
        "name": "Báo cáo nhanh tháng 7",
        "basis": BASIS,
        "cut_off": "25/7/2024",
        "units_last_day": "31/7/2024",
        "province_last_day": "",
        "closes_on": "",
        "which_goals": "all",
        "which_units": "all",
        **changes,
    }


def address(*plans):
    return reverse("reporting:round-ad-hoc") + "?" + "&".join(f"ke-hoach={plan.code}" for plan in plans)


def test_first_the_plans_are_chosen(administrator, plan, world):
    make_plan(scope=world.ninh_binh, code="ninh-binh", short_title="Kế hoạch tỉnh khác")

    page = administrator.get(reverse("reporting:round-ad-hoc")).content.decode()

    assert 'value="nam-dinh"' in page
    assert "ninh-binh" not in page
    assert reverse("reporting:round-ad-hoc") in administrator.get(reverse("reporting:round-list")).content.decode()


def test_going_on_without_a_plan_is_told(administrator, plan, world):
    make_plan(scope=world.ninh_binh, code="ninh-binh")

    response = administrator.get(reverse("reporting:round-ad-hoc") + "?ke-hoach=ninh-binh")

    assert response.status_code == 422


def test_the_form_offers_the_plans_goals_and_its_units(administrator, plan, founded, jobs):
    page = administrator.get(address(plan)).content.decode()

    for words in ["Thành lập mới 07 HTX", "Tạo 500 việc làm", "Huyện Hải Hậu", "Huyện Mỹ Lộc"]:
        assert words in page


def test_it_opens_with_what_was_chosen(administrator, plan, founded, jobs, world, hai_hau_officer, y_yen_officer):
    chosen = {"which_goals": "some", f"goals_{plan.pk}": [founded.pk], "which_units": "some"}

    response = administrator.post(
        address(plan), typed(**chosen, units=[world.hai_hau.pk], only_units="on"), follow=True
    )

    round_ = Round.objects.get()
    page = response.content.decode()
    assert "Đã mở kỳ “Báo cáo nhanh tháng 7”, 1 báo cáo." in page
    for words in [f"Theo yêu cầu: {BASIS}", "Kỳ này chỉ hỏi một số chỉ tiêu", "Thành lập mới 07 HTX", "Huyện Hải Hậu"]:
        assert words in page
    assert "Tạo 500 việc làm" not in page
    assert (list(round_.goals.all()), list(round_.units.all()), round_.only_units) == ([founded], [world.hai_hau], True)


def test_the_unit_finds_it_and_is_asked_only_that(administrator, client, plan, founded, jobs, world, hai_hau_officer):
    chosen = {"which_goals": "some", f"goals_{plan.pk}": [founded.pk]}
    administrator.post(address(plan), typed(**chosen))
    report = Round.objects.get().reports.get(unit=world.hai_hau)
    client.force_login(hai_hau_officer)

    home = client.get(reverse("reporting:home")).content.decode()
    form = client.get(reverse("reporting:report-fill", args=[report.pk])).content.decode()

    assert "Báo cáo nhanh tháng 7" in home
    assert f"Theo yêu cầu: {BASIS}" in form
    assert "HTX mới thành lập" in form
    assert "Việc làm mới" not in form


def test_a_day_off_is_told_when_it_opens(administrator, plan, founded):
    page = administrator.post(address(plan), typed(units_last_day="28/7/2024"), follow=True).content.decode()

    assert "Ngày 28/07/2024 là Chủ nhật, ngày nghỉ: nên nộp từ thứ Sáu 26/07, hạn không đổi." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Trường này là bắt buộc."),
        ({"basis": ""}, "Trường này là bắt buộc."),
        ({"cut_off": "31/6/2024"}, "Không có ngày 31/06/2024 trong lịch."),
        ({"cut_off": "1/8/2024"}, "Ngày chốt số liệu phải đến trước hoặc đúng ngày cuối của đơn vị."),
        ({"which_goals": "some"}, "Chọn ít nhất một chỉ tiêu"),
        ({"which_units": "some"}, "Chọn ít nhất một đơn vị"),
        ({"period": "year"}, "year"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(administrator, plan, founded, changes, words):
    response = administrator.post(address(plan), typed(**changes))

    page = response.content.decode()
    assert (response.status_code, words in page) == (422, True)
    assert ("Báo cáo nhanh tháng 7" in page) == ("name" not in changes)
    assert not Round.objects.exists()


def test_all_and_yet_some_is_asked_about(administrator, plan, founded, world):
    response = administrator.post(address(plan), typed(units=[world.hai_hau.pk]))

    assert response.status_code == 422
    assert "Có đơn vị được chọn ở dưới mà ở đây để “Mọi đơn vị”" in response.content.decode()


def test_a_goal_of_another_plan_is_not_taken(administrator, plan, founded, world):
    elsewhere = make_goal(make_plan(scope=world.ninh_binh), make_indicator("Khác"))
    chosen = {"which_goals": "some", f"goals_{plan.pk}": [elsewhere.pk]}

    assert administrator.post(address(plan), typed(**chosen)).status_code == 422
    assert not Round.objects.exists()


def test_pressing_twice_opens_once_and_says_why(administrator, plan, founded):
    administrator.post(address(plan), typed())

    again = administrator.post(address(plan), typed())

    assert (again.status_code, Round.objects.count()) == (422, 1)
    assert "đã hỏi chỉ số này của đơn vị này" in again.content.decode()


def test_units_are_added_on_the_rounds_page(administrator, plan, founded, world):
    administrator.post(address(plan), typed(which_units="some", units=[world.hai_hau.pk]))
    round_ = Round.objects.get()
    more = reverse("reporting:round-more-units", args=[round_.pk])

    shown = administrator.get(more).content.decode()
    nothing = administrator.post(more, {})
    administrator.post(more, {"units": [world.y_yen.pk]})

    assert more in administrator.get(round_.get_absolute_url()).content.decode()
    assert ("Huyện Ý Yên" in shown, "Huyện Hải Hậu" in shown.split("<form", 1)[1]) == (True, False)
    assert nothing.status_code == 422
    assert round_.reports.count() == 2


def test_a_mistaken_round_is_taken_back(administrator, plan, founded):
    administrator.post(address(plan), typed())
    round_ = Round.objects.get()

    response = administrator.post(reverse("reporting:round-discard", args=[round_.pk]), follow=True)

    assert "Đã bỏ kỳ “Báo cáo nhanh tháng 7”." in response.content.decode()
    assert not Round.objects.exists()


def test_a_round_of_the_year_cannot_be_taken_back(administrator, plan, founded):
    round_ = make_round(plan, period=Period.YEAR)
    discard = reverse("reporting:round-discard", args=[round_.pk])

    page = administrator.get(round_.get_absolute_url()).content.decode()
    told = administrator.post(discard, follow=True).content.decode()

    assert discard not in page
    assert "Kỳ theo chế độ báo cáo của kế hoạch thì không bỏ được." in told
    assert Round.objects.count() == 1


def test_the_form_costs_the_same_with_one_goal_and_three(administrator, plan, founded, django_assert_num_queries):
    administrator.get(address(plan))
    with django_assert_num_queries(8):
        administrator.get(address(plan))

    for number in range(2):
        make_goal(plan, make_indicator(f"Chỉ số {number}"))
    with django_assert_num_queries(8):
        administrator.get(address(plan))
