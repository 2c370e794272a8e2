"""When to keep silent: every rule has the name of the reason, and mutes clauses, a sentence or the
message."""

import re
from dataclasses import dataclass

from language.clauses import Clause
from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots import kinds, quantities
from language.slots.people import POST

_COURTESY = phrase(
    r"^[\s，。！~]*(?:(?:<courtesy>|<thanks>)[了啦哈呀啊哦呢的吧滴您你们大家各位书记小助手机器人]*[\s，。！~、]*)+$"
)
_EMOJI_ONLY = re.compile(r"^[^\w\u4e00-\u9fff]*$")
_SAYS = re.compile(
    r"(?:说|(?<![主宣来听再])讲(?![座课解堂授]|党课)|表示|交代|强调|提到|发话|透露|吐槽)(?:了|过|的|道|是)?(?:[，：:“]|$|他|她|这|要|让|没|不|都|我|月|下|明|可)"
)
_TELLING = re.compile(
    r"(?:跟|给|和|向|对)(?:大家|各位|你|您|书记|支部|组里|群里).{0,3}(?:说|讲|汇报|报)|我(?:来)?(?:说|讲)|说一声|说一下|说明|先说"
)
_ABOUT_BOT = re.compile(
    r"你(?:这个?)?(?:机器人|助手|小家伙)|机器人(?:做|真|挺|还)|你(?:天天|老是?|总是?|一直|每天)|你.{0,4}(?:不错|真棒|厉害|聪明|真行|能干|好使|好用)|你(?:这个?|出的?|写的?|做的?|发的?|的)?(?:周报|月报|报表|小结|台账|统计|提醒|记录)[^，。]{0,3}(?:做|写|出|弄|编|发|记|整)得|(?:小助手|支部通)(?:真|好|辛苦|不错|厉害)"
)
_PRAISE = re.compile(r"靠谱|真棒|才是.{2,8}样子|佩服|真牛|厉害了|了不起|榜样")
_DAYS_WORK = re.compile(
    r"(?:今天|终于|总算|手头|的|活儿?|事儿?|都)*(?:忙完|干完|收工|下班|搞完|结束|完事)[了啦]?"
    r"[，、 ]*(?:终于|准备|可以)?(?:下班|收工|回家|休息|睡觉|吃饭)?[了啦咯]?[，、 ]*(?:累\S{0,2})?"
)
_OTHERS_PROPOSE = re.compile(r"(?:厂家|专家|监理|业主|设计|甲方|医生|公司|院方)(?:方|那边)?(?:建议|提议)")
_FIRM_TAIL = re.compile(r"没[？?]?$|了没有?[？?]?$|[^还从]没有[？?]?$")
_ASKS_AT_END = re.compile(r"(?:吗|么|没|没有|不|吧|呢|啊|呀|嘛)[？?~！!。]*$")
_YESNO_END = re.compile(r"(?:吗|了没|没有|[^从还也都]没|[完成到来行好可以对能]不|不啊|没啊)[啊呀哈]?$")
_STILL = re.compile(r"(?:还没|没有?|不).{0,8}呢$")


@dataclass(frozen=True, slots=True)
class Mute:
    """Why clauses are not read: the rule's name, and from which clause to which (both included)."""

    rule: str
    first: int
    last: int


def whole_message(heard: Heard) -> str:
    """Return the name of the rule by which the whole message is none of the bot's business, or ""."""
    text = heard.text
    if not text or _EMOJI_ONLY.match(text):
        return "nothing said"
    if _COURTESY.match(text):
        return "courtesy only"
    if _ABOUT_BOT.search(text) and not re.search(r"\d|(?:能|会)[^，。]{0,3}(?:啥|什么|哪些|点)", text):
        return "talk about the bot itself"
    reflects = cue("studied").search(text) and len(text) < 60 and cue("moral").search(text)
    if cue("forwarded").search(text) and not reflects and not _own_words(heard) and not _gives_work(heard):
        return "forwarded or official text"
    if cue("addressing_units").search(text) and not heard.mentions and "请各位" not in text:
        return "official text to all units"
    return ""


def _gives_work(heard: Heard) -> bool:
    """Somebody named is made to act: then the text is the sender's own, unless it says 转发."""
    people = [m for m in heard.mentions if m.how != POST]
    return (
        bool(people)
        and "转" not in heard.text[:6]
        and bool(re.search(r"负责|牵头|请|之?前(?:完成|整改|报|交)|整改", heard.text))
    )


def _own_words(heard: Heard) -> bool:
    """The sender puts a passed-on text to the branch himself: 「请各位…前学完」."""
    return bool(
        re.search(
            r"(?:我支部|请各位|请大家|请全体|请同志们|咱们支部|各位.{0,6}(?:前|之前|以前)).{0,30}(?:学|看|交|签|参加|完成)",
            heard.text,
        )
    ) and not re.search(r"自觉遵守|引以为戒|参考|不作统一", heard.text)


def mutes(heard: Heard) -> list[Mute]:
    """Return every stretch of clauses that a rule silences."""
    found: list[Mute] = []
    for first, last in heard.sentences():
        for number in range(first, last + 1):
            clause = heard.clauses[number]
            if rule := _to_sentence_end(clause, heard):
                found.append(Mute(rule, number, last))
                break
            if rule := _whole_sentence(clause, heard):
                begin = (
                    number
                    if rule in ("proposal or opinion", "joke") and _defect_before(heard, first, number)
                    else first
                )
                found.append(Mute(rule, begin, last))
                break
            if _only_wrong(clause, heard):
                found.append(Mute("only says that a record was wrong", number, number))
            if is_question(clause):
                found.append(Mute("question", number, number))
    return found


