"""What the intake itself says: refusals, several answers in one, apologies."""

from branch.cards import Button, Card
from branch.refusal import Ask, Refusal
from storage.tables import Inbox

SORRY = Card(title="这条没有处理成功，已经记下来了，请稍后再试或联系书记。", tone="warn")


def refused(no: Refusal) -> Card:
    """A refusal as the person reads it: the sentence, and for a question its choices."""
    return Card(title=str(no), buttons=no.choices if isinstance(no, Ask) else ())


def crashed(row: Inbox) -> Card:
    """One line for the operator: where to look, none of the member's words."""
    return Card(title=f"有一条消息处理失败：inbox {row.id}", lines=(str(row.error)[:200],), tone="warn")


def in_one(cards: list[Card]) -> Card:
    """Several answers to one message as one card, in the order said."""
    first, *rest = cards
    lines, buttons = [*first.lines], [*first.buttons]
    for card in rest:
        lines += [card.title, *card.lines]
        buttons += [b for b in card.buttons if b not in buttons]
    return first.model_copy(update={"lines": tuple(lines), "buttons": _distinct(buttons)})


def _distinct(buttons: list[Button]) -> tuple[Button, ...]:
    return tuple(b for i, b in enumerate(buttons) if b not in buttons[:i])
