"""The days of rounds, as the province types them."""

from django import forms

from plans.choices import Period
from plans.working_days import WorkingDays
from portal.fields import DateField
from portal.form_layout import laid_out
from reporting.proposing import ProposedRound


class OpenRoundsForm(forms.Form):
    """The units' last day of each round whose day the paper leaves to the province."""

    def __init__(self, proposed: list[ProposedRound], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [proposal for proposal in proposed if proposal.set_by_province and not proposal.opened]
        for proposal in self.asked:
            self.fields[proposal.period.value] = DateField(
                label=f"Ngày cuối của đơn vị, kỳ {proposal.name}",
                initial=proposal.units_last_day,
                help_text=_with_remark(
                    "Văn bản không nêu ngày, tỉnh đặt. Nộp trong ngày này vẫn là đúng hạn.", proposal.remark
                ),
            )
        everything_open = all(proposal.opened for proposal in proposed)
        button = "Bổ sung báo cáo còn thiếu" if everything_open else "Mở kỳ báo cáo"
        self.helper = laid_out(*self.fields, button=button)

    def last_days(self) -> dict:
        """What was typed, by period."""
        return {Period(name): day for name, day in self.cleaned_data.items()}


class RoundDaysForm(forms.Form):
    """A round's four days. Whether they fit together is the rule's question."""

    cut_off = DateField(label="Chốt số liệu đến ngày", help_text="Số liệu tính đến hết ngày này.")
    units_last_day = DateField(label="Ngày cuối của đơn vị", help_text="Nộp trong ngày này vẫn là đúng hạn.")
    province_last_day = DateField(
        label="Ngày cuối của tỉnh",
        required=False,
        help_text="Ngày tỉnh gửi báo cáo lên cấp trên; để trống nếu chưa đặt.",
    )
    closes_on = DateField(
        label="Khóa nhận báo cáo sau ngày",
        required=False,
        help_text="Sau ngày này không nhận báo cáo nộp lần đầu nữa; để trống thì nộp muộn vẫn nhận.",
    )

    def __init__(self, *args, working: WorkingDays, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            day = self.initial.get(name)
            if day and name != "cut_off":
                field.help_text = _with_remark(field.help_text, working.remark(day))
        self.helper = laid_out(*self.fields, button="Lưu các ngày")


def _with_remark(words: str, remark: str) -> str:
    return f"{words} Ngày đang đặt là {remark}." if remark else words
