"""Work given out item by item; heading and closing lend date, owner and urgency."""

import re
from datetime import timedelta

from language.drafts import Draft
from language.heard import Heard
from language.intents import study
from language.intents.meetings import planning
from language.intents.tasks import assigning
from language.intents.tasks.finishing import is_done
from language.lexicon import cue
from language.moments import Kind
from language.shapes.announcing import for_somebody
from language.shapes.lists import Item, Listed
from language.slots import kinds
from language.slots.states import states_in
from language.slots.times import Time
from language.units.unit import Unit


def work(heard: Heard, listed: Listed, head: str) -> list[Draft] | None:
    """Work given out item by item; the heading and the closing lend date, owner and urgency."""
    first = (listed.items[0].start, listed.items[0].end)
    if heard.kind_in(head) and any(t.clock for t in heard.times_in(*first)) and not heard.mentions_in(*first):
        return None  # 「主题党日安排：8月1日上午9:00，……」 is a notice
    drafts: list[Draft] = []
    doing = 0
    for item in listed.items:
        found = _item(heard, item)
        doing += bool(found)
        drafts += found or _without_doer(heard, item, head)
    if doing < max(2, (len(listed.items) + 1) // 2) and not (doing and _work_heading(head)):
        return None
    if not (_work_heading(head) or all(d.slots.get("owners") or d.intent != "task.assign" for d in drafts)):
        return None
    return [*_lend(heard, listed, head, drafts), *_behind(heard, listed)]


def _behind(heard: Heard, listed: Listed) -> list[Draft]:
    """Work for somebody in a sentence of its own behind the list."""
    found = []
    for first, last in heard.sentences():
        start, end = heard.clauses[first].start, heard.clauses[last].end
        if start >= listed.closing[0] and heard.times_in(start, end):
            found += for_somebody(heard, start, end)
    return found


def _work_heading(head: str) -> bool:
    return bool(cue("work_heading").search(head))


def _item(heard: Heard, item: Item) -> list[Draft]:
    if mine := _own(heard, item):
        return mine
    doers = heard.mentions_in(item.start, item.end)
    text = heard.text[item.start : item.end]
    unit = Unit(heard, [n for n, c in enumerate(heard.clauses) if c.start < item.end and c.end > item.start])
    if _announces_here(heard, item) and unit.numbers and (planned := planning.plan(unit)):
        return planned
    if posted := study.posts(heard, item.start, item.end, None):
        return posted
    known = [
        h for h in heard.hits(item.start, item.end, "task") if h.telling and (h.head or h.coverage >= 0.6)
    ]
    times = [t for t in heard.times_in(item.start, item.end) if t.value is not None]
    if (
        known
        and times
        and doers
        and set(m.name for m in doers) & set(known[0].item.owners)
        and known[0].coverage >= 0.35
    ):
        due = next((t for t in times if not _old_date(heard, t)), times[0])
        return [
            Draft("task.extend", {}, "a list sets a known task's deadline anew", item.start, item.end).put(
                task=known[0].item.id, due=due.value
            )
        ]
    if not doers and not times or (not times and states_in(heard, item.start, item.end)):
        return []
    if len(re.sub(r"\s", "", text)) < 4:
        return []
    if not doers and not re.search(r"每人|各|大家|全体", text):
        return []
    draft = assigning.one(heard, item.start, item.end, strict=False)
    return [draft] if draft and draft.slots.get("title") else []


_MINE = re.compile(
    r"(?:我|本人)(?:自己)?\s?[-—–：:]+\s?(?P<after>[^，。；]+)$|(?P<before>[^，。；：:—–-]+)[-—–：:]+\s?(?:我|本人)(?:自己)?$"
)


def _own(heard: Heard, item: Item) -> list[Draft]:
    """「场地落实—我」「我—救生衣」: the item the speaker keeps for himself."""
    found = _MINE.fullmatch(heard.text, item.start, item.end)
    if found is None or not heard.sender:
        return []
    title = (found["after"] or found["before"]).strip()
    return [
        Draft(
            "task.assign", {"title": title, "owners": [heard.sender]}, "work given out", item.start, item.end
        )
    ]


_ASKS_OR_ADDS = re.compile(
    r"[？?]|以上|其他|其它|未尽|请.{0,4}(?:知悉|落实|抓紧)|收到|谢谢|不用|取消|已完成|完成了"
)


def _without_doer(heard: Heard, item: Item, head: str) -> list[Draft]:
    """「2、整理会议台账」 in a list of work put to the bot: work all the same, its owner is asked for."""
    text = heard.text[item.start : item.end]
    if not heard.context.addressed or not _work_heading(head) or _ASKS_OR_ADDS.search(text):
        return []
    if is_done(text) or any(h.telling and h.coverage >= 0.6 for h in heard.hits(item.start, item.end)):
        return []
    times = [t for t in heard.times_in(item.start, item.end) if t.value is not None]
    draft = assigning.fill(heard, item.start, item.end, [], times, mine=False)
    return [draft] if draft and len(draft.slots["title"]) > 3 else []


def _announces_here(heard: Heard, item: Item) -> bool:
    text = heard.text[item.start : item.end]
    return (heard.kind_in(text) or kinds.other(text)) is not None and any(
        t.value for t in heard.times_in(item.start, item.end)
    )


def _old_date(heard: Heard, time: Time) -> bool:
    return bool(
        re.search(r"(?:原来|原定|原)[^，。；]{0,4}$", heard.text[max(0, time.start - 6) : time.start])
    )


def _lend(heard: Heard, listed: Listed, head: str, drafts: list[Draft]) -> list[Draft]:
    """Lend the date and urgency of heading or closing to items without."""
    spare = _common_due(heard, listed)
    for draft in drafts:
        if draft.intent != "task.assign":
            continue
        _next_week(heard, head, draft)
        if spare is not None and "due" not in draft.slots:
            draft.put(due=spare.value)
        if cue("urgent").search(head) or cue("urgent").search(heard.text[slice(*listed.closing)]):
            draft.put(priority="高")
    return drafts


def _next_week(heard: Heard, head: str, draft: Draft) -> None:
    """Under a heading 「下周安排」 a bare weekday is one of next week."""
    if not re.search(r"下周|下一周|下星期", head) or "due" not in draft.slots:
        return
    bare = [
        t
        for t in heard.times_in(draft.start, draft.end)
        if t.value == draft.slots["due"] and re.match(r"周|星期|礼拜", heard.text[t.start :])
    ]
    if bare and bare[0].day and bare[0].day.isocalendar()[:2] == heard.context.now.date().isocalendar()[:2]:
        draft.put(due=draft.slots["due"] + timedelta(days=7))


def _common_due(heard: Heard, listed: Listed) -> Time | None:
    closing = heard.times_in(*listed.closing)
    text = heard.text[slice(*listed.closing)]
    if closing and (not heard.mentions_in(*listed.closing) or re.search(r"以上|统一|全部|均|都", text)):
        return closing[-1] if closing[-1].value is not None else None
    ranged = (Kind.DURATION, Kind.RANGE)
    leading = [
        t for t in heard.times_in(*listed.heading) if t.value is not None and t.found.kind not in ranged
    ]
    text = heard.text[listed.heading[0] : listed.heading[1]]
    if leading and re.search(r"前|之前|完成|截止|统一|均|都是", text):
        return leading[-1]
    return None
