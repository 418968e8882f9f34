import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import fold, narrow, normalise, sort_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Ước, Đường Hoà Bình"), "Nguyễn Thị Ước, Đường Hoà Bình"),
        ("hoà và hòa", "hoà và hòa"),
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("ngắt dòng\vcủa Word\fsang trang\u2028mới\u2029hết\x85.", "ngắt dòng\ncủa Word\nsang trang\nmới\nhết\n."),
        ("ô\tcủa\tExcel", "ô của Excel"),
        ("\ufeffHải\u200b Hậu\u00ad\u200d\u2060", "Hải Hậu"),
        ("a\u200b\u0301", "á"),
        ("báo\u202e cáo\u202c\u200e\u2066\u2069", "báo cáo"),
        ("a\x00b\x07c\x1bd\x7f\x9fe", "abcde"),
        ("hỏng \ud800 nửa \uffff", "hỏng  nửa "),
        ("giữ\u00a0nguyên 100 m² ≥ 50 %", "giữ\u00a0nguyên 100 m² ≥ 50 %"),
        ("", ""),
    ],
)
def test_a_text_is_stored_composed_and_without_what_cannot_be_seen(typed, stored):
    assert normalise(typed) == stored


@given(st.text())
def test_a_stored_text_stays_as_it_is(text):
    stored = normalise(text)

    assert normalise(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    "written",
    [
        "Hòa Bình",
        "Hoà Bình",
        "HÒA BÌNH",
        "hoa binh",
        unicodedata.normalize("NFD", "hoà bình"),
        "  Hoà\u00a0 Bình\n",
        "Ｈòa Bình",
        "H\u200boà Bình",
    ],
)
def test_a_search_finds_a_name_however_it_is_written(written):
    assert fold(written) == "hoa binh"


@pytest.mark.parametrize("written", ["Đức", "đức", "Ðức", "ðức", "Ɖức", "ɖức", "Duc"])
def test_every_letter_that_looks_like_a_barred_d_is_searched_as_d(written):
    assert fold(written) == "duc"


def test_all_vietnamese_letters_fold_to_ascii():
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"

    assert fold(letters) == fold(letters.upper()) == "a" * 17 + "d" + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_only_full_width_forms_are_narrowed():
    assert narrow("１２，５ Ａｂ － m² ① ½") == "12,5 Ab - m² ① ½"


def test_letters_are_sorted_as_in_the_vietnamese_alphabet():
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

    assert sorted("yxvưutsrqpơôonmlkihgêeđdcbâăa", key=sort_key) == list(letters)


def test_tones_are_sorted_after_letters_and_small_before_capital():
    names = ["ma", "Ma", "mà", "Mà", "mả", "mã", "má", "mạ", "mai", "mài", "mãng", "mận", "măng"]

    names.reverse()

    assert sorted(names, key=sort_key) == [
        "ma",
        "Ma",
        "mà",
        "Mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mai",
        "mài",
        "mãng",
        "măng",
        "mận",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Xã 10", "Xã 2"),
        ("Hải Hậu", "Hải-Hậu"),
        ("Hải 1", "Hải A"),
        ("Xã Yên", "Xãa"),
        ("Đông", "Em"),
        ("Dung", "Đan"),
        ("Zét", "Ω"),
    ],
)
def test_spaces_come_before_signs_before_digits_before_letters(first, second):
    assert sort_key(first) < sort_key(second)


@given(
    st.text(alphabet="aăâàáảbdđĐeêơởĐ \u0301\u0323-1", max_size=6), st.text(alphabet="aăâàáảbdđĐeêơởĐ 1", max_size=6)
)
def test_two_texts_sort_alike_only_when_they_are_the_same(one, other):
    assert (sort_key(one) == sort_key(other)) == (one == other)
