"""导出台账: the file goes privately to whoever keeps the books, never into the group."""

from branch.cards import Card, FileOrder
from branch.people import COMMITTEE, Role
from branch.periods import said as said_period
from branch.periods import year_of
from branch.refusal import Refusal
from branch.updates import Export
from handlers.kit import Turn, handles

NAMES = {
    "attendance": "考勤台账",
    "meetings": "三会一课台账",
    "tasks": "任务清单台账",
    "study": "学习台账",
    "hazards": "隐患台账",
    "workbook": "党支部工作台账",
}


@handles(Export, allow=COMMITTEE | {Role.CLERK}, help="导出台账，例如：导出三会一课台账 第三季度")
def export(said: Export, turn: Turn) -> None:
    """Order a ledger; it is made when the card is sent. Without a period: this year."""
    period = said.period or year_of(turn.today)
    try:
        name = f"{NAMES[said.what]}_{said_period(period)}.xlsx"
    except ValueError as unknown:
        raise Refusal(f"没有看懂时间“{period}”，例如：2026年第三季度、上个月。") from unknown
    order = FileOrder(what=said.what, period=period, name=name, on=turn.today.isoformat())
    turn.whisper(made(order))
    if not turn.heard.private:
        turn.reply(Card(title=f"{NAMES[said.what]}已私下发给您。"))


def made(order: FileOrder) -> Card:
    """The card that carries the file."""
    return Card(
        title=f"{order.name.removesuffix('.xlsx').replace('_', '（')}）",
        lines=("按现在的记录生成，空着的和“待补”的请核对。",),
        file=order,
    )
