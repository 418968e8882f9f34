"""What the clients of the benchmarks do."""

from django.conf import settings
from django.test import Client

from tests.benchmarks.measuring import statements_of


def signed_in(user):
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(user)
    return client


def got(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def posted(client, address, data):
    """Our pages answer a post that did its work with a redirect, the bare view with nothing."""
    response = client.post(address, data)
    if response.status_code not in (200, 302) or (response.status_code == 200 and response.content):
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response


def without_session(client, statements):
    """What the bare view sends anyway (session, user) is not sent twice."""
    anyway = {sql for sql, _ in statements_of(lambda: got(client, "/bare/body/")).sent}
    statements.sent = [(sql, params) for sql, params in statements.sent if sql not in anyway]
    return statements
