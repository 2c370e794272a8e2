"""Statements: unmuted clauses, gathered into units about one thing each, and read by the family they
belong to."""

import re

from branch.context import OpenTask
from branch.updates import Doubt
from language.clauses import Clause
from language.drafts import Draft, item_doubt
from language.heard import Heard
from language.intents import (
    acceptance,
    assigning,
    attendance,
    authority,
    hazards,
    meetings,
    papers,
    study,
    tasks,
)
from language.lexicon import cue, phrase
from language.slots import kinds, quantities, spans
from language.slots.refs import Hit, Item, bare
from language.unit import Unit

ENOUGH = 0.9
"""The least score at which words of a title name a thing."""

_TASK_WORDS = phrase(
    r"<done>|<extend>|<accept>|<reject>|<transfer>|<task_cancel>|<not_yet>|<not_started>|<remaining>|\d+(?:\.\d+)?%|[一二三四五六七八九]成|一半|分之"
)
_MINE = re.compile(r"我(?:这|那|手上|手里|负责|的)(?:个|项|份|块|边|活|任务|的)?")
_POINTER = re.compile(
    r"(?:这|那|该|此)(?:个(?!月|季|周|星期|礼拜|时|人|会)|项|份|块|件|条|事|活)|任务|我的活儿?|活儿|(?:手上|手头|负责)的"
)


def read(heard: Heard, silent: set[int], start: int = 0, end: int | None = None) -> list[Draft]:
    """Return the drafts of the clauses that no rule silences, in the order said."""
    drafts: list[Draft] = []
    for unit in units(heard, silent, start, len(heard.text) if end is None else end):
        drafts += _read_unit(unit)
    return drafts


def units(heard: Heard, silent: set[int], start: int, end: int) -> list[Unit]:
    """Gather clauses into units: a new thing or a new family begins a new unit."""
    numbers = [
        n for n, c in enumerate(heard.clauses) if n not in silent and c.start >= start and c.end <= end
    ]
    topics = {n: topic(heard, heard.clauses[n]) for n in numbers}
    _mark_meetings(heard, numbers, topics)
    _mark_posts(heard, numbers, topics)
    _mark_orders(heard, numbers, topics)
    gatherer = Gatherer(heard)
    for number in numbers:
        gatherer.take(number, topics[number])
    return gatherer.finished()


Topic = tuple[str, Hit | None, list[Hit]]


