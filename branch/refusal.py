"""The ways of answering "understood, and no"."""

from branch.cards import Button


class Refusal(Exception):
    """We understood, and we say no. The text is what the person reads: why, and who can or what to do."""


class Ask(Refusal):
    """We understood, but one thing is missing. The choices are finished: a press does the rest."""

    def __init__(self, question: str, choices: tuple[Button, ...] = ()) -> None:
        super().__init__(question)
        self.choices = choices
