"""Files and reports asked of the bot: ledgers with their periods, weekly and monthly reports."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.slots.periods import period

_LEDGERS = (
    ("workbook", re.compile(r"全套|打(?:个|成|一下|一?个)?包|所有台账|全部台账|整套|一整套|所有的台账")),
    ("attendance", re.compile(r"考勤|签到|出勤|到会|点名")),
    ("meetings", re.compile(r"三会一课|会议|组织生活|开会(?!的?(?:考勤|签到|出勤))|会议记录")),
    ("tasks", re.compile(r"任务|待办|工作清单")),
    ("study", re.compile(r"学习")),
    ("hazards", re.compile(r"隐患|整改")),
)
_JOINED = re.compile(r"\s*(?:台账|表|清单|记录|情况|的|单)*[和、跟与及]\s*(?:以及)?")


_BY_HAND = re.compile(r"送[回来过]|借[走给来]?|还给|拿[来去过回]|带[来去回]")
"""「把那几本旧台账给我送回来」: paper, carried by hand."""


def export(heard: Heard) -> list[Draft] | None:
    """Return the ledgers asked for as files, in the order said; None if none is."""
    text = heard.text
    if not cue("export").search(text) or _BY_HAND.search(text):
        return None
    if re.search(r"看看$|看一?下$", text.rstrip("吧呗啊。 ")) and not re.search(
        r"导|文件|台账|[Ee]xcel", text
    ):
        return None  # 「逾期的任务拉个单子我看看」 wants to see it
    found = _ledgers(text)
    if not found or (cue("export").search(text) or [""])[0] == "导" and "台账" not in text:
        return None
    spans = [(start, end) for start, end, _ in found]
    whens = _periods(heard, spans)
    return [
        Draft("export", {"what": what}, "a ledger as a file", start, len(text)).put(period=when)
        for (start, _, what), when in zip(found, whens, strict=True)
    ]


def _ledgers(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, ledger) of every ledger named, in order."""
    found = [(word.start(), word.end(), what) for what, shape in _LEDGERS if (word := shape.search(text))]
    if "三会一课" in text:
        found = [f for f in found if f[2] != "meetings" or text[f[0] :].startswith("三会一课")] or found
    if any(what == "workbook" for *_, what in found):
        found = [f for f in found if f[2] == "workbook"]
    if not found and re.search(r"台账|报表|excel|Excel|EXCEL", text):
        found = [(0, 0, "workbook")]
    return sorted(found)


def _periods(heard: Heard, spans: list[tuple[int, int]]) -> list[str]:
    """Return the period said with each thing asked for, else that of the one it is joined to."""
    text, today = heard.text, heard.context.now.date()
    if len(spans) == 1:
        return [period(text, today)]
    found: list[str] = []
    for number, (start, _) in enumerate(spans):
        at = spans[number - 1][1] if number else 0
        own = period(text[at:start], today)
        joined = number and _JOINED.fullmatch(text[at:start])
        found.append(own or (found[-1] if joined else ""))
    return found if any(found) else [period(text, today)] * len(spans)


_BARE = re.compile(
    r"(?:支部|咱们?|我们)?(?:本|这个?|上个?)?(?:周|星期|月|季度)(?:的|支部)?(?:总体|整体)?(?:情况|概况|摘要|动态)|"
    r"(?:看一?下|出个?|来个?)?(?:工作)?摘要"
)
"""「本周情况」「摘要」: the name of a report is the wish for it."""


_HANDS_IN = re.compile(r"(?:同志)?(?:来|去)?(?:负责|牵头|起草|编|写|做|出|整理|[^，。；]{0,14}(?:把|交|报))")


def digest(heard: Heard) -> list[Draft] | None:
    """Return the weekly or monthly reports asked for, each with its own period; None if none is."""
    text = heard.text
    if _BARE.fullmatch(text.strip("。！!？? ")):
        bare = Draft("digest", {}, "a report by its bare name", 0, len(text))
        return [bare.put(period=period(text, heard.context.now.date()))]
    nouns = list(cue("digest_noun").finditer(text))
    if not nouns or cue("report_told").search(text) or len(text) > 26 or re.search(r"再说|现在|。.", text):
        return None
    if any(_HANDS_IN.match(text, m.end) for m in heard.mentions):
        return None  # 「邵阳负责位移观测月报，周五前」
    if not cue("digest_verb").search(text) or any(
        (hit.telling or hit.coverage >= 0.6) and nouns[0][0] in hit.item.title
        for hit in heard.hits(0, len(text), "task")
    ):
        return None
    whens = list(dict.fromkeys(_periods(heard, [noun.span() for noun in nouns])))
    return [Draft("digest", {}, "weekly or monthly report", 0, len(text)).put(period=when) for when in whens]