class Gatherer:
    """Builds units clause by clause; clauses without a family wait until it is clear where they belong."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.units: list[Unit] = []
        self.waiting: list[int] = []

    def take(self, number: int, said: Topic) -> None:
        """Add a clause to the current unit, open a new one, or let it wait."""
        family, hit, rivals = said
        current = self.units[-1] if self.units else None
        if family == "act" and current and not self._points(number):
            family = current.family if current.family in _REPORTED else ""
            hit = None
        if not family:
            self._wait(number, current)
        elif current and _continues(self.heard, current, family, hit, number):
            current.numbers += [*self.waiting, number]
            current.family = family if current.family == "act" else current.family
            if current.hit is None or (hit and hit.score > current.hit.score):
                current.hit, current.rivals = hit or current.hit, rivals or current.rivals
            self.waiting = []
        else:
            self.units.append(Unit(self.heard, [*self.waiting, number], family, hit, rivals))
            self.waiting = []

    def _points(self, number: int) -> bool:
        return bool(_POINTER.search(self.heard.clauses[number].text))

    def _wait(self, number: int, current: Unit | None) -> None:
        """A clause of the sentence of the current unit belongs to it; one that opens a sentence waits."""
        same = (
            current
            and self.heard.clauses[current.numbers[-1]].sentence == self.heard.clauses[number].sentence
        )
        if same and not self.waiting:
            assert current is not None
            current.numbers.append(number)
        else:
            self.waiting.append(number)

    def finished(self) -> list[Unit]:
        """Return the units; what still waits belongs to the last of them."""
        if self.waiting and self.units:
            if self.units[-1].family in _REPORTED:
                self.units[-1].numbers += self.waiting
        elif self.waiting:
            self.units.append(Unit(self.heard, self.waiting, ""))
        self.waiting = []
        return self._without_stray()

    def _without_stray(self) -> list[Unit]:
        """A unit that names nothing beside units that do only leads into them."""
        firm = [
            u for u in self.units if u.family != "act" or u.hit or any(self._points(n) for n in u.numbers)
        ]
        if not firm or len(firm) == len(self.units):
            return self.units
        for unit in self.units:
            if unit not in firm:
                after = next((u for u in firm if u.numbers[0] > unit.numbers[-1]), None)
                if (
                    after
                    and after.family in ("attendance", "order", "new hazard", *_REPORTED)
                    and self._together(unit, after)
                ):
                    after.numbers = [*unit.numbers, *after.numbers]
        return firm

    def _firm(self, unit: Unit) -> bool:
        if unit.family == "act":
            return unit.hit is not None or any(self._points(n) for n in unit.numbers)
        if unit.family == "task" and len(unit.numbers) == 1 and unit is not self.units[-1]:
            after = self.units[self.units.index(unit) + 1]
            text = unit.text
            tells = (
                _TASK_WORDS.search(text)
                or quantities.percent(text)
                or cue("must").search(text)
                or re.search(r"了|过", text)
            )
            return bool(tells) or after.family != "attendance"
        return True

    def _together(self, a: Unit, b: Unit) -> bool:
        return self.heard.clauses[a.numbers[-1]].sentence == self.heard.clauses[b.numbers[0]].sentence


_REPORTED = ("task", "hazard", "study", "act")
_ONE_RUN = ("attendance", "meeting", "post")


def _continues(heard: Heard, current: Unit, family: str, hit: Hit | None, number: int) -> bool:
    """Say whether a clause goes on about the thing of the current unit."""
    same_sentence = heard.clauses[current.numbers[-1]].sentence == heard.clauses[number].sentence
    if (
        same_sentence
        and current.family == "task"
        and cue("reject").search(current.text)
        and not (hit and hit.coverage >= 0.6)
    ):
        return family in ("act", "task", "hazard", "new hazard", "order", "study")
    if family == "order":
        return same_sentence and current.family in ("order", "new hazard")
    if family == "act":
        return current.family in _REPORTED or (current.family == "new hazard" and same_sentence)
    if family != current.family:
        return current.family == "act" and current.hit is None and family == "task" and same_sentence
    if family in _ONE_RUN:
        return family == "attendance" or same_sentence or (family == "meeting" and not _fixes(heard, number))
    if family == "new hazard":
        return False
    if hit is None or current.hit is None:
        return same_sentence or hit is None
    return hit.item.id == current.hit.item.id


_INVITED = re.compile(
    r"参加|参会|出席|到会|列席|与会|到场|入场|准时|按时|提前|都来|请假(?:的)?(?:找|向|跟|须|要|需|提前|报|履行|联系)|全部到|全到|都到"
)


def _states_told(heard: Heard, inside: list[int], topics: dict[int, Topic]) -> bool:
    """Say whether an attendance clause tells more than who is to take part."""
    told = [
        heard.clauses[n]
        for n in inside
        if topics[n][0] == "attendance" and not _INVITED.search(heard.clauses[n].text)
    ]
    return any(heard.mentions_in(c.start, c.end) or re.search(r"我|俺", c.text) for c in told)


def _fixes(heard: Heard, number: int) -> bool:
    """Say whether a later clause fixes another meeting of its own."""
    clause = heard.clauses[number]
    return bool(kinds.find(clause.text)) and bool(heard.times_in(clause.start, clause.end))


def _mark_meetings(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """A sentence that fixes or moves a meeting is about it from end to end, unless it also names a
    task or hazard."""
    for first, last in heard.sentences():
        inside = [n for n in numbers if first <= n <= last]
        families = {topics[n][0] for n in inside}
        if "meeting" not in families:
            continue
        reported = {
            f
            for f in families
            if f == "attendance" or (f in ("task", "hazard", "study") and _tells(heard, inside, topics, f))
        }
        whole = Unit(heard, inside, "meeting")
        if reported == {"attendance"} and not _states_told(heard, inside, topics) and meetings.plan(whole):
            reported = set()
            for number in inside:
                if topics[number][0] == "attendance":
                    topics[number] = ("meeting", None, [])
        if not reported and (meetings.change(whole) or meetings.plan(whole)):
            for number in inside:
                if topics[number][0] in ("", "act", "order", "meeting", "task", "hazard", "study"):
                    topics[number] = ("meeting", None, [])
        elif reported:
            for number in inside:
                if topics[number][0] == "meeting" and not (
                    meetings.change(Unit(heard, [number])) or meetings.plan(Unit(heard, [number]))
                ):
                    topics[number] = ("", None, [])


def _mark_posts(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """A sentence that puts material to a group, with a duty or a date, is a posting from end to end."""
    for first, last in heard.sentences():
        inside = [n for n in numbers if first <= n <= last]
        if not inside or any(topics[n][0] in ("attendance", "meeting") for n in inside):
            continue
        if study.posts(heard, heard.clauses[inside[0]].start, heard.clauses[inside[-1]].end, None):
            for number in inside:
                topics[number] = ("post", None, [])


def _tells(heard: Heard, inside: list[int], topics: dict[int, Topic], family: str) -> bool:
    """Say whether a clause of a family reports something of a known thing, rather than only sharing
    words with it."""
    words = _TASK_WORDS if family == "task" else cue("fixed") if family == "hazard" else cue("studied")
    return any(topics[n][0] == family and words.search(heard.clauses[n].text) for n in inside)


def _mark_orders(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
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
        for number in (n for n in numbers if first <= n <= last):
            family, hit, _ = topics[number]
            if family in ("attendance", "pledge", "publicity", "meeting") or _decided(heard, number, topics):
                break
            if hit is not None and _surely(heard, hit, number):
                continue
            lead = min(
                (
                    n
                    for n in numbers
                    if first <= n <= number
                    and all(topics[k][0] == "" for k in range(n, number) if k in topics)
                ),
                default=number,
            )
            if _gives_order(heard, number, last, lead):
                for later in (n for n in numbers if number <= n <= last):
                    if topics[later][0] in ("", "act", "order", "meeting", "new hazard") or not _surely(
                        heard, topics[later][1], later
                    ):
                        topics[later] = ("order", None, [])
                break


def _decided(heard: Heard, number: int, topics: dict[int, Topic]) -> bool:
    """A decision on a known task said earlier in the sentence: what follows is its new date, not new work."""
    sentence = heard.clauses[number].sentence
    said = heard.text[slice(*heard.sentence_of(heard.clauses[number].start))]
    if (
        cue("reject").search(said)
        and re.search(r"退|重[做写弄编]|打回", said)
        and any(bare(t.title)[-2:] in said for t in heard.context.tasks)
    ):
        return True
    for earlier, (_, hit, _) in topics.items():
        clause = heard.clauses[earlier]
        if clause.sentence == sentence and hit is not None and hit.item.family == "task" and hit.telling:
            text = heard.text[clause.start : heard.clauses[number].end]
            if (
                cue("reject").search(text)
                or cue("transfer").search(text)
                or re.search(r"再给|宽限|延到|过期|逾期|超期", text)
            ):
                return True
    return False


def _surely(heard: Heard, hit: Hit | None, number: int) -> bool:
    """A known thing is surely meant if half its title, or its last word together with its owner, was said."""
    if hit is None:
        return False
    owner_named = any(m.name in hit.item.owners for m in heard.mentions)
    clause = heard.clauses[number]
    reported = bool(
        cue("done").search(clause.text) or cue("fixed").search(clause.text)
    ) and not heard.mentions_in(clause.start, clause.end)
    return (
        hit.coverage >= 0.6
        or (hit.telling and hit.head and (owner_named or hit.coverage >= 0.45))
        or (hit.telling and reported)
    )


def _gives_order(heard: Heard, number: int, last: int, lead: int) -> bool:
    clause = heard.clauses[number]
    if not heard.mentions_in(clause.start, clause.end) and not re.search(
        r"我|每人|每个人|各|大家", clause.text
    ):
        return False
    begin = (
        clause.start
        if heard.mentions_in(heard.clauses[lead].start, clause.start)
        else heard.clauses[lead].start
    )
    return assigning.one(heard, begin, heard.clauses[last].end) is not None


def topic(heard: Heard, clause: Clause) -> Topic:
    """Return the family a clause belongs to, with the known thing it names."""
    start, end = clause.start, clause.end
    text = clause.text
    hits = [
        h
        for h in heard.hits(start, end, "task", "study", "hazard")
        if h.telling or h.score >= ENOUGH or h.coverage >= 0.4
    ]
    if not hits and _TASK_WORDS.search(text) and sum("\u4e00" <= c <= "\u9fff" for c in text) > 3:
        hits = [h for h in heard.sounds(start, end) if h.item.family in ("task", "study", "hazard")]
    best = _best(heard, hits, text, (start, end))
    alone = Unit(heard, [heard.clauses.index(clause)])
    learns = best is not None and best.item.family == "study" and best.score >= 1.5 and not kinds.find(text)
    moved = (
        not heard.mentions_in(start, end) and not cue("leave_word").search(text) and meetings.change(alone)
    )
    if attendance.speaks_of(heard, start, end) and not learns and not moved:
        return "attendance", None, []
    if papers.pledge(alone) and not (best and best.item.family == "task" and re.search("收", text)):
        return "pledge", None, []
    if papers.publicity(Unit(heard, list(range(alone.numbers[0], len(heard.clauses))))) and papers.begins(
        text
    ):
        return "publicity", None, []
    if (best is None or best.coverage < 0.75) and meetings.change(alone):
        return "meeting", None, []
    if best is not None and best.coverage < 0.6 and re.match(r"(?:还|就|只)?(?:缺(?!陷)|差|等)", text):
        return "act", None, []
    defect = (
        not cue("fixed").search(text)
        and not _REPORT_VERB.search(text)
        and hazards.report(heard, start, end) is not None
    )
    if defect and not (best and best.item.family == "hazard" and hazards.known(best, text)):
        sure = (
            best is not None
            and best.item.family == "task"
            and (best.coverage >= 0.6 or best.head and best.coverage >= 0.45)
        )
        if not sure:
            return "new hazard", None, []
    if best is not None and _meant(best, text):
        return best.item.family, best, [h for h in hits if h.item.family == best.item.family]
    if hazards.report(heard, start, end):
        return "new hazard", None, []
    if _meeting(heard, clause):
        return "meeting", None, []
    if "隐患" in text and cue("fixed").search(text):
        return "hazard", None, []
    if cue("studied").search(text) and re.search(r"学|读|课|片|心得|打卡", text):
        return "study", None, []
    if _TASK_WORDS.search(text) or _POINTER.search(text):
        return "act", best, hits
    return "", None, []


_REPORT_VERB = re.compile(
    r"完成|%|做完|弄完|进度|等(?!着|级)|延到|延期|收了|已检|算完|盘点|报公司|没开工|没动工|未开工|退回|打回|不认|重做"
)


def _meant(hit: Hit, text: str) -> bool:
    """Words of a title name the thing if there are enough of them, or something is said to be done
    with it."""
    if hit.coverage >= 0.5 or hit.score >= 15 or (hit.head and _POINTER.search(text)):
        return True
    acts = _TASK_WORDS.search(text)
    if hit.item.family == "hazard":
        return (
            bool(cue("fixed").search(text))
            or hit.coverage >= 0.4
            or (hit.telling and bool(re.search(r"还在|还没|没弄|等|协调|正在", text)))
        )
    if hit.item.family == "study":
        return bool(
            cue("studied").search(text) or cue("half_read").search(text) or cue("study_duty").search(text)
        )
    return bool(
        acts
        or (hit.telling and cue("must").search(text))
        or quantities.percent(text)
        or re.search(r"了|还|中$|在", text)
    )


def _best(heard: Heard, hits: list[Hit], text: str, around: tuple[int, int]) -> Hit | None:
    """Return the likeliest thing; equals are told apart by verb, then owner named, then the sender's own."""
    if not hits:
        return None
    top = hits[0].score
    close = [h for h in hits if h.score >= top - 0.25]
    if len(close) == 1:
        return close[0]
    named = {m.name for m in heard.mentions_in(*around) if m.name}

    def rank(hit: Hit) -> tuple[int, bool, bool, float]:
        owners = set(hit.item.owners)
        return _verb_fits(hit.item, text), bool(named & owners), heard.sender in owners, hit.score

    return max(close, key=rank)


