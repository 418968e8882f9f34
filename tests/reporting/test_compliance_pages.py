"""The pages of documents, records and pilots: what they show, what they say when a form is wrong, and their queries."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Reporter, UnitLevel
from reporting.models import FiledDocument, Pilot, UnitRecord
from tests.builders import make_plan, make_unit
from tests.portal import handed_in
from tests.reporting.records_of_2024 import kept, make_filed, make_owed, make_pilot, make_record
from tests.test_pages import leaks_of

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 2)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")


@pytest.fixture
def asking(client):
    """Ask a page as somebody: its status and its words; whatever it says must be Vietnamese."""

    def ask(user, page, /, *args, query="", **fields):
        client.force_login(user)
        where = reverse(f"reporting:{page}", args=args) + query
        answer = client.post(where, fields) if fields else client.get(where)
        html = answer.content.decode()
        if answer.status_code in {200, 422}:
            assert leaks_of(html) == set()
        return answer.status_code, html

    return ask


def test_the_board_shows_who_has_it_and_who_has_not(world, plan, asking, province_reviewer, hai_hau_officer):
    owed = make_owed(plan, due="15/11")
    make_owed(plan, "du-toan", owed_by=Reporter.PROVINCE, name="Dự toán gửi Sở Tài chính")
    make_filed(owed, world.hai_hau, hai_hau_officer, file=kept(hai_hau_officer))

    status, html = asking(province_reviewer, "compliance-page", plan.code)

    assert status == 200
    for words in ("1/3 đã có", "2 chưa có", "Hạn 15/11/2024", "đã quá hạn", "12/KH-HPN", "Dự toán gửi Sở Tài chính"):
        assert words in html
    assert "Huyện Mỹ Lộc" not in html


def test_the_board_can_be_narrowed_to_what_is_missing(world, plan, asking, province_reviewer, hai_hau_officer):
    owed, other = make_owed(plan), make_owed(plan, "khac", name="Báo cáo sơ kết")
    make_filed(owed, world.hai_hau, hai_hau_officer)
    make_filed(other, world.y_yen, hai_hau_officer)

    _, missing = asking(province_reviewer, "compliance-page", plan.code, query="?loc=chua-co&van-ban=ke-hoach-nam")

    assert [name for name in ("Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Hậu") if f"{name}\n" in missing] == [
        "Thành phố Nam Định",
        "Huyện Ý Yên",
    ]


def test_an_odd_year_shows_the_nearest_one(plan, asking, province_reviewer):
    for year in ("1", "99999", "abcd", "²⁰²⁴", "2031"):
        status, html = asking(province_reviewer, "compliance-page", plan.code, query=f"?nam={year}")

        assert (status, "Văn bản phải có, năm 2024" in html) == (200, True)


def test_a_unit_files_its_document_with_a_scan(world, plan, client, hai_hau_officer):
    make_owed(plan)
    client.force_login(hai_hau_officer)
    where = reverse("reporting:compliance-file", args=[plan.code, "ke-hoach-nam", world.hai_hau.pk, 2024])
    scan = handed_in.uploaded("Kế hoạch.pdf", handed_in.PDF)

    answer = client.post(where, {"number": "12/KH-HPN", "dated": "5/3/2024", "file": scan})

    assert (answer.status_code, answer.url) == (302, "/van-ban/nam-dinh/?nam=2024")
    filed = FiledDocument.objects.get()
    download = client.get(reverse("reporting:compliance-attachment", args=[plan.code, filed.pk]))
    assert b"".join(download.streaming_content) == handed_in.PDF
    assert download.headers["Content-Disposition"].startswith("attachment;")


def test_what_is_wrong_is_said_by_the_field_and_what_was_typed_stays(world, plan, asking, hai_hau_officer):
    make_owed(plan)
    bad = handed_in.uploaded("a.exe", b"MZ")

    status, html = asking(
        hai_hau_officer,
        "compliance-file",
        plan.code,
        "ke-hoach-nam",
        world.hai_hau.pk,
        2024,
        number="12/KH",
        dated="31/2/2024",
        file=bad,
    )

    assert status == 422
    for words in ('value="12/KH"', "Không có ngày 31/02/2024 trong lịch.", "Không nhận được loại tệp này."):
        assert words in html
    assert FiledDocument.objects.count() == 0


@pytest.mark.parametrize(("year", "status"), [(2023, 404), (2024, 302), (2025, 422), (2026, 302), (2027, 404)])
def test_a_document_is_filed_for_the_years_that_ask_it(world, plan, asking, province_reviewer, year, status):
    make_owed(plan, every_years=2, years=(2024, 2026))
    typed = {"number": "1", "dated": "1/12/2024"}

    answered, html = asking(
        province_reviewer, "compliance-file", plan.code, "ke-hoach-nam", world.hai_hau.pk, year, **typed
    )

    assert answered == status
    assert ("không phải có văn bản này của năm 2025" in html) == (status == 422)


def test_records_are_written_down_and_listed(world, plan, asking, hai_hau_officer):
    status, html = asking(
        hai_hau_officer, "record-new", plan.code, unit=world.hai_hau.pk, kind="proposal", dated="1/13/2024", subject=""
    )
    assert (status, "Sửa" in html or "Không có ngày" in html or "tháng" in html) == (422, True)

    asking(
        hai_hau_officer,
        "record-new",
        plan.code,
        unit=world.hai_hau.pk,
        kind="proposal",
        dated="1/3/2024",
        subject="Đề xuất vốn",
        amount="1.234,5",
    )

    status, html = asking(hai_hau_officer, "record-list", plan.code, query="?loai=proposal")
    assert (status, "Đề xuất vốn" in html, "1.234,5" in html) == (200, True, True)
    assert UnitRecord.objects.get().amount == pytest.approx(1234.5)


def test_pilots_are_registered_and_listed(world, plan, asking, province_administrator, people_committee_reader):
    status, html = asking(
        province_administrator, "pilot-new", plan.code, unit=world.hai_hau.pk, kind="cooperative", since="1/4/2024"
    )
    assert (status, "Ghi tên hợp tác xã" in html) == (422, True)

    asking(
        province_administrator,
        "pilot-new",
        plan.code,
        unit=world.hai_hau.pk,
        kind="cooperative",
        name="HTX Hoa Sen",
        since="1/4/2024",
        registered_by_text="Hội LHPN huyện",
    )

    assert Pilot.objects.get().name == "HTX Hoa Sen"
    status, html = asking(people_committee_reader, "pilot-list", plan.code)
    assert (status, "HTX Hoa Sen" in html, "Thêm điểm" in html) == (200, True, False)


@pytest.mark.parametrize("name", ["compliance-page", "record-list", "pilot-list"])
def test_an_empty_list_says_what_to_do(plan, asking, name, province_reviewer, people_committee_reader):
    for person in (province_reviewer, people_committee_reader):
        status, html = asking(person, name, plan.code)

        assert (status, "empty__advice" in html) == (200, True)


@pytest.mark.parametrize(
    ("name", "queries"), [("compliance-page", 14), ("record-list", 10), ("pilot-list", 10), ("compliance-list", 7)]
)
def test_the_queries_do_not_grow(
    world, plan, client, name, queries, province_reviewer, hai_hau_officer, django_assert_num_queries
):
    args = [] if name == "compliance-list" else [plan.code]
    owed = make_owed(plan)
    units = [make_unit(f"Huyện {n}", UnitLevel.DISTRICT, parent=world.nam_dinh, code=f"37{n}") for n in range(3)]

    def add(unit):
        make_filed(owed, unit, hai_hau_officer, file=kept(hai_hau_officer))
        make_record(plan, unit, hai_hau_officer, file=kept(hai_hau_officer))
        make_pilot(plan, unit, hai_hau_officer, file=kept(hai_hau_officer))

    where = reverse(f"reporting:{name}", args=args)
    client.force_login(province_reviewer)
    add(units[0])
    client.get(where)
    with django_assert_num_queries(queries):
        client.get(where)
    add(units[1])
    add(units[2])
    with django_assert_num_queries(queries):
        client.get(where)


@pytest.mark.parametrize("huge", [10**12, 10**20])
def test_an_address_with_a_huge_number_breaks_nothing(world, plan, asking, huge, province_reviewer):
    make_owed(plan)

    statuses = [
        asking(province_reviewer, "compliance-file", plan.code, "ke-hoach-nam", world.hai_hau.pk, huge)[0],
        asking(province_reviewer, "compliance-file", plan.code, "ke-hoach-nam", huge, 2024)[0],
        asking(province_reviewer, "compliance-attachment", plan.code, huge)[0],
        asking(province_reviewer, "record-edit", plan.code, huge)[0],
        asking(province_reviewer, "pilot-edit", plan.code, huge)[0],
    ]

    assert statuses == [404, 404, 404, 404, 404]
