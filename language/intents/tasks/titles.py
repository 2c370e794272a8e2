"""The work in its own words: without people, date, courtesy and where to hand it in."""

import re

from language.clauses import MARK
from language.heard import Heard
from language.intents.tasks.doers import GIVEN_WORK
from language.lexicon import cue
from language.slots import spans
from language.slots.people import Mention
from language.slots.strangers import strangers
from language.slots.times import Time

_CARRIERS = re.compile(
    r"(?:请(?:于|在)?|麻烦|辛苦|务必|抓紧|尽快|一定|安排|组织(?=做|写|弄)|负责|完成|牵头|"
    r"把(?!关)|将|你来|你去|你们?|好吧|哈|啊|呢|吧|之前|以前|前(?=$|[，。；])|"
    r"(?:交|(?<![月周日年季简快战喜专通海板墙晚早捷])报|发|给|送)(?:给|到)?(?:我|支部|党委|综合办|办公室)?(?:[上过]来|上去)?(?:$|(?=[，。；]))|"
    r"要(?=[\u4e00-\u9fff])|需要?|的事(?:情)?|这件事|这事|这个|就行|即可|出来$|为准|截止|特急|"
    r"紧急|加急|急件|特别急|@)"
)


_HANDS_ON = re.compile(
    r"(?:^|(?<=[，。；：\n]))\s*(?:另外|还有|再|顺便|同时)*(?:派给|布置给|让|请|叫|安排|由|派)"
    r"(?=[把将\u4e00-\u9fff])(?!他|她|大家|示|教|假)"
)


_ONCE = re.compile(r"(组织|张罗|筹备|准备)一下的?")
_TOGETHER = re.compile(r"^[、和跟与及\s]*(?:一起|一块儿?|共同|合力)(?=[\u4e00-\u9fff]{2})")


def title(heard: Heard, start: int, end: int, doers: list[Mention], times: list[Time]) -> str:
    """Return the work in its own words: without people, date, courtesy, carriers, where to hand it in."""
    text = heard.text[start:end]
    cuts = [_called_upon(heard, start, m) for m in heard.mentions_in(start, end)]
    cuts += [
        (t.start, t.end) for t in heard.times_in(start, end) if not t.repeat and not _names_work(heard, t)
    ]
    cuts += [(s.start, s.end) for s in strangers(heard, start, end)]
    left = spans.without(text, start, cuts)
    left = re.sub(
        r"^.{0,4}?(?:同意|决定|议定|明确|研究)+由?(?=[\u4e00-\u9fff]{2})", "", GIVEN_WORK.sub("", left)
    )
    left = re.sub(
        r"(?:交|(?<![月周日年季简快战喜专通海板墙晚早捷])报|发|给|送)(?:给|到|至)?\S{0,4}?(?:审核|审|汇总|审定|把关)(?=$|[，。；])",
        "",
        left,
    )
    left = _HANDS_ON.sub("", _TOGETHER.sub("", _ONCE.sub(r"\1", left)))
    left = _CARRIERS.sub("", MARK.sub("", left) if MARK.match(left) else left)
    left = re.sub(
        r"(?:由|、|和|跟|与)?(?:配合|协助|参与|会同|帮着\S{0,2}|帮忙|支持(?:一下)?|把关)(?=$|[，。；])",
        "",
        left,
    )
    pieces = [p for p in (spans.trim(piece) for piece in re.split(r"[，。；：\n]", left)) if len(p) > 1]
    return _chosen(pieces)


def _called_upon(heard: Heard, start: int, mention: Mention) -> tuple[int, int]:
    """「仓库让徐明去清点」: with the name go the words that send him, if the work is named before them."""
    sent = re.search(r"(?:让|叫|派|(?<=[\u4e00-\u9fff]{2})由)$", heard.text[start : mention.start])
    if sent is None:
        return mention.start, mention.end
    goes = re.compile(r"[去来]?").match(heard.text, mention.end)
    return start + sent.start(), goes.end() if goes else mention.end


def _names_work(heard: Heard, time: Time) -> bool:
    """「三季度考勤汇总表」: a quarter or month that belongs to the name of the work."""
    said = heard.text[time.start : time.end]
    behind = heard.text[time.end : time.end + 1]
    if _SEASON.fullmatch(said):
        return bool(re.match(r"[\u4e00-\u9fff]", behind)) and behind not in "前底末初内之以里"
    return (
        bool(re.search(r"(?:季度|年度|半年|月份?)$", said))
        and bool(re.match(r"[\u4e00-\u9fff]", behind))
        and behind not in "前底末初内之以"
    )


_SEASON = re.compile(r"[春夏秋冬雨旱汛]季|春|夏|秋|冬|汛期|夜间|节前|节后")
"""「冬季施工技术交底」: a season that belongs to the name of the work."""


def _chosen(pieces: list[str]) -> str:
    kept = [p for p in pieces if not cue("no_title").fullmatch(p)]
    return "，".join(kept[:2]) if kept and len(kept[0]) < 5 else (kept[0] if kept else "")
