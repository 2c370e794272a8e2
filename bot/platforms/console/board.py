"""Which buttons somebody has before him, and by which number he presses them."""

from dataclasses import dataclass

from bot.platform import Press
from bot.platforms.console.platform import Shown
from branch.cards import Form

KEPT = 40


@dataclass(frozen=True)
class Pressable:
    """One button on the board."""

    card: str
    place: int
    label: str
    private: bool
    form: Form | None

    def press(self, filled: dict[str, str]) -> Press:
        """Press it; fields are named as they are labelled, or by their slot.

        Raises KeyError for a field the card does not have.
        """
        fields = {key: f.name for f in (self.form.fields if self.form else ()) for key in (f.label, f.name)}
        return Press(self.card, self.place, {fields[name]: value for name, value in filled.items()})


class Board:
    """The cards that can still be seen, the newest last. A card edited in place keeps its place.

    Numbers run from the newest card's first button (1) towards the oldest: what one has just read is at
    hand. In private, one's own private cards come first.
    """

    def __init__(self) -> None:
        self._cards: list[Shown] = []

    def add(self, shown: Shown) -> None:
        """Put a card up; one that replaces another takes its place."""
        if not shown.card.pressables():
            self._cards = [card for card in self._cards if card.once != shown.replaces]
            return
        for i, card in enumerate(self._cards):
            if shown.replaces and card.once == shown.replaces:
                self._cards[i] = shown
                return
        self._cards = [*self._cards[-KEPT + 1 :], shown]

    def buttons(self, who: str, *, private: bool = False) -> list[Pressable]:
        """The buttons before a member, number 1 first; `who` "" is the group as such."""
        seen = [card for card in reversed(self._cards) if not card.private or card.to == who]
        if private:
            seen.sort(key=lambda card: not card.private)
        return [
            Pressable(card.once, i, button.label, card.private, card.card.form)
            for card in seen
            for i, button in enumerate(card.card.pressables())
        ]

    def numbers(self, shown: Shown) -> list[int]:
        """The numbers of a card's buttons, for those who see it."""
        before = self.buttons(shown.to if shown.private else "", private=False)
        return [n for n, button in enumerate(before, 1) if button.card == shown.once]

    def listed(self, who: str, *, private: bool = False) -> str:
        """The buttons before a member, as one line."""
        there = "、".join(f"[{n}]{b.label}" for n, b in enumerate(self.buttons(who, private=private), 1))
        return f"{who}面前的按钮：{there}" if there else f"{who}面前没有按钮。"

    def clear(self) -> None:
        """Take everything down."""
        self._cards = []