def _verb_fits(item: Item, text: str) -> int:
    if item.family == "study":
        return 2 if re.search(r"学|读|看(?:了|完|过)|课|片|材料", text) else 0
    if item.family == "hazard":
        return 2 if re.search(r"隐患|修|换|补|拆|锁|清(?:走|理|了)|整改", text) else 1
    return 1


def _meeting(heard: Heard, clause: Clause) -> bool:
    unit = Unit(heard, [heard.clauses.index(clause)])
    if meetings.change(unit):
        return True
    named = kinds.find(clause.text, heard.ears.lexicon.kinds) or kinds.other(clause.text)
    return bool(named)


def _read_unit(unit: Unit) -> list[Draft]:
    reader = {
        "attendance": _attendance,
        "pledge": lambda u: _one(papers.pledge(u)),
        "publicity": lambda u: _one(papers.publicity(u)),
        "meeting": _meetings,
        "new hazard": _new_hazard,
        "study": _study,
        "post": lambda u: study.posts(u.heard, u.start, u.end, None),
        "hazard": _hazard,
        "order": lambda u: assigning.read(u) or [],
        "task": _task,
        "act": _task,
    }.get(unit.family, _nothing_named)
    return reader(unit)


def _one(draft: Draft | None) -> list[Draft]:
    return [draft] if draft else []


