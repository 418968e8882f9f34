from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from plans.models import Goal, Plan
from tests.plans.plan_files import OTHER_PLAN, PLAN, changed, load

PAGE = "/ke-hoach/ke-hoach-thu/"


class Words(HTMLParser):
    """The text that a page shows."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_data(self, data):
        self.found.append(data)

    def __str__(self):
        return " ".join(" ".join(self.found).split())


def words_of(response):
    assert response.status_code == 200
    return str(Words(unescape(response.content.decode())))


@pytest.fixture
def loaded(world, tmp_path, on_day):
    """Nam Định's plan, and one of Ninh Bình's that concerns nobody in Nam Định."""
    on_day(date(2024, 6, 10))
    load(tmp_path, PLAN, changed(OTHER_PLAN, "issuers: [hoi-tinh]", "issuers: [hoi-tinh-moi]"))


def test_the_list_holds_the_plans_that_concern_the_persons_unit(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(reverse("plans:plan-list")))

    assert "Đề án thử" in words
    assert "6 chỉ tiêu, 1 nhiệm vụ" in words
    assert "Kế hoạch khác" not in words


def test_an_empty_list_says_what_to_do(world, on_day, client, hai_hau_officer):
    on_day(date(2024, 6, 10))
    client.force_login(hai_hau_officer)

    words = words_of(client.get(reverse("plans:plan-list")))

    assert "Chưa có kế hoạch nào liên quan đến đơn vị hoặc cơ quan của bạn." in words


def test_another_provinces_plan_is_not_found(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    assert Plan.objects.filter(code="ke-hoach-khac").exists()
    assert client.get("/ke-hoach/ke-hoach-khac/").status_code == 404


@pytest.mark.parametrize("person", ["stranger", "system_administrator"])
def test_who_does_not_work_with_plans_may_not_open_them(person, loaded, client, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(PAGE).status_code == 403


def test_the_page_is_the_whole_paper_in_its_order(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(PAGE))

    places = [
        words.index(part)
        for part in (
            "Số: 12/KH-BTV",
            "Nam Định, ngày 26 tháng 02 năm 2024",
            "KẾ HOẠCH",
            "Thực hiện Đề án thử",
            "Căn cứ Quyết định số 01/QĐ-TTg;",
            "Hội xây dựng kế hoạch như sau.",
            "- Thành lập mới ít nhất 03 HTX.",
            "ít nhất 03 HTX, năm 2024; ít nhất 07 HTX, giai đoạn 2024-2025",
            "Tư vấn, hỗ trợ thành lập HTX.",
            "Lồng ghép: OCOP",
            "- Mỗi huyện ít nhất 01 HTX.",
            "Trên đây là kế hoạch.",
            "Thường trực Tỉnh ủy;",
            "PHÓ CHỦ TỊCH",
            "Nguyễn Thị An",
        )
    ]
    assert places == sorted(places)
    assert "năm trước ngày 30/11; 6 tháng do tỉnh đặt; đột xuất do tỉnh đặt" in words


def test_readings_open_at_once_when_asked(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    closed, opened = client.get(PAGE).content.decode(), client.get(f"{PAGE}?mo=het").content.decode()

    assert closed.count('<details class="reading"') == opened.count('<details class="reading"') == 7
    assert closed.count('id="chi-tieu-htx" open') == 0
    assert opened.count('id="chi-tieu-htx" open') == 1


def test_our_notes_are_marked_as_ours(loaded, tmp_path, client, hai_hau_officer):
    load(tmp_path, changed(PLAN, "    heading: MỤC TIÊU", "    heading: MỤC TIÊU\n    note: Chỗ này in mờ."))
    client.force_login(hai_hau_officer)

    words = words_of(client.get(PAGE))

    assert "Ghi chú của người nhập: Chỗ này in mờ." in words


def test_one_agencys_tasks_can_be_asked_for(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(PAGE, {"co-quan": "lien-minh"}))

    assert "1 nhiệm vụ, theo thứ tự của văn bản." in words
    assert "1. Hội LHPN tỉnh – phối hợp Tư vấn, hỗ trợ thành lập HTX." in words
    assert "Thành lập mới ít nhất 03 HTX" not in words


def test_an_agency_without_tasks_is_told_so(loaded, client, hai_hau_officer):
    client.force_login(hai_hau_officer)

    words = words_of(client.get(PAGE, {"co-quan": "khong-co"}))

    assert "Kế hoạch không giao nhiệm vụ nào cho cơ quan này." in words


QUERIES_OF_A_PAPER = 23


def test_the_number_of_queries_does_not_grow_with_the_paper(
    loaded, tmp_path, client, hai_hau_officer, django_assert_num_queries
):
    client.force_login(hai_hau_officer)
    client.get(PAGE)  # the map of units is read once

    with django_assert_num_queries(QUERIES_OF_A_PAPER):
        client.get(PAGE)
    load(tmp_path, _longer(PLAN))
    with django_assert_num_queries(QUERIES_OF_A_PAPER):
        client.get(PAGE)

    assert Goal.objects.filter(plan__code="ke-hoach-thu").count() == 18


def _longer(text):
    """The plan with each goal, task and duty three times."""
    for kind, after in (("goals", "tasks"), ("tasks", "funding"), ("duties", "letterheads")):
        start, end = text.index(f"{kind}:\n") + len(kind) + 2, text.index(f"{after}:")
        block = text[start:end]
        copies = [block.replace("  - code: ", f"  - code: lan-{number}-") for number in (2, 3)]
        text = text[:start] + block + "".join(copies) + text[end:]
    return text


@pytest.mark.parametrize("plans", [1, 3])
def test_the_list_takes_as_many_queries_for_one_plan_as_for_three(
    plans, world, tmp_path, on_day, client, hai_hau_officer, django_assert_num_queries
):
    on_day(date(2024, 6, 10))
    load(tmp_path, *[changed(PLAN, "code: ke-hoach-thu", f"code: ke-hoach-{number}") for number in range(plans)])
    client.force_login(hai_hau_officer)
    client.get(reverse("plans:plan-list"))

    with django_assert_num_queries(6):
        response = client.get(reverse("plans:plan-list"))

    assert words_of(response).count("Đề án thử") == plans
