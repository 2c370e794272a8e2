"""Faults on demand: the next call that fits goes wrong as told."""

import asyncio
from dataclasses import dataclass, field

from tests.platforms.feishu.standin_http import Answer, Hangup, Request


@dataclass
class Fault:
    """`done`: what was asked still happens. `hold`: the call waits for it first."""

    path: str
    method: str = ""
    times: int = 1
    code: int = 0
    said: str = ""
    status: int = 400
    headers: dict[str, str] = field(default_factory=dict)
    html: bool = False
    absent: bool = False
    """There is no such path here: what a gateway says of an endpoint it does not know."""
    lost: bool = False
    done: bool = False
    hold: asyncio.Event | None = None

    def fits(self, request: Request) -> bool:
        return self.times > 0 and self.path in request.path and self.method in ("", request.method)

    def answer(self) -> Answer:
        """The wrong answer. Raises Hangup if there is to be none."""
        if self.lost:
            raise Hangup
        if self.html:
            return Answer(b"<html><body>502 Bad Gateway</body></html>", 502)
        if self.absent:
            return Answer(b"404 page not found", 404)
        return Answer({"code": self.code, "msg": self.said}, self.status, self.headers)


class Faults:
    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def plan(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def next(self, request: Request) -> Fault | None:
        for fault in self.planned:
            if fault.fits(request):
                fault.times -= 1
                return fault
        return None
