"""What is wrong with a plan file is told with its line, its place and what was expected; and all of it at once."""

import pytest

from plans.loading import PlanFileWrong
from plans.models import Agency, Plan
from tests.plans.plan_files import CATALOGUE, OTHER_PLAN, PLAN, changed, load

pytestmark = pytest.mark.django_db


def mistakes_of(folder, *plans, catalogue=CATALOGUE):
    """The mistakes as the command prints them; nothing may have been loaded."""
    with pytest.raises(PlanFileWrong) as wrong:
        load(folder, *plans, catalogue=catalogue)
    assert not Plan.objects.exists()
    return [str(mistake) for mistake in wrong.value.mistakes]


def line_of(text, words):
    """The number of the only line that holds these words."""
    [number] = [number for number, line in enumerate(text.splitlines(), 1) if words in line]
    return number


# What is changed in the plan, words that stand on the line of the mistake then, the place, the message.
MISTAKES_OF_A_PLAN = {
    "unknown key": (
        "    frequency: hàng năm",
        "    frequancy: hàng năm",
        "frequancy",
        "tasks[tu-van].frequancy",
        "không có khóa này; có phải “frequency”?",
    ),
    "missing key": (
        "    indicator: ra-mat\n",
        "",
        "code: ra-mat",
        "goals[ra-mat]",
        "thiếu khóa “indicator”; cần mã gồm chữ thường không dấu, số và gạch nối",
    ),
    "blank key": (
        "  title: Thực hiện Đề án thử",
        "  title:",
        "  title:",
        "plan.title",
        "thiếu khóa “title”; cần trích yếu nguyên văn",
    ),
    "key twice": (
        "  place: Nam Định\n",
        "  place: Nam Định\n  place: Hà Nội\n",
        "Hà Nội",
        "plan.place",
        "khóa lặp lại; đã có ở dòng 6",
    ),
    "code twice": (
        '{code: ii-2, label: "-"',
        '{code: ii, label: "-"',
        'label: "-"',
        "sections[ii].sections[ii].code",
        "mã mục “ii” lặp lại; đã dùng ở dòng 35",
    ),
    "no YAML": (
        "  title: Thực hiện Đề án thử",
        "  title: Thực hiện: Đề án thử",
        "  title: Thực hiện: Đề án thử",
        "",
        'không đọc được: chữ có dấu hai chấm phải đặt trong dấu nháy kép “"…"”',
    ),
    "tab": (
        "  place: Nam Định\n",
        "\tplace: Nam Định\n",
        "\tplace: Nam Định",
        "",
        "thụt đầu dòng bằng phím Tab; cần dùng dấu cách",
    ),
    "alias": (
        "  opening: Hội xây dựng kế hoạch như sau.",
        "  opening: &loi Hội xây dựng kế hoạch như sau.\n  note: *loi",
        "*loi",
        "plan.note",
        "dùng lại đoạn khác bằng dấu * và &; cần viết đủ ra ở đây",
    ),
    "list in place of a text": (
        "  place: Nam Định",
        "  place: [Nam Định]",
        "  place: [Nam Định]",
        "plan.place",
        "cần địa danh, không phải một danh sách hay một nhóm khóa",
    ),
    "text in place of a list": (
        "    lead: [hoi-tinh]",
        "    lead: hoi-tinh",
        "    lead: hoi-tinh",
        "tasks[tu-van].lead",
        "cần danh sách mã gồm chữ thường không dấu, số và gạch nối (mỗi dòng một dấu gạch, hoặc trong ngoặc vuông)",
    ),
    "no code": (
        "  code: ke-hoach-thu",
        "  code: Kế hoạch thử",
        "  code: Kế hoạch thử",
        "plan.code",
        "“Kế hoạch thử” không phải mã; cần mã gồm chữ thường không dấu, số và gạch nối",
    ),
    "too long for its column": (
        "  place: Nam Định",
        f"  place: {'N' * 61}",
        "NNN",
        "plan.place",
        "dài 61 chữ, quá 60; cần địa danh",
    ),
    "word of no list": (
        "    comparator: range",
        "    comparator: within",
        "comparator: within",
        "goals[can-bo].comparator",
        "không có “within”; cần một trong: at_least, more_than, reach, at_most, about, range, followed",
    ),
    "no such day": (
        "signed_on: 2024-02-26",
        "signed_on: 2024-02-30",
        "2024-02-30",
        "plan.signed_on",
        "không có ngày “2024-02-30”; cần ngày dạng năm-tháng-ngày, ví dụ 2024-02-26",
    ),
    "day the Vietnamese way": (
        "signed_on: 2024-02-26",
        "signed_on: 26/02/2024",
        "26/02/2024",
        "plan.signed_on",
        "không có ngày “26/02/2024”; cần ngày dạng năm-tháng-ngày, ví dụ 2024-02-26",
    ),
    "number with a comma": (
        "targets: [{term: 2025, value: 300}]",
        "targets: [{term: 2025, value: '300,5'}]",
        "'300,5'",
        "goals[viec-lam].targets[1].value",
        "không đọc được số “300,5”; cần số viết liền, phần thập phân sau dấu chấm, ví dụ 1500 hoặc 12.5",
    ),
    "number that may be thousands": (
        "targets: [{term: 2025, value: 300}]",
        "targets: [{term: 2025, value: 1.500}]",
        "1.500",
        "goals[viec-lam].targets[1].value",
        "“1.500” có thể hiểu hai cách (hàng nghìn hay phần lẻ); "
        "cần số viết liền, phần thập phân sau dấu chấm, ví dụ 1500 hoặc 12.5",
    ),
    "years that end before they begin": (
        "name: Giai đoạn 1, years: 2024-2025",
        "name: Giai đoạn 1, years: 2025-2024",
        "2025-2024",
        "phases[gd1].years",
        "“2025-2024” kết thúc trước khi bắt đầu; cần một năm hoặc năm đầu-năm cuối, ví dụ 2024 hoặc 2023-2030",
    ),
    "a year of five digits": (
        "name: Giai đoạn 1, years: 2024-2025",
        "name: Giai đoạn 1, years: 2024 - 20250",
        "20250",
        "phases[gd1].years",
        "năm 20250 nằm ngoài 1990-2100; cần một năm hoặc năm đầu-năm cuối, ví dụ 2024 hoặc 2023-2030",
    ),
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
    "unknown unit": (
        "scope: province 36",
        "scope: province 99",
        "province 99",
        "plan.scope",
        "không có đơn vị “province 99” vào ngày 26/02/2024; cần cấp và mã đã nạp bằng load_units",
    ),
    "unknown level": (
        "scope: province 36",
        "scope: tỉnh 36",
        "tỉnh 36",
        "plan.scope",
        "không có cấp “tỉnh” (các cấp: country, province, district, cluster, commune); "
        "cần cấp và mã của đơn vị, ví dụ province 36",
    ),
    "unknown agency": (
        "    lead: [hoi-tinh]",
        "    lead: [hoi-tinhh]",
        "hoi-tinhh]",
        "tasks[tu-van].lead",
        "không có cơ quan “hoi-tinhh”; có phải “hoi-tinh”?",
    ),
    "unknown section": (
        "    section: ii-1",
        "    section: xyz",
        "section: xyz",
        "tasks[tu-van].section",
        "không có mục “xyz”; cần mã của mục đã khai trong tệp hoặc đã nạp",
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
    "nobody's task": (
        "    lead: [hoi-tinh]\n    partners: [lien-minh]\n",
        "",
        "code: tu-van",
        "tasks[tu-van]",
        "nhiệm vụ không của ai; cần lead (chủ trì) hoặc partners (phối hợp)",
    ),
    "leads and helps": (
        "    partners: [lien-minh]",
        "    partners: [hoi-tinh]",
        "code: tu-van",
        "tasks[tu-van]",
        "cơ quan “hoi-tinh” được nêu hai lần",
    ),
    "a periodic duty without a day": (
        "{period: half_year, due: do tỉnh đặt}",
        "{period: half_year}",
        "{period: half_year}",
        "duties[huyen].reports[2]",
        "báo cáo định kỳ không có hạn; cần due: “trước ngày …”, hoặc due: do tỉnh đặt nếu văn bản không nêu ngày",
    ),
    "a day that no year has": (
        "due: trước ngày 30/11",
        "due: trước ngày 31/6",
        "31/6",
        "duties[huyen].reports[1].due",
        "không phải năm nào cũng có ngày 31/6; "
        "cần “trước ngày 30/11”, “chậm nhất 15/6”, “đến ngày 15/6” hoặc “do tỉnh đặt”",
    ),
    "a cut-off after the last day": (
        "cut_off: 29/11",
        "cut_off: 30/11",
        "cut_off: 30/11",
        "duties[huyen].reports[1].cut_off",
        "chốt số liệu 30/11 sau ngày cuối cùng đúng hạn 29/11",
    ),
    "a period twice": (
        "- {period: ad_hoc}",
        "- {period: year, due: do tỉnh đặt}",
        "{period: year, due: do tỉnh đặt}",
        "duties[huyen].reports[3].period",
        "kỳ “year” đã có ở dòng 102",
    ),
    "a successor and no end": (
        "unit: province 36, to: 2025-06-30, successor: hoi-tinh-moi}",
        "unit: province 36, successor: hoi-tinh-moi}",
        "successor: hoi-tinh-moi",
        "agencies[hoi-tinh].successor",
        "có cơ quan kế tục mà không có ngày kết thúc; cần khóa to",
    ),
    "two relations in one": (
        "{carries_out: Quyết định số 01/QĐ-TTg,",
        "{carries_out: Quyết định số 01/QĐ-TTg, amends: Kế hoạch 5,",
        "amends",
        "relations[1]",
        "cần đúng một trong các khóa carries_out, amends, replaces",
    ),
    "an empty section": (
        "text: Mỗi huyện ít nhất 01 HTX.}",
        "note: để sau}",
        "để sau",
        "sections[ii].sections[ii-2]",
        "mục trống; cần tiêu đề (heading), nội dung (text), mục con (sections) hoặc một nhiệm vụ (tasks) ở mục này",
    ),
}


@pytest.mark.parametrize("name", MISTAKES_OF_A_PLAN)
def test_a_mistake_of_a_plan_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES_OF_A_PLAN[name]
    text = changed(PLAN, old, new)

    found = mistakes_of(tmp_path, text)

    assert found == [": ".join(filter(None, [f"dòng {line_of(text, words)}", place, message]))]


# The same of the catalogue, whose indicators a plan may also declare itself.
MISTAKES_OF_A_CATALOGUE = {
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


@pytest.mark.parametrize("name", MISTAKES_OF_A_CATALOGUE)
def test_a_mistake_of_the_catalogue_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES_OF_A_CATALOGUE[name]
    catalogue = changed(CATALOGUE, old, new)

    found = mistakes_of(tmp_path, catalogue=catalogue)

    assert found == [f"dòng {line_of(catalogue, words)}: {place}: {message}"]


def test_a_plan_declares_its_own_indicators_under_the_same_rules(world, tmp_path):
    own = "indicators:\n  - {code: rieng, name: Riêng, measure: count, accumulation: flow}\n"

    found = mistakes_of(tmp_path, changed(PLAN, "tasks:\n", own + "tasks:\n"))

    assert [message.split(": ", 1)[1] for message in found] == [
        "indicators[rieng]: thiếu khóa “unit_of_measure”; chỉ số là số lượng cần khóa này"
    ]


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(world, tmp_path):
    text = changed(PLAN, "kind: plan\n", "kind: plann\n")
    text = changed(text, "{phase: gd1, value: 7}", "{phase: gd1}")
    text = changed(text, "    lead: [hoi-tinh]", "    lead: [hoi-huyen]")
    text = changed(text, "due: trước ngày 30/11", "due: sau 30/11")

    found = mistakes_of(tmp_path, text)

    assert [message.split(": ")[1] for message in found] == [
        "plan.kind",
        "goals[htx].targets[2]",
        "tasks[tu-van].lead",
        "duties[huyen].reports[1].due",
    ]


def test_agencies_that_succeed_each_other_in_a_circle_are_both_told(world, tmp_path):
    text = changed(PLAN, "unit: province 37}", "unit: province 37, to: 2030-12-31, successor: hoi-tinh}")

    found = mistakes_of(tmp_path, text)

    assert [message.split(": ", 1)[1] for message in found] == [
        f"agencies[{code}]: cơ quan kế tục (hoặc cơ quan trên) đi vòng lại chính cơ quan này; cần bỏ vòng"
        for code in ("hoi-tinh", "hoi-tinh-moi")
    ]


def test_two_plans_may_not_say_different_things_of_one_agency(world, tmp_path):
    load(tmp_path, OTHER_PLAN)
    text = changed(PLAN, "name: Hội LHPN tỉnh, kind: union", "name: Hội Phụ nữ tỉnh, kind: union")

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, OTHER_PLAN, text)

    assert [str(mistake) for mistake in wrong.value.mistakes] == [
        f"dòng {line_of(text, 'Hội Phụ nữ tỉnh')}: agencies[hoi-tinh]: cơ quan “hoi-tinh” đã được tệp “ke-hoach-khac” "
        "khai khác (name); cần khai giống nhau, hoặc sửa cả hai tệp rồi nạp cùng lúc"
    ]


def test_two_plans_change_what_they_share_together(world, tmp_path):
    load(tmp_path, PLAN, OTHER_PLAN)
    old, new = "name: Hội LHPN tỉnh, kind: union", "name: Hội Phụ nữ tỉnh, kind: union"

    load(tmp_path, changed(PLAN, old, new), changed(OTHER_PLAN, old, new))

    assert Agency.objects.get(code="hoi-tinh").name == "Hội Phụ nữ tỉnh"


def test_a_plan_may_not_redefine_an_indicator_of_the_catalogue(world, tmp_path):
    own = "indicators:\n  - {code: ra-mat, name: Ra mắt đội, measure: milestone, collected_from: [province]}\n"

    found = mistakes_of(tmp_path, changed(PLAN, "tasks:\n", own + "tasks:\n"))

    assert any("chỉ số “ra-mat” đã được tệp “danh-muc-chi-so” khai khác (name)" in message for message in found)


def test_an_indicator_does_not_change_its_measure_under_another_plan(world, tmp_path):
    load(tmp_path, PLAN, OTHER_PLAN)
    catalogue = changed(CATALOGUE, "    accumulation: flow\n", "    accumulation: stock\n")

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, PLAN, catalogue=catalogue)

    assert [mistake.message for mistake in wrong.value.mistakes] == [
        "đổi accumulation của chỉ số “htx-moi” mà kế hoạch ke-hoach-khac đang dùng; cần nạp cùng lúc các kế hoạch đó"
    ]


