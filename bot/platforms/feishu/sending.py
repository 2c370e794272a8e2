"""One parcel on its way: edited in place, answered, or sent afresh, in the richest form that is taken."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.platform import AnswerLost, Parcel, SendFailed, Undeliverable
from bot.platforms.feishu.api import Api
from bot.platforms.feishu.cards import LADDER, Drawn, draw
from bot.platforms.feishu.errors import FormRefused, NotOffered, NotSetUp, TargetLost
from bot.platforms.feishu.escaping import shorten, tidy
from bot.platforms.feishu.files import Files
from bot.platforms.feishu.logbook import Logbook
from bot.platforms.feishu.tables import table_file

log = logging.getLogger(__name__)
MESSAGES = "/open-apis/im/v1/messages"
NOT_THIS_WAY = (TargetLost, NotOffered, NotSetUp)
"""Refused for good and surely not done: what cannot be edited or answered may still be said afresh."""
LOST_AT_MOST = 1000
Json = dict[str, Any]


class Sender:
    """Sends parcels. Nothing here repeats a call: patience is the outbox's, the dedupe key makes it safe."""

    def __init__(self, api: Api, files: Files, logbook: Logbook, urgent: bool) -> None:
        self._api, self._files, self._logbook, self._urgent = api, files, logbook, urgent
        self._lost_edits: dict[str, None] = {}
        """Parcels whose edit was not answered: done or not, after a second time it is said afresh."""

    async def send(self, parcel: Parcel) -> str:
        """Deliver a parcel with its files and return the message's id.

        Raises:
            AnswerLost, SendFailed, Undeliverable.
        """
        # Uploaded before anything is shown: a failing upload must not repeat the card.
        parcel, attached = await self._attached(parcel)
        id = await self._card(parcel)
        for place, uploaded in enumerate(attached):
            await self._create(parcel, uploaded, key(parcel.once, f"file {place}"))
        if parcel.urgent and parcel.private and self._urgent:
            await self._ring(parcel, id)
        return id

    async def _attached(self, parcel: Parcel) -> tuple[Parcel, list[Drawn]]:
        """Hand over what goes along. What is refused for good is said on the card."""
        try:
            return parcel, [await self._files.upload(content, name) for name, content in attachments(parcel)]
        except (Undeliverable, NotOffered, NotSetUp) as no:
            log.warning("feishu: the attachment of %s is not taken (%s)", parcel.once, no)
            self._logbook.refused(f"附件：{no}")
            told = (*parcel.card.lines, f"附件没能发出：{no}")
            return replace(parcel, card=parcel.card.model_copy(update={"file": None, "lines": told})), []

    async def _card(self, parcel: Parcel) -> str:
        """Go down the ladder until a form is accepted; say why each refused one was."""
        reasons: list[str] = []
        for step, form in enumerate(LADDER):
            drawn = draw(parcel, form)
            try:
                return await self._place(parcel, drawn, key(parcel.once, step))
            except FormRefused as no:
                reasons.append(f"{form}: {no}")
                log.warning("feishu: card %s refused as %s (%s)", parcel.once, form, no)
                self._logbook.refused(f"{form}: {no}")
        raise Undeliverable("平台拒绝了所有形式：" + "；".join(reasons))

    async def _place(self, parcel: Parcel, drawn: Drawn, uuid: str) -> str:
        if parcel.replaces and drawn.kind == "interactive":
            try:
                await self._edit(parcel, drawn)
            except NOT_THIS_WAY as lost:
                log.info("feishu: %s cannot be edited (%s), sent afresh", parcel.replaces, lost)
            else:
                return parcel.replaces
        if parcel.reply_to.startswith("om_"):
            try:
                return await self._reply(parcel, drawn, uuid)
            except NOT_THIS_WAY as lost:
                log.info("feishu: %s cannot be answered (%s), sent afresh", parcel.reply_to, lost)
        return await self._create(parcel, drawn, uuid)

    async def _edit(self, parcel: Parcel, drawn: Drawn) -> None:
        body = {"content": drawn.content}
        try:
            await self._api.call("PATCH", f"{MESSAGES}/{parcel.replaces}", lane=parcel.address, json=body)
        except AnswerLost as lost:
            if parcel.once in self._lost_edits:
                raise TargetLost(f"改不动，两次没有回答：{lost}") from lost
            self._lost_edits = dict(list(self._lost_edits.items())[-LOST_AT_MOST:]) | {parcel.once: None}
            raise

    async def _reply(self, parcel: Parcel, drawn: Drawn, uuid: str) -> str:
        path = f"{MESSAGES}/{parcel.reply_to}/reply"
        sent = await self._api.call("POST", path, lane=parcel.address, json=_body(drawn, uuid))
        return str(sent["message_id"])

    async def _create(self, parcel: Parcel, drawn: Drawn, uuid: str) -> str:
        to = {"receive_id_type": "open_id" if parcel.private else "chat_id"}
        body = _body(drawn, uuid) | {"receive_id": parcel.address}
        sent = await self._api.call("POST", MESSAGES, lane=parcel.address, params=to, json=body)
        if parcel.private and sent.get("chat_id"):
            self._logbook.is_private(str(sent["chat_id"]))
        return str(sent["message_id"])

    async def _ring(self, parcel: Parcel, id: str) -> None:
        """加急. The message itself has arrived: that it may not ring is no reason to send it again."""
        path = f"{MESSAGES}/{id}/urgent_app"
        whom = {"user_id_list": [parcel.address]}
        try:
            await self._api.call("PATCH", path, params={"user_id_type": "open_id"}, json=whom)
        except SendFailed as no:
            log.warning("feishu: not rung: %s", no)


def attachments(parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    """Name and content of what goes along: the ordered file, and a table too long for the card."""
    if parcel.file is not None and parcel.card.file:
        yield parcel.card.file.name, parcel.file
    if parcel.card.table and draw(parcel, LADDER[0]).shortened:
        yield f"{shorten(tidy(parcel.card.title), 40)}.csv", table_file(parcel.card.table, not parcel.private)


def key(once: str, what: int | str) -> str:
    """The dedupe key of one step of a parcel: fixed, and at most 50 characters whatever `once` is."""
    if what == 0:
        return once
    return hashlib.sha256(f"{once}/{what}".encode()).hexdigest()[:40]


def _body(drawn: Drawn, uuid: str) -> Json:
    return {"msg_type": drawn.kind, "content": drawn.content, "uuid": uuid}