def _attendance(unit: Unit) -> list[Draft]:
    return attendance.read(unit.heard, unit.start, unit.end)


def _meetings(unit: Unit) -> list[Draft]:
    return meetings.change(unit) or meetings.plan(unit) or _order(unit)


def _order(unit: Unit) -> list[Draft]:
    return assigning.read(unit) or []


def _new_hazard(unit: Unit) -> list[Draft]:
    return _one(hazards.report(unit.heard, unit.start, unit.end))


def _study(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _study(Unit(unit.heard, unit.numbers, "study", hit, [hit]))]
    item = unit.hit.item if unit.hit else None
    if posted := study.post(unit.heard, unit.start, unit.end, item):
        return [posted]
    return study.done(unit, item)


def _hazard(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _hazard(Unit(unit.heard, unit.numbers, "hazard", hit, [hit]))]
    return hazards.fixed(unit, unit.hit.item if unit.hit else None)


def _task(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _task(Unit(unit.heard, unit.numbers, "task", hit, [hit]))]
    task, told, doubt = which(unit)
    drafts = acceptance.read(unit, task)
    if drafts is None and task and unit.hit and told and not tasks.listen(unit, task).extends:
        anew = tasks.deadline_anew(unit, task, unit.hit)
        drafts = [anew] if anew else None
    if drafts is None:
        drafts = tasks.read(unit, task)
    for draft in drafts:
        draft.told = draft.told and told
        draft.item = unit.hit.item if unit.hit else None
        if doubt and task is None:
            draft.doubts.append(doubt_of(unit, doubt))
    return drafts


