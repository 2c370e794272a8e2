"""The branch's meetings in the app's own Feishu calendar: one way, by comparing, beside everything else.

Each minute what should be shown is compared with what was last shown; only differences cost calls. What
fails is tried again, later and later. Nothing is ever read back: the register is ours.
"""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from bot.platform import Books, Entry, Meeting, SendFailed
from bot.platforms.feishu.api import Api
from bot.platforms.feishu.errors import TargetLost

log = logging.getLogger(__name__)
CALENDARS = "/open-apis/calendar/v4/calendars"
TICK = 60.0
LONGEST_WAIT = 6 * 3600.0
USUALLY = timedelta(hours=1)
"""How long a meeting lasts whose end nobody told."""
ZONE = "Asia/Shanghai"
NOTE = "由支部通登记；改期和取消请在支部群里说。"
USERS = {"user_id_type": "open_id"}
Json = dict[str, Any]


class Agenda:
    """Keeps one calendar like the books."""

    def __init__(self, api: Api, books: Books) -> None:
        self._api, self._books = api, books
        self._calendar = ""
        self._waits: dict[int, tuple[float, float]] = {}
        """Entry -> (how long it waits after a failure, until when)."""

    async def keep(self, up: asyncio.Event) -> None:
        """Compare each minute while the link is up, for ever."""
        while True:
            await up.wait()
            try:
                await self.compare(asyncio.get_running_loop().time())
            except Exception:  # whatever it is: the bot's own work does not depend on a calendar
                log.exception("feishu: the calendar was not compared")
            await asyncio.sleep(TICK)

    async def compare(self, now: float) -> None:
        """Put right whatever differs; `now` (seconds) decides what failed too lately to be tried again.

        Raises StorageTrouble.
        """
        for entry in await self._books.agenda():
            waited, until = self._waits.get(entry.id, (TICK / 2, now))
            if until > now or entry.meeting and entry.shown == _note(entry.meeting):
                continue
            try:
                await self._put_right(entry)
                self._waits.pop(entry.id, None)
            except SendFailed as no:
                log.warning("feishu: a meeting is not in the calendar as it should be: %s", no)
                self._calendar = ""  # it may be the calendar itself that is gone: asked for again
                waits = min(waited * 2, LONGEST_WAIT)
                self._waits[entry.id] = waits, now + waits

    async def _put_right(self, entry: Entry) -> None:
        events = f"{CALENDARS}/{await self._own()}/events"
        try:
            if entry.meeting is None:
                await self._api.call("DELETE", f"{events}/{entry.there}")
                await self._books.entered(entry.id, "", "")
            else:
                await self._show(events, entry, entry.meeting)
        except TargetLost:  # somebody took it away: a meeting that takes place is put in again next time
            await self._books.entered(entry.id, "", "")

    async def _show(self, events: str, entry: Entry, meeting: Meeting) -> None:
        shown = json.loads(entry.shown) if entry.shown else {}
        body, there = _body(meeting), entry.there
        if not there:
            once = {"idempotency_key": entry.once}
            made = await self._api.call("POST", events, params=once | USERS, json=body)
            there = str(made["event"]["event_id"])
        elif shown.get("body") != body:
            await self._api.call("PATCH", f"{events}/{there}", params=USERS, json=body)
        invited = set(shown.get("accounts", []))
        # noted at once: should inviting fail, the next try must not begin from the start
        await self._books.entered(entry.id, there, _note(meeting, invited))
        await self._invite(f"{events}/{there}/attendees", invited, set(meeting.accounts))
        await self._books.entered(entry.id, there, _note(meeting))

    async def _invite(self, attendees: str, before: set[str], now: set[str]) -> None:
        if new := _people(now - before):
            await self._api.call("POST", attendees, params=USERS, json={"attendees": new})
        if gone := _people(before - now):
            await self._api.call("POST", f"{attendees}/batch_delete", params=USERS, json={"delete_ids": gone})

    async def _own(self) -> str:
        """The app's own calendar; it is there from the beginning."""
        if not self._calendar:
            said = await self._api.call("POST", f"{CALENDARS}/primary")
            try:
                self._calendar = str(said["calendars"][0]["calendar"]["calendar_id"])
            except (KeyError, IndexError, TypeError) as odd:
                raise SendFailed("应用的日历读不到") from odd
        return self._calendar


def _people(accounts: set[str]) -> list[Json]:
    return [{"type": "user", "user_id": one} for one in sorted(accounts)]


def _body(meeting: Meeting) -> Json:
    if isinstance(meeting.starts, datetime):
        ends = meeting.ends or meeting.starts + USUALLY
        times = {"start_time": _moment(meeting.starts), "end_time": _moment(ends)}
    else:
        day = {"date": meeting.starts.isoformat()}
        times = {"start_time": day, "end_time": day}
    return times | {
        "summary": meeting.title,
        "description": NOTE,
        "location": {"name": meeting.place},
        "attendee_ability": "can_see_others",
        "reminders": [{"minutes": 30}],
    }


def _moment(at: datetime) -> Json:
    return {"timestamp": str(int(at.timestamp())), "timezone": ZONE}


def _note(meeting: Meeting, invited: set[str] | None = None) -> str:
    """What an entry shows, as it is compared; `invited`: those who are in it, if not yet all who should."""
    accounts = sorted(meeting.accounts if invited is None else invited)
    return json.dumps({"body": _body(meeting), "accounts": accounts}, ensure_ascii=False, sort_keys=True)
