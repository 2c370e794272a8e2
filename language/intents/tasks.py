"""What people report on a known task: how far it is, done, a new due day."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from branch.calendar import CHINA
from branch.context import OpenTask
from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.lexicon import cue, phrase
from language.moments import Kind, Policy
from language.slots import quantities, spans
from language.slots.refs import Hit
from language.slots.times import Time, When
from language.unit import Unit

_GREETING = re.compile(
    r"^(?:@?(?:小助手|机器人|助手|支部通)|各位|大家|同志们|书记|汇报一?下?|报告|跟大家.{0,4}(?:说|报)|给书记汇报|我?跟你说|老\S汇报|嗯|那个|对了|另外|在家|好消息|说一?下)[一下啊，：\s]*$"
)
_ENDS_IT = re.compile(r"[验开审签评]完就(?:结|算|完|行|成|销)|就算完|就结了?$")
_THE_WHOLE = re.compile(
    r"^(?:这项|这个|那个|任务|该项|此项|本项|活儿?|工作)?(?:已经?|都|也|全部?|正式|总算|终于|算|就)*"
)


_WORKED = phrase(r"<do>(?<![看听])(?:了|完|好|到|出|过|齐)|已|正在|<remaining>|<not_yet>|<done>|在<do>|刚|又")


@dataclass
class Report:
    """What the clauses of a unit say about a task."""

    done: bool = False
    left: bool = False
    not_yet: bool = False
    not_started: bool = False
    share: quantities.Share | None = None
    expected: When | None = None
    due: When | None = None
    extends: bool = False
    note: list[str] = field(default_factory=list)
    blocker: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    at: int = 0


def read(unit: Unit, task: OpenTask | None) -> list[Draft]:
    """Return progress, done or extension of a task, in the order said."""
    said = listen(unit, task)
    drafts: list[Draft] = []
    if said.extends:
        if said.share is not None:
            drafts.append(
                _progress(unit, said, task, note=[w for w in said.note if quantities.percent(w)][:1])
            )
        drafts.append(
            _draft("task.extend", "a new due day", unit, task).put(
                due=said.due, reason="，".join(said.reason)
            )
        )
        return drafts
    if said.not_started:
        return [_progress(unit, said, task, note=said.note, percent=0)]
    finished = said.share is not None and said.share.percent >= 100
    if task is None and not said.extends and _unmatched(unit):
        return [
            _draft("task.progress", "work that matches no task", unit, None).put(note=spans.light(unit.text))
        ]
    if (said.done or finished) and not said.left and not (said.share and said.share.percent < 100):
        return [_draft("task.done", "reported as finished", unit, task).put(note="，".join(said.note))]
    worked = unit.hit is None or _WORKED.search(unit.text)
    if said.share or said.blocker or said.expected or said.not_yet or said.done or (said.note and worked):
        return [_progress(unit, said, task, note=said.note)]
    return []


def _unmatched(unit: Unit) -> bool:
    """Say whether the work reported has a name of its own that no known task answers to."""
    return unit.family == "act" and unit.named_else


def _progress(
    unit: Unit, said: Report, task: OpenTask | None, *, note: list[str], percent: int | None = None
) -> Draft:
    draft = _draft("task.progress", "reported how far it is", unit, task)
    share = said.share.percent if said.share else None
    return draft.put(
        percent=percent if percent is not None else share,
        note="，".join(note),
        blocker="" if said.extends else "，".join(said.blocker),
        expected=said.expected,
    )


def _draft(intent: str, rule: str, unit: Unit, task: OpenTask | None) -> Draft:
    draft = Draft(intent, {}, rule, unit.start, unit.end)
    return draft.put(task=task.id) if task else draft


_MISSPOKE = re.compile(
    r"(?:哦|噢|啊|呃|额)?(?:不对|不是|说错了?|错了|哦不|口误|更正)[，：\s]*(?:是|应该是|应为)?(?=[^，。]*(?:\d|[一二三四五六七八九]成))"
)


def _corrected(text: str) -> str:
    """Of a figure that is put right in the same breath the last one holds: 「80%，哦不，85%」."""
    if meant := re.search(r"是?[^，。]*\d[^，。]*(?=，?(?:而)?不是[^，。]*\d)", text):
        return meant[0]
    ends = [found.end() for found in _MISSPOKE.finditer(text)]
    return text[ends[-1] :] if ends else text


def listen(unit: Unit, task: OpenTask | None) -> Report:
    """Sort the clauses of a unit into what is done, left, in the way, and when it will be finished."""
    said = Report(share=quantities.percent(_corrected(unit.text)))
    for clause in unit.clauses:
        _sort(unit, clause, task, said)
    if said.extends:
        said.reason = _reasons(unit, said)
    if _ENDS_IT.search(unit.text) and said.expected is None:
        said.expected, said.done = _last_day(unit), False
        said.left = said.left or said.expected is not None
    return said


def _last_day(unit: Unit) -> When | None:
    days = [t.value for t in unit.times if t.value]
    return days[-1] if days else None


def _sort(unit: Unit, clause: Clause, task: OpenTask | None, said: Report) -> None:
    text = clause.text
    heard = unit.heard
    if _GREETING.match(text.strip()):
        return
    if extension := extends(heard, clause, task):
        said.extends, said.due = True, extension.due or said.due
        said.at = clause.start
        if rest := extension.reason:
            said.reason.append(rest)
        return
    if cause := _CAUSE.match(text):
        said.reason.append(spans.light(text[cause.end() :]))
    if cue("not_started").search(text):
        said.not_started = said.not_started or _about_whole(unit, clause)
    said.not_yet |= bool(cue("not_yet").search(text))
    done = is_done(text) and not cue("not_yet").search(text)
    left = bool(cue("remaining").search(text)) and not _courtesy_wait(text)
    left |= bool(cue("own_share").search(text))
    said.done |= done and not left
    said.left |= left
    day = expected(heard, clause, task)
    if day is not None:
        said.expected = day
        said.left |= not done
    rest = _without_ref(unit, clause, day is not None)
    if _goes_on(unit, clause, said):
        said.blocker.append(rest)
        return
    if cue("blocker").search(text) and not done and rest:
        said.blocker.append(rest)
    elif rest and not _plain_done(rest):
        said.note.append(rest)


_CAUSE = re.compile(r"\s*(?:主要是|就是)?(?:因为|由于)")
_WHOLE_LEAD = re.compile(r"还|都|也|根本|压根|目前|现在|这边|我|这个|那个|任务|工作|活|的|呢|啊|就|今天")
_WHEN_IT_COMES = re.compile(r"到|来|出|回|批|发|给|送|寄|有人|开门|上班|复工|进场")
_OWN_END = re.compile(r"完|交|弄好|收尾|搞定")


def _goes_on(unit: Unit, clause: Clause, said: Report) -> bool:
    """「等监理签字，人家说后天才来」: when the missing thing comes belongs to what is in the way."""
    number = unit.clauses.index(clause)
    before = unit.clauses[number - 1] if number else None
    if before is None or not said.blocker or not said.blocker[-1] or said.blocker[-1] not in before.text:
        return False
    if not unit.heard.times_in(clause.start, clause.end) or re.match(r"\s*(?:我|俺|本人|咱)", clause.text):
        return False
    return bool(_WHEN_IT_COMES.search(clause.text)) and not _OWN_END.search(clause.text)


_NOT_YET_DONE = re.compile(
    r"尽量|[这本]周(?!已)|必须|务必|一定要?|争取|预计|估计|能|可以|之?前|才|要(?!求)|得|明天|后天|下周|再"
)


def is_done(text: str) -> bool:
    """Say whether a clause tells that something is finished, not that it must or will be."""
    word = cue("done").search(text)
    if word is None or re.match(r"的(?:同志|人|都|请|就|那)", text[word.end() :]):
        return False
    if re.search(r"预计|估计|争取|力争|计划(?=[今明后下本在于到\d周月年前])|预期", text[: word.start()]):
        return False
    return not _NOT_YET_DONE.search(text[max(0, word.start() - 6) : word.start()])


def _about_whole(unit: Unit, clause: Clause) -> bool:
    """「报告还没动笔」 after 「普查查出17条」 is one step of a task that is under way."""
    word = cue("not_started").search(clause.text)
    lead = clause.text[: word.start()] if word else ""
    title = unit.hit.item.title if unit.hit else ""
    own = [c for c in re.findall(r"[\u4e00-\u9fff]", _WHOLE_LEAD.sub("", lead)) if c not in title]
    return len(own) < 2 or clause is unit.clauses[0]


def _courtesy_wait(text: str) -> bool:
    return bool(re.search(r"等(?:你|您|领导|书记)?(?:审阅|指示|检查|查收)", text))


def _plain_done(text: str) -> bool:
    return not cue("handed_in").search(text) and bool(
        re.fullmatch(
            rf"(?:这项|这个|那个|任务|已经?|都|也|全部?|正式|总算|终于|算|就|的|活|工作|今天|刚|我|检修|这边)*{cue('done').pattern}?(?:了|啦|吧|哈|咯)?",
            text,
        )
    )


_BARE_DOING = phrase(r"(?:的|呢|啊|我|也|都|才|已经?|<do>|到|了|完成|进度|大概|左右|差不多)*")


def _without_ref(unit: Unit, clause: Clause, has_day: bool) -> str:
    """Return a clause without the bare name of the task, the stated percentage and the day it will be
    finished."""
    cuts: list[tuple[int, int]] = []
    hit = unit.hit
    if hit and clause.start <= hit.start and hit.end <= clause.end and hit.start - clause.start <= 3:
        end = hit.end
        cuts.append((clause.start, end))
    share = quantities.stated(clause.text)
    if share:
        cuts.append((clause.start + share.start, clause.start + share.end))
    if has_day or (share and _BARE_DOING.fullmatch(spans.without(clause.text, clause.start, cuts))):
        return ""
    return spans.light(
        re.sub(
            r"^(?:完成|到|做到|做了|已经?|达到?|呢|了|的|那个|就是)*(?:左右|大概|大约)?$",
            "",
            spans.light(spans.without(clause.text, clause.start, cuts)),
        )
    )


@dataclass(frozen=True)
class Extension:
    """A new due day (None if only a delay was asked for) and the cause said in the same clause."""

    due: When | None
    reason: str = ""


def extends(heard: Heard, clause: Clause, task: OpenTask | None) -> Extension | None:
    """Return the new due day a clause asks for or gives, if it does."""
    text = clause.text
    word = cue("extend").search(text)
    if not word or cue("extend_not").search(text):
        return None
    old = task.due if task else None
    due = _moved(heard, clause, word.start(), old)
    asks = re.search(r"申请|延期|宽限|缓|拖|推迟|顺延|展期|延[到至后长]|推[到后至]", text)
    if due is None and not asks:
        return None
    before = text[: word.start()]
    reason = re.sub(r"(?:所以|因此)?(?:想|要|得|请|需|申请|能|可以|再|给我|同意|往后|往|我)*$", "", before)
    return Extension(due, reason if cue("blocker").search(reason) else "")


_N = "零一二三四五六七八九十两\\d"
_CLOCK_ALONE = re.compile(rf"[{_N}]{{1,3}}(?:点|:|时)[{_N}半刻分钟]{{0,4}}")


def _moved(heard: Heard, clause: Clause, word: int, old: date | None) -> When | None:
    """Return the day after the word of moving: a day said, or the old due plus a length."""
    now = heard.context.now
    for time in heard.times_again(clause.start, clause.end, Policy("future", old)):
        if time.end - clause.start <= word:
            continue
        if time.found.kind in (Kind.DURATION, Kind.SHIFT) and time.found.seconds:
            return plus(old, abs(time.found.seconds), now) if old else None
        bare_clock = _CLOCK_ALONE.fullmatch(heard.text[time.start : time.end])
        if time.value is not None and time.end - clause.start > word and not bare_clock:
            return time.value
    return None


def plus(old: date, seconds: int, now: datetime) -> date:
    """Return the due moved on, counted from today if it has passed."""
    base = old.astimezone(CHINA).date() if isinstance(old, datetime) else old
    return max(base, now.date()) + timedelta(days=round(seconds / 86400))


def expected(heard: Heard, clause: Clause, task: OpenTask | None) -> When | None:
    """Return when the owner expects the task itself to be finished, if a clause says so."""
    text = clause.text
    if cue("not_expected").search(text) or re.search(r"^(?:如果|要是)", text):
        return None
    today = heard.context.now.date()
    times = [t for t in heard.times_in(clause.start, clause.end) if not _in_title(heard, t, task)]
    for number, time in reversed(list(enumerate(times))):
        upto = times[number + 1].start if number + 1 < len(times) else clause.end
        tail = heard.text[time.end : upto]
        if (
            cue("finish").search(tail)
            and not re.search(r"了$|了吧|过了", tail)
            and (cue("expecting").search(text) or _verb_end(tail))
        ):
            return _forward(time, today, heard)
    if (
        times
        and times[-1].end == clause.end
        and times[-1].found.kind is Kind.DURATION
        and cue("remaining").search(heard.text)
    ):
        return _forward(times[-1], today, heard)
    return None


def _in_title(heard: Heard, time: Time, task: OpenTask | None) -> bool:
    """「节前廉洁提醒函」: a time that is part of the task's own name is no date."""
    return task is not None and heard.text[time.start : time.end] in task.title


def _verb_end(tail: str) -> bool:
    return bool(
        re.search(r"(?:完|交|齐活?|好|搞定|收尾|结|弄妥|定稿)(?:稿|掉|清|齐)?(?:$|没问题|应该)", tail)
    )


def _forward(time: Time, today: date, heard: Heard) -> When | None:
    if time.found.kind in (Kind.DURATION,) and time.found.seconds:
        days = max(1, round(time.found.seconds / 86400))
        return today + timedelta(days=days)
    day = time.day
    return time.value if day is not None and day >= today else None


def _reasons(unit: Unit, said: Report) -> list[str]:
    causes = [*said.reason, *said.blocker, *said.note] if not said.share else [*said.reason, *said.blocker]
    causes = [p for n, p in enumerate(causes) if not any(p in o or o in p for o in causes[:n])]
    order = {piece: unit.text.find(piece) for piece in causes}
    return [p for p in sorted(causes, key=lambda p: order[p]) if p and not _GREETING.match(p)]


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
    if not times or not cue("must").search(unit.text) or cue("done").search(unit.text):
        return None
    return _draft("task.extend", "an authority sets the deadline anew", unit, task).put(due=times[0].value)
