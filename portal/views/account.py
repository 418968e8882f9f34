"""Coming in, going out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.access import allow, open_to_everyone, signed_in
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
        return answer


sign_in = open_to_everyone(SignIn.as_view())
# Also for who is out already: a second press, or a session that ended meanwhile, is no error.
sign_out = open_to_everyone(LogoutView.as_view())


@allow(signed_in)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """A new password ends the person's sessions on other machines, and keeps this one."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Đã đổi mật khẩu. Lần đăng nhập sau hãy dùng mật khẩu mới.")
        return redirect("portal:password-change")
    return render(request, "portal/password_change_page.html", {"form": form})
