import random
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Collate

from portal.collation import VIETNAMESE, compare
from portal.text import sort_key

pytestmark = pytest.mark.django_db

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
# What else a name may bring: capitals, digits, signs, foreign letters, loose marks, what cannot be seen.
OTHERS = LETTERS.upper() + "0123456789wzfj" + " -–,.;:!?'\"“”()[]/&%+=<>₫€_" + "ñüçéåðÐ" + "\u0301\u0323\u200b\u00a0"


def save_people(names):
    people = get_user_model()
    people.objects.bulk_create(people(username=str(number), full_name=name) for number, name in enumerate(names))


def names_in_order():
    people = get_user_model().objects.order_by(Collate("full_name", VIETNAMESE), "pk")
    return list(people.values_list("full_name", flat=True))


def test_the_database_sorts_the_vietnamese_way():
    save_people(
        ["Ý Yên", "Xuân Trường", "Vụ Bản", "Trực Ninh", "Đông Ấn", "Đồng An", "Dương", "Ân Thi", "Ăn", "An", "ân thi"]
    )

    assert names_in_order() == [
        "An",
        "Ăn",
        "ân thi",
        "Ân Thi",
        "Dương",
        "Đồng An",
        "Đông Ấn",
        "Trực Ninh",
        "Vụ Bản",
        "Xuân Trường",
        "Ý Yên",
    ]


def test_every_database_gives_the_order_of_the_sort_key():
    dice = random.Random(20240226)
    alphabets = [LETTERS, LETTERS + OTHERS, "aàăâAÀĂÂ đĐd"] * 700
    names = sorted({"".join(dice.choices(alphabet, k=dice.randint(1, 7))) for alphabet in alphabets})

    save_people(names)

    assert names_in_order() == sorted(names, key=sort_key)


def test_comparing_agrees_with_the_order():
    names = ["an", "An", "àn", "ăn", "dan", "đan"]

    assert [compare(one, other) for one, other in pairwise(names)] == [-1] * 5
    assert [compare(other, one) for one, other in pairwise(names)] == [1] * 5
    assert compare("đan", "đan") == 0
