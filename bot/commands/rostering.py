"""`zhibu roster`: a file checked, taken in, written out; the roster shown."""

from functools import partial
from pathlib import Path

from sqlmodel import Session

from bot.app import real_clock
from bot.commands import rosterview
from bot.commands.books import opened
from bot.commands.roster import Report, take_in
from bot.commands.rostercheck import Checked, Entry, check
from bot.config import Settings
from bot.sample import found, home
from branch.people import Branch
from ledgers.rosterfile import Unreadable, read, write

EMPTY = "名册还是空的。请用 zhibu roster import 文件 导入。"


def checked(file: Path) -> Checked:
    """What a roster file says. Raises Unreadable with everything that is wrong, line by line."""
    result = check(read(file), real_clock().date())
    if result.wrong:
        raise Unreadable("\n".join([f"{file.name} 有 {len(result.wrong)} 处要改：", *result.wrong]))
    return result


def take_in_file(settings: Settings, file: Path) -> list[str]:
    """Take a file into the books, in one transaction; say what it did.

    Raises Unreadable if anything is wrong with the file: then nothing is taken in; StorageTrouble.
    """
    people = checked(file)
    with opened(settings) as store:
        report = store.now(partial(_take_in, settings=settings, entries=people.entries))
    return [*report.lines(), *people.notes]


def _take_in(s: Session, settings: Settings, entries: list[Entry]) -> Report:
    branch = home(s, settings.branch) or found(s, settings.branch)
    s.refresh(branch, with_for_update=True)
    return take_in(s, branch, entries, real_clock())


def write_file(settings: Settings, file: Path) -> str:
    """Write today's roster to a file. Raises Unreadable, StorageTrouble."""
    with opened(settings) as store:
        rows = store.now(partial(_rows, settings=settings))
    try:
        write(file, rows)
    except OSError as refused:
        raise Unreadable(f"写不了 {file}：{refused.strerror}。") from refused
    return f"已导出 {len(rows)} 人到 {file}。文件里有手机号，请妥善保管。"


def _rows(s: Session, settings: Settings) -> list[tuple[str, ...]]:
    branch = home(s, settings.branch)
    return rosterview.rows(s, branch, real_clock()) if branch else []


def overview(settings: Settings) -> str:
    """The roster for a reader, with who has no account on the configured platform. Raises StorageTrouble."""

    def look(s: Session) -> str:
        branch: Branch | None = home(s, settings.branch)
        return rosterview.overview(s, branch, settings.platform, real_clock()) if branch else EMPTY

    with opened(settings) as store:
        return store.now(look)
