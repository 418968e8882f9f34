"""Three districts of Nam Định that go on, and drafts of what its administrator would do with them, as fixtures."""

from datetime import date

import pytest

from tests.builders import make_unit
from tests.reorganised import written

DAY = date(2024, 10, 1)


@pytest.fixture
def three(world):
    """Three districts that go on: Giao Thủy, Xuân Trường, Nghĩa Hưng."""
    return [
        make_unit(name, parent=world.nam_dinh, code=code)
        for name, code in (("Huyện Giao Thủy", "365"), ("Huyện Xuân Trường", "364"), ("Huyện Nghĩa Hưng", "363"))
    ]


@pytest.fixture
def draft_of(world, province_administrator):
    def draft(*pairs, day=DAY):
        return written(world.nam_dinh, day, *pairs, by=province_administrator)

    return draft
