"""Help: what can be said, and one helpful sentence when nothing fits."""

from branch.cards import Card
from branch.updates import Help
from handlers.kit import HANDLERS, Turn, handles

COURTESY = {"courtesy", "客套"}


@handles(Help, help="看能说什么，例如：怎么请假")
def explain(said: Help, turn: Turn) -> None:
    """Answer with what the speaker may say."""
    lines = [h.help for h in HANDLERS.values() if h.help]
    turn.reply(help_card(turn.around.bot_name, lines))


def nothing_fits(silence: str, suggestion: str) -> Card | None:
    """What somebody hears whose words to the bot led to nothing; None where silence is the right answer."""
    if silence in COURTESY:
        return None
    if suggestion:
        return Card(title="没有听懂这一句，没有记录。", lines=(f"您是不是想说：{suggestion}",))
    return Card(title="没有听懂这一句，没有记录。", lines=("说“帮助”可以看看能说什么。",))


def help_card(bot: str, lines: list[str]) -> Card:
    """All that can be said, one line each."""
    return Card(title=f"{bot}能记这些，照平常说话就行", lines=tuple(lines))
