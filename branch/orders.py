"""Who may do what to an item: give, move, accept or drop it. `head`: whether his 岗位 makes him a head."""

from branch.items import Item
from branch.people import COMMITTEE, OFFICERS, SECRETARIES, Member
from branch.refusal import Refusal


def commands(by: Member, head: bool) -> bool:
    """Whether somebody may give orders to others: 支委, 组长, 党务干事, and heads by their 岗位."""
    return head or by.holds(OFFICERS)


def decides(by: Member, head: bool, item: Item, owners: frozenset[int]) -> bool:
    """Whether his word on an item's due day is final: 支委, heads, and its named accepter.

    On his own work that somebody else gave him only the 书记 and 副书记 decide themselves.
    """
    if by.id in owners and by.id != item.made_by and not by.holds(SECRETARIES):
        return False
    return head or by.holds(COMMITTEE) or by.id == item.accepter_id


def must_assign(by: Member, head: bool, owners: frozenset[int]) -> None:
    """Raise Refusal unless he may give this work to these people: anybody may take on work himself."""
    if not commands(by, head) and by.id not in owners:
        raise Refusal("给别人派任务，请由书记、支委、组长或部门负责人来说；您可以给自己记待办。")


def must_transfer(by: Member, head: bool, item: Item, owners: frozenset[int]) -> None:
    """Raise Refusal unless the item is his to pass on."""
    if not commands(by, head) and by.id not in owners | {item.made_by}:
        raise Refusal(f"{item.ref()}「{item.title}」请由责任人本人或书记转交。")


def must_cancel(by: Member, head: bool, item: Item) -> None:
    """Raise Refusal unless he may drop the item: who gave it, or who may give orders."""
    if not commands(by, head) and by.id != item.made_by:
        raise Refusal(f"{item.ref()}「{item.title}」请由书记或派任务的人取消；做不了请说明原因。")


def must_check(by: Member, item: Item, owners: frozenset[int], fixer: int | None) -> None:
    """Raise Refusal if he is not a second person: a hazard's 复查 is never its owner's or its fixer's own."""
    if by.id in owners | {fixer}:
        raise Refusal(f"{item.ref()}「{item.title}」已登记整改，还要由整改人以外的另一位同志复查后才能销号。")
