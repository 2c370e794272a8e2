"""Who may say what: the role at the door. What a person may do to a thing is in the thing's own rule."""

from branch.people import Member, Role, Roster
from branch.refusal import Refusal
from branch.rules import Rules
from handlers.kit import Handler


def is_head(member: Member, rules: Rules) -> bool:
    """Whether his 岗位 makes him a head (经理, 总工 …), as config.yaml lists them."""
    return any(word in member.post for word in rules.acceptance.heads)


def admit(member: Member, handler: Handler, roster: Roster, rules: Rules) -> None:
    """Let a member through the door of a handler.

    Raises Refusal that says who can, by name.
    """
    if not handler.allow or member.holds(handler.allow) or (handler.heads and is_head(member, rules)):
        return
    who = roster.holding(handler.allow)[:2]
    duties = "、".join(f"{m.name}（{m.duty}）" for m in who) or "、".join(_in_order(handler.allow))
    raise Refusal(f"这一步需要{duties}来办。")


def _in_order(roles: frozenset[str]) -> list[str]:
    return [role.value for role in Role if role in roles]
