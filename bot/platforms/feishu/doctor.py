"""What `zhibu doctor` sees of Feishu: each thing is tried, and what is missing is named with its page.

Nothing is sent to anybody, save the card of `press_check`, which the administrator asks for. Scopes are tried
with calls that a missing scope refuses (99991672) and that otherwise fail or do no harm.
"""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Literal

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bot.commands.findings import Finding, good, grave, note
from bot.platform import AnswerLost, Message, Parcel, SendFailed, Undeliverable
from bot.platforms.feishu import frames, members
from bot.platforms.feishu.api import Api, loopback
from bot.platforms.feishu.errors import NoSuchCall, NotSetUp
from bot.platforms.feishu.limits import Limits
from bot.platforms.feishu.link import Refused, ask
from bot.platforms.feishu.logbook import Logbook
from bot.platforms.feishu.ourselves import BOT
from bot.platforms.feishu.platform import LOGBOOK, FeishuPlatform
from bot.platforms.feishu.scopes import ALL_MESSAGES, CALENDAR, NOBODY, Scope, scopes
from bot.platforms.feishu.settings import FeishuSettings, Patience
from branch.calendar import CHINA
from branch.cards import Button, Card

PATIENCE = Patience(endpoint=5.0, call=5.0)
PRESS_WITHIN = 60.0
CREDENTIALS = "开放平台 → 你的应用 → 凭证与基础信息"
ABILITY = "开放平台 → 你的应用 → 添加应用能力 → 机器人"
SCOPES = "开放平台 → 你的应用 → 权限管理"
EVENTS = "开放平台 → 你的应用 → 事件与回调 → 事件配置"
CALLBACKS = "开放平台 → 你的应用 → 事件与回调 → 回调配置"
PUBLISH = "开通后要在“版本管理与发布”里发布新版本才生效"


async def examine(
    settings: FeishuSettings, files: Path, patience: Patience = PATIENCE, limits: Limits | None = None
) -> list[Finding]:
    """Try everything, one after the other; without a token the rest is left out."""
    logbook = Logbook(files.parent / LOGBOOK, settings.monthly_calls)
    api = Api(settings, limits or Limits(), patience, logbook.counted)
    try:
        findings = [await _token(api)]
        if findings[0].grave:
            return findings
        findings += [await _bot(api), await _link(settings, api, patience)]
        chats, membership = await _groups(api)
        chat = chats[0] if chats else NOBODY
        wanted = (*scopes(chat, settings.urgent), *([CALENDAR] if settings.calendar else []))
        tried = [await _scope(api, scope) for scope in wanted]
        if any(ALL_MESSAGES in one.text and one.mark != "good" for one in tried):
            logbook.hears_all = False  # it was granted once, and is no more
        return [*findings, *membership, *tried, *_remembered(logbook, settings)]
    finally:
        logbook.write()
        await api.close()


async def press_check(
    settings: FeishuSettings, files: Path, chat: str, patience: float = PRESS_WITHIN
) -> Finding:
    """Send a card with one button into a group and wait for the administrator's press.

    The bot itself should be stopped meanwhile: Feishu gives each press to any one connection.
    """
    platform = FeishuPlatform(settings, files)
    pressed = asyncio.Event()

    async def receive(message: Message) -> None:
        if message.press is None:
            raise SendFailed("doctor only listens for its own button")  # refused: the bot gets it again
        pressed.set()

    async def outcome(id: str) -> Card:
        return Card(title="收到，卡片回调正常", tone="good")

    listening = asyncio.create_task(platform.listen(receive, outcome))
    button = Button(label="按一下", intent="", style="primary")
    card = Card(title="支部通自检：请管理员按一下这个按钮", buttons=(button,))
    once = f"doctor-{int(asyncio.get_running_loop().time() * 1000)}"
    try:
        async with asyncio.timeout(patience):
            await platform.up.wait()
            await platform.send(Parcel(chat, False, card, once))
            await pressed.wait()
        return good("卡片回调正常")
    except TimeoutError:
        return grave("没有等到按钮回调", f"{CALLBACKS}：订阅方式选长连接，添加“卡片回传交互”")
    except SendFailed as no:
        return grave(f"自检卡片发不出去：{no}", SCOPES)
    finally:
        await platform.close()
        await asyncio.wait({listening})


