"""The books as a platform may consult them: little questions, each in a transaction of its own."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from sqlmodel import Session, col, select

from bot import mirroring
from bot.platform import Entry, Narrow
from branch.calendar import CHINA
from branch.people import Branch, Chat, Person
from storage import finding
from storage.sharing import Crowded, pass_through, spend
from storage.store import Store


class Consulted:
    """Answers for one platform. `home` is the branch of chats that nobody knows yet.

    `clocks`: the house's, which a rehearsal may hurry, and the machine's, by which turns are taken.
    """

    def __init__(
        self,
        store: Store,
        clocks: tuple[Callable[[], datetime], Callable[[], datetime]],
        platform: str,
        home: str,
    ) -> None:
        self.store, self.platform, self.home = store, platform, home
        self.clock, self.machine = clocks

    def moment(self) -> datetime:
        """The house's own time."""
        return self.clock()

    async def mobiles(self, chat: str) -> dict[str, str]:
        """Mobile -> roster name, of those in the chat's branch whose account is still unknown.

        Raises StorageTrouble.
        """
        asked = partial(unknown_mobiles, chat=(self.platform, chat), home=self.home, today=self._today())
        return await self.store.run(asked)

    async def agenda(self) -> list[Entry]:
        """What the platform's calendar should show.

        Raises StorageTrouble.
        """
        return await self.store.run(partial(mirroring.agenda, platform=self.platform, today=self._today()))

    async def entered(self, id: int, there: str, shown: str) -> None:
        """Note what the platform's calendar shows of a meeting now.

        Raises StorageTrouble.
        """
        now = partial(mirroring.entered, platform=self.platform, id=id, there=there, shown=shown)
        await self.store.run(now)

    async def turn(self, places: tuple[Narrow, ...], patience: float) -> float | None:
        """Take the next place in the queues that all replicas share; return the seconds until it comes.

        None if that were later than `patience` seconds. Nothing is queued for on SQLite, which has one bot
        only (bot/alone.py). Raises StorageTrouble.
        """
        if self.store.alone:
            return 0.0
        now = self.machine().timestamp()
        try:
            return await self.store.run(partial(self._turn, places=places, now=now, latest=now + patience))
        except Crowded:
            return None

    def _turn(self, s: Session, places: tuple[Narrow, ...], now: float, latest: float) -> float:
        moments = [
            pass_through(s, (self.platform, place.name), (place.every, place.burst), now, latest)
            for place in places
        ]
        return max(moments, default=now) - now

    async def spent(self, month: str, calls: int) -> int:
        """Add calls to a month's count; return what all replicas have spent together.

        Raises StorageTrouble.
        """
        return await self.store.run(partial(spend, platform=self.platform, month=month, calls=calls))

    def _today(self) -> date:
        return self.clock().astimezone(CHINA).date()


def unknown_mobiles(s: Session, chat: tuple[str, str], home: str, today: date) -> dict[str, str]:
    """The mobile numbers of those on the roster without an account; a number of two people is nobody's."""
    known = s.get(Chat, chat)
    branch = s.get(Branch, known.branch if known else home)
    if branch is None:
        return {}
    bound = finding.accounts(s, branch, chat[0])
    missing = {m.id: m.name for m in finding.roster(s, branch, today) if m.id not in bound}
    having = select(Person).where(Person.branch == branch.id, Person.mobile != "")
    people = s.exec(having.where(col(Person.id).in_(missing))).all()
    numbers = [p.mobile for p in people]
    return {p.mobile: p.name for p in people if numbers.count(p.mobile) == 1}
