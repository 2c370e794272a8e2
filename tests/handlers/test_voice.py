"""The bot's voice on work items, as plain text: every card of one small story is in tests/cards/tasks.txt.

To change a wording on purpose: run with ZHIBU_WRITE_CARDS=1 and read the difference before committing it.
"""

import os
from datetime import date, datetime
from pathlib import Path

from branch.calendar import CHINA
from branch.cards import Card
from branch.updates import (
    HazardFixed,
    HazardReport,
    NudgeSend,
    PledgeSign,
    Query,
    TaskAssign,
    TaskCancel,
    TaskDone,
    TaskExtend,
    TaskProgress,
    TaskTransfer,
    Undo,
    Update,
)
from tests.paper import PaperHouse

GOLDEN = Path(__file__).parent.parent / "cards" / "tasks.txt"
DUE = date(2026, 12, 4)
LATE = datetime(2026, 12, 8, 10, 0, tzinfo=CHINA)
STORY: tuple[tuple[str, Update], ...] = (
    ("陈敏", TaskAssign(title="闸门安装方案评审", owners=("王强",), helpers=("张三",), due=DUE)),
    ("陈敏", TaskAssign(title="夜班照明排查")),
    ("王强", TaskProgress(task="T1", percent=80, blocker="等监理签字", expected=date(2026, 12, 8))),
    ("王强", TaskExtend(task="T1", due=date(2026, 12, 7), reason="图纸没齐")),
    ("陈敏", TaskExtend(task="T1", due=date(2026, 12, 5))),
    ("王强", TaskExtend(task="T1")),
    ("王强", TaskDone(task="T1", note="资料已归档")),
    ("王强", Undo()),
    ("陈敏", TaskTransfer(task="T1", owners=("张三",))),
    ("赵小曼", HazardReport(place="A区", text="边坡有坍塌迹象", owners=("张三",))),
    ("张三", HazardFixed(hazard="H1", note="已放坡")),
    ("王磊", PledgeSign(title="廉洁从业承诺书")),
)
AFTERWARDS: tuple[tuple[str, Update], ...] = (
    ("陈敏", NudgeSend(task="T1")),
    ("张三", Query(about="tasks", people=("张三",))),
    ("陈敏", Query(about="tasks", status="overdue")),
    ("陈敏", TaskCancel(task="T2", reason="并入月检")),
)


async def test_every_card_of_the_story_reads_as_it_was_agreed(house: PaperHouse) -> None:
    for who, update in STORY:
        await house.means(who, update)
    await house.advance(LATE)
    for who, update in AFTERWARDS:
        await house.means(who, update)
    cards = [
        _shown(p.private, p.address, p.card) for p in house.platform.sent if _ours(p.card.about, p.card.title)
    ]
    told = "\n\n".join(cards) + "\n"
    if os.environ.get("ZHIBU_WRITE_CARDS"):
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def _ours(about: str, title: str) -> bool:
    """What other timers say in these days is told in files of their own."""
    return about[:1] in ("T", "H") or "任务" in title or "承诺书" in title or title.startswith("已")


def _shown(private: bool, address: str, card: Card) -> str:

    buttons = "".join(f"[{b.label}]" for b in card.pressables())
    head = f"—— {'私下给' + address if private else '群里'}"
    return "\n".join(part for part in (head, card.as_text(), buttons) if part)
