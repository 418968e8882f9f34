"""A report's workbook as it is handed in, and what its preview or its mistakes carry on from page to page.

What a page carries is signed and packed, so that nothing half-decided is kept on the server.
"""

import binascii
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass

from django import forms
from django.core import signing

from portal.form_layout import laid_out
from portal.workbooks import Mark, Marks
from reporting.filling import Typed

A_DAY = 24 * 60 * 60
OLD = "Tệp đã kiểm tra từ quá lâu. Chọn lại tệp."
BROKEN = "Trang thiếu nội dung của tệp đã kiểm tra. Chọn lại tệp."


@dataclass(frozen=True)
class Previewed:
    """What is written when the preview is confirmed.

    `typed.shown` are the cells as they stood online then, `choices` the addresses about which somebody has to choose.
    `batch` makes a second press of the same button one writing.
    """

    report: int
    version: int
    edition: str
    typed: Typed
    choices: list[str]
    batch: str


@dataclass(frozen=True)
class Faulty:
    """A workbook and what is wrong in it, sheet by sheet."""

    report: int
    raw: bytes
    sheets: dict[str, Marks]


class ReportWorkbookForm(forms.Form):
    """The report's own workbook, filled in."""

    workbook = forms.FileField(
        label="Tệp Excel đã điền",
        help_text="Tệp .xlsx tải từ chính báo cáo này, nhẹ hơn 1 MB. Chỉ các ô nền vàng được đọc.",
        error_messages={
            "required": "Chọn tệp Excel đã điền.",
            "empty": "Tệp rỗng, không có nội dung.",
            "invalid": "Chưa nhận được tệp. Chọn lại tệp.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("workbook", button="Kiểm tra và xem trước")


class CarriedForm(forms.Form):
    """What a page of ours carries in its one hidden field."""

    salt = "reporting.report-workbook"

    carried = forms.CharField(widget=forms.HiddenInput, error_messages={"required": BROKEN})

    def clean_carried(self):
        try:
            content = signing.loads(self.cleaned_data["carried"], salt=self.salt, max_age=A_DAY)
        except signing.SignatureExpired as expired:
            raise forms.ValidationError(OLD) from expired
        except (signing.BadSignature, binascii.Error) as broken:
            raise forms.ValidationError(BROKEN) from broken
        return self.unpacked(content)

    @classmethod
    def carrying(cls, thing) -> "CarriedForm":
        return cls(initial={"carried": signing.dumps(cls.packed(thing), salt=cls.salt, compress=True)})


class PreviewedForm(CarriedForm):
    salt = "reporting.report-workbook.previewed"

    @staticmethod
    def packed(previewed: Previewed) -> dict:
        rows = [[*key, cells] for key, cells in previewed.typed.rows.items()]
        typed = {"rows": rows, "prose": previewed.typed.prose, "shown": previewed.typed.shown}
        return {**{name: value for name, value in vars(previewed).items() if name != "typed"}, "typed": typed}

    @staticmethod
    def unpacked(content: dict) -> Previewed:
        typed = content.pop("typed")
        rows = {(indicator, kind): cells for indicator, kind, cells in typed["rows"]}
        return Previewed(**content, typed=Typed(rows, typed["prose"], typed["shown"]))


class FaultyForm(CarriedForm):
    salt = "reporting.report-workbook.faulty"

    @staticmethod
    def packed(faulty: Faulty) -> dict:
        sheets = {name: asdict(marks) for name, marks in faulty.sheets.items()}
        return {"report": faulty.report, "raw": b64encode(faulty.raw).decode(), "sheets": sheets}

    @staticmethod
    def unpacked(content: dict) -> Faulty:
        sheets = {
            name: Marks(sheet["head_row"], sheet["plain"], tuple(Mark(**mark) for mark in sheet["marks"]))
            for name, sheet in content["sheets"].items()
        }
        return Faulty(content["report"], b64decode(content["raw"]), sheets)
