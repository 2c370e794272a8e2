"""How an item is said in one line: names first, then the matter, then the date."""

from collections.abc import Iterable
from datetime import date, datetime

from branch.calendar import CHINA
from branch.items import Item, ItemState
from branch.people import Member

WEEK = "一二三四五六日"
STATES = {
    ItemState.OPEN: "进行中",
    ItemState.REPORTED: "待销号",
    ItemState.CLOSED: "已销号",
    ItemState.CANCELLED: "已取消",
}
PRIVATE_HINT = "有进展或困难，直接说一声就行，例如：{ref} 做了一半，等图纸"


def on(day: date) -> str:
    """11月30日（周一）."""
    return f"{day.month}月{day.day}日（周{WEEK[day.weekday()]}）"


def at(moment: datetime) -> str:
    """11月30日 15:00, in China time."""
    local = moment.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def month_day(moment: datetime) -> str:
    """11月30日, in China time."""
    local = moment.astimezone(CHINA)
    return f"{local.month}月{local.day}日"


def due(item: Item) -> str:
    """The due day, with the clock time if one was given; "" without."""
    if item.due_at:
        local = item.due_at.astimezone(CHINA)
        return f"{on(local.date())} {local:%H:%M}"
    return on(item.due) if item.due else ""


def names(people: Iterable[Member]) -> str:
    """张三、李四."""
    return "、".join(m.name for m in people)


def called(item: Item) -> str:
    """T12「闸门安装方案评审」; a hazard with its place."""
    return f"{item.ref()}「{item.place}{item.title}」"


def line(item: Item, people: Iterable[Member]) -> str:
    """王强 · 闸门安装方案评审 · 11月30日（周一）; parts that are not known are left out."""
    parts = (names(people), f"{item.ref()} {item.place}{item.title}", due(item))
    return " · ".join(part for part in parts if part)


def percent(item: Item) -> str:
    """80%, or ""."""
    return "" if item.percent is None else f"{item.percent}%"
