"""Hearing: every event as a Message; who spoke, to whom, about what, with which files."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.platform import Mentioned, SendFailed, Undeliverable
from bot.platforms.feishu.contents import content_of, named
from bot.platforms.feishu.events import message_of, moment
from bot.platforms.feishu.ourselves import Own
from bot.platforms.feishu.platform import FeishuPlatform
from bot.shelf import sniffed
from tests.platforms.feishu.conftest import Ear
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_faults import Fault
from tests.platforms.feishu.standin_world import Chat

JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@pytest.fixture
async def group(feishu: StandIn, bot: FeishuPlatform) -> Chat:
    chat = feishu.create_group("支部", "书记", "张三", "张三丰")
    await feishu.settled()
    return chat


async def test_the_bots_own_mention_is_stripped_and_others_are_named(
    feishu: StandIn, ear: Ear, group: Chat
) -> None:
    await feishu.says("书记", "@支部通 @张三丰 @张三 下周一前交材料", "支部")
    heard = ear.of("said")[0]
    people = {p.name: p.open_id for p in group.people}
    assert heard.text == "@张三丰 @张三 下周一前交材料" and heard.addressed and not heard.private
    assert set(heard.mentions) == {Mentioned(people["张三"], "张三"), Mentioned(people["张三丰"], "张三丰")}
    assert heard.account == people["书记"] and heard.chat == group.chat_id
    assert abs((heard.sent_at - feishu.world.clock.now()).total_seconds()) < 5


async def test_a_placeholder_that_begins_like_another_is_not_confused(
    feishu: StandIn, ear: Ear, group: Chat
) -> None:
    for n in range(11):
        feishu.world.person(f"党员{n:02}")
    text = " ".join(f"@党员{n:02}" for n in range(11))
    await feishu.says("书记", f"@支部通 {text}", "支部")
    assert ear.texts() == [text]
    assert [m.name for m in ear.of("said")[0].mentions] == [f"党员{n:02}" for n in range(11)]


async def test_at_all_is_everybody(feishu: StandIn, ear: Ear, group: Chat) -> None:
    await feishu.says("书记", "@所有人 明天开会", "支部")
    assert ear.texts() == ["@所有人 明天开会"]
    assert ear.of("said")[0].mentions == (Mentioned("", "所有人"),) and not ear.of("said")[0].addressed


async def test_a_private_word_is_addressed_to_the_bot(feishu: StandIn, ear: Ear, group: Chat) -> None:
    await feishu.says("张三", "我的任务")
    heard = ear.of("said")[0]
    assert heard.private and heard.addressed and heard.text == "我的任务"


async def test_a_reply_says_what_it_answers(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    from branch.cards import Card
    from tests.platforms.feishu.conftest import parcel

    card = await bot.send(parcel(group.chat_id, Card(title="T1 资料归档")))
    await feishu.says("张三", "这个我周五交", "支部", reply_to=card)
    assert ear.of("said")[0].reply_to == card


async def test_with_the_at_scope_alone_only_what_is_meant_for_the_bot_is_heard(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    feishu.world.scopes.remove("im:message.group_msg")
    await feishu.says("张三", "随便聊聊", "支部")
    await feishu.says("张三", "@支部通 签到", "支部")
    assert ear.texts() == ["签到"] and not bot.logbook.hears_all


async def test_the_bot_knows_that_it_hears_everything(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    await feishu.says("张三", "随便聊聊", "支部")
    assert bot.logbook.hears_all and not ear.of("said")[0].addressed


async def test_rich_text_is_read_with_its_mentions_links_and_pictures(
    feishu: StandIn, ear: Ear, group: Chat
) -> None:
    bot, zhang = feishu.world.bot_open_id, feishu.world.person("张三").open_id
    mentions = [
        {"key": "@_user_1", "id": {"open_id": bot}, "name": "支部通", "mentioned_type": "bot"},
        {"key": "@_user_2", "id": {"open_id": zhang}, "name": "张三", "mentioned_type": "user"},
    ]
    rows = [
        [
            {"tag": "at", "user_id": "@_user_1"},
            {"tag": "text", "text": " 隐患："},
            {"tag": "at", "user_id": "@_user_2"},
        ],
        [
            {"tag": "a", "text": "规程", "href": "https://example.org/a"},
            {"tag": "img", "image_key": "img_v3_1"},
        ],
    ]
    feishu.posts("书记", "3号闸门", rows, "支部", mentions)
    await feishu.settled()
    heard = ear.of("said")[0]
    assert heard.text == "3号闸门\n 隐患：@张三\n规程 https://example.org/a" and heard.addressed
    assert [f.key.partition("/")[2] for f in heard.files] == ["img_v3_1"]


async def test_a_picture_answered_to_the_bot_is_fetched_and_kept_by_its_hash(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat, tmp_path: Path
) -> None:
    said = feishu.shows("张三", JPEG)
    await feishu.settled()
    heard = ear.of("said")[0]
    kept = await bot.fetch(heard.files[0])
    assert heard.files[0].key.startswith(said.message_id) and heard.files[0].kind == "image"
    assert kept.kind == "jpg" and (tmp_path / "files" / kept.path).read_bytes() == JPEG
    assert await bot.fetch(heard.files[0]) == kept
    assert not list((tmp_path / "files").glob(".fetching-*"))


async def test_a_file_too_large_is_not_kept(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat, tmp_path: Path
) -> None:
    bot._files.shelf.limit = 1000
    feishu.shows("张三", b"x" * 5000, "支部", file_name="大.pdf")
    await feishu.settled()
    with pytest.raises(Undeliverable, match="没有保存"):
        await bot.fetch(ear.of("said")[0].files[0])
    assert not list((tmp_path / "files").rglob("*.bin")) and not list(
        (tmp_path / "files").glob(".fetching-*")
    )


async def test_a_download_that_breaks_can_be_tried_again(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    feishu.shows("张三", JPEG, "支部")
    await feishu.settled()
    file = ear.of("said")[0].files[0]
    feishu.faults.plan(Fault("/resources/", lost=True))
    with pytest.raises(SendFailed):
        await bot.fetch(file)
    assert (await bot.fetch(file)).size == len(JPEG)


async def test_a_token_that_ran_out_meanwhile_spoils_one_download_and_no_second(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear, group: Chat
) -> None:
    feishu.shows("张三", JPEG, "支部")
    await feishu.settled()
    file = ear.of("said")[0].files[0]
    feishu.api.expire_token()
    with pytest.raises(SendFailed):
        await bot.fetch(file)
    assert (await bot.fetch(file)).size == len(JPEG)


async def test_a_recalled_message_is_told_once(feishu: StandIn, ear: Ear, group: Chat) -> None:
    said = await feishu.says("张三", "@支部通 签到", "支部")
    again = feishu.recalls(said)
    feishu.repeat_with_new_event_id(again)
    await feishu.settled()
    assert [m.data for m in ear.of("recalled")] == [{"message": said.message_id}]


async def test_who_joins_and_who_leaves_is_told(feishu: StandIn, ear: Ear, group: Chat) -> None:
    feishu.joins("李四", "支部")
    feishu.leaves("李四", "支部")
    await feishu.settled()
    account = feishu.world.person("李四").open_id
    assert ear.of("joined")[0].data == {"people": [{"account": account, "name": "李四"}]}
    assert ear.of("left")[0].chat == group.chat_id


async def test_a_new_group_is_told_with_everybody_in_it(feishu: StandIn, ear: Ear, group: Chat) -> None:
    await ear.until(lambda: ear.of("roll"))
    assert ear.of("bot_added")[0].data == {"name": "支部"}
    assert [p["name"] for p in ear.of("roll")[0].data["people"]] == ["书记", "张三", "张三丰"]


async def test_a_group_of_many_is_read_page_by_page(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    feishu.create_group("大群", *(f"党员{n}" for n in range(250)))
    await ear.until(lambda: ear.of("roll"))
    assert len(ear.of("roll")[0].data["people"]) == 250


async def test_being_removed_and_a_dissolved_group_are_told(feishu: StandIn, ear: Ear, group: Chat) -> None:
    feishu.remove_bot("支部", by="书记")
    feishu.dissolve("支部")
    await feishu.settled()
    assert [m.chat for m in ear.of("bot_removed")] == [group.chat_id] * 2


async def test_opening_the_private_chat_is_told(feishu: StandIn, ear: Ear, group: Chat) -> None:
    feishu.enters("张三")
    await feishu.settled()
    entered = ear.of("entered")[0]
    assert entered.private and entered.account == feishu.world.person("张三").open_id


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "{", '{"text": null}', '{"content": [[{}]]}', '{"content": [[{"tag": "at"}]]}'],
)
@pytest.mark.parametrize("kind", ["text", "post", "image", "file", "sticker", "unheard_of"])
def test_odd_contents_read_as_little_or_nothing(kind: str, content: str) -> None:
    read = content_of("om_1", kind, content)
    assert read.text in ("", "None") and read.files == []


def test_an_event_of_no_type_of_ours_is_nothing() -> None:
    assert message_of(b'{"header": {"event_type": "x"}}', Own("ou_bot")) is None
    with pytest.raises(ValueError):
        message_of(b"not json", Own("ou_bot"))


def test_an_edit_is_told_with_its_message_and_an_odd_one_is_let_pass() -> None:
    def edited(event: Any) -> bytes:
        header = {"event_type": "im.message.updated_v1", "event_id": "e", "create_time": "1764000000000"}
        return json.dumps({"header": header, "event": event}).encode()

    told = message_of(edited({"message": {"message_id": "om_1", "chat_id": "oc_1"}}), Own())
    assert told is not None and (told.happening, told.data, told.chat) == (
        "edited",
        {"message": "om_1"},
        "oc_1",
    )
    for odd in ({}, {"message": "om_1"}, {"message": {}}):
        assert message_of(edited(odd), Own()) is None


def test_a_button_that_is_not_ours_is_nothing() -> None:
    def pressed(value: Any) -> bytes:
        header = {"event_type": "card.action.trigger", "event_id": "e", "create_time": "1764000000000000"}
        return json.dumps({"header": header, "event": {"action": {"value": value}}}).encode()

    for value in (
        None,
        "x",
        {},
        {"card": 1, "button": 0},
        {"card": "k", "button": "0"},
        {"card": "k", "button": True},
    ):
        assert message_of(pressed(value), Own()) is None
    ours = message_of(pressed({"card": "k", "button": 0}), Own())
    assert ours is not None and ours.sent_at == moment("1764000000000")


def test_a_bot_that_does_not_know_itself_yet_still_sees_that_it_is_meant() -> None:
    mention = {"key": "@_user_1", "id": {"open_id": "ou_b"}, "name": "支部通", "mentioned_type": "bot"}
    assert named("@_user_1 签到", [mention], Own()).addressed
    del mention["mentioned_type"]
    assert named("@_user_1 签到", [mention], Own(name="支部通")).addressed
    assert not named("@_user_1 签到", [mention], Own("ou_other", "支部通")).addressed


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (JPEG, "x.exe", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "", "png"),
        (b"PK\x03\x04", "材料.docx", "docx"),
        (b"PK\x03\x04", "材料.exe", "zip"),
        (b"%PDF-1.7", "a", "pdf"),
        (b"MZ\x90\x00", "照片.jpg", "bin"),
        ("文字".encode(), "a.txt", "txt"),
        ("文字".encode()[:-1], "a.txt", "txt"),
        (b"\x00\x00\x00\x18ftypheic", "a", "heic"),
        (b"", "a", "bin"),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, name: str, kind: str) -> None:
    assert sniffed(head, name) == kind


async def test_the_account_of_the_bot_is_learnt_later_if_it_must_be(
    feishu: StandIn, platform: FeishuPlatform, ear: Ear
) -> None:
    feishu.faults.plan(Fault("/bot/v3/info", html=True))
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.connected()
    feishu.create_group("支部", "张三")
    await feishu.says("张三", "@支部通 签到", "支部")
    assert ear.texts() == ["签到"] and ear.of("said")[0].addressed
    listening.cancel()
    await asyncio.wait({listening})
