"""Materials are posted with a day; who has not said so is asked once in private; nobody's reading is watched."""

from datetime import date

from branch.events import Presence
from branch.updates import StudyDone, StudyPost
from tests.handlers.rolls import alarms, at, events, lines, those
from tests.paper import PaperHouse

DUE = date(2026, 12, 7)  # a Monday


async def posted(house: PaperHouse, **how: object) -> list[str]:
    """S1 治本攻坚方案, due on Monday 7 December 2026."""
    slots: dict[str, object] = {"title": "治本攻坚方案", "due": DUE} | how
    return await house.means("周海燕", StudyPost(**slots))


async def test_a_material_is_announced_with_number_and_day_and_pings_nobody(house: PaperHouse) -> None:
    said = await posted(house, audience="大家", url="https://example.com/1")
    assert said == [
        "学习材料 S1：治本攻坚方案\n学习：全体党员 · 12月7日（周一）前学完\nhttps://example.com/1\n"
        "学完说一声“S1学完了”就行，不用截图。"
    ]
    assert not house.publicly()[-1].everyone


async def test_a_member_does_not_set_others_a_deadline(house: PaperHouse) -> None:
    assert "来办" in (await house.means("张三", StudyPost(title="读本", due=DUE)))[0]
    assert events(house) == []


async def test_the_reminder_is_one_working_day_before_and_private_to_those_who_have_not_said_so(
    house: PaperHouse,
) -> None:
    await posted(house)
    assert alarms(house, "S1") == {"remind_to_study": at(4, 9, month=12)}  # the Friday before
    await house.means("张三", StudyDone(study="S1"))
    sent = await house.advance(at(4, 9, month=12))
    reminded = [p for p in sent if p.card.title.startswith("学习提醒")]
    assert {p.address for p in reminded} == {
        "陈敏",
        "李国栋",
        "周海燕",
        "吴刚",
        "郑洁",
        "王强",
        "王磊",
        "赵小曼",
    }
    assert all(p.private for p in reminded)


async def test_the_reminder_comes_once(house: PaperHouse) -> None:
    await posted(house)
    await house.advance(at(4, 9, month=12))
    assert not [p for p in await house.advance(at(9, 9, month=12)) if p.card.title.startswith("学习提醒")]


async def test_done_is_what_somebody_says(house: PaperHouse) -> None:
    await posted(house)
    said = await house.means("张三", StudyDone(note="很受教育"))
    assert said == ["已登记学完：S1 治本攻坚方案\n张三 · 11月25日（周三）"]
    assert those(house, Presence.DONE, "S1") == {"张三"} and lines(house, "S1")["张三"].reason == "很受教育"


async def test_done_by_a_press_is_the_one_who_pressed(house: PaperHouse) -> None:
    await posted(house)
    await house.presses("王磊", "学完了")
    assert those(house, Presence.DONE, "S1") == {"王磊"}


async def test_done_with_two_materials_open_is_asked_about(house: PaperHouse) -> None:
    await posted(house)
    await posted(house, title="党史")
    assert (await house.means("张三", StudyDone()))[0] == "学完的是哪一份？"
    await house.presses("张三", "S2 党史")
    assert those(house, Presence.DONE, "S2") == {"张三"} and lines(house, "S1") == {}


async def test_posted_again_with_another_day_it_is_the_same_material(house: PaperHouse) -> None:
    await posted(house)
    await posted(house, due=date(2026, 12, 11))
    assert events(house) == ["S1"] and alarms(house, "S1") == {"remind_to_study": at(10, 9, month=12)}


async def test_only_those_whom_it_is_for_are_reminded(house: PaperHouse) -> None:
    await posted(house, audience="支委")
    sent = await house.advance(at(4, 9, month=12))
    reminded = {p.address for p in sent if p.card.title.startswith("学习提醒")}
    assert reminded == {"陈敏", "李国栋", "周海燕", "吴刚", "郑洁"}


async def test_a_material_without_a_day_has_no_reminder_and_can_be_studied(house: PaperHouse) -> None:
    await posted(house, due=None)
    assert alarms(house, "S1") == {} and house.publicly()[-1].form
    await house.means("张三", StudyDone())
    assert those(house, Presence.DONE, "S1") == {"张三"}
