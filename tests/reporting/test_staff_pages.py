"""The pages of people: who sits where, forms that keep what was typed, and a code shown once."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from plans.choices import Role, UnitLevel
from plans.models import Seat
from plans.succession import current_map
from portal.models import Invitation, OutgoingMail, User
from tests.builders import make_seat, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 2)
ITS_OWN = "bốn con vịt bơi qua sông"


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def words(answer):
    text = re.sub(r"(?s)<head.*?</head>|<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


def row_of(answer, name):
    """The words of one place's row of the list."""
    rows = re.findall(r"(?s)<tr>.*?</tr>", answer.content.decode())
    return next(" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows if name in row)


def code_in(answer):
    return re.search(r"data-code>([^<]+)<", answer.content.decode())[1]


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_tells_who_sits_where_and_what_is_missing(
    province_administrator, hai_hau_head, hai_hau_officer, y_yen_officer, world
):
    Seat.objects.create(
        user=hai_hau_officer,
        role=Role.HEAD,
        unit=world.hai_hau,
        acting_for=hai_hau_head.seats.get(),
        valid_from=TODAY,
        valid_to=date(2024, 12, 31),
    )

    page = client_of(province_administrator).get("/nhan-su/")

    assert row_of(page, "Huyện Hải Hậu") == (
        "Huyện Hải Hậu Trần Thị Hoa (hai-hau-ky) – người ký báo cáo của đơn vị "
        "Nguyễn Thị Lan (hai-hau-nhap) – người ký báo cáo của đơn vị, thay Trần Thị Hoa từ 02/12/2024 đến hết 31/12/2024 "
        "Nguyễn Thị Lan (hai-hau-nhap) – cán bộ nhập liệu –"
    )
    assert row_of(page, "Huyện Ý Yên").endswith("Phạm Thị Mai (y-yen-nhap) – cán bộ nhập liệu Chưa có người ký")
    assert row_of(page, "Thành phố Nam Định") == "Thành phố Nam Định – Chưa có người ký Không có cán bộ nhập liệu"
    assert "3 nơi chưa có người ký" in words(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=hai hau", ["Huyện Hải Hậu"]),
        ("tim=HẢI HẬU", ["Huyện Hải Hậu"]),
        ("tim=pham thi mai", ["Huyện Ý Yên"]),
        ("tim=y-yen-nhap", ["Huyện Ý Yên"]),
        ("thieu=1", ["Tỉnh Nam Định", "Thành phố Nam Định", "Huyện Ý Yên"]),
        ("tim=khong co ai", []),
        ("tim=" + "a" * 200, []),
    ],
)
def test_places_are_found_by_their_name_and_their_people(
    province_administrator, hai_hau_head, y_yen_officer, query, found
):
    page = client_of(province_administrator).get(f"/nhan-su/?{query}")

    if len(query) < 150:
        assert [str(row.place) for row in page.context["page"]] == found
    assert page.status_code == 200


def test_the_list_is_paged_and_costs_a_fixed_number_of_queries(
    world, province_administrator, django_assert_num_queries
):
    for number in (1, 40):
        for place in range(number):
            unit = make_unit(f"Huyện {number}-{place}", UnitLevel.DISTRICT, parent=world.nam_dinh)
            make_seat(make_user(f"nguoi-{number}-{place}"), Role.HEAD, unit=unit)
        current_map()
        client = client_of(province_administrator)

        with django_assert_num_queries(11):
            page = client.get("/nhan-su/")

    assert page.context["page"].paginator.num_pages == 2
    assert "Trang 1/2" in words(page)


def test_a_head_sees_her_own_unit_only(hai_hau_head, hai_hau_officer, y_yen_officer):
    page = client_of(hai_hau_head).get("/nhan-su/")

    assert [str(row.place) for row in page.context["page"]] == ["Huyện Hải Hậu"]
    assert "Phạm Thị Mai" not in words(page)


# --- Inviting ---------------------------------------------------------------------------------------------------------


def typed(**changed):
    first = {"role": "officer", "full_name": "Phan Thị Mới", "email": "", "way": "giay", "first_day": "02/12/2024"}
    return {**first, **changed}


