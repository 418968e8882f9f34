"""A plan taken from the portal as a file: it loads elsewhere to the same, and here it changes nothing."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.management import call_command

from plans.choices import VersionKind
from plans.drafting import with_frame
from plans.loading import Loading, PlanFileWrong, load_plan_files
from plans.models import Agency, Goal, Indicator, LoadedFile, Plan, PlanVersion, Target, TargetVersion
from plans.publishing import begin_amendment, begin_copy, describe_amendment, publish, save_draft, yaml_file
from tests.plans.plan_files import CATALOGUE, PLAN, changed, load

NOW = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)
KEPT_OF_LOADINGS = {"LoadedFile", "PlanVersion"}


@pytest.fixture
def plan(world, tmp_path, on_day):
    """The small plan, with 1 HTX allotted to Ý Yên on the portal and a new number for Hải Hậu from June on."""
    on_day(date(2024, 9, 3))
    Agency.objects.all().delete()
    load(tmp_path, PLAN)
    goal = Goal.objects.get(code="htx")
    y_yen = Target.objects.create(
        goal=goal, unit=world.y_yen, span_kind="year", first_year=2024, last_year=2024, order=7
    )
    TargetVersion.objects.create(target=y_yen, value=1, effective_from=date(2024, 3, 1), decision="7/QĐ", reason="Giao")
    later = Target.objects.get(goal=goal, unit=world.hai_hau).versions
    later.create(value=4, effective_from=date(2024, 6, 1), decision="9/QĐ")
    return Plan.objects.get(code="ke-hoach-thu")


def rows(*, of=None):
    """What the tables of plans say, without keys of rows, orders of what units are allotted, and what is kept of loadings."""
    found = {}
    for model in apps.get_app_config("plans").get_models():
        if model.__name__ not in KEPT_OF_LOADINGS:
            names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
            found[model.__name__] = sorted(str([_said(row, name) for name in names]) for row in model.objects.all())
    return found


def _said(row, name):
    """A row of another table by its words."""
    if name == "order" and getattr(row, "unit_id", None):
        return None
    field = row._meta.get_field(name.removesuffix("_id")) if name.endswith("_id") else None
    return str(getattr(row, field.name)) if field is not None and field.is_relation else str(getattr(row, name))


def empty_the_portal():
    """No plan and nothing shared is left; the units stay."""
    for model in (Plan, Goal, Agency, Indicator, LoadedFile):
        if model is Agency:
            apps.get_model("plans", "Letterhead").objects.all().delete()
            Agency.objects.update(successor=None, body_of=None)
        model.objects.all().delete()
    apps.get_model("plans", "Breakdown").objects.all().delete()


def load_text(folder, text, **loading):
    path = folder / "tu-cong.yaml"
    path.write_text(text, encoding="utf-8")
    catalogue = folder / "indicators.yaml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    return load_plan_files([path], catalogue=catalogue, loading=Loading(**loading), now=NOW)[-1]


def test_what_units_are_allotted_stands_in_the_file(plan):
    text = yaml_file(plan)

    assert "- {year: 2024, value: 3, units: {366: 2}}" in text
    assert "units: {360: 1}" in text
    assert "units: {366: 4}" in text


def test_on_an_empty_portal_it_loads_to_the_same(plan, tmp_path):
    before, text = rows(), yaml_file(plan)
    empty_the_portal()

    result = load_text(tmp_path, text)

    assert result.is_new
    assert rows() == before
    assert yaml_file(Plan.objects.get()) == text


def test_here_it_changes_nothing(plan, tmp_path):
    before = rows()

    result = load_text(tmp_path, yaml_file(plan))

    assert result.changes == ()
    assert rows() == before
    assert PlanVersion.objects.count() == 1


def test_a_plan_brings_what_another_one_declares(plan, province_administrator, tmp_path):
    draft = begin_copy(plan, by=province_administrator, now=NOW, province_id=plan.scope_id, years_later=0)
    frame = {"signed_on": "2024-05-06", "short_title": "Kế hoạch hai"}
    draft = save_draft(
        draft, with_frame(draft.content, frame), version=draft.version, by=province_administrator, now=NOW
    )
    text = yaml_file(publish(draft, by=province_administrator, now=NOW).plan)
    empty_the_portal()

    result = load_text(tmp_path, text)

    assert (result.is_new, Plan.objects.get().short_title) == (True, "Kế hoạch hai")
    assert Agency.objects.get(code="ban-kinh-te").body_of.code == "hoi-tinh"
    assert Agency.objects.get(code="hoi-tinh").letterheads.get().place == "Nam Định"


# --- A file and an amendment made in the browser ----------------------------------------------------------------------


@pytest.fixture
def amended(plan, province_administrator):
    """The plan after an adjustment made in the browser."""
    draft = begin_amendment(plan, kind=VersionKind.ADJUSTMENT, by=province_administrator, now=NOW)
    content = with_frame(draft.content, {"title": "Đề án sau sơ kết"})
    draft = save_draft(draft, content, version=draft.version, by=province_administrator, now=NOW)
    told = {"decision": "15/QĐ-BTV", "effective_from": date(2024, 9, 1), "reason": "Sơ kết"}
    draft = describe_amendment(draft, **told, by=province_administrator, now=NOW)
    return publish(draft, by=province_administrator, now=NOW).plan


OTHER_WORDS = changed(PLAN, "  title: Thực hiện Đề án thử", "  title: Đề án của tệp")


def test_a_file_of_before_does_not_undo_an_amendment(amended, tmp_path):
    with pytest.raises(PlanFileWrong) as refused:
        load_text(tmp_path, OTHER_WORDS)

    assert "kế hoạch này đã được sửa trên cổng (bản 2, 03/09/2024); tệp này viết theo bản cũ" in str(refused.value)
    assert Plan.objects.get().title == "Đề án sau sơ kết"


def test_the_same_old_file_is_left_alone_and_said_so(amended, tmp_path):
    result = load_text(tmp_path, f"# Chép lại\n{PLAN}")

    assert (result.note, Plan.objects.get().title) == (
        "đã điều chỉnh trên cổng, giữ nguyên bản trên cổng",
        "Đề án sau sơ kết",
    )


def test_a_sample_keeps_what_was_amended(amended, tmp_path):
    result = load_text(tmp_path, OTHER_WORDS, keep=True)

    assert (result.changes, Plan.objects.get().title) == ((), "Đề án sau sơ kết")


def test_an_operator_may_insist(amended, tmp_path):
    load_text(tmp_path, OTHER_WORDS, over=True, reason="Bản trên cổng sai")

    assert Plan.objects.get().title == "Đề án của tệp"
    assert PlanVersion.objects.order_by("number").values_list("number", "kind", "reason", "made_by").last() == (
        3,
        "correction",
        "Bản trên cổng sai",
        None,
    )


def test_the_file_taken_after_an_amendment_carries_it_on(amended, tmp_path):
    text = changed(yaml_file(amended), "title: Đề án sau sơ kết", "title: Đề án sửa tiếp trong tệp")

    load_text(tmp_path, text, decision="16/QĐ-BTV")

    last = PlanVersion.objects.order_by("number").last()
    assert (Plan.objects.get().title, last.kind, last.decision) == (
        "Đề án sửa tiếp trong tệp",
        "adjustment",
        "16/QĐ-BTV",
    )


def test_a_file_by_decision_rewrites_no_published_line(plan, tmp_path):
    with pytest.raises(PlanFileWrong, match="bị sửa hoặc bỏ"):
        load_text(tmp_path, changed(PLAN, "{phase: gd1, value: 7}", "{phase: gd1, value: 9}"), decision="16/QĐ-BTV")

    assert PlanVersion.objects.count() == 1


# --- Versions of loadings, and allotments -----------------------------------------------------------------------------


def test_a_loading_keeps_a_version_only_where_something_changed(plan, tmp_path):
    load_text(tmp_path, f"# Lời người nhập\n{PLAN}")
    load_text(tmp_path, OTHER_WORDS)

    versions = PlanVersion.objects.order_by("number").values_list("number", "kind", "changes", "reason")
    assert list(versions) == [
        (1, "first", [], ""),
        (2, "correction", ["sửa kế hoạch ke-hoach-thu (trích yếu)"], "Nạp từ tệp tu-cong.yaml"),
    ]


def test_a_plan_loaded_before_versions_were_kept_gets_its_first(plan, tmp_path):
    PlanVersion.objects.all().delete()

    load_text(tmp_path, f"# Nạp lại\n{PLAN}")

    assert PlanVersion.objects.get().kind == "first"


def allotted():
    return sorted(Target.objects.filter(unit__isnull=False).values_list("unit__code", flat=True))


def test_a_file_takes_back_what_it_gave_and_leaves_what_was_allotted_on_the_portal(plan, tmp_path):
    silent = changed(PLAN, ', units: {"366": 2}', "")

    result = load_text(tmp_path, silent)

    assert result.changes == ("sửa chỉ tiêu htx (lần giao)",)
    assert allotted() == ["360", "366"]
    assert list(TargetVersion.objects.filter(target__unit__code="366").values_list("value", flat=True)) == [4]


def test_load_plan_tells_its_options(capsys):
    with pytest.raises(SystemExit):
        call_command("load_plan", "--help")

    assert {"--reason", "--decision", "--over", "--keep"} <= set(capsys.readouterr().out.replace("[", " ").split())
