"""The roster: who is on it, and how somebody comes onto it."""

from branch import saying
from branch.cards import Card
from branch.saying import number_in
from branch.updates import RosterAdd, RosterShow
from handlers.answering import apart, keeps_books
from handlers.kit import Turn, handles

NO_GROUP = "未编组"


@handles(RosterShow, help="看名册，例如：党员名单")
def show(said: RosterShow, turn: Turn) -> None:
    """How many are in each 党小组; with names for who keeps the books."""
    groups: dict[str, list[str]] = {}
    for member in turn.roster:
        groups.setdefault(member.group or NO_GROUP, []).append(member.name)
    groups = dict(sorted(groups.items(), key=lambda one: number_in(one[0])))
    title = f"名册 {len(turn.roster)} 人"
    counts = tuple(saying.line(group, f"{len(people)} 人") for group, people in groups.items())
    names = tuple(f"{group} {len(people)} 人：{'、'.join(people)}" for group, people in groups.items())
    full = Card(title=title, lines=names) if keeps_books(turn) else None
    apart(turn, Card(title=title, lines=counts), full)


@handles(RosterAdd)
def add(said: RosterAdd, turn: Turn) -> None:
    """Nobody comes onto the roster by a word in a chat: the answer says who can and how."""
    who = f"“{said.name}”" if said.name else "新同志"
    turn.reply(
        Card(
            title=f"{who}还没有加进名册。",
            lines=(
                "名册是一张表：添一行姓名、党小组、身份和入组日期，再由维护机器人的同志导入。",
                "命令：zhibu roster import 党员名册.xlsx（先检查，有错什么都不改）。",
            ),
        )
    )
