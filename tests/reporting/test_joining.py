"""Goals of one commitment: either of them suffices, or an output counts only with its beneficiaries."""

import pytest

from plans.choices import Joining
from reporting.choices import Status
from reporting.joining import RANK, Joint, Key, Standing, joints_of

FIRST, SECOND, THIRD = Key(1, 2024, 2024), Key(2, 2024, 2024), Key(3, 2024, 2024)


def alternatives(*statuses):
    """Goals of which any suffices; the others are joined to the first."""
    keys = [FIRST, SECOND, THIRD][: len(statuses)]
    return [Standing(FIRST, statuses[0])] + [
        Standing(key, status, FIRST.goal, Joining.ALTERNATIVE)
        for key, status in zip(keys[1:], statuses[1:], strict=True)
    ]


def output(status, *beneficiaries):
    return [Standing(FIRST, status)] + [
        Standing(key, each, FIRST.goal, Joining.BENEFICIARIES)
        for key, each in zip([SECOND, THIRD], beneficiaries, strict=False)
    ]


def test_a_goal_that_is_not_joined_stands_alone():
    assert joints_of([Standing(FIRST, Status.BEHIND)]) == {FIRST: Joint(Status.BEHIND)}


def test_the_others_are_met_by_the_one_that_is():
    assert joints_of(alternatives(Status.BEHIND, Status.MET)) == {
        FIRST: Joint(Status.MET, met_by=SECOND, instead=(SECOND,), is_counted=False),
        SECOND: Joint(Status.MET, instead=(FIRST,)),
    }


def test_what_is_met_by_itself_keeps_its_own_word():
    joints = joints_of(alternatives(Status.MET, Status.EXCEEDED, Status.NO_DATA))

    assert [(joint.status, joint.met_by, joint.is_counted) for joint in joints.values()] == [
        (Status.MET, None, False),
        (Status.EXCEEDED, None, True),
        (Status.MET, SECOND, False),
    ]


def test_while_none_is_met_each_keeps_its_word_and_the_best_is_counted():
    joints = joints_of(alternatives(Status.MISSED, Status.NO_DATA, Status.BEHIND))

    assert [(joint.status, joint.is_counted) for joint in joints.values()] == [
        (Status.MISSED, False),
        (Status.NO_DATA, True),
        (Status.BEHIND, False),
    ]


@pytest.mark.parametrize(
    ("classes", "cooperatives", "commitment", "lacking"),
    [
        (Status.MET, Status.MET, Status.MET, ()),
        (Status.EXCEEDED, Status.MET, Status.MET, ()),
        (Status.EXCEEDED, Status.EXCEEDED, Status.EXCEEDED, ()),
        (Status.MET, Status.BEHIND, Status.BEHIND, (SECOND,)),
        (Status.MISSED, Status.MET, Status.MISSED, (FIRST,)),
        (Status.NO_DATA, Status.MISSED, Status.MISSED, (FIRST, SECOND)),
        (Status.MET, Status.NONE, Status.MET, ()),
        (Status.NONE, Status.BEHIND, Status.NONE, ()),
    ],
)
def test_an_output_is_as_far_as_what_lags_behind_most(classes, cooperatives, commitment, lacking):
    joints = joints_of(output(classes, cooperatives))

    assert joints == {FIRST: Joint(commitment, lacking=lacking), SECOND: Joint(cooperatives, is_counted=False)}


def test_an_alternative_can_have_beneficiaries_of_its_own():
    standings = [
        Standing(FIRST, Status.BEHIND),
        Standing(SECOND, Status.MET, FIRST.goal, Joining.ALTERNATIVE),
        Standing(THIRD, Status.BEHIND, SECOND.goal, Joining.BENEFICIARIES),
    ]

    lagging = joints_of(standings)
    complete = joints_of([*standings[:2], standings[2]._replace(status=Status.MET)])

    assert [joint.met_by for joint in lagging.values()] == [None, None, None]
    assert [joint.met_by for joint in complete.values()] == [SECOND, None, None]


def test_another_span_is_another_commitment():
    later = SECOND._replace(first_year=2025, last_year=2025)
    standings = [Standing(FIRST, Status.MISSED), Standing(later, Status.MET, FIRST.goal, Joining.ALTERNATIVE)]

    assert joints_of(standings) == {FIRST: Joint(Status.MISSED), later: Joint(Status.MET)}


def test_every_word_has_its_rank():
    assert set(RANK) == set(Status)
