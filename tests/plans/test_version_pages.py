"""The versions of a plan on their pages: listed, read whole, laid side by side, handed out as a file."""

from datetime import UTC, date, datetime

import pytest
import yaml
from django.urls import reverse

from plans.choices import VersionKind
from plans.drafting import with_frame
from plans.models import Plan
from plans.publishing import begin_amendment, describe_amendment, publish, save_draft
from tests.builders import make_plan
from tests.plans.plan_files import PLAN, load

NOW = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def plan(world, tmp_path, on_day):
    """The small plan, loaded from its file."""
    on_day(date(2024, 9, 3))
    load(tmp_path, PLAN)
    return Plan.objects.get(code="ke-hoach-thu")


def amended(plan, by, title):
    draft = begin_amendment(plan, kind=VersionKind.ADJUSTMENT, by=by, now=NOW)
    content = with_frame(draft.content, {"title": title})
    draft = save_draft(draft, content, version=draft.version, by=by, now=NOW)
    told = {"decision": "15/QĐ-BTV", "decided_on": date(2024, 8, 30), "effective_from": date(2024, 9, 1)}
    return publish(describe_amendment(draft, **told, reason="Sơ kết 6 tháng", by=by, now=NOW), by=by, now=NOW)


def page(client, name, *args, query=""):
    return client.get(reverse(f"plans:{name}", args=args) + query)


def test_the_versions_tell_who_when_by_which_paper_and_why(client, plan, province_administrator, y_yen_officer):
    amended(plan, province_administrator, "Thực hiện Đề án sau sơ kết")
    client.force_login(y_yen_officer)

    html = page(client, "version-list", plan.code).content.decode()

    for words in ("Bản 2", "Đỗ Thị Hạnh", "Điều chỉnh theo văn bản", "15/QĐ-BTV, ngày 30/08/2024", "Sơ kết 6 tháng"):
        assert words in html
    assert html.index("Bản 2") < html.index("người vận hành nạp từ tệp")
    assert "?tu=1&amp;den=2" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_for_one_version_as_for_three(
    client, plan, province_administrator, django_assert_num_queries, count
):
    for number in range(1, count):
        amended(plan, province_administrator, f"Lần {number}")
    client.force_login(province_administrator)
    page(client, "version-list", plan.code)

    with django_assert_num_queries(7):
        page(client, "version-list", plan.code)


def test_a_version_is_read_whole_as_it_was(client, plan, province_administrator):
    amended(plan, province_administrator, "Thực hiện Đề án sau sơ kết")
    client.force_login(province_administrator)

    first = page(client, "version-page", plan.code, 1).content.decode()
    second = page(client, "version-page", plan.code, 2).content.decode()

    assert ("Thực hiện Đề án thử" in first, "Thực hiện Đề án sau sơ kết" in first) == (True, False)
    assert "Thực hiện Đề án sau sơ kết" in second
    assert "Việc làm ổn định cho 300 lao động nữ" in first


def test_two_versions_are_laid_side_by_side(client, plan, province_administrator):
    amended(plan, province_administrator, "Thực hiện Đề án sau sơ kết")
    client.force_login(province_administrator)

    html = page(client, "version-compare", plan.code, query="?tu=1&den=2").content.decode()

    assert html.index("Thực hiện Đề án thử") < html.index("Thực hiện Đề án sau sơ kết")
    assert (
        "Hai bản không khác nhau." in page(client, "version-compare", plan.code, query="?tu=2&den=2").content.decode()
    )


@pytest.mark.parametrize("query", ["?tu=1", "?tu=1&den=9", "?tu=a&den=b"])
def test_versions_that_are_not_there_are_not_compared(client, plan, province_administrator, query):
    client.force_login(province_administrator)

    assert page(client, "version-compare", plan.code, query=query).status_code == 404


def test_the_file_is_handed_out_under_the_plans_name(client, plan, y_yen_officer):
    client.force_login(y_yen_officer)

    answer = page(client, "plan-yaml", plan.code)

    assert answer["Content-Disposition"] == 'attachment; filename="ke-hoach-thu.yaml"'
    assert yaml.safe_load(answer.content)["plan"]["code"] == "ke-hoach-thu"


def test_a_plan_without_versions_says_what_to_do(client, world, province_administrator, on_day):
    on_day(date(2024, 9, 3))
    make_plan(scope=world.nam_dinh, code="cu")
    client.force_login(province_administrator)

    answer = client.get(reverse("plans:plan-yaml", args=["cu"]), follow=True)

    assert "người vận hành cần nạp lại tệp của kế hoạch" in answer.content.decode()
    assert "Đề nghị người vận hành nạp lại tệp của kế hoạch." in answer.content.decode()


def test_a_version_without_a_scan_has_none_to_fetch(client, plan, province_administrator):
    client.force_login(province_administrator)

    assert page(client, "version-scan", plan.code, 1).status_code == 404
    assert page(client, "version-page", plan.code, 7).status_code == 404
