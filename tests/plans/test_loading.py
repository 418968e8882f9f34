"""A plan file into the tables: all of it, once, and again."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps

from plans.loading import PlanFileWrong
from plans.models import Agency, BreakdownPart, DutyOccasion, Goal, Indicator, Plan, Section, Target, TargetVersion
from tests.builders import make_figure, make_report, make_round
from tests.plans.plan_files import CATALOGUE, OTHER_PLAN, PLAN, changed, load, without_agencies


def rows():
    """Every row of every table of plans with its primary key and values, but for what is kept of each loading."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("plans").get_models()
        if model.__name__ not in {"LoadedFile", "PlanVersion"}
    }


@pytest.fixture
def loaded(world, tmp_path):
    load(tmp_path, PLAN)
    return Plan.objects.get(code="ke-hoach-thu")


def test_the_frame_of_a_plan_is_loaded(loaded, world):
    assert (loaded.kind, loaded.number, loaded.signed_on) == ("plan", "12/KH-BTV", date(2024, 2, 26))
    assert (loaded.scope, loaded.scope_as_of) == (world.nam_dinh, date(2024, 2, 26))
    assert (loaded.first_year, loaded.last_year) == (2024, 2025)
    assert [issuer.code for issuer in loaded.issuers.all()] == ["hoi-tinh"]
    assert loaded.signing_lines == ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"]
    assert loaded.recipients == ["Thường trực Tỉnh ủy;", "Lưu VT."]
    assert loaded.funding_sources == ["Ngân sách tỉnh"]


def test_sections_keep_their_order_and_nesting(loaded):
    sections = loaded.sections.values_list("code", "parent__code", "label", "order")

    assert list(sections) == [
        ("i", None, "I.", 1),
        ("ii", None, "II.", 2),
        ("ii-1", "ii", "1.", 3),
        ("ii-2", "ii", "-", 4),
    ]
    assert Section.objects.get(code="i").text == (
        "- Thành lập mới ít nhất 03 HTX.\n- Việc làm ổn định cho 300 lao động nữ."
    )


def test_an_agency_knows_its_unit_its_days_and_its_successor(loaded, world):
    agency = Agency.objects.get(code="hoi-tinh")

    assert (agency.unit, agency.valid_to, agency.successor.code) == (world.nam_dinh, date(2025, 6, 30), "hoi-tinh-moi")
    assert Agency.objects.get(code="ban-kinh-te").body_of == agency


def test_a_breakdown_always_has_an_unclassified_part(loaded):
    assert list(BreakdownPart.objects.values_list("code", "order")) == [("htx", 1), ("tht", 2), ("chua-phan-loai", 3)]


def test_an_indicator_says_who_is_asked_and_how_it_adds_up(loaded):
    ratio = Indicator.objects.get(code="ty-le-can-bo")
    counted = Indicator.objects.get(code="lao-dong-lien-minh")

    assert (ratio.accumulation, ratio.numerator_label, ratio.denominator_label) == (
        "stock",
        "Cán bộ đã tập huấn",
        "Cán bộ đang công tác",
    )
    assert (counted.from_units, counted.from_province, counted.from_agencies) == (False, False, True)


def test_every_kind_of_span_becomes_years(loaded):
    targets = Target.objects.filter(unit=None).order_by("goal__order", "order")

    spans = targets.values_list("goal__code", "span_kind", "first_year", "last_year", "every_years")
    assert list(spans) == [
        ("htx", "year", 2024, 2024, 0),
        ("htx", "phase", 2024, 2025, 0),
        ("viec-lam", "term", 2024, 2025, 0),
        ("can-bo", "year", 2024, 2024, 0),
        ("ra-mat", "year", 2025, 2025, 0),
        ("lien-minh", "every", 2024, 2025, 1),
        ("moi-huyen", "year", 2024, 2024, 0),
    ]


