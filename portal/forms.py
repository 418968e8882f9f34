"""Signing in and changing one's password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError

from portal.form_layout import laid_out
from portal.sample import is_unmarked_sample


class SignInForm(AuthenticationForm):
    """One answer for an unknown name, a wrong password and a closed account: nobody learns which names exist."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại; "
        "nếu quên mật khẩu, liên hệ quản trị hệ thống.",
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
