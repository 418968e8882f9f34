"""Two people press at the same moment: a file is in the submission or refused, and no report holds more than it may."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal.errors import RuleBroken
from portal.files import check_file
from portal.models import StoredFile
from reporting.attaching import MOST_ON_ONE, attach, withdraw
from reporting.evidence import THE_WHOLE
from reporting.models import Evidence, Report, Revision
from reporting.workflow import move_report
from tests.builders import make_figure, make_goal, make_indicator, make_plan, make_report, make_round
from tests.reporting.proofs import NOW, another, attached

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(world, on_day, settings, tmp_path):
    on_day(NOW.date())
    settings.MEDIA_ROOT = str(tmp_path / "files")
    plan = make_plan(scope=world.nam_dinh)
    indicator = make_indicator()
    make_goal(plan, indicator)
    report = make_report(make_round(plan), world.hai_hau, version=1)
    make_figure(report, indicator, 3)
    return report


def at_once(*acts):
    """Each act in a thread of its own, all released together; what each gives, or RuleBroken where refused."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(run, act) for act in acts]]


def standing():
    return sorted(Evidence.objects.standing().values_list("pk", flat=True))


def kept():
    return sorted(entry["id"] for entry in Revision.objects.get().evidence)


@pytest.mark.parametrize("_", range(4))
def test_a_file_is_in_the_submission_or_refused(_, report, hai_hau_officer, hai_hau_head):
    files = [check_file(another())]

    attach_result, _ = at_once(
        lambda: attach(report, THE_WHOLE, files, by=hai_hau_officer, now=NOW),
        lambda: move_report(report, "submit", by=hai_hau_head, now=NOW),
    )

    assert Report.objects.get().state == "submitted"
    assert kept() == standing()
    assert isinstance(attach_result, RuleBroken) == (standing() == [])
    assert StoredFile.objects.count() == Evidence.objects.count()


@pytest.mark.parametrize("_", range(4))
def test_a_file_is_withdrawn_before_the_submission_or_stays_in_it(_, report, hai_hau_officer, hai_hau_head):
    [evidence] = attached(report, by=hai_hau_officer)

    at_once(
        lambda: withdraw(evidence, by=hai_hau_officer, now=NOW),
        lambda: move_report(report, "submit", by=hai_hau_head, now=NOW),
    )

    assert kept() == standing()
    assert StoredFile.objects.count() == Evidence.objects.count()


def test_two_who_attach_at_once_do_not_exceed_what_a_figure_takes(report, hai_hau_officer, hai_hau_head):
    attached(report, *[another() for _ in range(MOST_ON_ONE - 1)], by=hai_hau_officer)
    choices = [[check_file(another())] for _ in range(2)]

    results = at_once(
        lambda: attach(report, THE_WHOLE, choices[0], by=hai_hau_officer, now=NOW),
        lambda: attach(report, THE_WHOLE, choices[1], by=hai_hau_head, now=NOW),
    )

    assert sorted(type(result).__name__ for result in results) == ["Attached", "RuleBroken"]
    assert len(standing()) == MOST_ON_ONE


def test_the_same_file_sent_twice_at_once_is_one(report, hai_hau_officer):
    files = [check_file(another())]

    at_once(*[lambda: attach(report, THE_WHOLE, files, by=hai_hau_officer, now=NOW)] * 2)

    assert (len(standing()), StoredFile.objects.count()) == (1, 1)


def test_withdrawing_twice_at_once_is_one(report, hai_hau_officer, hai_hau_head):
    [evidence] = attached(report, by=hai_hau_officer)

    results = at_once(*[lambda by=by: withdraw(evidence, by=by, now=NOW) for by in (hai_hau_officer, hai_hau_head)])

    assert (results, Evidence.objects.count(), StoredFile.objects.count()) == ([None, None], 0, 0)
