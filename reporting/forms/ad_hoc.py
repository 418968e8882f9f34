"""A round that no duty foresees, as the province writes it, and the units added to it later."""

from collections.abc import Iterable

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms

from plans.choices import Period
from plans.models import Goal, Plan
from plans.working_days import WorkingDays
from portal.fields import DateField, TextField
from portal.form_layout import laid_out
from reporting.ad_hoc import CODES, AdHoc

ALL, SOME = "all", "some"
DAYS = ["cut_off", "units_last_day", "province_last_day", "closes_on"]
KINDS = [(period.value, period.label.capitalize()) for period in CODES]


class PlansForm(forms.Form):
    """Which plans it is about."""

    def __init__(self, plans, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ke-hoach"] = forms.MultipleChoiceField(
            label="Kế hoạch",
            choices=[(plan.code, str(plan)) for plan in plans],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Chọn ít nhất một kế hoạch."},
        )
        self.has_plans = bool(self.fields["ke-hoach"].choices)
        self.helper = laid_out("ke-hoach", button="Tiếp tục")


class AdHocForm(forms.Form):
    """What is asked, of whom and by when. Whether it can be is the rule's question."""

    period = forms.ChoiceField(label="Loại kỳ", choices=KINDS)
    name = TextField(
        label="Tên kỳ", max_length=120, help_text="Ví dụ: Báo cáo nhanh về HTX do nữ quản lý, tháng 8/2026."
    )
    basis = TextField(
        label="Văn bản yêu cầu, lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ai yêu cầu, theo văn bản nào. Đơn vị đọc câu này ở đầu báo cáo.",
    )
    cut_off = DateField(
        label="Chốt số liệu đến ngày", help_text="Số phát sinh tính từ đầu năm báo cáo đến hết ngày này."
    )
    units_last_day = DateField(label="Ngày cuối của đơn vị", help_text="Nộp trong ngày này vẫn là đúng hạn.")
    province_last_day = DateField(label="Ngày cuối của tỉnh", required=False, help_text="Để trống nếu chưa đặt.")
    closes_on = DateField(
        label="Khóa nhận báo cáo sau ngày", required=False, help_text="Để trống thì nộp muộn vẫn nhận."
    )
    which_goals = forms.ChoiceField(
        label="Hỏi chỉ tiêu nào",
        choices=[(ALL, "Mọi chỉ tiêu của các kế hoạch"), (SOME, "Chỉ các chỉ tiêu chọn dưới đây")],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    which_units = forms.ChoiceField(
        label="Hỏi đơn vị nào",
        choices=[(ALL, "Mọi đơn vị trong phạm vi"), (SOME, "Chỉ các đơn vị chọn dưới đây")],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    only_units = forms.BooleanField(label="Không hỏi phần số liệu của tỉnh và của cơ quan", required=False)

    def __init__(self, plans: Iterable[Plan], units, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = tuple(plans)
        self.of_plan = {f"goals_{plan.pk}": plan for plan in self.plans}
        for name, plan in self.of_plan.items():
            goals = plan.goals.select_related("section").order_by("section__order", "order")
            self.fields[name] = _Several(goals, label=plan.short_title)
        self.fields["units"] = _Several(units, label="Đơn vị")
        self.helper = laid_out(
            "period",
            "name",
            "basis",
            Div(*(Div(name, css_class="col-md-3") for name in DAYS), css_class="row"),
            Fieldset("Chỉ tiêu", "which_goals", *(Div(name, css_class="many-choices") for name in self.of_plan)),
            Fieldset("Đơn vị", "which_units", Div("units", css_class="many-choices"), "only_units"),
            HTML('<p class="quiet">Mở kỳ là tạo báo cáo trống cho những ai được hỏi.</p>'),
            button="Mở kỳ",
        )

    def clean(self):
        cleaned = super().clean()
        goals = [goal for name in self.of_plan for goal in cleaned.get(name) or []]
        self._agree("which_goals", bool(goals), "chỉ tiêu")
        self._agree("which_units", bool(cleaned.get("units")), "đơn vị")
        return {**cleaned, "goals": goals}

    def asked(self) -> AdHoc:
        """What was typed, as the rule takes it."""
        typed = self.cleaned_data
        days = {name: typed[name] for name in DAYS}
        return AdHoc(
            name=typed["name"],
            period=Period(typed["period"]),
            basis=typed["basis"],
            plans=self.plans,
            goals=tuple(typed["goals"]),
            units=tuple(typed["units"]),
            only_units=typed["only_units"],
            **days,
        )

    def remarks(self, working: WorkingDays) -> list[str]:
        """What is to be said of the last days that are days off."""
        days = [self.cleaned_data["units_last_day"], self.cleaned_data["province_last_day"]]
        return [f"Ngày {day:%d/%m/%Y} là {working.remark(day)}." for day in days if day and working.remark(day)]

    def _agree(self, which: str, chosen: bool, what: str) -> None:
        """All and yet some, or some and yet none: one of the two was not meant."""
        said = self.cleaned_data.get(which)
        if said == SOME and not chosen:
            self.add_error(which, f"Chọn ít nhất một {what}, hoặc để “Mọi {what}”.")
        if said == ALL and chosen:
            self.add_error(which, f"Có {what} được chọn ở dưới mà ở đây để “Mọi {what}”: chọn một trong hai.")


class MoreUnitsForm(forms.Form):
    """Further units to ask."""

    def __init__(self, units, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"] = _Several(units, label="Thêm đơn vị")
        self.helper = laid_out(Div("units", css_class="many-choices"), button="Thêm đơn vị")


class _Several(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, required=False, **kwargs)

    def label_from_instance(self, thing):
        return thing.wording if isinstance(thing, Goal) else str(thing)
