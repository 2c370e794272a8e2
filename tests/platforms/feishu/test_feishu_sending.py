"""Sending: the right form, in the right place, once."""

import asyncio
import json

import pytest

from bot.platform import AnswerLost, SendFailed, Undeliverable
from bot.platforms.feishu.platform import FeishuPlatform
from branch.cards import Button, Card, FileOrder, Table
from tests.platforms.feishu.conftest import parcel
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_faults import Fault
from tests.platforms.feishu.standin_world import Chat

NOTICE = Card(title="通知", lines=("明天下午三点开会",))
SEND = "/im/v1/messages"


@pytest.fixture
async def group(feishu: StandIn) -> Chat:
    return feishu.create_group("支部", "书记", "张三")


async def test_a_card_reaches_the_group(feishu: StandIn, platform: FeishuPlatform, group: Chat) -> None:
    id = await platform.send(parcel(group.chat_id, NOTICE))
    assert feishu.shown("支部") == ["通知\n明天下午三点开会"]
    assert feishu.heard("支部")[0].message_id == id


async def test_a_private_card_reaches_the_person(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    account = feishu.world.person("张三").open_id
    await platform.send(parcel(account, NOTICE, private=True))
    assert feishu.shown("张三") == ["通知\n明天下午三点开会"] and feishu.shown("支部") == []


async def test_an_answer_goes_to_the_message_it_answers(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    said = feishu.says_at_once("张三", "@支部通 签到", "支部")
    await platform.send(parcel(group.chat_id, NOTICE, reply_to=said.message_id))
    assert feishu.heard("支部")[0].parent == said.message_id


async def test_an_answer_to_a_recalled_message_is_sent_all_the_same(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    said = feishu.says_at_once("张三", "@支部通 签到", "支部")
    feishu.recalls(said)
    await platform.send(parcel(group.chat_id, NOTICE, reply_to=said.message_id))
    assert feishu.heard("支部")[0].parent == ""


async def test_a_card_is_edited_in_place(feishu: StandIn, platform: FeishuPlatform, group: Chat) -> None:
    first = await platform.send(parcel(group.chat_id, NOTICE, once="a"))
    changed = Card(title="通知", lines=("改到后天",))
    assert await platform.send(parcel(group.chat_id, changed, once="b", replaces=first)) == first
    assert feishu.shown("支部") == ["通知\n改到后天"] and feishu.heard("支部")[0].edits == 1


@pytest.mark.parametrize("why", ["older than fourteen days", "recalled"])
async def test_a_card_that_cannot_be_edited_is_sent_afresh(
    feishu: StandIn, platform: FeishuPlatform, group: Chat, why: str
) -> None:
    first = await platform.send(parcel(group.chat_id, NOTICE, once="a"))
    if why == "recalled":
        feishu.heard("支部")[0].recalled = True
    else:
        feishu.leap(days=15)
    second = await platform.send(parcel(group.chat_id, NOTICE, once="b", replaces=first))
    assert second != first and len(feishu.heard("支部")) == 2


async def test_the_same_key_twice_is_one_message(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    ids = [await platform.send(parcel(group.chat_id, NOTICE, once="same")) for _ in range(2)]
    assert ids[0] == ids[1] and len(feishu.heard("支部")) == 1


async def test_a_lost_answer_says_so_and_the_repeat_doubles_nothing(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.faults.plan(Fault(SEND, lost=True, done=True))
    with pytest.raises(AnswerLost):
        await platform.send(parcel(group.chat_id, NOTICE, once="same"))
    await platform.send(parcel(group.chat_id, NOTICE, once="same"))
    assert len(feishu.heard("支部")) == 1


async def test_a_gateway_page_is_no_answer(feishu: StandIn, platform: FeishuPlatform, group: Chat) -> None:
    feishu.faults.plan(Fault(SEND, html=True, done=True))
    with pytest.raises(AnswerLost):
        await platform.send(parcel(group.chat_id, NOTICE, once="same"))
    await platform.send(parcel(group.chat_id, NOTICE, once="same"))
    assert len(feishu.heard("支部")) == 1


async def test_a_slow_answer_is_a_lost_one(feishu: StandIn, platform: FeishuPlatform, group: Chat) -> None:
    hold = asyncio.Event()
    feishu.faults.plan(Fault(SEND, hold=hold))
    with pytest.raises(AnswerLost):
        await platform.send(parcel(group.chat_id, NOTICE))
    hold.set()


async def test_a_platform_that_is_not_there_was_sent_nothing(
    feishu: StandIn, platform: FeishuPlatform
) -> None:
    await feishu.http.stop()
    with pytest.raises(SendFailed) as failed:
        await platform.send(parcel("oc_1", NOTICE))
    assert not isinstance(failed.value, AnswerLost | Undeliverable)


async def test_an_expired_token_is_renewed_once_and_nobody_notices(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    await platform.send(parcel(group.chat_id, NOTICE, once="a"))
    feishu.api.expire_token()
    await platform.send(parcel(group.chat_id, NOTICE, once="b"))
    tokens = [call for call in feishu.api.calls if "tenant_access_token" in call]
    assert len(feishu.heard("支部")) == 2 and len(tokens) == 2


async def test_however_many_ask_a_token_is_fetched_once(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    people = [feishu.world.person(f"党员{n}").open_id for n in range(8)]
    await asyncio.gather(*(platform.send(parcel(p, NOTICE, private=True)) for p in people))
    assert len([call for call in feishu.api.calls if "tenant_access_token" in call]) == 1


async def test_roster_people_are_pinged_by_their_accounts(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    account = feishu.world.person("张三").open_id
    card = NOTICE.model_copy(update={"mentions": ("张三", "没绑定的人")})
    await platform.send(parcel(group.chat_id, card, accounts={"张三": account}))
    assert f"<at id={account}></at>" in feishu.heard("支部")[0].content
    assert "没绑定的人" not in feishu.heard("支部")[0].content


async def test_a_ledger_goes_along_as_a_file(feishu: StandIn, platform: FeishuPlatform, group: Chat) -> None:
    card = Card(title="台账", file=FileOrder(what="workbook", name="支部工作台账.xlsx"))
    await platform.send(parcel(group.chat_id, card, file=b"PK\x03\x04xlsx"))
    assert feishu.shown("支部") == ["台账\n附件：支部工作台账.xlsx", "[file] 支部工作台账.xlsx"]


async def test_a_failing_upload_shows_nothing_yet(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.faults.plan(Fault("/im/v1/files", html=True))
    card = Card(title="台账", file=FileOrder(what="workbook", name="支部工作台账.xlsx"))
    with pytest.raises(SendFailed):
        await platform.send(parcel(group.chat_id, card, file=b"PK"))
    assert feishu.shown("支部") == []


async def test_a_picture_goes_along_as_a_picture(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    card = Card(title="H1的现场照片", file=FileOrder(what="kept", name="H1照片.jpg"))
    await platform.send(parcel(group.chat_id, card, file=b"\xff\xd8\xff\xe0photo"))
    assert [said.kind for said in feishu.heard("支部")] == ["interactive", "image"]
    key = json.loads(feishu.heard("支部")[1].content)["image_key"]
    assert feishu.world.files[key][1] == b"\xff\xd8\xff\xe0photo"


@pytest.mark.parametrize("content", [b"PK\x03\x04xlsx", b"", b"\xff\xd8\xff\xe0photo"])
async def test_a_file_that_is_refused_for_good_is_told_and_holds_no_card_up(
    feishu: StandIn, platform: FeishuPlatform, group: Chat, content: bytes
) -> None:
    feishu.world.scopes.remove("im:resource")
    card = Card(title="台账", lines=("按现在的记录生成。",), file=FileOrder(what="tasks", name="台账.xlsx"))
    await platform.send(parcel(group.chat_id, card, file=content))
    (said,) = feishu.shown("支部")
    assert said.startswith("台账\n按现在的记录生成。\n附件没能发出：") and platform.logbook.refusals


async def test_a_list_too_long_for_a_card_is_cut_and_follows_as_a_file(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    rows = tuple((f"T{n}", "闸门安装方案评审与资料归档" * 4, "王强") for n in range(400))
    rows = (("T0", "联系 13812345678", "=cmd()"), *rows[1:])
    card = Card(title="任务清单", table=Table(columns=("编号", "任务", "责任人"), rows=rows))
    await platform.send(parcel(group.chat_id, card))
    sent = feishu.heard("支部")
    assert "共 400 行" in sent[0].text and sent[1].text == "[file] 任务清单.csv"
    whole = feishu.world.files[json.loads(sent[1].content)["file_key"]][1].decode("utf-8-sig")
    assert len(whole.splitlines()) == 401
    assert whole.splitlines()[1] == "T0,联系 138****5678,'=cmd()"


async def test_the_last_step_of_the_ladder_rings_if_allowed(
    feishu: StandIn, platform: FeishuPlatform
) -> None:
    account = feishu.world.person("张三").open_id
    await platform.send(parcel(account, NOTICE, private=True, urgent=True, once="a"))
    assert feishu.heard("张三")[0].rung == []
    platform._sender._urgent = True
    await platform.send(parcel(account, NOTICE, private=True, urgent=True, once="b"))
    assert feishu.heard("张三")[1].rung == [account]
    feishu.world.scopes.remove("im:message.urgent")
    await platform.send(parcel(account, NOTICE, private=True, urgent=True, once="c"))
    assert len(feishu.heard("张三")) == 3


async def test_buttons_carry_nothing_but_the_card_and_their_place(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    card = NOTICE.model_copy(
        update={"buttons": (Button(label="签到", intent="attendance.sign", slots={"m": 7}),)}
    )
    await platform.send(parcel(group.chat_id, card, once="k1"))
    content = feishu.heard("支部")[0].content
    assert '"value":{"card":"k1","button":0}' in content and "attendance" not in content


async def test_calls_are_counted_by_the_month_of_the_platform(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    await platform.send(parcel(group.chat_id, NOTICE, once="a"))
    feishu.leap(days=10)
    await platform.send(parcel(group.chat_id, NOTICE, once="b"))
    assert platform.logbook.calls == {"2026-11": 1, "2026-12": 1}
