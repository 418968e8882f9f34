"""Accepting several reports at once: asked once, each by itself, refused by name."""

import pytest
from django.urls import reverse

from plans.choices import Role
from reporting.accepting import accept_several, candidates
from reporting.models import AcceptedFigure, Report
from reporting.remarking import Draft, keep_drafts
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_unit,
    make_user,
)
from tests.reporting.pressing import NOON, press, stands


@pytest.fixture
def round_(world, on_day):
    on_day(NOON.date())
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, make_indicator("HTX mới thành lập"))
    return make_round(plan, cut_off=NOON.date())


def handed_in(round_, unit):
    """A unit's report, submitted by its head."""
    head = make_user(f"ky-{unit.code}")
    make_seat(head, Role.HEAD, unit=unit)
    report = make_report(round_, unit, version=1)
    make_figure(report, round_.plans.get().goals.earliest("pk").indicator, 3)
    press(report, "submit", head)
    return stands(report)


@pytest.fixture
def three(round_, world):
    return [handed_in(round_, unit) for unit in (world.city, world.y_yen, world.hai_hau)]


def versions(reports):
    return {report.pk: stands(report).version for report in reports}


def states(reports):
    return [stands(report).state for report in reports]


def mark_in(report, reviewer):
    press(report, "begin_review", reviewer)
    row = (report.figures.get().indicator_id, "actual")
    keep_drafts(report, {row: Draft("Sai", True)}, by=reviewer, now=NOON)


def test_all_are_accepted(three, province_reviewer):
    outcome = accept_several(versions(three), by=province_reviewer, now=NOON)

    assert (len(outcome.accepted), outcome.refused, states(three)) == (3, (), ["accepted"] * 3)
    assert AcceptedFigure.objects.count() == 3


def test_single_ones_are_refused_by_name_and_the_others_go(three, round_, world, province_reviewer):
    by_herself, changed, fine = three
    by_herself.contributors.add(province_reviewer)
    seen = versions(three)
    press(changed, "take_back", changed.submitted_by, hours=1)
    press(changed, "submit", changed.submitted_by, hours=2)
    marked = handed_in(round_, make_unit("Huyện Trực Ninh", parent=world.nam_dinh))
    mark_in(marked, province_reviewer)

    outcome = accept_several({**seen, **versions([marked])}, by=province_reviewer, now=NOON)

    assert [str(report.unit) for report in outcome.accepted] == ["Huyện Hải Hậu"]
    assert {str(report.unit): words.split(".")[0] for report, words in outcome.refused} == {
        "Thành phố Nam Định": "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt",
        "Huyện Ý Yên": "Báo cáo đã thay đổi sau khi bạn mở trang này",
        "Huyện Trực Ninh": "Bạn đã đánh dấu 1 ô phải sửa",
    }
    assert states([by_herself, changed, marked, fine]) == ["submitted", "submitted", "submitted", "accepted"]


def test_the_page_before_says_the_same(three, province_reviewer):
    by_herself, marked, _ = three
    by_herself.contributors.add(province_reviewer)
    mark_in(marked, province_reviewer)

    found = {str(one.report.unit): one.refusal.split(".")[0] for one in candidates(province_reviewer, versions(three))}

    assert found == {
        "Thành phố Nam Định": "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt",
        "Huyện Ý Yên": "Bạn đã đánh dấu 1 ô phải sửa",
        "Huyện Hải Hậu": "",
    }


def test_findings_are_told_as_the_check_tells_them(three, province_reviewer):
    Report.objects.get(pk=three[0].pk).figures.all().delete()

    found = [[problem.message for problem in one.findings] for one in candidates(province_reviewer, versions(three))]

    assert found == [["chưa trả lời. Ghi số liệu hoặc chọn một câu trả lời."], [], []]


def test_what_is_accepted_already_is_no_candidate_twice(three, province_reviewer):
    press(three[0], "accept", province_reviewer)

    (first, *_) = candidates(province_reviewer, versions(three))

    assert (first.refusal, first.counts_already) == ("Báo cáo hiện ở trạng thái “đã duyệt”, không phải “đã nộp”.", True)


def test_nobody_accepts_what_she_does_not_review(three, world, province_administrator):
    elsewhere = make_user("nb-duyet")
    make_seat(elsewhere, Role.REVIEWER, unit=world.ninh_binh)

    for person in (elsewhere, province_administrator):
        assert candidates(person, versions(three)) == []
        assert accept_several(versions(three), by=person, now=NOON).accepted == ()
    assert states(three) == ["submitted"] * 3


# --- The pages ----------------------------------------------------------------------------------------------------------


def ticked(reports):
    return {"bao-cao": [report.pk for report in reports]}


def test_the_queue_has_ticks_for_what_waits(client, three, province_reviewer, province_administrator):
    press(three[0], "begin_review", province_reviewer)
    boxes = []
    for person in (province_reviewer, province_administrator):
        client.force_login(person)
        shown = client.get(reverse("reporting:review-queue"), {"trang-thai": "cho-duyet"}).content.decode()
        boxes.append(shown.count('name="bao-cao"'))

    assert boxes == [2, 0]


def test_the_page_asks_once_and_the_press_accepts(client, three, province_reviewer):
    three[0].contributors.add(province_reviewer)
    client.force_login(province_reviewer)
    address = reverse("reporting:review-accept-many")

    asked = client.get(address, ticked(three)).content.decode()
    pressed = {"bao-cao": [f"{report.pk}-{stands(report).version}" for report in three]}
    told = client.post(address, pressed, follow=True).content.decode()

    assert "Duyệt 2 báo cáo" in asked
    assert "Không duyệt được: 1 báo cáo" in asked
    assert f'value="{three[0].pk}-' not in asked
    assert "Đã duyệt 2 báo cáo: Huyện Ý Yên, năm 2024; Huyện Hải Hậu, năm 2024." in told
    assert "Chưa duyệt Thành phố Nam Định, năm 2024: Bạn đã nhập hoặc nộp báo cáo này" in told
    assert states(three) == ["submitted", "accepted", "accepted"]


def test_pressing_twice_accepts_once(client, three, province_reviewer):
    client.force_login(province_reviewer)
    address, pressed = (
        reverse("reporting:review-accept-many"),
        {"bao-cao": [f"{three[0].pk}-{stands(three[0]).version}"]},
    )

    client.post(address, pressed)
    again = client.post(address, pressed, follow=True).content.decode()

    assert "Đã duyệt 1 báo cáo" in again
    assert three[0].events.filter(move="accept").count() == 1


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1-x"], ["99999999999999999999-1"]])
def test_nonsense_accepts_nothing(client, three, province_reviewer, sent):
    client.force_login(province_reviewer)
    address = reverse("reporting:review-accept-many")

    assert client.get(address, {"bao-cao": sent}).status_code == 200
    assert "Chưa chọn báo cáo nào." in client.post(address, {"bao-cao": sent}, follow=True).content.decode()
    assert states(three) == ["submitted"] * 3


def test_asking_costs_the_same_for_one_and_three(client, three, province_reviewer, django_assert_num_queries):
    client.force_login(province_reviewer)
    address = reverse("reporting:review-accept-many")
    client.get(address, ticked(three))
    for reports in (three[:1], three):
        with django_assert_num_queries(13):
            client.get(address, ticked(reports))
