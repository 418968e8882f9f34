"""Goals that go together, tasks of units and owed documents: what is wrong is told, what is right reaches the tables."""

import pytest

from plans.models import Goal, OwedDocument, Task
from tests.plans.plan_files import PLAN, changed, line_of, load, mistakes_of

pytestmark = pytest.mark.django_db

GOALS = """\
  - code: tht
    section: i
    wording: hoặc 05 THT
    indicator: htx-moi
    part: tht
    comparator: at_least
    alternative_to: htx
    targets: [{year: 2024, value: 5}, {phase: gd1, value: 9}]
  - code: doi-tuong
    section: i
    wording: cho 30 lao động
    indicator: viec-lam
    comparator: reach
    beneficiaries_of: viec-lam
    targets: [{term: 2025, value: 30}]
"""
TASKS = """\
  - code: moi-huyen
    section: ii
    wording: Mỗi huyện khảo sát.
    level: district
    every: 2
  - code: hai-huyen
    section: ii
    wording: Làm điểm ở Hải Hậu và Ý Yên.
    lead: [hoi-tinh]
    units: ["366", "360"]
    due: 2024-10-20
"""
DOCUMENTS = """\
documents:
  - code: ke-hoach-huyen
    name: Kế hoạch của huyện
    owed_by: unit
    section: ii
    every: 1
    due: 31/3
  - code: tong-ket
    name: Báo cáo tổng kết
    owed_by: province
    years: 2025
"""
SOUND = changed(changed(PLAN, "tasks:\n", f"{GOALS}tasks:\n"), "funding:", f"{TASKS}{DOCUMENTS}funding:")

