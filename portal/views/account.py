"""Coming in, going out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.access import allow, open_to_everyone, signed_in
from portal.account_auditing import record_password, record_refused_sign_in, record_sign_in, record_sign_out
from portal.forms import ChangePasswordForm, SignInForm
from portal.middleware import PROLONGED_AT


class SignIn(LoginView):
    """The one way in; the session's time begins here."""

    template_name = "portal/sign_in_page.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        self.request.session[PROLONGED_AT] = clock.now().timestamp()
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
            record_password(request.user, by=request.user, now=clock.now())
        messages.success(request, "Đã đổi mật khẩu. Lần đăng nhập sau hãy dùng mật khẩu mới.")
        return redirect("portal:password-change")
    return render(request, "portal/password_change_page.html", {"form": form})
