"""Whether a clause asks."""

import re

from language.clauses import Clause
from language.heard import Heard
from language.lexicon import cue
from language.silence.speech import unquoted

_YESNO_END = re.compile(
    r"(?:吗|了没|(?<![都也])没有|[^从还也都]没|[完成到来行好可以对能]不|够[^，。]{1,8}不|能[借用让给看帮][^，。]{1,6}不|不啊|没啊)[啊呀哈]?$"
)
_STILL = re.compile(r"(?:还没|没有?|不).{0,8}呢$")


_EITHER = re.compile(
    r"[\u4e00-\u9fff]{1,6}还是[\u4e00-\u9fff]{1,6}(?:啊|呀|呢|好|哪)$|(?:你|我|他|咱)[^，。]{1,4}还是(?:你|我|他|咱)[^，。]{1,4}$"
)
_WHETHER = re.compile(r"(?<![管论看])(?P<v>[下带来去用走吃买])不(?P=v)")
"""「后天下不下雨」 asks."""
_SPOKEN_OF = re.compile(r"(?:议|讨论|研究|商量|学|讲)了[^，。]{0,12}(?:怎么|如何|怎样)")
"""「会上议了回访怎么分片」 tells what was spoken of."""


def proposes(heard: Heard) -> bool:
    """Say whether a question is a proposal or an open condition rather than asked of the books."""
    return bool(_PROPOSES.search(heard.text) or cue("condition").search(heard.text))


_PROPOSES = re.compile(
    r"能不能(?!查|看|列|告诉|给我)|可不可以(?!查|看|列)|要不(?!要|是)|建议|是不是(?:该|要|应该|可以|更)|我觉得|我认为|依我看|你说呢|不如|干脆|我提议"
)
_MAY_I = re.compile(
    r"(?:[能可以]+请(?:个|一天|半天)?假吗|行吗|可以吗|行不行?|好吗|成吗|可以不|行不|中不|好不好)[啊呀]?$"
)


_MAY_BE_LATER = re.compile(r"交(?:行不行|行吗|可以吗|行不|中不中|成不成|成吗|可不可以)$")


def asks_for_time(clause: Clause, heard: Heard) -> bool:
    """「榜单能不能缓到周五」 said to the bot: asking for a new due day is how an extension is asked for."""
    if (
        heard.context.addressed
        and _MAY_BE_LATER.search(clause.text)
        and heard.times_in(clause.start, clause.end)
    ):
        return True
    if not heard.context.addressed or not cue("extend").search(clause.text):
        return False
    if cue("extend_not").search(clause.text) or heard.kind_in(clause.text):
        return False
    tasks = heard.hits(clause.start, clause.end, "task")
    return bool(tasks) and bool(heard.times_in(clause.start, clause.end))


def is_question(clause: Clause) -> bool:
    """Say whether a clause asks."""
    text = unquoted(clause.text.rstrip("~ "))
    if _MAY_I.search(text) and (
        cue("extend").search(text) or cue("leave_word").search(text) or len(text) < 6
    ):
        return False
    if "？" in clause.stop:
        return True
    if re.match(r"(?:哪个|谁|哪位)(?:又)?把[^？]+了", text):
        return False
    if _EITHER.search(text):
        return True
    if _WHETHER.search(text):
        return True
    if _STILL.search(text) or _SPOKEN_OF.search(text):
        return False
    if _YESNO_END.search(text):
        return True
    return bool(cue("question_words").search(text))
