"""What the portal told me."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.access import allow, signed_in
from portal.notices import mark_read, notices_visible_to

NOTICES_A_PAGE = 20


@require_safe
@allow(signed_in)
def notice_list(request):
    """The newest first; what is unread lies open."""
    page = Paginator(notices_visible_to(request.user), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/notice_list_page.html", {"page": page})


@require_POST
@allow(signed_in)
def notice_open(request, pk):
    """To what a notice is about; it counts as read."""
    notice = get_object_or_404(notices_visible_to(request.user), pk=pk)
    mark_read(request.user, now=clock.now(), notice=notice)
    return redirect(notice.address or "portal:notice-list")


@require_POST
@allow(signed_in)
def notice_read(request, pk):
    mark_read(request.user, now=clock.now(), notice=get_object_or_404(notices_visible_to(request.user), pk=pk))
    return redirect("portal:notice-list")


@require_POST
@allow(signed_in)
def notice_read_all(request):
    mark_read(request.user, now=clock.now())
    return redirect("portal:notice-list")
