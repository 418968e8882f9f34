"""No page offers a way that ends in "không có quyền" or "không tìm thấy"."""

from datetime import date

import pytest

from tests.crawl import answers_to
from tests.year import midway_through


@pytest.mark.django_db
def test_every_link_leads_to_where_the_person_may_go(on_day):
    on_day(date(2024, 11, 25))
    midway = midway_through()

    dead = {
        f"{who}: {address}": answer.status_code
        for who, person in midway.people.items()
        for address, answer in answers_to(person).items()
        if answer.status_code not in {200, 302}
    }

    assert dead == {}
