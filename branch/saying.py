"""How dates, names and counts are said in Chinese: names first, then the matter, then the date."""

from collections.abc import Iterable
from datetime import date, datetime

from branch.calendar import CHINA
from branch.people import Member

WEEK = "一二三四五六日"
DIGITS = "零一二三四五六七八九"
NEAR = {0: "今天", 1: "明天", 2: "后天"}


def weekday(day: date) -> str:
    """周一."""
    return f"周{WEEK[day.weekday()]}"


def on(day: date) -> str:
    """11月30日（周一）."""
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def short(day: date) -> str:
    """11月30日."""
    return f"{day.month}月{day.day}日"


def clock(moment: datetime) -> str:
    """15:00, in China time."""
    return f"{moment.astimezone(CHINA):%H:%M}"


def when(start: date | datetime | None) -> str:
    """11月30日（周一）15:00, or the day alone, or 待定."""
    if start is None:
        return "待定"
    if isinstance(start, datetime):
        return f"{on(start.astimezone(CHINA).date())}{clock(start)}"
    return on(start)


def soon(start: date | datetime, today: date) -> str:
    """The same, with 今天, 明天, 后天 before it where they help."""
    day = start.astimezone(CHINA).date() if isinstance(start, datetime) else start
    near = NEAR.get((day - today).days, "")
    if not near:
        return when(start)
    return f"{near}（{short(day)} {weekday(day)}）" + (clock(start) if isinstance(start, datetime) else "")


def stretch(first: date, last: date) -> str:
    """11月30日—12月6日."""
    return short(first) if first == last else f"{short(first)}—{short(last)}"


def names(people: Iterable[Member], most: int = 0) -> str:
    """张三、李四; with `most`, the rest as a count: 张三、李四等 5 人."""
    who = [m.name for m in people]
    if most and len(who) > most:
        return f"{'、'.join(who[:most])}等 {len(who)} 人"
    return "、".join(who)


def line(*parts: str) -> str:
    """王强 · 闸门安装方案评审 · 11月30日（周一）; empty parts are left out."""
    return " · ".join(part for part in parts if part)


def quoted(title: str) -> str:
    """「题目」, or nothing."""
    return f"「{title}」" if title else ""


def day_of(moment: date | datetime) -> date:
    """The day of a When, in China."""
    return moment.astimezone(CHINA).date() if isinstance(moment, datetime) else moment


DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEK, strict=True))


def repeated(rule: str) -> str:
    """A recurrence in words: 每天, 每周一、周五, 每月15日、最后一天; "" for once."""
    parts = dict(part.partition("=")[::2] for part in rule.removeprefix("rrule:").split(";") if part)
    every = parts.get("FREQ", "")
    if every == "WEEKLY":
        days = [DAYS[d] for d in parts.get("BYDAY", "").split(",") if d in DAYS]
        return "每周" + "、周".join(days)
    if every == "MONTHLY":
        said = ("最后一天" if d == "-1" else f"{d}日" for d in parts.get("BYMONTHDAY", "").split(",") if d)
        return "每月" + "、".join(said)
    return "每天" if every == "DAILY" else ""


def number_in(name: str) -> int:
    """The first Chinese numeral of a name, to order 第一党小组 before 第二; 99 without one."""
    return next((DIGITS.index(sign) for sign in name if sign in DIGITS), 99)
