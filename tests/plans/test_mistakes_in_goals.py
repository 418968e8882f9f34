"""What is wrong with phases, goals and targets is told with its line, its place and what was expected."""

import pytest

from tests.plans.plan_files import PLAN, changed, line_of, mistakes_of

pytestmark = pytest.mark.django_db

# What is changed in the plan, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
    "a phase outside the plan": (
        "name: Giai đoạn 1, years: 2024-2025}",
        "name: Giai đoạn 1, years: 2024-2025}\n  - {code: gd2, name: Giai đoạn 2, years: 2026-2030}",
        "2026-2030",
        "phases[gd2].years",
        "2026-2030 nằm ngoài các năm của kế hoạch (2024-2025)",
    ),
    "a target outside the plan": (
        "targets: [{year: 2025}]",
        "targets: [{year: 2026}]",
        "year: 2026",
        "goals[ra-mat].targets[1].year",
        "2026-2026 nằm ngoài các năm của kế hoạch (2024-2025)",
    ),
    "an end before the plan's first year": (
        "{term: 2025, value: 300}",
        "{term: 2023, value: 300}",
        "term: 2023",
        "goals[viec-lam].targets[1].term",
        "2024-2023 kết thúc trước khi bắt đầu",
    ),
    "no span": (
        "targets: [{year: 2025}]",
        "targets: [{reason: chưa rõ}]",
        "chưa rõ",
        "goals[ra-mat].targets[1]",
        "cần đúng một trong các khóa year, phase, cumulative, term, every",
    ),
    "every third year of two": (
        "targets: [{every: 1}]",
        "targets: [{every: 3}]",
        "every: 3",
        "goals[lien-minh].targets[1].every",
        "3 năm một lần mà chỉ có các năm 2024-2025",
    ),
    "the same span twice": (
        "- {phase: gd1, value: 7}",
        "- {phase: gd1, value: 7}\n      - {phase: gd1, value: 8}",
        "value: 8",
        "goals[htx].targets[3]",
        "cùng thời gian với lần giao ở dòng 50; cần effective_from khác nhau",
    ),
    "a stock that adds up over years": (
        "{term: 2025, value: 300}",
        "{cumulative: 2025, value: 300}",
        "cumulative: 2025",
        "goals[viec-lam].targets[1].cumulative",
        "số hiện có (stock) không cộng dồn qua các năm; cần term",
    ),
    "range upside down": (
        "{year: 2024, value: 90, to: 100}",
        "{year: 2024, value: 100, to: 90}",
        "to: 90",
        "goals[can-bo].targets[1].to",
        "khoảng ngược: 100 đến 90; cần số nhỏ trước, số lớn sau",
    ),
    "range without its end": (
        "{year: 2024, value: 90, to: 100}",
        "{year: 2024, value: 90}",
        "value: 90",
        "goals[can-bo].targets[1]",
        "thiếu khóa “to”; khoảng (range) cần giá trị đầu và cuối",
    ),
    "an end without a range": (
        "{phase: gd1, value: 7}",
        "{phase: gd1, value: 7, to: 9}",
        "to: 9",
        "goals[htx].targets[2].to",
        "khóa “to” chỉ dùng với range, không với at_least",
    ),
    "a judged goal without a value": (
        "{phase: gd1, value: 7}",
        "{phase: gd1}",
        "phase: gd1}",
        "goals[htx].targets[2]",
        "thiếu khóa “value”; so sánh “at_least” cần giá trị",
    ),
    "a judged goal with a value left blank": (
        "{phase: gd1, value: 7}",
        "{phase: gd1, value: }",
        "phase: gd1, value: }",
        "goals[htx].targets[2]",
        "thiếu khóa “value”; so sánh “at_least” cần giá trị",
    ),
    "a followed goal with a value": (
        "targets: [{every: 1}]",
        "targets: [{every: 1, value: 5}]",
        "value: 5",
        "goals[lien-minh].targets[1].value",
        "chỉ tiêu theo dõi (followed) không giao số; cần bỏ khóa này",
    ),
    "a milestone with a value": (
        "targets: [{year: 2025}]",
        "targets: [{year: 2025, value: 1}]",
        "{year: 2025, value: 1}",
        "goals[ra-mat].targets[1].value",
        "mốc hoàn thành không có giá trị; cần bỏ khóa này",
    ),
    "more than the whole": (
        "{year: 2024, value: 90, to: 100}",
        "{year: 2024, value: 90, to: 110}",
        "to: 110",
        "goals[can-bo].targets[1].to",
        "tỷ lệ 110 % lớn hơn 100 %; cần số từ 0 đến 100",
    ),
    "half a cooperative": (
        "{phase: gd1, value: 7}",
        "{phase: gd1, value: 7.5}",
        "7.5",
        "goals[htx].targets[2].value",
        "7.5 có phần lẻ; chỉ số này nhận số nguyên",
    ),
    "less than nothing": (
        "{phase: gd1, value: 7}",
        "{phase: gd1, value: -7}",
        "value: -7",
        "goals[htx].targets[2].value",
        "giá trị âm (-7); cần số từ 0 trở lên",
    ),
    "a part of another breakdown": (
        "    part: htx\n    comparator: at_least\n    targets:",
        "    part: to-lien-ket\n    comparator: at_least\n    targets:",
        "to-lien-ket",
        "goals[htx].part",
        "“to-lien-ket” không phải thành phần của chỉ số “htx-moi”; cần một trong: htx, tht",
    ),
    "a part of what has none": (
        "    comparator: reach\n    baseline",
        "    part: htx # ở đây\n    comparator: reach\n    baseline",
        "# ở đây",
        "goals[viec-lam].part",
        "“htx” không phải thành phần của chỉ số “viec-lam”; chỉ số này không phân tổ; cần bỏ khóa part",
    ),
    "unknown indicator": (
        "    indicator: ra-mat",
        "    indicator: ra-matt",
        "ra-matt",
        "goals[ra-mat].indicator",
        "không có chỉ số “ra-matt”; có phải “ra-mat”?",
    ),
    "unknown phase": (
        "{phase: gd1, value: 7}",
        "{phase: gd9, value: 7}",
        "gd9",
        "goals[htx].targets[2].phase",
        "không có giai đoạn “gd9”; có phải “gd1”?",
    ),
    "an agency counts and none is named": (
        "    agencies: [lien-minh]\n",
        "",
        "- code: lien-minh",
        "goals[lien-minh]",
        "chỉ số “lao-dong-lien-minh” lấy số từ cơ quan; thiếu khóa “agencies” nêu tên cơ quan",
    ),
    "a minimum of nothing": (
        "    comparator: at_least\n    per: district\n    targets: [{year: 2024, value: 1}]",
        "    comparator: followed\n    per: district\n    targets: [{year: 2024}]",
        "per: district",
        "goals[moi-huyen].per",
        "mức tối thiểu của mỗi đơn vị (per) cần giá trị, mà followed thì không giao số",
    ),
    "a minimum above the plan": (
        "    per: district",
        "    per: province",
        "per: province",
        "goals[moi-huyen].per",
        "“province” không ở dưới phạm vi của kế hoạch (province)",
    ),
    "allotted to a stranger": (
        'units: {"366": 2}',
        'units: {"999": 2}',
        '"999"',
        "goals[htx].targets[1].units",
        "không có đơn vị báo cáo mã 999 trong phạm vi của kế hoạch ngày 26/02/2024",
    ),
    "allotted to a unit that is not there yet": (
        'units: {"366": 2}',
        'units: {"14215": 2}',
        '"14215"',
        "goals[htx].targets[1].units",
        "không có đơn vị báo cáo mã 14215 trong phạm vi của kế hoạch ngày 26/02/2024",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    text = changed(PLAN, old, new)

    found = mistakes_of(tmp_path, text)

    assert found == [": ".join(filter(None, [f"dòng {line_of(text, words)}", place, message]))]
