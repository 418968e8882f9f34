"""What is wrong with breakdowns and indicators is told with its line, its place and what was expected."""

import pytest

from tests.plans.plan_files import CATALOGUE, PLAN, changed, line_of, mistakes_of

pytestmark = pytest.mark.django_db

# What is changed in the catalogue, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
    "a flow over a stock": (
        "numerator: {name: Cán bộ đã tập huấn, accumulation: stock}",
        "numerator: {name: Cán bộ đã tập huấn, accumulation: flow}",
        "denominator:",
        "indicators[ty-le-can-bo].denominator.accumulation",
        "tử số là flow, mẫu số là stock; "
        "cần cùng một cách: phát sinh trên phát sinh (flow) hoặc hiện có trên hiện có (stock)",
    ),
    "a ratio with parts": (
        "    denominator: {name: Cán bộ đang công tác, accumulation: stock}",
        "    denominator: {name: Cán bộ đang công tác, accumulation: stock}\n    breakdown: loai-hinh # ở đây",
        "# ở đây",
        "indicators[ty-le-can-bo].breakdown",
        "khóa “breakdown” chỉ dùng cho số lượng (measure: count); tỷ lệ không có",
    ),
    "a milestone with parts": (
        "    collected_from: [province]",
        "    collected_from: [province]\n    breakdown: loai-hinh # ở đây",
        "# ở đây",
        "indicators[ra-mat].breakdown",
        "khóa “breakdown” mốc hoàn thành không có; cần bỏ khóa này",
    ),
    "a ratio without a denominator": (
        "    denominator: {name: Cán bộ đang công tác, accumulation: stock}\n",
        "",
        "code: ty-le-can-bo",
        "indicators[ty-le-can-bo]",
        "thiếu khóa “denominator”; tỷ lệ cần tử số và mẫu số, hoặc ratio_of",
    ),
    "a count of nothing": (
        "    unit_of_measure: HTX, THT\n",
        "",
        "code: htx-moi",
        "indicators[htx-moi]",
        "thiếu khóa “unit_of_measure”; chỉ số là số lượng cần khóa này",
    ),
    "nobody is asked": (
        "    collected_from: [province]",
        "    collected_from: []",
        "[]",
        "indicators[ra-mat].collected_from",
        "cần ít nhất một nơi cung cấp số liệu: units, province, agencies",
    ),
    "unknown breakdown": (
        "    breakdown: loai-hinh",
        "    breakdown: loai-hih",
        "loai-hih",
        "indicators[htx-moi].breakdown",
        "không có phân tổ “loai-hih”; có phải “loai-hinh”?",
    ),
    "unclassified as a part": (
        "      - {code: tht, name: THT}",
        "      - {code: tht, name: THT}\n      - {code: chua-phan-loai, name: Khác}",
        "chua-phan-loai",
        "breakdowns[loai-hinh].parts[chua-phan-loai]",
        "“chưa phân loại” luôn có sẵn trong mọi phân tổ; cần bỏ dòng này",
    ),
    "a subset that is counted otherwise": (
        "    breakdown: loai-hinh",
        "    breakdown: loai-hinh\n    not_above: viec-lam",
        "not_above",
        "indicators[htx-moi].not_above",
        "“viec-lam” là count stock, không cùng loại với chỉ số này",
    ),
    "a ratio of two unlike indicators": (
        "    numerator: {name: Cán bộ đã tập huấn, accumulation: stock}\n"
        "    denominator: {name: Cán bộ đang công tác, accumulation: stock}\n",
        "    ratio_of: {numerator: htx-moi, denominator: viec-lam}\n",
        "ratio_of",
        "indicators[ty-le-can-bo].ratio_of.denominator",
        "tử số là flow, mẫu số là stock; "
        "cần cùng một cách: phát sinh trên phát sinh (flow) hoặc hiện có trên hiện có (stock)",
    ),
    "above itself": (
        "    breakdown: loai-hinh",
        "    breakdown: loai-hinh\n    not_above: htx-moi",
        "code: htx-moi",
        "indicators[htx-moi]",
        "chỉ số dựa vào chính nó qua các chỉ số khác; cần bỏ vòng",
    ),
    "a denominator of nothing": (
        "denominator: {name: Cán bộ đang công tác, accumulation: stock}",
        "denominator: {name: Cán bộ đang công tác, fixed: 0}",
        "fixed: 0",
        "indicators[ty-le-can-bo].denominator.fixed",
        "mẫu số cố định phải lớn hơn 0",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    catalogue = changed(CATALOGUE, old, new)

    found = mistakes_of(tmp_path, catalogue=catalogue)

    assert found == [f"dòng {line_of(catalogue, words)}: {place}: {message}"]


def test_a_plan_declares_its_own_indicators_under_the_same_rules(world, tmp_path):
    own = "indicators:\n  - {code: rieng, name: Riêng, measure: count, accumulation: flow}\n"

    found = mistakes_of(tmp_path, changed(PLAN, "tasks:\n", own + "tasks:\n"))

    assert [message.split(": ", 1)[1] for message in found] == [
        "indicators[rieng]: thiếu khóa “unit_of_measure”; chỉ số là số lượng cần khóa này"
    ]
