"""What is typed when files are attached to a report."""

from django import forms

from portal.fields import TextField, UploadsField
from portal.form_layout import laid_out
from reporting.attaching import MOST_ON_ONE
from reporting.evidence import Subject, SubjectGroup


class EvidenceForm(forms.Form):
    """Files and what they bear out, chosen among `groups`; `about` is the address of what is chosen at first."""

    about = forms.ChoiceField(
        label="Chứng minh cho",
        error_messages={
            "required": "Chọn số liệu hoặc phần mà tệp chứng minh.",
            "invalid_choice": "Kỳ này không hỏi số liệu đã chọn. Chọn lại trong danh sách.",
        },
    )
    files = UploadsField(
        label="Tệp minh chứng",
        most=MOST_ON_ONE,
        error_messages={"required": "Chưa chọn tệp nào. Bấm vào ô này để chọn tệp trên máy."},
    )
    note = TextField(
        label="Nội dung",
        required=False,
        max_length=200,
        help_text="Không bắt buộc. Ví dụ: Quyết định thành lập HTX số 12/QĐ-UBND ngày 5/3/2024.",
        error_messages={"max_length": "Viết gọn trong 200 chữ cái; nội dung dài thì ghi vào phần thuyết minh."},
    )

    def __init__(self, *args, groups: list[SubjectGroup], about: str = "", **kwargs):
        self.subjects = {subject.address: subject for group in groups for subject in group.subjects}
        super().__init__(*args, initial={"about": about if about in self.subjects else None}, **kwargs)
        self.fields["about"].choices = [choice for group in groups for choice in _choices(group)]
        self.helper = laid_out("about", "files", "note", button="Kèm tệp")

    def subject(self) -> Subject:
        """What was chosen."""
        return self.subjects[self.cleaned_data["about"]]


def _choices(group: SubjectGroup) -> list:
    """The group's subjects, below its heading where it has one."""
    choices = [(subject.address, subject.words) for subject in group.subjects]
    return [(group.heading, choices)] if group.heading else choices
