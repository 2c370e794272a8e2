"""Stretches of clauses that a rule silences, each with the name of its reason."""

import re
from dataclasses import dataclass

from language.clauses import Clause
from language.heard import Heard
from language.intents import authority
from language.lexicon import cue, phrase
from language.silence.questions import asks_for_time, is_question
from language.silence.speech import reported_speech, tells_when, unquoted
from language.slots import quantities
from language.slots.places import sure_places

_PRAISE = re.compile(r"靠谱|真棒|才是.{2,8}样子|佩服|真牛|厉害了|了不起|榜样")
_DAYS_WORK = re.compile(
    r"(?:(?:今天|终于|总算|手头|的|活儿?|事儿?|都|我|我们|咱们?|这边|全|班)*"
    r"(?:忙完|干完|收工|下班|搞完|结束|完事|收摊)[了啦咯]?[，、 ]*)+"
    r"[，、 ]*(?:终于|准备|可以)?(?:下班|收工|回家|休息|睡觉|吃饭)*[了啦咯]?[，、 ]*(?:累\S{0,2})?"
)
_ENDS_THE_DAY = re.compile(
    r"(?:收工|下班|收摊)(?:了|喽|啦|咯|吃饭|回家|睡觉|去)*[，。！ ]*(?:大家)?(?:都|也)?(?:辛苦)?了?[。！~]*$"
)
_PROMISE = re.compile(r"我[^，。；线视]{0,4}(?:准点?|准时|一定|肯定|保证)(?:能)?到(?!位|期|场的)")
_OTHERS_PROPOSE = re.compile(r"(?:厂家|专家|监理|业主|设计|甲方|医生|公司|院方)(?:方|那边)?(?:建议|提议)")


_ON_PROPOSALS = re.compile(r"(?:研究|讨论|审议|听取|形成|征集|收集)[^，。]{0,8}建议$")
"""「研究评议等次建议」: what a meeting is about."""
_TONES = ("joke", "undecided", "wish", "praise")
_FIRM = 0.15
"""What hardly sounds like chatter is told in earnest, whatever single word of a joke stands in it."""


@dataclass(frozen=True, slots=True)
class Mute:
    """Why clauses are not read: the rule's name, and from which clause to which (both included)."""

    rule: str
    first: int
    last: int


def mutes(heard: Heard) -> list[Mute]:
    """Return every stretch of clauses that a rule silences."""
    found: list[Mute] = []
    for first, last in heard.sentences():
        for number in range(first, last + 1):
            clause = heard.clauses[number]
            if rule := _to_sentence_end(clause, heard):
                until = _own_again(heard, number, last) if rule == "somebody else's words" else last
                found.append(Mute(rule, number, until))
                if until == last:
                    break
                continue
            if (rule := _whole_sentence(clause, heard)) and not (rule in _TONES and heard.chatter < _FIRM):
                if rule == "joke" and _defect_in(heard, first, last):
                    found.append(Mute(rule, number, number))
                    continue
                begin = (
                    number
                    if rule in ("proposal or opinion", "joke") and _defect_before(heard, first, number)
                    else first
                )
                found.append(Mute(rule, begin, last))
                break
            if _only_wrong(clause, heard):
                found.append(Mute("only says that a record was wrong", number, number))
            if is_question(clause) and not (asks_for_time(clause, heard) or _begs_leave(clause, heard)):
                found.append(Mute("question", number, number))
    return found


def _ends_the_day(heard: Heard) -> bool:
    """「今天的活干完了，收工吃饭去」: no work by its name, and no figure."""
    if len(heard.text) > 24 or quantities.percent(heard.text) or not _ENDS_THE_DAY.search(heard.text):
        return False
    return not any(h.telling and h.coverage >= 0.3 for h in heard.hits(0, len(heard.text)))


