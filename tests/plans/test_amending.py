"""A published plan changes by an amendment: an adjustment adds, a correction rewrites, nothing reported is pulled away."""

from datetime import UTC, date, datetime

import pytest

from plans.choices import VersionKind
from plans.drafting import entry_of, with_entry, with_frame, without_entry
from plans.loading import PlanFileWrong
from plans.models import Goal, LoadedFile, Target, TargetVersion
from plans.publishing import begin_amendment, describe_amendment, mistakes_of, publish, save_draft
from portal.errors import RuleBroken

LATER = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def chief(province_administrator, on_day):
    """Nam Định's administrator, on a day on which Nam Định is there."""
    on_day(date(2024, 9, 3))
    return province_administrator


def kept(draft, content, *, by):
    return save_draft(draft, content, version=draft.version, by=by, now=LATER)


def told(mistakes):
    return [f"{mistake.place}: {mistake.message}" for mistake in mistakes]


def values():
    """Every value of the tables' targets: goal, unit, first year, value, from when, by which decision."""
    rows = TargetVersion.objects.order_by("target__goal__order", "target__order", "pk").values_list(
        "target__goal__code", "target__unit__code", "target__first_year", "value", "effective_from", "decision"
    )
    return [(code, unit, year, value and int(value), *rest) for code, unit, year, value, *rest in rows]


@pytest.fixture
def allotted(loaded, world):
    """Ý Yên was allotted 1 HTX on the portal, beside the 2 that the file gave to Hải Hậu."""
    goal = Goal.objects.get(code="htx")
    target = Target.objects.create(
        goal=goal, unit=world.y_yen, span_kind="year", first_year=2024, last_year=2024, order=9
    )
    TargetVersion.objects.create(target=target, value=1, effective_from=date(2024, 3, 1), decision="7/QĐ")
    return loaded


PLAIN = {
    "goals": [
        {
            "code": "moi",
            "section": "i",
            "wording": "Việc làm cho 9 người",
            "indicator": "viec-lam",
            "comparator": "at_least",
            "targets": [{"year": "2024", "value": "9"}],
        }
    ]
}


def adjustment(plan, chief, content_change, **said):
    draft = begin_amendment(plan, kind=VersionKind.ADJUSTMENT, by=chief, now=LATER)
    draft = kept(draft, content_change(draft.content), by=chief)
    told = {"decision": "15/QĐ-BTV", "effective_from": date(2024, 9, 1), "reason": "Sơ kết 6 tháng"} | said
    return describe_amendment(draft, **told, by=chief, now=LATER)


def with_line(content, *lines):
    goal = entry_of(content, "goals", "htx")
    return with_entry(content, "goals", goal | {"targets": [*goal["targets"], *lines]}, key="htx")


def test_an_adjustment_adds_a_line_from_its_day_on_and_leaves_the_old_one(allotted, chief):
    draft = adjustment(allotted, chief, lambda content: with_line(content, {"year": "2024", "value": "5"}))

    version = publish(draft, by=chief, now=LATER)

    assert [row[1:] for row in values() if row[0] == "htx"] == [
        (None, 2024, 3, None, ""),
        ("366", 2024, 2, None, ""),
        (None, 2024, 5, date(2024, 9, 1), "15/QĐ-BTV"),
        (None, 2024, 7, None, ""),
        ("360", 2024, 1, date(2024, 3, 1), "7/QĐ"),
    ]
    assert (version.number, version.kind, version.changes) == (2, "adjustment", ["sửa chỉ tiêu htx (lần giao)"])
    assert entry_of(version.content, "goals", "htx")["targets"][-1] == {
        "year": "2024",
        "value": "5",
        "effective_from": "2024-09-01",
        "decision": "15/QĐ-BTV",
        "reason": "Sơ kết 6 tháng",
    }


def test_a_new_goal_counts_from_the_adjustments_day_on(loaded, chief):
    goal = entry_of(PLAIN, "goals", "moi")

    publish(adjustment(loaded, chief, lambda content: with_entry(content, "goals", goal)), by=chief, now=LATER)

    assert [row[1:] for row in values() if row[0] == "moi"] == [(None, 2024, 9, date(2024, 9, 1), "15/QĐ-BTV")]


def test_an_adjustment_does_not_rewrite_a_published_line(allotted, chief):
    def rewritten(content):
        return with_entry(
            content,
            "goals",
            entry_of(content, "goals", "htx") | {"targets": [{"year": "2024", "value": "5"}]},
            key="htx",
        )

    draft = adjustment(allotted, chief, rewritten)

    with pytest.raises(PlanFileWrong) as refused:
        publish(draft, by=chief, now=LATER)

    assert "chỉ tiêu “Thành lập mới ít nhất 03 HTX”: dòng đã công bố (năm 2024) bị sửa hoặc bỏ" in str(refused.value)
    assert len(values()) == 9


def test_an_adjustment_does_not_change_how_a_goal_is_judged(allotted, chief):
    def other(content):
        return with_entry(content, "goals", entry_of(content, "goals", "htx") | {"comparator": "more_than"}, key="htx")

    draft = adjustment(allotted, chief, other)

    assert "điều chỉnh không đổi cách so sánh" in str(told(mistakes_of(draft)))


