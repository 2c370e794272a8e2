"""Questions to the books."""

import re

from branch.updates import Doubt
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.commands.about import about_which
from language.lexicon import cue
from language.references import meetings
from language.silence.questions import is_question, proposes
from language.slots.names import POST
from language.slots.periods import period

_ABOUT_BOT = re.compile(
    r"你(?:这个?)?(?:机器人|助手)|机器人(?:做|真|挺)|你叫什么|你是谁|你多大|你吃|在吗|在不在"
)


def history(heard: Heard) -> Draft | None:
    """Return who changed a record: 「谁改过T12」."""
    found = re.search(
        r"谁(?:动|改|修改|变更|撤)(?:过|了|的|过了)?|(?:修改|变更|改动)(?:记录|历史)|改了(?:几|哪些)次",
        heard.text,
    )
    hits = heard.hits(0, len(heard.text)) if found else []
    if not found or not hits or not hits[0].telling:
        return None
    return Draft("history", {"record": hits[0].item.id}, "who changed a record", 0, len(heard.text))


_NOUN_QUERY = re.compile(
    r"^\S{2,4}(?:手上|手里|名下|手头)的(?:活儿?|任务|事情?)$|^(?![这那该此他她])\S{2,4}的(?:任务|待办)$|^(?!签到$|学习$)(?:查一?[下查]?|"
    r"看一?[下看]|列一?[下出]|给我看看?|显示)?(?:我的|今天的|本周的?|本月的?|逾期的?|超期的?|"
    r"所有的?|全部)?(?:任务|待办|会议|隐患|学习|签到|考勤|逾期任务|超期任务|任务清单|签到情况|"
    r"进度|到会情况)(?:清单|列表|情况|进展|进度|名单)?$|^(?:[今明后]天|[本这下]周|本月)的?安排$"
)


def only_asks(heard: Heard) -> bool:
    """Say whether a message is nothing but a question or the name of a list."""
    told = [c for c in heard.clauses if not _ASIDE.fullmatch(c.text.strip())] or heard.clauses
    asked = [is_question(c) or bool(_REQUEST.search(c.text)) for c in told]
    return names_a_list(heard.text) or all(asked)


def names_a_list(text: str) -> bool:
    """Say whether a text is only the name of a list: 「我的任务」, 「本周任务」."""
    return bool(_NOUN_QUERY.match(text.strip("。 ！：")))


_ASIDE = re.compile(r"对了|另外|还有|顺便(?:问一?下|问一句)?|哦|再问一?[下句]|那")
_REQUEST = re.compile(
    r"[拉列调翻]出来(?:我|给我)?看|(?:统计|列|查|汇总)(?:一下|个|出来)$|^(?:帮我|给我|麻烦|请)?(?:查|看看|列|统计|看一?下|给我看)"
)
_MINE = re.compile(r"我的(?:全部|所有)?(?:记录|信息|资料|数据|档案)?")


_MAY_I_LEAVE = re.compile(r"我[^，。谁几]{0,8}[能可][^，。谁几]{0,3}请(?:个|一天|半天)?假吗")


def query(heard: Heard) -> Draft | None:
    """Return the question to the bot's books, else None; 「我的」 alone asks for all kept on oneself."""
    text = heard.text
    if _MINE.fullmatch(text.strip("。 ！？?")):
        return Draft("mine", {}, "all that is kept on the speaker", 0, len(text))
    if not (cue("asks_books").search(text) or names_a_list(text)) or _ABOUT_BOT.search(text):
        return None
    if _MAY_I_LEAVE.search(text):
        return None
    moves = cue("extend").search(text) and not re.search(r"谁|哪|几|多少", text)
    about = None if proposes(heard) or _does_not_know(text) or moves else about_which(heard)
    if about is None:
        return None
    draft = Draft("query", {"about": about}, "a question to the books", 0, len(text))
    meeting, task = _thing(heard, about)
    draft.put(meeting=meeting, task=task)
    if about not in ("attendance", "compliance"):
        draft.put(status=_status(text))
    if meeting or task:
        return draft
    people, doubts = _people(heard)
    draft.doubts = doubts
    said = period(text, heard.context.now.date()) or (_on(heard) if about == "meetings" else "")
    return draft.put(people=people, period=said)


