"""People and seats to look at: who sits where, one person, and the invitations that nobody has used yet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.staffing.inviting import invitations_visible_to, never_used
from plans.staffing.leaving import revoke_invitation
from plans.staffing.listing import found_by, lasting_and_ended, places_of, row_of
from plans.staffing.rights import (
    AGENCY,
    UNIT,
    Place,
    agencies_visible_to,
    looks_after,
    people_visible_to,
    reach_of,
    seats_visible_to,
    staffs,
    units_visible_to,
)
from portal import clock
from portal.access import allow
from reporting.forms.staffing import SearchForm
from reporting.handing_over import open_work_of, openable

PLACES_A_PAGE = INVITATIONS_A_PAGE = 30


@require_safe
@allow(staffs)
def staff_list(request):
    """Each unit and agency with who sits there; ?tim= finds by words, ?thieu=1 shows where nobody can sign."""
    form = SearchForm(request.GET)
    rows = places_of(request.user)
    found = found_by(form.words(), rows, without_head=form.wants_lacking())
    context = {
        "form": form,
        "page": Paginator(found, PLACES_A_PAGE).get_page(request.GET.get("page")),
        "count": len(rows),
        "without_head": sum(row.has_no_head for row in rows),
        "today": clock.today(),
    }
    return render(request, "reporting/staff_list_page.html", context)


@require_safe
@allow(staffs)
def staff_place(request, kind, pk):
    """One place: who sits there, who did, and what can be done about it."""
    place, reach = fetched_place(request, kind, pk), reach_of(request.user)
    seats = list(seats_visible_to(request.user).filter(**place.of_seat))
    lasting, ended = lasting_and_ended(seats, reach.day)
    context = {
        "place": place,
        "row": row_of(place, lasting, reach.day),
        "ended": ended,
        "manageable": {seat.pk for seat in lasting if reach.manages(seat)},
        "standing_in": {seat.pk for seat in lasting if not seat.acting_for_id and reach.names_stand_in(seat)},
        "may_give": bool(reach.roles_at(place)),
        "today": reach.day,
        "crumbs": crumbs(),
    }
    return render(request, "reporting/staff_place_page.html", context)


@require_safe
@allow(staffs)
def staff_person(request, pk):
    """One person: her seats, her account, and what she is in the midst of."""
    person, now = fetched_person(request, pk), clock.now()
    lasting, ended = lasting_and_ended(seats_visible_to(request.user).filter(user=person), clock.today())
    context = {
        "person": person,
        "lasting": lasting,
        "ended": ended,
        "invitation": person.invitations.open_at(now).select_related("made_by").first(),
        "looks_after": looks_after(request.user, person),
        "work": (work := open_work_of(person, now)),
        "openable": openable(work, request.user),
        "today": clock.today(),
        "crumbs": crumbs(),
    }
    return render(request, "reporting/staff_person_page.html", context)


@require_safe
@allow(staffs)
def invitation_list(request):
    """Invitations that nobody has used yet; ?loai=chua-dung: accounts that nobody has ever signed in to."""
    unused = request.GET.get("loai") == "chua-dung"
    rows = never_used(request.user) if unused else invitations_visible_to(request.user)
    page = Paginator(rows, INVITATIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unused": unused, "now": clock.now(), "crumbs": crumbs()}
    return render(request, "reporting/invitation_list_page.html", context)


@require_POST
@allow(staffs)
def invitation_revoke(request, pk):
    """Take an invitation back."""
    invitation = get_object_or_404(invitations_visible_to(request.user), pk=pk)
    revoke_invitation(invitation, by=request.user, now=clock.now())
    messages.success(request, f"Đã thu hồi lời mời của {invitation.user}: mã cũ không còn dùng được.")
    return redirect("reporting:invitation-list")


def fetched_place(request, kind, pk) -> Place:
    """The place of an address, among those that the person looks after."""
    if kind == UNIT:
        return Place(get_object_or_404(units_visible_to(request.user), pk=pk))
    if kind == AGENCY:
        agency = get_object_or_404(agencies_visible_to(request.user), pk=pk)
        return Place(agency.unit, agency)
    raise Http404


def fetched_person(request, pk):
    return get_object_or_404(people_visible_to(request.user), pk=pk)


def crumbs(*more):
    return [("Nhân sự", reverse("reporting:staff-list")), *more]
