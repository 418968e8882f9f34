"""A small sound plan file and catalogue, which tests change in one place."""

import pytest

from plans.loading import PlanFileWrong, load_plan_files
from plans.models import Plan

CATALOGUE = """\
breakdowns:
  - code: loai-hinh
    name: Loại hình
    parts:
      - {code: htx, name: HTX}
      - {code: tht, name: THT}
indicators:
  - code: htx-moi
    name: HTX, THT mới thành lập
    definition: Có giấy chứng nhận đăng ký trong năm.
    measure: count
    accumulation: flow
    unit_of_measure: HTX, THT
    breakdown: loai-hinh
  - code: viec-lam
    name: Lao động nữ có việc làm ổn định
    measure: count
    accumulation: stock
    unit_of_measure: người
  - code: ty-le-can-bo
    name: Tỷ lệ cán bộ được tập huấn
    measure: ratio
    numerator: {name: Cán bộ đã tập huấn, accumulation: stock}
    denominator: {name: Cán bộ đang công tác, accumulation: stock}
  - code: ra-mat
    name: Ra mắt câu lạc bộ
    measure: milestone
    collected_from: [province]
  - code: lao-dong-lien-minh
    name: Lao động nữ do Liên minh thống kê
    measure: count
    accumulation: stock
    unit_of_measure: người
    collected_from: [agencies]
"""

PLAN = """\
plan:
  code: ke-hoach-thu
  kind: plan
  number: 12/KH-BTV
  signed_on: 2024-02-26
  place: Nam Định
  title: Thực hiện Đề án thử
  short_title: Đề án thử
  scope: province 36
  years: 2024-2025
  issuers: [hoi-tinh]
  signing: [TM. BAN THƯỜNG VỤ, PHÓ CHỦ TỊCH]
  signer: Nguyễn Thị An
  opening: Hội xây dựng kế hoạch như sau.
  closing: Trên đây là kế hoạch.
legal_basis:
  - Căn cứ Quyết định số 01/QĐ-TTg;
relations:
  - {carries_out: Quyết định số 01/QĐ-TTg, number: 01/QĐ-TTg, dated: 2023-01-03}
recipients: [Thường trực Tỉnh ủy;, Lưu VT.]
agencies:
  - {code: hoi-tinh, name: Hội LHPN tỉnh, kind: union, unit: province 36, to: 2025-06-30, successor: hoi-tinh-moi}
  - {code: hoi-tinh-moi, name: Hội LHPN tỉnh Ninh Bình, kind: union, unit: province 37}
  - {code: ban-kinh-te, name: Ban Kinh tế, kind: union_body, body_of: hoi-tinh, unit: province 36}
  - {code: lien-minh, name: Liên minh HTX tỉnh, kind: cooperative_alliance, unit: province 36}
phases:
  - {code: gd1, name: Giai đoạn 1, years: 2024-2025}
sections:
  - code: i
    label: I.
    heading: MỤC TIÊU
    text: |
      - Thành lập mới ít nhất 03 HTX.
      - Việc làm ổn định cho 300 lao động nữ.
  - code: ii
    label: II.
    heading: TỔ CHỨC
    sections:
      - {code: ii-1, label: "1.", heading: Hội LHPN tỉnh}
      - {code: ii-2, label: "-", text: Mỗi huyện ít nhất 01 HTX.}
goals:
  - code: htx
    section: i
    wording: Thành lập mới ít nhất 03 HTX
    indicator: htx-moi
    part: htx
    comparator: at_least
    targets:
      - {year: 2024, value: 3, units: {"366": 2}}
      - {phase: gd1, value: 7}
  - code: viec-lam
    section: i
    wording: Việc làm ổn định cho 300 lao động nữ
    indicator: viec-lam
    comparator: reach
    baseline: {value: 120, on: 2023-12-14}
    targets: [{term: 2025, value: 300}]
  - code: can-bo
    section: ii
    wording: Tập huấn cán bộ
    indicator: ty-le-can-bo
    comparator: range
    targets: [{year: 2024, value: 90, to: 100}]
  - code: ra-mat
    section: ii
    wording: Ra mắt câu lạc bộ
    indicator: ra-mat
    comparator: reach
    targets: [{year: 2025}]
  - code: lien-minh
    section: ii
    wording: Thống kê lao động nữ
    indicator: lao-dong-lien-minh
    comparator: followed
    agencies: [lien-minh]
    targets: [{every: 1}]
  - code: moi-huyen
    section: ii
    wording: Mỗi huyện ít nhất 01 HTX
    indicator: htx-moi
    part: htx
    comparator: at_least
    per: district
    targets: [{year: 2024, value: 1}]
tasks:
  - code: tu-van
    section: ii-1
    wording: Tư vấn, hỗ trợ thành lập HTX.
    lead: [hoi-tinh]
    partners: [lien-minh]
    frequency: hàng năm
    programmes: [OCOP]
funding: [Ngân sách tỉnh]
duties:
  - code: huyen
    section: ii
    wording: Báo cáo trước ngày 30/11
    reporter: unit
    recipients: [hoi-tinh]
    via: ban-kinh-te
    reports:
      - {period: year, due: trước ngày 30/11, cut_off: 29/11}
      - {period: half_year, due: do tỉnh đặt}
      - {period: ad_hoc}
letterheads:
  - {agency: hoi-tinh, body: HỘI LHPN TỈNH NAM ĐỊNH, number: …/BC-BTV, place: Nam Định}
"""

# A second plan of another province, which shares the agency "hoi-tinh" in the same words.
OTHER_PLAN = """\
plan:
  code: ke-hoach-khac
  kind: plan
  signed_on: 2024-03-01
  title: Kế hoạch khác
  short_title: Kế hoạch khác
  scope: province 37
  years: 2024
  issuers: [hoi-tinh]
agencies:
  - {code: hoi-tinh, name: Hội LHPN tỉnh, kind: union, unit: province 36, to: 2025-06-30, successor: hoi-tinh-moi}
  - {code: hoi-tinh-moi, name: Hội LHPN tỉnh Ninh Bình, kind: union, unit: province 37}
phases: [{code: nam, name: Năm 2024, years: 2024}]
sections: [{code: i, heading: MỤC TIÊU}]
goals:
  - {code: htx, section: i, wording: HTX mới, indicator: htx-moi, comparator: followed, targets: [{year: 2024}]}
"""


def changed(text, old, new):
    """The text with one place changed; the place must be there once."""
    assert text.count(old) == 1, f"{text.count(old)} x {old!r}"
    return text.replace(old, new)


def without_agencies(text):
    """The text without its list of agencies: it may still point at those of other files."""
    start = text.index("agencies:\n")
    return text[:start] + text[text.index("phases:") :]


def load(folder, *plans, catalogue=CATALOGUE):
    """Write the texts as files of a folder and load them; the results are those of the catalogue and of each plan."""
    (folder / "indicators.yaml").write_text(catalogue, encoding="utf-8")
    paths = []
    for number, text in enumerate(plans, 1):
        path = folder / f"ke-hoach-{number}.yaml"
        path.write_text(text, encoding="utf-8") if isinstance(text, str) else path.write_bytes(text)
        paths.append(path)
    return load_plan_files(paths, catalogue=folder / "indicators.yaml")


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
