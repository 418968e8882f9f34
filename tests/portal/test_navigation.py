"""The bar on top, the messages and the mark of a sample database."""

from datetime import date

import pytest
from django.urls import NoReverseMatch

from portal.navigation import Entry, entries_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]


@pytest.fixture
def entries_at(rf, settings, django_assert_num_queries):
    def entries(address, user):
        request = rf.get(address)
        request.user = user
        with django_assert_num_queries(0):
            return entries_for(request, settings.NAVIGATION)

    return entries


def test_an_entry_is_shown_to_whom_its_page_lets_in(entries_at, clerk, keeper):
    assert entries_at("/", clerk) == [Entry("Trang đầu", "/", True), Entry("Danh sách", "/danh-sach/", False)]
    assert entries_at("/", keeper)[2:] == [Entry("Tài khoản", "/danh-sach/tai-khoan/", False)]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", ["Trang đầu"]),
        ("/danh-sach/", ["Danh sách"]),
        ("/danh-sach/12/", ["Danh sách"]),
        ("/danh-sach/tai-khoan/", ["Tài khoản"]),
        ("/doi-mat-khau/", []),
    ],
)
def test_the_nearest_entry_above_the_page_is_the_current_one(entries_at, keeper, address, current):
    assert [entry.words for entry in entries_at(address, keeper) if entry.is_current] == current


def test_nothing_is_offered_before_the_sign_in(client):
    page = client.get("/dang-nhap/").content.decode()

    assert "Chức năng chính" not in page
    assert "Đăng xuất" not in page


def test_the_page_marks_the_current_entry_and_names_the_person(client, clerk):
    client.force_login(clerk)

    page = client.get("/danh-sach/3/").content.decode()

    assert '<a class="entries__link" href="/danh-sach/" aria-current="page">Danh sách</a>' in page
    assert page.count("aria-current") == 1
    assert "Nguyễn Thị Lan" in page
    assert "Quản trị hệ thống" not in page


def test_the_administrators_desk_is_offered_to_its_keepers(client, keeper):
    client.force_login(keeper)

    page = client.get("/danh-sach/3/").content.decode()

    assert '<a class="account__item" href="/quan-tri-he-thong/">Quản trị hệ thống</a>' in page


@pytest.mark.parametrize(("name", "error"), [("pages:gone", NoReverseMatch), ("pages:undecided", LookupError)])
def test_a_wrong_entry_is_loud(entries_at, clerk, settings, name, error):
    settings.NAVIGATION = [(name, "Sai")]

    with pytest.raises(error):
        entries_at("/", clerk)


def test_a_signed_in_page_costs_two_queries(client, clerk, django_assert_num_queries):
    client.force_login(clerk)
    client.get("/")

    with django_assert_num_queries(2):
        client.get("/")


def test_a_message_stands_where_a_screen_reader_hears_it(client, clerk):
    client.force_login(clerk)

    page = client.get("/noi/").content.decode()

    assert '<div id="thong-bao" role="status">' in page
    assert '<p class="alert alert-danger">Chưa lưu được.</p>' in page


EVERY_KIND_OF_PAGE = ["/dang-nhap/", "/", "/khong-co/", "/hong/", "/quan-tri-he-thong/"]


@pytest.mark.parametrize("address", EVERY_KIND_OF_PAGE)
def test_a_sample_database_says_so_on_every_page(client, keeper, settings, address):
    settings.SAMPLE_DATABASE, settings.SAMPLE_TODAY = True, date(2026, 12, 1)
    client.raise_request_exception = False
    if address != "/dang-nhap/":
        client.force_login(keeper)

    page = client.get(address).content.decode()

    assert "<strong>DỮ LIỆU MẪU</strong> – hôm nay là 01/12/2026" in page


@pytest.mark.parametrize("address", EVERY_KIND_OF_PAGE)
def test_a_real_database_says_nothing_of_samples(client, keeper, address):
    client.raise_request_exception = False
    if address != "/dang-nhap/":
        client.force_login(keeper)

    page = client.get(address).content.decode()

    assert "</html>" in page
    assert "MẪU" not in page


@pytest.mark.parametrize("address", EVERY_KIND_OF_PAGE[:-1])
def test_the_portals_name_leads_to_the_front_page(client, keeper, address):
    client.raise_request_exception = False
    client.force_login(keeper)

    page = client.get(address, follow=True).content.decode()

    assert '<a class="top-bar__name" href="/">' in page
