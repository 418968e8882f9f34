"""Who is seated, from when to when, and why, as it is typed."""

from django import forms

from plans.staffing.listing import READING_ORDER
from plans.staffing.seating import Days, Newcomer
from portal.fields import DateField, TextField
from portal.form_layout import laid_out

PAPER, MAIL = "giay", "thu"
WAYS = [(PAPER, "In giấy mời có mã, đưa tận tay"), (MAIL, "Gửi thư mời qua thư điện tử")]
WRONG_ADDRESS = "Địa chỉ thư điện tử chưa đúng, ví dụ đúng: lan@hoiphunu.vn."


class SearchForm(forms.Form):
    """What is looked for among places and people."""

    tim = TextField(label="Tìm đơn vị, họ tên, tên đăng nhập", required=False, max_length=100)
    thieu = forms.BooleanField(label="Chỉ nơi chưa có người ký", required=False)

    def words(self) -> str:
        return self.cleaned_data.get("tim", "") if self.is_valid() else ""

    def wants_lacking(self) -> bool:
        return self.is_valid() and self.cleaned_data["thieu"]


class PersonForm(forms.Form):
    """One person: by the account she has, or by name, to be invited. `people` are those who can be found by account."""

    account = TextField(
        label="Tên đăng nhập",
        required=False,
        max_length=150,
        help_text="Nếu người này đã có tài khoản. Tên đăng nhập ghi ở trang Nhân sự, cạnh họ tên.",
    )
    full_name = TextField(
        label="Hoặc họ và tên người mới",
        required=False,
        max_length=150,
        help_text="Nếu chưa có tài khoản: phần mềm lập tài khoản và mời người này tự đặt mật khẩu.",
    )
    email = forms.EmailField(
        label="Thư điện tử của người mới",
        required=False,
        max_length=254,
        help_text="Không bắt buộc.",
        error_messages={"invalid": WRONG_ADDRESS},
    )
    way = forms.ChoiceField(label="Mời người mới bằng cách", choices=WAYS, initial=PAPER, widget=forms.RadioSelect)
    person_boxes = ("account", "full_name", "email", "way")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_account(self):
        """The account itself, among the people that may be found."""
        name = self.cleaned_data["account"]
        if not name:
            return None
        person = self.people.filter(username__iexact=name).first()
        if person is None:
            raise forms.ValidationError(
                "Không tìm thấy tên đăng nhập này trong phạm vi của bạn. Kiểm tra lại, hoặc để trống ô này và ghi họ tên để mời "
                "người mới."
            )
        return person

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean(self):
        told = super().clean()
        named = bool(told.get("account")) + bool(told.get("full_name"))
        if named != 1 and not self.errors:
            words = (
                "Chỉ ghi một trong hai: tên đăng nhập, hoặc họ tên người mới." if named else "Ghi người nhận vị trí."
            )
            self.add_error("account", words)
        if told.get("full_name") and told.get("way") == MAIL and not told.get("email") and "email" not in self.errors:
            self.add_error("email", "Ghi thư điện tử để gửi thư mời, hoặc chọn in giấy mời.")
        return told

    def person(self):
        """The account, or the newcomer to be invited."""
        told = self.cleaned_data
        return told["account"] or Newcomer(told["full_name"], told["email"])

    def by_mail(self) -> bool:
        return self.cleaned_data["way"] == MAIL


def reason_box(example: str, *, required: bool = True) -> TextField:
    return TextField(
        label="Lý do, căn cứ",
        required=required,
        max_length=300,
        help_text=f"Ví dụ: {example}.",
        error_messages={"required": "Ghi lý do, để sau này còn giải thích được."},
    )


def day_box(label: str, help_text: str = "", *, required: bool = True) -> DateField:
    return DateField(
        label=label, help_text=help_text, required=required, error_messages={"required": "Ghi ngày, ví dụ 01/12/2026."}
    )


