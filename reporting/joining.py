"""Goals that stand for one commitment: either of them suffices, or an output counts only with its beneficiaries.

Pure: each goal over a span comes with the word that it has by itself, and leaves with the word of the commitment.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.choices import Joining
from reporting.choices import Status

MET = (Status.MET, Status.EXCEEDED)
# From the best to the worst; what is only followed decides nothing.
RANK = (
    Status.EXCEEDED,
    Status.MET,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.NO_DATA,
    Status.BEHIND,
    Status.MISSED,
    Status.NONE,
)


class Key(NamedTuple):
    """A goal over one span of whole years."""

    goal: int
    first_year: int
    last_year: int


class Standing(NamedTuple):
    """How a goal stands by itself, and to which goal of the plan it is joined."""

    key: Key
    status: str
    joined_to: int | None = None
    joined_as: str = ""

    @property
    def partner(self) -> Key | None:
        return self.joined_to and self.key._replace(goal=self.joined_to)


@dataclass(frozen=True)
class Joint:
    """How it stands in its commitment.

    `met_by`: the alternative that is met, where the goal itself is not. `lacking`: which goals of a commitment with
    beneficiaries are not met, itself included. Of the goals of one commitment only one is counted in a tally.
    """

    status: str
    met_by: Key | None = None
    instead: tuple[Key, ...] = ()
    lacking: tuple[Key, ...] = ()
    is_counted: bool = True


def joints_of(standings: Sequence[Standing]) -> dict[Key, Joint]:
    """Each goal's standing in its commitment. A goal whose partner has no target of the same years stands alone."""
    by_key = {one.key: one for one in standings}
    served, instead = defaultdict(list), defaultdict(list)
    for one in standings:
        if one.partner in by_key and one.joined_as == Joining.BENEFICIARIES:
            served[one.partner].append(one)
        elif one.partner in by_key and one.joined_as == Joining.ALTERNATIVE:
            instead[one.partner].append(one)
    joints = {one.key: _with_beneficiaries(one, served[one.key]) for one in standings}
    joints |= {
        one.key: Joint(one.status, is_counted=False) for beneficiaries in served.values() for one in beneficiaries
    }
    for first, others in instead.items():
        joints |= _either_or({key: joints[key] for key in (first, *(one.key for one in others))})
    return joints


def _with_beneficiaries(one: Standing, beneficiaries: Iterable[Standing]) -> Joint:
    """An output for beneficiaries is as far as what lags behind most."""
    judged = [each for each in (one, *beneficiaries) if each.status != Status.NONE]
    if len(judged) < 2:
        return Joint(one.status)
    lacking = tuple(each.key for each in judged if each.status not in MET)
    return Joint(max((each.status for each in judged), key=RANK.index), lacking=lacking)


def _either_or(joints: dict[Key, Joint]) -> dict[Key, Joint]:
    """The best of them speaks for all."""
    best = min(joints, key=lambda key: RANK.index(joints[key].status))
    is_met = joints[best].status in MET
    return {
        key: Joint(
            status=Status.MET if is_met and joint.status not in MET else joint.status,
            met_by=best if is_met and joint.status not in MET else None,
            instead=tuple(other for other in joints if other != key),
            lacking=() if is_met else joint.lacking,
            is_counted=key == best,
        )
        for key, joint in joints.items()
    }
