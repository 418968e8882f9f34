"""A password forgotten: the same answer for everybody, a link for an hour and once, to the address on file."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client

from portal import clock
from portal.models import OutgoingMail, User
from tests.portal.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]
FORGOTTEN = "/quen-mat-khau/"
ITS_OWN = "bốn con vịt bơi qua sông"


@pytest.fixture(autouse=True)
def answers_soon(settings):
    settings.PASSWORD_FORGOTTEN_SECONDS = 0.0
    settings.PORTAL_ADDRESS = "https://kehoach.example.vn"


@pytest.fixture
def hoa(db):
    return User.objects.create_user("hoa", password=PASSWORD, full_name="Trần Thị Hoa", email="hoa@example.vn")


def ask(told, **more):
    return Client().post(FORGOTTEN, {"told": told}, **more)


def path_in(letter):
    return next(word for word in letter.body.split() if "/dat-lai-mat-khau/" in word).removeprefix(
        "https://kehoach.example.vn"
    )


def test_whoever_asks_for_whomever_is_answered_the_same(hoa, clerk):
    User.objects.create_user("closed", password=PASSWORD, email="closed@example.vn", is_active=False)
    User.objects.create_user("invited", email="invited@example.vn")

    told = ["hoa", "hoa@example.vn", "lan", "closed", "closed@example.vn", "invited", "nobody", "nobody@example.vn"]
    answers = {(a.status_code, a.url, a.content) for a in map(ask, told)}
    pages = {Client().post(FORGOTTEN, {"told": name}, follow=True).content for name in told}

    assert len(answers) == len(pages) == 1
    assert [letter.to for letter in OutgoingMail.objects.all()] == ["hoa@example.vn"]


def test_the_answer_takes_the_same_time_whoever_is_asked_for(hoa, settings):
    settings.PASSWORD_FORGOTTEN_SECONDS = 0.1
    ask("hoa")  # what is imported at the first time only

    times = {told: [] for told in ("hoa", "nobody")}
    for _ in range(20):
        OutgoingMail.objects.all().delete()
        for told, taken in times.items():
            began = time.perf_counter()
            ask(told)
            taken.append(time.perf_counter() - began)

    known, unknown = (median(taken) for taken in times.values())
    assert abs(known - unknown) < 0.1 * unknown


def test_the_link_sets_a_new_password_once(hoa):
    ask("HOA@example.vn")
    path, client = path_in(OutgoingMail.objects.get()), Client()

    page = client.get(path, follow=True)
    where = page.redirect_chain[-1][0]
    done = client.post(where, {"new_password1": ITS_OWN, "new_password2": ITS_OWN}, follow=True)
    again = Client().get(path)

    assert "Tên đăng nhập: <strong>hoa</strong>" in page.content.decode()
    assert "Đăng nhập bằng tên “hoa”" in done.content.decode()
    assert Client().post("/dang-nhap/", {"username": "hoa", "password": ITS_OWN}).url == "/"
    assert again.status_code == 410
    assert "đã dùng rồi, hoặc đã quá 1 giờ" in again.content.decode()


@pytest.mark.parametrize(("minutes", "status"), [(59, 302), (61, 410)])
def test_the_link_is_good_for_an_hour(hoa, minutes, status, monkeypatch):
    ask("hoa")
    later = datetime.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert Client().get(path_in(OutgoingMail.objects.get())).status_code == status


def test_a_new_password_ends_every_session(hoa):
    elsewhere = Client()
    elsewhere.force_login(hoa)
    ask("hoa")
    client = Client()
    where = client.get(path_in(OutgoingMail.objects.get())).url

    client.post(where, {"new_password1": ITS_OWN, "new_password2": ITS_OWN})

    assert elsewhere.get("/").status_code == 302


def test_a_used_password_or_another_sign_in_makes_the_link_worth_nothing(hoa):
    ask("hoa")
    Client().post("/dang-nhap/", {"username": "hoa", "password": PASSWORD})

    assert Client().get(path_in(OutgoingMail.objects.get())).status_code == 410


@pytest.mark.parametrize(
    "poisoned", [{"headers": {"host": "evil.example"}}, {"headers": {"x-forwarded-host": "evil.example"}}]
)
def test_the_link_names_the_portals_own_address_whatever_the_request_says(hoa, settings, poisoned):
    settings.ALLOWED_HOSTS = ["*"]

    ask("hoa", **poisoned)

    letter = OutgoingMail.objects.get()
    assert "https://kehoach.example.vn/dat-lai-mat-khau/" in letter.body
    assert "evil" not in letter.body


def test_a_host_that_is_not_ours_is_turned_away(hoa):
    assert ask("hoa", headers={"host": "evil.example"}).status_code == 400
    assert OutgoingMail.objects.count() == 0


def test_asking_again_and_again_sends_one_letter(hoa, on_day):
    on_day(datetime(2024, 11, 22, tzinfo=UTC).date())

    first = clock.now()
    for _ in range(5):
        ask("hoa")

    # Two where ten minutes were over between the first and the last.
    assert 1 <= OutgoingMail.objects.count() <= 1 + (clock.now().minute // 10 != first.minute // 10)


def test_an_address_that_several_share_gets_a_letter_for_each(hoa):
    User.objects.create_user("hoa2", password=PASSWORD, full_name="Trần Thị Hòa", email="hoa@example.vn")

    ask("hoa@example.vn")

    assert sorted(letter.body.split("tài khoản ")[1].split()[0] for letter in OutgoingMail.objects.all()) == [
        "hoa",
        "hoa2",
    ]


@pytest.mark.parametrize("token", ["x", "abc-def", "set-password"])
def test_a_made_up_link_is_told_so(hoa, token):
    assert Client().get(f"/dat-lai-mat-khau/MQ/{token}/").status_code == 410
