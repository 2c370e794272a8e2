"""任务清单台账 and 隐患台账."""

from datetime import date

from sqlmodel import col, select

from branch.calendar import CHINA
from branch.items import LIVE, Item, ItemState, Remark
from ledgers.books import Books, held
from ledgers.cells import MISSING, Sheet, Value, columns, day

TASKS = columns(
    "序号 编号 来源 事项 目标 责任人 协助 开始 节点 完成时限 进展 状态 销号日期 验收人 佐证 历次调整"
)
HAZARDS = columns(
    "序号 编号 上报人 上报时间 位置/工区 描述 等级 责任人 整改措施 整改期限 整改情况 "
    "复查人 复查结论 销号日期 佐证"
)
MOVES = {"延期", "转交", "退回", "取消"}


def tasks(books: Books) -> Sheet:
    """One row for each task that lived in the span."""
    there = _lived(books, "T")
    parts = held(books.session, [i.id or 0 for i in there])
    rows = [(n, *_task(books, item, parts[item.id or 0])) for n, item in enumerate(there, 1)]
    return Sheet("任务清单", TASKS, tuple(rows))


def _task(books: Books, item: Item, parts: list[tuple[int, bool]]) -> tuple[Value, ...]:
    said = _remarks(books, item)
    closer = next((r for r in reversed(said) if r.what == "销号"), None)
    moves = [r for r in said if r.what in MOVES]
    return (
        item.ref(),
        item.source or f"{books.name(item.made_by)}交办",
        item.title,
        "",
        _names(books, parts, owner=True) or MISSING,
        _names(books, parts, owner=False),
        day(item.made_at),
        "",
        day(item.due) or MISSING,
        _progress(item),
        state(item, books.on),
        day(item.closed_at),
        books.name(closer.person_id) if closer else "",
        "；".join([*(r.text for r in said if r.what == "完成" and r.text), *books.files(item.ref())]),
        "；".join(f"{day(r.at)} {r.what} {r.text}".strip() for r in moves),
    )


def hazards(books: Books) -> Sheet:
    """One row for each hazard that lived in the span."""
    there = _lived(books, "H")
    parts = held(books.session, [i.id or 0 for i in there])
    rows = [(n, *_hazard(books, item, parts[item.id or 0])) for n, item in enumerate(there, 1)]
    return Sheet("隐患台账", HAZARDS, tuple(rows))


def _hazard(books: Books, item: Item, parts: list[tuple[int, bool]]) -> tuple[Value, ...]:
    said = _remarks(books, item)
    fixed = [r for r in said if r.what == "整改"]
    checks = [r for r in said if r.what in ("销号", "退回")]
    last = checks[-1] if checks else None
    verdict = {"销号": "合格", "退回": "退回再整改"}
    return (
        item.ref(),
        books.name(item.made_by),
        f"{item.made_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        item.place or MISSING,
        item.title,
        item.priority or "一般",
        _names(books, parts, owner=True) or MISSING,
        "；".join(r.text for r in fixed if r.text) or (MISSING if fixed else ""),
        day(item.due),
        f"{day(fixed[-1].at)} 报整改" if fixed else "未整改",
        books.name(last.person_id) if last else "",
        verdict[last.what] + (f"：{last.text}" if last.text else "") if last else "",
        day(item.closed_at),
        "；".join(books.files(item.ref())),
    )


def state(item: Item, on: date) -> str:
    """The word of the paper: 未启动 进行 滞后 待验收 已销号 终止."""
    if item.state is not ItemState.OPEN:
        words = {ItemState.REPORTED: "待验收", ItemState.CLOSED: "已销号", ItemState.CANCELLED: "终止"}
        return words[item.state]
    if item.late_days(on):
        return "滞后"
    return "进行" if item.percent or item.note or item.blocker else "未启动"


def _progress(item: Item) -> str:
    parts = (
        f"{item.percent}%" if item.percent is not None else "",
        item.note,
        f"卡在：{item.blocker}" if item.blocker else "",
    )
    return " ".join(part for part in parts if part)


def _lived(books: Books, prefix: str) -> list[Item]:
    """The items made before the span's end that had not ended before it began."""
    all_ = select(Item).where(Item.branch == books.branch.id, Item.prefix == prefix)
    there = books.session.exec(all_.order_by(col(Item.number)))
    return [i for i in there if day(i.made_at) <= books.last.isoformat() and _end(books, i) >= books.first]


def _end(books: Books, item: Item) -> date:
    if item.state in LIVE:
        return date.max
    said = _remarks(books, item)
    ended = item.closed_at or (said[-1].at if said else item.made_at)
    return ended.astimezone(CHINA).date()


def _remarks(books: Books, item: Item) -> list[Remark]:
    said = select(Remark).where(Remark.item_id == item.id).order_by(col(Remark.id))
    return list(books.session.exec(said))


def _names(books: Books, parts: list[tuple[int, bool]], *, owner: bool) -> str:
    return "、".join(books.name(id) for id, owns in parts if owns is owner)
