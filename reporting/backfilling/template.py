"""The workbook to fill in: an empty sheet of rows, and beside it what may be written there for one plan."""

from collections.abc import Iterable
from datetime import date

from plans.choices import Accumulation, Measure
from plans.models import Indicator, Plan
from portal.dates import format_date
from portal.text_workbooks import TextSheet, workbook_of_texts
from reporting.backfilling.occasions import Occasion, Occasions, Teller
from reporting.backfilling.sheet import COLUMNS
from reporting.questionnaire import asked_by_plan, parts_in_use

ROWS_SHEET = "Số liệu"
WIDTHS = {"plan": 22, "round": 16, "unit_code": 14, "indicator": 40, "part": 16, "note": 40}
HOW_TO = [
    ["Ô", "Cách ghi"],
    [COLUMNS["plan"], "Mã kế hoạch. Tệp chỉ có một kế hoạch thì để trống được."],
    [COLUMNS["round"], "Mã hoặc tên kỳ, như ở trang “Kỳ”: 6-thang-2023, hoặc 6 tháng 2023."],
    [COLUMNS["unit_code"], "Mã của nơi báo cáo vào ngày chốt của kỳ đó, như ở trang “Đơn vị”."],
    [COLUMNS["indicator"], "Mã hoặc tên đầy đủ của chỉ số, như ở trang “Chỉ số”."],
    [COLUMNS["part"], "Chỉ số chia thành phần thì mỗi thành phần một dòng; chỉ số khác để trống."],
    [
        COLUMNS["value"],
        "Số lũy kế từ đầu năm báo cáo đến ngày chốt (phát sinh) hoặc số hiện có. Mốc: ngày hoàn thành, 1 hoặc 0.",
    ],
    [f"{COLUMNS['numerator']}, {COLUMNS['denominator']}", "Chỉ dùng cho tỷ lệ. Không ghi phần trăm."],
    [COLUMNS["answer"], "Để trống nếu có số; hoặc: không phát sinh, không áp dụng, chưa có số liệu."],
    [COLUMNS["note"], "Lý do không có số, hoặc lời giải trình."],
    ["", "Không có dòng nào nghĩa là chưa trả lời. Nhập lại cùng tệp không làm thay đổi gì."],
]


def template_of(plan: Plan, today: date) -> bytes:
    """The workbook for a plan, with its rounds up to today, who reported in each, and its indicators."""
    occasions = Occasions(plan, today)
    past = occasions.all()
    told_in = _told_in(occasions, past)
    last_day = past[-1].cut_off if past else today
    rounds = [["Mã", "Tên", "Chốt số liệu đến ngày"], *map(_occasion_line, past)]
    tellers = [["Mã", "Tên", "Báo cáo trong các kỳ"], *_teller_lines(told_in)]
    heads = ["Mã", "Tên", "Thành phần", "Loại", "Đơn vị tính", "Ai báo cáo"]
    return workbook_of_texts(
        [
            TextSheet(ROWS_SHEET, [list(COLUMNS.values())], [WIDTHS.get(column, 12) for column in COLUMNS]),
            TextSheet("Cách ghi", HOW_TO, [22, 100]),
            TextSheet("Kỳ", rounds, [16, 24, 22]),
            TextSheet("Đơn vị", tellers, [26, 40, 60]),
            TextSheet("Chỉ số", [heads, *_indicator_lines(plan, told_in, last_day)], [40, 60, 40, 34, 14, 20]),
        ]
    )


def _occasion_line(occasion: Occasion) -> list[str]:
    return [occasion.code, occasion.name, format_date(occasion.cut_off)]


def _teller_lines(told_in: dict[Teller, list[str]]) -> list[list[str]]:
    return [[teller.code, teller.name, ", ".join(names)] for teller, names in told_in.items()]


def _told_in(occasions: Occasions, past: list[Occasion]) -> dict[Teller, list[str]]:
    """Everybody who reported in one of the rounds, with the names of these."""
    rounds: dict[Teller, list[str]] = {}
    for occasion in past:
        for teller in occasions.tellers(occasion):
            rounds.setdefault(teller, []).append(occasion.name)
    return rounds


def _indicator_lines(plan: Plan, tellers: Iterable[Teller], day: date) -> list[list[str]]:
    """The indicators with who reports them: the units, the province, or agencies by name."""
    who: dict[Indicator, list[str]] = {}
    kinds = {
        (teller.asked.reporter, teller.asked.agency_id): teller.name
        if teller.asked.agency_id
        else teller.asked.reporter.label
        for teller in tellers
    }
    for (reporter, agency), words in kinds.items():
        for indicator in asked_by_plan(plan, reporter, agency):
            who.setdefault(indicator, []).append(words)
    return [
        [
            indicator.code,
            indicator.name,
            ", ".join(part.code for part in parts_in_use(indicator, day)),
            _kind(indicator),
            indicator.unit_of_measure,
            ", ".join(reporters),
        ]
        for indicator, reporters in who.items()
    ]


def _kind(indicator: Indicator) -> str:
    if indicator.measure == Measure.COUNT:
        return Accumulation(indicator.accumulation).label
    return Measure(indicator.measure).label
