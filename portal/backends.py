"""Whose account lets its person in."""

from django.contrib.auth.backends import ModelBackend

from portal import clock


class OpenAccounts(ModelBackend):
    """Asked at the sign-in and again at every request: who has left is out at once, in every session."""

    def user_can_authenticate(self, user):
        """Neither closed, nor beyond the last day."""
        return not user.is_closed_on(clock.today())
