"""Who may give orders and accept: the secretary, the committee, group leaders and heads."""

from branch.context import Somebody
from language.heard import Heard
from language.lexicon import words

_ORDERING = ("书记", "副书记", "委员", "组长")
_HEADS = words("head_posts")


def _is_head(person: Somebody) -> bool:
    return any(word in person.post for word in _HEADS) and "班长" not in person.post


def may_order(heard: Heard) -> bool:
    """Say whether the sender gives orders: 书记, 副书记, 委员, 组长, and heads."""
    person = heard.ears.people.by_name.get(heard.sender)
    return person is not None and (person.role.endswith(_ORDERING) or _is_head(person))


def may_accept(heard: Heard) -> bool:
    """Say whether the sender accepts or sends back work: 书记, 副书记, 委员 and heads."""
    person = heard.ears.people.by_name.get(heard.sender)
    return person is not None and (person.role.endswith(("书记", "委员")) or _is_head(person))
