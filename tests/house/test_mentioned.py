"""People @-mentioned on the platform are exactly those people, whatever they are called there."""

from bot.platform import Mentioned
from bot.platforms.feishu.contents import named
from bot.platforms.feishu.ourselves import Own
from tests.handlers.books import owners
from tests.handlers.rolls import at, called, lines
from tests.paper import PaperHouse

BOT = Own(id="ou_bot", name="支部通")


async def test_of_two_with_one_nickname_the_mentioned_one_gets_the_task(house: PaperHouse) -> None:
    await house.says("陈敏", "@小王 周五前把控制点复测一遍", mentions=(Mentioned("王磊", "小王"),))
    assert owners(house, "T1") == ["王磊"]


async def test_without_an_account_the_nickname_is_asked_about(house: PaperHouse) -> None:
    said = await house.says("陈敏", "@小王 周五前把控制点复测一遍", mentions=(Mentioned("stranger", "小王"),))
    assert "“小王”是哪一位？" in said[-1]


async def test_a_name_of_the_platform_that_the_roster_does_not_know_is_no_hindrance(
    house: PaperHouse,
) -> None:
    shown = (Mentioned("王磊", "大漠孤烟（质检）"), Mentioned("张三", "Zhang San 三队"))
    text = "@大漠孤烟（质检） 和 @Zhang San 三队 负责控制点复测，周五前"
    await house.says("陈敏", text, mentions=shown)
    assert set(owners(house, "T1")) == {"王磊", "张三"}


async def test_two_shown_alike_are_told_apart_by_their_order(house: PaperHouse) -> None:
    await called(house, start=at(25, 10, 40))
    shown = (Mentioned("王强", "小王"), Mentioned("王磊", "小王"))
    await house.says("陈敏", "党课请假：@小王（夜班）、@小王（出差）", mentions=shown)
    assert (lines(house)["王强"].reason, lines(house)["王磊"].reason) == ("夜班", "出差")


async def test_a_feishu_message_names_people_by_their_accounts(house: PaperHouse) -> None:
    mentions = [
        {"key": "@_user_1", "id": {"open_id": "ou_bot"}, "name": "支部通"},
        {"key": "@_user_2", "id": {"open_id": "王强"}, "name": "小王"},
    ]
    words = named("@_user_1 明天上午九点提醒 @_user_2 交周报", mentions, BOT)
    await house.says("陈敏", "@支部通" + words.text, mentions=words.mentions)
    sent = await house.advance(at(26, 9))
    assert [(p.address, p.card.title) for p in sent if "交周报" in p.card.title] == [("王强", "提醒：交周报")]


async def test_a_member_with_the_name_of_a_thing_is_a_person_behind_an_at(house: PaperHouse) -> None:
    await house.says("陈敏", "@阳光 周五前把控制点复测一遍", mentions=(Mentioned("孙立", "阳光"),))
    assert owners(house, "T1") == ["孙立"]
