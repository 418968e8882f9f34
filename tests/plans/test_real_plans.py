"""Both plans of the catalogue against facts of their papers: numbers, counts of words, phrases, agencies, days."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

import plans
from plans.loading import load_plan_files
from plans.models import DutyOccasion, Plan, Target
from plans.paper import paper_of
from plans.succession import current_map
from tests.plans.papers import BEN_TRE, GOALS, NAM_DINH, PHRASES

CATALOGUE = Path(plans.__file__).parent / "catalogue"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def real_plans(django_db_setup, django_db_blocker):
    """The whole country and both plans, loaded once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_units", verbosity=0)
        load_plan_files([CATALOGUE / f"{code}.yaml" for code in (NAM_DINH, BEN_TRE)])
        yield
        transaction.set_rollback(True)


def paper(code):
    plan = Plan.objects.select_related("scope").get(code=code)
    return paper_of(plan, visible=Plan.objects.all(), today=date(2026, 12, 1))


def printed(sections):
    """Everything of the paper that these sections print, as one line."""
    lines = []
    for section in sections:
        lines += [section.title] if section.heading else []
        lines += [f"{paragraph.label} {paragraph.text}" for paragraph in section.paragraphs]
    return " ".join(" ".join(lines).split())


def chapters(code):
    """What each section of the first depth prints, with all below it."""
    parts, current = {}, None
    for section in paper(code).sections:
        current = section.code if section.depth == 1 else current
        parts.setdefault(current, []).append(section)
    return {name: printed(sections) for name, sections in parts.items()}


def whole(code):
    plan = paper(code)
    framed = [*plan.plan.legal_basis, printed([plan.opening, *plan.sections, plan.closing]), *plan.plan.recipients]
    return " ".join(framed)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (NAM_DINH, {"i": 138, "ii": 341, "iii": 489}),
        (BEN_TRE, {"i": 573, "ii": 958, "iii": 1632, "iv": 200, "v": 1546}),
    ],
)
def test_every_section_has_as_many_words_as_on_paper(code, words):
    assert {name: len(text.split()) for name, text in chapters(code).items()} == words


@pytest.mark.parametrize(("code", "phrase"), PHRASES)
def test_the_papers_own_words_stand_as_they_are_oddities_too(code, phrase):
    assert whole(code).count(phrase) == 1


def told(target):
    version = target.versions.get()
    numbers = [f"{number:.0f}" for number in (version.value, version.value_to) if number is not None]
    years = sorted({str(target.first_year), str(target.last_year)})
    kind = f"every-{target.every_years}" if target.every_years else target.span_kind
    goal = target.goal
    return [goal.code, goal.comparator, "-".join(numbers) or "-", goal.per_level or "-", kind, "-".join(years)]


@pytest.mark.parametrize("code", GOALS)
def test_every_goal_of_the_paper_is_there_and_no_other(code):
    targets = Target.objects.filter(goal__plan__code=code).select_related("goal").order_by("goal__order", "order")

    assert [told(target) for target in targets] == [line.split() for line in GOALS[code].strip().splitlines()]


@pytest.mark.parametrize("code", GOALS)
def test_every_goal_and_duty_quotes_words_that_are_printed_beside_it(code):
    plan = paper(code)
    paragraphs = [paragraph for section in (*plan.sections, plan.closing) for paragraph in section.paragraphs]

    quotes = [
        (reading.wording, paragraph.text)
        for paragraph in paragraphs
        for reading in (*paragraph.goals, *paragraph.duties)
    ]

    assert len(quotes) == plan.plan.goals.count() + plan.plan.duties.count()
    assert [wording for wording, text in quotes if wording not in text] == []


@pytest.mark.parametrize("code", GOALS)
def test_numbers_of_a_goal_stand_in_its_wording(code):
    for target in Target.objects.filter(goal__plan__code=code, versions__value__isnull=False).select_related("goal"):
        version, wording = target.versions.get(), target.goal.wording
        numbers = {int(number) for number in re.findall(r"\d+", wording)}
        if target.every_years == 2:  # "định kỳ 02 năm/lần": once in each two years
            assert numbers == {2}
            continue
        assert {int(version.value), int(version.value_to or version.value)} <= numbers, wording


def test_the_indicator_of_new_cooperatives_is_shared_by_both_plans():
    plans_of = Plan.objects.filter(goals__indicator__code="htx-tht-moi-do-nu-quan-ly").distinct()

    assert set(plans_of.values_list("code", flat=True)) == {NAM_DINH, BEN_TRE}


def test_phase_two_counts_from_2026():
    phases = Plan.objects.get(code=BEN_TRE).phases.values_list("first_year", "last_year")

    assert list(phases) == [(2023, 2025), (2026, 2030)]


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        (NAM_DINH, {"ii": 5, "iii-1": 4, "iii-2": 5}),
        (
            BEN_TRE,
            {
                "iii-1": 1,
                "iii-2": 2,
                "iii-3": 1,
                "iii-4": 1,
                "iii-5": 5,
                "v-1": 8,
                "v-2": 1,
                "v-3": 3,
                "v-4": 1,
                "v-5": 1,
                "v-6": 2,
                "v-7": 1,
                "v-8": 3,
                "v-9": 1,
                "v-10": 1,
                "v-11": 3,
            },
        ),
    ],
)
def test_every_heading_has_its_tasks(code, counts):
    headings, current = {}, None
    for section in paper(code).sections:
        current = section.code if section.heading else current
        headings[section.code] = current

    assert Counter(headings[task.section_code] for task in paper(code).tasks) == counts


