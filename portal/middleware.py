"""What holds for every answer, whatever view gave it."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from portal import clock
from portal.access import decision_for, decision_of
from portal.sessions import PROLONGED_AT
from portal.views.errors import too_large

AN_HOUR = 60 * 60

NOT_SAVED = (
    "Phiên làm việc đã hết nên việc vừa rồi chưa được lưu. Số liệu gõ ở biểu nhập thường được giữ trên máy này: đăng nhập, "
    "mở lại báo cáo rồi gửi tiếp. Chữ gõ ở trang khác thì bấm nút quay lại của trình duyệt để chép lại trước khi đăng nhập."
)

logger = logging.getLogger(__name__)

# Nothing inline, nothing from elsewhere. `data:` only for images: Bootstrap's style sheet holds its icons so.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
# A style sheet, script or font opens nothing by itself; with the page's headers two dozen of them would weigh 9 KB more.
STATIC_POLICY = "default-src 'none'; frame-ancestors 'none'"


class SecurityHeaders:
    """Sets the headers that Django itself does not. Stands first, so that errors and static files carry them too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(settings.STATIC_URL) and response.status_code < 400:
            response.headers["Content-Security-Policy"] = STATIC_POLICY
        else:
            # A download brings a stricter one.
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class BodyLimit:
    """Turns away what is announced as larger than any form with its files, before a byte of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        announced = request.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > settings.LARGEST_BODY:
            return too_large(request)
        return self.get_response(request)


class AccessDecided:
    """Refuses a view that has not said who may open it.

    The check `portal.E002` finds such a view before the program starts; this is the second lock on the same door.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        decision = decision_for(request.resolver_match)
        if decision is None:
            logger.error("The view %s has not decided who may open it", request.resolver_match.view_name)
            raise Http404
        if decision_of(view) is not None:
            return None  # its own decorator tests it
        # Everyone enters by the portal's own sign-in; the admin's second one is never shown.
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not decision(request.user):
            raise PermissionDenied
        return None


class SignInFirst(LoginRequiredMiddleware):
    """Sends whoever is out to the sign-in, and after it to the page asked for.

    After the press of a button that is the front page: the address of a button shows nothing when it is opened. Whoever
    pressed it is told that it did nothing.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        if not request.headers.get("HX-Request"):  # a script says so in its own words
            messages.warning(request, NOT_SAVED)
        return redirect(self.get_login_url(view_func))


class SessionProlonged:
    """Keeps in whoever works: at most once an hour the session's time begins anew, so that it counts from the last page.

    Only a session that began by the sign-in page bears the time; it costs one write an hour.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        prolonged_at, now = request.session.get(PROLONGED_AT), clock.now().timestamp()
        if prolonged_at is not None and now - prolonged_at > AN_HOUR:
            request.session[PROLONGED_AT] = now
        return self.get_response(request)
