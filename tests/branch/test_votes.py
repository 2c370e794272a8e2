"""Votes are counted and put beside the rule; what was not said is not made up."""

import pytest

from branch.kinds import event
from branch.people import Member, Standing
from branch.rolls import Tally
from branch.rules import Passing, Rules
from branch.votes import Vote, compared, too_many, voters

FULL = tuple(Member(n, f"党员{n}") for n in range(1, 11))
PROBATION = Member(11, "预备", standing=Standing.PROBATIONARY)
VISITOR = Member(12, "外来", here=False)
DUE = (*FULL, PROBATION, VISITOR)
ASSEMBLY, COMMITTEE = event("支部党员大会"), event("支部委员会会议")
HALF = Passing(source="支部工作条例 第十一条")


def vote(**said: object) -> Vote:
    return Vote(branch="b", event_id=1, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ayes": 12, "noes": 0, "abstentions": 1}, "赞成12 反对0 弃权1"),
        ({"ayes": 12, "matter": "接收王浩"}, "接收王浩：赞成12"),
        ({"unanimous": True}, "全体通过"),
        ({"unanimous": True, "ayes": 5}, "全体通过 赞成5"),
    ],
)
def test_only_what_was_said_is_shown(said: dict[str, object], words: str) -> None:
    assert vote(**said).words == words


def test_probationers_and_visitors_have_no_vote_in_the_branch_but_each_of_another_body_has() -> None:
    assert voters(ASSEMBLY, DUE) == 10 and voters(COMMITTEE, (*FULL[:4], VISITOR)) == 5


@pytest.mark.parametrize(
    ("ayes", "share"),
    [
        (5, "赞成5票，没有超过应到会有表决权10人的半数（支部工作条例 第十一条）"),
        (6, "赞成6票，超过应到会有表决权10人的半数（支部工作条例 第十一条）"),
    ],
)
def test_exactly_half_of_those_due_is_not_more_than_half(ayes: int, share: str) -> None:
    # six of seven who came said yes: what counts is who was due
    assert compared(vote(ayes=ayes), ASSEMBLY, Tally(DUE, present=FULL[:7]), HALF) == share


def test_the_share_is_the_branchs_own_number() -> None:
    two_thirds = Passing(more_than_percent=66)
    assert compared(vote(ayes=7), ASSEMBLY, Tally(DUE), two_thirds) == "赞成7票，超过应到会有表决权10人的66%"
    assert "没有超过" in compared(vote(ayes=6), ASSEMBLY, Tally(DUE), two_thirds)


def test_all_in_favour_counts_those_there_once_the_roll_is_complete() -> None:
    alike, rest = vote(unanimous=True), DUE[6:]
    assert compared(alike, ASSEMBLY, Tally(DUE, present=FULL[:6]), HALF) == ""
    told = compared(alike, ASSEMBLY, Tally(DUE, present=FULL[:6], leave=rest), HALF)
    assert told.startswith("赞成6票，超过应到会有表决权10人")


def test_without_a_rule_a_number_or_anybody_due_nothing_is_compared() -> None:
    assert compared(vote(ayes=6), COMMITTEE, Tally(FULL[:5]), Rules().votes.get(COMMITTEE.name)) == ""
    assert compared(vote(noes=1), ASSEMBLY, Tally(DUE), HALF) == ""
    assert compared(vote(ayes=6), ASSEMBLY, Tally(()), HALF) == ""


def test_more_votes_than_voters_are_pointed_out() -> None:
    came = Tally(DUE, present=FULL[:6], leave=DUE[6:])
    assert too_many(vote(ayes=6, noes=0), ASSEMBLY, came) == ""
    assert "合计7票，到会有表决权的只有6人" in too_many(vote(ayes=6, noes=1), ASSEMBLY, came)
    assert "合计11票，应到会有表决权的只有10人" in too_many(
        vote(ayes=11), ASSEMBLY, Tally(DUE, present=FULL[:3])
    )
