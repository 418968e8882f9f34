"""A new portal has no accounts: its first one is made by a command, which nobody can use afterwards (reliability.md, A11)."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.models import Invitation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]
ITS_OWN = "bốn con vịt bơi qua sông"


def first_administrator(name="Ngô Văn Bình"):
    told = StringIO()
    call_command("first_administrator", name, stdout=told)
    return re.search(r"Mã .*: (\S+)", told.getvalue())[1]


def choose(code):
    return Client().post(f"/loi-moi/{code}/", {"new_password1": ITS_OWN, "new_password2": ITS_OWN})


def test_nobody_has_an_account_to_begin_with():
    assert User.objects.count() == 0


def test_the_first_administrator_chooses_a_password_and_keeps_the_accounts():
    choose(first_administrator())

    client = Client()
    client.post("/dang-nhap/", {"username": "ngo.van.binh", "password": ITS_OWN})
    assert client.get("/danh-sach/tai-khoan/").status_code == 200


def test_a_lost_code_is_made_anew_and_the_lost_one_opens_nothing():
    lost, code = first_administrator(), first_administrator()

    assert (choose(lost).status_code, choose(code).status_code) == (410, 302)
    assert (User.objects.count(), Invitation.objects.count()) == (1, 2)


def test_it_is_no_back_door(keeper):
    with pytest.raises(CommandError, match="Đã có quản trị hệ thống"):
        first_administrator()

    assert User.objects.count() == 1
