"""The documents that are owed under a plan, and how an issuer's own papers look."""

from django import forms

from plans.choices import Reporter
from plans.forms.boxes import ChoiceBox, DayBox, LinesBox, NumberBox, TextBox, YearDayBox, YearsBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING
from plans.forms.several import chosen_box

OWED_BY = [(Reporter.UNIT.value, "mỗi đơn vị báo cáo"), (Reporter.PROVINCE.value, "cấp tỉnh")]
LONGEST_INTERVAL = 20


class OwedDocumentForm(EntryForm):
    """A document that units or the province have to issue or send: the year's plan, the budget estimate…"""

    name = TextBox(label="Tên văn bản", max_length=250, help_text="Ví dụ: Kế hoạch hằng năm của huyện.")
    owed_by = ChoiceBox(label="Ai phải có", choices=[NOTHING, *OWED_BY])
    every = NumberBox(
        label="Mấy năm một lần",
        required=False,
        help_text="1 là hằng năm, 2 là hai năm một lần; để trống là chỉ một lần.",
    )
    years = YearsBox(
        label="Trong các năm", required=False, help_text="Để trống là mọi năm của kế hoạch. Gõ 2026 hoặc 2026-2030."
    )
    due = YearDayBox(
        label="Phải có trước hết ngày", required=False, help_text="Ngày/tháng, ví dụ 15/12; để trống nếu không nêu."
    )
    wording = TextBox(label="Câu của văn bản, nguyên văn", rows=3, required=False)
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def add_boxes(self):
        self.fields["section"] = chosen_box("Ở mục", self.offers.sections)
        self.order_fields(["seen", "name", "owed_by", "every", "years", "due", "section", "wording", "note"])

    def clean_every(self):
        every = self.cleaned_data["every"]
        if every is not None and not 1 <= every <= LONGEST_INTERVAL:
            raise forms.ValidationError(f"Gõ số năm từ 1 đến {LONGEST_INTERVAL}, hoặc để trống.")
        return every

    def named_by(self):
        return self.cleaned_data["name"]


class LetterheadForm(EntryForm):
    """How the reports of an agency look on paper, from a day on."""

    kept_keys = ()

    superior = TextBox(
        label="Cơ quan chủ quản", max_length=200, required=False, help_text="Dòng trên, chữ thường in hoa."
    )
    body = TextBox(label="Cơ quan ban hành", max_length=200, help_text="Dòng dưới, in đậm.")
    number = TextBox(label="Mẫu số, ký hiệu", max_length=60, help_text="Ví dụ …/BC-BTV.")
    place = TextBox(label="Địa danh", max_length=60)
    signing = LinesBox(label="Thể thức ký", required=False, rows=3, help_text="Mỗi dòng một dòng.")
    signer = TextBox(label="Họ tên người ký", max_length=120, required=False)
    recipients = LinesBox(label="Nơi nhận", required=False, rows=4, help_text="Mỗi nơi nhận một dòng.")

    def add_boxes(self):
        self.fields["agency"] = chosen_box("Báo cáo của cơ quan", self.offers.agencies, required=True)
        self.fields["from"] = DayBox(label="Áp dụng từ ngày", required=False, help_text="Để trống nếu áp dụng từ đầu.")
        shown = ["seen", "agency", "from", "superior", "body", "number", "place", "signing", "signer", "recipients"]
        self.order_fields(shown)
