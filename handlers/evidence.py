"""佐证: photos and files belong to what the same person says with them, right before or right after.

A file that came with words, or shortly before them in the same chat, goes to the hazard, report or study
material of those words; one without words goes to the card it answers, else to what its sender has just
reported. Everything else in a chat is nobody's: it is neither fetched nor kept.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from branch.cards import Card
from branch.items import ItemState
from handlers import lines
from handlers.kit import Turn, UnitOfWork
from handlers.undo import undo_button
from storage import evidence, finding
from storage.evidence import Near
from storage.tables import Evidence, Journal

RECORD = re.compile(r"[THSM]\d+")
NAMED_AT_MOST = 3


def belongs(turn: Turn, ref: str) -> int:
    """Give a record the files of this message and of the minutes before it; say how many."""
    return _give(turn, evidence.loose(turn.session, _near(turn)), ref)


def sort_in(turn: Turn, about: str, changed: Iterable[str], *, alone: bool) -> bool:
    """Find out to what the files of this message belong, if its words did not take them; say so.

    `about`: the record of the card that was answered. `changed`: the records that the words changed.
    `alone`: there were no words. False if files are left that belong to nothing.
    """
    own = [one for one in evidence.loose(turn.session, _near(turn)) if one.cause == turn.heard.id]
    before = _just_reported(turn) if alone else ""
    ref = next((ref for ref in (*changed, about, before) if _is_there(turn, ref)), "")
    if not own or not ref:
        return not own
    _give(turn, own, ref)
    turn.reply(taken(turn, ref), subject=f"evidence {ref}")
    return True


def with_files(card: Card, work: UnitOfWork, ref: str) -> Card:
    """The card with a line on the photos and files of its record, if there are any."""
    words = counted(evidence.of_record(work.session, work.branch.id, ref))
    return card.model_copy(update={"lines": (*card.lines, words)}) if words else card


def counted(files: list[Evidence]) -> str:
    """照片 2 张 · 文件：验收单.pdf; "" for none."""
    photos = sum(one.kind == "image" for one in files)
    names = [one.name or "文件" for one in files if one.kind != "image"]
    more = f" 等 {len(names)} 份" if len(names) > NAMED_AT_MOST else ""
    parts = (
        f"照片 {photos} 张" if photos else "",
        f"文件：{'、'.join(names[:NAMED_AT_MOST])}{more}" if names else "",
    )
    return " · ".join(part for part in parts if part)


def _near(turn: Turn) -> Near:
    at, reach = turn.heard.sent_at, timedelta(minutes=turn.rules.evidence_minutes)
    return Near(turn.branch.id, turn.speaker.id, turn.heard.chat, at - reach, at)


def _give(turn: Turn, files: list[Evidence], ref: str) -> int:
    for one in files:
        one.about = ref
        if not one.sha256:  # else it is here already: it belonged to something that was taken back
            one.done_at, one.due_at, one.attempts, one.error = None, turn.now, 0, None
    turn.session.flush()
    return len(files)


def _is_there(turn: Turn, ref: str) -> bool:
    if not RECORD.fullmatch(ref):
        return False
    find = finding.item if ref[0] in "TH" else finding.event
    return find(turn.session, turn.branch.id, ref) is not None


def _just_reported(turn: Turn) -> str:
    """The hazard, the finished task or the study material that the speaker spoke of a moment ago."""
    said = evidence.done_there(turn.session, _near(turn))
    return next((line.ref for line in said if _is_report(line)), "")


def _is_report(line: Journal) -> bool:
    if line.record == "event":
        return line.ref.startswith("S")
    after = line.after or {}
    reported = after.get("state") in (ItemState.REPORTED.value, ItemState.CLOSED.value)
    return line.record == "item" and (reported or line.before is None and line.ref.startswith("H"))


def taken(turn: Turn, ref: str) -> Card:
    """The echo of files that came without words."""
    words = counted(evidence.of_record(turn.session, turn.branch.id, ref))
    item = finding.item(turn.session, turn.branch.id, ref)
    event = finding.event(turn.session, turn.branch.id, ref)
    name = lines.called(item) if item else f"{ref}「{event.title}」" if event and event.title else ref
    return Card(title=f"已归到 {name}：{words}", buttons=(undo_button(turn),), about=ref)


def whose() -> Card:
    """What somebody hears who sends the bot a file without a word."""
    return Card(
        title="收到，先放着。",
        lines=("接着说一声是什么就归到一起，例如：2号塔吊限位松动，A区；或：T12 已完成。",),
    )
