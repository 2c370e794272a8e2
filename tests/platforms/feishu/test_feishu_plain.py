"""A platform that offers the least: whatever the bot can do without is refused, and it hears and answers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.rosterbind import bind
from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_faults import Fault
from tests.test_story import GROUP, SECRETARY, START

ALWAYS = 10**9
OPTIONAL = (
    ("GET", "/bot/v3/info"),
    ("GET", "/im/v1/chats"),
    ("GET", "/im/v1/messages"),
    ("POST", "/contact/"),
    ("POST", "/im/v1/files"),
    ("PATCH", "/im/v1/messages"),
)
REFUSALS = {
    "absent": Fault("", absent=True),
    "unknown": Fault("", code=404, status=404),
    "odd code": Fault("", code=99991, status=400),
    "no scope": Fault("", code=99991672, said="Access denied."),
    "gateway": Fault("", html=True),
    "hung up": Fault("", lost=True),
}


@pytest.fixture(params=REFUSALS)
async def plain(request: pytest.FixtureRequest, feishu: StandIn, tmp_path: Path) -> AsyncIterator[Living]:
    refusal = REFUSALS[request.param]
    for method, path in OPTIONAL:
        feishu.faults.plan(replace(refusal, method=method, path=path, times=ALWAYS))
    if request.param not in ("gateway", "hung up"):  # those say nothing of whether it was done
        feishu.faults.plan(replace(refusal, method="POST", path="/reply", times=ALWAYS))
    async with Living(feishu, tmp_path, START, roll_hours=24) as living:
        yield living


async def test_an_unbound_group_comes_to_an_answered_message(feishu: StandIn, plain: Living) -> None:
    feishu.create_group(GROUP, SECRETARY, "张三")
    await feishu.until(lambda: feishu.heard(GROUP))
    await plain.quiet()
    assert "大家好" in feishu.shown(GROUP)[0]
    # nobody's list says who is here; but whoever is mentioned has a name
    await feishu.says("张三", f"@支部通 书记是@{SECRETARY}", GROUP)
    await feishu.until(lambda: feishu.heard(SECRETARY))
    asked = feishu.heard(SECRETARY)[-1]
    assert "哪个范围的群" in asked.text
    reaction = await feishu.clicks(SECRETARY, asked, "全支部群")
    assert reaction.error == 0 and "已定为全支部群" in reaction.toast
    await plain.quiet()
    await feishu.says(SECRETARY, "@支部通 @张三 负责闸门安装方案评审，11月9日前完成", GROUP)
    await plain.quiet()
    assert any("已记下任务 T1" in text and "责任人：张三" in text for text in feishu.shown(GROUP))
    await plain.advance(plain.clock() + timedelta(minutes=1))
    await feishu.says("张三", "@支部通 T1 做了一半", GROUP)
    await plain.quiet()
    await plain.advance(plain.clock() + timedelta(minutes=1))  # what a gateway lost is tried again
    assert "已记进展：T1" in feishu.shown(GROUP)[-1]


async def test_a_secretary_whom_no_list_names_says_who_he_is_and_the_administrator_binds_him(
    feishu: StandIn, plain: Living
) -> None:
    feishu.create_group(GROUP, "老陈", "张三")
    await feishu.says("老陈", f"我是{SECRETARY}")
    await plain.quiet()
    assert feishu.shown("老陈") == ["收到。和名册对得上的话，书记核对后会告诉您。"]
    account = feishu.world.person("老陈").open_id
    settings = plain.house.settings.model_copy(update={"platform": "feishu"})
    bind(settings, SECRETARY, account, plain.clock)
    await plain.quiet()
    assert f"已和名册上的{SECRETARY}对上" in feishu.shown("老陈")[1]
    assert "哪个范围的群" in feishu.shown("老陈")[2]


async def test_a_group_that_nobody_told_of_is_known_by_its_first_words(
    feishu: StandIn, plain: Living
) -> None:
    feishu.create_group(GROUP, SECRETARY, "张三", bot=False)
    feishu.world.group(GROUP).bot = True  # added while nothing was listening
    await feishu.says("张三", f"@支部通 @{SECRETARY} 签到", GROUP)
    await feishu.until(lambda: feishu.heard(SECRETARY))
    assert "哪个范围的群" in feishu.heard(SECRETARY)[-1].text


async def test_a_platform_that_does_not_tell_the_time_is_asked_for_its_members_all_the_same(
    feishu: StandIn, tmp_path: Path
) -> None:
    feishu.http.dated = False
    feishu.create_group(GROUP, SECRETARY, "张三", bot=False)
    feishu.world.group(GROUP).bot = True
    async with Living(feishu, tmp_path, START, roll_hours=24) as living:
        await feishu.until(lambda: feishu.heard(SECRETARY))
        assert "哪个范围的群" in feishu.heard(SECRETARY)[-1].text
        assert living.platform.logbook.heard == START


@pytest.mark.parametrize("pong", [b"", b"null", b"[]", b"no json", b'{"PingInterval": "soon"}'])
async def test_a_pong_without_a_configuration_loses_no_link(
    feishu: StandIn, tmp_path: Path, pong: bytes
) -> None:
    feishu.link.pong = pong
    async with Living(feishu, tmp_path, START):
        feishu.create_group(GROUP, SECRETARY)
        await feishu.until(lambda: feishu.heard(GROUP))
        assert feishu.link.connected == 1
