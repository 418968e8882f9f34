"""The desk of the system administrators: accounts here, seats in plans; no figures."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

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


class AccountCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "email"]


class AccountChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


@admin.register(User)
class AccountAdmin(ForSystemAdministrators, UserAdmin):
    """An account that is no longer used is closed (is_active), so that its name stays in the history."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["full_name", "email"]}),
        ("Trạng thái", {"fields": ["is_active", "is_staff", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email", "usable_password", "password1", "password2"]}),
    ]
