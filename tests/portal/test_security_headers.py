"""What every answer carries, and that no view is open by oversight."""

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from portal.checks import every_view_has_decided

pytestmark = pytest.mark.usefixtures("small_site")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; object-src 'none'"
    ),
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/giau/", 404),
        ("/khong-co/", 404),
        ("/hong/", 500),
        ("/dang-xuat/", 405),
        ("/danh-sach/tai-khoan/", 403),
        ("/danh-sach", 301),
        ("/static/khong-co.css", 404),
        ("/healthz", 200),
    ],
)
def test_every_answer_carries_the_headers(client, clerk, address, status):
    client.raise_request_exception = False
    client.force_login(clerk)

    answer = client.get(address)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", ["css/portal.css", "js/base.js", "img/icons.svg"])
def test_a_static_file_carries_only_what_concerns_it(client, name):
    headers = client.get(f"/static/{name}").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert (headers["X-Content-Type-Options"], headers["Cross-Origin-Resource-Policy"]) == ("nosniff", "same-origin")
    assert {"Permissions-Policy", "Access-Control-Allow-Origin"}.isdisjoint(headers)


@pytest.mark.django_db
def test_a_foreign_host_name_gets_the_headers_and_a_page_too(client):
    answer = client.get("/", headers={"host": "example.com"})

    assert answer.status_code == 400
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/giau/", "Không tìm thấy trang"),
        ("/danh-sach/tai-khoan/", "Bạn không được làm việc này"),
        ("/hong/", "Hệ thống gặp sự cố"),
    ],
)
def test_what_went_wrong_is_told_in_the_frame(client, clerk, address, title):
    client.raise_request_exception = False
    client.force_login(clerk)

    page = client.get(address).content.decode()

    assert f"<title>{title} –" in page
    assert "Theo dõi kế hoạch Hội" in page


@pytest.mark.django_db
def test_a_view_that_has_not_decided_is_shown_to_nobody_and_told_loudly(client, keeper, caplog):
    client.force_login(keeper)

    with caplog.at_level(logging.ERROR, "portal.middleware"):
        answer = client.get("/chua-quyet/")

    assert answer.status_code == 404
    assert b"secret" not in answer.content
    assert caplog.messages == ["The view pages:undecided has not decided who may open it"]


def test_a_view_that_has_not_decided_stops_the_start():
    errors = every_view_has_decided(None)

    assert [(error.id, error.msg) for error in errors] == [
        ("portal.E002", "The view of 'pages:undecided' has not decided who may open it")
    ]


INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | \son[a-z]+\s*= | \shx-on | javascript: | <script(?![^>]*\ssrc=)""",
    re.VERBOSE | re.IGNORECASE,
)


def test_no_template_holds_anything_that_the_policy_forbids():
    templates = sorted(Path(django_settings.BASE_DIR / "templates").rglob("*.html"))

    found = [(path.name, match[0]) for path in templates for match in INLINE.finditer(path.read_text())]

    assert len(templates) > 10
    assert found == []
    assert INLINE.search('<p style="color:red">')
    assert INLINE.search("<script>alert(1)</script>")
