"""What is wrong with units, agencies, sections, tasks and duties is told with its line and what was expected."""

import pytest

from tests.plans.plan_files import PLAN, changed, line_of, mistakes_of

pytestmark = pytest.mark.django_db

# What is changed in the plan, words that then stand on the line of the mistake only, the place, the message.
MISTAKES = {
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
    "nobody's task": (
        "    lead: [hoi-tinh]\n    partners: [lien-minh]\n",
        "",
        "code: tu-van",
        "tasks[tu-van]",
        "nhiệm vụ không của ai; cần lead (chủ trì), partners (phối hợp), level (mọi đơn vị của một cấp) "
        "hoặc units (một số đơn vị)",
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


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_stands(name, world, tmp_path):
    old, new, words, place, message = MISTAKES[name]
    text = changed(PLAN, old, new)

    found = mistakes_of(tmp_path, text)

    assert found == [": ".join(filter(None, [f"dòng {line_of(text, words)}", place, message]))]