# What is changed in the plan, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
    "an alternative to nothing": (
        "alternative_to: htx",
        "alternative_to: htxx",
        "alternative_to: htxx",
        "goals[tht].alternative_to",
        "không có chỉ tiêu “htxx” trong kế hoạch này; cần mã của một chỉ tiêu khác",
    ),
    "an alternative to itself": (
        "alternative_to: htx",
        "alternative_to: tht",
        "alternative_to: tht",
        "goals[tht].alternative_to",
        "chỉ tiêu không đi cùng chính nó; cần mã của một chỉ tiêu khác",
    ),
    "an alternative to an alternative": (
        "beneficiaries_of: viec-lam\n    targets: [{term: 2025, value: 30}]",
        "alternative_to: tht\n    targets: [{year: 2024, value: 1}, {phase: gd1, value: 2}]",
        "alternative_to: tht",
        "goals[doi-tuong].alternative_to",
        "“tht” tự nó đã đi cùng chỉ tiêu khác; cần mã của chỉ tiêu đứng đầu nhóm",
    ),
    "alternatives over other spans": (
        "targets: [{year: 2024, value: 5}, {phase: gd1, value: 9}]",
        "targets: [{year: 2024, value: 5}]",
        "alternative_to",
        "goals[tht].alternative_to",
        "hai chỉ tiêu thay cho nhau phải giao cùng loại thời gian: ở đây year, ở “htx” phase, year",
    ),
    "an alternative of which nobody says whether it is met": (
        "part: tht\n    comparator: at_least",
        "part: tht\n    comparator: about",
        "alternative_to",
        "goals[tht].alternative_to",
        "chỉ tiêu so sánh “about” không nói đạt hay chưa đạt, không thay cho ai được",
    ),
    "both at once": (
        "beneficiaries_of: viec-lam",
        "beneficiaries_of: viec-lam\n    alternative_to: viec-lam",
        "beneficiaries_of",
        "goals[doi-tuong].beneficiaries_of",
        "chỉ dùng một trong hai khóa alternative_to và beneficiaries_of",
    ),
    "a task of a unit elsewhere": (
        'units: ["366", "360"]',
        'units: ["366", "14215x"]',
        "14215x",
        "tasks[hai-huyen].units",
        "không có đơn vị báo cáo mã 14215x trong phạm vi của kế hoạch",
    ),
    "a task of a level and of some units": (
        "    level: district\n",
        '    level: district\n    units: ["366"]\n',
        'units: ["366"]',
        "tasks[moi-huyen].units",
        "đã giao cho mọi đơn vị của một cấp (level); cần bỏ một trong hai khóa",
    ),
    "a task above the plan": (
        "    level: district\n",
        "    level: province\n",
        "level: province",
        "tasks[moi-huyen].level",
        "“province” không ở dưới phạm vi của kế hoạch (province)",
    ),
    "once and again": (
        "    every: 2\n",
        "    every: 2\n    due: 2024-12-01\n",
        "2024-12-01",
        "tasks[moi-huyen].due",
        "nhiệm vụ định kỳ (every) không có một ngày phải xong; cần bỏ một trong hai khóa",
    ),
    "every third year of two": (
        "    every: 2\n",
        "    every: 3\n",
        "every: 3",
        "tasks[moi-huyen].every",
        "3 năm một lần mà kế hoạch chỉ có các năm 2024-2025",
    ),
    "a document of years outside": (
        "    years: 2025\n",
        "    years: 2026\n",
        "    years: 2026",
        "documents[tong-ket].years",
        "2026 nằm ngoài các năm của kế hoạch (2024-2025)",
    ),
    "a document of an agency": (
        "owed_by: province",
        "owed_by: agency",
        "owed_by: agency",
        "documents[tong-ket].owed_by",
        "không có “agency”; cần một trong: unit, province",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    text = changed(SOUND, old, new)

    found = mistakes_of(tmp_path, text)

    assert found == [f"dòng {line_of(text, words)}: {place}: {message}"]


def test_goals_that_go_round_in_a_circle_are_told(world, tmp_path):
    text = changed(SOUND, "    baseline: {value: 120, on: 2023-12-14}", "    beneficiaries_of: doi-tuong")

    found = mistakes_of(tmp_path, text)

    assert [mistake.split(": ", 2)[1] for mistake in found] == [
        "goals[viec-lam].beneficiaries_of",
        "goals[doi-tuong].beneficiaries_of",
    ]


def test_what_goes_together_who_does_it_and_what_is_owed_reaches_the_tables(world, tmp_path):
    load(tmp_path, SOUND)

    joined = Goal.objects.filter(joined_to__isnull=False).values_list("code", "joined_to__code", "joined_as")
    assert sorted(joined) == [("doi-tuong", "viec-lam", "beneficiaries"), ("tht", "htx", "alternative")]
    tasks = {task.code: task for task in Task.objects.all()}
    assert (tasks["moi-huyen"].each_level, tasks["moi-huyen"].every_years) == ("district", 2)
    assert sorted(tasks["hai-huyen"].units.values_list("code", flat=True)) == ["360", "366"]
    owed = OwedDocument.objects.values_list(
        "code", "owed_by", "section__code", "every_years", "first_year", "last_year", "due_day", "due_month"
    )
    assert list(owed) == [
        ("ke-hoach-huyen", "unit", "ii", 1, 2024, 2025, 31, 3),
        ("tong-ket", "province", None, 0, 2025, 2025, None, None),
    ]


def test_what_is_gone_from_the_file_is_removed_even_where_goals_went_together(world, tmp_path):
    load(tmp_path, SOUND)

    results = load(tmp_path, PLAN)

    assert not Goal.objects.filter(code__in=["tht", "doi-tuong"]).exists()
    assert not OwedDocument.objects.exists()
    assert {"bỏ chỉ tiêu tht", "bỏ chỉ tiêu doi-tuong", "bỏ nhiệm vụ moi-huyen", "bỏ văn bản phải có tong-ket"} <= set(
        results[1].changes
    )


def test_loading_again_changes_nothing(world, tmp_path):
    load(tmp_path, SOUND)

    assert load(tmp_path, f"# lần hai\n{SOUND}")[1].changes == ()
