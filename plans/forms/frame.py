"""The frame of a plan: what its first page and its signature say."""

from crispy_forms.layout import Fieldset, Layout, Submit

from plans.choices import PlanKind
from plans.forms.boxes import ChoiceBox, DayBox, LinesBox, TextBox, YearsBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING
from plans.forms.several import Several

ISSUERS = {1: "Cơ quan ban hành", 2: "Cơ quan cùng ban hành"}


class FrameForm(Several, EntryForm):
    """Phần đầu và phần ký. What is missing may come later: it is told before the plan is published."""

    kept_keys = ("code", "edition")

    kind = ChoiceBox(label="Loại văn bản", choices=[NOTHING, *PlanKind.choices], required=False)
    number = TextBox(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ 108/KH-BTV. Chưa có thì để trống."
    )
    signed_on = DayBox(label="Ngày ký", required=False)
    place = TextBox(
        label="Địa danh", max_length=60, required=False, help_text="Chữ đứng trước ngày ký, ví dụ Nam Định."
    )
    title = TextBox(label="Trích yếu, nguyên văn", rows=3, required=False)
    short_title = TextBox(
        label="Tên gọi ngắn", max_length=200, help_text="Tên hiện trên các trang của cổng, nên có năm hoặc giai đoạn."
    )
    scope_as_of = DayBox(
        label="Lấy địa giới của ngày",
        required=False,
        help_text="Để trống thì lấy địa giới ngày ký. Phạm vi là tỉnh đã sáp nhập thì ghi một ngày tỉnh đó còn.",
    )
    years = YearsBox(label="Các năm của kế hoạch", required=False)
    signing = LinesBox(
        label="Thể thức ký",
        required=False,
        rows=3,
        help_text="Mỗi dòng một dòng, ví dụ TM. BAN THƯỜNG VỤ rồi xuống dòng PHÓ CHỦ TỊCH.",
    )
    signer = TextBox(label="Họ tên người ký", max_length=120, required=False)
    opening = TextBox(label="Đoạn văn trước mục đầu tiên", rows=4, required=False)
    closing = TextBox(label="Đoạn văn sau mục cuối cùng", rows=3, required=False)
    note = TextBox(
        label="Ghi chú của người nhập",
        rows=2,
        required=False,
        help_text="Không có trong văn bản; in riêng trên cổng, ví dụ chỗ văn bản gõ nhầm.",
    )

    def add_boxes(self):
        self.fields["scope"] = ChoiceBox(
            label="Phạm vi",
            choices=self.offers.scopes,
            required=False,
            help_text="Theo địa giới ngày ký. Kế hoạch của tỉnh đã sáp nhập vẫn chọn tỉnh cũ.",
        )
        self.ask_several("issuers", ISSUERS.get, self.offers.agencies, least=2, most=2)
        self.fields["issuers-1"].help_text = "Chưa có trong danh sách thì thêm ở phần Cơ quan rồi quay lại."
        self.fields["issuers-2"].help_text = "Chỉ khi hai cơ quan cùng ký."

    def layout(self):
        return Layout(
            "seen",
            Fieldset("Văn bản", "kind", "number", "signed_on", "place", "title", "short_title"),
            Fieldset("Phạm vi và thời gian", "scope", "years", "scope_as_of"),
            Fieldset("Ban hành và ký", "issuers-1", "issuers-2", "signing", "signer"),
            Fieldset("Lời dẫn, lời kết", "opening", "closing", "note"),
            Submit("", self.button),
        )

    def frame(self) -> dict:
        """All that the form asks, a blank box as well: it takes out what stood there."""
        keys = [name for name, _ in self.boxes() if not name.startswith("issuers-")]
        return dict.fromkeys([*keys, "issuers"], "") | self.entry()


class LinesForm(EntryForm):
    """A verbatim list of the paper: căn cứ, nơi nhận, nguồn kinh phí. Its entry is {"lines": […]}."""

    kept_keys = ()

    lines = LinesBox(label="", rows=10, required=False)

    def __init__(self, offers, entry=None, data=None, *, label="", advice=""):
        self.words = label, advice
        super().__init__(offers, entry, data)

    def add_boxes(self):
        self.fields["lines"].label, self.fields["lines"].help_text = self.words

    def layout(self):
        return Layout("seen", "lines", Submit("", self.button))

    def said(self) -> list[str]:
        return self.entry().get("lines", [])
