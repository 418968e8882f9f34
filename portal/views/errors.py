"""The pages of what went wrong. 403 and 404 are Django's own views over our templates."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.navigation import frame_facts


def bad_request(request, exception):
    """A request that the server cannot read (a foreign host name, a broken form), or does not want to: too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return HttpResponse(render_to_string("400.html", frame_facts()), status=400)


def too_large(request):
    """More was sent than any form of the portal asks."""
    return HttpResponse(render_to_string("413.html", frame_facts()), status=413)


def server_error(request):
    """Drawn without asking who is signed in: the database itself may be what failed."""
    return HttpResponse(render_to_string("500.html", frame_facts()), status=500)


def csrf_failure(request, reason=""):
    """The page stood open over a sign-in or sign-out in another window: nothing was saved."""
    return render(request, "403_csrf.html", status=403)
