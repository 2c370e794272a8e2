"""Stand-ins: who sits in a meeting for whom."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.slots import roll
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import PRESENT, State

_JOINS = re.compile(
    r"参加|出席|列席|旁听|坐(?:会|一下|在)|开会|参会|到会|[开去来听](?:的|了|会|一下|例会|党课|[，。；]|$)|去|开|来"
)
_PLEADS = re.compile(r"(?:请|告|报)[^，。]{0,2}假|说一声|打个?招呼")
_DUTY = re.compile(r"讲课|汇报|发言|主持|代讲|值[班锚守岗夜]|顶班|做记录|盯")


_HIS_PLACE = re.compile(r"的(?=$|[，。；！])")
"""「邵总在局里汇报，贾明替的」: in place of who was named before."""


def _of_a_meeting(heard: Heard, start: int, end: int) -> bool:
    return heard.kind_in(heard.text[start:end]) is not None or meetings.named(heard, start, end) is not None


def substitutes(heard: Heard, start: int, end: int) -> list[Group]:
    """「赵敏替孙总参加」「叫一帆替我去」「马队在船上，唐工替他来的」."""
    found = []
    for word in cue("substitute").finditer(heard.text, start, end):
        after = heard.text[word.end() : word.end() + 24]
        doers = [m for m in heard.mentions_in(start, word.start()) if m.end >= word.start() - 6]
        if heard.text[word.start() - 1 : word.start()] in ("我", "俺"):
            doers = []
        away, rest = _represented(heard, word.end(), start, word.start(), doers)
        if not away and doers and _HIS_PLACE.match(heard.text, word.end()):
            away = [m.name for m in heard.mentions_in(start, doers[-1].start)][-1:]
            rest = "参加"
        if (
            not away
            and len(doers_all := heard.mentions_in(start, word.start())) > 1
            and re.search(r"由|让|派|请", heard.text[doers_all[-2].end : doers_all[-1].start])
        ):
            away, rest = (
                [m.name for m in doers_all[-2:-1] if m.name],
                heard.text[word.end() : word.end() + 14],
            )
        stand_in = (
            doers[-1].name
            if doers
            else heard.sender
            if "我" in heard.text[max(start, word.start() - 4) : word.start()]
            else ""
        )
        away = [name for name in away if name]
        if (
            away
            and not rest.strip("，。！")
            and _of_a_meeting(heard, heard.sentence_of(word.start())[0], word.start())
        ):
            rest = "参加"  # 「书记例会我替她」
        if not away or not _JOINS.search(rest) or _DUTY.search(rest.split("，")[0]) or _PLEADS.match(rest):
            continue
        if stand_in and stand_in not in away and after:
            state = State(PRESENT, word.start(), word.end())
            found.append(Group(state, [], substitute=stand_in, audience="|".join(away)))
    return found or _sent(heard, start, end)


def _sent(heard: Heard, start: int, end: int) -> list[Group]:
    """「早上例会石总工派李工去的」: somebody sent in place of another."""
    mentions = heard.mentions_in(start, end)
    if mine := _by_me(heard, mentions, start) or _sent_me(heard, mentions, end):
        return mine
    for sender, sent in zip(mentions, mentions[1:], strict=False):
        between, after = heard.text[sender.end : sent.start], heard.text[sent.end : sent.end + 6]
        went = re.match(r"去|来|参加|出席|参会|到会|代(?!表|讲|发|做)", after)
        if not went or not _SENDS.fullmatch(between):
            continue
        if sender.name and sent.name and heard.kind_in(heard.text[start:end]):
            return [
                Group(State(PRESENT, sent.start, sent.end), [], substitute=sent.name, audience=sender.name)
            ]
    return []


_SENDS = re.compile(r"[^，。；]{0,8}[，]?(?:派|委托|由)了?")
_I_SEND = re.compile(r"我(?:这边)?(?:派|委托)了?$")
_TO_SIT_IN = re.compile(r"(?:代我|替我)?(?:去|来)?(?:参加|出席|参会|代会|到会|听会)")
_SENDS_ME = re.compile(
    r"[^，。；]{0,8}，?[^，。；]{0,6}(?:委托|派|让|叫|请)我(?:去|来|代他|替他|代|替)*(?:参加|出席|参会|开会|听会)"
)


def _sent_me(heard: Heard, mentions: list[Mention], end: int) -> list[Group]:
    """「乔总出差，例会委托我参加」: the speaker goes in somebody's place."""
    for away in reversed(mentions):
        told = _SENDS_ME.match(heard.text, away.end, end)
        if told and away.name and away.name != heard.sender and heard.sender:
            state = State(PRESENT, away.start, told.end())
            return [Group(state, [], substitute=heard.sender, audience=away.name)]
    return []


def _by_me(heard: Heard, mentions: list[Mention], start: int) -> list[Group]:
    """「明天支委会我派彭总参加」: the speaker sends somebody in his own place."""
    for sent in mentions:
        sends = _I_SEND.search(heard.text[start : sent.start])
        if sends and sent.name and _TO_SIT_IN.match(heard.text, sent.end) and heard.kind_in(heard.text):
            state = State(PRESENT, sent.start, sent.end)
            return [Group(state, [], substitute=sent.name, audience=heard.sender)]
    return []


def _represented(heard: Heard, at: int, start: int, word: int, doers: list[Mention]) -> tuple[list[str], str]:
    """Return whom somebody stands in for, and the words behind it."""
    pronoun = re.match(r"我|俺|他们?|她", heard.text[at:])
    if pronoun and pronoun[0] in "我俺":
        return [heard.sender], heard.text[at + 1 : at + 14]
    if pronoun:
        earlier = [m.name for m in heard.mentions_in(0, word) if m.name and m not in doers[-1:]]
        return earlier[-1:], heard.text[at + 1 : at + 14]
    run, behind = roll.names_run(heard, at, min(len(heard.text), at + 30))
    direct = run and run[0].mention.start == at
    return ([n.mention.name for n in run if n.mention.name] if direct else []), heard.text[
        behind : behind + 14
    ]
