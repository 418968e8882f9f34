"""The portal's own addresses beside three small pages: what belongs to the frame is tested without the other apps."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from portal.access import allow, signed_in, system_administrator
from portal.urls import handler400, handler500, portal_urls

__all__ = ["handler400", "handler500"]


@allow(signed_in)
def page(request, pk=None):
    return render(request, "portal/password_change_page.html")


@allow(system_administrator)
def accounts(request):
    return render(request, "portal/password_change_page.html")


@allow(signed_in)
def says(request):
    messages.error(request, "Chưa lưu được.")
    return render(request, "portal/password_change_page.html")


@allow(signed_in)
def hidden(request):
    raise Http404


@allow(signed_in)
def broken(request):
    raise ZeroDivisionError


def undecided(request):
    return HttpResponse("secret")


pages = [
    path("", page, name="front"),
    path("danh-sach/", page, name="list"),
    path("danh-sach/<int:pk>/", page, name="detail"),
    path("danh-sach/tai-khoan/", accounts, name="accounts"),
    path("noi/", says, name="says"),
    path("giau/", hidden, name="hidden"),
    path("hong/", broken, name="broken"),
    path("chua-quyet/", undecided, name="undecided"),
]

urlpatterns = [
    path("", include(portal_urls)),
    path("quan-tri-he-thong/", admin.site.urls),
    path("", include((pages, "pages"))),
]
