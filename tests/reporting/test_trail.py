"""The audit trail as people read it: who sees which entries, how they are sifted, and how they are taken away."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from plans.choices import Role, UnitLevel
from portal.auditing import Deed, Head, head, record, record_all
from portal.dates import VIET_NAM
from portal.models import AuditEntry
from reporting.trail import DESK_KINDS, ENTRIES_A_PAGE, KINDS, Sieve, entries_visible_to, page_of, sifted
from tests.builders import make_plan, make_report, make_round, make_seat, make_unit, make_user

NOW = datetime(2024, 11, 20, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture(autouse=True)
def in_autumn(on_day):
    on_day(NOW.date())


@pytest.fixture
def told(world, province_reviewer, system_administrator):
    """Five entries: of Nam Định's round, of a plan of Hải Hậu, of Hà Nam, of a seat in Hải Hậu, of a sign-in."""
    ha_nam = make_unit("Tỉnh Hà Nam", UnitLevel.PROVINCE, code="35", parent=world.country)
    round_ = make_round(make_plan(scope=world.nam_dinh), name="Năm 2024")
    seat = make_seat(make_user("moi", "Tạ Thị Mới"), Role.OFFICER, unit=world.hai_hau)
    record_all(
        [
            Deed("round.opened", "Lê Thị Thu mở kỳ báo cáo “Năm 2024”.", round_),
            Deed("plan.published", "Lê Thị Thu công bố kế hoạch.", make_plan(scope=world.hai_hau)),
            Deed("plan.published", "Lê Thị Thu công bố kế hoạch của Hà Nam.", make_plan(scope=ha_nam)),
        ],
        by=province_reviewer,
        now=NOW,
    )
    record_all(
        [
            Deed("seat.created", "Ngô Văn Bình thêm vị trí.", seat),
            Deed("session.signed_in", "Ngô Văn Bình đăng nhập.", system_administrator),
        ],
        by=system_administrator,
        now=NOW.replace(day=21),
    )
    return ha_nam


def numbers(entries):
    return [entry.number for entry in entries]


# --- Who sees ---------------------------------------------------------------------------------------------------------


def test_a_province_administrator_sees_what_concerns_the_province(told, province_administrator):
    assert numbers(entries_visible_to(province_administrator)) == [1, 2, 4]


def test_the_trail_of_a_province_goes_to_the_one_that_it_went_into(told, world, on_day):
    away = make_user("ninh-binh")
    make_seat(away, Role.ADMINISTRATOR, unit=world.ninh_binh)
    assert numbers(entries_visible_to(away)) == []

    on_day(date(2025, 7, 1))
    later = type(away).objects.get(pk=away.pk)

    assert numbers(entries_visible_to(later)) == [1, 2, 4]


def test_a_system_administrator_sees_accounts_and_no_figures(told, system_administrator):
    assert numbers(entries_visible_to(system_administrator)) == [4, 5]
    assert set(DESK_KINDS) < set(KINDS)


def test_nobody_else_sees_any(told, province_reviewer, people_committee_reader, hai_hau_head, central_reader, stranger):
    people = [province_reviewer, people_committee_reader, hai_hau_head, central_reader, stranger]

    assert [numbers(entries_visible_to(person)) for person in people] == [[]] * 5


# --- Sifting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sieve", "through"),
    [
        (Sieve(), [5, 4, 3, 2, 1]),
        (Sieve(first=date(2024, 11, 21)), [5, 4]),
        (Sieve(last=date(2024, 11, 20)), [3, 2, 1]),
        (Sieve(first=date(2024, 11, 20), last=date(2024, 11, 21)), [5, 4, 3, 2, 1]),
        (Sieve(kind="plan"), [3, 2]),
        (Sieve(person="le thi thu"), [3, 2, 1]),
        (Sieve(person="HE-THONG"), [5, 4]),
        (Sieve(person="không ai"), []),
        (Sieve(words="ha nam"), [3]),
        (Sieve(words="ky MỞ"), [1]),
        (Sieve(kind="plan", words="Hà Nam", person="thu", last=date(2024, 11, 20)), [3]),
    ],
)
def test_entries_are_sifted(told, sieve, through):
    assert numbers(sifted(AuditEntry.objects.all(), sieve)) == through


def test_a_day_is_a_day_in_viet_nam(province_reviewer):
    for hour, day in [(23, 20), (0, 21)]:
        moment = datetime(2024, 11, day, hour, 30, tzinfo=VIET_NAM)
        record("round.opened", by=province_reviewer, now=moment, words="Việc.")

    assert numbers(sifted(AuditEntry.objects.all(), Sieve(last=date(2024, 11, 20)))) == [1]


def test_the_entries_of_one_thing(told):
    round_ = AuditEntry.objects.get(number=1).subject_pk

    assert numbers(sifted(AuditEntry.objects.all(), Sieve(about=("ky", round_)))) == [1]
    assert numbers(sifted(AuditEntry.objects.all(), Sieve(about=("bao-cao", round_)))) == []


