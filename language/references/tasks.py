"""Which known task a unit means: by words, by owner, by the speaker; the rivals when several fit."""

import re
from difflib import SequenceMatcher

from branch.context import OpenTask
from branch.updates import Doubt
from language.drafts import item_doubt
from language.heard import Heard
from language.lexicon import cue, phrase
from language.references.item import Hit, Item, bare
from language.references.matching import in_figures
from language.slots import spans
from language.units.unit import Unit
from language.units.words import POINTER, TASK_WORDS

_JOINED = re.compile(r"[、，和与及跟以\s/+]+(?:任务)?")


def joint(unit: Unit) -> list[Hit]:
    """Return the tasks said side by side: 「T12、T14都销号」「甲方案和乙方案都完成了」."""
    hits = [
        h
        for h in unit.rivals
        if unit.hit
        and h.item.family == unit.hit.item.family
        and (h.score >= 15 or (h.telling and (h.coverage >= 0.5 or h.head)))
    ]
    placed = sorted(((_block(h, unit), h) for h in hits), key=lambda one: one[0]) if len(hits) > 1 else []
    run = placed[:1]
    for (start, end), hit in placed[1:]:
        if start >= run[-1][0][1] and _JOINED.fullmatch(unit.heard.text[run[-1][0][1] : start]):
            run.append(((start, end), hit))
    return [hit for _, hit in run] if len(run) > 1 else []


def _block(hit: Hit, unit: Unit) -> tuple[int, int]:
    """Return where the longest piece of a title stands in the text; an id where it was said."""
    if hit.score >= 15:
        return hit.start, hit.end
    match = SequenceMatcher(None, in_figures(hit.item.title), in_figures(unit.text), autojunk=False)
    block = match.find_longest_match()
    return unit.start + block.b, unit.start + block.b + block.size


def doubt_of(unit: Unit, rivals: list[Item]) -> Doubt:
    """Ask which of several tasks was meant."""
    return item_doubt("task", unit.text, rivals)


def which(unit: Unit) -> tuple[OpenTask | None, bool, list[Item]]:
    """Return the task a unit means, whether words named it, and the rivals when several fit."""
    heard = unit.heard
    by_id = {t.id: t for t in heard.context.tasks}
    if unit.hit and unit.hit.item.family == "task":
        equals = _equals(heard, unit)
        if len(equals) > 1:
            return None, True, [h.item for h in equals]
        return by_id.get((equals[0] if equals else unit.hit).item.id), True, []
    if heard.context.about in by_id:
        return by_id[heard.context.about], True, []
    own = [t for t in heard.context.tasks if heard.sender in t.owners]
    if (relieved := _of_who_is_relieved(unit)) is not None:
        return relieved, True, []
    named = {m.name for m in heard.mentions_in(unit.start, unit.end)}
    theirs = [t for t in heard.context.tasks if named & set(t.owners)]
    chosen = theirs or own
    headed = [t for t in heard.context.tasks if len(t.title) > 3 and bare(t.title)[-2:] in unit.text]
    if len(headed) > 1:
        headed = _by_own_marks(headed, unit.text)
        headed = [t for t in headed if heard.sender in t.owners] or headed
    if len(headed) == 1 and heard.context.addressed:
        return headed[0], False, []
    unit.named_else = _own_subject(unit)
    if unit.named_else:
        return None, False, []
    if len(chosen) == 1:
        return chosen[0], False, []
    return None, False, [Item("task", t.id, t.title, t.owners) for t in chosen]


def _of_who_is_relieved(unit: Unit) -> OpenTask | None:
    """「标定的事伍师傅忙不过来，移交严工」: two telling characters and the owner who gives it up."""
    heard = unit.heard
    handed = cue("transfer").search(heard.text, unit.start, unit.end)
    if handed is None:
        return None
    before = {m.name for m in heard.mentions_in(unit.start, handed.start())}
    hits = [h.item.id for h in heard.hits(unit.start, handed.start(), "task") if h.telling]
    fit = [t for t in heard.context.tasks if t.id in hits and before & set(t.owners)]
    return fit[0] if len(fit) == 1 else None


_SUBJECT = re.compile(r"[\u4e00-\u9fff]+")
_NO_SUBJECT = phrase(
    r"今天|今晚|昨天|刚才|现在|目前|总算|终于|这边|那边|这个|那个|这项|那项|我的|我们|手上|"
    r"任务|工作|活儿?|事情?|全部|已经|基本|差不多|大概|正式|初稿|终稿|定稿|草稿|外业|内业|"
    r"数据|资料|材料|报告|方案|图纸|表格|清单|框架|目录|题目|正文|内容|部分|<do>"
)


def _own_subject(unit: Unit) -> bool:
    """Say whether the first clause names a thing of its own that is no known task:
    「生活区的排水沟挖了30米」."""
    clause = unit.clauses[0]
    cuts = [(t.start, t.end) for t in unit.heard.times_in(clause.start, clause.end)]
    cuts += [(m.start, m.end) for m in unit.heard.mentions_in(clause.start, clause.end)]
    text = spans.without(clause.text, clause.start, cuts)
    act = TASK_WORDS.search(text)
    if act is None or POINTER.search(text):
        return False
    lead = _NO_SUBJECT.sub("", text[: act.start()])
    return sum(len(m) for m in _SUBJECT.findall(re.sub(r"[的了我也都就把呢啊又还在是]", "", lead))) >= 3


def _equals(heard: Heard, unit: Unit) -> list[Hit]:
    """Return the tasks that fit equally well after owner and sender have been asked."""
    assert unit.hit is not None
    hits = [h for h in unit.rivals if h.item.family == "task" and h.score >= unit.hit.score - 0.15] or [
        unit.hit
    ]
    if len(hits) == 1:
        return hits
    told = _told_apart(hits, unit.text)
    if told:
        return [told]
    named = {m.name for m in heard.mentions_in(unit.start, unit.end) if m.name}
    for owners in (named, {heard.sender}):
        fit = [h for h in hits if owners & set(h.item.owners)]
        if len(fit) == 1:
            return fit
        hits = fit or hits
    return (
        hits
        if max(h.score for h in hits) - min(h.score for h in hits) < 0.15
        else [max(hits, key=lambda h: h.score)]
    )


def _longest_run(title: str, text: str) -> int:
    """Return how many characters of a title stand in one piece in a text: all of 「2号主变就位」."""
    return SequenceMatcher(None, title, text, autojunk=False).find_longest_match().size


def _told_apart(hits: list[Hit], text: str) -> Hit | None:
    """Twins are told apart by the characters that only one of them has: 东/西, 一期/二期."""
    runs = {h.item.id: _longest_run(in_figures(h.item.title), in_figures(text)) for h in hits}
    longest = [h for h in hits if runs[h.item.id] == max(runs.values())]
    if len(longest) == 1:
        return longest[0]
    own = {
        h.item.id: set(h.item.title) - set("".join(o.item.title for o in hits if o is not h)) for h in hits
    }
    said = [h for h in hits if own[h.item.id] & set(text)]
    return said[0] if len(said) == 1 else None


def _by_own_marks(tasks: list[OpenTask], text: str) -> list[OpenTask]:
    """「24米的总结」: of titles with the same last word, the one whose number or letter was said."""
    said = set(re.findall(r"\d+|[A-Za-z]+\d*", text))
    fit = [t for t in tasks if said & set(re.findall(r"\d+|[A-Za-z]+\d*", t.title))]
    return fit if len(fit) == 1 else tasks
