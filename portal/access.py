"""Who may open a page. Closed by default: a view that has not decided is refused by the middleware."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.urls import ResolverMatch

DECISION = "access_decision"


def allow(test: Callable, *, name: str = "") -> Callable:
    """Say who may open a view: `test(user)` is true for them; the others get 403.

    What a person may see inside the page is another question: it is answered by `visible_to(user)` on the queryset (404).
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        setattr(guarded, DECISION, test)
        return guarded

    return decorate


def open_to_everyone(view):
    """A page that needs no sign-in (the sign-in itself, the health check)."""
    setattr(view, DECISION, lambda user: True)
    return login_not_required(view)


def signed_in(user) -> bool:
    """Every person with an account."""
    return user.is_authenticated


def system_administrator(user) -> bool:
    """Who keeps the accounts and seats. Gives no right to any figure."""
    return user.is_authenticated and user.is_active and user.is_staff


# Other people's views cannot carry our decorator: one decision for all addresses of a namespace.
NAMESPACES = {"admin": system_administrator}


def decision_of(view) -> Callable | None:
    """The test that a view's decorator names, or None where the view has not decided."""
    return getattr(view, DECISION, None)


def decision_for(match: ResolverMatch) -> Callable | None:
    """The test for an address: its namespace's, where that is decided as a whole, else its view's."""
    for namespace in match.namespaces:
        if namespace in NAMESPACES:
            return NAMESPACES[namespace]
    return decision_of(match.func)