def _on(heard: Heard) -> str:
    """「6号那天都有哪几个会」: the one day that was said."""
    days = {t.day for t in heard.times if t.day is not None and t.value is not None}
    return days.pop().isoformat() if len(days) == 1 else ""


_DENIES = re.compile(
    r"没打听|(?<!想)就?知道[^，。？]{0,10}(?:啥|什么|哪|几)[^，。？]{0,4}了|我(?:可|又|压根|从来?)?(?:没|未|没有)(?:说|报|讲|提|答应)过?"
)


_I_DID = re.compile(r"我(?:去|刚|又|也|已经?)[^，。；？]{1,6}[了过]，")
"""「那条我去复尺了，还没改呢」 tells."""


def _does_not_know(text: str) -> bool:
    """「到底完没完我也说不清」「等批下来我再报进度」: told, not asked."""
    if _DENIES.search(text) or _I_DID.search(text) and not re.search(r"[？?吗]|谁|哪|几|多少", text):
        return True
    if cue("half_read").search(text) and not re.search(
        r"[？?吗]|谁|哪|几|多少|[拢理捋列数查看]一|给我[瞅瞧看]|人头|名单", text
    ):
        return True  # 「讲话还剩最后一讲，没看完呢」
    if re.search(r"先别|别销|别急着", text) and not re.search(r"[？?吗]|谁|哪", text):
        return True
    told = cue("undecided").search(text) or cue("until_then").search(text)
    return bool(told) and not cue("asks_outright").search(text)


def _thing(heard: Heard, about: str) -> tuple[str, str]:
    text = heard.text
    if about in ("attendance", "meetings"):
        tense = meetings.PAST if re.search(r"了|没来|没签|缺|谁|上|昨|刚", text) else meetings.FUTURE
        hit = meetings.named(heard, 0, len(text), tense)
        within = hit is not None and _within(heard, period(text, heard.context.now.date()), hit)
        if hit and within and not re.search(r"几次|多少次|哪些会|什么会|几个会|几场", text):
            return hit.meeting.id, ""
        if about == "attendance" and not heard.times and (now := meetings.running(heard)):
            return now.id, ""
    if about == "tasks":
        hits = [h for h in heard.hits(0, len(text), "task") if h.telling or h.score >= 1.0]
        if hits and hits[0].telling and not (len(hits) > 1 and hits[1].score > hits[0].score - 0.2):
            return "", hits[0].item.id
    return "", ""


def _within(heard: Heard, said: str, hit: meetings.MeetingHit) -> bool:
    """Say whether a meeting lies in the month that was said: 「上个月党课」 is not the one of this month."""
    return not re.fullmatch(r"\d{4}-\d{2}", said) or f"{meetings.starts(hit.meeting):%Y-%m}" == said


def _status(text: str) -> str:
    if cue("ask_overdue").search(text):
        return "overdue"
    if cue("ask_open").search(text) and not re.search(
        r"(?:改|结|交|学|签|开|做)(?:了)?没(?:有)?[？?]?$|改了没", text
    ):
        return "open"
    return "done" if cue("ask_done").search(text) and not re.search(r"吗", text) else ""


def _people(heard: Heard) -> tuple[list[str], list[Doubt]]:
    text = heard.text
    if cue("ask_mine").search(text) and heard.sender and not re.search(r"我们", text):
        return [heard.sender], []
    mentions = [m for m in heard.mentions if not (m.how == POST and m.said == "书记")]
    doubts: list[Doubt] = [people_doubt("people", m.said, m.names) for m in mentions if not m.name]
    return [m.name for m in mentions if m.name], doubts
