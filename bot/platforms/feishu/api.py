"""Calls to Feishu's HTTP API: one pooled client, one token, every refusal named.

The SDK's own client opens a connection per call and fetches its token with a blocking request inside the
event loop (0.93 s of standstill, measured), so only its frames are used and the calls are made here.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.platform import AnswerLost, SendFailed
from bot.platforms.feishu.errors import TOKEN_STALE, NoSuchCall, Trouble, failure
from bot.platforms.feishu.limits import Limits
from bot.platforms.feishu.settings import FeishuSettings, Patience

log = logging.getLogger(__name__)
TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"
TOKEN_MARGIN = 300.0
"""Seconds before its end at which a token is no longer used."""
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
Json = dict[str, Any]


def loopback(domain: str) -> bool:
    return urlsplit(domain).hostname in {"127.0.0.1", "localhost", "::1"}


class Api:
    """Everything we ask of the platform over HTTP. `counted` hears of every call, for the monthly budget."""

    def __init__(
        self,
        settings: FeishuSettings,
        limits: Limits,
        patience: Patience,
        counted: Callable[[httpx.Response], None] = lambda answer: None,
    ) -> None:
        self._settings, self._limits, self._counted = settings, limits, counted
        self._http = httpx.AsyncClient(
            base_url=settings.domain,
            timeout=patience.call,
            # A stand-in on this machine must not be looked for behind the company's proxy.
            trust_env=not loopback(settings.domain),
        )
        self._token, self._token_until = "", 0.0
        self._fetching = asyncio.Lock()

    async def call(self, method: str, path: str, *, lane: str = "", **request: Any) -> Json:
        """Ask the platform for something and return the `data` of its answer.

        Raises:
            AnswerLost: it may have been done. SendFailed: try later. Undeliverable: never.
        """
        await self._limits.turn(lane)
        answer = await self._authorised(method, path, request)
        trouble = trouble_in(answer)
        if trouble.code in TOKEN_STALE:
            self._token = ""
            answer = await self._authorised(method, path, request)
            trouble = trouble_in(answer)
        if trouble.code:
            raise failure(trouble)
        data: Json = answer.json().get("data") or {}
        # bot/v3/info answers beside `data`, not in it.
        return data or {k: v for k, v in answer.json().items() if k not in {"code", "msg"}}

    @asynccontextmanager
    async def stream(self, path: str, **request: Any) -> AsyncIterator[httpx.Response]:
        """Open a download.

        Raises:
            SendFailed, Undeliverable: as `call`.
        """
        await self._limits.turn()
        headers = {"Authorization": f"Bearer {await self.token()}"}
        try:
            async with self._http.stream("GET", path, headers=headers, **request) as answer:
                self._counted(answer)
                if answer.status_code != httpx.codes.OK:
                    await answer.aread()
                    trouble = trouble_in(answer)
                    if trouble.code in TOKEN_STALE:
                        self._token = ""  # the next try fetches another
                    raise failure(trouble)
                yield answer
        except httpx.TransportError as broken:
            raise SendFailed(f"下载中断：{type(broken).__name__}") from broken

    async def plain(self, path: str, body: Json, patience: float) -> httpx.Response:
        """Post without a token, outside the limits: how the long connection asks for its address."""
        return await self._http.post(path, json=body, headers={"locale": "zh"}, timeout=patience)

    async def token(self) -> str:
        """Return a tenant token that is good for a while; however many ask, it is fetched once.

        Raises:
            SendFailed: there is none to be had.
        """
        async with self._fetching:
            if not self._token or self._token_until <= asyncio.get_running_loop().time():
                await self._fetch_token()
            return self._token

    async def close(self) -> None:
        await self._http.aclose()

    async def _authorised(self, method: str, path: str, request: Json) -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self.token()}"}
        try:
            answer = await self._http.request(method, path, headers=headers, **request)
        except NOT_SENT as broken:
            raise SendFailed(f"连不上平台：{type(broken).__name__}") from broken
        except RuntimeError as closed:  # httpx says so of a client that was closed
            raise SendFailed("正在停止，下次启动再发") from closed
        except httpx.TransportError as broken:
            raise AnswerLost(f"没有等到平台的回答：{type(broken).__name__}") from broken
        self._counted(answer)
        return answer

    async def _fetch_token(self) -> None:
        body = {"app_id": self._settings.app_id, "app_secret": self._settings.app_secret}
        try:
            answer = await self._http.post(TOKEN, json=body)
            said = answer.json()
            if said.get("code"):
                raise SendFailed(f"取不到访问凭证：{said.get('code')} {said.get('msg', '')}")
            self._token = str(said["tenant_access_token"])
            lives = max(float(said.get("expire") or 7200) - TOKEN_MARGIN, 1.0)
        except (httpx.TransportError, ValueError, KeyError, TypeError, AttributeError) as broken:
            raise SendFailed(f"取不到访问凭证：{type(broken).__name__}") from broken
        self._token_until = asyncio.get_running_loop().time() + lives


def trouble_in(answer: httpx.Response) -> Trouble:
    """Read code and words of an answer; code 0 is none.

    Raises:
        AnswerLost: a gateway spoke, not the platform; what we asked may have been done.
        NoSuchCall: there is no such path, so it was not.
    """
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return Trouble(99991400, "too many requests", _asked_to_wait(answer))
    try:
        said = answer.json()
        code = int(said["code"])
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as odd:
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NoSuchCall("平台没有这个接口（404）") from odd
        raise AnswerLost(f"平台网关答了 {answer.status_code}") from odd
    if answer.status_code >= 500:
        raise AnswerLost(f"平台内部错误 {answer.status_code}（{code}）")
    return Trouble(code, str(said.get("msg", ""))[:200], _asked_to_wait(answer))


def _asked_to_wait(answer: httpx.Response) -> timedelta | None:
    seconds = answer.headers.get("x-ogw-ratelimit-reset") or answer.headers.get("retry-after") or ""
    return timedelta(seconds=float(seconds)) if seconds.replace(".", "", 1).isdigit() else None