_JOINED = re.compile(r"[、，和与及跟以\s/+]*(?:任务)?")


def joint(unit: Unit) -> list[Hit]:
    """Return the tasks said side by side: 「T12、T14都销号」「甲方案和乙方案都完成了」."""
    hits = [
        h
        for h in unit.rivals
        if unit.hit
        and h.item.family == unit.hit.item.family
        and (h.score >= 15 or (h.telling and h.coverage >= 0.5))
    ]
    hits.sort(key=lambda h: h.start)
    run = hits[:1]
    for hit in hits[1:]:
        if hit.start >= run[-1].end and _JOINED.fullmatch(unit.heard.text[run[-1].end : hit.start]):
            run.append(hit)
    return run if len(run) > 1 else []


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
    named = {m.name for m in heard.mentions_in(unit.start, unit.end)}
    theirs = [t for t in heard.context.tasks if named & set(t.owners)]
    chosen = theirs or own
    headed = [t for t in heard.context.tasks if len(t.title) > 3 and bare(t.title)[-2:] in unit.text]
    if len(headed) == 1 and heard.context.addressed:
        return headed[0], False, []
    unit.named_else = _own_subject(unit)
    if unit.named_else:
        return None, False, []
    if len(chosen) == 1:
        return chosen[0], False, []
    return None, False, [Item("task", t.id, t.title, t.owners) for t in chosen]


