"""Messages with a shape of their own: notices in fields, minutes, lists of work, hazards or states."""

import re
from datetime import timedelta

from language import lists, notices
from language.drafts import Draft
from language.heard import Heard
from language.intents import (
    announcing,
    assigning,
    attendance,
    authority,
    hazard_forms,
    hazards,
    meetings,
    minutes,
    presence,
    study,
    ticks,
    todos,
)
from language.lexicon import cue
from language.lists import Item, Listed
from language.slots import kinds, roll
from language.slots.times import Time
from language.unit import Unit


def read(heard: Heard) -> list[Draft] | None:
    """Return the drafts of a message with a shape; None if it has none."""
    if minutes.headed(heard) and (drafts := minutes.read(heard)):
        return drafts
    if form := hazard_forms.read(heard):
        return form
    if ticks.groups(heard, 0, len(heard.text)):
        return attendance.read(heard, 0, len(heard.text))
    if drafts := todos.read(heard):
        return drafts
    found = notices.fields(heard)
    if found and (drafts := meetings.plan_from_fields(heard, found)):
        return drafts + _demands(heard, found)
    if (
        not found
        and not _announces(heard)
        and len(heard.sentences()) <= 2
        and (posted := study.posts(heard, 0, len(heard.text), None))
    ):
        return posted
    if drafts := minutes.read(heard):
        return drafts
    if drafts := _roll(heard):
        return drafts
    listed = lists.read(heard)
    return (_listed(heard, listed) if listed else None) or announcing.read(heard) or None


def _announces(heard: Heard) -> bool:
    """Say whether a meeting with a clock time is in the message."""
    return (kinds.find(heard.text) is not None or kinds.other(heard.text) is not None) and any(
        t.clock for t in heard.times
    )


_ROLL_TITLE = re.compile(r"考勤|签到|到会|到场|参会|出勤|请假|缺席|缺勤|未到|没到|实到|人员")


def _roll(heard: Heard) -> list[Draft] | None:
    """A roll: two states or more, each heading its own names, over lines or in one breath."""
    states = roll.states(heard, 0, len(heard.text))
    headed = [
        s
        for n, s in enumerate(states)
        if roll.names_run(heard, s.end, states[n + 1].start if n + 1 < len(states) else len(heard.text))[0]
    ]
    title = _ROLL_TITLE.search(heard.text[: states[0].end + 2]) if states else None
    led = (
        kinds.find(heard.clauses[0].text) is not None
        and "：" in heard.clauses[0].stop
        and len(heard.mentions) > 1
    )
    if len(states) > 1 and led and not re.search(r"负责|牵头|之?前|参加人员|主讲", heard.text):
        return attendance.read(heard, 0, _sentence_end(heard, states[-1].end)) or None
    tells = bool(states) and presence.speaks_of(heard, states[0].start, states[0].end)
    if tells and len(states) == 1 and headed and "：" in heard.text[states[0].end : states[0].end + 5]:
        run, behind = roll.names_run(heard, states[0].end, len(heard.text))
        if len(run) > 1:
            return attendance.read(heard, 0, max(behind, _sentence_end(heard, behind))) or None
    if len(headed) < 2 and not (title and headed and len(states) > 1):
        return None
    last = max(
        [s.end for s in states]
        + [m.end for m in heard.mentions if m.end <= _sentence_end(heard, states[-1].end)]
    )
    return attendance.read(heard, 0, max(last, _sentence_end(heard, last))) or None


def _sentence_end(heard: Heard, at: int) -> int:
    stop = re.compile(r"[。！？\n]").search(heard.text, at)
    return stop.start() if stop else len(heard.text)


def _demands(heard: Heard, found: dict[str, notices.Field]) -> list[Draft]:
    """Work for a named person inside a notice is an order after the meeting."""
    if not authority.may_order(heard):
        return []
    last = max((f for name, f in found.items() if name not in ("chair",)), key=lambda f: f.start)
    start = found["demands"].start if "demands" in found else last.end
    drafts = []
    for first, final in heard.sentences():
        a, b = heard.clauses[first].start, heard.clauses[final].end
        if a < start - 2 and b <= start:
            continue
        a = max(a, start)
        for x, y in _by_person(heard, a, b):
            text = heard.text[x:y]
            if (
                heard.mentions_in(x, y)
                and re.search(r"请|负责|牵头|准备|前", text)
                and not re.search(r"联系|请假|电话|报名", text)
            ):
                draft = assigning.one(heard, x, y)
                if draft and draft.slots.get("owners"):
                    drafts.append(draft)
    return drafts


