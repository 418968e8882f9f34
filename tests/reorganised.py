"""Reorganisations for tests: written, carried out and undone through the verbs, in few words."""

from datetime import datetime, time

from plans.models import Reorganisation, ReorganisationLine, Unit
from plans.reorganising import fingerprint_of, write_reorganisation
from portal.dates import VIET_NAM
from reporting.reorganising import carry_out, undo


def moment(day, hour=9):
    return datetime.combine(day, time(hour), VIET_NAM)


def line(predecessor, into):
    """`into` is a unit, or (code, name) of a new one."""
    if isinstance(into, Unit):
        return ReorganisationLine(predecessor=predecessor, successor=into)
    return ReorganisationLine(predecessor=predecessor, new_code=into[0], new_name=into[1])


def written(province, day, *pairs, by, on=None, draft=None):
    """A draft with these (predecessor, into) as lines."""
    return write_reorganisation(
        draft,
        province_id=province.pk,
        name="Sắp xếp đơn vị",
        decision="1/NQ-UBTVQH",
        effective_on=day,
        lines=[line(*pair) for pair in pairs],
        by=by,
        now=moment(on or day),
    )


def confirmed(draft, *, by, on=None, **more):
    day = on or draft.effective_on
    return carry_out(draft, by=by, now=moment(day, 10), seen=fingerprint_of(draft), **more)


def carried_out(province, day, *pairs, by, on=None):
    """Written and confirmed on its own day, or on another."""
    return confirmed(written(province, day, *pairs, by=by, on=on), by=by, on=on)


def undone(reorganisation, *, by, on=None, because="Nhập nhầm"):
    return undo(
        Reorganisation.objects.get(pk=reorganisation.pk),
        by=by,
        now=moment(on or reorganisation.effective_on, 11),
        because=because,
    )