def give(user, unit, **changed):
    return client_of(user).post(f"/nhan-su/noi/don-vi/{unit.pk}/them/", typed(**changed))


def test_a_head_invites_an_officer_on_paper_and_the_code_opens_the_portal(hai_hau_head, world):
    paper = give(hai_hau_head, world.hai_hau)
    code, client = code_in(paper), Client()

    client.post(f"/loi-moi/{code}/", {"new_password1": ITS_OWN, "new_password2": ITS_OWN})
    client.post("/dang-nhap/", {"username": "phan.thi.moi", "password": ITS_OWN})

    assert "phan.thi.moi" in words(paper)
    assert "no-store" in paper.headers["Cache-Control"]
    assert client.get("/ky-bao-cao/").status_code == 200


def test_by_mail_the_inviter_sees_no_code_and_hears_where_no_mail_goes_out(hai_hau_head, world):
    answer = give(hai_hau_head, world.hai_hau, email="moi@example.vn", way="thu")

    assert answer.status_code == 302
    assert OutgoingMail.objects.get().to == "moi@example.vn"
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    # A sample database writes to nobody.
    assert told[1:] == [
        "Thư mời gửi đến moi@example.vn.",
        "Máy chủ thư chưa được cấu hình nên thư còn nằm lại: hãy cấp mã trên giấy.",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"full_name": ""}, "Ghi người nhận vị trí."),
        ({"account": "hai-hau-nhap"}, "Chỉ ghi một trong hai"),
        ({"account": "y-yen-nhap", "full_name": ""}, "Không tìm thấy tên đăng nhập này trong phạm vi của bạn."),
        ({"account": "khong-co", "full_name": ""}, "Không tìm thấy tên đăng nhập này trong phạm vi của bạn."),
        ({"email": "moi"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"way": "thu"}, "Ghi thư điện tử để gửi thư mời"),
        ({"first_day": "mai"}, "Gõ ngày theo dạng ngày/tháng/năm"),
        ({"first_day": ""}, "Ghi ngày, ví dụ 01/12/2026."),
        ({"last_day": "01/12/2024"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"role": "administrator"}, "Chọn lại vai trò trong danh sách."),
        ({"account": "hai-hau-nhap", "full_name": ""}, "đã giữ vai trò này ở đây"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(
    hai_hau_head, hai_hau_officer, y_yen_officer, world, changed, told
):
    answer = give(hai_hau_head, world.hai_hau, reason="Quyết định 12", **changed)

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert 'value="Quyết định 12"' in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_the_list_of_invitations_shows_what_is_open_and_takes_it_back(hai_hau_head, world):
    code, client = code_in(give(hai_hau_head, world.hai_hau)), client_of(hai_hau_head)

    listed = words(client.get("/nhan-su/loi-moi/"))
    client.post(f"/nhan-su/loi-moi/{Invitation.objects.get().pk}/thu-hoi/")

    assert "Phan Thị Mới (phan.thi.moi) giấy Trần Thị Hoa" in listed
    assert "Không có mục nào." in words(client.get("/nhan-su/loi-moi/"))
    assert Client().get(f"/loi-moi/{code}/").status_code == 410


def test_accounts_that_nobody_has_used_are_listed(province_administrator, hai_hau_head, y_yen_officer):
    User.objects.filter(pk=y_yen_officer.pk).update(last_login="2024-06-01T00:00:00Z")

    # Looking by force_login counts as signing in.
    found = words(client_of(province_administrator).get("/nhan-su/loi-moi/?loai=chua-dung"))

    assert "Trần Thị Hoa (hai-hau-ky)" in found
    assert "Phạm Thị Mai" not in found


def test_a_new_code_is_made_for_who_has_forgotten(hai_hau_head, hai_hau_officer):
    answer = client_of(hai_hau_head).post(f"/nhan-su/nguoi/{hai_hau_officer.pk}/cap-ma/", {"way": "giay"})

    Client().post(f"/loi-moi/{code_in(answer)}/", {"new_password1": ITS_OWN, "new_password2": ITS_OWN})

    hai_hau_officer.refresh_from_db()
    assert hai_hau_officer.check_password(ITS_OWN)
