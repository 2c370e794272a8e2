"""What the language may know when it reads a message: people and open things, as of that moment."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Somebody:
    """A person of the roster as speech knows him."""

    name: str
    role: str = "党员"
    aliases: tuple[str, ...] = ()
    group: str = ""
    post: str = ""


@dataclass(frozen=True)
class OpenTask:
    id: str
    title: str
    owners: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True)
class NearMeeting:
    id: str
    kind: str
    start: date | datetime
    title: str = ""
    place: str = ""


@dataclass(frozen=True)
class OpenStudy:
    id: str
    title: str
    due: date | None = None


@dataclass(frozen=True)
class OpenHazard:
    id: str
    title: str
    owner: str = ""


@dataclass(frozen=True)
class Called:
    """Somebody whom the platform's own @ named: how it shows him, and who of the roster he is."""

    shown: str
    name: str


@dataclass(frozen=True)
class Context:
    """Everything an utterance may lean on. `now` is when it was said (aware, Asia/Shanghai), never the clock.

    `about` is the id of the record whose card is being replied to, if any. `mentioned` are those whom the
    platform's own @ named, in the order of the text.
    """

    now: datetime
    sender: str
    addressed: bool
    roster: tuple[Somebody, ...] = ()
    tasks: tuple[OpenTask, ...] = ()
    meetings: tuple[NearMeeting, ...] = ()
    studies: tuple[OpenStudy, ...] = ()
    hazards: tuple[OpenHazard, ...] = ()
    about: str = ""
    mentioned: tuple[Called, ...] = ()