async def _token(api: Api) -> Finding:
    try:
        await api.token()
    except SendFailed as no:
        return grave(str(no), f"检查网络、domain，以及 app_id 和 app_secret（{CREDENTIALS}）")
    return good("飞书访问凭证可用")


async def _bot(api: Api) -> Finding:
    try:
        bot = (await api.call("GET", BOT))["bot"]
        return good(f"机器人：{bot.get('app_name')}（{bot['open_id']}）")
    except (SendFailed, KeyError, TypeError) as no:
        return grave(f"机器人的身份读不到：{no}", f"启用机器人能力（{ABILITY}）；{PUBLISH}")


async def _link(settings: FeishuSettings, api: Api, patience: Patience) -> Finding:
    """Open a long connection, wait for a pong, and hang up."""
    try:
        address = await ask(settings, api, patience)
        proxy: Literal[True] | None = None if loopback(address.url) else True
        async with asyncio.timeout(patience.endpoint), connect(address.url, proxy=proxy) as socket:
            await socket.send(frames.ping(0))
            async for raw in socket:
                if isinstance(raw, bytes) and not frames.is_data(frames.parse(raw)):
                    return good("长连接可以建立")
    except Refused as no:
        return grave(f"长连接建立不了：{no}", f"{EVENTS}：订阅方式选“使用长连接接收事件”")
    except (httpx.HTTPError, OSError, TimeoutError, WebSocketException, ValueError, KeyError) as broken:
        return grave(f"长连接建立不了：{type(broken).__name__}", "检查网络和 domain，稍后再试")
    return grave("长连接一建立就断了", "稍后再试")


async def _groups(api: Api) -> tuple[list[str], list[Finding]]:
    try:
        found = await members.chats(api)
    except SendFailed as no:
        return [], [grave(f"所在的群读不到：{no}", f"开通 im:chat:readonly（{SCOPES}）；{PUBLISH}")]
    if not found:
        return [], [note("机器人还不在任何群里", "在支部群的“设置 → 群机器人”里添加它")]
    names = "、".join(chat["name"] or chat["chat_id"] for chat in found[:10])
    return [chat["chat_id"] for chat in found], [good(f"机器人在 {len(found)} 个群里：{names}")]


async def _scope(api: Api, scope: Scope) -> Finding:
    try:
        await api.call(scope.method, scope.path, **scope.asked)
    except Undeliverable:
        pass  # refused for another reason than the scope: the scope is there
    except NotSetUp:
        fix = f"开通 {scope.name}（{SCOPES}）；{PUBLISH}"
        missing = f"没有权限 {scope.name}，不能{scope.what}"
        return grave(missing, fix) if scope.needed else note(missing, fix)
    except (AnswerLost, NoSuchCall) as no:
        return note(f"权限 {scope.name} 没有试成：{no}", "稍后再试")
    except SendFailed:
        pass  # likewise
    return good(f"权限 {scope.name}：{scope.what}")


def _remembered(logbook: Logbook, settings: FeishuSettings) -> list[Finding]:
    """What the running bot noted down."""
    count = logbook.calls.get(logbook.month, 0)
    said = f"{logbook.month} 已调用接口 {count} 次，预算 {settings.monthly_calls} 次"
    over = note(said, "免费版每月 1 万次；超出会被拒绝，可购买用量或减少群内卡片")
    findings = [over if count >= settings.monthly_calls * 4 // 5 else good(said)]
    if logbook.pressed:
        findings.append(good(f"最近一次按钮回调：{_said(logbook.pressed)}"))
    else:
        fix = f"{CALLBACKS}：订阅方式选长连接，添加“卡片回传交互”；再按一下机器人卡片上的任意按钮"
        findings.append(note("还没有收到过按钮回调", fix))
    if logbook.hears_all:
        findings.append(good("能听到群里的所有消息"))
    else:
        findings.append(note("目前只听到 @机器人 和私聊的消息", "需要旁听时开通 im:message.group_msg"))
    if logbook.refusals:
        count = len(logbook.refusals)
        findings.append(note(f"最近有 {count} 张卡片改用了简单形式，最后一次：{logbook.refusals[-1]}"))
    return findings


def _said(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%m月%d日 %H:%M")
