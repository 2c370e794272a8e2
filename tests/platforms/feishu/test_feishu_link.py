"""The long connection: heard, stored, acknowledged; lost, found again."""

import asyncio
from pathlib import Path

from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings, Patience
from tests.platforms.feishu.conftest import QUICK, Ear
from tests.platforms.feishu.standin import SECRET, StandIn
from tests.platforms.feishu.standin_faults import Fault


async def test_a_message_is_stored_before_it_is_acknowledged(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    feishu.create_group("支部", "张三")
    ear.hold = asyncio.Event()
    feishu.says_at_once("张三", "@支部通 签到", "支部")
    await ear.until(lambda: ear.deliveries)
    event = feishu.link.events[-1]
    assert not event.codes
    ear.hold.set()
    await feishu.settled()
    assert event.codes == [200]
    assert ear.texts() == ["签到"]


async def test_what_cannot_be_stored_is_refused_and_comes_again(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    ear.failing = 1
    feishu.says_at_once("张三", "签到")
    event = feishu.link.events[-1]
    await feishu.until(lambda: event.codes)
    assert event.codes == [500] and ear.texts() == []
    feishu.leap(seconds=16)
    await feishu.settled()
    assert event.codes == [500, 200] and ear.texts() == ["签到"]


async def test_a_slow_store_is_answered_in_time_and_the_event_comes_again(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    ear.hold = asyncio.Event()
    feishu.says_at_once("张三", "签到")
    event = feishu.link.events[-1]
    await feishu.until(lambda: event.codes)
    assert event.codes == [500] and event.latencies[0] < 3
    ear.hold.set()
    feishu.leap(seconds=16)
    await feishu.settled()
    assert ear.texts() == ["签到"]


async def test_one_slow_message_holds_up_no_other(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    ear.hold = asyncio.Event()
    feishu.says_at_once("张三", "慢")
    slow = feishu.link.events[-1]
    await ear.until(lambda: ear.deliveries)
    ear.hold, held = None, ear.hold
    feishu.says_at_once("李四", "快")
    fast = feishu.link.events[-1]
    await feishu.until(lambda: fast.acked)
    assert not slow.codes
    held.set()
    await feishu.settled()


async def test_a_lost_acknowledgement_leaves_one_message(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    feishu.link.lose_acks, feishu.link.ack_within = 1, 0.1
    feishu.says_at_once("张三", "签到")
    event = feishu.link.events[-1]
    await feishu.until(lambda: event.due)
    feishu.leap(seconds=16)
    await feishu.settled()
    assert len(ear.deliveries) == 2 and ear.texts() == ["签到"]


async def test_the_same_message_under_another_event_id_has_the_same_id(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    await feishu.says("张三", "签到")
    feishu.repeat_with_new_event_id(feishu.link.events[-1])
    await feishu.settled()
    assert len(ear.deliveries) == 2 and len(set(ear.deliveries)) == 1


async def test_fragments_are_put_together(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    feishu.link.links, links = [], feishu.link.links
    feishu.says_at_once("张三", "很长的话" * 200)
    event = feishu.link.events[-1]
    event.fragments = 3
    feishu.link.links = links
    feishu.leap(seconds=16)
    await feishu.settled()
    assert ear.texts() == ["很长的话" * 200] and event.codes == [200]


async def test_types_that_are_none_of_ours_are_acknowledged(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    event = feishu._event("im.message.reaction.created_v1", {"message_id": "om_1"})
    await feishu.settled()
    assert event.codes == [200] and ear.heard == []


async def test_a_frame_that_is_none_harms_nothing(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    await feishu.link.links[0].send(b"\xff\xff nonsense")
    await feishu.says("张三", "还在吗")
    assert ear.texts() == ["还在吗"]


async def test_a_dropped_link_is_made_anew(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    await feishu.link.drop()
    await feishu.connected(2)
    await feishu.says("张三", "回来了")
    assert ear.texts() == ["回来了"]


async def test_a_clean_goodbye_of_the_platform_is_followed_by_a_new_link(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    await feishu.link.close_links()
    await feishu.connected(2)
    await feishu.says("张三", "回来了")
    assert ear.texts() == ["回来了"]


async def test_a_drop_while_handling_loses_nothing(feishu: StandIn, bot: FeishuPlatform, ear: Ear) -> None:
    ear.hold = asyncio.Event()
    feishu.link.ack_within = 0.1
    feishu.says_at_once("张三", "签到")
    event = feishu.link.events[-1]
    await ear.until(lambda: ear.deliveries)
    await feishu.link.drop()
    await feishu.connected(2)
    ear.hold.set()
    await feishu.until(lambda: event.due)
    feishu.leap(seconds=16)
    await feishu.settled()
    assert ear.texts() == ["签到"]


async def test_a_refused_address_is_asked_for_again_whatever_the_code(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    """The SDK's own client never comes back from a code other than 1 and 1000040343."""
    feishu.link.refusals = [10003, 1000040350, 403, 514, 1]
    await feishu.link.drop()
    await feishu.connected(2)
    await feishu.says("张三", "回来了")
    assert ear.texts() == ["回来了"] and feishu.link.refusals == []


async def test_a_gateway_page_instead_of_an_address_is_survived(
    feishu: StandIn, bot: FeishuPlatform, ear: Ear
) -> None:
    feishu.faults.plan(Fault("/callback/ws/endpoint", html=True))
    feishu.faults.plan(Fault("/callback/ws/endpoint", lost=True))
    await feishu.link.drop()
    await feishu.connected(2)
    await feishu.says("张三", "回来了")
    assert ear.texts() == ["回来了"]


async def test_a_platform_that_does_not_answer_is_not_waited_for_for_ever(
    feishu: StandIn, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    """The SDK asks without a timeout, inside the loop: a bot was deaf for days."""
    never = asyncio.Event()
    feishu.faults.plan(Fault("/callback/ws/endpoint", hold=never))
    patience = Patience(endpoint=0.2, retry_first=0.01)
    platform = FeishuPlatform(settings, tmp_path / "files", patience=patience)
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.connected()
    never.set()
    listening.cancel()
    await asyncio.wait({listening})
    await platform.close()


async def test_a_half_open_link_is_noticed_and_replaced(
    feishu: StandIn, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    """The platform keeps the link and answers the socket's pings, but has forgotten us."""
    feishu.link.ping_interval = 1
    patience = Patience(grace=-1.5, retry_first=0.01)
    platform = FeishuPlatform(settings, tmp_path / "files", patience=patience)
    feishu.link.deaf_and_dumb = True
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.connected(2)  # half a second of silence was enough
    feishu.link.deaf_and_dumb, feishu.link.ping_interval = False, 120
    feishu.says_at_once("张三", "听见了")
    event = feishu.link.events[-1]
    while not event.acked:  # the second link may have been given up as well
        feishu.leap(seconds=16)
        await feishu.until(lambda: event.acked or event.due)
    assert ear.texts() == ["听见了"]
    listening.cancel()
    await asyncio.wait({listening})
    await platform.close()


async def test_stopping_acknowledges_what_is_in_flight_and_hangs_up(
    feishu: StandIn, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    platform = FeishuPlatform(settings, tmp_path / "files", patience=QUICK)
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.connected()
    ear.hold = asyncio.Event()
    feishu.says_at_once("张三", "签到")
    event = feishu.link.events[-1]
    await ear.until(lambda: ear.deliveries)
    listening.cancel()
    asyncio.get_running_loop().call_soon(ear.hold.set)
    await asyncio.wait({listening})
    await feishu.until(lambda: not feishu.link.links)
    await platform.close()
    assert event.codes == [200] and ear.texts() == ["签到"] and feishu.link.connected == 1


async def test_a_stop_in_the_moment_of_connecting_comes_to_an_end(
    feishu: StandIn, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    """asyncio.wait_for loses a cancel that arrives together with a frame (Python 3.11)."""
    for times in range(1, 16):
        platform = FeishuPlatform(settings, tmp_path / "files", patience=QUICK)
        listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
        await feishu.connected(times)
        async with asyncio.timeout(5):
            await platform.close()
            await asyncio.wait({listening})
        await feishu.until(lambda: not feishu.link.links)


async def test_wrong_credentials_are_tried_again_and_found_when_put_right(
    feishu: StandIn, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    feishu.link.secret = "another"
    platform = FeishuPlatform(settings, tmp_path / "files", patience=QUICK)
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.until(lambda: feishu.api.calls)
    feishu.link.secret = SECRET
    await feishu.connected()
    listening.cancel()
    await asyncio.wait({listening})
    await platform.close()


async def test_two_replicas_share_the_events(
    feishu: StandIn, bot: FeishuPlatform, settings: FeishuSettings, ear: Ear, tmp_path: Path
) -> None:
    other = FeishuPlatform(settings, tmp_path / "other" / "files", patience=QUICK)
    listening = asyncio.create_task(other.listen(ear.receive, ear.outcome))
    await feishu.connected(2)
    for n in range(10):
        feishu.says_at_once("张三", f"第{n}句")
    await feishu.settled()
    assert sorted(ear.texts()) == [f"第{n}句" for n in range(10)]
    listening.cancel()
    await asyncio.wait({listening})
    await other.close()
