"""A press of a button: from two numbers the server knows back to a finished Update."""

from typing import Any

from pydantic import ValidationError
from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from bot.platform import Press
from branch.cards import Button, Card, Form
from branch.people import Account
from branch.refusal import Refusal
from branch.updates import Update
from handlers.kit import Turn, UnitOfWork
from storage.tables import Outbox

GONE = "这张卡片已经失效，请直接用文字说一遍。"


def update_of(turn: Turn, press: Press) -> Update:
    """The update behind a button, completed by what was filled into its form.

    Raises Refusal for a card we never sent, one meant for somebody else, or a form that cannot be read.
    """
    card = _shown(turn, press)
    button = card.pressables()[press.button]
    form = card.form if card.form and button == card.form.submit else None
    return _update(button, _filled(turn, form, press.form) if form else {}, form)


def shown_privately(work: UnitOfWork, press: Press) -> bool:
    """Whether the card that was pressed went to one person: a platform may not say so of its chat."""
    row = work.session.exec(_sent(work, press)).first()
    return row is not None and row.private


def _sent(work: UnitOfWork, press: Press) -> SelectOfScalar[Outbox]:
    here = select(Outbox).where(Outbox.branch == work.branch.id, Outbox.platform == work.around.platform)
    return here.where(Outbox.once == press.card)


def _shown(turn: Turn, press: Press) -> Card:
    """The card that was pressed, if it was shown to this person and has that button."""
    row = turn.session.exec(_sent(turn, press)).first()
    if row is None:
        raise Refusal(GONE)
    if row.private and row.address != turn.account:
        raise Refusal("这张卡片是发给别人的，您不能代为操作。")
    try:
        card = Card.model_validate(row.card)
    except ValidationError as old:  # drawn by an earlier version
        raise Refusal(GONE) from old
    if not isinstance(press.button, int) or not 0 <= press.button < len(card.pressables()):
        raise Refusal(GONE)
    return card


def _update(button: Button, filled: dict[str, Any], form: Form | None) -> Update:
    kind = Update.catalog.get(button.intent)
    if kind is None:
        raise Refusal(GONE)
    try:
        return kind.model_validate(button.slots | filled)
    except ValidationError as wrong:
        if form is None:  # a button of an earlier version
            raise Refusal(GONE) from wrong
        labels = {field.name: field.label for field in form.fields}
        names = dict.fromkeys(labels.get(str(e["loc"][0]), "") for e in wrong.errors() if e["loc"])
        raise Refusal(f"“{'、'.join(filter(None, names))}”填的看不懂，请改一下再提交。") from wrong


def _filled(turn: Turn, form: Form, values: dict[str, Any]) -> dict[str, Any]:
    """The form's values as slots: only fields we drew, accounts turned into roster names."""
    slots: dict[str, Any] = {}
    for field in form.fields:
        value = values.get(field.name)
        if value in (None, "", []):
            if field.required:
                raise Refusal(f"请填写“{field.label}”。")
            continue
        slots[field.name] = _names(turn, value) if field.kind in ("person", "people") else value
    return slots


def _names(turn: Turn, value: Any) -> list[str]:
    picked = value if isinstance(value, list | tuple) else [value]
    names = []
    for account in map(str, picked):
        bound = turn.session.get(Account, (turn.around.platform, account))
        member = turn.roster.get(bound.person_id) if bound else turn.roster.named(account)
        if member is None:
            raise Refusal("所选的人还不在党员名册上，请先登记。")
        names.append(member.name)
    return names
