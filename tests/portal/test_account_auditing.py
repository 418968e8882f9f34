"""Who came in, and what the system administrators did, stands in the audit trail; no password ever does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.account_auditing import MOST_REFUSED_AN_HOUR, record_refused_sign_in
from portal.accounts import change_email
from portal.inviting import choose_password, invite
from portal.models import AuditEntry, User
from tests.portal.conftest import PASSWORD

NOW = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)
NEW_PASSWORD = "mot-mat-khau-khac-han"


def told():
    return list(AuditEntry.objects.order_by("number").values_list("action", "by__username", "words"))


def signed_in(client, username, password):
    return client.post(reverse("portal:sign-in"), {"username": username, "password": password})


def test_coming_in_and_going_out_is_told(client, clerk):
    signed_in(client, "lan", PASSWORD)
    client.post(reverse("portal:sign-out"))
    client.post(reverse("portal:sign-out"))

    assert told() == [
        ("session.signed_in", "lan", "Nguyễn Thị Lan đăng nhập."),
        ("session.signed_out", "lan", "Nguyễn Thị Lan đăng xuất."),
    ]


def test_a_refused_sign_in_names_the_account_and_never_the_password(client, clerk):
    signed_in(client, "lan", "sai-mat-khau")
    signed_in(client, "mat-khau-go-nham-o", "sai-mat-khau")
    signed_in(client, "", "")

    assert told() == [
        ("session.refused", None, "Đăng nhập không được với tên “lan”."),
        ("session.refused", None, "Đăng nhập không được với tên không có trên cổng (bắt đầu bằng “mat”)."),
    ]
    assert list(AuditEntry.objects.order_by("number").values_list("by_name", "subject_pk")) == [
        ("Không rõ ai", str(clerk.pk)),
        ("Không rõ ai", ""),
    ]


@pytest.mark.django_db
def test_whoever_tries_passwords_all_night_does_not_fill_the_trail():
    for _ in range(MOST_REFUSED_AN_HOUR + 5):
        record_refused_sign_in("admin", now=NOW)
    assert AuditEntry.objects.count() == MOST_REFUSED_AN_HOUR

    record_refused_sign_in("admin", now=NOW + timedelta(hours=1, seconds=1))

    assert AuditEntry.objects.count() == MOST_REFUSED_AN_HOUR + 1


def test_a_changed_password_is_told_without_it(client, clerk):
    client.force_login(clerk)

    client.post(
        reverse("portal:password-change"),
        {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
    )

    assert told() == [("account.password_set", "lan", "Nguyễn Thị Lan đặt mật khẩu mới của mình.")]
    assert NEW_PASSWORD not in str(AuditEntry.objects.values().get())


# --- The desk of the system administrators ----------------------------------------------------------------------------


@pytest.fixture
def desk(keeper):
    client = Client()
    client.force_login(keeper)
    return client


def test_a_new_account_is_told(desk):
    desk.post(
        reverse("admin:portal_user_add"),
        {
            "username": "moi",
            "full_name": "Tạ Thị Mới",
            "email": "",
            "password1": NEW_PASSWORD,
            "password2": NEW_PASSWORD,
        },
    )

    account = User.objects.get(username="moi")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by_name, entry.subject_pk) == ("account.created", "Ngô Văn Bình", str(account.pk))
    assert entry.words.startswith("Ngô Văn Bình thêm tài khoản “Tạ Thị Mới”: ")
    assert "moi" in entry.words
    assert NEW_PASSWORD not in str(AuditEntry.objects.values().get())


def test_closing_an_account_tells_from_what_to_what(desk, clerk):
    desk.post(
        reverse("admin:portal_user_change", args=[clerk.pk]),
        {"username": "lan", "full_name": "Nguyễn Thị Lan Anh", "email": "", "is_staff": ""},
    )

    clerk.refresh_from_db()
    assert (clerk.is_active, clerk.full_name) == (False, "Nguyễn Thị Lan Anh")
    entry = AuditEntry.objects.get()
    assert entry.action == "account.changed"
    assert entry.details == {
        "Họ và tên": {"from": "Nguyễn Thị Lan", "to": "Nguyễn Thị Lan Anh"},
        "Được đăng nhập": {"from": True, "to": False},
    }
    assert entry.words == (
        "Ngô Văn Bình sửa tài khoản “Nguyễn Thị Lan Anh”: Họ và tên: Nguyễn Thị Lan → Nguyễn Thị Lan Anh; "
        "Được đăng nhập: có → không."
    )


# --- Invitations and addresses ----------------------------------------------------------------------------------------


def test_a_way_in_is_told_without_its_code(keeper, clerk):
    code = invite(clerk, by=keeper, now=NOW, by_mail=False).code
    choose_password(code, NEW_PASSWORD, NOW)

    assert told() == [
        ("account.invited", "binh", "Ngô Văn Bình in mã đặt mật khẩu cho Nguyễn Thị Lan (lan)."),
        ("account.password_set", "lan", "Nguyễn Thị Lan đặt mật khẩu mới của mình."),
    ]
    everything = str(list(AuditEntry.objects.values()))
    assert (code in everything, NEW_PASSWORD in everything) == (False, False)


def test_a_changed_address_is_told_from_what_to_what(keeper, clerk):
    change_email(clerk, "lan@example.vn", by=keeper, now=NOW)

    assert told() == [
        (
            "account.email_changed",
            "binh",
            "Ngô Văn Bình đổi thư điện tử của Nguyễn Thị Lan (lan): trống → lan@example.vn.",
        )
    ]