def _own_again(heard: Heard, number: int, last: int) -> int:
    """「老江说他弄，方案我做了4成」: another's words end where the speaker tells his own figure."""
    for clause in heard.clauses[number + 1 : last + 1]:
        own = re.search(r"我|俺", clause.text) and quantities.percent(clause.text)
        if own or cue("leave_word").search(clause.text):
            return clause.number - 1
    return last


def silent(muted: list[Mute]) -> set[int]:
    """Return the numbers of the clauses that are not read."""
    return {n for mute in muted for n in range(mute.first, mute.last + 1)}


_WRONG = re.compile(r"(?:的)?(?:那|这)?(?:条|个|项)(?:我)?(?:记|登|写|弄|搞|标|打)?(?:错|岔|混)了")


def _only_wrong(clause: Clause, heard: Heard) -> bool:
    """「小贺那条错了，……」: the right state that follows is the record."""
    named = heard.mentions_in(clause.start, clause.end)
    return bool(named) and bool(_WRONG.fullmatch(heard.text, named[0].end, clause.end))


def _defect_in(heard: Heard, first: int, last: int) -> bool:
    """「真要命，后院平台的灯全不亮」: a defect at a place is told, however it is grumbled."""
    return any(
        cue("defect").search(heard.clauses[n].text) and sure_places(heard, heard.clauses[n].text)
        for n in range(first, last + 1)
    )


def _defect_before(heard: Heard, first: int, number: int) -> bool:
    """A defect already told stays told, whatever is proposed after it."""
    return any(
        cue("defect").search(heard.clauses[n].text) and sure_places(heard, heard.clauses[n].text)
        for n in range(first, number)
    )


def _to_sentence_end(clause: Clause, heard: Heard) -> str:
    text = unquoted(clause.text)
    if cue("condition").search(text) and not re.search(r"否则|不然(?!的话)", heard.text):
        return "open condition"
    if (
        cue("until_then").search(text)
        and not cue("reject").search(text)
        and not quantities.percent(heard.text[clause.end :])
    ):
        return "put off: to be seen later"
    if cue("hearsay").search(text):
        return "hearsay"
    if _DENIES.search(text):
        return "a denial"
    if _HALF_READ.search(text):
        return "a book half read"
    if reported_speech(clause, heard) and not tells_when(clause, heard):
        return "somebody else's words"
    return ""


_DENIES = re.compile(r"(?:我|咱|俺)(?:们)?(?:可|又|压根|从来|真)*没(?:有)?(?:说|讲|报|提|答应|同意|请)过")
"""「我可没讲过明天党课要请假」."""
_HALF_READ = re.compile(
    r"(?:(?:才|刚|只)[^，。；]{0,4}(?:看|学|读|啃|翻|听)(?:到|了|完)?|(?:看|学|读|啃|翻|听)到)"
    r"第?[一二两三四五六七八九十几\d]+[章节页编讲课集篇](?![^。]*(?:学完|看完|打卡))"
)
"""「处分条例刚啃到第二编，后头还厚着呢」."""
_AS_IT_WAS = re.compile(r"(?:时间|地点)(?:都|也|均|还是)*(?:不变|照旧|照常)")


def _no_move(said: str, heard: Heard) -> bool:
    return heard.kind_in(said) is not None and not cue("meeting_change").search(said)


_MAY_I = re.compile(r"(?:能不能|可不可以|能否)(?:给我|让我)?(?:请|告)(?:个|半天|一天|天)*假$")


def _begs_leave(clause: Clause, heard: Heard) -> bool:
    """「党课能不能请个假，业主叫去对图纸」: with its reason it is no mere question."""
    behind = heard.text[clause.end + 1 :]
    reasoned = clause.stop == "，" or (
        clause.stop == "？" and bool(behind.strip("。！ ")) and "？" not in behind
    )
    return bool(_MAY_I.search(clause.text)) and reasoned


def _asked_leave(heard: Heard, clause: Clause) -> bool:
    """「小会告个假，放线放到几点没准」: leave already asked for stays asked."""
    before = heard.text[slice(heard.sentence_of(clause.start)[0], clause.start)]
    return bool(cue("leave_word").search(before)) and not re.search(r"想请|要不要请|该不该请", before)


