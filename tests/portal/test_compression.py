"""What travels compressed, how, and what is left as it is."""

import gzip

import brotli
import pytest
from django.conf import settings as django_settings
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.compression import PADDING, PagesCompressed

PAGE = "<!doctype html><p>Hội Liên hiệp Phụ nữ</p>" * 50
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


def answered(response, accepts="gzip, deflate, br, zstd"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts} if accepts else {})
    return PagesCompressed(lambda _: response)(request)


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip; q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_is_compressed_as_the_browser_takes_it(accepts, encoding):
    answer = answered(HttpResponse(PAGE), accepts)

    read = DECODERS.get(encoding, bytes)(answer.content)
    assert (answer.headers.get("Content-Encoding"), read.decode()) == (encoding, PAGE)
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_scripts_ask_for_is_compressed_too():
    answer = answered(JsonResponse({"said": PAGE}))

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"%PDF-1.7" + b"x" * 500, content_type="application/pdf"),
        HttpResponse(
            b"PK" + b"x" * 500, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        HttpResponse("ngắn"),
        HttpResponse(PAGE, headers={"Content-Encoding": "gzip"}),
    ],
    ids=["a PDF", "a workbook", "a short answer", "compressed already"],
)
def test_what_would_not_get_smaller_is_left_as_it_is(response):
    before = response.content, dict(response.headers)

    answer = answered(response)

    assert (answer.content, dict(answer.headers)) == before


@pytest.mark.parametrize("kind", ["text/html", "application/pdf"])
def test_what_is_streamed_is_left_as_it_is(kind, tmp_path):
    file = tmp_path / "tep"
    file.write_text(PAGE)

    for response in [
        StreamingHttpResponse([PAGE], content_type=kind),
        FileResponse(file.open("rb"), content_type=kind),
    ]:
        answer = answered(response)

        assert not answer.has_header("Content-Encoding")
        assert b"".join(answer.streaming_content).decode() == PAGE


@pytest.mark.parametrize("accepts", ["br", "gzip"])
def test_the_length_does_not_tell_what_is_inside(accepts):
    lengths = {len(answered(HttpResponse(PAGE), accepts).content) for _ in range(200)}

    assert len(lengths) > PADDING / 2
    assert max(lengths) - min(lengths) < PADDING


@pytest.mark.django_db
@pytest.mark.usefixtures("small_site")
@pytest.mark.parametrize("address", ["/", "/khong-co/", "/danh-sach/tai-khoan/", "/hong/"])
def test_every_page_comes_compressed_through_the_whole_house(client, clerk, address):
    client.raise_request_exception = False
    client.force_login(clerk)

    answer = client.get(address, headers={"accept-encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert b"</html>" in brotli.decompress(answer.content)


@pytest.mark.usefixtures("small_site")
def test_static_files_are_not_compressed_anew(client):
    answer = client.get("/static/css/portal.css", headers={"accept-encoding": "gzip, br"})

    assert not answer.has_header("Content-Encoding")
    order = django_settings.MIDDLEWARE
    assert order.index("whitenoise.middleware.WhiteNoiseMiddleware") < order.index("portal.compression.PagesCompressed")
