"""The desk of the system administrators: accounts here, seats in plans; no figures."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html

from portal.access import system_administrator
from portal.models import User

admin.site.site_header = admin.site.site_title = "Quản trị hệ thống"
admin.site.index_title = "Tài khoản và vị trí công tác"
admin.site.unregister(Group)


class ForSystemAdministrators:
    """Every system administrator may add and change; nobody deletes, since the history names people."""

    def has_module_permission(self, request):
        return system_administrator(request.user)

    def has_view_permission(self, request, obj=None):
        return system_administrator(request.user)

    def has_add_permission(self, request, obj=None):
        return system_administrator(request.user)

    def has_change_permission(self, request, obj=None):
        return system_administrator(request.user)

    def has_delete_permission(self, request, obj=None):
        return False


class AccountCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "email"]


class AccountChangeForm(UserChangeForm):
    # The stored hash is shown to nobody; a new password is set on its own page.
    password = None

    class Meta(UserChangeForm.Meta):
        model = User
        labels = {"is_active": "Được đăng nhập", "is_staff": "Quản trị hệ thống"}
        help_texts = {
            "is_active": "Bỏ chọn khi người này không còn làm việc; tên vẫn còn trong lịch sử.",
            "is_staff": "Được quản lý tài khoản và vị trí công tác; không vì thế mà xem được số liệu.",
        }


class NewPasswordForm(AdminPasswordChangeForm):
    """Accounts without a password are not used here: who may no longer enter is closed by `is_active`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


@admin.register(User)
class AccountAdmin(ForSystemAdministrators, UserAdmin):
    """An account that is no longer used is closed (is_active), so that its name stays in the history."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    add_form_template = None
    change_password_form = NewPasswordForm
    change_user_password_template = "admin/set_password_page.html"  # noqa: S105
    show_facets = admin.ShowFacets.NEVER
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["set_password", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "set_password"]}),
        ("Người dùng", {"fields": ["full_name", "email"]}),
        ("Trạng thái", {"fields": ["is_active", "is_staff", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email", "password1", "password2"]}),
    ]

    @admin.display(description="mật khẩu")
    def set_password(self, user):
        """The link to the page that sets a new password."""
        return format_html(
            '<a href="{}">Đặt mật khẩu mới</a>', reverse("admin:auth_user_password_change", args=[user.pk])
        )
