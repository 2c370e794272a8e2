"""A photo of a hazard goes on to those who were told of it in private: they have to see what is meant."""

from sqlmodel import col, select

from branch.cards import Card, FileOrder
from branch.items import LIVE, Item
from handlers import lines
from handlers.kit import UnitOfWork
from storage import evidence, finding
from storage.tables import Evidence, Outbox

KEPT = "kept"
"""A file order of what lies in the files' folder; its period is the file's name there."""
MOST = 3
"""Photos of one hazard that are passed on; whoever wants more finds them in the ledger."""


def pass_on(work: UnitOfWork, row: Evidence) -> None:
    """Show a photo that has just been fetched to whoever was told of its hazard, its sender apart."""
    item = finding.item(work.session, work.branch.id, row.about) if row.about.startswith("H") else None
    if item is None or item.state not in LIVE or row.kind != "image" or _place(work, row) > MOST:
        return
    sender = finding.accounts(work.session, work.branch, work.around.platform).get(row.person_id)
    for account in _told(work, item):
        if account != sender:
            work.send(account, photo(item, row), private=True)


def _place(work: UnitOfWork, row: Evidence) -> int:
    images = [e.id for e in evidence.of_record(work.session, row.branch, row.about) if e.kind == "image"]
    return images.index(row.id) + 1


def _told(work: UnitOfWork, item: Item) -> list[str]:
    """The private addresses of those of the branch who read a card about it."""
    platform, branch = work.around.platform, work.branch.id
    told = select(col(Outbox.address)).where(Outbox.branch == branch, Outbox.platform == platform)
    since = told.where(col(Outbox.private).is_(True), col(Outbox.order_at) >= item.made_at)
    about_it = since.where(col(Outbox.card)["about"].as_string() == item.ref())
    bound = finding.accounts(work.session, work.branch, platform).values()
    return sorted(set(work.session.exec(about_it)) & set(bound))


def photo(item: Item, row: Evidence) -> Card:
    """The photo, with the name of what it shows."""
    order = FileOrder(what=KEPT, period=f"{row.sha256}.{row.sort}", name=f"{item.ref()}照片.{row.sort}")
    return Card(title=f"{lines.called(item)}的现场照片", file=order, about=item.ref())
