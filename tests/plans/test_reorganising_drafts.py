"""Drafts of reorganisations: who writes, changes, sees and throws them away."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import ReorganisationState
from plans.models import Reorganisation, ReorganisationLine
from plans.reorganising import (
    discard,
    fingerprint_of,
    reorganisations_visible_to,
    write_reorganisation,
)
from portal.errors import RuleBroken
from tests.builders import make_seat, make_user
from tests.plans.three_districts import DAY, draft_of, three
from tests.reorganised import line, moment, written

pytestmark = pytest.mark.django_db

__all__ = ["draft_of", "three"]


def test_a_draft_is_written_anew_and_its_fingerprint_changes(world, three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    before = fingerprint_of(draft)

    written(world.nam_dinh, DAY, (three[0], three[2]), by=province_administrator, draft=draft)

    assert list(ReorganisationLine.objects.values_list("predecessor", "successor", "order")) == [
        (three[0].pk, three[2].pk, 1)
    ]
    assert fingerprint_of(draft) != before


def test_only_a_draft_is_changed_or_thrown_away(world, three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    Reorganisation.objects.update(
        state=ReorganisationState.CONFIRMED, confirmed_by=province_administrator, confirmed_at=moment(DAY)
    )

    with pytest.raises(RuleBroken, match="không sửa hay bỏ bản soạn được nữa"):
        written(world.nam_dinh, DAY, (three[0], three[2]), by=province_administrator, draft=draft)
    with pytest.raises(RuleBroken, match="không sửa hay bỏ bản soạn được nữa"):
        discard(draft, by=province_administrator, now=moment(DAY))


def test_a_draft_is_thrown_away_once(three, province_administrator, draft_of):
    draft = draft_of((three[0], three[1]))
    kept = Reorganisation.objects.get(pk=draft.pk)

    discard(draft, by=province_administrator, now=moment(DAY))

    assert Reorganisation.objects.count() == ReorganisationLine.objects.count() == 0
    with pytest.raises(RuleBroken, match="đã có người bỏ"):
        discard(kept, by=province_administrator, now=moment(DAY))


def test_another_provinces_administrator_writes_nothing_here(world, three):
    away = make_user("ninh-binh")
    make_seat(away, "administrator", unit=world.ninh_binh)

    with pytest.raises(PermissionDenied):
        write_reorganisation(
            None,
            province_id=world.nam_dinh.pk,
            name="Sắp xếp",
            decision="1/NQ",
            effective_on=DAY,
            lines=[line(three[0], three[1])],
            by=away,
            now=moment(DAY),
        )


def test_the_country_reads_what_was_done_and_no_drafts(three, draft_of, province_administrator, central_reader, on_day):
    on_day(DAY)
    draft = draft_of((three[0], three[1]))

    assert list(reorganisations_visible_to(province_administrator)) == [draft]
    assert list(reorganisations_visible_to(central_reader)) == []
    Reorganisation.objects.update(
        state=ReorganisationState.CONFIRMED, confirmed_by=province_administrator, confirmed_at=moment(DAY)
    )
    assert list(reorganisations_visible_to(central_reader)) == [draft]
