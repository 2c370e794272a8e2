"""The stand-in's calendar: the app's own one, its entries, and who is invited to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.feishu.standin_http import No, Request
from tests.platforms.feishu.standin_world import World

Json = dict[str, Any]
OWN = "feishu.cn_standin@group.calendar.feishu.cn"
FIELDS = {
    "summary",
    "description",
    "need_notification",
    "start_time",
    "end_time",
    "visibility",
    "attendee_ability",
    "free_busy_status",
    "location",
    "color",
    "reminders",
}


@dataclass
class Entry:
    id: str
    body: Json
    invited: list[str] = field(default_factory=list)
    deleted: bool = False


class Calendar:
    def __init__(self, world: World) -> None:
        self.world = world
        self.all: list[Entry] = []
        self._keys: dict[str, Entry] = {}

    @property
    def entries(self) -> list[Entry]:
        """What people see."""
        return [entry for entry in self.all if not entry.deleted]

    def routes(self) -> list[tuple[str, str, str, Callable[..., Any]]]:
        at, scope = "/open-apis/calendar/v4/calendars", "calendar:calendar"
        one = f"{at}/([^/]+)/events/([^/]+)"
        return [
            ("POST", f"{at}/primary", scope, self.primary),
            ("POST", f"{at}/([^/]+)/events", scope, self.create),
            ("PATCH", one, scope, self.patch),
            ("DELETE", one, scope, self.delete),
            ("POST", f"{one}/attendees", scope, self.invite),
            ("POST", f"{one}/attendees/batch_delete", scope, self.uninvite),
        ]

    def primary(self, request: Request) -> Json:
        return {"calendars": [{"calendar": {"calendar_id": OWN, "type": "primary"}, "user_id": "app"}]}

    def create(self, request: Request, calendar: str) -> Json:
        self._ours(calendar)
        body, key = self._checked(request.json()), request.query.get("idempotency_key", "")
        if not {"start_time", "end_time"} <= body.keys():
            raise No(190002, "invalid parameters in request")
        entry = self._keys.get(key) or Entry(self.world.id("event"), body)
        if key:
            self._keys[key] = entry
        if entry not in self.all:
            self.all.append(entry)
        return {"event": {"event_id": entry.id} | entry.body}

    def patch(self, request: Request, calendar: str, id: str) -> Json:
        entry = self._there(calendar, id)
        entry.body |= self._checked(request.json())
        return {"event": {"event_id": id} | entry.body}

    def delete(self, request: Request, calendar: str, id: str) -> Json:
        self._there(calendar, id).deleted = True
        return {}

    def invite(self, request: Request, calendar: str, id: str) -> Json:
        entry = self._there(calendar, id)
        asked = [one["user_id"] for one in request.json()["attendees"]]
        if not all(self.world.by_open_id(one) for one in asked):
            raise No(190002, "invalid parameters in request: user_id")
        entry.invited += [one for one in asked if one not in entry.invited]
        return {"attendees": []}

    def uninvite(self, request: Request, calendar: str, id: str) -> Json:
        entry = self._there(calendar, id)
        gone = [one["user_id"] for one in request.json()["delete_ids"]]
        entry.invited = [one for one in entry.invited if one not in gone]
        return {}

    def _ours(self, calendar: str) -> None:
        if calendar != OWN:
            raise No(191001, "invalid calendar_id")

    def _there(self, calendar: str, id: str) -> Entry:
        self._ours(calendar)
        entry = next((one for one in self.all if one.id == id), None)
        if entry is None:
            raise No(193000, "event not found")
        if entry.deleted:
            raise No(193003, "event is deleted")
        return entry

    def _checked(self, body: Json) -> Json:
        if unknown := body.keys() - FIELDS:
            raise No(190002, f"invalid parameters in request: {unknown}")
        for name in ("start_time", "end_time"):
            at = body.get(name, {"date": ""})
            if not ({"date"} == at.keys() or {"timestamp", "timezone"} == at.keys()):
                raise No(190002, f"invalid parameters in request: {name}")
        return body
