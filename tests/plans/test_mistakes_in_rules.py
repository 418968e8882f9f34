"""What is wrong with a rule between indicators is told with its line, its place and what was expected."""

import pytest

from tests.plans.plan_files import CATALOGUE, PLAN, changed, line_of, mistakes_of

pytestmark = pytest.mark.django_db

RULES = """\
rules:
  - code: mot
    left:
      - {indicator: viec-lam} # trái
    comparison: not_above
    right:
      - {indicator: ty-le-can-bo, side: denominator} # phải
    weight: refuse
"""
LEFT, RIGHT = "      - {indicator: viec-lam} # trái", "      - {indicator: ty-le-can-bo, side: denominator} # phải"
# Another breakdown, and a sum of two indicators.
BESIDES = """\
  - code: nganh
    name: Ngành
    parts: [{code: trong-trot, name: Trồng trọt}]
indicators:
  - {code: tong, name: Tổng, measure: count, accumulation: stock, unit_of_measure: người, sum_of: [viec-lam]}
"""
WIDER = changed(CATALOGUE, "indicators:\n", BESIDES)

# What is changed in the rule, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
    "unknown indicator": (
        LEFT,
        "      - {indicator: viec-lm} # trái",
        "# trái",
        "rules[mot].left[1].indicator",
        "không có chỉ số “viec-lm”; có phải “viec-lam”?",
    ),
    "unknown comparison": (
        "comparison: not_above",
        "comparison: smaller",
        "smaller",
        "rules[mot].comparison",
        "không có “smaller”; cần một trong: not_above, below, equal, not_below, above",
    ),
    "unknown weight": (
        "weight: refuse",
        "weight: strict",
        "weight: strict",
        "rules[mot].weight",
        "không có “strict”; cần một trong: refuse, explain",
    ),
    "unknown key": (
        "weight: refuse",
        "weight: refuse\n    word: Câu nói",
        "word: Câu nói",
        "rules[mot].word",
        "không có khóa này; có phải “words”?",
    ),
    "no left side": (
        f"    left:\n{LEFT}\n",
        "    left: []\n",
        "left: []",
        "rules[mot].left",
        "vế trái cần ít nhất một chỉ số",
    ),
    "no right side": (
        f"    right:\n{RIGHT}\n",
        "",
        "code: mot",
        "rules[mot]",
        "thiếu vế phải; cần các chỉ số (right) hoặc một con số (constant)",
    ),
    "a constant that can be meant in two ways": (
        "weight: refuse",
        "weight: refuse\n    constant: 1.500",
        "1.500",
        "rules[mot].constant",
        "“1.500” có thể hiểu hai cách (hàng nghìn hay phần lẻ); "
        "cần số viết liền, phần thập phân sau dấu chấm, ví dụ 1500 hoặc 12.5",
    ),
    "a ratio without its side": (
        RIGHT,
        "      - {indicator: ty-le-can-bo} # phải",
        "# phải",
        "rules[mot].right[1]",
        "“ty-le-can-bo” là tỷ lệ; thiếu khóa “side”: numerator (tử số) hoặc denominator",
    ),
    "a count with a side": (
        LEFT,
        "      - {indicator: viec-lam, side: numerator} # trái",
        "# trái",
        "rules[mot].left[1].side",
        "“viec-lam” là số lượng, không có tử số, mẫu số; cần bỏ khóa này",
    ),
    "a milestone": (
        LEFT,
        "      - {indicator: ra-mat} # trái",
        "# trái",
        "rules[mot].left[1].indicator",
        "“ra-mat” là mốc hoàn thành, không có số để so",
    ),
    "what nobody enters": (
        LEFT,
        "      - {indicator: tong} # trái",
        "# trái",
        "rules[mot].left[1].indicator",
        "“tong” được tính từ chỉ số khác, không ai nhập; cần nêu các chỉ số nhập trực tiếp",
    ),
    "a part of another breakdown": (
        LEFT,
        "      - {indicator: htx-moi, part: trong-trot} # trái",
        "# trái",
        "rules[mot].left[1].part",
        "“trong-trot” không phải thành phần của chỉ số “htx-moi”; cần một trong: htx, tht",
    ),
    "a part of what has none": (
        LEFT,
        "      - {indicator: viec-lam, part: htx} # trái",
        "# trái",
        "rules[mot].left[1].part",
        "“htx” không phải thành phần của chỉ số “viec-lam”; chỉ số này không phân tổ; cần bỏ khóa part",
    ),
    "what arises beside what there is": (
        LEFT,
        "      - {indicator: htx-moi} # trái",
        "# phải",
        "rules[mot].right[1].indicator",
        "“ty-le-can-bo” là stock, còn “htx-moi” là flow; "
        "cần cùng một cách: đều phát sinh trong năm (flow) hoặc đều hiện có (stock)",
    ),
    "compared with itself": (
        RIGHT,
        "      - {indicator: viec-lam} # phải",
        "# phải",
        "rules[mot].right[1]",
        "số này của “viec-lam” đã nêu ở dòng {left}; mỗi số chỉ nêu một lần",
    ),
    "twice on one side": (
        LEFT,
        f"{LEFT}\n      - {{indicator: viec-lam}} # lần nữa",
        "# lần nữa",
        "rules[mot].left[2]",
        "số này của “viec-lam” đã nêu ở dòng {left}; mỗi số chỉ nêu một lần",
    ),
    "given by nobody together": (
        LEFT,
        "      - {indicator: lao-dong-lien-minh} # trái",
        "code: mot",
        "rules[mot]",
        "không báo cáo nào có đủ các chỉ số này (collected_from không có nơi chung), nên quy tắc không bao giờ dùng đến",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    plan = changed(PLAN, "tasks:\n", changed(RULES, old, new) + "tasks:\n")

    found = mistakes_of(tmp_path, plan, catalogue=WIDER)

    told = message.format(left=line_of(plan, "# trái")) if "{left}" in message else message
    assert found == [f"dòng {line_of(plan, words)}: {place}: {told}"]


def test_a_total_and_a_part_of_it_do_not_meet_in_a_rule(world, tmp_path):
    rules = changed(RULES, LEFT, "      - {indicator: htx-moi, part: htx} # trái")
    rules = changed(rules, RIGHT, "      - {indicator: htx-moi} # phải")
    plan = changed(PLAN, "tasks:\n", rules + "tasks:\n")

    assert mistakes_of(tmp_path, plan) == [
        f"dòng {line_of(plan, '# phải')}: rules[mot].right[1]: “htx-moi” được nêu cả số chung lẫn thành phần; "
        "cần bỏ một, vì phần nằm trong số chung"
    ]


def test_two_rules_of_a_file_have_two_codes(world, tmp_path):
    again = RULES.partition("\n")[2].replace("# trái", "").replace("# phải", "").replace("mot", "mot # lặp")
    plan = changed(PLAN, "tasks:\n", RULES + again + "tasks:\n")

    assert mistakes_of(tmp_path, plan) == [
        f"dòng {line_of(plan, '# lặp')}: rules[mot].code: mã quy tắc kiểm tra “mot” lặp lại; "
        f"đã dùng ở dòng {line_of(plan, 'rules:') + 1}"
    ]


def test_the_catalogues_rules_are_checked_as_a_plans_are(world, tmp_path):
    catalogue = CATALOGUE + RULES.replace("viec-lam", "viec-lm")

    assert mistakes_of(tmp_path, catalogue=catalogue) == [
        f"dòng {line_of(catalogue, '# trái')}: rules[mot].left[1].indicator: không có chỉ số “viec-lm”; có phải “viec-lam”?"
    ]
