from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Role, UnitLevel
from plans.models import CalendarDay, Letterhead, ReportingCalendar, ReportingLevel, Seat

DESKS = ["unit", "seat", "agency", "letterhead", "reportinglevel", "reportingcalendar", "calendarday"]


@pytest.fixture
def desk(client, system_administrator):
    client.force_login(system_administrator)
    return client


def errors(response):
    return response.context["adminform"].form.non_field_errors()


@pytest.mark.parametrize("model", DESKS)
def test_a_system_administrator_may_look_at_every_list(desk, model):
    response = desk.get(reverse(f"admin:plans_{model}_changelist"), {"q": "nam dinh"} if model == "unit" else {})

    assert response.status_code == 200


@pytest.mark.parametrize("model", DESKS)
def test_the_province_has_no_place_at_the_desk(client, province_administrator, model):
    client.force_login(province_administrator)

    assert client.get(reverse(f"admin:plans_{model}_changelist")).status_code == 403


def test_next_years_days_off_are_added_as_they_are_announced(desk):
    address = reverse("admin:plans_calendarday_add")
    typed = {"day": "02/01/2028", "kind": "off", "name": "nghỉ hoán đổi", "basis": ""}

    added, again = desk.post(address, typed), desk.post(address, typed)

    assert (added.status_code, again.status_code) == (302, 200)
    assert [(one.day, one.name) for one in CalendarDay.objects.all()] == [(date(2028, 1, 2), "nghỉ hoán đổi")]
    assert "Ngày này đã có trong danh sách." in again.content.decode()


def test_a_seat_is_only_looked_at_here(desk, world, hai_hau_officer):
    """The pages "Nhân sự" seat people: they know the last administrator, the stand-ins and what is passed on."""
    seat = hai_hau_officer.seats.get()
    typed = {
        "user": seat.user_id,
        "unit": world.y_yen.pk,
        "agency": "",
        "role": Role.HEAD,
        "valid_from": "",
        "valid_to": "",
    }

    looked = desk.get(reverse("admin:plans_seat_change", args=[seat.pk]))
    answers = [
        desk.post(reverse("admin:plans_seat_add"), typed),
        desk.post(reverse("admin:plans_seat_change", args=[seat.pk]), typed),
        desk.post(reverse("admin:plans_seat_delete", args=[seat.pk]), {"post": "yes"}),
    ]

    assert (looked.status_code, [answer.status_code for answer in answers]) == (200, [403, 403, 403])
    assert [(seat.unit, seat.role) for seat in Seat.objects.exclude(role=Role.SYSTEM)] == [
        (world.hai_hau, Role.OFFICER)
    ]


def test_a_unit_is_found_without_its_marks_and_is_not_changed_here(desk, world):
    found = desk.get(reverse("admin:plans_unit_changelist"), {"q": "MY LOC"})
    turned_round = desk.get(reverse("admin:plans_unit_changelist"), {"q": "loc my"})
    desk.post(reverse("admin:plans_unit_change", args=[world.my_loc.pk]), {"name": "Khác"})
    adding = desk.get(reverse("admin:plans_unit_add"))

    assert list(found.context["cl"].result_list) == [world.my_loc]
    assert list(turned_round.context["cl"].result_list) == []
    world.my_loc.refresh_from_db()
    assert world.my_loc.name == "Huyện Mỹ Lộc"
    assert adding.status_code == 403


def test_a_letterheads_lists_are_typed_line_by_line(desk, world):
    letterhead = {
        "agency": world.union.pk,
        "valid_from": "",
        "superior": "",
        "body": "BAN THƯỜNG VỤ",
        "number_pattern": "…/BC-BTV",
        "place": "Nam Định",
        "signing_lines": "TM. BAN THƯỜNG VỤ\r\n PHÓ CHỦ TỊCH \r\n\r\n",
        "signer_name": "",
        "recipients": "Như trên\r\nLưu: VT, GĐXH-KT.",
    }

    desk.post(reverse("admin:plans_letterhead_add"), letterhead)

    saved = Letterhead.objects.get()
    assert saved.signing_lines == ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"]
    assert saved.recipients == ["Như trên", "Lưu: VT, GĐXH-KT."]
    page = desk.get(reverse("admin:plans_letterhead_change", args=[saved.pk]))
    assert "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH</textarea>" in page.content.decode()


def test_a_province_chooses_who_reports_and_when_its_year_begins(desk, world):
    desk.post(
        reverse("admin:plans_reportinglevel_add"),
        {"unit": world.ninh_binh.pk, "level": UnitLevel.CLUSTER, "valid_from": "01/01/2027"},
    )
    desk.post(
        reverse("admin:plans_reportingcalendar_add"),
        {"unit": world.ninh_binh.pk, "first_year": "2027", "starts_on_month": "1", "starts_on_day": "1"},
    )
    refused = desk.post(
        reverse("admin:plans_reportinglevel_add"),
        {"unit": world.ninh_binh.pk, "level": UnitLevel.COMMUNE, "valid_from": "01/01/2027"},
    )

    level, calendar = ReportingLevel.objects.get(unit=world.ninh_binh), ReportingCalendar.objects.get()
    assert (level.level, level.valid_from) == (UnitLevel.CLUSTER, date(2027, 1, 1))
    assert (calendar.unit, calendar.first_year, calendar.starts_the_year_before) == (world.ninh_binh, 2027, False)
    assert errors(refused) == ["Đơn vị này đã đặt cấp báo cáo từ ngày đó."]
