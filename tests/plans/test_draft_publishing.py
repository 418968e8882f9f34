"""From draft to plan on the desk: by which paper, what changes, and what stands in the way."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from plans.choices import VersionKind
from plans.drafting import with_frame, without_entry
from plans.models import Plan, PlanDraft, PlanVersion
from plans.publishing import begin_amendment, save_draft
from portal.clock import now
from tests.plans.drafts_of_2024 import make_draft
from tests.portal import handed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
DESCRIBED = {
    "decision": "Quyết định số 15/QĐ-BTV ngày 02/5/2024",
    "decided_on": "02/05/2024",
    "effective_from": "15/05/2024",
    "reason": "Thêm nguồn vốn.",
}


@pytest.fixture
def adjustment(loaded, chief):
    """The plan opened again to follow a decision, its signer changed."""
    draft = begin_amendment(loaded, kind=VersionKind.ADJUSTMENT, by=chief, now=NOW)
    return save_draft(draft, with_frame(draft.content, {"signer": "Trần Thị Bình"}), version=0, by=chief, now=NOW)


def at(name, draft):
    return reverse(f"plans:{name}", args=[draft.pk])


def publish(browser, draft, **seen):
    return browser.post(reverse("reporting:plan-publish", args=[draft.pk]), seen, follow=True)


def test_the_paper_of_an_adjustment_is_written_down_with_its_scan(browser, adjustment):
    scan = handed_in.uploaded("quyet-dinh-15.pdf", handed_in.PDF)

    answer = browser.post(at("draft-amendment", adjustment), DESCRIBED | {"scan": scan})

    draft = PlanDraft.objects.get()
    assert answer.url == at("draft-page", adjustment)
    assert (draft.decision, draft.decided_on, draft.effective_from, draft.reason, draft.scan.name) == (
        "Quyết định số 15/QĐ-BTV ngày 02/5/2024",
        date(2024, 5, 2),
        date(2024, 5, 15),
        "Thêm nguồn vốn.",
        "quyet-dinh-15.pdf",
    )


def test_the_scan_stays_when_only_the_words_are_mended(browser, adjustment):
    browser.post(
        at("draft-amendment", adjustment), DESCRIBED | {"scan": handed_in.uploaded("ban-ky.pdf", handed_in.PDF)}
    )

    browser.post(at("draft-amendment", adjustment), DESCRIBED | {"reason": "Thêm vốn."})

    draft = PlanDraft.objects.get()
    assert (draft.reason, draft.scan.name) == ("Thêm vốn.", "ban-ky.pdf")
    assert browser.get(at("draft-scan", adjustment))["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (VersionKind.ADJUSTMENT, ["decision", "decided_on", "effective_from", "reason", "scan"]),
        (VersionKind.CORRECTION, ["reason", "scan"]),
    ],
)
def test_each_kind_is_asked_what_it_has_to_say(kind, asked, browser, loaded, chief):
    draft = begin_amendment(loaded, kind=kind, by=chief, now=NOW)

    assert list(browser.get(at("draft-amendment", draft)).context["form"].fields) == asked


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"effective_from": "tháng sau"}, "effective_from"),
        ({"decided_on": "31/02/2024"}, "decided_on"),
        ({"decision": "Q" * 201}, "decision"),
    ],
)
def test_a_paper_that_cannot_be_read_is_refused_at_its_box(typed, refused, browser, adjustment):
    answer = browser.post(at("draft-amendment", adjustment), DESCRIBED | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [refused])
    assert PlanDraft.objects.get().decision == ""


def test_a_file_that_is_no_scan_is_refused(browser, adjustment):
    program = handed_in.uploaded("ban-ky.pdf", b"MZ\x90\x00")

    answer = browser.post(at("draft-amendment", adjustment), DESCRIBED | {"scan": program})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["scan"])


def test_the_preview_shows_was_and_is(browser, adjustment):
    page = browser.get(at("draft-preview", adjustment)).context

    (difference,) = page["differences"]
    assert difference.changes == (("họ tên người ký", "Nguyễn Thị An", "Trần Thị Bình"),)
    assert page["undescribed"] == "Điều chỉnh phải ghi theo văn bản nào, áp dụng từ ngày nào và lý do."


def test_the_preview_tells_from_when_a_new_number_counts(browser, adjustment, chief):
    browser.post(at("draft-amendment", adjustment), DESCRIBED)
    (goal, *rest) = adjustment.content["goals"]
    goal = goal | {"targets": [*goal["targets"], {"year": "2024", "value": "9"}]}
    content = adjustment.content | {"goals": [goal, *rest]}
    save_draft(adjustment, content, version=adjustment.version, by=chief, now=NOW)

    page = browser.get(at("draft-preview", adjustment)).content.decode()

    assert "áp dụng từ ngày 15/05/2024 (Quyết định số 15/QĐ-BTV ngày 02/5/2024)" in page


def test_the_preview_of_a_new_plan_is_its_whole_text(browser, world, chief):
    page = browser.get(at("draft-preview", make_draft(world.nam_dinh, by=chief)))

    assert page.context["differences"] is None
    assert "Năm 2025" in page.content.decode()


def test_an_adjustment_without_its_paper_is_not_published(browser, adjustment):
    answer = publish(browser, adjustment)

    assert answer.redirect_chain == [(at("draft-preview", adjustment), 302)]
    assert "Điều chỉnh phải ghi theo văn bản nào" in answer.content.decode()
    assert PlanVersion.objects.count() == 1


def test_a_described_adjustment_becomes_the_plan(browser, loaded, adjustment, chief):
    browser.post(at("draft-amendment", adjustment), DESCRIBED)

    answer = publish(browser, adjustment, version=adjustment.version)

    version = PlanVersion.objects.latest("number")
    assert answer.redirect_chain == [(loaded.get_absolute_url(), 302)]
    assert (version.number, version.kind, version.decision, version.made_by) == (
        2,
        VersionKind.ADJUSTMENT,
        DESCRIBED["decision"],
        chief,
    )
    assert Plan.objects.get().signer_name == "Trần Thị Bình"
    assert not PlanDraft.objects.exists()


def test_who_publishes_after_another_is_told_that_it_is_done(browser, adjustment):
    browser.post(at("draft-amendment", adjustment), DESCRIBED)
    publish(browser, adjustment, version=adjustment.version)

    answer = publish(browser, adjustment, version=adjustment.version)

    assert answer.redirect_chain == [(reverse("plans:draft-list"), 302)]
    assert "Bản soạn này không còn: đã được công bố hoặc đã bỏ." in answer.content.decode()
    assert PlanVersion.objects.count() == 2


def test_what_was_saved_after_the_preview_is_not_published_unseen(browser, adjustment, chief):
    browser.post(at("draft-amendment", adjustment), DESCRIBED)
    content = with_frame(adjustment.content, {"signer": "Người khác"})
    save_draft(adjustment, content, version=adjustment.version, by=chief, now=now())

    answer = publish(browser, adjustment, version=adjustment.version)

    assert "vừa ghi bản soạn này" in answer.content.decode()
    assert Plan.objects.get().signer_name == "Nguyễn Thị An"


def test_a_draft_with_mistakes_is_not_published_and_tells_them(browser, world, chief):
    draft = make_draft(world.nam_dinh, by=chief)

    answer = publish(browser, draft)

    assert answer.status_code == 422
    assert "Chưa có “ngày ký”." in answer.content.decode()
    assert not Plan.objects.exists()


def test_what_only_the_tables_refuse_is_told_too(browser, loaded, chief):
    draft = begin_amendment(loaded, kind=VersionKind.CORRECTION, by=chief, now=NOW)
    save_draft(draft, without_entry(draft.content, "goals", "htx"), version=0, by=chief, now=NOW)
    browser.post(at("draft-amendment", draft), {"reason": "Nhập thừa."})

    answer = publish(browser, draft)

    assert answer.status_code == 422
    assert "đã giao cho đơn vị, không bỏ được" in answer.content.decode()
    assert loaded.goals.filter(code="htx").exists()
