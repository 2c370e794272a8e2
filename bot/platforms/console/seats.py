"""Who sits at the console: from what somebody is called to the one member meant."""

from bot.platform import Mentioned
from bot.platforms.console.lines import COMMANDS, Misspoken

EVERYONE = "所有人"


class Seats:
    """The members by every name; `called` maps a full name or an alias to those it can mean."""

    def __init__(self, called: dict[str, list[str]]) -> None:
        self.called = called

    def member(self, name: str) -> str:
        """The full name of the one member meant. Raises Misspoken if there is none, or more than one."""
        meant = self.called.get(name, [])
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise Misspoken(f"“{name}”有{len(meant)}位：{'、'.join(meant)}。请写全名。")
        raise Misspoken(f"名册上没有“{name}”。用 /who 看名册。" if name else f"写法：{COMMANDS['as']}。")

    def mentioned(self, text: str) -> tuple[Mentioned, ...]:
        """Whom the @ in a text name, as a platform would resolve them."""
        full = [name for name, meant in self.called.items() if meant == [name] and f"@{name}" in text]
        everyone = (Mentioned("", EVERYONE),) if f"@{EVERYONE}" in text else ()
        return tuple(Mentioned(name, name) for name in full) + everyone
