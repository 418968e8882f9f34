"""The one command of `make run`."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_a_sample_is_prepared_only_in_a_sample_database(settings):
    settings.SAMPLE_DATABASE = False

    with pytest.raises(CommandError, match="SAMPLE_DATABASE=1"):
        call_command("prepare_sample")
