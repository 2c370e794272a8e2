"""Orders: in a sentence by somebody in authority, everything from the doer on."""

import re

from language.heard import Heard
from language.intents import authority
from language.intents.hazards.mending import put_right
from language.intents.tasks import assigning
from language.intents.tasks.finishing import is_done
from language.lexicon import cue, phrase
from language.references.item import Hit, bare
from language.slots import spans
from language.units.topics import Topic
from language.units.words import CHARGED_WITH_HAZARD


def mark_orders(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """In a sentence by somebody in authority, everything from the doer on is an order, unless it is
    surely more."""
    if not authority.may_order(heard):
        return
    for first, last in heard.sentences():
        if any(topics[n][0] in ("attendance", "post") for n in numbers if first <= n <= last):
            continue
        if any(topics[n][0] == "new hazard" for n in numbers if first <= n <= last):
            for number in (n for n in numbers if first <= n <= last and topics[n][0] in ("act", "order")):
                topics[number] = ("", None, [])
            continue
        if _handed_over(heard, first, last):
            continue
        for number in (n for n in numbers if first <= n <= last):
            family, hit, _ = topics[number]
            if family in ("attendance", "pledge", "publicity", "meeting") or _decided(heard, number, topics):
                break
            if (
                hit is not None
                and _surely(heard, hit, number)
                and not _FOR_EACH.match(heard.clauses[number].text)
                or _calls_owner(heard, number, last, topics)
            ):
                continue
            if _only_ends(heard, number) and _of_owner(heard, number, first, topics):
                topics[number] = ("act", None, [])
                continue
            lead = _lead(heard, number, first, numbers, topics)
            upto = _unbroken(number, last, numbers)
            if _gives_order(heard, number, upto, lead):
                for later in (
                    n for n in numbers if (lead if _bare_charge(heard, number) else number) <= n <= upto
                ):
                    if topics[later][0] in ("", "act", "order", "meeting", "new hazard") or not _surely(
                        heard, topics[later][1], later
                    ):
                        topics[later] = ("order", None, [])
                break


_ENDS = re.compile(
    r"(?:同志|师傅|必须|务必|一定要?|要|得|给我|全部?|都|之?前)*(?:干|做|弄|搞|办|收)?(?:完|好|掉|尾|口|妥)[。！]?"
)


def _only_ends(heard: Heard, number: int) -> bool:
    """「戚师傅10月31日前必须干完」: a name, a day, and a word of finishing that names no work."""
    clause = heard.clauses[number]
    named, days = heard.mentions_in(clause.start, clause.end), heard.times_in(clause.start, clause.end)
    if not named or not days:
        return False
    cuts = [(m.start, m.end) for m in named] + [(t.start, t.end) for t in days]
    return bool(_ENDS.fullmatch(spans.without(clause.text, clause.start, cuts).strip(" ，")))


def _of_owner(heard: Heard, number: int, first: int, topics: dict[int, Topic]) -> bool:
    """Say whether the clause before names the known task of whom this one names."""
    clause = heard.clauses[number]
    names = {m.name for m in heard.mentions_in(clause.start, clause.end)}
    hit = topics[number - 1][1] if number > first and number - 1 in topics else None
    return hit is not None and hit.item.family == "task" and bool(names & set(hit.item.owners))


_HELP = phrase(r"(?:来|也|一起|同志|给|负责)*<helping>(?:一下)?")


def only_helps(heard: Heard, number: int) -> bool:
    """「……20号前挂网！施部把关」: a clause that only says who helps with the order before it."""
    clause = heard.clauses[number]
    named = heard.mentions_in(clause.start, clause.end)
    return bool(named) and bool(_HELP.fullmatch(heard.text[named[-1].end : clause.end].strip()))


_FOR_EACH = re.compile(r"\s*(?:请)?每[名位人个]")
"""「每名党员填一份自评表」: a duty for each is new, whatever known work it sounds like."""


def _calls_owner(heard: Heard, number: int, last: int, topics: dict[int, Topic]) -> bool:
    """「佳慧，电缆敷设抓紧点，19号前必须收尾」: the owner is called, then her known task is spoken of."""
    clause = heard.clauses[number]
    called = [m for m in heard.mentions_in(clause.start, clause.end) if m.said == clause.text.strip(" @")]
    later = [
        (n, topics[n][1])
        for n in range(number + 1, last + 1)
        if n in topics and "把" not in heard.clauses[n].text
    ]
    return bool(called) and any(
        hit is not None and called[0].name in hit.item.owners and _surely(heard, hit, n) for n, hit in later
    )


def _unbroken(number: int, last: int, numbers: list[int]) -> int:
    """Return the last clause of a sentence up to which nothing is left out: a question ends an order."""
    while number < last and number + 1 in numbers:
        number += 1
    return number


_BARE_CHARGE = re.compile(
    r"(?:带人|带队|带着人|负责|来|去|抓紧|赶紧|尽快|马上)*(?:弄|做|搞|办|干|盯|抓紧|负责|安排|落实|处理|牵头|主办|主抓|挑头)(?:一下|好|完)?"
)


def _bare_charge(heard: Heard, number: int) -> bool:
    """「屋面薄膜中午前全盖上，汪工长带人弄」: who is to do what the clause before says."""
    clause = heard.clauses[number]
    named = heard.mentions_in(clause.start, clause.end)
    return bool(named) and bool(_BARE_CHARGE.fullmatch(heard.text[named[-1].end : clause.end].strip()))


def _lead(heard: Heard, number: int, first: int, numbers: list[int], topics: dict[int, Topic]) -> int:
    """Return the first of the clauses right before an order that say nothing by themselves."""
    lead = number
    charge = _bare_charge(heard, number)
    for earlier in reversed([n for n in numbers if first <= n < number]):
        if earlier != lead - 1:
            break
        family, hit, _ = topics[earlier]
        if family and not (
            charge and family in ("task", "act", "hazard", "study") and not _surely(heard, hit, earlier)
        ):
            break
        lead = earlier
    return lead


_HANDED = phrase(r"<handed_on>")


def _handed_over(heard: Heard, first: int, last: int) -> bool:
    """「24米的总结小卜手上活太多，交给路工弄吧」: a task with a known last word changes hands."""
    said = heard.text[heard.clauses[first].start : heard.clauses[last].end]
    if not _HANDED.search(said):
        return False
    named = {m.name for m in heard.mentions_in(heard.clauses[first].start, heard.clauses[last].end)}
    hits = heard.hits(heard.clauses[first].start, heard.clauses[first].end, "task")
    owned = any(h.telling and named & set(h.item.owners) for h in hits)
    return owned or any(bare(t.title)[-2:] in said for t in heard.context.tasks)


_SENT_BACK = re.compile(r"退|重[做写弄编]|打回")


_LATE = re.compile(
    r"再给|宽限|宽到|缓到|推到|放宽|延到|过期|逾期|超期|拖了|超了?[一二两三四五六七八九十\d]+天"
)


def _decides(text: str) -> bool:
    return bool(cue("reject").search(text) or cue("transfer").search(text) or _LATE.search(text))


def _decided(heard: Heard, number: int, topics: dict[int, Topic]) -> bool:
    """A decision on a known task said earlier in the sentence: what follows is its new date, not new work."""
    begin, stop = heard.sentence_of(heard.clauses[number].start)
    key = ("decides", begin)
    if key not in heard.kept:
        heard.kept[key] = _decides(heard.text[begin:stop])
    if not heard.kept[key]:
        return False
    said = heard.text[begin:stop]
    sent_back = cue("reject").search(said) and _SENT_BACK.search(said)
    if sent_back and any(bare(t.title)[-2:] in said for t in heard.context.tasks):
        return True
    sentence = heard.clauses[number].sentence
    upto = heard.clauses[number].end
    return any(
        heard.clauses[earlier].sentence == sentence
        and _of_task(hit)
        and (_decides(heard.text[heard.clauses[earlier].start : upto]) or _LATE.search(said))
        for earlier, (_, hit, _) in topics.items()
    )


def _of_task(hit: Hit | None) -> bool:
    return hit is not None and hit.item.family == "task" and hit.telling


_AHEAD = re.compile(r"之?前")


_OF_IT = re.compile(r"的(?!隐患|事|活|任务|工作)")


def _surely(heard: Heard, hit: Hit | None, number: int) -> bool:
    """A known thing is surely meant if half its title, or its last word together with its owner, was said."""
    if hit is None:
        return False
    of_it = hit.item.family == "task" and _OF_IT.match(heard.text, hit.end)
    if of_it and "把" in heard.clauses[number].text:
        return False  # 「把出入段线的余料清一遍」: something of it
    owner_named = any(m.name in hit.item.owners for m in heard.mentions)
    clause = heard.clauses[number]
    reported = (
        is_done(clause.text) or put_right(clause.text) and not _AHEAD.search(clause.text)
    ) and not heard.mentions_in(clause.start, clause.end)
    if hit.item.family == "hazard" and hit.telling and CHARGED_WITH_HAZARD.search(clause.text):
        return True
    return (
        hit.coverage >= 0.6
        or (hit.telling and hit.head and (owner_named or hit.coverage >= 0.45))
        or (hit.telling and reported)
    )


def _gives_order(heard: Heard, number: int, last: int, lead: int) -> bool:
    clause = heard.clauses[number]
    if not heard.mentions_in(clause.start, clause.end) and not re.search(
        r"我|每[人名位个]|各|大家|全体|人人", clause.text
    ):
        return False
    begin = (
        clause.start
        if heard.mentions_in(heard.clauses[lead].start, clause.start) and not _bare_charge(heard, number)
        else heard.clauses[lead].start
    )
    return assigning.one(heard, begin, heard.clauses[last].end) is not None
