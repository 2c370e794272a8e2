"""How an item is said in one line: names first, then the matter, then the date."""

from collections.abc import Iterable
from datetime import datetime

from branch import saying
from branch.items import Item, ItemState
from branch.people import Member

STATES = {
    ItemState.OPEN: "进行中",
    ItemState.REPORTED: "待销号",
    ItemState.CLOSED: "已销号",
    ItemState.CANCELLED: "已取消",
}
PRIVATE_HINT = "有进展或困难，直接说一声就行，例如：{ref} 做了一半，等图纸"


def at(moment: datetime) -> str:
    """11月30日 15:00, in China time."""
    return f"{saying.short(saying.day_of(moment))} {saying.clock(moment)}"


def due(item: Item) -> str:
    """The due day, with the clock time if one was given; "" without."""
    return saying.when(item.due_at or item.due) if item.due else ""


def called(item: Item) -> str:
    """T12「闸门安装方案评审」; a hazard with its place."""
    return f"{item.ref()}「{item.place}{item.title}」"


def line(item: Item, people: Iterable[Member]) -> str:
    """王强 · 闸门安装方案评审 · 11月30日（周一）; parts that are not known are left out."""
    return saying.line(saying.names(people), f"{item.ref()} {item.place}{item.title}", due(item))


def percent(item: Item) -> str:
    """80%, or ""."""
    return "" if item.percent is None else f"{item.percent}%"
