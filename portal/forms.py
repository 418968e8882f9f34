"""Signing in, one's password and one's e-mail address."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError

from portal.fields import TextField
from portal.form_layout import laid_out
from portal.sample import is_unmarked_sample


class SignInForm(AuthenticationForm):
    """One answer for an unknown name, a wrong password and a closed account: nobody learns which names exist."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại. "
        "Quên mật khẩu, hoặc chưa từng đặt mật khẩu: ở trang Đăng nhập bấm “Quên mật khẩu” hoặc nhập mã trên giấy mời.",
        "unmarked_sample": "Cơ sở dữ liệu này chứa dữ liệu mẫu nhưng cổng không chạy ở chế độ dữ liệu mẫu, nên không ai "
        "đăng nhập được. Báo quản trị hệ thống đặt SAMPLE_DATABASE=1 hoặc chọn cơ sở dữ liệu khác.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        self.helper = laid_out("username", "password", button="Đăng nhập", css_class="btn-lg w-100")

    def confirm_login_allowed(self, user):
        """Everybody knows the password of samples: they must not pass for people."""
        super().confirm_login_allowed(user)
        if is_unmarked_sample():
            raise ValidationError(self.error_messages["unmarked_sample"], code="unmarked_sample")


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("old_password", "new_password1", "new_password2", button="Đổi mật khẩu")


class ChoosePasswordForm(SetPasswordForm):
    """A new password twice, by whoever holds an invitation or a link for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("new_password1", "new_password2", button="Đặt mật khẩu")


class ForgottenForm(forms.Form):
    """Whose password is forgotten, by name or e-mail address."""

    told = TextField(
        label="Tên đăng nhập hoặc thư điện tử",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Gõ tên đăng nhập hoặc địa chỉ thư điện tử của bạn."},
    )

    helper = laid_out("told", button="Gửi đường dẫn đặt lại mật khẩu")


class CodeForm(forms.Form):
    """A code from paper."""

    code = TextField(
        label="Mã trên giấy mời",
        max_length=60,
        help_text="16 chữ và số, ví dụ abcd-efgh-2345-mnpq. Gõ hoa hay thường, có gạch hay không đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": "Gõ mã ghi trên giấy mời."},
    )

    helper = laid_out("code", button="Tiếp tục")


class EmailForm(forms.Form):
    """One's own address, with the password: it is where a forgotten password goes."""

    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        help_text="Để trống nếu không dùng. Khi quên mật khẩu, đường dẫn đặt lại được gửi đến đây.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Địa chỉ thư điện tử chưa đúng, ví dụ đúng: lan@hoiphunu.vn."},
    )
    password = forms.CharField(
        label="Mật khẩu hiện tại",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Gõ mật khẩu hiện tại để xác nhận chính bạn đổi."},
    )

    helper = laid_out("email", "password", button="Lưu thư điện tử")

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, initial={"email": user.email}, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError("Mật khẩu hiện tại chưa đúng.", code="password_incorrect")
        return self.cleaned_data["password"]
