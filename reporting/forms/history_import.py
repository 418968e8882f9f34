"""The file of old figures as it is handed in, and its rows again as they were previewed."""

from django import forms
from django.core import signing

from portal.form_layout import laid_out
from reporting.backfilling import HistoryWrong, Mistake, Sheet, read_sheet
from reporting.backfilling.sheet import Row

LARGEST = 10 * 1024 * 1024
# A form without files holds 3 MB (settings.DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST_CARRIED = 2_500_000
SALT = "reporting.history-import"
A_DAY = 24 * 60 * 60


class HistoryFileForm(forms.Form):
    """The file; `mistakes` where it could not be read, else its rows as the preview carries them on (`carried`)."""

    file = forms.FileField(
        label="Tệp số liệu (.xlsx hoặc .csv)",
        help_text="Tệp theo mẫu bên dưới, tối đa 10 MB. Tệp nhiều năm nên chia mỗi năm một tệp cho nhanh.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "Tệp rỗng, không có nội dung.", "invalid": "Chưa nhận được tệp. Chọn lại tệp."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mistakes: tuple[Mistake, ...] = ()
        self.helper = laid_out("file", button="Kiểm tra tệp")

    def clean_file(self) -> Sheet:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError("Tệp nặng hơn 10 MB. Chia thành nhiều tệp, ví dụ mỗi năm một tệp.")
        try:
            sheet = read_sheet(upload.read())
        except HistoryWrong as refusal:
            self.mistakes = refusal.mistakes
            raise forms.ValidationError(str(refusal)) from refusal
        self.carried = carried(sheet)
        if len(self.carried) > LARGEST_CARRIED:
            raise forms.ValidationError(
                "Tệp có quá nhiều chữ để nhập một lần. Chia thành nhiều tệp, ví dụ mỗi năm một tệp."
            )
        return sheet


class HistoryRowsForm(forms.Form):
    """The rows that a preview showed, carried by the page itself and signed, so that nothing needs to be kept for it."""

    rows = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Trang thiếu số liệu đã kiểm tra. Chọn lại tệp."}
    )

    def clean_rows(self) -> Sheet:
        try:
            carried = signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=A_DAY)
        except signing.SignatureExpired as expired:
            raise forms.ValidationError("Tệp đã kiểm tra từ quá lâu. Chọn lại tệp.") from expired
        except signing.BadSignature as broken:
            raise forms.ValidationError("Số liệu đã kiểm tra không còn nguyên vẹn. Chọn lại tệp.") from broken
        return Sheet(tuple(Row(line, cells) for line, cells in carried["rows"]), carried["heads"])


def carried(sheet: Sheet) -> str:
    """A sheet as HistoryRowsForm reads it."""
    rows = [(row.line, row.cells) for row in sheet.rows]
    return signing.dumps({"rows": rows, "heads": sheet.heads}, salt=SALT, compress=True)
