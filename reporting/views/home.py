"""The front page: what is waiting for me."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import clock
from portal.access import allow, signed_in
from reporting.waiting import waiting_for


@require_safe
@allow(signed_in)
def home(request):
    """Tasks by seat, with their days."""
    return render(request, "reporting/home_page.html", {"waiting": waiting_for(request.user, clock.now())})
