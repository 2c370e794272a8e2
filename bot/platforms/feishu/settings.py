"""What an administrator sets for Feishu."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class FeishuSettings:
    """One self-built app (企业自建应用).

    `domain` is the platform's address: Feishu, Lark, or any stand-in. `urgent` allows 加急 as the last step
    of the ladder. `monthly_calls` is the budget doctor compares with (free edition: 10,000 a month).
    `file_limit` is the largest file fetched from a chat, in bytes. `roll_hours` is how often the member
    lists are read again. `calendar` mirrors the meetings into the app's Feishu calendar.
    """

    app_id: str
    app_secret: str
    domain: str = "https://open.feishu.cn"
    connection: Literal["long"] = "long"
    urgent: bool = False
    monthly_calls: int = 10_000
    file_limit: int = 30 * 1024 * 1024
    roll_hours: float = 24
    calendar: bool = False


@dataclass(frozen=True)
class Patience:
    """How long we wait for what, in seconds; tests hold shorter ones.

    Feishu repeats an event that is not acknowledged within 3 s: `hear` leaves half a second of that,
    `answer` is when a press is told 已收到 rather than its outcome.
    """

    endpoint: float = 10.0
    hear: float = 2.5
    answer: float = 2.0
    call: float = 10.0
    stop: float = 5.0
    retry_first: float = 1.0
    retry_most: float = 60.0
    grace: float = 30.0
    """Added to two missed pings before a silent link counts as dead."""
