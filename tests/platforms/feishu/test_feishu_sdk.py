"""What we take from lark-oapi is what lark-oapi has; and lark-oapi itself is at home at the stand-in."""

import asyncio
import json
import sys
from pathlib import Path

from bot.platforms.feishu import sdk
from bot.platforms.feishu.cards import draw
from branch.cards import Card
from tests.platforms.feishu.conftest import parcel
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn

HERE = Path(__file__).parent
FRAME = """
import sys
from bot.platforms.feishu.sdk import Frame
import lark_oapi
from lark_oapi.ws.client import Frame as Plain, _new_ping_frame
from bot.platforms.feishu import frames
def build(kind):
    frame = kind(SeqID=7, LogID=9, service=3, method=1, payload="签到".encode(), payload_encoding="json")
    head = frame.headers.add()
    head.key, head.value = "type", "event"
    return frame.SerializeToString()
assert build(Frame) == build(Plain)
assert _new_ping_frame(3).SerializeToString() == frames.ping(3)
assert lark_oapi.ws.Client is not None and lark_oapi.Client is not None
sys.stdout.write("same")
"""
LIGHT = """
import sys
import bot.platforms.feishu.platform
sys.stdout.write(str(sum(name.startswith("lark_oapi") for name in sys.modules)))
"""
FALLBACK = """
import sys
import lark_oapi
from bot.platforms.feishu import sdk
sys.stdout.write(sdk.ENDPOINT)
"""


async def started(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=HERE.parents[2], stdin=pipe, stdout=pipe
    )


async def said_by(child: asyncio.subprocess.Process) -> str:
    out, _ = await child.communicate(b"")
    assert child.returncode == 0
    return out.decode()


async def python(*arguments: str) -> str:
    return await said_by(await started(*arguments))


async def test_the_light_import_and_the_plain_one_give_the_same_frames() -> None:
    assert await python("-c", FRAME) == "same"


async def test_the_light_import_is_light() -> None:
    assert int(await python("-c", LIGHT)) < 60


async def test_where_the_sdk_is_already_there_it_is_used_as_it_is() -> None:
    assert await python("-c", FALLBACK) == "/callback/ws/endpoint"


async def test_the_light_import_leaves_no_hollow_package_behind() -> None:
    assert sdk.Frame is not None
    assert "lark_oapi" not in sys.modules or hasattr(sys.modules["lark_oapi"], "Client")


async def test_lark_oapi_itself_is_at_home_at_the_standin(feishu: StandIn) -> None:
    chat = feishu.create_group("支部", "张三", "李四")
    card = draw(parcel(chat.chat_id, Card(title="通知", lines=("明天开会",))), "card").content
    script = str(HERE / "sdk_at_the_standin.py")
    child = await started(script, feishu.url, APP_ID, SECRET, chat.chat_id, card)
    await feishu.connected()
    await feishu.says("张三", "@支部通 签到", "支部")
    found = json.loads(await said_by(child))
    assert found["heard"] == ['{"text": "@_user_1 签到"}']
    assert (found["sent"], found["same"], found["patched"]) == (0, True, 0)
    assert found["members"] == ["张三", "李四"]
    assert found["paths"] == [
        "/open-apis/im/v1/messages",
        "/open-apis/im/v1/chats/:chat_id/members",
        "/open-apis/im/v1/messages/:message_id",
    ]
    assert feishu.shown("支部") == ["通知\n明天开会"]
