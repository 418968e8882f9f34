"""One's own account: the address that a forgotten password goes to, and where one is signed in."""

from datetime import date

import pytest
from django.test import Client

from portal.models import OutgoingMail, User
from portal.sessions import device_of
from tests.portal.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


def signed_in_with(agent):
    client = Client(headers={"user-agent": agent})
    client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD})
    return client


def change_email(client, email, password=PASSWORD):
    return client.post("/tai-khoan/thu-dien-tu/", {"email": email, "password": password})


def test_a_person_sees_where_she_is_signed_in_and_ends_the_rest(clerk, keeper):
    here, there, other = signed_in_with(EDGE), signed_in_with(PHONE), Client()
    other.force_login(keeper)

    page = here.get("/tai-khoan/").content.decode()
    told = here.post("/tai-khoan/cac-may-khac/dang-xuat/", follow=True).content.decode()

    assert "Edge trên Windows, từ" in page
    assert page.index("(máy này)") < page.index("Chrome trên Android, từ")
    assert "Đã đăng xuất 1 máy khác." in told
    assert "Chrome trên Android" not in told
    assert [client.get("/").status_code for client in (here, there, other)] == [200, 302, 200]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (EDGE, "Edge trên Windows"),
        (PHONE, "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Mobile Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox trên Linux"),
        ("<b>", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_machine_is_told_in_plain_words(agent, words):
    assert device_of(agent) == words


def test_a_person_changes_her_address_with_her_password(client, clerk):
    client.force_login(clerk)

    change_email(client, "lan@example.vn")

    clerk.refresh_from_db()
    assert clerk.email == "lan@example.vn"


@pytest.mark.parametrize(("email", "password"), [("lan@example.vn", "sai"), ("lan", PASSWORD), ("lan@example.vn", "")])
def test_a_mistake_changes_nothing_and_stays_in_its_box(client, clerk, email, password):
    client.force_login(clerk)

    answer = change_email(client, email, password)

    clerk.refresh_from_db()
    assert (answer.status_code, clerk.email) == (422, "")
    assert f'value="{email}"' in answer.content.decode()


def test_the_old_address_is_told_of_the_new_one(client, clerk):
    User.objects.filter(pk=clerk.pk).update(email="cu@example.vn")
    client.force_login(clerk)

    change_email(client, "moi@example.vn")

    letter = OutgoingMail.objects.get()
    assert letter.to == "cu@example.vn"
    assert "moi@example.vn" in letter.body


@pytest.mark.parametrize(("last_day", "status"), [(date(2024, 6, 10), 200), (date(2024, 6, 9), 302)])
def test_whose_last_day_is_over_is_out_and_stays_out(client, clerk, last_day, status, on_day):
    client.force_login(clerk)
    on_day(date(2024, 6, 10))

    User.objects.filter(pk=clerk.pk).update(closed_after=last_day)

    assert client.get("/").status_code == status
    assert signed_in_with(EDGE).get("/").status_code == status