_WRONG = re.compile(r"(?:的)?(?:那|这)?(?:条|个|项)(?:我)?(?:记|登|写|弄|搞|标|打)?(?:错|岔|混)了")


def _only_wrong(clause: Clause, heard: Heard) -> bool:
    """「小贺那条错了，……」: the right state that follows is the record."""
    named = heard.mentions_in(clause.start, clause.end)
    return bool(named) and bool(_WRONG.fullmatch(heard.text, named[0].end, clause.end))


def _defect_before(heard: Heard, first: int, number: int) -> bool:
    """A defect already told stays told, whatever is proposed after it."""
    return any(
        cue("defect").search(heard.clauses[n].text) and cue("place_sure").search(heard.clauses[n].text)
        for n in range(first, number)
    )


def _to_sentence_end(clause: Clause, heard: Heard) -> str:
    text = clause.text
    if cue("condition").search(text) and not re.search(r"否则|不然(?!的话)", heard.text):
        return "open condition"
    if cue("until_then").search(text) and not quantities.percent(heard.text[clause.end :]):
        return "put off: to be seen later"
    if cue("hearsay").search(text):
        return "hearsay"
    if _reported_speech(clause, heard) and not _tells_when(clause, heard):
        return "somebody else's words"
    return ""


def _sentence(heard: Heard, clause: Clause) -> str:
    return "，".join(c.text for c in heard.clauses if c.sentence == clause.sentence)


def _whole_sentence(clause: Clause, heard: Heard) -> str:
    text = clause.text
    if _DAYS_WORK.fullmatch(heard.text.strip("，。！ ~")):
        return "the day's work in general"
    if cue("proposal").search(text) and not _OTHERS_PROPOSE.search(text):
        return "proposal or opinion"
    if cue("shift_leave").search(text) and kinds.find(_sentence(heard, clause)) is None:
        return "leave from a shift"
    if cue("agenda_more").search(text):
        return "a further agenda point"
    if cue("wish").search(text):
        return "wish"
    if cue("undecided").search(text):
        return "undecided"
    if cue("joke").search(text) and not re.search(r"\d+%", heard.text):
        return "joke"
    if not heard.context.addressed and _PRAISE.search(text):
        return "praise"
    if cue("past_talk").search(text) and not heard.context.addressed:
        return "talk of the past or of others"
    return ""


def _told_by_another(clause: Clause, heard: Heard) -> bool:
    """「曲总说T6可以缓一缓」: a person named right before 说, who is not the speaker."""
    for mention in heard.mentions_in(clause.start, clause.end):
        after = heard.text[mention.end : mention.end + 3]
        if heard.text[max(0, mention.start - 1) : mention.start] in ("跟", "和", "向", "给", "对"):
            continue
        if mention.name != heard.sender and re.match(r"(?:又|都|也|刚|昨天)?说(?!明|话|法|好|课)", after):
            return True
    return False


def _reported_speech(clause: Clause, heard: Heard) -> bool:
    if cue("leave_word").search(clause.text) or re.search(
        r"(?:来|去|到|参加)不了|不能来|来不成", clause.text
    ):
        return False
    if _told_by_another(clause, heard):
        return True
    said = _SAYS.search(clause.text)
    if _lectures(clause, heard):
        return False
    if not said or _TELLING.search(clause.text):
        return False
    speakers = [
        m
        for m in heard.mentions_in(clause.start, clause.start + said.start())
        if m.name != heard.context.sender
    ]
    return bool(speakers) or bool(
        re.search(
            r"(?:师父|领导|甲方|业主|监理|老婆|媳妇|公司|专家|他|她|人家|书记|孩子|老师)(?:\w{0,4})$",
            clause.text[: said.start()],
        )
    )


def _tells_when(clause: Clause, heard: Heard) -> bool:
    """「数据还没给我，龚姐说周四出」: when the missing thing comes, told with what is in the way."""
    number = heard.clauses.index(clause)
    before = heard.clauses[number - 1] if number else None
    same = before is not None and before.sentence == clause.sentence
    waits = before is not None and same and cue("blocker").search(before.text)
    return bool(waits) and bool(heard.times_in(clause.start, clause.end))


def _lectures(clause: Clause, heard: Heard) -> bool:
    """「主题是……，查总监讲」: in a notice somebody speaks, he is not quoted."""
    return bool(re.search(r"(?:来|主|授|宣)?讲$", clause.text)) and kinds.find(heard.text) is not None


def proposes(heard: Heard) -> bool:
    """Say whether a question is a proposal or an open condition rather than asked of the books."""
    return bool(_PROPOSES.search(heard.text) or cue("condition").search(heard.text))


_PROPOSES = re.compile(
    r"能不能(?!查|看|列|告诉|给我)|可不可以(?!查|看|列)|要不(?!要|是)|建议|是不是(?:该|要|应该|可以)|不如|干脆|我提议"
)


_MAY_I = re.compile(r"(?:行吗|可以吗|行不行?|好吗|成吗|可以不|行不|中不|好不好)[啊呀]?$")


def is_question(clause: Clause) -> bool:
    """Say whether a clause asks."""
    text = clause.text.rstrip("~ ")
    if _MAY_I.search(text) and (
        cue("extend").search(text) or cue("leave_word").search(text) or len(text) < 6
    ):
        return False
    if "？" in clause.stop:
        return True
    if re.match(r"(?:哪个|谁|哪位)(?:又)?把[^？]+了", text):
        return False
    if _STILL.search(text):
        return False
    if _YESNO_END.search(text):
        return True
    return bool(cue("question_words").search(text))
