"""kill -9, again and again, in mid-work of a whole house; after each kill the file is examined.

The parent plays the platform: it pushes a message until it is acknowledged, one of each chat at a time, and
keeps one card per dedupe key. Its books and the house's must agree in the end.
"""

import asyncio
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import Session, col, func, select

from bot.app import real_clock
from branch.items import Holder, Item, Remark
from branch.people import Account, Branch, Membership, Person
from handlers.alarms import set_alarm
from handlers.kit import Surroundings, UnitOfWork
from storage.migrating import migrate
from storage.store import Store
from storage.tables import Fired, Inbox, Journal, Outbox
from tests.house.killed_child import NAME, live
from tests.people import BRANCH, SINCE, settle_in

SPEAKERS = 24
REMINDED = "到点了"
WRITTEN = ("已记下任务", "已记进展", "已撤销")
"""How answers begin after which something is in the books."""
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.house.killed_child"])


@dataclass
class Report:
    """What a run of kills has shown."""

    kills: int = 0
    messages: int = 0
    timers: int = 0
    cards: int = 0
    repeats: int = 0
    """Sends that the platform dropped because it knew their key."""
    wrong: list[str] = field(default_factory=list)


class PatientPlatform:
    """Outlives every replica."""

    def __init__(self, chats: dict[str, list[tuple[str, str]]]) -> None:
        self.chats = {who: list(said) for who, said in chats.items()}
        self.cards: dict[str, tuple[str, str]] = {}
        self.asked: Counter[str] = Counter()
        self.busy = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Attend to one replica until it dies."""
        say = partial(_say, writer)
        for who in self.chats:
            self._push(who, say)
        with suppress(ConnectionError):
            async for line in reader:
                if not line.endswith(b"\n"):
                    break
                self._hear(json.loads(line), say)
        writer.close()

    def _hear(self, said: dict[str, Any], say: Any) -> None:
        self.busy.set()
        if "ack" in said:
            who = said["ack"].partition(" ")[0]
            if self.chats[who] and self.chats[who][0][0] == said["ack"]:
                self.chats[who].pop(0)
            self._push(who, say)
        else:
            self.asked[said["once"]] += 1
            self.cards.setdefault(said["once"], (said["to"], said["text"]))
            say(sent=said["send"])

    def _push(self, who: str, say: Any) -> None:
        if self.chats[who]:
            id, text = self.chats[who][0]
            say(id=id, account=who, text=text)


def _say(writer: asyncio.StreamWriter, **said: Any) -> None:
    writer.write(json.dumps(said).encode() + b"\n")


def script(each: int) -> dict[str, list[tuple[str, str]]]:
    """What everybody says: progress on a task of his own, a new task now and then, every third taken back."""
    said: dict[str, list[tuple[str, str]]] = {}
    for k in range(SPEAKERS):
        who = f"s{k}"
        said[who] = list(_talk(who, k, each))
    return said


def _talk(who: str, k: int, each: int) -> Iterator[tuple[str, str]]:
    for n in range(each):
        new = n % 5 == 2 or n % 5 == 0
        yield f"{who} {n}", _order(_matter(k * each + n + 1)) if new else f"T{k + 1} 做了{n % 90 + 5}%"
        if n % 3 == 2:
            yield f"{who} {n} back", "撤销"


def _matter(number: int) -> str:
    """A matter so unlike all others that hardly any is taken for one of them."""
    dice = Random(number)
    return "".join(chr(dice.randint(0x5000, 0x9000)) for _ in range(6)) + "方案"


def _order(matter: str) -> str:
    return f"王强负责{matter}，12月10日前"


def furnish(s: Session, timers: int, seconds: float) -> None:
    """A branch whose speakers may give tasks, and one reminder after another over a span of seconds."""
    settle_in(s, platform=NAME)
    for k in range(SPEAKERS):
        person = Person(branch=BRANCH, name=f"主管{k}", post="主管")
        s.add(person)
        s.flush()
        assert person.id
        s.add(Membership(branch=BRANCH, person_id=person.id, since=SINCE, roles=["宣传委员"]))
        s.add(Account(platform=NAME, account=f"s{k}", branch=BRANCH, person_id=person.id))
        _own_task(s, k + 1, person.id)
    s.flush()
    _set_alarms(s, timers, seconds)


def _own_task(s: Session, number: int, person: int) -> None:
    item = Item(branch=BRANCH, number=number, title=f"{number}号墩台放样复核", made_at=real_clock())
    s.add(item)
    s.flush()
    assert item.id
    s.add(Holder(branch=BRANCH, item_id=item.id, person_id=person))
    s.get_one(Branch, BRANCH).counters = {"T": number}


def _set_alarms(s: Session, timers: int, seconds: float) -> None:
    branch, now = s.get_one(Branch, BRANCH), real_clock()
    work = UnitOfWork(now, s, branch, Surroundings(NAME))
    for n in range(timers):
        at = now + timedelta(seconds=3 + seconds * n / max(timers, 1))
        payload = {"text": f"{REMINDED}{n}", "people": [1], "by": 1, "audience": ""}
        set_alarm(work, "remind_himself", f"k{n}", at, payload=payload)


def torn(s: Session) -> list[str]:
    """What is half-written: a message ticked off without its effects, or effects without their message."""
    wrong = []
    sound = s.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    loose = s.connection().exec_driver_sql("PRAGMA foreign_key_check").first()
    if sound != "ok" or loose:
        wrong.append(f"the file is broken: {sound} {loose}")
    done = {row.id: row for row in s.exec(select(Inbox).where(col(Inbox.done_at).is_not(None)))}
    wrote = {id for id, row in done.items() if _said_it_wrote(row)}
    changed = set(s.exec(select(col(Journal.cause)).where(col(Journal.cause).is_not(None))))
    if changed != wrote:
        wrong.append(f"records and answers differ: {sorted(changed - wrote)}, {sorted(wrote - changed)}")
    answered = Counter(s.exec(select(Outbox.reply_to).where(Outbox.reply_to != "")))
    if answered != Counter(row.message_id for row in done.values()):
        wrong.append("answers and messages differ")
    fired = s.exec(select(func.count()).where(Fired.what == "remind_himself")).one()
    reminded = sum(REMINDED in row["title"] for row in s.exec(select(Outbox.card)))
    if fired != reminded:
        wrong.append(f"{fired} reminders fired, {reminded} written")
    return wrong + _unjournaled(s)


def _said_it_wrote(row: Inbox) -> bool:
    # the language may take an order for a word on another task, and be refused: then nothing is written
    return bool(row.outcome) and str((row.outcome or {})["title"]).startswith(WRITTEN)


def _unjournaled(s: Session) -> list[str]:
    """Records that are there without a line that made them, or made and not taken back and yet not there."""
    wrong = []
    for record in (Item, Remark):
        made = select(Journal.record_id).where(Journal.record == record.__tablename__)
        kept = made.where(
            col(Journal.before).is_(None), col(Journal.undone).is_(False), col(Journal.undoes).is_(None)
        )
        there = select(record.id).where(record.branch == BRANCH)
        own = there.where(col(Item.number) > SPEAKERS) if record is Item else there
        if Counter(s.exec(kept)) != Counter(s.exec(own)):
            wrong.append(f"{record.__tablename__}s and their journal differ")
    return wrong


def unfinished(s: Session) -> bool:
    """Whether anything is still to be done."""
    queues = (Inbox, Outbox)
    return any(s.exec(select(q.id).where(col(q.done_at).is_(None)).limit(1)).first() for q in queues)


async def kill_again_and_again(folder: Path, kills: int, each: int, timers: int) -> Report:
    """Kill a house this many times while it works, let the last one finish, and compare the books."""
    url, socket, dice = f"sqlite:///{folder}/k.db", f"{folder}/socket", Random(29)
    store = Store(url)
    migrate(store)
    store.now(partial(furnish, timers=timers, seconds=kills * 0.4))
    chats = script(each)
    platform, report = PatientPlatform(chats), Report()
    server = await asyncio.start_unix_server(platform.serve, socket)
    for _ in range(kills):
        await _one_life(url, socket, platform, dice.uniform(0, 0.35))
        report.kills += any(platform.chats.values()) or _reminded(platform) < timers or store.now(unfinished)
        report.wrong += [found for found in store.now(torn) if found not in report.wrong]
    await _last_life(url, socket, platform, store, timers)
    server.close()
    report.messages, report.timers, report.cards = sum(map(len, chats.values())), timers, len(platform.cards)
    report.repeats = sum(platform.asked.values()) - len(platform.asked)
    report.wrong += store.now(torn) + store.now(
        partial(differs, platform=platform, chats=chats, timers=timers)
    )
    store.close()
    return report


async def _one_life(url: str, socket: str, platform: PatientPlatform, seconds: float) -> None:
    """Start a replica, let it get busy, and kill it."""
    platform.busy.clear()
    child = processes.Process(target=live, args=(url, socket))
    child.start()
    try:
        await asyncio.wait_for(platform.busy.wait(), 60)
        await asyncio.sleep(seconds)
    finally:
        child.kill()
        await asyncio.to_thread(child.join)


async def _last_life(url: str, socket: str, platform: PatientPlatform, store: Store, timers: int) -> None:
    child = processes.Process(target=live, args=(url, socket))
    child.start()
    try:
        async with asyncio.timeout(600):
            while (
                any(platform.chats.values()) or _reminded(platform) < timers or await store.read(unfinished)
            ):
                await asyncio.sleep(0.1)
    finally:
        child.kill()
        await asyncio.to_thread(child.join)


def _reminded(platform: PatientPlatform) -> int:
    return len({text for _, text in platform.cards.values() if REMINDED in text})


def differs(
    s: Session, platform: PatientPlatform, chats: dict[str, list[tuple[str, str]]], timers: int
) -> list[str]:
    """Where the platform's books, the house's and the script do not agree."""
    said = [id for talk in chats.values() for id, _ in talk]
    rows = list(s.exec(select(Inbox)))
    wrong = []
    if Counter(row.message_id for row in rows) != Counter(said) or not all(row.done_at for row in rows):
        wrong.append("lost or doubled messages")
    if sum(map(_said_it_wrote, rows)) < 0.8 * len(said):
        wrong.append("too few messages wrote anything: this run proves nothing")
    fates = {row.once: row.fate for row in s.exec(select(Outbox))}
    sent = {once for once, fate in fates.items() if fate == "sent"}
    # one that left just before a kill and was overtaken by a newer card of its subject is shown all the same
    known = {once for once, fate in fates.items() if fate in ("sent", "superseded")}
    if known != set(fates) or not sent <= set(platform.cards) <= known:
        wrong.append(
            f"cards written and cards shown differ: {Counter(fates.values())}, {len(platform.cards)}"
        )
    shown = Counter(text for _, text in platform.cards.values())
    reminders = {text: n for text, n in shown.items() if REMINDED in text}
    if len(reminders) != timers or set(reminders.values()) - {1}:
        wrong.append(f"lost or doubled reminders: {len(reminders)}")
    if any(n > 1 for text, n in shown.items() if text.startswith("已记下任务")):
        wrong.append("doubled echoes")
    return wrong
