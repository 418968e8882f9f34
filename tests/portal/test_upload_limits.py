"""I10: what is larger than any form gets a page that says so, before it is read."""

import pytest
from django import forms
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.utils.datastructures import MultiValueDict

from portal.access import allow, signed_in
from portal.fields import UploadField, UploadsField
from tests.portal import handed_in, small_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site", "receiving")]


class HandInForm(forms.Form):
    scan = UploadField(label="Bản ký", required=False)
    proofs = UploadsField(label="Tệp kèm theo", required=False, most=2)


@allow(signed_in)
def receive(request):
    return HttpResponse(",".join([*request.POST, *request.FILES]))


handler400 = small_site.handler400
handler500 = small_site.handler500
urlpatterns = [*small_site.urlpatterns, path("nhan/", receive, name="receive")]


@pytest.fixture
def receiving(small_site, settings):
    settings.ROOT_URLCONF = __name__
    settings.LARGEST_BODY = 5000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"note": "x" * 1000}, 200),
        ({"note": "x" * 2100}, 413),
        ({"note": "x" * 6000}, 413),
        ({f"a{n}": "1" for n in range(11)}, 413),
    ],
    ids=["below", "above what forms hold", "above everything", "too many fields"],
)
def test_too_much_gets_a_page_that_says_so(client, clerk, sent, status):
    client.force_login(clerk)

    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=10):
        answer = client.post("/nhan/", sent)

    assert answer.status_code == status
    assert ("Dữ liệu gửi lên quá lớn" in answer.content.decode()) == (status == 413)


def test_too_many_files_get_the_same_page(client, clerk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    client.force_login(clerk)

    answers = [
        client.post("/nhan/", {f"f{n}": handed_in.uploaded("a.pdf", b"x") for n in range(count)}) for count in (2, 3)
    ]

    assert [answer.status_code for answer in answers] == [200, 413]


# --- The fields -------------------------------------------------------------------------------------------------------


def handed(**files):
    return HandInForm(
        {}, MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in files.items()})
    )


def test_what_is_handed_in_comes_out_checked():
    form = handed(
        scan=handed_in.uploaded("Bản ký", handed_in.PDF),
        proofs=[handed_in.uploaded("1.pdf", handed_in.PDF), handed_in.uploaded("2.docx", handed_in.word())],
    )

    assert form.is_valid()
    assert form.cleaned_data["scan"].name == "Bản ký.pdf"
    assert [proof.name for proof in form.cleaned_data["proofs"]] == ["1.pdf", "2.docx"]


def test_no_file_is_no_file():
    form = handed()

    assert form.is_valid()
    assert form.cleaned_data == {"scan": None, "proofs": []}


def test_a_box_that_must_be_filled_says_so():
    with pytest.raises(forms.ValidationError):
        UploadField().clean(None)
    with pytest.raises(forms.ValidationError):
        UploadsField().clean([])


def test_what_is_wrong_with_a_file_stands_by_its_box():
    form = handed(
        scan=handed_in.uploaded("a.exe", b"MZ"),
        proofs=[handed_in.uploaded(f"{n}.pdf", handed_in.PDF) for n in range(3)],
    )

    assert form.errors == {
        "scan": [
            "Không nhận được loại tệp này. Chỉ nhận tệp PDF, ảnh JPG hoặc PNG, Word (.docx), Excel (.xlsx), mỗi tệp không "
            "quá 20 MB."
        ],
        "proofs": ["Mỗi lần gửi tối đa 2 tệp."],
    }


def test_the_box_says_what_is_taken():
    assert 'accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"' in HandInForm()["scan"].as_widget()
    assert "multiple" in HandInForm()["proofs"].as_widget()
    assert HandInForm()["scan"].help_text.startswith("Chỉ nhận tệp PDF")