def test_values_ranges_baselines_and_allotments_are_kept(loaded, world):
    goal = Goal.objects.get(code="can-bo")
    share = Target.objects.get(unit__isnull=False)

    assert TargetVersion.objects.filter(target__goal=goal).values_list("value", "value_to").get() == (90, 100)
    assert (share.goal.code, share.unit, share.versions.get().value) == ("htx", world.hai_hau, Decimal(2))
    assert Goal.objects.values_list("baseline", "baseline_on").get(code="viec-lam") == (120, date(2023, 12, 14))


def test_lines_of_the_same_span_are_versions_of_one_target(world, tmp_path):
    later = "- {phase: gd1, value: 7}\n      - {phase: gd1, value: 9, effective_from: 2025-01-01, decision: 5/QĐ}"

    load(tmp_path, changed(PLAN, "- {phase: gd1, value: 7}", later))

    target = Target.objects.get(span_kind="phase")
    assert list(target.versions.values_list("value", "effective_from", "decision")) == [
        (7, None, ""),
        (9, date(2025, 1, 1), "5/QĐ"),
    ]


def test_a_day_that_the_paper_does_not_name_is_left_to_the_province(loaded):
    occasions = DutyOccasion.objects.values_list(
        "period", "wording", "due_wording", "due_day", "due_month", "cut_off_day", "set_by_province"
    )

    assert list(occasions) == [
        ("year", "trước ngày 30/11", "before", 30, 11, 29, False),
        ("half_year", "", "", None, None, None, True),
        ("ad_hoc", "", "", None, None, None, True),
    ]


def test_a_relation_points_at_the_plan_of_its_number_once_that_is_loaded(loaded, tmp_path):
    decision = changed(OTHER_PLAN, "  signed_on: 2024-03-01", "  signed_on: 2023-01-03\n  number: 01/QĐ-TTg")

    load(tmp_path, PLAN, decision)

    assert loaded.relations.get().other == Plan.objects.get(code="ke-hoach-khac")


def test_loading_an_unchanged_file_does_nothing(loaded, tmp_path):
    before = rows()

    results = load(tmp_path, PLAN)

    assert [result.changes for result in results] == [(), ()]
    assert rows() == before


def test_a_comment_changes_no_row(loaded, tmp_path):
    before = rows()

    [_, result] = load(tmp_path, f"# Bản nhập lần hai\n{PLAN}")

    assert result.changes == ()
    assert rows() == before


def test_a_changed_file_tells_what_changed_and_keeps_every_row_it_can(loaded, tmp_path):
    text = changed(PLAN, "wording: Tập huấn cán bộ", "wording: Tập huấn 90-100% cán bộ")
    text = changed(text, "{phase: gd1, value: 7}", "{phase: gd1, value: 8}")
    text = changed(text, "    frequency: hàng năm\n", "")
    before = {model: [row[0] for row in table] for model, table in rows().items()}

    [_, result] = load(tmp_path, text)

    assert result.changes == (
        "sửa chỉ tiêu htx (lần giao)",
        "sửa chỉ tiêu can-bo (nguyên văn)",
        "sửa nhiệm vụ tu-van (định kỳ)",
    )
    assert {model: [row[0] for row in table] for model, table in rows().items()} == before


def test_what_is_gone_from_the_file_is_removed(loaded, tmp_path):
    text = PLAN[: PLAN.index("  - code: moi-huyen")] + PLAN[PLAN.index("tasks:") :]
    text = changed(text, '      - {code: ii-2, label: "-", text: Mỗi huyện ít nhất 01 HTX.}\n', "")
    text = changed(text, "      - {period: ad_hoc}\n", "")

    [_, result] = load(tmp_path, text)

    assert result.changes == (
        "sửa chế độ báo cáo huyen (kỳ của chế độ báo cáo)",
        "bỏ mục ii-2",
        "bỏ chỉ tiêu moi-huyen",
    )
    assert not Goal.objects.filter(code="moi-huyen").exists()
    assert not Section.objects.filter(code="ii-2").exists()
    assert DutyOccasion.objects.count() == 2


