"""What each refusal of the platform means: wait, say it more simply, or never again."""

from datetime import timedelta

import pytest

from bot.platform import SendFailed, Undeliverable
from bot.platforms.feishu.platform import FeishuPlatform
from branch.cards import Card, Chart
from tests.platforms.feishu.conftest import parcel
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_faults import Fault
from tests.platforms.feishu.standin_world import Chat

NOTICE = Card(title="通知", lines=("明天下午三点开会",))
SEND = "/im/v1/messages"


@pytest.fixture
async def group(feishu: StandIn) -> Chat:
    return feishu.create_group("支部", "书记", "张三")


@pytest.mark.parametrize(
    ("code", "status", "headers", "after"),
    [
        (230020, 400, {}, timedelta(seconds=2)),
        (99991400, 429, {"x-ogw-ratelimit-reset": "7"}, timedelta(seconds=7)),
        (230049, 400, {}, timedelta(seconds=2)),
        (99991672, 400, {}, timedelta(minutes=10)),
    ],
)
async def test_a_platform_that_asks_for_patience_gets_it(
    feishu: StandIn,
    platform: FeishuPlatform,
    group: Chat,
    code: int,
    status: int,
    headers: dict[str, str],
    after: timedelta,
) -> None:
    feishu.faults.plan(Fault(SEND, code=code, status=status, headers=headers))
    with pytest.raises(SendFailed) as failed:
        await platform.send(parcel(group.chat_id, NOTICE))
    assert failed.value.after == after and not isinstance(failed.value, Undeliverable)


async def test_a_group_without_the_bot_is_never_tried_again(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.remove_bot("支部", by="书记")
    with pytest.raises(Undeliverable, match="不在群里"):
        await platform.send(parcel(group.chat_id, NOTICE))


async def test_a_dissolved_group_is_never_tried_again(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.dissolve("支部")
    with pytest.raises(Undeliverable, match="解散"):
        await platform.send(parcel(group.chat_id, NOTICE))


async def test_somebody_who_left_the_company_is_never_tried_again(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    person = feishu.world.person("张三")
    person.resigned = True
    with pytest.raises(Undeliverable, match="离职"):
        await platform.send(parcel(person.open_id, NOTICE, private=True))


@pytest.mark.parametrize("code", [230022, 230028])
async def test_words_the_platform_will_not_carry_are_not_tried_in_another_form(
    feishu: StandIn, platform: FeishuPlatform, group: Chat, code: int
) -> None:
    feishu.faults.plan(Fault(SEND, code=code))
    with pytest.raises(Undeliverable):
        await platform.send(parcel(group.chat_id, NOTICE))
    assert feishu.shown("支部") == []


async def test_a_refused_card_falls_back_to_a_simpler_one_and_says_why(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.faults.plan(Fault(SEND, code=230099, said="ErrCode: 200550; ErrMsg: chart"))
    card = Card(title="周报", chart=Chart(title="到会率", points=(("11月", 90.0),), unit="%"))
    await platform.send(parcel(group.chat_id, card))
    assert feishu.heard("支部")[0].kind == "interactive"
    assert feishu.shown("支部")[0] == "周报\n到会率\n11月：90%"
    assert "200550" in platform.logbook.refusals[0]


@pytest.mark.parametrize(("refusals", "kind"), [(2, "post"), (3, "text")])
async def test_the_ladder_ends_in_plain_text(
    feishu: StandIn, platform: FeishuPlatform, group: Chat, refusals: int, kind: str
) -> None:
    feishu.faults.plan(Fault(SEND, code=230099, times=refusals))
    await platform.send(parcel(group.chat_id, NOTICE))
    assert feishu.heard("支部")[0].kind == kind
    assert feishu.shown("支部") == ["通知\n明天下午三点开会"]
    assert len(platform.logbook.refusals) == refusals


async def test_a_card_refused_in_every_form_says_all_reasons(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    feishu.faults.plan(Fault(SEND, code=230099, times=9))
    with pytest.raises(Undeliverable, match="card: 230099.*text: 230099"):
        await platform.send(parcel(group.chat_id, NOTICE))


async def test_a_group_that_forbids_at_all_still_gets_the_notice(
    feishu: StandIn, platform: FeishuPlatform, group: Chat
) -> None:
    group.bot_may_at_all = False
    await platform.send(parcel(group.chat_id, NOTICE.model_copy(update={"everyone": True})))
    assert feishu.shown("支部") == ["通知\n明天下午三点开会"]
