"""The names of a roll: who stands behind a state word, each with a reason of his own."""

import re
from dataclasses import dataclass

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots.own_state import joined_own_state, own_state
from language.slots.people import Mention
from language.slots.state import State
from language.slots.states import STATE

_GAP = phrase(
    r"(?:<roll_label_after>{0,4}[】\]]?[：:\s，\n-]{0,3}){1,2}(?:(?<=人)[（(])?(?:我[、和跟，])?(?:<group_head>\s?)?(?:[一二三四五六七八九十\d]+[、.．]\s*)?"
)


@dataclass
class Group:
    """People in one state for one reason; nobody in `people` where only a group, or nobody at all, was
    said."""

    state: State
    people: list[Mention]
    audience: str = ""
    reason: str = ""
    me: bool = False
    substitute: str = ""


_JOIN = phrase(
    r"(?:同志|师傅)?[、，,\s和跟与及还有以及+/；;\n]*(?:<group_head>\s?)?(?:[一二三四五六七八九十\d]+[、.．]\s*)?"
)
_CLOSE_JOIN = phrase(
    r"(?:同志|师傅)?(?:[、,\s+/✔✅✓]|和|跟|与|及|还有|以及|"
    r"我(?=[、和跟与及\u4e00-\u9fff]))*(?:[；;\n]?<group_head>\s?)?"
)
_OWN_REASON = re.compile(
    r"\s*(?:[（(](?P<a>[^）)\n]{1,24})[）)]|，(?P<c>[^）)\n（(，]{2,16})[）)]|"
    r"[-:：]\s*(?P<b>[^，。；、\n]{1,24})(?=[，。；、\n]|$))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a roll with the reason that stands behind it in brackets or after a dash."""

    mention: Mention
    reason: str = ""


def names_run(heard: Heard, at: int, end: int) -> tuple[list[Named], int]:
    """Return the names that a state word at `at` heads, and where they end; none if no name follows it."""
    if only := only_names(heard, at, end):
        return only, only[-1].mention.end
    run: list[Named] = []
    if swapped := _SWAPPED.match(heard.text, at, end):
        at = swapped.end()
    label = at
    for mention in heard.mentions_in(at, end):
        head = heard.text[label : run[0].mention.start if run else mention.start]
        if not (_goes_on(heard, run, head, at, mention, end) if run else _opens(heard, at, mention, end)):
            break
        at, reason = _reason_behind(heard, head, mention, end)
        if reason:
            run = _shared(run, heard, mention, reason)
        run.append(Named(mention, reason))
    return run, at


_SIGNED_IN = re.compile(r"(?:签个?到|报个?到|到会|到场|实到|参会|出席)$")
_BETWEEN_NAMES = re.compile(r"[，、\s和跟与及]{1,2}")


def only_names(heard: Heard, at: int, end: int) -> list[Named]:
    """「支委会签到，邵阳，李峰」: those behind the comma, if nothing but names; one alone may be greeted."""
    named = heard.mentions_in(at, end)
    if (
        len(named) < 2
        or not _SIGNED_IN.search(heard.text, 0, at)
        or heard.text[named[-1].end : end].strip("。！ ")
    ):
        return []
    starts = [at, *(m.end for m in named)]
    joined = all(
        _BETWEEN_NAMES.fullmatch(heard.text, a, m.start) for a, m in zip(starts, named, strict=False)
    )
    return [Named(m) for m in named] if joined else []


def _opens(heard: Heard, at: int, mention: Mention, end: int) -> bool:
    """Say whether a name is the first of those a state word heads."""
    gap = heard.text[at : mention.start]
    if not _GAP.fullmatch(gap):
        return False
    if gap.rstrip().endswith(("，", ",")):  # 「到场11人，卢海出车没去」 begins to tell of somebody
        counted = _COUNT_BEFORE.fullmatch(gap)
        return not (joined_own_state(heard, mention) if counted else _begins_anew(heard, mention, end))
    return bool(_LABEL.search(gap)) or not gap.strip() or not _begins_anew(heard, mention, end)


_COUNT_BEFORE = re.compile(r"(?:了|的|就|有)*[一两二三四五六七八九十\d]+(?:个|名|位)?人?，\s?")
"""「缺席一个，李峰」: the number announces the names."""


def _goes_on(heard: Heard, run: list[Named], head: str, at: int, mention: Mention, end: int) -> bool:
    """Say whether a name is joined to those before it."""
    gap = heard.text[at : mention.start]
    if _WERE_THERE.search(gap):
        return False  # 「签到：小钟和我在小会议室，冯总电话接入」
    if re.search(r"[；;]", gap) and own_state(heard, mention):
        return False  # 「现场：甲、乙；丙走视频」
    if _JOINED_BY_COMMA.fullmatch(gap) and not run[-1].reason:
        return bool(_HEADED.search(head)) and not _begins_anew(heard, mention, end)
    return bool((_JOIN if run[-1].reason else _CLOSE_JOIN).fullmatch(gap))


def _begins_anew(heard: Heard, mention: Mention, end: int) -> bool:
    """Say whether a name has a state of its own behind it, or nothing at all."""
    return mention.end >= end - 1 or own_state(heard, mention)


def _reason_behind(heard: Heard, head: str, mention: Mention, end: int) -> tuple[int, str]:
    """Return where a name with its reason ends, and the reason: in brackets, or bare in a listed roll."""
    if own := _OWN_REASON.match(heard.text, mention.end, end):
        return own.end(), (own["a"] or own["b"] or own["c"]).strip()
    bare = _BARE_REASON.match(heard.text, mention.end, end) if _LISTED.search(head) else None
    named = any(m.start == mention.end for m in heard.mentions_in(mention.end, end))
    if bare and not named and not STATE.search(bare[0]):
        return bare.end(), bare[0].strip()
    return mention.end, ""


_WERE_THERE = re.compile(r"在[^，。；]{2,8}，\s?$")
_LABEL = re.compile(r"[的：:名人有是个]")
_LISTED = re.compile(r"[人个]?[：:]")
_BARE_REASON = re.compile(r"[\u4e00-\u9fff]{2,8}(?=[，；。\n]|$)")
_SWAPPED = re.compile(r"(?:[^，。；]{0,4}的)?的?(?:人)?不是[^，。]{2,5}，?(?:而)?是")
_JOINED_BY_COMMA = re.compile(r"[，,]\s?(?:还有|以及|再有|外加)?")
_HEADED = re.compile(r"[：人]|[一二两三四五六七八九十\d][个名位]")


def _shared(run: list[Named], heard: Heard, last: Mention, reason: str) -> list[Named]:
    """A reason in brackets holds for all names joined to the last by 、 or 和: 「甲、乙（吊装）」."""
    shared: list[Named] = []
    after = last.start
    for named in reversed(run):
        if (
            named.reason
            or after < 0
            or not re.fullmatch(r"(?:[、和跟与及]\s?)?", heard.text[named.mention.end : after])
        ):
            after = -1
            shared.append(named)
        else:
            shared.append(Named(named.mention, reason))
            after = named.mention.start
    return shared[::-1]


def labelled(heard: Heard, state: State, name_at: int) -> bool:
    """Say whether a state word plainly heads the names behind it: 「请假的是」「线上：」「请假姜会计」."""
    gap = heard.text[state.end : name_at]
    return not gap.strip() or bool(re.search(r"[的：:名人有是个]|^，我[和跟与]$", gap))


def whole(text: str) -> bool:
    """Say whether a whole meeting is said to be there."""
    return bool(cue("whole_present").search(text))
