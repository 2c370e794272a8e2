"""The doctor's look into the books: the database, the branch, its people, what waits and what failed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.commands.findings import Finding, good, grave, note
from bot.config import Settings
from bot.sample import home
from branch.people import SECRETARIES, Branch
from storage import finding
from storage.migrating import current, head
from storage.store import Store
from storage.tables import Inbox, Outbox
from storage.trouble import StorageTrouble

LATELY = timedelta(days=30)
WAITS_LONG = timedelta(minutes=10)
FATES = {"refused": "被平台拒绝", "given up": "多次没有送到", "uncertain": "不确定是否送到"}


def books(settings: Settings, now: datetime) -> list[Finding]:
    """Look into the database without changing it."""
    file = settings.sqlite_file
    if file is not None and not file.exists():
        return [note(f"还没有数据库，第一次启动时会建立：{file}")]
    try:
        store = Store(settings.database)
        try:
            return list(_books(store, settings, now))
        finally:
            store.close()
    except StorageTrouble as trouble:
        return [grave(f"数据库用不了：{settings.shown_database}", str(trouble))]


def _books(store: Store, settings: Settings, now: datetime) -> Iterator[Finding]:
    at = store.now(lambda s: current(s.connection()))
    if at is None:
        yield grave(f"{settings.shown_database} 里没有支部通的数据", "确认路径；空数据库会在第一次启动时建好")
        return
    if store.alone and (broken := store.now(_broken)):
        yield grave(f"数据库已损坏：{broken}", "退出支部通，另存这份文件，再用 zhibu restore 从备份恢复")
        return
    if at > head():
        yield grave(f"数据库由更新版本的支部通写成（{at}）", "升级程序，或换回原来的备份")
        return
    yield good(f"数据库可用：{settings.shown_database}（版本 {at}）")
    if at < head():
        yield note(
            f"启动时会把数据库升级到版本 {head()}", "升级前先备份：zhibu backup 备份.zip（数据库和附件）"
        )
        return
    yield from store.now(partial(_inside, settings=settings, now=now))


def _broken(s: Session) -> str:
    lines = s.connection().exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
    return "" if lines == ["ok"] else "；".join(map(str, lines))


def _inside(s: Session, settings: Settings, now: datetime) -> list[Finding]:
    branch = home(s, settings.branch)
    if branch is None:
        return [note("还没有支部和名册", "用 zhibu roster import 文件 导入名册")]
    return [*_people(s, branch, settings, now), *_queues(s, now)]


def _people(s: Session, branch: Branch, settings: Settings, now: datetime) -> Iterator[Finding]:
    roster = finding.roster(s, branch, now.date())
    if branch.sample:
        yield note("数据库里是示例数据，人和事都是编的", "正式使用请换一个数据库，再导入名册")
    if not len(roster):
        yield grave("名册是空的", "用 zhibu roster import 文件 导入名册")
        return
    yield good(f"名册：{len(roster)} 人，{len(roster.groups)} 个党小组")
    if not roster.holding(SECRETARIES):
        yield grave("名册里没有书记，需要书记办的事没有人能办", "在名册的“职务”列写上书记，重新导入")
    bound = finding.accounts(s, branch, settings.platform)
    if unbound := [m.name for m in roster if m.id not in bound]:
        names = "、".join(unbound[:10]) + ("等" if len(unbound) > 10 else "")
        yield note(f"{len(unbound)} 人还没有绑定账号：{names}", "把机器人加进支部群，或请本人私聊机器人")
    if not finding.chats(s, branch, settings.platform):
        yield note("还没有绑定支部群", "把机器人加进支部群；控制台第一次打开时自动建立")


def _queues(s: Session, now: datetime) -> Iterator[Finding]:
    for queue, what in ((Inbox, "条消息等着处理"), (Outbox, "张卡片等着发出")):
        waiting = col(queue.done_at).is_(None)
        due = waiting & (col(queue.due_at) <= now - WAITS_LONG)
        if count := s.exec(select(func.count()).select_from(queue).where(due)).one():
            yield note(f"有 {count} {what}，已超过十分钟", "启动支部通后会接着办；已在运行就看日志")
    ended = select(col(Outbox.fate), func.count()).where(col(Outbox.done_at) > now - LATELY)
    failed = ended.where(col(Outbox.fate).in_(FATES)).group_by(col(Outbox.fate))
    for fate, count in s.exec(failed):
        yield note(f"最近 30 天有 {count} 张卡片{FATES[fate]}", "书记的每周摘要里有明细")
