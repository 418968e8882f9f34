from datetime import date

import pytest

from plans.models import Plan
from plans.paper import agencies_with_tasks, paper_of, tasks_of
from tests.plans.plan_files import OTHER_PLAN, PLAN, changed, load


def paper(code="ke-hoach-thu", today=date(2024, 6, 1)):
    plan = Plan.objects.select_related("scope").get(code=code)
    return paper_of(plan, visible=Plan.objects.all(), today=today)


def paragraphs(paper):
    return [(section.code, paragraph) for section in paper.sections for paragraph in section.paragraphs]


@pytest.fixture
def loaded(world, tmp_path):
    load(tmp_path, PLAN)


def test_every_paragraph_stands_once_in_the_papers_order(loaded):
    texts = [(code, paragraph.label, paragraph.text) for code, paragraph in paragraphs(paper()) if paragraph.text]

    assert texts == [
        ("i", "", "- Thành lập mới ít nhất 03 HTX."),
        ("i", "", "- Việc làm ổn định cho 300 lao động nữ."),
        ("ii-1", "", "Tư vấn, hỗ trợ thành lập HTX."),
        ("ii-2", "-", "Mỗi huyện ít nhất 01 HTX."),
    ]


def test_a_goal_stands_beside_the_words_that_it_quotes(loaded):
    beside = {goal.code: (code, paragraph.text) for code, paragraph in paragraphs(paper()) for goal in paragraph.goals}

    assert beside["htx"] == ("i", "- Thành lập mới ít nhất 03 HTX.")
    assert beside["viec-lam"] == ("i", "- Việc làm ổn định cho 300 lao động nữ.")
    assert beside["moi-huyen"] == ("ii-2", "Mỗi huyện ít nhất 01 HTX.")


def test_a_goal_that_quotes_nothing_stands_in_its_section(loaded):
    beside = {goal.code: code for code, paragraph in paragraphs(paper()) for goal in paragraph.goals}

    assert beside["ra-mat"] == "ii"


def test_a_goal_is_read_in_words(loaded):
    goals = {goal.code: goal for _, paragraph in paragraphs(paper()) for goal in paragraph.goals}

    assert goals["htx"].measured == "HTX, THT mới thành lập (HTX)"
    assert goals["htx"].summary == "ít nhất 03 HTX, năm 2024; ít nhất 07 HTX, giai đoạn 2024-2025"
    assert goals["htx"].targets[0].shares == (("Huyện Hải Hậu", "ít nhất 02 HTX"),)
    assert goals["viec-lam"].baseline == "120 (ngày 14/12/2023)"
    assert goals["can-bo"].summary == "90-100 %, năm 2024"
    assert goals["ra-mat"].summary == "hoàn thành, năm 2025"
    assert goals["lien-minh"].given_by == "Liên minh HTX tỉnh"
    assert goals["moi-huyen"].summary == "mỗi đơn vị cấp huyện ít nhất 01 HTX, năm 2024"


def test_a_task_that_quotes_its_sections_text_is_not_printed_twice(world, tmp_path):
    text = changed(
        PLAN,
        '{code: ii-1, label: "1.", heading: Hội LHPN tỉnh}',
        ('{code: ii-1, label: "1.", heading: Hội LHPN tỉnh, text: "- Tư vấn, hỗ trợ thành lập HTX."}'),
    )

    load(tmp_path, text)

    [quoted] = [paragraph for code, paragraph in paragraphs(paper()) if code == "ii-1"]
    assert (quoted.text, quoted.task.code) == ("- Tư vấn, hỗ trợ thành lập HTX.", "tu-van")


def test_a_duty_says_its_days_or_that_the_province_sets_them(loaded):
    [duty] = [duty for _, paragraph in paragraphs(paper()) for duty in paragraph.duties]

    assert [(occasion.period, occasion.due, occasion.cut_off) for occasion in duty.occasions] == [
        ("năm", "trước ngày 30/11", "29/11"),
        ("6 tháng", "do tỉnh đặt", ""),
        ("đột xuất", "do tỉnh đặt", ""),
    ]
    assert (duty.recipients, duty.via) == (("Hội LHPN tỉnh",), "Ban Kinh tế")


def test_funding_that_no_clause_words_closes_the_paper(loaded):
    assert paper().closing.paragraphs[-1].funding == ("Ngân sách tỉnh",)


def test_after_a_merger_the_paper_says_where_its_scope_lies(loaded, world):
    assert paper(today=date(2025, 6, 30)).home is None
    assert paper(today=date(2025, 7, 1)).home == world.ninh_binh


def test_one_agencys_tasks_are_taken_out_with_the_heading_above(loaded):
    [placed] = tasks_of(paper(), "lien-minh")

    assert (placed.task.code, placed.leads, placed.heading) == ("tu-van", False, "1. Hội LHPN tỉnh")
    assert [(choice.party.code, choice.count) for choice in agencies_with_tasks(paper())] == [
        ("hoi-tinh", 1),
        ("lien-minh", 1),
    ]


def test_a_related_document_leads_to_its_plan_only_for_who_may_open_it(world, tmp_path):
    decision = changed(OTHER_PLAN, "  signed_on: 2024-03-01", "  signed_on: 2023-01-03\n  number: 01/QĐ-TTg")
    load(tmp_path, PLAN, decision)
    plan, other = Plan.objects.get(code="ke-hoach-thu"), Plan.objects.get(code="ke-hoach-khac")

    seen = paper_of(plan, visible=Plan.objects.all(), today=date(2024, 6, 1))
    plan = Plan.objects.get(code="ke-hoach-thu")
    unseen = paper_of(plan, visible=Plan.objects.exclude(pk=other.pk), today=date(2024, 6, 1))

    assert [(document.kind, document.plan) for document in seen.related] == [("thực hiện", other)]
    assert [(document.kind, document.plan) for document in unseen.related] == [("thực hiện", None)]