def test_an_adjustment_says_by_what_from_when_and_why(allotted, chief):
    draft = adjustment(allotted, chief, lambda content: with_frame(content, {"title": "Khác"}), decision="")

    with pytest.raises(RuleBroken, match="theo văn bản nào, áp dụng từ ngày nào và lý do"):
        publish(draft, by=chief, now=LATER)


def test_a_correction_may_rewrite_and_says_why(allotted, chief):
    draft = begin_amendment(allotted, kind=VersionKind.CORRECTION, by=chief, now=LATER)
    goal = entry_of(draft.content, "goals", "htx") | {"targets": [{"year": "2024", "value": "4"}]}
    draft = kept(draft, with_entry(draft.content, "goals", goal, key="htx"), by=chief)

    with pytest.raises(RuleBroken, match="Đính chính phải ghi lý do"):
        publish(draft, by=chief, now=LATER)
    version = publish(describe_amendment(draft, reason="Gõ nhầm 4 thành 3", by=chief, now=LATER), by=chief, now=LATER)

    assert (version.kind, version.reason) == ("correction", "Gõ nhầm 4 thành 3")
    assert sorted((unit or "", value) for code, unit, _, value, *_ in values() if code == "htx") == [
        ("", 4),
        ("360", 1),
        ("366", 2),
    ]


def test_a_goal_that_units_were_allotted_is_not_removed(allotted, chief):
    draft = adjustment(allotted, chief, lambda content: without_entry(content, "goals", "htx"))

    with pytest.raises(PlanFileWrong) as refused:
        publish(draft, by=chief, now=LATER)

    assert "chỉ tiêu htx (“Thành lập mới ít nhất 03 HTX”) đã giao cho đơn vị, không bỏ được" in str(refused.value)
    assert Goal.objects.filter(code="htx").exists()


def test_nothing_new_is_nothing_to_publish(allotted, chief):
    draft = adjustment(allotted, chief, lambda content: content)

    with pytest.raises(RuleBroken, match="chưa có gì để công bố"):
        publish(draft, by=chief, now=LATER)


def test_a_plan_is_amended_by_one_draft_at_a_time(loaded, chief):
    begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=LATER)

    with pytest.raises(RuleBroken, match="Đỗ Thị Hạnh mở bản sửa ngày 03/09/2024"):
        begin_amendment(loaded, kind=VersionKind.ADJUSTMENT, by=chief, now=LATER)


def test_the_code_of_a_published_plan_stays(loaded, chief):
    draft = begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=LATER)
    draft = kept(draft, with_frame(draft.content, {"code": "khac"}), by=chief)

    assert told(mistakes_of(draft)) == ["plan.code: mã của kế hoạch đã công bố không đổi được; cần giữ “ke-hoach-thu”"]


def test_what_the_file_declared_is_declared_by_the_plan_after_its_amendment(loaded, chief):
    before = LoadedFile.objects.get(name="ke-hoach-thu")
    publish(adjustment(loaded, chief, lambda content: with_frame(content, {"title": "Khác"})), by=chief, now=LATER)

    after = LoadedFile.objects.get(name="ke-hoach-thu")
    assert (after.declares, after.digest) == (before.declares, before.digest)


# --- What must go on meaning the same years ----------------------------------------------------------------------------


def with_phase_of(years):
    """The phase of the plan over other years."""

    def changed(content):
        return with_entry(content, "phases", entry_of(content, "phases", "gd1") | {"years": years}, key="gd1")

    return changed


@pytest.mark.parametrize("change", [with_phase_of("2025"), lambda content: with_frame(content, {"years": "2023-2025"})])
def test_an_adjustment_does_not_give_a_published_line_other_years(loaded, chief, change):
    before = values()
    draft = adjustment(loaded, chief, change)

    with pytest.raises(PlanFileWrong, match="điều chỉnh không đổi các năm"):
        publish(draft, by=chief, now=LATER)

    assert values() == before


@pytest.fixture
def allotted_by_phase(allotted, world):
    goal = Goal.objects.get(code="htx")
    over = {"span_kind": "phase", "first_year": 2024, "last_year": 2025}
    target = Target.objects.create(goal=goal, unit=world.y_yen, order=1, **over)
    TargetVersion.objects.create(target=target, value=1, effective_from=date(2024, 3, 1), decision="7/QĐ")
    return allotted


def correction(plan, chief, content_change):
    draft = begin_amendment(plan, kind=VersionKind.CORRECTION, by=chief, now=LATER)
    draft = kept(draft, content_change(draft.content), by=chief)
    return describe_amendment(draft, reason="Gõ nhầm", by=chief, now=LATER)


def as_range(content):
    goal = entry_of(content, "goals", "htx")
    lines = [line | {"to": "9"} for line in goal["targets"]]
    return with_entry(content, "goals", goal | {"comparator": "range", "targets": lines}, key="htx")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (with_phase_of("2025"), "đã giao cho đơn vị theo giai đoạn 2024-2025"),
        (as_range, "đã giao cho đơn vị, không đổi thành khoảng"),
    ],
)
def test_a_correction_leaves_a_place_for_what_units_were_allotted(allotted_by_phase, chief, change, why):
    before = values()
    draft = correction(allotted_by_phase, chief, change)

    with pytest.raises(PlanFileWrong) as refused:
        publish(draft, by=chief, now=LATER)

    assert why in str(refused.value)
    assert any(why in line for line in told(mistakes_of(draft)))
    assert values() == before
