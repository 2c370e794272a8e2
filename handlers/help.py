"""Help: what the speaker may say, by topic; and one helpful sentence when nothing fits."""

from collections.abc import Sequence

from branch.cards import Button, Card
from branch.people import Member
from branch.rules import Rules
from branch.updates import Help, ReminderCancel, TaskAssign, Update
from handlers.kit import HANDLERS, Handler, Turn, handles
from handlers.rights import is_head
from handlers.undo import offered as offered_back

COURTESY = {
    "courtesy only",
    "praise",
    "wish",
    "joke",
    "talk about the bot itself",
    "the day's work in general",
}
"""What the understanding calls thanks, praise and jokes: they want no answer."""
_OPEN = ("还没有定下来，没有记录。", "定了再说一声就行。")
_PASSED_ON = ("转述的话没有记录。", "请直接说结果，或请本人说一声。")
_FORWARDED = ("转来的文字没有记录。", "要大家学或者要办的，请加一句自己的话。")
UNRECORDED = {
    "a greeting": ("您好，我在。", "会议、请假、任务、隐患，照平常说就行。说“帮助”看看能说什么。"),
    "open condition": _OPEN,
    "put off: to be seen later": _OPEN,
    "undecided": _OPEN,
    "proposal or opinion": _OPEN,
    "hearsay": _PASSED_ON,
    "somebody else's words": _PASSED_ON,
    "forwarded or official text": _FORWARDED,
    "official text to all units": _FORWARDED,
    "question": ("这个我查不到。", "能查任务、会议、考勤、学习、隐患和台账，例如：谁的任务超期了。"),
}
"""What was understood well enough to know that it is no record: why not, and what to say instead."""
GROUPS = {
    "会议": ("meeting",),
    "签到请假": ("attendance",),
    "任务": ("task", "nudge"),
    "提醒": ("reminder",),
    "学习": ("study",),
    "安全隐患": ("hazard",),
    "承诺与宣传": ("pledge", "publicity"),
    "查询与台账": ("query", "mine", "digest", "export", "history"),
    "其他": ("undo", "help"),
}
"""Topic -> the families of updates under it, by the first word of their intent."""


@handles(Help, help="看能说什么，例如：怎么请假")
def explain(said: Help, turn: Turn) -> None:
    """Answer with what the speaker may say, on the topic asked about if there is one."""
    topics = offered(turn.speaker, turn.rules)
    found = matching(said.topic, topics) if said.topic else {}
    if found:
        turn.reply(topic_card(found))
    else:
        turn.reply(help_card(turn.around.bot_name, topics))


def offered(speaker: Member, rules: Rules) -> dict[str, tuple[str, ...]]:
    """Topic -> what this person may say on it, one line each."""
    page = (HANDLERS[update] for update in Update.catalog.values() if update in HANDLERS)
    may = [h for h in page if h.help and _may(speaker, h, rules)]
    lines = {
        topic: tuple(h.help for h in may if _family(h) in families) for topic, families in GROUPS.items()
    }
    known = {family for families in GROUPS.values() for family in families}
    lines["其他"] += tuple(h.help for h in may if _family(h) not in known)
    return {topic: words for topic, words in lines.items() if words}


def matching(asked: str, topics: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The topics, or single lines, that share words with what was asked."""
    whole = {topic: words for topic, words in topics.items() if topic in asked or asked in topic}
    if whole:
        return whole
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    score = {line: sum(pair in line for pair in pairs) for words in topics.values() for line in words}
    best = max(score.values(), default=0)
    if best == 0:
        return {}
    hits = {topic: tuple(li for li in words if score[li] == best) for topic, words in topics.items()}
    return {topic: words for topic, words in hits.items() if words}


def unanswered(turn: Turn, silence: str, suggestion: str, held: Sequence[Update]) -> Card | None:
    """The answer to words to the bot that led to nothing; None where silence is the right one.

    `held` is what they would have meant, had they not sounded like chatter.
    """
    if silence == "told that it was wrong":
        return offered_back(turn)
    offered = doable(held)
    return sounded_like_chatter(offered) if offered else nothing_fits(silence, suggestion)


def doable(held: Sequence[Update]) -> list[Update]:
    """Return those of `held` that a press on 照办 can do as they are."""
    return [update for update in held if _stands_alone(update)]


def _stands_alone(update: Update) -> bool:
    """Whether a press could do it: not a report on a task that nobody named, nor a mere question."""
    if _of(update) == "task" and not isinstance(update, TaskAssign):
        return bool(getattr(update, "task", ""))
    return _of(update) not in ("query", "help", "undo") and not isinstance(update, ReminderCancel)


def sounded_like_chatter(held: Sequence[Update]) -> Card:
    """Nothing was written; a press, or the word on it, does what was meant after all."""
    kinds = [next((t for t, families in GROUPS.items() if _of(u) in families), "其他") for u in held]
    labels = ["照办"] if len(held) == 1 else [f"照办{n}" for n in range(1, len(held) + 1)]
    buttons = (
        Button(label=label, intent=update.intent, slots=update.slots())
        for label, update in zip(labels, held, strict=True)
    )
    about = "、".join(dict.fromkeys(kinds))
    line = f"如果是正事（{about}），按“{labels[0]}”，或者换个说法再说一遍。"
    return Card(title="听着像闲聊，没有记录。", lines=(line,), buttons=tuple(buttons))


def nothing_fits(silence: str, suggestion: str) -> Card | None:
    """What somebody hears whose words to the bot led to nothing; None where silence is the right answer."""
    if silence in COURTESY:
        return None
    if silence in UNRECORDED:
        why, instead = UNRECORDED[silence]
        return Card(title=why, lines=(instead,))
    if suggestion:
        return Card(title="没有听懂这一句，没有记录。", lines=(f"您是不是想说：{suggestion}",))
    return Card(title="没有听懂这一句，没有记录。", lines=("说“帮助”可以看看能说什么。",))


def help_card(bot: str, topics: dict[str, tuple[str, ...]]) -> Card:
    """Every topic with one example; a press shows the rest."""
    lines = tuple(f"{topic}：{words[0]}" for topic, words in topics.items())
    more = tuple(Button(label=t, intent=Help.intent, slots={"topic": t}) for t in topics if t != "其他")
    return Card(title=f"{bot}能记这些，照平常说话就行", lines=lines, buttons=more)


def topic_card(topics: dict[str, tuple[str, ...]]) -> Card:
    """What can be said on a topic."""
    title = "、".join(topics)
    return Card(title=f"{title}可以这样说", lines=tuple(line for words in topics.values() for line in words))


def _may(speaker: Member, handler: Handler, rules: Rules) -> bool:
    return not handler.allow or speaker.holds(handler.allow) or (handler.heads and is_head(speaker, rules))


def _family(handler: Handler) -> str:
    return handler.update.intent.split(".")[0]


def _of(update: Update) -> str:
    return update.intent.split(".")[0]