@pytest.mark.parametrize(
    ("section", "agency"),
    [
        ("v-1-1", "hoi-lhpn-ben-tre"),
        ("v-2", "so-ke-hoach-dau-tu-ben-tre"),
        ("v-3-1", "so-tai-chinh-ben-tre"),
        ("v-4", "so-nong-nghiep-ptnt-ben-tre"),
        ("v-5", "so-ldtbxh-ben-tre"),
        ("v-6-1", "so-thong-tin-truyen-thong-ben-tre"),
        ("v-7", "so-cong-thuong-ben-tre"),
        ("v-8-1", "lien-minh-htx-ben-tre"),
        ("v-9", "ngan-hang-nha-nuoc-ben-tre"),
        ("v-10", "ubmttq-ben-tre"),
        ("v-11-1", "ubnd-huyen-ben-tre"),
    ],
)
def test_each_agency_of_part_five_takes_part_in_the_tasks_under_its_heading(section, agency):
    [task] = [task for task in paper(BEN_TRE).tasks if task.section_code == section]

    assert agency in {party.code for party in (*task.leads, *task.partners)}


def test_every_duty_has_its_day_or_leaves_it_to_the_province():
    occasions = DutyOccasion.objects.order_by("duty__plan__code", "duty__order", "order").select_related("duty__plan")

    assert [
        (row.duty.plan.code, row.duty.code, row.duty.reporter, row.period, row.wording or "do tỉnh đặt")
        for row in occasions
    ] == [
        (BEN_TRE, "dia-phuong", "unit", "half_year", "trước ngày 15/6"),
        (BEN_TRE, "dia-phuong", "unit", "year", "trước ngày 12/12"),
        (BEN_TRE, "dia-phuong", "unit", "ad_hoc", "do tỉnh đặt"),
        (BEN_TRE, "co-quan", "agency", "half_year", "trước ngày 15/6"),
        (BEN_TRE, "co-quan", "agency", "year", "trước ngày 12/12"),
        (BEN_TRE, "co-quan", "agency", "ad_hoc", "do tỉnh đặt"),
        (BEN_TRE, "tinh", "province", "half_year", "do tỉnh đặt"),
        (BEN_TRE, "tinh", "province", "year", "do tỉnh đặt"),
        (BEN_TRE, "tinh", "province", "ad_hoc", "do tỉnh đặt"),
        (BEN_TRE, "so-ket", "province", "midterm", "do tỉnh đặt"),
        (BEN_TRE, "tong-ket", "province", "final", "do tỉnh đặt"),
        (NAM_DINH, "huyen", "unit", "year", "trước ngày 30/11"),
        (NAM_DINH, "tinh", "province", "half_year", "do tỉnh đặt"),
        (NAM_DINH, "tinh", "province", "year", "do tỉnh đặt"),
        (NAM_DINH, "so-ket", "province", "midterm", "do tỉnh đặt"),
    ]


def test_the_plans_go_on_with_the_provinces_of_today():
    homes = {plan: current_map().home(Plan.objects.get(code=plan).scope_id, date(2026, 12, 1)) for plan in GOALS}

    assert {paper(code).home.name for code in GOALS} == {"Tỉnh Ninh Bình", "Tỉnh Vĩnh Long"}
    assert homes == {code: paper(code).home.pk for code in GOALS}


@pytest.mark.parametrize(
    "odd", ["2026 - 20230", "25/202/NQ-HĐND", "“4-”", "tác tổ chức", "các các cấp", "phụ nữ phụ nữ"]
)
def test_an_oddity_of_the_paper_has_a_note_beside_it(odd):
    notes = [section.note for code in GOALS for section in paper(code).sections]

    assert any(odd in note for note in notes)


def test_the_commented_example_of_a_third_province_loads_beside_them():
    [_, result] = load_plan_files([Path(settings.BASE_DIR) / "docs" / "plan-example.yaml"])

    assert result.counts == (("mục", 4), ("chỉ tiêu", 10), ("nhiệm vụ", 2), ("chế độ báo cáo", 1))
    assert [code for code in GOALS if not Plan.objects.filter(code=code).exists()] == []


@pytest.mark.parametrize(
    ("code", "owed"),
    [
        (
            NAM_DINH,
            [
                ("ubnd-huyen-ke-hoach-89", "unit", 0),
                ("huyen-ke-hoach-2024", "unit", 1),
                ("so-ket-2024", "province", 0),
            ],
        ),
        (
            BEN_TRE,
            [
                ("ke-hoach-chi-tiet", "province", 1),
                ("du-tru-kinh-phi", "province", 1),
                ("tong-ket-nam", "province", 1),
                ("so-ket-giai-doan-1", "province", 0),
                ("tong-ket-ke-hoach", "province", 0),
                ("dia-phuong-cu-the-hoa", "unit", 0),
            ],
        ),
    ],
)
def test_the_documents_that_the_papers_demand_are_owed(code, owed):
    rows = Plan.objects.get(code=code).owed_documents

    assert list(rows.values_list("code", "owed_by", "every_years")) == owed


@pytest.mark.parametrize("code", [NAM_DINH, BEN_TRE])
def test_what_the_paper_wants_again_and_again_is_a_task_of_so_many_years(code):
    tasks = Plan.objects.get(code=code).tasks.exclude(frequency="")

    again = {task.frequency: task.every_years for task in tasks}

    by_words = {words: (2 if "02 năm" in words else 1) for words in again if "năm/lần" in words or "hàng năm" in words}
    assert {words: again[words] for words in by_words} == by_words


def test_two_classes_are_for_thirty_cooperatives():
    goal = Plan.objects.get(code=NAM_DINH).goals.get(code="htx-duoc-tap-huan")

    assert (goal.joined_to.code, goal.joined_as) == ("lop-tap-huan", "beneficiaries")
