"""What is wrong with a key or with a single value is told with its line, its place and what was expected."""

import pytest

from tests.plans.plan_files import PLAN, changed, line_of, mistakes_of

pytestmark = pytest.mark.django_db

# What is changed in the plan, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
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
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    text = changed(PLAN, old, new)

    found = mistakes_of(tmp_path, text)

    assert found == [": ".join(filter(None, [f"dòng {line_of(text, words)}", place, message]))]
