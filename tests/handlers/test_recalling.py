"""A recalled or edited message, and hours not heard: nothing in the books moves by itself."""

from typing import Any

from branch.updates import TaskAssign
from tests.handlers.books import FRIDAY, given, item, items
from tests.paper import PaperHouse


async def happens(house: PaperHouse, what: str, **data: Any) -> list[str]:
    before = len(house.platform.sent)
    await house.hears("陈敏", "", happening=what, data=data)
    await house.settles()
    return [p.card.as_text() for p in house.platform.sent[before:]]


def last_message(house: PaperHouse) -> str:
    from sqlmodel import col, select

    from storage.tables import Inbox

    found: str = house.look(lambda s: s.exec(select(Inbox).order_by(col(Inbox.id).desc())).first().message_id)
    return found


async def test_the_secretary_is_asked_whether_a_recalled_record_stays(house: PaperHouse) -> None:
    await house.means("李国栋", TaskAssign(title="补日志", owners=("王磊",), due=FRIDAY))
    await happens(house, "recalled", message=last_message(house))
    card = house.privately("陈敏")[-1]
    assert card.title == "李国栋撤回了一条已经记下的消息" and "由它记下的：任务 T1「补日志」" in card.lines
    assert item(house, "T1").title == "补日志"
    await house.presses("陈敏", "撤销")
    assert items(house) == []


async def test_a_recalled_message_that_made_nothing_is_nobodys_business(house: PaperHouse) -> None:
    assert await happens(house, "recalled", message="m-unknown") == []


async def test_who_edits_a_message_hears_that_the_books_keep_his_first_words(house: PaperHouse) -> None:
    await given(house)
    said = await happens(house, "edited", message=last_message(house))
    assert len(said) == 1 and "记录仍按原来的话" in said[0]


async def test_hours_not_heard_are_told_to_the_secretary(house: PaperHouse) -> None:
    said = await happens(house, "gap", since="2026-11-24T22:00:00+08:00", until="2026-11-25T06:30:00+08:00")
    assert said == [
        "11月24日 22:00 到 11月25日 06:30 没有听到「支部群」里的消息\n这段时间的签到、请假和进展请大家补说一声。"
    ]
