"""Presses and forms: told within three seconds what is now true; nothing said twice."""

import asyncio
from dataclasses import replace

import pytest

from bot.platform import Press
from bot.platforms.feishu.platform import FeishuPlatform
from branch.cards import Button, Card
from tests.platforms.feishu.conftest import Ear, parcel
from tests.platforms.feishu.gallery import GALLERY
from tests.platforms.feishu.standin import Reaction, StandIn
from tests.platforms.feishu.standin_world import Chat, Said

SIGNED = Card(title="已签到：张三", tone="good")


@pytest.fixture
async def group(feishu: StandIn, bot: FeishuPlatform) -> Chat:
    chat = feishu.create_group("支部", "书记", "张三", "李四")
    await feishu.settled()
    return chat


@pytest.fixture
async def notice(feishu: StandIn, bot: FeishuPlatform, group: Chat) -> Said:
    accounts = {name: feishu.world.person(name).open_id for name in ("张三", "李四")}
    await bot.send(parcel(group.chat_id, GALLERY["notice"], once="notice-1", accounts=accounts))
    return feishu.heard("支部")[-1]


async def test_a_press_is_answered_with_what_is_now_true(feishu: StandIn, ear: Ear, notice: Said) -> None:
    ear.answers = lambda message: SIGNED
    assert await feishu.clicks("张三", notice, "签到") == Reaction("已签到：张三", "success")
    pressed = ear.of("pressed")[0]
    assert pressed.press == Press("notice-1", 0) and pressed.account == feishu.world.person("张三").open_id
    assert pressed.reply_to == notice.message_id


async def test_two_presses_of_one_person_are_two_messages(feishu: StandIn, ear: Ear, notice: Said) -> None:
    await feishu.clicks("张三", notice, "签到")
    await feishu.clicks("张三", notice, "请假")
    assert [m.press.button for m in ear.of("pressed") if m.press] == [0, 1]


async def test_an_answer_the_toast_gave_is_not_given_again(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, notice: Said, group: Chat
) -> None:
    ear.answers = lambda message: SIGNED
    await feishu.clicks("张三", notice, "签到")
    answer = parcel(group.chat_id, SIGNED, reply_to=ear.of("pressed")[0].id, answers_press=True)
    assert await bot.send(answer) == "" and len(feishu.heard("支部")) == 1


async def test_a_card_that_everybody_sees_changes_in_place_whatever_the_toast_said(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, notice: Said, group: Chat
) -> None:
    ear.answers = lambda message: SIGNED
    await feishu.clicks("张三", notice, "签到")
    answer = parcel(group.chat_id, SIGNED, reply_to=ear.of("pressed")[0].id, answers_press=True)
    await bot.send(replace(answer, replaces=notice.message_id))
    assert feishu.shown("支部") == ["已签到：张三"]


async def test_an_answer_with_more_than_a_sentence_follows_as_a_card(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, notice: Said, group: Chat
) -> None:
    question = GALLERY["question"]
    ear.answers = lambda message: question
    assert (await feishu.clicks("张三", notice, "签到")).toast == "哪一项任务？"
    await bot.send(parcel(group.chat_id, question, reply_to=ear.of("pressed")[0].id, answers_press=True))
    assert feishu.heard("支部")[-1].parent == notice.message_id
    assert feishu.shown("支部")[-1].startswith("哪一项任务？")


async def test_a_slow_answer_is_promised_and_then_sent(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, notice: Said, group: Chat
) -> None:
    ear.silent = True
    assert await feishu.clicks("张三", notice, "签到") == Reaction("已收到，正在处理", "info")
    await bot.send(parcel(group.chat_id, SIGNED, reply_to=ear.of("pressed")[0].id, answers_press=True))
    assert feishu.shown("支部")[-1] == "已签到：张三"


async def test_an_answer_that_leaves_before_its_toast_waits_for_it(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, notice: Said, group: Chat
) -> None:
    """Delivery may be quicker than the callback: the card must not be sent beside the toast."""
    ear.silent = True
    button = next(b for b in _buttons(notice) if b["text"]["content"] == "签到")
    event = feishu.clicks_at_once("张三", notice, button)
    await ear.until(lambda: ear.of("pressed"))
    answer = parcel(group.chat_id, SIGNED, reply_to=ear.of("pressed")[0].id, answers_press=True)
    sending = asyncio.create_task(bot.send(answer))
    ear.silent, ear.answers = False, lambda message: SIGNED
    await ear._notify()
    assert await sending == "" and len(feishu.heard("支部")) == 1
    await feishu.until(lambda: event.acked)


async def test_a_press_of_before_the_restart_is_answered_by_a_card(
    feishu: StandIn, bot: FeishuPlatform, group: Chat
) -> None:
    await bot.send(parcel(group.chat_id, SIGNED, reply_to="card:of-an-earlier-life", answers_press=True))
    assert feishu.shown("支部") == ["已签到：张三"] and feishu.heard("支部")[0].parent == ""


async def test_a_press_that_cannot_be_stored_shows_the_clients_error(
    feishu: StandIn, ear: Ear, notice: Said
) -> None:
    ear.failing = 1
    assert (await feishu.clicks("张三", notice, "签到")).error == 200671
    assert ear.of("pressed") == []


async def test_nothing_to_say_is_said_as_received(feishu: StandIn, ear: Ear, notice: Said) -> None:
    ear.answers = lambda message: None
    assert await feishu.clicks("张三", notice, "签到") == Reaction("已收到", "info")


async def test_a_form_comes_back_as_slots(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    await bot.send(parcel(group.chat_id, GALLERY["hazard_form"], once="form-1"))
    form = feishu.heard("支部")[-1]
    answers = {"地点": "2号闸门", "整改责任人": "李四", "协助": ["张三", "书记"], "期限": "2026-12-01"}
    await feishu.submits("书记", form, **answers, 发现时间="2026-11-24 08:05")
    pressed = ear.of("pressed")[0].press
    ids = {name: feishu.world.person(name).open_id for name in ("张三", "李四", "书记")}
    assert pressed == Press(
        "form-1",
        0,
        {
            "place": "2号闸门",
            "owner": ids["李四"],
            "helpers": [ids["张三"], ids["书记"]],
            "due": "2026-12-01",
            "seen": "2026-11-24T08:05:00+08:00",
        },
    )


async def test_a_press_in_a_private_chat_is_private(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    account = feishu.world.person("张三").open_id
    ask = Card(title="能参加吗？", buttons=(Button(label="能", intent="x"),))
    await bot.send(parcel(account, ask, private=True))
    await feishu.clicks("张三", feishu.heard("张三")[0], "能")
    assert ear.of("pressed")[0].private


def _buttons(said: Said) -> list[dict[str, object]]:
    from tests.platforms.feishu.standin_cards import buttons

    return buttons(said.card)
