"""The one command of `make run`."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.auditing import verify
from portal.models import SampleMark
from reporting.choices import RemarkAct, ReportState
from reporting.models import Extension, Remark, Report, RoundNote

# What is written each time it is run, or by the framework.
NOT_OURS = {"sessions", "contenttypes", "auth", "admin"}


def test_a_sample_is_prepared_only_in_a_sample_database(settings):
    settings.SAMPLE_DATABASE = False

    with pytest.raises(CommandError, match="SAMPLE_DATABASE=1"):
        call_command("prepare_sample")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_sample_is_told_and_stays_as_it_is_the_second_time(on_day, settings, tmp_path, capsys):
    """Every part of the story in one piece, as whoever types `make run` gets it."""
    settings.MEDIA_ROOT = tmp_path
    on_day(date(2026, 12, 1))

    call_command("prepare_sample")
    told = counted()
    call_command("prepare_sample")

    assert counted() == told
    assert (SampleMark.objects.count(), RoundNote.objects.count() > 0, Extension.objects.count()) == (1, True, 1)
    assert set(Report.objects.values_list("state", flat=True)) == set(ReportState) - {ReportState.REOPENED}
    assert Remark.objects.standing().filter(act=RemarkAct.MARKS).exists()
    assert list(verify()) == []
    assert "xa1.nhap" in capsys.readouterr().out


def counted():
    """How many rows each of our tables has."""
    models = [model for model in apps.get_models() if model._meta.app_label not in NOT_OURS]
    return {model._meta.label: model.objects.count() for model in models}
