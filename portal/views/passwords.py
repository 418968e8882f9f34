"""A first password by invitation, and a forgotten one: pages for whoever cannot sign in."""

import time

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.access import open_to_everyone
from portal.account_auditing import record_password
from portal.errors import RuleBroken
from portal.forgetting import answer_evenly, send_reset_links
from portal.forms import ChoosePasswordForm, CodeForm, ForgottenForm
from portal.inviting import choose_password, invitation_of
from portal.outbox import mail_is_set_up
from portal.sessions import end_sessions


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_code(request):
    """Type the code from the paper."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation_of(form.cleaned_data["code"], clock.now())
        except RuleBroken as refusal:
            form.add_error("code", str(refusal))
        else:
            code = "".join(sign for sign in form.cleaned_data["code"].lower() if sign.isalnum())
            return redirect("portal:invitation", code)
    return render(request, "portal/invitation_code_page.html", {"form": form}, status=422 if form.errors else 200)


@open_to_everyone
@never_cache
@sensitive_variables("code")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, code):
    """Choose a password; only that uses the invitation, so that a mail server that follows links spends nothing."""
    try:
        user = invitation_of(code, clock.now()).user
        form = ChoosePasswordForm(user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            choose_password(code, form.cleaned_data["new_password1"], clock.now())
            messages.success(request, f"Đã đặt mật khẩu. Đăng nhập bằng tên “{user.username}”.")
            return redirect("portal:sign-in")
    except RuleBroken as refusal:
        return render(request, "portal/link_over_page.html", {"words": str(refusal)}, status=410)
    context = {"form": form, "invited": user}
    return render(request, "portal/invitation_page.html", context, status=422 if form.errors else 200)


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request):
    """Ask for a link by e-mail. The answer and its time are the same whoever asks, so that nobody learns who exists."""
    began = time.monotonic()
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        send_reset_links(form.cleaned_data["told"], clock.now())
        answer_evenly(began)
        return redirect("portal:password-forgotten-sent")
    context = {"form": form, "sends_mail": mail_is_set_up()}
    return render(request, "portal/password_forgotten_page.html", context, status=422 if form.errors else 200)


@open_to_everyone
@require_safe
def password_forgotten_sent(request):
    """What happens next."""
    return render(request, "portal/password_forgotten_sent_page.html")


class PasswordReset(PasswordResetConfirmView):
    """Django keeps the link's token in the session and out of the address while the password is typed."""

    template_name = "portal/password_reset_page.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("portal:sign-in")

    def form_valid(self, form):
        with transaction.atomic():
            answer = super().form_valid(form)
            end_sessions(self.user)
            record_password(self.user, by=self.user, now=clock.now())
        messages.success(self.request, f"Đã đặt mật khẩu mới. Đăng nhập bằng tên “{self.user.username}”.")
        return answer

    def render_to_response(self, context, **kwargs):
        if not self.validlink:
            words = "Đường dẫn này không còn dùng được: đã dùng rồi, hoặc đã quá 1 giờ."
            again = {"words": words, "address": reverse("portal:password-forgotten"), "action": "Gửi đường dẫn khác"}
            return render(self.request, "portal/link_over_page.html", again, status=410)
        return super().render_to_response(context, status=422 if context["form"].errors else 200, **kwargs)


password_reset = open_to_everyone(PasswordReset.as_view())
