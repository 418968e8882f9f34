"""A calendar of one's own: its secret address, and what a calendar program reads there."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.access import allow, open_to_everyone
from portal.outbox import absolute
from reporting.feeding import calendar_of, make_feed, revoke_feed, seat_behind, seats_with_days
from reporting.rules import has_deadlines


@open_to_everyone
@require_safe
def calendar_feed(request, secret):
    """What lies behind a secret address; whatever opens nothing answers alike."""
    seat = seat_behind(secret, clock.today())
    if seat is None:
        raise Http404
    answer = HttpResponse(calendar_of(seat, clock.now()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="han-bao-cao.ics"'
    answer.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@allow(has_deadlines)
def my_calendar(request):
    """The person's seats, and which of them has a calendar."""
    return _page(request)


@require_POST
@allow(has_deadlines)
@never_cache
def calendar_make(request, pk):
    """A new address, shown this once."""
    seat = _own_seat(request, pk)
    return _page(request, made=seat, address=_address(make_feed(seat, clock.now())))


@require_POST
@allow(has_deadlines)
def calendar_revoke(request, pk):
    """The address opens nothing any more."""
    revoke_feed(_own_seat(request, pk))
    return redirect("reporting:my-calendar")


def _page(request, **shown):
    seats = seats_with_days(request.user, clock.today())
    return render(request, "reporting/my_calendar_page.html", {"seats": seats, **shown})


def _address(secret):
    return absolute(reverse("reporting:calendar-feed", args=[secret]))


def _own_seat(request, pk):
    seat = next((seat for seat in seats_with_days(request.user, clock.today()) if seat.pk == pk), None)
    if seat is None:
        raise Http404
    return seat
