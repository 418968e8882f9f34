"""Hải Hậu's report of 2024, which asks a plain count, one in parts, money with a decimal, a ratio and a milestone."""

import pytest


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client
