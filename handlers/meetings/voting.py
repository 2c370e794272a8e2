"""表决: the numbers of a vote, kept for each matter and put beside what the rule asks for."""

from branch.refusal import Refusal
from branch.updates import MeetingVote
from branch.votes import Vote
from handlers.kit import Turn, handles
from handlers.meetings.held import FORMERLY, told_of
from handlers.rolls.answers import answer
from storage import finding

EXAMPLE = "支委会表决：同意4票，反对0票，弃权1票"
LONGEST = 40


@handles(MeetingVote, help=f"记表决，例如：{EXAMPLE}")
def note_vote(said: MeetingVote, turn: Turn) -> None:
    """Write a vote down; the same matter told again replaces what was told before."""
    result = {"ayes": said.ayes, "noes": said.noes, "abstentions": said.abstentions}
    result["unanimous"] = bool(said.unanimous)
    if not said.unanimous and all(n is None for n in (said.ayes, said.noes, said.abstentions)):
        raise Refusal(f"表决的结果是多少？请连票数一起说，例如：{EXAMPLE}")
    event = told_of(said, turn, example=EXAMPLE)
    matter = said.matter.strip()[:LONGEST]
    vote = next((v for v in finding.votes(turn.session, event) if v.matter == matter), None)
    if vote is None:
        vote = Vote(branch=turn.branch.id, event_id=event.id or 0, matter=matter, noted_at=turn.now)
    former = vote.words if vote.id else ""
    changed = any(getattr(vote, name) != value for name, value in result.items())
    if changed:
        for name, value in (result | {"noted_by": turn.speaker.id, "noted_at": turn.now}).items():
            setattr(vote, name, value)
        turn.session.add(vote)
    answer(turn, event, changed, f"{FORMERLY}{former}" if changed and former else "")
