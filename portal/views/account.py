"""Coming in, going out, and one's own account: password, e-mail address, sign-ins."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock, sessions
from portal.access import allow, open_to_everyone, signed_in
from portal.account_auditing import (
    record_ended_elsewhere,
    record_password,
    record_refused_sign_in,
    record_sign_in,
    record_sign_out,
)
from portal.accounts import change_email
from portal.forms import ChangePasswordForm, EmailForm, SignInForm


class SignIn(LoginView):
    """The one way in; the session's time begins here."""

    template_name = "portal/sign_in_page.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        agent = self.request.headers.get("User-Agent", "")
        sessions.begin(self.request.session, agent=agent, now=clock.now())
        record_sign_in(by=form.get_user(), now=clock.now())
        return answer

    def form_invalid(self, form):
        if form.non_field_errors():
            record_refused_sign_in(self.request.POST.get("username", ""), now=clock.now())
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Also for who is out already: a second press, or a session that ended meanwhile, is no error."""

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            record_sign_out(by=request.user, now=clock.now())
        return super().post(request, *args, **kwargs)


sign_in = open_to_everyone(SignIn.as_view())
sign_out = open_to_everyone(SignOut.as_view())


@allow(signed_in)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """A new password ends the person's sessions on other machines, and keeps this one."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            update_session_auth_hash(request, form.save())
            sessions.end_sessions(request.user, but=request.session.session_key)
            record_password(request.user, by=request.user, now=clock.now())
        messages.success(request, "Đã đổi mật khẩu. Lần đăng nhập sau hãy dùng mật khẩu mới.")
        return redirect("portal:password-change")
    return render(request, "portal/password_change_page.html", {"form": form})


@allow(signed_in)
@require_safe
def account(request):
    """Who one is here, one's address, and where one is signed in."""
    return _account_page(request, EmailForm(request.user))


@allow(signed_in)
@sensitive_post_parameters("password")
@require_POST
def account_email(request):
    """Change one's e-mail address."""
    form = EmailForm(request.user, request.POST)
    if not form.is_valid():
        return _account_page(request, form)
    change_email(request.user, form.cleaned_data["email"], by=request.user, now=clock.now())
    messages.success(request, "Đã lưu thư điện tử.")
    return redirect("portal:account")


@allow(signed_in)
@require_POST
def account_sessions_end(request):
    """Sign out everywhere else."""
    with transaction.atomic():
        ended = sessions.end_sessions(request.user, but=request.session.session_key)
        record_ended_elsewhere(ended, by=request.user, now=clock.now())
    messages.success(request, f"Đã đăng xuất {ended} máy khác." if ended else "Không có máy nào khác đang đăng nhập.")
    return redirect("portal:account")


def _account_page(request, form):
    this = request.session.session_key
    found = sessions.sessions_of(request.user, this=this, now=clock.now())
    context = {"form": form, "sessions": found, "elsewhere": any(not session.is_this for session in found)}
    return render(request, "portal/account_page.html", context, status=422 if form.errors else 200)
