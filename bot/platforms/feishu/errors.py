"""What Feishu's refusals mean for us: try again, try otherwise, or never again.

The SDK's own classify_error is not used: it files the rate limit 230020 under "target revoked" and the rate
limit 99991400 under "denied".
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.platform import SendFailed, Undeliverable

TOKEN_STALE = {99991661, 99991663, 99991664, 99991668}
SLOW_DOWN = {230020, 99991400, 230049, 11232, 190004, 190005, 190010}
NOT_SET_UP = {
    230006: "应用没有启用机器人能力",
    230027: "应用缺少权限",
    99991672: "应用缺少权限",
    99991679: "应用缺少权限",
}
GONE = {
    230002: "机器人已不在群里",
    230013: "对方不在应用的可用范围内，或已离职",
    230018: "群设置不允许机器人发言",
    230029: "对方已离职",
    230034: "收信人不存在",
    230035: "机器人在群里被禁言",
    230038: "不能给外部联系人发消息",
    230053: "对方停用了机器人",
    232009: "群已解散",
}
AUDITED = {230022: "内容含敏感词，平台未予发送", 230028: "内容疑似含手机号等个人信息，平台未予发送"}
REFUSED = {230001, 230025, 230055, 230099, 200380, 200550, 200621, 200861}
"""The content's form is refused: a simpler form may pass."""
TARGET_LOST = {230011, 230110, 230031, 200310, 230050, 230019, 193000, 193001, 193003}
"""What we answer or edit is recalled, deleted, too old or not ours: a fresh message may pass.
193001 is a calendar's entry that is not found; its neighbours are taken alike (from memory)."""
NO_SUCH_CALL = 404
ADMIN_PAUSE = timedelta(minutes=10)
SLOW_PAUSE = timedelta(seconds=2)


@dataclass(frozen=True)
class Trouble:
    """What the platform answered instead of yes."""

    code: int
    said: str
    after: timedelta | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.said}".strip()


class FormRefused(Undeliverable):
    """The form of what we sent is refused; nothing was shown to anybody."""


class TargetLost(Undeliverable):
    """The message to answer or edit is no longer there for us."""


class NotOffered(SendFailed):
    """This platform has no such call, or refuses it in words we do not know: nothing was done."""


class NoSuchCall(NotOffered):
    """There is no such call here at all."""


class NotSetUp(SendFailed):
    """The app lacks an ability or a scope; an administrator can switch it on."""


def failure(trouble: Trouble) -> SendFailed:
    """Say which kind of failure a refusal is. Sub-codes of 230099 are read from its words."""
    code = trouble.code
    if code in SLOW_DOWN or "card action is lock" in trouble.said:
        return SendFailed(f"平台要求放慢（{code}）", after=trouble.after or SLOW_PAUSE)
    if code in NOT_SET_UP:
        return NotSetUp(f"{NOT_SET_UP[code]}（{code}），请运行 zhibu doctor", after=ADMIN_PAUSE)
    if code in GONE or code in AUDITED:
        return Undeliverable(f"{(GONE | AUDITED)[code]}（{code}）")
    if code in TARGET_LOST:
        return TargetLost(str(trouble))
    if code in REFUSED or code // 10_000 == 23:
        return FormRefused(str(trouble))
    if code == NO_SUCH_CALL:
        return NoSuchCall(f"平台没有这个接口（{trouble}）")
    return NotOffered(f"平台没有接受：{trouble}", after=trouble.after)
