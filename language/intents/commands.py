"""Commands to the bot, counted only when it is addressed: take back, help, files, reports, questions."""

import re

from branch.updates import Doubt
from language.chatter import is_question, proposes
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import cue
from language.slots import meetings, roll, spans
from language.slots.people import POST
from language.slots.periods import period

_ABOUT_BOT = re.compile(
    r"你(?:这个?)?(?:机器人|助手)|机器人(?:做|真|挺)|你叫什么|你是谁|你多大|你吃|在吗|在不在"
)


def undo(heard: Heard) -> tuple[Draft, list[int]] | None:
    """Return the taking back and the clauses that carry it, else None."""
    if re.search(r"以这条为准|以此为准|重发", heard.text):
        return None
    swapped = re.search(
        r"(?:缺席|请假|迟到|没来|线上|现场|到)的?(?:人)?(?:不是(?P<a>\S{2,4}?)[，,]?(?:而)?是\S{2,4}|是\S{2,4}[，,](?:而)?不是\S{2,4})",
        heard.text,
    )
    if _rights_somebody(heard):
        return None
    for number, clause in enumerate(heard.clauses):
        if cue("undo").search(clause.text) and not re.search(r"提醒|任务不|怎么|如何|咋", clause.text):
            return Draft("undo", {}, "take back the last entry", clause.start, clause.end), _undo_clauses(
                heard, number
            )
    if swapped:
        return Draft("undo", {}, "a swapped person", 0, 1), []
    return None


_ANEW = re.compile(
    r"(?:撤掉|撤了|删掉|删了|作废|抹掉|划掉|错了|不算|别算)?[，、]?(?:重来|重报|重记|重登|重新(?:来|报|记|登|说))(?:一下|一遍|一条|过)?[：:，]"
)
_WRONG_OF_HIM = re.compile(r"(?:的)?(?:那|这)?(?:条|个|项)?(?:我)?(?:记|登|写|弄|搞|标|打)?(?:错|岔|混)了")


def _rights_somebody(heard: Heard) -> bool:
    """「小贺那条错了，他是线上进来的」: the right state of a named person is only the new record."""
    for mention in heard.mentions:
        wrong = _WRONG_OF_HIM.match(heard.text, mention.end)
        if wrong and roll.states(heard, wrong.end(), len(heard.text)):
            return True
    return False


def _undo_clauses(heard: Heard, number: int) -> list[int]:
    """The clause of taking back, and a mere 错了 beside it."""
    if anew := _ANEW.search(heard.text):
        return [n for n, clause in enumerate(heard.clauses) if clause.start < anew.end()]
    used = [number]
    for other in range(len(heard.clauses)):
        if other != number and re.fullmatch(
            r"\s*(?:刚才|上一?条|那条|这条)?(?:说|发|记|登记|写)?(?:错了)+(?:错了)*[啊哈]?|不好意思|抱歉|sorry",
            heard.clauses[other].text.strip(),
        ):
            used.append(other)
    return used


def help_(heard: Heard) -> Draft | None:
    """Return a request for help on how to use the bot, else None."""
    text = heard.text
    if re.search(
        r"怎么样|怎么还|怎么没|怎么了|怎么回事|怎么不|怎么又|(?<!要)怎么说|怎么都|怎么到现在", text
    ) or not cue("help").search(text):
        return None
    general = re.search(
        r"你(?:都|还)?(?:能|会|可以)(?:些|点)?(?:干|做|帮|办|什么|啥|哪些)|什么功能|啥功能|使用说明|说明书|^\s*(?:帮助|help|怎么用|用法)\s*？?$|怎么用(?:你|啊|呢)?？?$",
        text,
    )
    if not general and not (re.search(r"(?:怎么|如何|咋|怎样|教)", text) and cue("help_topic").search(text)):
        return None
    draft = Draft("help", {}, "how to use the bot", 0, len(text))
    if general:
        return draft
    topic = re.sub(
        r"怎么|如何|咋|怎样|吗|呢|啊|呀|请问|我想?|要是|教我?|一下|弄$|搞$|操作$|办$|小助手|支部通|在这(?:里|儿)|该",
        "",
        text,
    )
    return draft.put(topic=spans.light(re.split(r"[，。！？\n]", topic.strip("，。？！ "))[0]))


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
    r"^\S{2,4}(?:手上|手里|名下|手头)的(?:活儿?|任务|事情?)$|^(?!签到$|学习$)(?:查一?[下查]?|看一?[下看]|列一?[下出]|给我看看?|显示)?(?:我的|今天的|本周的?|本月的?|逾期的?|超期的?|所有的?|全部)?(?:任务|待办|会议|隐患|学习|签到|考勤|逾期任务|超期任务|任务清单|签到情况|进度|到会情况)(?:清单|列表|情况|进展|进度|名单)?$"
)
_ASKS = re.compile(
    r"谁(?!都|也)|哪|几(?!天后|天内|号前)|多少|什么|啥|何时|多久|吗|[？?]|查一?[下查]|查查|看看|列(?:出|一下)|有没有|[够差欠]不[够差欠]|达标|没有$|够次?数?没有|够没有|[^从还]没$|结没结|(.)没\1|情况$|进展$|进度$|名单$|怎么样|咋样|还欠|统计(?=一下|下|出来|个)|给我看|呢$|是否"
)


def only_asks(heard: Heard) -> bool:
    """Say whether a message is nothing but a question or the name of a list."""
    asked = [is_question(c) or bool(_REQUEST.search(c.text)) for c in heard.clauses]
    return bool(_NOUN_QUERY.match(heard.text.strip("。 ！"))) or all(asked)


