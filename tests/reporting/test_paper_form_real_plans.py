"""The forms of the two plans that are shipped, on paper."""

import unicodedata
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pypdf import PdfReader

from plans.choices import Reporter
from plans.loading import load_plan_files
from plans.models import Plan, Unit
from plans.succession import current_map
from reporting.documents.paper_form import pdf_of
from tests.builders import make_report, make_round
from tests.plans.papers import BEN_TRE, NAM_DINH
from tests.plans.test_real_plans import CATALOGUE
from tests.reporting.on_paper import FACES, differences, form_of
from tests.reporting.poppler import fonts_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def real_plans(django_db_setup, django_db_blocker):
    """The whole country and both plans, loaded once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_units", verbosity=0)
        load_plan_files([CATALOGUE / f"{code}.yaml" for code in (NAM_DINH, BEN_TRE)])
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("reporter", [Reporter.UNIT, Reporter.PROVINCE])
@pytest.mark.parametrize("code", [NAM_DINH, BEN_TRE])
def test_the_empty_form_of_a_real_plan(code, reporter, settings):
    settings.SAMPLE_DATABASE = False
    plan = Plan.objects.select_related("scope").get(code=code)
    round_ = make_round(plan, asks_estimate=True)
    of_units = current_map().territory(plan.scope_id, round_.cut_off, plan.scope_as_of)
    unit = plan.scope if reporter == Reporter.PROVINCE else Unit.objects.get(pk=of_units[0])
    form = form_of(make_report(round_, unit, reporter=reporter), is_empty=True)

    written = pdf_of(form)

    assert differences(written, form) == ({}, set())
    assert fonts_of(written) == FACES
    assert unicodedata.is_normalized("NFC", words_of(written))
    assert 3 <= len(PdfReader(BytesIO(written)).pages) <= 8
    assert all(meaning.definition for meaning in form.meanings)