def test_an_agency_that_no_file_declares_any_more_is_removed(loaded, tmp_path):
    declared = next(line for line in PLAN.splitlines(keepends=True) if "code: ban-kinh-te" in line)

    load(tmp_path, changed(changed(PLAN, declared, ""), "    via: ban-kinh-te\n", ""))

    assert not Agency.objects.filter(code="ban-kinh-te").exists()


def test_an_agency_that_another_file_declares_stays(loaded, tmp_path):
    load(tmp_path, PLAN, OTHER_PLAN)

    load(tmp_path, PLAN, without_agencies(OTHER_PLAN))

    assert Agency.objects.filter(code__in=["hoi-tinh", "hoi-tinh-moi"]).count() == 2


def test_plans_of_one_loading_may_point_at_each_others_agencies(world, tmp_path):
    load(tmp_path, without_agencies(OTHER_PLAN), PLAN)

    assert [issuer.code for issuer in Plan.objects.get(code="ke-hoach-khac").issuers.all()] == ["hoi-tinh"]


def test_a_changed_catalogue_reaches_the_indicator(loaded, tmp_path):
    catalogue = changed(CATALOGUE, "name: Ra mắt câu lạc bộ", "name: Ra mắt câu lạc bộ nữ doanh nhân")

    [result, _] = load(tmp_path, PLAN, catalogue=catalogue)

    assert result.changes == ("sửa chỉ số ra-mat (tên)",)
    assert Indicator.objects.get(code="ra-mat").name == "Ra mắt câu lạc bộ nữ doanh nhân"


@pytest.fixture
def reported(loaded, world):
    """Hải Hậu has told a figure of "htx-moi" in a round of the plan."""
    round_ = make_round(loaded)
    round_.occasions.add(DutyOccasion.objects.get(period="year"))
    report = make_report(round_, world.hai_hau)
    make_figure(report, Indicator.objects.get(code="htx-moi"), 2, part=BreakdownPart.objects.get(code="htx"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            PLAN[PLAN.index("  - code: moi-huyen") : PLAN.index("tasks:")],
            "",
            "goals: chỉ tiêu moi-huyen (“Mỗi huyện ít nhất 01 HTX”) đã có báo cáo hoặc số liệu, không bỏ được; cần giữ lại",
            id="a goal",
        ),
        pytest.param(
            "      - {period: year, due: trước ngày 30/11, cut_off: 29/11}\n",
            "",
            "duties: chế độ báo cáo huyen (“Báo cáo trước ngày 30/11: năm”) đã có báo cáo hoặc số liệu, "
            "không bỏ được; cần giữ lại",
            id="an occasion",
        ),
        pytest.param(
            "    part: htx\n    comparator: at_least\n    per: district\n",
            "    part: tht\n    comparator: at_least\n    per: district\n",
            "goals: chỉ tiêu moi-huyen đã có số liệu, không đổi được riêng thành phần",
            id="a goal's part",
        ),
    ],
)
def test_what_something_reported_rests_on_is_not_taken_away(reported, tmp_path, old, new, message):
    before = rows()

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, changed(PLAN, old, new))

    assert [str(mistake).split(": ", 1)[1] for mistake in wrong.value.mistakes] == [message]
    assert rows() == before


def test_an_indicator_with_figures_keeps_its_meaning(reported, tmp_path):
    catalogue = CATALOGUE.replace("accumulation: flow", "accumulation: stock", 1)

    with pytest.raises(PlanFileWrong) as wrong:
        load(tmp_path, PLAN, catalogue=catalogue)

    assert "chỉ số “htx-moi” đã có số liệu, không đổi được accumulation" in str(wrong.value)


def test_one_wrong_file_leaves_all_files_unloaded(world, tmp_path):
    with pytest.raises(PlanFileWrong):
        load(tmp_path, PLAN, changed(OTHER_PLAN, "years: 2024\n", "years: 2024-2023\n"))

    assert not Plan.objects.exists()
    assert not Indicator.objects.exists()