_REQUEST = re.compile(
    r"(?:统计|列|查|汇总)(?:一下|个|出来)$|^(?:帮我|给我|麻烦|请)?(?:查|看看|列|统计|看一?下|给我看)"
)


_MINE = re.compile(r"我的(?:全部|所有)?(?:记录|信息|资料|数据|档案)?")


def query(heard: Heard) -> Draft | None:
    """Return the question to the bot's books, else None; 「我的」 alone asks for all kept on oneself."""
    text = heard.text
    if _MINE.fullmatch(text.strip("。 ！？?")):
        return Draft("mine", {}, "all that is kept on the speaker", 0, len(text))
    if not (_ASKS.search(text) or _NOUN_QUERY.match(text.strip("。 ！"))) or _ABOUT_BOT.search(text):
        return None
    moves = cue("extend").search(text) and not re.search(r"谁|哪|几|多少", text)
    about = None if proposes(heard) or _does_not_know(text) or moves else _about(heard)
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
    return draft.put(people=people, period=period(text, heard.context.now.date()))


def _does_not_know(text: str) -> bool:
    """「到底完没完我也说不清」「等批下来我再报进度」: told, not asked."""
    told = cue("undecided").search(text) or cue("until_then").search(text)
    return bool(told) and not re.search(r"[？?吗]|(?<!普)查(?:一?下|查|看)?(?!到)|看看|列|谁|告诉我|帮", text)


_OUTSIDE = re.compile(
    r"帮我?(?:写|起草|润色|翻译|改)|新闻稿|算完|怎么算|报销|单据|什么材料|格式|模板|用不用|要不要|好不好吃|好吃|天气|下雨|几度|工资|奖金|吃饭|吃什么|食堂|放假|票|wifi|密码|快递|车"
)


def _about(heard: Heard) -> str | None:
    """Return what is asked about; None if it lies outside the books."""
    text = heard.text
    if _OUTSIDE.search(text):
        return None
    if re.search(
        r"够不够|达标|够数|开过没|(?:[这本]个?月|季度|[上下]半年|今年)[^，。]{0,8}(?:开|搞|办|上)[了过]没|开过了?吗|开没开过|还差几次|还差几?次|缺几次|够次数|开够|欠几次|差几次",
        text,
    ):
        return "compliance"
    if re.search(r"承诺书|责任书|倡议书|保证书|公约|军令状|承诺(?!践诺)", text) and re.search(r"签|交", text):
        return "pledges"
    attendance = re.search(
        r"签到|请[过了]?\S{0,2}假|缺席|缺勤|缺了?几|缺过|没来|到会|出勤|考勤|迟到|参加了|没参加|谁来|谁没来|谁到|没到|来了几|到了几|线上参加|补课|来没来|到没到|出席|参会",
        text,
    )
    if attendance and not re.search(r"请假.{0,3}怎么", text):
        return "attendance"
    hits = [h for h in heard.hits(0, len(text)) if h.telling]
    about = {"task": "tasks", "hazard": "hazards", "study": "study"}
    if hits and hits[0].coverage >= 0.6 and hits[0].item.family in about:
        return about[hits[0].item.family]
    if re.search(r"隐患|整改", text) or (hits and hits[0].item.family == "hazard"):
        return "hazards"
    if re.search(
        r"(?:没|还没|谁|未|几个人|多少人|有人)[^，。]{0,4}学(?!雷锋)|学习(?!会)|学完|没学|学了|学没学|要学|该学",
        text,
    ) or (hits and hits[0].item.family == "study"):
        return "study"
    if meetings.named(heard, 0, len(text), meetings.FUTURE) or re.search(
        r"(?:几|多少|哪些|什么|啥|有)[^，。]{0,4}会(?!不会)|开会|会议|党课|[几哪].{0,6}课|的会|开了几次|活动|例会|组会|党日",
        text,
    ):
        return "meetings"
    if re.search(
        r"任务|待办|逾期|超期|到期|手上|手里|名下|没办|没做|没干|没弄|没完成|要干|要做|欠着|进度|进展|的活|活儿|事(?:情|儿)?(?:没|要|是|还)|要交|该交|没交|归谁|谁负责|谁在|完成了?没|结没结|弄完|做完|办完",
        text,
    ) or (hits and hits[0].item.family == "task"):
        return "tasks"
    return None


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
    if re.search(r"逾期|超期|过期|拖期|超时", text):
        return "overdue"
    if re.search(
        r"没做完|没干|没交|没签|没学|没改|没开|还剩|还欠|没办|没完成|未完成|没弄|没销|没整改|没闭环|未整改|还没|(?<!结)没结|没处理|未销|未交|未签|未学|没修|还有.{0,6}没|没搞|欠着|没看",
        text,
    ) and not re.search(r"(?:改|结|交|学|签|开|做)(?:了)?没(?:有)?[？?]?$|改了没", text):
        return "open"
    return (
        "done"
        if re.search(r"(?:已经?|都)(?:完成|做完|办结|学完|销号|改完|签)|完成了(?:哪些|多少|几)", text)
        and not re.search(r"吗", text)
        else ""
    )


def _people(heard: Heard) -> tuple[list[str], list[Doubt]]:
    text = heard.text
    if (
        re.search(
            r"我(?:的|手|名下|还|有|欠|参加|这|该|要|今|本|哪|几|是|都|没|什么|啥|自己|负责|最近)|^我", text
        )
        and heard.sender
        and not re.search(r"我们", text)
    ):
        return [heard.sender], []
    mentions = [m for m in heard.mentions if not (m.how == POST and m.said == "书记")]
    doubts: list[Doubt] = [people_doubt("people", m.said, m.names) for m in mentions if not m.name]
    return [m.name for m in mentions if m.name], doubts
