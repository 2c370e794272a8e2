"""What the intake itself says: refusals, several answers in few cards, apologies."""

from branch.cards import Button, Card
from branch.refusal import Ask, Refusal
from storage.tables import Inbox

SORRY = Card(title="这条没有处理成功，已经记下来了，请稍后再试或联系书记。", tone="warn")


def refused(no: Refusal) -> Card:
    """A refusal as the person reads it: the sentence, and for a question its choices."""
    return Card(title=str(no), buttons=no.choices if isinstance(no, Ask) else ())


def crashed(row: Inbox) -> Card:
    """One line for the operator: where to look and what kind of crash, none of the member's words."""
    kind = str(row.error).partition("(")[0][:80]
    return Card(title=f"有一条消息处理失败：inbox {row.id}", lines=(kind,), tone="warn")


def as_few(cards: list[Card]) -> list[Card]:
    """Several answers to one message, in the order said: plain ones as one card, drawn ones by themselves."""
    few: list[Card] = []
    for card in cards:
        if few and not _drawn(card) and not _drawn(few[-1]):
            few[-1] = _joined(few[-1], card)
        else:
            few.append(card)
    return few


def _drawn(card: Card) -> bool:
    """Whether a card holds what a line of text cannot."""
    return bool(card.table or card.chart or card.form or card.file or card.everyone)


def _joined(first: Card, second: Card) -> Card:
    return first.model_copy(
        update={
            "lines": (*first.lines, second.title, *second.lines),
            "buttons": _distinct((*first.buttons, *second.buttons)),
            "mentions": tuple(dict.fromkeys((*first.mentions, *second.mentions))),
        }
    )


def _distinct(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(b for i, b in enumerate(buttons) if b not in buttons[:i])
