"""The desk of the system administrators, second half: who sits where, agencies and their papers, who reports and when."""

from django import forms
from django.contrib import admin

from plans.models import Agency, CalendarDay, Letterhead, ReportingCalendar, ReportingLevel, Seat, Unit
from portal.admin import ForSystemAdministrators
from portal.text import fold, normalise

# Chosen from the units' list, where two of the same name are told apart by what they belong to and by their days.
UNIT = ["unit"]


class LinesField(forms.CharField):
    """A list of lines, one below the other."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        lines = normalise(value or "").split("\n")
        return [line.strip() for line in lines if line.strip()]


class LetterheadForm(forms.ModelForm):
    signing_lines = LinesField(label="Thể thức ký", help_text="Mỗi dòng một hàng, ví dụ: TM. BAN THƯỜNG VỤ")
    recipients = LinesField(label="Nơi nhận", help_text="Mỗi nơi nhận một dòng, không gõ dấu gạch đầu dòng")


@admin.register(Unit)
class UnitAdmin(ForSystemAdministrators, admin.ModelAdmin):
    """To look up only: units come from their files, since a unit changed by hand would take its history along."""

    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["folded_name", "code"]
    search_help_text = "Tên (gõ không dấu cũng được) hoặc mã"
    exclude = ["folded_name"]

    def get_search_results(self, request, queryset, search_term):
        """The words as typed, one after the other: "y yen" is not every Yên with a y somewhere."""
        return super().get_search_results(request, queryset, f'"{fold(search_term)}"' if search_term else "")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Seat)
class SeatAdmin(ForSystemAdministrators, admin.ModelAdmin):
    """Seats to look at. They are given, handed over and ended on the staff pages, by the rules of plans.staffing."""

    list_display = ["user", "role", "unit", "agency", "valid_from", "valid_to", "acting_for"]
    list_filter = ["role"]
    list_select_related = ["user", "unit", "agency", "acting_for__user", "acting_for__unit", "acting_for__agency"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["user__username", "user__full_name", "unit__name", "agency__name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Agency)
class AgencyAdmin(ForSystemAdministrators, admin.ModelAdmin):
    list_display = ["name", "kind", "unit", "valid_from", "valid_to", "successor"]
    list_filter = ["kind"]
    list_select_related = ["unit", "successor"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["name", "code"]
    autocomplete_fields = ["body_of", "successor"]
    raw_id_fields = UNIT


@admin.register(Letterhead)
class LetterheadAdmin(ForSystemAdministrators, admin.ModelAdmin):
    form = LetterheadForm
    list_display = ["body", "agency", "place", "number_pattern", "valid_from"]
    list_select_related = ["agency"]
    autocomplete_fields = ["agency"]


@admin.register(ReportingLevel)
class ReportingLevelAdmin(ForSystemAdministrators, admin.ModelAdmin):
    list_display = ["unit", "level", "valid_from"]
    list_select_related = ["unit"]
    raw_id_fields = UNIT


@admin.register(ReportingCalendar)
class ReportingCalendarAdmin(ForSystemAdministrators, admin.ModelAdmin):
    list_display = ["unit", "first_year", "starts_on_day", "starts_on_month", "starts_the_year_before"]
    list_select_related = ["unit"]
    raw_id_fields = UNIT


@admin.register(CalendarDay)
class CalendarDayAdmin(ForSystemAdministrators, admin.ModelAdmin):
    """Next year's days off are announced late in the year; whoever reads of them first adds them here."""

    list_display = ["day", "kind", "name", "basis"]
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "day"