_SUBJECT = re.compile(r"[\u4e00-\u9fff]+")
_NO_SUBJECT = phrase(
    r"今天|今晚|昨天|刚才|现在|目前|总算|终于|这边|那边|这个|那个|这项|那项|我的|我们|手上|任务|工作|活儿?|事情?|全部|已经|基本|差不多|大概|正式|初稿|终稿|定稿|草稿|外业|内业|数据|资料|材料|报告|方案|图纸|表格|清单|框架|目录|题目|正文|内容|部分|<do>"
)


def _own_subject(unit: Unit) -> bool:
    """Say whether the first clause names a thing of its own that is no known task:
    「生活区的排水沟挖了30米」."""
    clause = unit.clauses[0]
    cuts = [(t.start, t.end) for t in unit.heard.times_in(clause.start, clause.end)]
    cuts += [(m.start, m.end) for m in unit.heard.mentions_in(clause.start, clause.end)]
    text = spans.without(clause.text, clause.start, cuts)
    act = _TASK_WORDS.search(text)
    if act is None or _POINTER.search(text):
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


_MEASURED = phrase(r"(?:<do>|进|出|来|到)(?:了|完|好|掉|过)[^，。]{0,6}?[\d一二两三四五六七八九十百千半]")


def _told_apart(hits: list[Hit], text: str) -> Hit | None:
    """Twins are told apart by the characters that only one of them has: 东/西, 一期/二期."""
    own = {
        h.item.id: set(h.item.title) - set("".join(o.item.title for o in hits if o is not h)) for h in hits
    }
    said = [h for h in hits if own[h.item.id] & set(text)]
    return said[0] if len(said) == 1 else None


def _nothing_named(unit: Unit) -> list[Draft]:
    """No known thing and no act word: a material, an order, or, addressed, measured work on no known task."""
    heard = unit.heard
    if posted := study.post(heard, unit.start, unit.end, None):
        return [posted]
    if ordered := assigning.read(unit):
        return ordered
    if heard.context.addressed and _MEASURED.search(unit.text):
        return [
            Draft(
                "task.progress",
                {"note": spans.light(unit.text)},
                "work that matches no task",
                unit.start,
                unit.end,
            )
        ]
    return []