def _beside_names(table: str, clause: Clause, heard: Heard) -> bool:
    """Say whether a word of a table stands in a clause outside of names: 祝 of 祝工 wishes nothing."""
    named = heard.mentions_in(clause.start, clause.end)
    words = cue(table).finditer(clause.text)
    return any(not any(m.start <= clause.start + w.start() < m.end for m in named) for w in words)


def _orders_ahead(heard: Heard, clause: Clause) -> bool:
    """「小尹，去年那三个官司写成案例，5日交我」: work by a day to come is no talk of the past."""
    start, end = heard.sentence_of(clause.start)
    coming = any(t.day and t.day > heard.context.now.date() for t in heard.times_in(start, end))
    return coming and bool(heard.mentions_in(start, end)) and bool(cue("must").search(heard.text, start, end))


_ANOTHERS = phrase(r"(?:^|昨天|前天|上周|今天)<of_another_body>[^，。；我咱]{0,8}$")


_AT_THEIRS = re.compile(
    r"(?:公司|集团|总公司|局|总部|上级)(?:党委|党组|党工委|机关)?(?![^，。]*(?:请|要求|通知|准时|务必))[^，。；]{0,12}"
    r"在(?:公司|集团|总部|局里?|机关|本部)[^，。；我咱]{0,6}[召]?开[^，。；]{0,12}(?:会|大会|培训班?)$"
)
"""「公司党委18号在总部开党建工作会」: theirs, at their place."""


def another_bodys(clause: Clause, heard: Heard) -> bool:
    """「公司上周开了个支委会，人家实到7个」: held by others."""
    if _AT_THEIRS.match(clause.text):
        return True
    kind = heard.kind_in(clause.text)
    if kind is None or not _ANOTHERS.search(clause.text[: kind[1]]):
        return False
    return bool(phrase(r"开了|召开了|开过|开的|<held_then>").search(clause.text))


def _sentence(heard: Heard, clause: Clause) -> str:
    return "，".join(c.text for c in heard.clauses if c.sentence == clause.sentence)


def _whole_sentence(clause: Clause, heard: Heard) -> str:
    text = unquoted(clause.text)
    if _DAYS_WORK.fullmatch(heard.text.strip("，。！ ~")) or _ends_the_day(heard):
        return "the day's work in general"
    if (
        cue("proposal").search(text)
        and not _ON_PROPOSALS.search(text)
        and not _OTHERS_PROPOSE.search(text)
        and not _begs_leave(clause, heard)
        and not asks_for_time(clause, heard)
    ):
        return "proposal or opinion"
    if _PROMISE.search(text) and not cue("late").search(text):
        return "a promise to come"
    if cue("shift_leave").search(text) and heard.kind_in(_sentence(heard, clause)) is None:
        return "leave from a shift"
    if cue("leave_refused").search(text):
        return "leave that is not given"
    if _AS_IT_WAS.search(text) and _no_move(_sentence(heard, clause), heard):
        return "a meeting that stays as it is"
    if cue("agenda_more").search(text):
        return "a further agenda point"
    if _beside_names("wish", clause, heard):
        return "wish"
    if cue("undecided").search(text) and not _asked_leave(heard, clause):
        return "undecided"
    if cue("joke").search(text) and not (
        re.search(r"\d+%", heard.text)
        or heard.context.addressed
        and re.search(r"可以销|销了吧|销号", heard.text)
    ):
        return "joke"
    if not heard.context.addressed and _PRAISE.search(text):
        return "praise"
    if another_bodys(clause, heard):
        return "talk of the past or of others"
    decides = authority.may_order(heard) and cue("reject").search(_sentence(heard, clause))
    if decides:  # 「水位分级照抄去年的，退回常总监」
        return ""
    if cue("past_talk").search(text) and not heard.context.addressed and not _orders_ahead(heard, clause):
        return "talk of the past or of others"
    return ""
