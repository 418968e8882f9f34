"""A sample says so, also where the settings have forgotten it."""

import pytest
from django.urls import reverse

from portal.sample import is_sample, mark_sample
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def sign_in(client):
    make_user("lan", "Nguyễn Thị Lan")
    return client.post(reverse("portal:sign-in"), {"username": "lan", "password": "mat-khau-de-thu-2024"})


def test_a_marked_database_is_a_sample_whatever_the_settings_say(settings):
    settings.SAMPLE_DATABASE = False
    before = is_sample()

    mark_sample()

    assert (before, is_sample()) == (False, True)


def test_nobody_signs_in_where_samples_would_pass_for_people(client, settings):
    settings.SAMPLE_DATABASE = False
    mark_sample()

    page = sign_in(client)

    assert "chứa dữ liệu mẫu nhưng cổng không chạy ở chế độ dữ liệu mẫu" in page.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("has_samples", [False, True])
def test_a_real_database_and_a_sample_that_says_so_let_people_in(client, settings, has_samples):
    settings.SAMPLE_DATABASE = has_samples
    if has_samples:
        mark_sample()

    sign_in(client)

    assert "_auth_user_id" in client.session
