"""A plan written in the browser becomes the plan: begun, saved, published, amended, and never half done."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import VersionKind
from plans.drafting import entry_of, with_frame
from plans.loading import PlanFileWrong
from plans.models import Agency, Letterhead, Plan, PlanDraft, PlanVersion
from plans.publishing import (
    DraftChanged,
    DraftGone,
    begin_amendment,
    begin_copy,
    begin_from_file,
    begin_plan,
    content_of,
    discard,
    mistakes_of,
    publish,
    save_draft,
)
from portal.errors import RuleBroken
from tests.builders import make_seat, make_user
from tests.plans.plan_files import PLAN, changed

NOW = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
LATER = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)


def kept(draft, content, *, by, now=NOW):
    return save_draft(draft, content, version=draft.version, by=by, now=now)


def told(mistakes):
    return [f"{mistake.place}: {mistake.message}" for mistake in mistakes]


# --- Beginning --------------------------------------------------------------------------------------------------------


def test_an_empty_plan_has_a_code_a_name_and_the_province(world, chief):
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch năm 2025")

    assert draft.content == {
        "plan": {
            "code": "ke-hoach-nam-2025",
            "kind": "plan",
            "short_title": "Kế hoạch năm 2025",
            "scope": "province 36",
        }
    }
    assert (draft.title, draft.kind, draft.version, draft.begun_by) == ("Kế hoạch năm 2025", "first", 0, chief)
    assert not Plan.objects.exists()


def test_what_an_unfinished_plan_lacks_is_told_by_its_spot(world, chief):
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch năm 2025")

    assert [mistake.place for mistake in mistakes_of(draft)] == ["plan"] * 4 + ["", ""]


def test_only_an_administrator_of_the_province_begins(world, province_reviewer, on_day):
    on_day(date(2024, 5, 6))

    with pytest.raises(PermissionDenied):
        begin_plan(world.nam_dinh.pk, by=province_reviewer, now=NOW, title="Kế hoạch")

    assert not PlanDraft.objects.exists()


def test_the_administrator_of_the_successor_writes_for_the_former_province(world, loaded, on_day):
    on_day(date(2026, 5, 6))
    chief = make_user("ninh-binh", "Đỗ Thị Hạnh")
    make_seat(chief, "administrator", unit=world.ninh_binh)

    draft = begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=datetime(2026, 5, 6, tzinfo=UTC))

    assert (draft.province, draft.plan) == (world.ninh_binh, loaded)


def test_a_file_becomes_a_draft_that_says_the_same(world, chief, tmp_path, loaded):
    raw = changed(PLAN, "  code: ke-hoach-thu", "  code: ke-hoach-moi").encode()

    draft = begin_from_file(raw, "ke-hoach.yaml", province_id=world.nam_dinh.pk, by=chief, now=NOW)

    assert draft.title == "Đề án thử"
    assert mistakes_of(draft) == []


def test_a_file_that_cannot_be_read_begins_nothing(world, chief):
    with pytest.raises(PlanFileWrong) as wrong:
        begin_from_file(b"plan: {kind: plann}", "sai.yaml", province_id=world.nam_dinh.pk, by=chief, now=NOW)

    assert "plan.kind: không có “plann”" in str(wrong.value)
    assert not PlanDraft.objects.exists()


def test_a_file_of_a_plan_that_is_here_is_refused(world, chief, loaded):
    with pytest.raises(RuleBroken, match="đã có trên cổng"):
        begin_from_file(PLAN.encode(), "ke-hoach.yaml", province_id=world.nam_dinh.pk, by=chief, now=NOW)


def test_a_huge_file_is_refused(world, chief):
    with pytest.raises(RuleBroken, match="Tệp lớn quá 2 MB"):
        begin_from_file(b"#" * 5_000_000, "to.yaml", province_id=world.nam_dinh.pk, by=chief, now=NOW)


def test_a_copy_is_moved_by_years_and_forgets_what_belongs_to_the_signed_paper(world, chief, loaded):
    draft = begin_copy(loaded, by=chief, now=NOW, province_id=world.nam_dinh.pk, years_later=2, keep_values=True)

    frame = draft.content["plan"]
    assert (frame["code"], frame["years"], frame["scope"]) == ("de-an-thu", "2026-2027", "province 36")
    assert not {"number", "signed_on"} & frame.keys()
    assert draft.content["phases"] == [{"code": "gd1", "name": "Giai đoạn 1", "years": "2026-2027"}]
    assert entry_of(draft.content, "goals", "htx")["targets"] == [
        {"year": "2026", "value": "3"},
        {"phase": "gd1", "value": "7"},
    ]
    assert "agencies" not in draft.content


def test_a_copy_of_later_names_the_agencies_that_carry_on(world, loaded, on_day):
    on_day(date(2026, 5, 6))
    chief = make_user("ninh-binh", "Đỗ Thị Hạnh")
    make_seat(chief, "administrator", unit=world.ninh_binh)

    draft = begin_copy(
        loaded, by=chief, now=datetime(2026, 5, 6, tzinfo=UTC), province_id=world.ninh_binh.pk, years_later=2
    )

    frame = draft.content["plan"]
    assert (frame["issuers"], frame["scope"], frame["scope_as_of"]) == (["hoi-tinh-moi"], "province 36", "2024-02-26")
    assert entry_of(draft.content, "tasks", "tu-van")["lead"] == ["hoi-tinh-moi"]


def test_a_copy_without_values_asks_for_them(world, chief, loaded):
    draft = begin_copy(loaded, by=chief, now=NOW, province_id=world.nam_dinh.pk, years_later=1, keep_values=False)

    assert entry_of(draft.content, "goals", "htx")["targets"] == [{"year": "2025"}, {"phase": "gd1"}]
    assert "goals[htx].targets[1]: thiếu khóa “value”; so sánh “at_least” cần giá trị" in told(mistakes_of(draft))


def test_a_copy_for_another_province_names_none_of_its_agencies(world, loaded, on_day):
    on_day(date(2024, 5, 6))
    chief = make_user("ninh-binh", "Đỗ Thị Hạnh")
    make_seat(chief, "administrator", unit=world.ninh_binh)

    draft = begin_copy(loaded, by=chief, now=NOW, province_id=world.ninh_binh.pk)

    assert draft.content["plan"]["scope"] == "province 37"
    assert "hoi-tinh" not in str(draft.content)


# --- Saving -----------------------------------------------------------------------------------------------------------


def test_the_second_of_two_savings_is_told_who_saved_before(world, chief):
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch")
    first = kept(draft, with_frame(draft.content, {"title": "Một"}), by=chief)

    with pytest.raises(DraftChanged) as refused:
        kept(draft, with_frame(draft.content, {"title": "Hai"}), by=chief)

    assert str(refused.value).startswith("Đỗ Thị Hạnh vừa ghi bản soạn này lúc 09:00 ngày 06/05/2024.")
    assert (refused.value.draft, PlanDraft.objects.get().content["plan"]["title"]) == (first, "Một")


def test_a_discarded_draft_is_gone_and_the_plan_stays(world, chief, loaded):
    draft = begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=NOW)
    discard(draft, by=chief, now=NOW)

    with pytest.raises(DraftGone):
        kept(draft, draft.content, by=chief)

    assert Plan.objects.get() == loaded


def test_a_paste_without_end_is_refused(world, chief):
    draft = begin_plan(world.nam_dinh.pk, by=chief, now=NOW, title="Kế hoạch")

    with pytest.raises(RuleBroken, match="Nội dung quá dài"):
        kept(draft, with_frame(draft.content, {"opening": "x" * 5_000_000}), by=chief)


# --- Publishing a new plan --------------------------------------------------------------------------------------------


@pytest.fixture
def copy(world, chief, loaded):
    """A sound copy of the small plan for two years later, not published."""
    draft = begin_copy(loaded, by=chief, now=NOW, province_id=world.nam_dinh.pk, years_later=2, keep_values=True)
    frame = {"signed_on": "2024-05-06", "number": "20/KH-BTV", "short_title": "Đề án 2026"}
    return kept(draft, with_frame(draft.content, frame), by=chief)


def test_publishing_makes_the_plan_and_keeps_it_as_its_first_version(copy, chief, loaded):
    version = publish(copy, by=chief, now=NOW)

    plan = Plan.objects.get(code="de-an-thu")
    assert (plan.number, plan.first_year, plan.last_year, plan.goals.count()) == ("20/KH-BTV", 2026, 2027, 6)
    assert (version.plan, version.number, version.kind, version.made_by, version.made_at) == (
        plan,
        1,
        "first",
        chief,
        NOW,
    )
    assert content_of(plan) == version.content
    assert not PlanDraft.objects.exists()


def test_a_plan_with_mistakes_is_not_published(copy, chief):
    wrong = kept(copy, with_frame(copy.content, {"scope": "province 37", "years": ""}), by=chief)

    with pytest.raises(PlanFileWrong) as refused:
        publish(wrong, by=chief, now=NOW)

    assert "plan: thiếu khóa “years”" in str(refused.value)
    assert "plan.scope: “province 37” không thuộc Tỉnh Nam Định" in str(refused.value)
    assert Plan.objects.count() == 1
    assert PlanDraft.objects.get() == wrong


def test_a_code_in_use_is_refused(copy, chief):
    taken = kept(copy, with_frame(copy.content, {"code": "ke-hoach-thu"}), by=chief)

    assert told(mistakes_of(taken)) == ["plan.code: mã “ke-hoach-thu” đã có kế hoạch khác dùng; cần mã khác"]


def test_a_code_of_a_provinces_own_catalogue_is_refused(copy, chief):
    taken = kept(copy, with_frame(copy.content, {"code": "danh-muc-rieng-5"}), by=chief)

    assert told(mistakes_of(taken)) == ["plan.code: mã “danh-muc-rieng-5” đã có kế hoạch khác dùng; cần mã khác"]


def test_publishing_what_was_published_is_refused(copy, chief):
    publish(copy, by=chief, now=NOW)

    with pytest.raises(DraftGone):
        publish(copy, by=chief, now=NOW)

    assert PlanVersion.objects.filter(plan__code="de-an-thu").count() == 1


def test_publishing_what_somebody_changed_meanwhile_is_refused(copy, chief):
    kept(copy, with_frame(copy.content, {"title": "Khác"}), by=chief)

    with pytest.raises(DraftChanged):
        publish(copy, by=chief, now=NOW)

    assert Plan.objects.count() == 1


# --- Whose papers a draft speaks of -----------------------------------------------------------------------------------

LETTERHEAD = {
    "from": "2024-06-01",
    "body": "HỘI KHÁC",
    "number": "…/BC-HK",
    "place": "Nơi khác",
    "signer": "Người khác",
}


@pytest.mark.parametrize("is_declared", [False, True])
def test_a_letterhead_of_another_provinces_agency_is_refused(copy, chief, world, is_declared):
    agency = {"code": "hoi-khac", "name": "Hội LHPN tỉnh khác", "kind": "union", "unit": "province 37"}
    content = {**copy.content, "letterheads": [LETTERHEAD | {"agency": "hoi-khac"}]}
    if is_declared:
        content["agencies"] = [agency]
    else:
        Agency.objects.create(code="hoi-khac", name=agency["name"], kind="union", unit=world.ninh_binh)
    draft = kept(copy, content, by=chief)

    with pytest.raises(PlanFileWrong, match="cơ quan “hoi-khac” không thuộc Tỉnh Nam Định"):
        publish(draft, by=chief, now=NOW)

    assert any("hoi-khac" in line for line in told(mistakes_of(draft)))
    assert not Letterhead.objects.filter(agency__code="hoi-khac").exists()


def test_a_letterhead_of_the_provinces_own_agency_is_kept(copy, chief):
    draft = kept(copy, {**copy.content, "letterheads": [LETTERHEAD | {"agency": "hoi-tinh"}]}, by=chief)

    publish(draft, by=chief, now=NOW)

    assert Letterhead.objects.filter(agency__code="hoi-tinh", body="HỘI KHÁC").exists()
