"""Accounts and people: a name that fits exactly one person is bound, all else the secretary decides."""

from typing import Any

from sqlmodel import col, select

from branch.cards import Button, Card, Field, Form
from branch.people import SECRETARIES, Account, Member
from branch.refusal import Refusal
from branch.updates import AccountBind
from handlers.kit import Turn, UnitOfWork, handles
from storage import finding

STRANGERS = "strangers"
NOBODY = "不是本支部的人"
MOST = 60


def take_in(work: UnitOfWork, people: list[dict[str, Any]], *, trusted: bool = True) -> bool:
    """Write down the accounts of a group; bind whose mobile or name is one person's, ask about the rest.

    `trusted`: whether the group is the branch's; in any other nobody is bound by what the platform says.
    Returns whether the secretary became reachable by it.
    """
    before = reachable(work)
    fresh = [row for p in people if (row := _write_down(work, p))]
    if not trusted:
        return False
    for person in people:
        _bind_by_mobile(work, person)
    match(work)
    left = strangers(work)
    new = any(row.person_id is None for row in fresh)
    now = reachable(work)
    if left and now and (new or not before):
        work.tell_secretary(who_are_they(left, work), subject=STRANGERS)
    return now and not before


def match(work: UnitOfWork) -> None:
    """Bind every account whose name is exactly one person's who has no account yet; doubles are left."""
    left = strangers(work)
    names = [row.name for row in left]
    for row in left:
        if names.count(row.name) == 1:
            _bind_by_name(work, row)


def _write_down(work: UnitOfWork, person: dict[str, Any]) -> Account | None:
    """Keep one account and the name it shows now; the row if it is new."""
    account, name = str(person.get("account", "")), str(person.get("name", "")).strip()
    row = work.session.get(Account, (work.around.platform, account))
    if row or not account:
        if row and row.branch == work.branch.id:
            row.name = name or row.name
        return None
    row = Account(platform=work.around.platform, account=account, branch=work.branch.id, name=name)
    work.session.add(row)
    work.session.flush()
    return row


def _bind_by_mobile(work: UnitOfWork, told: dict[str, Any]) -> None:
    """Bind the account whose mobile number is somebody's on the roster, whatever it calls itself."""
    row = work.session.get(Account, (work.around.platform, str(told.get("account", ""))))
    if told.get("person") and row and row.person_id is None and row.branch == work.branch.id:
        _bind_to(work, row, str(told["person"]))


def _bind_by_name(work: UnitOfWork, row: Account) -> None:
    _bind_to(work, row, row.name)


def _bind_to(work: UnitOfWork, row: Account, name: str) -> None:
    person = work.roster.named(name)
    if person and person.id not in finding.accounts(work.session, work.branch, work.around.platform):
        row.person_id = person.id
        work.session.flush()  # the pen notices, and the roster is read afresh


def reachable(work: UnitOfWork) -> bool:
    """Whether the secretary can be told anything on this platform."""
    bound = finding.accounts(work.session, work.branch, work.around.platform)
    return any(m.id in bound for m in work.roster.holding(SECRETARIES)[:1])


def strangers(work: UnitOfWork) -> list[Account]:
    """The accounts of the branch's groups that belong to nobody on the roster."""
    unbound = select(Account).where(
        Account.branch == work.branch.id,
        Account.platform == work.around.platform,
        col(Account.person_id).is_(None),
    )
    return list(work.session.exec(unbound.order_by(col(Account.name), col(Account.account))))


@handles(AccountBind, allow=SECRETARIES)
def bind(said: AccountBind, turn: Turn) -> None:
    """Bind an account to a person, or say that it is nobody's; the account's owner is told."""
    row = _account(said.account, turn)
    person = None if said.person in ("", NOBODY) else turn.roster.named(said.person)
    if person is None and said.person not in ("", NOBODY):
        raise Refusal(f"名册上没有{said.person}，请先在名册里登记。")
    give(turn, row, person)
    turn.reply(bound(row, person, turn), subject=STRANGERS)


def give(work: UnitOfWork, row: Account, person: Member | None) -> None:
    """Make an account a person's, or nobody's; its owner is told."""
    before = row.person_id
    if person:
        _free(work, person, row)
    row.person_id = person.id if person else None
    work.session.flush()
    if person and before != person.id:
        work.send(row.account, welcome(person, work), private=True)


def _account(said: str, turn: Turn) -> Account:
    row = turn.session.get(Account, (turn.around.platform, said))
    if row is None:
        found = [a for a, label in labelled(strangers(turn)) if label == said]
        row = found[0] if len(found) == 1 else None
    if row is None or row.branch != turn.branch.id:
        raise Refusal(f"“{said}”已经绑定，或已不在群里。")
    return row


def _free(work: UnitOfWork, person: Member, new: Account) -> None:
    """A person has one account on a platform: the newest that was confirmed."""
    held = select(Account).where(Account.platform == work.around.platform, Account.person_id == person.id)
    for row in work.session.exec(held):
        if row.account != new.account:
            row.person_id = None


def labelled(accounts: list[Account]) -> list[tuple[Account, str]]:
    """How accounts are shown: by name; doubles with the end of their id, so that they can be told apart."""
    names = [a.name or "（没有名字）" for a in accounts]
    return [
        (a, name if names.count(name) == 1 else f"{name}（{a.account[-4:]}）")
        for a, name in zip(accounts, names, strict=True)
    ]


def who_are_they(left: list[Account], work: UnitOfWork) -> Card:
    """What the secretary is asked: which account is whose."""
    labels = tuple(label for _, label in labelled(left))[:MOST]
    return Card(
        title=f"群里有 {len(left)} 个账号没有和名册对上",
        lines=("、".join(labels), "选账号和对应的人后提交；不在名册上的可以不管。"),
        form=_form(left, work),
    )


def _form(left: list[Account], work: UnitOfWork) -> Form:
    shown = labelled(left)[:MOST]
    labels, accounts = tuple(label for _, label in shown), tuple(row.account for row, _ in shown)
    bound = finding.accounts(work.session, work.branch, work.around.platform)
    people = tuple(m.name for m in work.roster if m.id not in bound)
    fields = (
        Field(name="account", label="账号", kind="account", choices=labels, accounts=accounts, required=True),
        Field(name="person", label="是谁", kind="choice", choices=(*people, NOBODY), required=True),
    )
    return Form(fields=fields, submit=Button(label="绑定", intent=AccountBind.intent, style="primary"))


def bound(row: Account, person: Member | None, turn: Turn) -> Card:
    """The echo of a binding, a way back, and who is still left."""
    left = [a for a in strangers(turn) if a.account != row.account]
    labels = tuple(label for _, label in labelled(left))[:MOST]
    back = Button(label="解除绑定", intent=AccountBind.intent, slots={"account": row.account})
    name = row.name or "这个账号"
    return Card(
        title=f"已绑定：{name} → {person.name}" if person else f"{name}没有绑定任何人",
        lines=(f"还有 {len(left)} 个没有对上：{'、'.join(labels)}",) if left else (),
        buttons=(back,) if person else (),
        form=_form(left, turn) if left else None,
    )


def welcome(person: Member, work: UnitOfWork) -> Card:
    """What the owner of a bound account reads."""
    return Card(
        title=f"您的账号已和名册上的{person.name}对上", lines=("以后直接说话就能记录；说“帮助”看能说什么。",)
    )
