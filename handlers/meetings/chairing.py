"""主持人 and 记录人: who chaired a meeting and who kept its minutes, told in one line."""

from branch.refusal import Refusal
from branch.updates import MeetingChair
from handlers.kit import Turn, handles
from handlers.meetings.held import FORMERLY, told_of
from handlers.rolls.answers import answer
from handlers.rolls.rollbook import roster_for

EXAMPLE = "支委会主持人王芳，记录人李明"
WORDS = {"chair": "主持", "recorder": "记录"}


@handles(MeetingChair, help=f"记主持人、记录人，例如：{EXAMPLE}")
def note_chair(said: MeetingChair, turn: Turn) -> None:
    """Write down who chaired and who wrote; overheard it is noted without a word."""
    told = {name: getattr(said, name) for name in WORDS if getattr(said, name)}
    if not told:
        raise Refusal(f"主持人是哪一位？请连姓名一起说，例如：{EXAMPLE}")
    event = told_of(said, turn, example=EXAMPLE)
    if unknown := [name for name in told.values() if roster_for(turn, event).named(name) is None]:
        raise Refusal(f"{'、'.join(unknown)}当天不在名册上，没有登记。")
    before = {name: getattr(event, name) for name in told}
    for name, value in told.items():
        setattr(event, name, value)
    former = [f"{WORDS[name]} {old}" for name, old in before.items() if old not in ("", told[name])]
    answer(turn, event, before != told, f"{FORMERLY}{'、'.join(former)}" if former else "")
