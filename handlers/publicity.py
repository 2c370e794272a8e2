"""投稿: a contribution is handed in; the 宣传委员 hears of it once."""

from branch.cards import Card
from branch.people import Role
from branch.refusal import Refusal
from branch.registers import Entry
from branch.updates import PublicitySubmit
from handlers.kit import Turn, handles
from handlers.undo import undo_button

PIECE = "稿件"


@handles(PublicitySubmit, help="投稿，例如：投稿：《沉箱上的党旗》，写的是夜班浇筑")
def submit(said: PublicitySubmit, turn: Turn) -> None:
    """Enter the piece in the register of contributions."""
    if not said.title and not said.text:
        raise Refusal("请写上题目或内容，例如：投稿：《沉箱上的党旗》，写的是夜班浇筑。")
    turn.session.add(
        Entry(
            branch=turn.branch.id,
            kind=PIECE,
            title=said.title,
            text=said.text,
            person_id=turn.speaker.id,
            since=turn.today,
            made_by=turn.speaker.id,
            made_at=turn.now,
            more={"state": "已交"},
        )
    )
    editor = next(iter(turn.roster.holding({Role.PUBLICITY})), None)
    told = editor is not None and editor != turn.speaker and turn.tell(editor, handed_in(said, turn))
    turn.reply(noted(said, editor.name if editor and told else "", turn))


def _name(said: PublicitySubmit) -> str:
    return f"《{said.title}》" if said.title else "稿件（题目待补）"


def noted(said: PublicitySubmit, editor: str, turn: Turn) -> Card:
    """The echo of a contribution."""
    return Card(
        title=f"已登记投稿：{_name(said)}",
        lines=(turn.speaker.name + (f" · 已告诉宣传委员{editor}" if editor else ""),),
        buttons=(undo_button(turn),),
    )


def handed_in(said: PublicitySubmit, turn: Turn) -> Card:
    """What the 宣传委员 reads."""
    words = (said.text[:500],) if said.text else ()
    return Card(title=f"{turn.speaker.name}交来{_name(said)}", lines=words)