def test_pages_go_back_by_number(province_reviewer, django_assert_num_queries):
    deeds = [Deed("round.opened", f"Việc {number}.") for number in range(2 * ENTRIES_A_PAGE)]
    record_all(deeds, by=province_reviewer, now=NOW)
    entries = AuditEntry.objects.newest_first()

    with django_assert_num_queries(1):
        newest = page_of(entries, None)
    with django_assert_num_queries(1):
        oldest = page_of(entries, newest.older)

    assert (numbers(newest.entries), newest.older) == (list(range(100, 50, -1)), 51)
    assert (numbers(oldest.entries), oldest.older) == (list(range(50, 0, -1)), None)


# --- The pages --------------------------------------------------------------------------------------------------------


def opened(client, person, **asked):
    client.force_login(person)
    return client.get(reverse("reporting:audit-list"), asked)


def test_the_page_tells_what_was_done_and_the_head(client, told, province_administrator):
    page = opened(client, province_administrator).content.decode()

    assert "Lê Thị Thu mở kỳ báo cáo “Năm 2024”." in page
    assert "Hà Nam" not in page
    assert "Ngô Văn Bình đăng nhập" not in page
    assert f"số {head().number}, mã băm <code>{head().hash}</code>" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"tu": "ba mươi"},
        {"loai": "la"},
        {"ve": "la-1"},
        {"ve": "bao-cao-" + "9" * 5000},
        {"truoc": "x"},
        {"truoc": "9" * 40},
    ],
)
def test_what_is_not_understood_is_told_and_lets_everything_through(client, told, province_administrator, asked):
    answer = opened(client, province_administrator, **asked)

    assert answer.status_code == 200
    assert "Lê Thị Thu mở kỳ báo cáo" in answer.content.decode()


def test_days_the_wrong_way_round_are_told(client, told, province_administrator):
    page = opened(client, province_administrator, tu="21/11/2024", den="20/11/2024").content.decode()

    assert "Ngày cuối phải từ ngày đầu trở đi." in page
    assert 'value="20/11/2024"' in page


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_asks_as_much_for_three_entries_as_for_one(
    client, world, province_administrator, django_assert_num_queries, entries
):
    deeds = [Deed("round.opened", f"Việc {number}.", unit_pk=world.nam_dinh.pk) for number in range(entries)]
    record_all(deeds, by=province_administrator, now=NOW)
    client.force_login(province_administrator)

    with django_assert_num_queries(11):
        page = client.get(reverse("reporting:audit-list"), {"nguoi": "hạnh"})

    assert page.content.decode().count("Việc ") >= entries


def test_an_empty_trail_says_so(client, world, province_administrator):
    assert "Không có việc nào như đã lọc." in opened(client, province_administrator, loai="plan").content.decode()


# --- Taken away -------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_entries_with_their_hashes_and_no_formula(client, world, province_administrator):
    words = '=cmd|"/c calc"!A1'
    entry = record(
        "round.opened", by=province_administrator, now=NOW, words=words, unit_pk=world.nam_dinh.pk, details={"a": 1}
    )
    client.force_login(province_administrator)

    answer = client.get(reverse("reporting:audit-xlsx"))

    book = load_workbook(BytesIO(answer.content))
    headings, row = book["Nhật ký"].iter_rows()
    assert [cell.value for cell in headings][:5] == ["Số", "Lúc", "Người làm", "Loại việc", "Nội dung"]
    assert [row[place].value for place in (0, 2, 3, 4, 6, 7, 8)] == [
        "1",
        "Đỗ Thị Hạnh",
        "Kỳ báo cáo",
        words,
        '{"a": 1}',
        "0" * 64,
        entry.hash,
    ]
    assert (row[4].data_type, row[4].quotePrefix, row[2].quotePrefix) == ("s", True, False)
    told = [cell.value for cell in book["Mã kiểm tra"]["B"]]
    assert told == ["Giá trị", "1", entry.hash, f"python manage.py audit verify --expect {Head(1, entry.hash)}"]


def test_taking_the_trail_away_is_told_in_it(client, world, province_administrator, system_administrator):
    for person in (province_administrator, system_administrator):
        client.force_login(person)
        client.get(reverse("reporting:audit-xlsx"))

    told = AuditEntry.objects.order_by("number").values_list("action", "words", "unit_pk")
    assert list(told) == [
        ("export.taken", "Đỗ Thị Hạnh tải nhật ký (XLSX).", world.nam_dinh.pk),
        ("account.trail_taken", "Ngô Văn Bình tải nhật ký (XLSX).", None),
    ]


def test_a_report_leads_to_its_entries(client, world, province_administrator, province_reviewer):
    report = make_report(make_round(make_plan(scope=world.nam_dinh)), world.hai_hau)
    address = f"{reverse('reporting:audit-list')}?ve=bao-cao-{report.pk}"

    pages = {}
    for person in (province_administrator, province_reviewer):
        client.force_login(person)
        pages[person] = client.get(report.get_absolute_url()).content.decode()

    assert address in pages[province_administrator]
    assert address not in pages[province_reviewer]
