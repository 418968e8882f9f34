"""The page of a round's matrix, as it is read."""

from datetime import date

import pytest
from django.urls import reverse

from tests.builders import make_plan, make_report, make_round, make_unit
from tests.reporting.overseeing.autumn import handed_in, typed


def shown(client, user, autumn, **asked):
    client.force_login(user)
    answer = client.get(reverse("reporting:round-matrix", args=[autumn.round.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_cell_leads_to_its_section_of_the_report(client, autumn, world, province_reviewer):
    report = typed(make_report(autumn.round, world.hai_hau, version=1), autumn, autumn.news)

    page = shown(client, province_reviewer, autumn)
    opened = client.get(report.get_absolute_url()).content.decode()

    assert f'<a href="/bao-cao/{report.pk}/#muc-{autumn.second.pk}">1/2</a>' in page
    assert f'<section id="muc-{autumn.second.pk}">' in opened
    assert '<section id="thuyet-minh">' in opened


def test_a_reader_sees_the_same_without_links_to_reports(client, autumn, world, people_committee_reader):
    typed(make_report(autumn.round, world.hai_hau, version=1), autumn, autumn.news)

    page = shown(client, people_committee_reader, autumn)

    assert '<th scope="row">Huyện Hải Hậu</th>' in page
    assert '<td class="standing__some">1/2</td>' in page
    assert "/bao-cao/" not in page


def test_names_are_escaped(client, autumn, world, province_reviewer):
    make_report(autumn.round, make_unit("Huyện <b>&", parent=world.nam_dinh))

    assert "Huyện &lt;b&gt;&amp;</a>" in shown(client, province_reviewer, autumn)


def test_the_links_keep_what_else_was_chosen(client, autumn, world, province_reviewer):
    handed_in(autumn.round, world.hai_hau, province_reviewer, date(2024, 12, 1))
    section = f"muc-{autumn.second.pk}"

    page = shown(client, province_reviewer, autumn, phan=section, **{"trang-thai": "nop-muon"})

    assert f'href="?trang-thai=da-duyet&amp;phan={section}"' in page
    assert f'<option value="{section}" selected>III. TRUYỀN THÔNG</option>' in page
    assert "Nộp muộn (1)" in page


def test_an_empty_sieve_says_what_to_do(client, autumn, world, province_reviewer):
    make_report(autumn.round, world.hai_hau)

    assert "Không có báo cáo nào như vậy." in shown(client, province_reviewer, autumn, **{"trang-thai": "da-duyet"})


def test_two_hundred_rows_are_a_page(client, autumn, world, province_reviewer):
    for number in range(201):
        make_report(autumn.round, make_unit(f"Huyện {number:03}", code=f"5{number:03}", parent=world.nam_dinh))

    first = shown(client, province_reviewer, autumn)
    second = shown(client, province_reviewer, autumn, page=2)

    assert ("Huyện 199</a>" in first, "Huyện 200</a>" in first, "Trang 1/2" in first) == (True, False, True)
    assert ("Huyện 200</a>" in second, "Huyện Mỹ Lộc" in second, "Huyện Mỹ Lộc" in first) == (True, True, False)


@pytest.mark.parametrize("person", ["province_reviewer", "people_committee_reader", "central_reader"])
def test_who_watches_finds_the_page_from_the_round_and_the_list(client, autumn, person, request):
    client.force_login(request.getfixturevalue(person))
    address = reverse("reporting:round-matrix", args=[autumn.round.pk])

    for page in (autumn.round.get_absolute_url(), reverse("reporting:round-list")):
        assert f'href="{address}"' in client.get(page).content.decode()


def test_the_province_finds_the_page_from_its_desk(client, autumn, world, province_reviewer):
    make_report(autumn.round, world.hai_hau)
    client.force_login(province_reviewer)

    assert reverse("reporting:round-matrix", args=[autumn.round.pk]) in client.get("/").content.decode()


@pytest.mark.parametrize("person", ["hai_hau_officer", "hai_hau_head", "alliance_officer"])
def test_a_unit_is_not_shown_how_far_others_have_come(client, autumn, world, person, request):
    make_report(autumn.round, world.hai_hau)
    client.force_login(request.getfixturevalue(person))

    statuses = {
        name: client.get(reverse(f"reporting:{name}", args=[autumn.round.pk])).status_code
        for name in ("round-page", "round-matrix")
    }

    assert statuses["round-matrix"] in {403, 404}
    assert reverse("reporting:round-matrix", args=[autumn.round.pk]) not in client.get("/ky-bao-cao/").content.decode()


def test_a_round_of_another_province_is_not_found(client, autumn, world, hai_hau_head, province_reviewer):
    elsewhere = make_round(make_plan(scope=world.ninh_binh), province=world.ninh_binh)
    client.force_login(province_reviewer)

    assert client.get(reverse("reporting:round-matrix", args=[elsewhere.pk])).status_code == 404


def test_the_page_costs_the_same_with_few_and_many(client, autumn, world, province_reviewer, django_assert_num_queries):
    make_report(autumn.round, world.hai_hau)
    shown(client, province_reviewer, autumn)
    with django_assert_num_queries(24):
        shown(client, province_reviewer, autumn)

    for number in range(3):
        make_report(autumn.round, make_unit(f"Huyện {number}", parent=world.nam_dinh))
    shown(client, province_reviewer, autumn)
    with django_assert_num_queries(24):
        shown(client, province_reviewer, autumn)
