"""A first password by invitation: for one person, once, for seven days, and known to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import close_account, make_account
from portal.errors import RuleBroken
from portal.inviting import choose_password, invitation_of, invite, revoke
from portal.models import Invitation, Notice, OutgoingMail, Session, User
from portal.sessions import end_sessions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]
NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)
ITS_OWN = "bốn con vịt bơi qua sông"


@pytest.fixture
def now(on_day):
    """The pages' clock stands on that day too."""
    on_day(NOW.date())
    return NOW + timedelta(hours=12)


@pytest.fixture
def hoa(db):
    """Was just given an account, and has no password."""
    return make_account("Trần Thị Hoa", "hoa@example.vn")


def made(user, **changed):
    return invite(user, **{"by": None, "now": NOW, "by_mail": False, **changed})


def refused(code, now=NOW):
    with pytest.raises(RuleBroken) as refusal:
        choose_password(code, ITS_OWN, now)
    return str(refusal.value)


def test_a_code_is_given_back_once_and_only_its_hash_is_kept(hoa, keeper):
    invited = made(hoa, by=keeper)

    kept = Invitation.objects.get()
    assert (kept.user, kept.made_by, kept.made_at, kept.expires_at) == (hoa, keeper, NOW, NOW + timedelta(days=7))
    assert len(invited.code.replace("-", "")) == 16
    assert invited.code not in str(Invitation.objects.values_list().get())
    assert invited.code.replace("-", "") not in str(Invitation.objects.values_list().get())


def test_the_invited_chooses_the_password_and_nobody_could_sign_in_before(hoa):
    before = hoa.has_usable_password()

    choose_password(made(hoa).code, ITS_OWN, NOW)

    hoa.refresh_from_db()
    assert (before, hoa.check_password(ITS_OWN)) == (False, True)
    assert Invitation.objects.get().used_at == NOW


