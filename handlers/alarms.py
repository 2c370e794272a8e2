"""Timer rows for handlers, and how a timer speaks up without becoming a burden."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlmodel import col, func, select

from branch.calendar import CHINA
from branch.cards import Card
from branch.people import Member
from handlers.kit import TIMERS, UnitOfWork
from storage import finding
from storage.tables import Outbox, Timer


def set_alarm(
    work: UnitOfWork, what: str, key: str, at: datetime, *, rule: str = "", payload: Any = None
) -> Timer:
    """Have `what` happen at a moment (aware). The row is in the journal: undoing the message removes it."""
    how = TIMERS[what]
    row = Timer(
        branch=work.branch.id,
        lane=f"{work.branch.id} {what} {key}",  # alone in its lane: a reminder put off holds up no other
        order_at=at,
        due_at=at,
        at=at,
        what=what,
        key=key,
        rule=rule,
        late=how.late,
        grace=int(how.grace.total_seconds()),
        payload=payload or {},
    )
    work.session.add(row)
    return row


def drop_alarms(work: UnitOfWork, key: str, *whats: str) -> None:
    """Take alarms off. A moved one is dropped and set anew: so undo brings the old one back whole."""
    mine = select(Timer).where(Timer.branch == work.branch.id, Timer.key == key, col(Timer.what).in_(whats))
    for row in work.session.exec(mine):
        work.session.delete(row)
    work.session.flush()  # inserts come before deletes in one flush, and would meet the unique key


def speak_up(
    work: UnitOfWork, card: Card, to: Iterable[Member], *, body: str = "", subject: str = ""
) -> None:
    """Say something by itself: in the group while today's budget lasts, else privately to those it concerns.

    `body` is a 党小组 or the 支委会 whose own chat is used if there is one. What concerns a smaller body is
    no matter for the whole branch's group.
    """
    own = finding.chats(work.session, work.branch, work.around.platform, body) if body else []
    room = own or (not body and finding.chats(work.session, work.branch, work.around.platform))
    if room and spoken_today(work) < work.rules.group_posts_a_day:
        work.post(card, group=body, subject=subject)
        return
    for person in to:
        work.tell(person, card, subject=subject)


def spoken_today(work: UnitOfWork) -> int:
    """How often timers have spoken in a group today."""
    dawn = datetime.combine(work.today, time(), CHINA)
    said = select(func.count()).where(
        Outbox.branch == work.branch.id,
        col(Outbox.cause).is_(None),
        col(Outbox.private).is_(False),
        Outbox.order_at >= dawn,
    )
    return work.session.exec(said).one() + sum(not row["private"] for row in work.tray)