def _by_person(heard: Heard, start: int, end: int) -> list[tuple[int, int]]:
    return [(start, end)] if start < end else []


def orders(heard: Heard) -> bool:
    """Say whether somebody in authority gives work out: a remark by name is then an order."""
    if not authority.may_order(heard):
        return False
    named = any(h.telling for h in heard.hits(0, len(heard.text), "task"))
    decided = (
        cue("transfer").search(heard.text)
        or cue("accept").search(heard.text)
        or cue("reject").search(heard.text)
    )
    if named and (decided or (heard.times and cue("must").search(heard.text))):
        return True
    return bool(heard.times) and assigning.one(heard, 0, len(heard.text)) is not None


def _listed(heard: Heard, listed: Listed) -> list[Draft] | None:
    """Read the items of a list as hazards, states of a roll, reports or work, whichever the items are."""
    head = heard.text[listed.heading[0] : listed.heading[1]]
    if re.search(r"隐患|检查|巡查|随手拍|通报|排查", head) and (found := _hazards(heard, listed)):
        return found
    called = re.search(r"请假|签到|缺席|到会|出席|考勤|参会|点名", head)
    spoken = (listed.heading, *((item.start, item.end) for item in listed.items))
    if called and any(presence.speaks_of(heard, *stretch) for stretch in spoken):
        return attendance.read(heard, 0, len(heard.text))
    if authority.may_order(heard) and (found := _work(heard, listed, head)):
        return found
    return None


def _hazards(heard: Heard, listed: Listed) -> list[Draft] | None:
    drafts = [d for item in listed.items if (d := hazards.report(heard, item.start, item.end))]
    tail = hazards.duty(heard, *listed.closing)
    each = tail.pop("owners", []) if "分别" in heard.text[slice(*listed.closing)] else []
    for draft, owner in zip(drafts, each, strict=False):
        draft.put(owners=[owner])
    for draft in drafts:
        for slot, value in tail.items():
            if slot not in draft.slots:
                draft.put(**{slot: value})
    return drafts if len(drafts) >= max(1, len(listed.items) - 1) else None


def _work(heard: Heard, listed: Listed, head: str) -> list[Draft] | None:
    """Work given out item by item; the heading and the closing lend date, owner and urgency."""
    drafts: list[Draft] = []
    doing = 0
    for item in listed.items:
        found = _item(heard, item)
        doing += bool(found)
        drafts += found
    if doing < max(2, (len(listed.items) + 1) // 2) and not (doing and _work_heading(head)):
        return None
    if not (_work_heading(head) or all(d.slots.get("owners") or d.intent != "task.assign" for d in drafts)):
        return None
    return _lend(heard, listed, head, drafts)


def _work_heading(head: str) -> bool:
    return bool(
        re.search(
            r"任务|分工|安排|布置|工作|分解|负责|落实|整改|筹备|要求|节点|抓紧|准备|如下|待办|事项|责任|清单",
            head,
        )
    )


def _item(heard: Heard, item: Item) -> list[Draft]:
    doers = heard.mentions_in(item.start, item.end)
    text = heard.text[item.start : item.end]
    unit = Unit(heard, [n for n, c in enumerate(heard.clauses) if c.start < item.end and c.end > item.start])
    if _announces_here(heard, item) and unit.numbers and (planned := meetings.plan(unit)):
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
    if not doers and not times:
        return []
    if re.search(r"\S{4}", text) is None:
        return []
    if not doers and not re.search(r"每人|各|大家|全体", text):
        return []
    draft = assigning.one(heard, item.start, item.end, strict=False)
    return [draft] if draft and draft.slots.get("title") else []


def _announces_here(heard: Heard, item: Item) -> bool:
    text = heard.text[item.start : item.end]
    return (kinds.find(text) or kinds.other(text)) is not None and any(
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
        if cue("urgent").search(head):
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
    if closing and re.search(r"以上|统一|全部|均|都", heard.text[listed.closing[0] : listed.closing[1]]):
        return closing[-1] if closing[-1].value is not None else None
    leading = [t for t in heard.times_in(*listed.heading) if t.value is not None]
    text = heard.text[listed.heading[0] : listed.heading[1]]
    if leading and re.search(r"前|之前|完成|截止|统一|均", text):
        return leading[-1]
    return None
