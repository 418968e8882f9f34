"""The desk of the system administrators: accounts and outgoing mail here, seats in plans; no figures."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django_tasks_db.admin import DBTaskResult

from portal import clock
from portal.access import system_administrator
from portal.account_auditing import record_kept
from portal.dates import format_moment
from portal.models import OutgoingMail, User
from portal.outbox import mail_is_set_up, send_again

EMPTY = object()

admin.site.site_header = admin.site.site_title = "Quản trị hệ thống"
admin.site.index_title = "Tài khoản và vị trí công tác"
admin.site.unregister(Group)
# Not for people: their own pages say what became of what they asked for.
admin.site.unregister(DBTaskResult)


class ForSystemAdministrators:
    """Every system administrator may add and change; nobody deletes, since the history names people."""

    # The kind of the trail's entries.
    audit_kind = "settings"

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

    def save_model(self, request, obj, form, change):
        """The audit trail says who may sign in and do what, since when, by whom."""
        super().save_model(request, obj, form, change)
        action = f"{self.audit_kind}.{'changed' if change else 'created'}"
        told = {"by": request.user, "now": clock.now(), "is_new": not change}
        record_kept(action, obj, _changes_in(form), **told)


def _changes_in(form) -> dict:
    """What was typed anew, by its label: from what to what. Passwords are named and not shown."""
    return {
        str(form.fields[name].label): {"from": _plainly(form, name, form.initial.get(name)), "to": _plainly(form, name)}
        for name in form.changed_data
        if "password" not in name
    }


def _plainly(form, name, value=EMPTY):
    """As people read it: the thing behind a key, the words of a choice."""
    value = form.cleaned_data.get(name) if value is EMPTY else form.fields[name].to_python(value)
    if isinstance(value, str):
        value = dict(getattr(form.fields[name], "choices", ())).get(value, value)
    return str(value) if value not in (None, "", True, False) else value


class AccountCreationForm(forms.ModelForm):
    """Without a password: its person chooses one by invitation (portal.inviting), and nobody else ever knows it."""

    class Meta:
        model = User
        fields = ["username", "full_name", "email"]

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountChangeForm(UserChangeForm):
    # The stored hash is shown to nobody, and nobody sets another's password.
    password = None

    class Meta(UserChangeForm.Meta):
        model = User
        labels = {"is_active": "Được đăng nhập", "is_staff": "Quản trị hệ thống"}
        help_texts = {
            "is_active": "Bỏ chọn khi người này không còn làm việc; tên vẫn còn trong lịch sử.",
            "is_staff": "Được quản lý tài khoản và vị trí công tác; không vì thế mà xem được số liệu.",
        }


@admin.register(User)
class AccountAdmin(ForSystemAdministrators, UserAdmin):
    """An account that is no longer used is closed (is_active), so that its name stays in the history."""

    audit_kind = "account"
    form = AccountChangeForm
    add_form = AccountCreationForm
    add_form_template = None
    show_facets = admin.ShowFacets.NEVER
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["way_in", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "way_in"]}),
        ("Người dùng", {"fields": ["full_name", "email"]}),
        ("Trạng thái", {"fields": ["is_active", "closed_after", "is_staff", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email"]}),
    ]

    @admin.display(description="mật khẩu")
    def way_in(self, user):
        """Where a way to choose one is made."""
        return "do chính người này tự đặt; cấp mã ở mục “Nhân sự” của phần mềm"

    def get_urls(self):
        """Without Django's page that sets a password for somebody else."""
        return super(UserAdmin, self).get_urls()


class ByMailState(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", "Chờ gửi"), ("sent", "Đã gửi"), ("given-up", "Không gửi được")]

    def queryset(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.waiting()
            case "sent":
                return queryset.filter(sent_at__isnull=False)
            case "given-up":
                return queryset.given_up()
        return queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ForSystemAdministrators, admin.ModelAdmin):
    """What was sent, waits, or could not be sent. Only read here; what was given up can be let go again."""

    show_facets = admin.ShowFacets.NEVER
    list_display = ["to", "subject", "state", "attempts", "not_before", "last_error"]
    list_filter = [ByMailState]
    search_fields = ["to", "subject"]
    fields = readonly_fields = ["to", "subject", "state", "attempts", "not_before", "last_error"]
    actions = ["let_go_again"]

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and not mail_is_set_up():
            messages.warning(
                request, "Chưa cấu hình máy chủ thư: thư được giữ lại, mọi người vẫn đọc thông báo trong phần mềm."
            )
        return super().changelist_view(request, extra_context)

    @admin.display(description="tình trạng")
    def state(self, letter):
        """In words, with the moment."""
        if letter.sent_at:
            return f"Đã gửi {format_moment(letter.sent_at)}"
        if letter.given_up_at:
            return f"Không gửi được, thôi gửi lúc {format_moment(letter.given_up_at)}"
        return "Chờ gửi"

    @admin.action(description="Gửi lại thư không gửi được đã chọn", permissions=["change"])
    def let_go_again(self, request, queryset):
        self.message_user(request, f"Đã cho gửi lại {send_again(queryset, clock.now())} thư.")