def test_two_files_may_not_hold_the_same_plan(world, tmp_path):
    found = mistakes_of(tmp_path, PLAN, PLAN + "# bản hai\n")

    assert found == ["dòng 2: plan.code: mã kế hoạch “ke-hoach-thu” đã dùng trong tệp ke-hoach-1.yaml; cần mã khác"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (PLAN.encode("utf-16"), "dòng 1: tệp không phải chữ Unicode; cần lưu tệp với mã hóa UTF-8"),
        (b"", "dòng 1: tệp trống; cần các phần plan, sections, goals… (xem docs/plan-form.md)"),
        ("- một\n- hai\n".encode(), None),
        ('plan:\n  title: "chưa đóng\n'.encode(), "dòng 3: dấu nháy hoặc dấu ngoặc mở ở đây chưa đóng"),
        (b"plan:\n  title: a\x01b\n", "dòng 2: có ký tự điều khiển không đọc được; cần xóa ký tự đó"),
    ],
    ids=["UTF-16", "empty", "a list", "an open quote", "a control character"],
)
def test_a_file_that_is_no_plan_at_all_is_refused(raw, message, world, tmp_path):
    found = mistakes_of(tmp_path, raw)

    assert found == [message] if message else found[0].startswith("dòng 1: cần các khóa plan, legal_basis")
