"""The pages on which a seat is handed over and a person leaves."""

from datetime import date

import pytest

from plans.choices import Role
from plans.models import Seat
from portal.models import Session
from reporting.models import Report
from tests.builders import make_goal, make_indicator, make_plan, make_report, make_round, make_seat
from tests.reporting.test_staff_pages import TODAY, client_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


@pytest.fixture
def draft(world):
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, make_indicator())
    return make_report(make_round(plan, cut_off=date(2024, 11, 29)), world.hai_hau, version=1)


def test_a_handover_is_one_form(hai_hau_head, hai_hau_officer, world):
    address = f"/nhan-su/vi-tri/{hai_hau_officer.seats.get().pk}/ban-giao/"
    form = {"full_name": "Phan Thị Mới", "way": "giay", "last_day": "31/12/2024", "reason": "QĐ 12"}

    client_of(hai_hau_head).post(address, form)

    found = Seat.objects.filter(unit=world.hai_hau, role=Role.OFFICER).order_by("pk")
    assert list(found.values_list("user__username", "valid_from", "valid_to")) == [
        ("hai-hau-nhap", None, date(2024, 12, 31)),
        ("phan.thi.moi", date(2025, 1, 1), None),
    ]


def test_who_leaves_with_a_form_open_is_refused_at_the_next_save_and_the_draft_stays(
    hai_hau_head, hai_hau_officer, draft
):
    """reliability.md, A5."""
    open_form = client_of(hai_hau_officer)
    seen = open_form.get(f"/bao-cao/{draft.pk}/nhap/").status_code

    form = {"last_day": "02/12/2024", "at_once": "on", "reason": "Nghỉ hưu"}
    client_of(hai_hau_head).post(f"/nhan-su/nguoi/{hai_hau_officer.pk}/nghi/", form)
    saved = open_form.post(f"/bao-cao/{draft.pk}/luu-o/", {"version": 1})
    head = client_of(hai_hau_head).get(f"/bao-cao/{draft.pk}/nhap/")

    assert (seen, saved.status_code, saved.url) == (200, 302, "/dang-nhap/")
    assert Session.objects.filter(user=hai_hau_officer).count() == 0
    assert (head.status_code, Report.objects.get(pk=draft.pk).version) == (200, 1)


def test_who_moves_to_another_unit_is_at_home_there_at_the_next_request(hai_hau_officer, draft, world):
    """reliability.md, A5: the session goes on, what it opens is another unit's."""
    open_form, elsewhere = client_of(hai_hau_officer), make_report(draft.round, world.y_yen)
    before = [open_form.get(f"/bao-cao/{report.pk}/nhap/").status_code for report in (draft, elsewhere)]

    hai_hau_officer.seats.update(valid_to=date(2024, 12, 1))
    make_seat(hai_hau_officer, Role.OFFICER, unit=world.y_yen, valid_from=TODAY)
    after = [open_form.get(f"/bao-cao/{report.pk}/nhap/").status_code for report in (draft, elsewhere)]

    assert (before, after) == ([200, 404], [404, 200])


def test_leaving_shows_first_what_is_open(hai_hau_head, province_administrator, draft):
    page = words(client_of(province_administrator).get(f"/nhan-su/nguoi/{hai_hau_head.pk}/nghi/"))

    assert "Huyện Hải Hậu sẽ không còn người ký" in page
    assert f"1 báo cáo đơn vị đang làm dở (ở lại với đơn vị) {draft}" in page


def test_the_system_administrator_is_told_how_many_and_not_which(hai_hau_head, system_administrator, draft):
    page = words(client_of(system_administrator).get(f"/nhan-su/nguoi/{hai_hau_head.pk}/nghi/"))

    assert "1 báo cáo đơn vị đang làm dở (ở lại với đơn vị)" in page
    assert str(draft.round) not in page


def test_the_last_administrator_is_told_why_she_cannot_go(province_administrator, system_administrator):
    form = {"last_day": "02/12/2024", "reason": "Nghỉ hưu"}

    answer = client_of(system_administrator).post(f"/nhan-su/nguoi/{province_administrator.pk}/nghi/", form)

    assert answer.status_code == 422
    assert "hãy bàn giao cho người khác trước" in answer.content.decode()
    assert 'value="Nghỉ hưu"' in answer.content.decode()


def test_a_closed_account_is_opened_again_from_its_page(hai_hau_head, hai_hau_officer):
    client = client_of(hai_hau_head)
    client.post(f"/nhan-su/nguoi/{hai_hau_officer.pk}/nghi/", {"last_day": "01/12/2024", "reason": "Nghỉ"})
    closed = words(client.get(f"/nhan-su/nguoi/{hai_hau_officer.pk}/"))

    client.post(f"/nhan-su/nguoi/{hai_hau_officer.pk}/mo-lai/")

    assert "Tài khoản đã khóa" in closed
    assert "Tài khoản chưa đặt mật khẩu" in words(client.get(f"/nhan-su/nguoi/{hai_hau_officer.pk}/"))


@pytest.mark.parametrize("kind", ["don-vi", "co-quan", "khac"])
def test_an_address_of_no_place_leads_nowhere(province_administrator, kind):
    assert client_of(province_administrator).get(f"/nhan-su/noi/{kind}/999999/").status_code == 404
