"""Work that changes hands: 「T3转给小邵」「以后鲁工来弄」「不用佘师傅跑了，牛哥去办」."""

import re

from branch.context import OpenTask
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority
from language.intents.tasks import finishing
from language.lexicon import cue, phrase
from language.slots.people import Mention
from language.units.unit import Unit

_HANDED_IN = re.compile(r"交给[^，。；]{1,8}了(?:$|[，。！ ])")
_ALREADY = re.compile(r"(?:已经?|都|刚才?)$")
_NOT_TRANSFER = re.compile(
    r"[^。；]{1,8}了，等(?:他|她|人家)?(?:批|审|看|签|定|把关|过目|回)|交给我|交给.{1,4}(?:审|看|汇总|录)|帮忙"
)
_GIVES = phrase(
    r"(?:那项|这项|那个)?(?:给|转|换)|<carrier>*(?:我|他|她)?(?:就|先|以后|今后|现在|全|都|"
    r"正式)*(?:<passes_on>|(?<=活|事|儿|块|项|务|摊)(?:就|先|以后)?(?:给|归))"
)
_NOT_GIVEN = re.compile(r"看|审|过目|汇报|提醒|发|宽|延|放|缓|多|再|打|报|说|讲|送")
_TAKES = re.compile(r"(?:来|去|先|替他|替|顶上|上)*(?:办|弄|跟|接|顶|负责|做|管|盯|搞|干|跑|写|牵头)")
_NOBODY_KNOWN = re.compile(
    r"(?:转给|转交给?|改由)(?!监理|业主|甲方|设计|公司|局|他|她|别|其|谁|我|你)[\u4e00-\u9fff]{2,3}?"
    r"(?:同志|师傅)?(?:来)?(?:负责|处理|整改|办|跟进|弄)?[。！吧]*$"
)
_RELIEVED = phrase("<relieved>")


def transfer(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    """Return the new owner of a task, told by an authority, its owner, or whoever takes it."""
    takes = bool(_MINE_NOW.search(unit.text))
    if not authority.may_order(unit.heard) and not mine and not takes:
        return None
    heard, text = unit.heard, unit.text
    if given := _given(unit) or _instead(unit, task):
        return Draft("task.transfer", {}, "given to somebody", unit.start, unit.end).put(owners=given)
    if _NOBODY_KNOWN.search(text) and not heard.mentions_in(unit.start, unit.end) and task is not None:
        return Draft("task.transfer", {}, "handed to somebody not on the roster", unit.start, unit.end)
    for word in cue("transfer").finditer(text):
        if _NOT_TRANSFER.match(text, word.start()):
            continue
        if word[0].startswith("交给") and _ALREADY.search(text[: word.start()]):
            continue  # 「验算书弄完了，已经交给龙总工」
        if _HANDED_IN.match(text, word.start()) and (mine or finishing.is_done(text[: word.start()])):
            continue
        at = unit.start + word.start()
        names, doubts = _receivers(heard, unit, at, unit.start + word.end())
        new = _new_work(unit, text[: word.start()]) if task is None and word[0].startswith("交给") else None
        if names and new:
            return new.put(owners=names)
        if names and task is not None and set(names) == set(task.owners):
            continue  # 「退给芳芳重做」: it stays with its owner
        if names or doubts:
            draft = Draft("task.transfer", {}, "handed to somebody else", unit.start, unit.end).put(
                owners=names
            )
            draft.doubts = [people_doubt("owners", said, several) for said, several in doubts]
            return draft if task is not None or not doubts else None
    return None


_WORK = re.compile(r"(?P<work>(?!.*[这那它我他她活事项])[\u4e00-\u9fff\dA-Za-z#+]{4,}?)(?:就|都|先|全)*")


def _new_work(unit: Unit, lead: str) -> Draft | None:
    """「门槽轨道打磨交给马建设，这个月底」: with a day, work that answers to no known task is given out."""
    said = _WORK.fullmatch(lead)
    today = unit.heard.context.now.date()
    days = [t.value for t in unit.times if t.day and t.day >= today]
    if said is None or unit.hit is not None or not days or not authority.may_order(unit.heard):
        return None
    return Draft("task.assign", {}, "work given out", unit.start, unit.end).put(
        title=said["work"], due=days[-1]
    )


def _given(unit: Unit) -> list[str]:
    """「把T3给小邵」: the task's name, 给, and a person."""
    if unit.hit is None:
        return []
    for mention in unit.heard.mentions_in(unit.start, unit.end):
        between = unit.heard.text[unit.hit.end : mention.start]
        after = unit.heard.text[mention.end : mention.end + 2]
        if _GIVES.fullmatch(between) and not _NOT_GIVEN.match(after) and mention.name:
            return [m.name for m in _joined_to(unit.heard, mention) if m.name]
    return []


def _joined_to(heard: Heard, first: Mention) -> list[Mention]:
    """「转给小封和瑶瑶」: the names joined to the first."""
    joined = [first]
    for m in heard.mentions_in(first.end, min(len(heard.text), first.end + 16)):
        if re.fullmatch(r"[、和跟与及+]", heard.text[joined[-1].end : m.start]):
            joined.append(m)
    return joined


def _instead(unit: Unit, task: OpenTask | None) -> list[str]:
    """「不用佘师傅跑了，牛哥去办」: its owner is relieved of it, and somebody else does it."""
    people: list[Mention] = unit.heard.mentions_in(unit.start, unit.end)
    if task is None or len(people) < 2 or people[0].name not in task.owners:
        return []
    taker = people[-1]
    between = unit.heard.text[unit.start : taker.start]
    takes = _TAKES.match(unit.heard.text, taker.end)
    new = taker.name if taker.name not in task.owners else None
    return [new] if new and takes and _RELIEVED.search(between) else []


_MINE_NOW = re.compile(r"我(?:来)?接(?:了|手|过|下)|(?:转|归|划|放|挂|记|算|换)(?:到|给|在)?我(?:的)?名下")


def _receivers(
    heard: Heard, unit: Unit, start: int, end: int
) -> tuple[list[str], list[tuple[str, tuple[str, ...]]]]:
    """Return who takes it over: named inside or right behind the word, else right before 接手; 我 is
    the speaker."""
    word = heard.text[start:end]
    if (
        re.match(r"归我|给我|我接", heard.text[start : start + 3])
        or _MINE_NOW.match(word)
        or re.search(r"我(?:来)?$", heard.text[max(0, start - 2) : start])
    ):
        return [heard.sender], []
    after = [m for m in heard.mentions_in(start, min(len(heard.text), end + 12)) if m.start <= end + 2]
    if after:
        joined = _joined_to(heard, after[0])
        return [m.name for m in joined if m.name], [(m.said, m.names) for m in joined if not m.name]
    inside = heard.mentions_in(start, end)
    if inside:
        return [m.name for m in inside if m.name], [(m.said, m.names) for m in inside if not m.name]
    if re.search(r"你(?:来|先)?$", heard.text[max(0, start - 3) : start]):
        called = heard.mentions_in(unit.start, start) or heard.mentions[:1]
        return [m.name for m in called[:1] if m.name], []
    if word.startswith(("接", "一个人")):
        before = [m for m in heard.mentions_in(max(unit.start, start - 8), start)]
        return [m.name for m in before[-1:] if m.name], [(m.said, m.names) for m in before[-1:] if not m.name]
    return [], []
