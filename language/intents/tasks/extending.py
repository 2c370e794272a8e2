"""A new due day: asked for by the owner, given or set anew by an authority."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from branch.calendar import CHINA
from branch.context import OpenTask
from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.intents.tasks.draft import about_task
from language.intents.tasks.finishing import is_done
from language.lexicon import cue
from language.moments import Kind, Policy
from language.references.item import Hit
from language.slots.times import Time, When
from language.units.unit import Unit

_MAY_BE_LATER = re.compile(r"(?:再)?交(?:行不行|行吗|可以吗|行不|中不中|成不成|成吗|可不可以)")
"""「4月7号交行不行」 asks for a new day."""


@dataclass(frozen=True)
class Extension:
    """A new due day (None if only a delay was asked for) and the cause said in the same clause."""

    due: When | None
    reason: str = ""


def extends(heard: Heard, clause: Clause, task: OpenTask | None) -> Extension | None:
    """Return the new due day a clause asks for or gives, if it does."""
    text = clause.text
    if asked := _MAY_BE_LATER.search(text):
        days = [
            t for t in heard.times_in(clause.start, clause.start + asked.start() + 1) if t.value is not None
        ]
        if days and not heard.kind_in(text):
            return Extension(days[-1].value)
    word = cue("extend").search(text)
    if not word or cue("extend_not").search(text):
        return None
    old = task.due if task else None
    due = _moved(heard, clause, word.start(), old)
    asks = cue("asks_delay").search(text)
    if due is None and not asks:
        return None
    if due is not None and old is not None and _sooner_by_owner(heard, task, due, text):
        return None
    before = text[: word.start()]
    reason = re.sub(r"(?:所以|因此)?(?:想|要|得|请|需|申请|能|可以|再|给我|同意|往后|往|我)*$", "", before)
    return Extension(due, reason if cue("blocker").search(reason) else "")


_ASKED_FOR = re.compile(r"提前|提到|能不能|可不可以|可否|申请")


def _sooner_by_owner(heard: Heard, task: OpenTask | None, due: When, text: str) -> bool:
    """「主机试车放到下午」: what an owner moves before his due day is a step, not the due day."""
    if task is None or task.due is None or heard.sender not in task.owners or _ASKED_FOR.search(text):
        return False
    return _day(due) < _day(task.due)


def _day(when: When) -> date:
    return when.astimezone(CHINA).date() if isinstance(when, datetime) else when


_N = "零一二三四五六七八九十两\\d"
_CLOCK_ALONE = re.compile(rf"[{_N}]{{1,3}}(?:点|:|时)[{_N}半刻分钟]{{0,4}}")


def _moved(heard: Heard, clause: Clause, word: int, old: date | None) -> When | None:
    """Return the day after the word of moving: a day said, or the old due plus a length."""
    now = heard.context.now
    for time in heard.times_again(clause.start, clause.end, Policy("future", old)):
        if time.end - clause.start <= word:
            continue
        if time.found.kind in (Kind.DURATION, Kind.SHIFT) and time.found.seconds:
            if clause.text[word : word + 2] in ("提前", "往前") and old:
                return max(_day(old) - timedelta(days=round(abs(time.found.seconds) / 86400)), now.date())
            return plus(old, abs(time.found.seconds), now) if old else None
        bare_clock = _CLOCK_ALONE.fullmatch(heard.text[time.start : time.end])
        if time.value is not None and time.end - clause.start > word and not bare_clock:
            return time.value
    return None


def plus(old: date, seconds: int, now: datetime) -> date:
    """Return the due moved on, counted from today if it has passed."""
    return max(_day(old), now.date()) + timedelta(days=round(seconds / 86400))


def _nearest(unit: Unit, times: list[Time], hit: Hit) -> Time:
    """The day said in the clause that names the task: 「业主明天来看，轨道调平今天必须完」."""
    times = [t for t in times if t.found.kind is Kind.DEADLINE] or times
    clause = next((c for c in unit.clauses if c.start <= hit.start < c.end), None)
    return next((t for t in times if clause and clause.start <= t.start < clause.end), times[0])


_OWN_WORD = re.compile(r"(?:我|咱|俺)[^，。]{0,12}(?:能|争取|会|可以|准备|打算)(?!不)")
_FORECAST = re.compile(r"(?:[号日天底]|周[一二三四五六日天])(?:就|应该|肯定|准)?能(?!不能|否)")
_NOT_THEN = re.compile(r"(?:别|不用|不要|莫|甭)等到?$|不是$")
_PROMISED = re.compile(r"(?:[他她]|人家|对方|厂家)?[^，。；]{0,4}(?:说|答应|讲)")
_OF_IT = re.compile(r"的(?!事)[\u4e00-\u9fff]{2}")
"""「模板采购的参数」: something of the task, not the task itself."""


def deadline_anew(unit: Unit, task: OpenTask, hit: Hit) -> Draft | None:
    """「物资清点今天一定要收尾」 by an authority: the deadline of a known task is set anew."""
    heard = unit.heard
    if not authority.may_order(heard) or (
        heard.sender in task.owners and not heard.mentions_in(unit.start, unit.end)
    ):
        return None
    times = [
        t
        for t in unit.times
        if t.value is not None and t.day is not None and t.day >= heard.context.now.date()
    ]
    if not (hit.head or hit.coverage >= 0.4 or hit.score >= 15):
        return None  # 「晚上还要发工资」 is not the ledger of wages
    if _FORECAST.search(unit.text) and not re.search(r"必须|务必|一定", unit.text):
        return None  # 「初稿出来了，26号能定稿」
    if _OWN_WORD.search(unit.text) or len(unit.text) > 100:
        return None  # 「我跟涛哥今天下午能弄完」 is the speaker's own forecast
    if cue("blocker").search(unit.text) and _PROMISED.search(unit.text):
        return None  # 「照片还没到，余江答应今晚发我」: when the missing thing comes
    if cue("takes_part").search(unit.text) or _OF_IT.match(heard.text, hit.end, unit.end):
        return None
    times = [t for t in times if heard.text[t.start : t.end] not in task.title] or times
    times = [
        t
        for t in times
        if "，" in heard.text[t.start : t.end] or not _NOT_THEN.search(heard.text, 0, t.start)
    ] or times
    if not times or not cue("must").search(unit.text) or any(is_done(c.text) for c in unit.clauses):
        return None
    return about_task("task.extend", "an authority sets the deadline anew", unit, task).put(
        due=_nearest(unit, times, hit).value
    )
