"""Whom a meeting is for and who speaks at it."""

import re

from language.heard import Heard
from language.slots import audience, spans
from language.units.unit import Unit


def salutation(heard: Heard, head: str) -> str:
    """Return a group that is greeted: 「各党小组：」; 各位 is none."""
    found = re.search(r"(?:^|\n)(?P<g>[^\n：，。]{2,14})[：:]\s*(?:\n|$)", head) or re.match(
        r"(?P<g>[^\n：，。]{2,12})[：:]", heard.text
    )
    if not found:
        return ""
    group = audience.find(found["g"], heard.ears.people.groups)
    return found["g"] if group and group[0] not in ("大家",) and "各位" not in found["g"] else ""


def whose_meeting(heard: Heard, text: str) -> str:
    """Return the group whose meeting it is: 「一组今晚7点小组会」."""
    found = re.search(
        r"(?<![周期拜])(?P<g>第?[一二三四1-4](?:党?小)?组(?:的同志们?|全体(?:党员|同志)?|党员)?|"
        r"[两三]个党小组)(?!组会)",
        text,
    )
    if found:
        return found["g"]
    found = re.search(r"(?P<g>第[一二三四]党小组)会", text)
    return found["g"] if found else ""


_LISTED = re.compile(r"(?:参加|参会|出席|与会)(?:人员|对象|范围)[：:]\s*(?P<g>[^，。；：\n]{2,24})")
"""「参加人员：全体党员、积极分子」 inside a running text."""


def audience_of(heard: Heard, unit: Unit) -> str:
    """Return the group a meeting is for as it was said, "" if none was."""
    text = unit.text
    if listed := _LISTED.search(text):
        return spans.trim(listed["g"])
    found = re.search(
        r"(?P<g>[^，。；：\n]{2,16}?)(?:都|全部|一起|全体|均|请)?(?:要|需|得)?(?:参加|参会|出席|"
        r"到会|全部到|都到|全到|必须到|到场)(?!不了|人)",
        text,
    )
    if found:
        group = audience.find(found["g"], heard.ears.people.groups)
        if group:
            return _joined_groups(found["g"]) or group[0]
        if re.search(r"都|全部", found[0]) and re.search(r"长|员|干部", found["g"]):
            return spans.trim(found["g"])
    if re.search(r"都(?:来|可以来|能来)|家属也可以|欢迎.{0,6}参加", text):
        return "大家"
    if whose := whose_meeting(heard, text):
        return whose
    if salute := salutation(heard, heard.text[: unit.end]):
        return salute
    if re.search(r"@所有人|@全体成员", heard.text):
        return "大家"
    everyone = audience.find(text, heard.ears.people.groups)
    if (
        everyone
        and everyone[0] not in ("党员", "支委", "青年")
        and everyone[0] + "会" not in text
        and everyone[0] + "大会" not in text
    ):
        return (
            "大家"
            if everyone[0] == "大家" and re.search(r"@所有人|所有人|大家(?:都)?(?:来|参加|到)", text)
            else ("" if everyone[0] == "大家" else everyone[0])
        )
    return ""


def _joined_groups(said: str) -> str:
    """「中层以上和全体党员」: several groups joined are the audience together."""
    left = audience.GROUP.sub("", said)
    several = len(audience.GROUP.findall(said)) > 1
    joined = several and re.fullmatch(r"[，\s]*(?:以[上下]|的|[和、及与])+", left)
    return spans.trim(said) if joined else ""


_SPEAKS_BEHIND = re.compile(
    r"(?:来|同志|给大家|给咱们|亲自)*(?:主讲|讲|授课|上(?:党|微|廉|这)?课|宣讲|领学|给大家讲)"
)
_SPEAKER = re.compile(r"(?:主讲人?|授课人?|讲课人?)(?:是|为|：)?$")
_SPEAKS = re.compile(r"(?:^|[，；])(?P<who>[^，。；：\n由请次]{2,12}?)(?:同志)?(?:主讲|授课)(?=$|[，。；])")
"""「……，市纪委老周主讲」: somebody from outside, named in a clause of his own."""


def lecturer_of(heard: Heard, unit: Unit) -> str:
    """Return who speaks at a meeting, from the roster or as said; "" if nobody is named."""
    text = unit.text
    if re.search(r"我(?:来)?(?:给大家)?(?:讲|上课|上党课|主讲|授课)", text):
        return heard.sender
    for mention in heard.mentions_in(unit.start, unit.end):
        after = heard.text[mention.end : mention.end + 8]
        before = heard.text[max(unit.start, mention.start - 5) : mention.start]
        speaks = _SPEAKS_BEHIND.match(after) or _SPEAKER.search(before)
        if speaks and mention.name:
            return mention.name
    found = _SPEAKS.search(text) or re.search(
        r"(?:邀请|请|特邀)(?P<who>[^，。；\n]{2,24}?)(?:同志)?(?:主讲|授课|宣讲|(?:来|给|为|到)(?:给|为)?(?:大家|"
        r"咱们?|我们)?(?:讲|上|作|做|授))",
        text,
    )
    return (
        found["who"]
        if found and not heard.mentions_in(unit.start + found.start("who"), unit.start + found.end("who"))
        else ""
    )
