"""Who stands before a state word as its subject."""

import re

from language.heard import Heard
from language.intents.attendance.lessons import TEACHES
from language.lexicon import phrase
from language.slots.names import ALIAS, POST, TITLE
from language.slots.people import Mention


def subjects(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return the names before a state word that can be its subject: not 向燕姐 in 「向燕姐请个假」,
    not a mere vocative."""
    found = []
    taught = TEACHES.search(heard.text, start)
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(0, mention.start - 1) : mention.start]
        if taught and taught.start("who") <= mention.start < taught.end("who"):
            found.append(mention)  # 「给李枫补课了」: who was taught
            continue
        if before in ("给", "替", "帮") and _ASKS_LEAVE.match(heard.text, mention.end):
            found.append(mention)  # 「给老曲请个假」
            continue
        if before in ("向", "找", "给", "差", "替") or heard.text[
            max(0, mention.start - 2) : mention.start
        ] in ("就差", "只差", "报告", "汇报", "回复"):
            continue
        if re.match(r"(?:把[^，。]{1,6})?(?:放|发|借|转)?[给帮替教]我", heard.text[mention.end :]):
            continue
        joined = bool(found) and found[-1].end == mention.start - 1
        joined |= (
            bool(_WITH_ME.search(heard.text[: mention.start]))
            and heard.text[mention.end : mention.end + 1] in "都俩两"
        )
        if (
            before == "跟"
            and not joined
            and re.match(
                r"[^，。]{0,3}(?:请|告|汇报|说|讲|报|借|要了|拿|打过?招呼|商量)",
                heard.text[mention.end : mention.end + 6],
            )
        ):
            continue
        if heard.text[max(0, mention.start - 2) : mention.start] == "跟着":
            continue  # 「跟着慧姐把材料补学了」
        if _only_called(heard, mention, end) or _has_a_duty(heard, mention, end):
            continue
        if heard.text[: mention.start].strip() == "@" and heard.text[mention.end : mention.end + 1] == " ":
            continue
        found.append(mention)
    return found


def _has_a_duty(heard: Heard, mention: Mention, end: int) -> bool:
    """「小刘主持，全到」: who led is no subject of the next clause."""
    duty = _DUTY.match(heard.text, mention.end, end)
    return duty is not None and duty.end() <= end


_DUTY = phrase(r"(?:<chair_word>|<recorder_word>)[，。；]")
_WITH_ME = re.compile(r"(?:我|俺|本人)[跟和与]$")
_ASKS_LEAVE = re.compile(r"(?:[^，。；我]{0,3})?[请告]个?[事病半一]?[天]?假")
_I_FOLLOW = re.compile(r"[，、：\s]{0,2}(?:我|俺|本人)(?![俩两们和跟与])")
"""「祁书记我今天去不了」: who is called, then the speaker himself."""


_I_LATER = re.compile(r"[^，。；、和跟与及]{0,12}[会课日](?:我|俺|本人)(?!们|的|[和跟与])[^，。；]{0,4}")
"""「书记周三的课我想」: called, and the speaker asks for himself."""


def _only_called(heard: Heard, mention: Mention, end: int) -> bool:
    """Say whether a name at the head of a message only calls somebody: 「书记，我刚到」."""
    if mention.start or mention.how not in (ALIAS, TITLE, POST):
        return False
    if _I_FOLLOW.match(heard.text, mention.end):
        return True
    if _I_LATER.fullmatch(heard.text, mention.end, end):
        return True
    called = heard.text[mention.end : mention.end + 1] == "，"
    if heard.text[mention.end : mention.end + 1] == " " and mention.said.endswith("书记"):
        return bool(re.search(r"我(?![们俩和跟与])", heard.text[mention.end : end]))  # 「书记 那课我听不成」
    return called and (mention.said.endswith("书记") or bool(_ME.search(heard.text[mention.end : end])))


def is_me(lead: str, others: bool) -> bool:
    """Say whether the speaker himself is meant: 我 in the clause of the state word, or joined to other
    names."""
    if others:
        return bool(_ME_JOINED.search(lead))
    return bool(_ME.search(lead))


def joined_with_me(lead: str) -> bool:
    """Say whether the speaker is joined to the names of a lead: 「我和小蒋在现场浇筑，党课请假」."""
    return bool(_ME_JOINED.search(lead))


_ME_JOINED = re.compile(
    r"我[和跟与、]\S{2,5}|[和与、跟]我(?=[，、。都也已坐到刚在两俩三四几 ]|$)|"
    r"(?:^|[，、：\s])(?:我|本人)[，、]"
)
_ME = re.compile(
    r"(?:^|[，。、：:\s\n])(?:今天|明天|今晚|明晚|下午|上午|刚|这次|但|不过|那|嗯|因为|"
    r"可)?(?:我|本人|俺|咱)(?!们?(?:爸|妈|家|老婆|媳妇|孩子|的|支部)|们?[\u4e00-\u9fff]{0,3}(?:队|组|班|站)(?![长会员]))|我(?=[和跟]\S{2,5})|"
    r"(?<=[会课日节里次])(?:我|俺)(?!爸|妈|家|老婆|媳妇|孩子)"
)


_MEETING_OF = ("会", "大会", "学习", "党课", "例会", "组会", "的会", "的组会")


def really_group(lead: str, group: str) -> bool:
    """Say whether a group is told of, rather than only naming its meeting: 「支委会」."""
    if group.endswith(("会全部", "课全部")):
        return False  # 「支委会全部到齐」: all of its meeting
    _, its_meeting, rest = lead.partition(f"{group}会")
    if its_meeting and group in rest:
        return True
    return group.startswith("除") or not any(group + word in lead for word in _MEETING_OF)