class GiveSeatForm(PersonForm):
    """A new seat at a place; `roles` are those the giver may give there."""

    role = forms.ChoiceField(
        label="Vai trò",
        error_messages={"required": "Chọn vai trò.", "invalid_choice": "Chọn lại vai trò trong danh sách."},
    )
    first_day = day_box("Từ ngày")
    last_day = day_box("Đến hết ngày", "Để trống nếu không thời hạn.", required=False)
    reason = reason_box("Quyết định 12/QĐ-HPN ngày 01/12/2026", required=False)

    def __init__(self, *args, roles, today, **kwargs):
        super().__init__(*args, initial={"first_day": today}, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in READING_ORDER if role in roles]
        self.helper = laid_out("role", *self.person_boxes, "first_day", "last_day", "reason", button="Giao vị trí")

    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"])


class HandOverForm(PersonForm):
    """To whom, and after which day."""

    last_day = day_box("Ngày cuối của người bàn giao", "Người nhận bắt đầu từ hôm sau.")
    reason = reason_box("Quyết định 12/QĐ-HPN, chuyển công tác")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"last_day": today}, **kwargs)
        self.helper = laid_out("last_day", *self.person_boxes, "reason", button="Bàn giao")


class StandInForm(PersonForm):
    """Who acts for somebody, between which days."""

    first_day = day_box("Thay từ ngày")
    last_day = day_box("Đến hết ngày")
    reason = reason_box("nghỉ thai sản, đi học")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"first_day": today}, **kwargs)
        self.helper = laid_out(*self.person_boxes, "first_day", "last_day", "reason", button="Cử người thay")

    def days(self) -> Days:
        return Days(self.cleaned_data["first_day"], self.cleaned_data["last_day"])


class EndSeatForm(forms.Form):
    """A seat's last day."""

    last_day = day_box("Ngày cuối", "Hết ngày này thì không còn quyền của vị trí.")
    reason = reason_box("không còn phụ trách báo cáo")
    helper = laid_out("last_day", "reason", button="Cho thôi vị trí")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"last_day": today}, **kwargs)


class LeaveForm(forms.Form):
    """A person's last day; where she is reviewing, who goes on with it (`reviewers`)."""

    last_day = day_box("Ngày làm việc cuối cùng", "Hết ngày này mọi vị trí kết thúc và tài khoản bị khóa.")
    at_once = forms.BooleanField(
        label="Khóa tài khoản ngay, không đợi hết ngày",
        required=False,
        help_text="Mọi máy đang mở tài khoản này bị đăng xuất ngay.",
    )
    reviewer = forms.ModelChoiceField(
        label="Báo cáo đang xem xét dở giao cho",
        queryset=None,
        required=False,
        empty_label="Trả về danh sách chờ duyệt",
        error_messages={"invalid_choice": "Chọn lại người duyệt trong danh sách."},
    )
    reason = reason_box("nghỉ hưu, chuyển công tác")

    def __init__(self, *args, today, reviewers=None, **kwargs):
        super().__init__(*args, initial={"last_day": today}, **kwargs)
        if reviewers is None:
            del self.fields["reviewer"]
        else:
            self.fields["reviewer"].queryset = reviewers
        boxes = [name for name in ("last_day", "at_once", "reviewer", "reason") if name in self.fields]
        self.helper = laid_out(*boxes, button="Cho nghỉ và khóa tài khoản", css_class="btn-danger")


class InviteAgainForm(forms.Form):
    """How a new way in reaches a person; her address can be mended while she has never chosen a password."""

    email = forms.EmailField(
        label="Thư điện tử", required=False, max_length=254, error_messages={"invalid": WRONG_ADDRESS}
    )
    way = forms.ChoiceField(label="Cách gửi", choices=WAYS, initial=PAPER, widget=forms.RadioSelect)

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, initial={"email": person.email}, **kwargs)
        self.person = person
        if person.has_usable_password():
            del self.fields["email"]
        self.helper = laid_out(*self.fields, button="Cấp mã đặt mật khẩu")

    def clean(self):
        told = super().clean()
        address = told.get("email", self.person.email)
        if told.get("way") == MAIL and not address and "email" not in self.errors:
            self.add_error("way", "Người này chưa có thư điện tử: chọn in giấy mời.")
        return told

    def by_mail(self) -> bool:
        return self.cleaned_data["way"] == MAIL
