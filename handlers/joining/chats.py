"""Group chats: greeted once, and bound to a purpose by the secretary before notices go there."""

from sqlmodel import col, select

from branch.cards import Button, Card
from branch.people import SECRETARIES, Chat
from branch.refusal import Refusal
from branch.updates import ChatBind
from handlers.joining.binding import match
from handlers.kit import Turn, UnitOfWork, Visit, handles, happens

WHOLE, COMMITTEE_CHAT, UNBOUND = "branch", "支委会", ""


@happens("bot_added")
def greet(visit: Visit) -> None:
    """Say hello once, and ask the secretary what this group is for."""
    chat, new = seen(visit)
    if new:
        visit.work.send(chat.chat, hello(visit.work.around.bot_name, visit.work.branch.name))
    if chat.purpose == UNBOUND:
        ask(visit.work, chat)


@happens("bot_removed")
def removed(visit: Visit) -> None:
    """Speak there no more, and tell the secretary."""
    chat = visit.work.session.get(Chat, (visit.work.around.platform, visit.chat))
    if chat is None or not chat.open:
        return
    chat.open = False
    visit.work.tell_secretary(gone(chat))


@handles(ChatBind, allow=SECRETARIES)
def bind(said: ChatBind, turn: Turn) -> None:
    """Fix what a group chat is for."""
    chat = turn.session.get(Chat, (turn.around.platform, said.chat))
    if chat is None or chat.branch != turn.branch.id:
        raise Refusal("没有找到这个群，请把我移出后重新拉进群。")
    if said.purpose not in (WHOLE, COMMITTEE_CHAT, UNBOUND, *turn.roster.groups):
        raise Refusal(f"名册上已经没有{said.purpose}，请重新选择。")
    chat.purpose, chat.group = said.purpose, said.purpose if said.purpose in turn.roster.groups else ""
    chat.open = said.purpose != UNBOUND
    if chat.open:
        match(turn)  # now it is known whose group it is
    turn.reply(bound(chat, choices(chat, turn)), subject=_subject(chat))


def seen(visit: Visit) -> tuple[Chat, bool]:
    """The chat's row, open again; new ones wait for the secretary's word. Also whether it is new."""
    work, name = visit.work, str(visit.data.get("name", ""))
    chat = work.session.get(Chat, (work.around.platform, visit.chat))
    if chat is not None:
        chat.open = chat.open or chat.purpose != UNBOUND or visit.happening == "bot_added"
        chat.name = name or chat.name
        return chat, False
    chat = Chat(
        platform=work.around.platform, chat=visit.chat, branch=work.branch.id, purpose=UNBOUND, name=name
    )
    work.session.add(chat)
    work.session.flush()
    return chat, True


def ask(work: UnitOfWork, chat: Chat) -> None:
    """Ask the secretary what a group is for."""
    work.tell_secretary(what_for(chat, choices(chat, work)), subject=_subject(chat))


def ask_again(work: UnitOfWork) -> None:
    """Ask about every group nobody has decided on: the secretary can be reached only now."""
    waiting = select(Chat).where(
        Chat.branch == work.branch.id,
        Chat.platform == work.around.platform,
        Chat.purpose == UNBOUND,
        col(Chat.open).is_(True),
    )
    for chat in work.session.exec(waiting.order_by(col(Chat.chat))):
        ask(work, chat)


def confirmed(work: UnitOfWork) -> bool:
    """Whether the branch has a group that the secretary vouched for."""
    ours = select(Chat).where(
        Chat.branch == work.branch.id,
        Chat.platform == work.around.platform,
        Chat.purpose != UNBOUND,
    )
    return work.session.exec(ours.limit(1)).first() is not None


def choices(chat: Chat, work: UnitOfWork) -> tuple[Button, ...]:
    """The purposes a group may have, the present one left out."""
    purposes = {WHOLE: "全支部群"} | {g: f"{g}群" for g in work.roster.groups}
    purposes |= {COMMITTEE_CHAT: "支委会群", UNBOUND: "不是本支部的群"}
    here = chat.purpose if chat.purpose != UNBOUND else None
    return tuple(
        Button(label=label, intent=ChatBind.intent, slots={"chat": chat.chat, "purpose": purpose})
        for purpose, label in purposes.items()
        if purpose != here
    )


def _subject(chat: Chat) -> str:
    return f"chat {chat.chat}"


def _called(chat: Chat) -> str:
    return f"「{chat.name}」" if chat.name else "这个群"


def hello(bot: str, branch: str) -> Card:
    """The only greeting a group reads."""
    return Card(
        title=f"大家好，我是{branch}的记录助手{bot}",
        lines=(
            "照平常说话就行：签到、请假、任务进展、隐患，我会记下并回一句。",
            "找我请 @ 我；说“帮助”看能说什么。不打分、不排名、不定位。",
        ),
    )


def what_for(chat: Chat, buttons: tuple[Button, ...]) -> Card:
    """What the secretary decides."""
    return Card(
        title=f"我被拉进了{_called(chat)}，这是哪个范围的群？",
        lines=("您选定之前，我不会主动往这个群里发通知。",),
        buttons=buttons,
    )


def bound(chat: Chat, buttons: tuple[Button, ...]) -> Card:
    """The echo of the decision, with the ways to change it."""
    if chat.purpose == UNBOUND:
        return Card(title=f"好的，不往{_called(chat)}发通知", lines=("需要时可以改。",), buttons=buttons)
    what = "全支部群" if chat.purpose == WHOLE else f"{chat.purpose}群"
    return Card(title=f"{_called(chat)}已定为{what}", lines=("不对可以改。",), buttons=buttons)


def gone(chat: Chat) -> Card:
    """What the secretary reads when the bot is no longer in a group."""
    return Card(title=f"我已不在{_called(chat)}", lines=("这个群的通知停发，记录都在。",))
