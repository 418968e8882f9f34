"""What may be a password: twelve signs and more, long ones too, and nothing that an office would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.models import User
from portal.passwords import is_easily_guessed

LAN = User(username="nguyen.thi.lan", full_name="Nguyễn Thị Lan", email="lan.hhau@example.vn")


def complaints(password):
    try:
        validate_password(password, LAN)
    except ValidationError as refusal:
        return [error.code for error in refusal.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456",
        "Mật khẩu 2024!",
        "M@tKhau123456",
        "matkhaumatkhau",
        "hoiphunu2024",
        "HoiLienHiepPhuNu",
        "Hội-Phụ-Nữ-Việt-Nam-2026",
        "vietnam@123456",
        "anhyeuem1234",
        "chucmungnammoi2026",
        "canbohoiphunu1",
        "123456789012",
        "202420252026",
        "aaaaaaaaaaaa",
        "qwertyuiop123",
        "abcdefghijkl",
        "nguyenthilan1985",
        "Lan@hoiphunu2024",
        "lanhhau123456",
        "namdinh366366",
        "doclaptudohanhphuc",
    ],
)
def test_what_everybody_would_try_is_refused(password):
    assert "password_easily_guessed" in complaints(password)


@pytest.mark.parametrize(
    "password",
    [
        "bốn con vịt bơi qua sông",
        "mua hai cân ổi rồi về",
        "kiến vàng tha mồi",
        "mot-mat-khau-con-dai-hon",
        "Zebra+quạt_nan+gừng",
        "9vx!Kp2mQz7w",
    ],
)
def test_a_sentence_of_ones_own_is_taken(password):
    assert complaints(password) == []


@pytest.mark.parametrize("length", [64, 65, 128, 5000])
def test_long_ones_are_taken(length):
    password = ("gánh rơm qua cầu tre " * 300)[:length]

    assert complaints(password) == []


def test_eleven_signs_are_too_few_and_twelve_enough():
    assert complaints("gánhrơmquac") == ["password_too_short"]
    assert complaints("gánhrơmquacầ") == []


def test_a_very_long_row_of_keys_is_looked_at_no_longer_than_needed():
    assert is_easily_guessed("a" * 1_000_000)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_site")
def test_nothing_keeps_a_password_from_being_pasted(client, clerk):
    client.force_login(clerk)

    page = client.get("/doi-mat-khau/").content.decode()

    assert page.count('autocomplete="new-password"') == 2
    assert "maxlength" not in page
    assert "onpaste" not in page