@pytest.mark.parametrize("typed", [str.upper, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_understood_however_it_is_typed(hoa, typed):
    code = made(hoa).code

    assert invitation_of(typed(code), NOW).user == hoa


def test_a_code_is_good_once(hoa):
    code = made(hoa).code
    choose_password(code, ITS_OWN, NOW)

    assert "không còn dùng được" in refused(code)


def test_a_code_is_good_for_seven_days(hoa):
    code = made(hoa).code
    last = NOW + timedelta(days=7)

    assert "không còn dùng được" in refused(code, last)
    assert choose_password(code, ITS_OWN, last - timedelta(seconds=1)) == hoa


def test_a_new_invitation_takes_the_old_one_back(hoa):
    first = made(hoa).code
    second = made(hoa).code

    assert "không còn dùng được" in refused(first)
    assert choose_password(second, ITS_OWN, NOW) == hoa


def test_an_invitation_can_be_taken_back(hoa):
    code = made(hoa).code

    revoke(Invitation.objects.get(), NOW)

    assert "không còn dùng được" in refused(code)


def test_a_closed_account_is_not_invited_and_what_was_sent_is_worth_nothing(hoa):
    code = made(hoa).code
    close_account(hoa, after=None, now=NOW)

    with pytest.raises(RuleBroken, match="đã khóa"):
        made(hoa)
    assert "không còn dùng được" in refused(code)


@pytest.mark.parametrize("code", ["", "abcd", "abcd-efgh-jkmn-pqrs", "x" * 60, "'; --", "ｓơn"])
def test_a_made_up_code_opens_nothing(hoa, code):
    made(hoa)

    assert "không còn dùng được" in refused(code)


def test_by_mail_the_link_goes_to_the_address_and_to_nobody_else(hoa, settings):
    settings.PORTAL_ADDRESS = "https://kehoach.example.vn"

    invited = made(hoa, by_mail=True)

    letter = OutgoingMail.objects.get()
    assert (invited.code, letter.to, letter.subject) == ("", "hoa@example.vn", "Mời đặt mật khẩu")
    assert "https://kehoach.example.vn/loi-moi/" in letter.body
    assert "Tên đăng nhập: tran.thi.hoa" in letter.body


def test_who_has_no_address_cannot_be_invited_by_mail(db):
    with pytest.raises(RuleBroken, match="in giấy mời"):
        made(make_account("Lê Thị Mai", ""), by_mail=True)


def test_a_code_made_on_paper_is_told_to_the_persons_address(hoa):
    made(hoa)

    letter = OutgoingMail.objects.get()
    assert letter.subject == "Có mã đặt mật khẩu mới cho tài khoản của bạn"
    assert "/loi-moi/" not in letter.body + Notice.objects.get().address


def test_an_old_password_stays_good_until_the_code_is_used_and_then_every_session_ends(clerk):
    elsewhere = Client()
    elsewhere.force_login(clerk)
    code = made(clerk).code
    still_in = elsewhere.get("/").status_code

    choose_password(code, ITS_OWN, NOW)

    assert (still_in, elsewhere.get("/").status_code) == (200, 302)
    assert Session.objects.filter(user=clerk).count() == 0


def test_two_open_invitations_of_one_person_cannot_stand_in_the_database(hoa):
    made(hoa)

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(user=hoa, digest="a", made_at=NOW, expires_at=NOW)


def test_an_invitation_cannot_be_used_and_taken_back(hoa):
    made(hoa)

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(used_at=NOW, revoked_at=NOW)


# --- Names ------------------------------------------------------------------------------------------------------------


def test_an_account_is_named_after_its_person(db):
    names = [make_account(name, "").username for name in ("Trần Thị Hoa", "TRAN THI HOÀ", "Đỗ Thị Hạnh", "…")]

    assert names == ["tran.thi.hoa", "tran.thi.hoa.2", "do.thi.hanh", "can.bo"]


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_link_leads_from_the_paper_to_the_sign_in(client, hoa, now):
    code = made(hoa, now=now).code
    form = {"new_password1": ITS_OWN, "new_password2": ITS_OWN}

    typed = client.post("/loi-moi/", {"code": code.upper()})
    page = client.get(typed.url)
    done = client.post(typed.url, form, follow=True)

    assert "Tên đăng nhập của bạn là <strong>tran.thi.hoa</strong>" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "Đăng nhập bằng tên “tran.thi.hoa”" in done.content.decode()
    assert client.post("/dang-nhap/", {"username": "tran.thi.hoa", "password": ITS_OWN}).url == "/"


def test_looking_at_the_link_uses_nothing_up(client, hoa, now):
    code = made(hoa, now=now).code

    statuses = [client.get(f"/loi-moi/{code}/").status_code for _ in range(3)]

    assert (statuses, Invitation.objects.get().used_at) == ([200, 200, 200], None)


def test_a_bad_password_is_told_and_uses_nothing_up(client, hoa, now):
    code = made(hoa, now=now).code

    answer = client.post(f"/loi-moi/{code}/", {"new_password1": "matkhau2024", "new_password2": "matkhau2024"})

    assert answer.status_code == 422
    assert "ít nhất 12 ký tự" in answer.content.decode()
    assert Invitation.objects.get().used_at is None


def test_a_link_that_is_over_says_what_to_do(client, now):
    answer = client.get("/loi-moi/abcd-efgh-jkmn-pqrs/")

    assert answer.status_code == 410
    assert "cấp mã mới" in answer.content.decode()


def test_a_mistyped_code_stays_in_its_box(client, now):
    page = client.post("/loi-moi/", {"code": "abcd-efgh"}).content.decode()

    assert 'value="abcd-efgh"' in page
    assert "không còn dùng được" in page


def test_ending_sessions_spares_the_one_named(clerk):
    here, there = Client(), Client()
    for machine in (here, there):
        machine.force_login(clerk)

    ended = end_sessions(clerk, but=here.session.session_key)

    assert (ended, here.get("/").status_code, there.get("/").status_code) == (1, 200, 302)


def test_nobody_has_an_account_by_default(db):
    assert User.objects.count() == 0
