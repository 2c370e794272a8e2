"""What a line typed at the console asks for. The same lines make a story."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from difflib import get_close_matches

from branch.calendar import CHINA, DAY

SPOKEN = re.compile(r"(?P<who>[^\s:：>/]{1,30}?)\s*(?P<how>[:：>])\s*(?P<text>.*)", re.DOTALL)
NAME_LIKE = re.compile(r"[\u4e00-\u9fff·]{2,4}")
SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(分钟|小时|[mhdw天时日周分])")
UNITS = {"m": 1, "分": 1, "分钟": 1, "h": 60, "时": 60, "小时": 60}
UNITS |= {"d": 1440, "天": 1440, "日": 1440, "w": 10080, "周": 10080}
LONGEST = timedelta(days=3660)
COMMANDS = {
    "as": "/as 张三 —— 之后不写名字的行都算张三说的",
    "press": "/press 2 —— 按第 2 个按钮；张三: /press 2 由张三按；/press 2 原因=夜班 同时填表",
    "at": "/at 2026-11-30 09:00 —— 把时钟拨到那一刻",
    "after": "/after 3d —— 往后拨三天；还可以写 90m、4h、2w",
    "now": "/now —— 现在几点",
    "who": "/who —— 名册上有谁",
    "help": "/help —— 这一页",
    "reset": "/reset —— 清空，重新装入示例支部",
    "quit": "/quit —— 退出",
}


class Misspoken(Exception):
    """A line that means nothing here. The text says what would be right."""


class SaysNothing(Misspoken):
    """A name and no words behind it: nothing happens, and a story goes on."""


@dataclass(frozen=True)
class Say:
    """Somebody says something; `who` is "" for the member chosen with /as."""

    text: str
    who: str = ""
    private: bool = False


@dataclass(frozen=True)
class PressButton:
    """Somebody presses a button by its number; 0 asks which there are."""

    number: int
    who: str = ""
    private: bool = False
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """The clock is moved to a moment."""

    to: datetime


@dataclass(frozen=True)
class Word:
    """One of the other commands, with what stands behind it."""

    name: str
    rest: str = ""


Line = Say | PressButton | Move | Word


def read(line: str, names: Iterable[str], now: datetime, *, somebody: bool) -> Line | None:
    """Read one line; None for a blank line and a comment.

    `names`: everything a member is called by. `somebody`: whether /as has chosen a speaker for plain lines.
    Raises Misspoken for an unknown person or command.
    """
    line = line.strip("\ufeff\r\n\t ")
    if not line or line.startswith("#"):
        return None
    if line.startswith("/"):
        return _command(line, now)
    called = set(names)
    spoken = SPOKEN.fullmatch(line)
    if spoken and _is_person(spoken, called, somebody=somebody):
        return _spoken(spoken, called, now)
    if not somebody:
        raise Misspoken(f"这一行不知道是谁说的。请写 {_anyone(called)}: {line[:20]}，或先用 /as 选一个人。")
    return Say(_lines(line))


def _is_person(spoken: re.Match[str], called: set[str], *, somebody: bool) -> bool:
    """Whether what stands before the colon is meant as a person: 「时间：周五」 in a notice is not."""
    if spoken["who"] in called or not somebody:
        return True
    return spoken["how"] != "：" and NAME_LIKE.fullmatch(spoken["who"]) is not None


def _spoken(spoken: re.Match[str], called: set[str], now: datetime) -> Line:
    who, text, private = spoken["who"], spoken["text"], spoken["how"] == ">"
    if who not in called:
        raise Misspoken(f"名册上没有“{who}”。{_near(who, called)}用 /who 看名册。")
    if text.startswith("/"):
        command = _command(text, now)
        if not isinstance(command, PressButton):
            raise Misspoken(f"名字后面只能跟要说的话或 /press 编号，例如 {who}: /press 1。")
        return PressButton(command.number, who, private, command.form)
    if not text:
        raise SaysNothing(f"{who}没有说话。写成 {who}: 签到，或私下 {who}> 我的任务。")
    return Say(_lines(text), who, private)


def _command(line: str, now: datetime) -> Line:
    name, _, rest = line[1:].partition(" ")
    rest = rest.strip()
    if name == "at":
        return Move(_moment(rest, now))
    if name == "after":
        return Move(now + _span(rest))
    if name == "press":
        return _press(rest)
    if name in COMMANDS:
        return Word(name, rest)
    near = get_close_matches(name, COMMANDS, n=1, cutoff=0.4)
    right = f"是不是想写：{COMMANDS[near[0]]}" if near else f"可以用：{'、'.join('/' + c for c in COMMANDS)}"
    raise Misspoken(f"没有 /{name[:20]} 这个命令。{right}。")


def _press(rest: str) -> PressButton:
    number, *filled = rest.split() or ["0"]
    pairs = [part.partition("=") for part in filled]
    if not number.isdigit() or not all(sign and name for name, sign, _ in pairs):
        raise Misspoken(f"看不懂“/press {rest[:30]}”。写法：{COMMANDS['press']}。")
    return PressButton(int(number), form={name: value for name, _, value in pairs})


def moment(text: str, now: datetime | None = None) -> datetime:
    """A moment as people type it; without a zone it is China time. A bare 09:00 is the next one after `now`.

    Raises ValueError.
    """
    text = text.strip().replace("/", "-").replace("：", ":")
    if now is not None and re.fullmatch(r"\d{1,2}:\d{2}", text):
        at = datetime.combine(now.date(), time.fromisoformat(text.zfill(5)), CHINA)
        return at if at >= now else at + DAY
    text = re.sub(r"^(\d{4})-(\d{1,2})-(\d{1,2})", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    at = datetime.fromisoformat(re.sub(r"\s+(\d):", r" 0\1:", text))
    return at.replace(tzinfo=CHINA) if at.tzinfo is None else at.astimezone(CHINA)


def _moment(text: str, now: datetime) -> datetime:
    try:
        at = moment(text, now)
    except ValueError:
        raise Misspoken(f"看不懂时间“{text[:30]}”。写法：{COMMANDS['at']}。") from None
    if at < now:
        raise Misspoken(f"时钟只能往前拨，现在已经是 {now:%Y-%m-%d %H:%M}。")
    return _near_enough(at, now)


def _span(text: str) -> timedelta:
    parts = SPAN.findall(text)
    if not parts or SPAN.sub("", text).strip():
        raise Misspoken(f"看不懂“/after {text[:30]}”。写法：{COMMANDS['after']}。")
    minutes = sum(float(n) * UNITS[unit] for n, unit in parts)
    if minutes > LONGEST / timedelta(minutes=1):
        raise Misspoken("一次最多往后拨十年。")
    return timedelta(minutes=minutes)


def _near_enough(at: datetime, now: datetime) -> datetime:
    if at - now > LONGEST:
        raise Misspoken("一次最多往后拨十年。")
    return at


def _lines(text: str) -> str:
    """A line break inside a message is written as \\n."""
    return text.replace("\\n", "\n")


def _near(who: str, called: set[str]) -> str:
    near = get_close_matches(who, called, n=1, cutoff=0.5)
    return f"是不是{near[0]}？" if near else ""


def _anyone(called: set[str]) -> str:
    return "张三" if "张三" in called or not called else min(called)
