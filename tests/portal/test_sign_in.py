"""Coming in, going out, one's password, and the administrators' desk."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from portal.models import Session, User
from portal.sessions import PROLONGED_AT
from tests.portal.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]

SIGN_IN = "/dang-nhap/"


def sign_in(client, username="lan", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def is_signed_in(client):
    return client.get("/").status_code == 200


def test_a_page_asks_for_the_sign_in_and_is_reached_after_it(client, clerk):
    asked = client.get("/danh-sach/7/?trang=2")

    arrived = sign_in(client, next="/danh-sach/7/?trang=2")

    assert asked.url == f"{SIGN_IN}?next=/danh-sach/7/%3Ftrang%3D2"
    assert arrived.url == "/danh-sach/7/?trang=2"
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"]
)
def test_the_way_on_never_leaves_the_portal(client, clerk, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/"


def test_who_is_signed_in_already_goes_straight_on(client, clerk):
    client.force_login(clerk)

    assert client.get(f"{SIGN_IN}?next=/danh-sach/").url == "/danh-sach/"


def test_a_refused_sign_in_does_not_tell_which_names_exist(client, clerk):
    User.objects.create_user("closed", password=PASSWORD, full_name="Đã Nghỉ", is_active=False)

    pages = [
        sign_in(client, username, password).content.decode()
        for username, password in [("lan", "wrong"), ("nobody", "wrong"), ("closed", PASSWORD), ("closed", "wrong")]
    ]

    same = {re.sub(r'value="(lan|nobody|closed)"|csrfmiddlewaretoken" value="\w+"', "", page) for page in pages}
    assert len(same) == 1
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in pages[0]
    assert "<title>Lỗi: Đăng nhập" in pages[0]
    assert not is_signed_in(client)


def test_a_refused_password_is_not_sent_back(client, clerk):
    assert "typed-by-hand" not in sign_in(client, password="typed-by-hand").content.decode()


def test_signing_out_takes_a_press_and_ends_the_session(client, clerk):
    client.force_login(clerk)

    by_link = client.get("/dang-xuat/")
    still_in = is_signed_in(client)
    by_button = client.post("/dang-xuat/")

    assert (by_link.status_code, still_in) == (405, True)
    assert by_button.url == SIGN_IN
    assert not is_signed_in(client)


def test_signing_out_twice_is_no_error(client):
    assert client.post("/dang-xuat/").url == SIGN_IN


def test_a_new_password_keeps_this_session_and_ends_the_others(client, clerk):
    elsewhere = Client()
    for machine in (client, elsewhere):
        machine.force_login(clerk)
    new = "mot-mat-khau-con-dai-hon"

    answer = client.post(
        "/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True
    )

    assert "Đã đổi mật khẩu." in answer.content.decode()
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert sign_in(Client(), password=new).url == "/"


def test_a_new_password_is_refused_with_the_reason_beside_the_field(client, clerk):
    client.force_login(clerk)

    page = client.post(
        "/doi-mat-khau/", {"old_password": "wrong", "new_password1": "ngan", "new_password2": "ngan"}
    ).content.decode()

    assert '<a href="#id_old_password">Mật khẩu cũ:' in page
    assert '<a href="#id_new_password2">Xác nhận mật khẩu mới:' in page
    assert "ít nhất 12 ký tự" in page
    assert sign_in(Client()).url == "/"


def test_a_form_opened_before_another_sign_in_says_that_nothing_was_saved(clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)

    answer = strict.post("/doi-mat-khau/", {"old_password": PASSWORD})

    assert answer.status_code == 403
    assert "chưa được lưu" in answer.content.decode()


def test_the_health_page_is_open_and_tells_whether_the_database_answers(client):
    def silent(execute, sql, params, many, context):
        raise OperationalError("gone")

    alive = client.get("/healthz")
    with connection.execute_wrapper(silent):
        dead = client.get("/healthz")

    assert (alive.status_code, alive.content) == (200, b"ok\n")
    assert (dead.status_code, dead.content) == (503, b"database does not answer\n")


class TestTheAdministratorsDesk:
    desk = "/quan-tri-he-thong/"

    @pytest.mark.parametrize("address", [desk, desk + "login/", desk + "portal/user/"])
    def test_its_door_is_the_portals_own_sign_in(self, client, address):
        assert client.get(address).url == f"{SIGN_IN}?next={address}"

    def test_it_is_closed_to_everyone_else(self, client, clerk):
        client.force_login(clerk)

        assert client.get(self.desk).status_code == 403

    def test_its_mistakes_are_told_in_vietnamese(self, client, keeper):
        client.force_login(keeper)

        shown = client.post(reverse("admin:portal_user_add"), {}).content.decode()

        assert "Cần sửa những chỗ ghi dưới đây rồi lưu lại." in shown
        assert "Please" not in shown

    def test_its_keepers_need_no_further_right_and_give_no_password(self, client, keeper):
        client.force_login(keeper)

        client.post(reverse("admin:portal_user_add"), {"username": "hoa", "full_name": "Trần Thị Hoa"})

        made = User.objects.get(username="hoa")
        assert (made.full_name, made.is_active, made.has_usable_password()) == ("Trần Thị Hoa", True, False)

    def test_nobody_sets_a_password_for_another(self, client, clerk, keeper):
        client.force_login(keeper)
        new = "mot-mat-khau-con-dai-hon"
        account = f"{self.desk}portal/user/{clerk.pk}/"

        client.post(f"{account}password/", {"password1": new, "password2": new}, follow=True)
        client.post(f"{account}change/", {"username": "lan", "full_name": "Lan", "is_active": "on", "password": new})

        assert (sign_in(Client()).url, sign_in(Client(), password=new).status_code) == ("/", 200)

    def test_accounts_are_closed_and_never_deleted(self, client, clerk, keeper):
        client.force_login(keeper)

        refused = client.post(reverse("admin:portal_user_delete", args=[clerk.pk]), {"post": "yes"})
        client.post(
            reverse("admin:portal_user_change", args=[clerk.pk]), {"username": "lan", "full_name": "Nguyễn Thị Lan"}
        )

        assert refused.status_code == 403
        assert User.objects.get(username="lan").is_active is False

    @pytest.mark.parametrize("page", ["", "portal/user/", "portal/user/add/", "portal/user/{pk}/change/"])
    def test_its_pages_speak_vietnamese(self, client, clerk, keeper, page):
        client.force_login(keeper)

        text = client.get(self.desk + page.format(pk=clerk.pk)).content.decode()

        # Without the head of the list of models: Django has no Vietnamese for it, and no eye sees it.
        words = re.sub(r"(?s)<(script|style|head|thead)\b.*?</\1>|<[^>]+>", " ", text)
        english = re.findall(
            r"\b(?:the|password|user|enabled|disabled|show|counts|authentication|view|after)\b", words, re.I
        )
        assert "Quản trị hệ thống" in words
        assert english == []


def test_a_button_pressed_after_the_session_ended_leads_to_the_front_page(client):
    assert client.post("/danh-sach/7/").url == SIGN_IN


def test_a_button_pressed_after_the_session_ended_says_that_nothing_was_saved(client):
    page = client.post("/danh-sach/7/", follow=True).content.decode()

    assert "Phiên làm việc đã hết nên việc vừa rồi chưa được lưu." in page


@pytest.mark.parametrize(("hours_ago", "is_prolonged"), [(0.5, False), (2, True)])
def test_a_session_counts_from_the_last_hour_of_work(client, clerk, hours_ago, is_prolonged):
    sign_in(client)
    session = client.session
    session[PROLONGED_AT] -= hours_ago * 60 * 60
    session.save()
    ends = session.get_expiry_date() - timedelta(hours=3)
    Session.objects.update(expire_date=ends)

    client.get("/")

    assert (Session.objects.get().expire_date > ends) == is_prolonged
