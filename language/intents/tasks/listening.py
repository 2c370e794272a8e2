"""The clauses of a report sorted into what is done, left, in the way, and when it ends."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from branch.context import OpenTask
from language.clauses import Clause
from language.heard import Heard
from language.intents.tasks import figures
from language.intents.tasks.expecting import expected
from language.intents.tasks.extending import extends
from language.intents.tasks.finishing import is_done
from language.lexicon import cue, phrase
from language.slots import quantities, spans
from language.slots.times import When
from language.units.unit import Unit

_GREETING = re.compile(
    r"^(?:@?(?:小助手|机器人|助手|支部通)|各位|大家|同志们|书记|汇报一?下?|报告|"
    r"跟大家.{0,4}(?:说|报)|给书记汇报|我?跟你说|老\S汇报|嗯|那个|对了|另外|在家|好消息|"
    r"说一?下)[一下啊，：\s]*$"
)
_ENDS_IT = re.compile(
    r"做完[^，。；]{0,3}就(?:收|结|算)|(?:[验开审签评]完|拿到|收到)就(?:结|算|完|行|成|销)|就算完|就结了?$"
)


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
    stuck: tuple[str, int] | None = None
    """「卡住了」 says only that something is in the way; with it, how many notes stood before it."""


def listen(unit: Unit, task: OpenTask | None) -> Report:
    """Sort the clauses of a unit into what is done, left, in the way, and when it will be finished."""
    said = Report(share=quantities.percent(figures.counted(unit)))
    for clause in unit.clauses:
        _sort(unit, clause, task, said)
    _name_obstacle(said)
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
    if said.extends and said.due is None and (day := _till(heard, clause)) is not None:
        said.due = day
        return
    if cause := _CAUSE.match(text):
        said.reason.append(spans.light(text[cause.end() :]))
    if cue("not_started").search(text):
        said.not_started = said.not_started or _about_whole(unit, clause)
    said.not_yet |= bool(cue("not_yet").search(text))
    day = expected(heard, clause, task)
    done = (
        is_done(text, unit.hit.item.title if unit.hit else "")
        and not cue("not_yet").search(text)
        and not _to_come(heard, day, text)
    )
    told = _outside_name(unit, clause)
    left = bool(cue("remaining").search(told)) and not _courtesy_wait(text)
    left |= bool(cue("own_share").search(text)) or (said.done and day is None and _next_step(heard, clause))
    said.done |= done and not left
    said.left |= left
    if day is not None:
        said.expected = day
        said.left |= not done
    rest = _without_ref(unit, clause, day is not None)
    if _goes_on(unit, clause, said):
        said.blocker.append(rest)
        return
    if _MERELY_STUCK.fullmatch(rest) and not done:
        said.stuck = rest, len(said.note)
    elif cue("blocker").search(told) and not done and rest:
        said.blocker.append(rest)
    elif rest and not _plain_done(rest):
        said.note.append(rest)


def _outside_name(unit: Unit, clause: Clause) -> str:
    """「消缺收官」: the words of a clause without those of the task's own name."""
    hit = unit.hit
    if hit is None or not clause.start <= hit.start <= hit.end <= clause.end:
        return clause.text
    return clause.text[: hit.start - clause.start] + "·" + clause.text[hit.end - clause.start :]


_MERELY_STUCK = re.compile(
    r"(?:又|还|都|全|现在|目前|这边|我这儿?|暂时|有点|给|被)*(?:卡(?:住|壳|死)|停(?:住|下来?|摆|工)|走不动|推不动|"
    r"进行不下去|[干做搞弄]不(?:下去|动|成))了?"
)


def _name_obstacle(said: Report) -> None:
    """「卡住了，图纸没来」: the cause is what is in the way; being stuck is, if no cause was said."""
    if said.stuck is None or said.blocker:
        return
    stuck, before = said.stuck
    said.blocker, said.note = said.note[before:] or [stuck], said.note[:before]


_STEP = phrase(r"(?:我|再|就|又|还|才|得|要|接着|继续|准备|安排|一早|上午|下午)*(?:<do>|去|弄)(?!完)")


def _next_step(heard: Heard, clause: Clause) -> bool:
    """「西干渠跑完了，东干渠明天去」: a step on a day to come is left."""
    if re.search(r"了|验收|会|学", clause.text):
        return False
    today = heard.context.now.date()
    return any(
        t.day is not None and t.day > today and _STEP.match(heard.text, t.end, clause.end)
        for t in heard.times_in(clause.start, clause.end)
    )


def _to_come(heard: Heard, day: When | None, text: str) -> bool:
    """「明天能全部归档」: finished on a day to come is not finished yet."""
    on = day.date() if isinstance(day, datetime) else day
    return on is not None and on > heard.context.now.date() and "了" not in text


_CAUSE = re.compile(r"\s*(?:主要是|就是)?(?:因为|由于)")
_TILL = re.compile(r"\s*(?:就|那就|给我|先)?(?:宽|延|推|放|缓)?(?:到|至)")


def _till(heard: Heard, clause: Clause) -> When | None:
    """「申请晚几天交，到4月8号吧」: the new day in a clause of its own."""
    times = [t for t in heard.times_in(clause.start, clause.end) if t.value is not None]
    return times[0].value if times and _TILL.match(clause.text) else None


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


def _about_whole(unit: Unit, clause: Clause) -> bool:
    """「报告还没动笔」 after 「普查查出17条」 is one step of a task that is under way."""
    word = cue("not_started").search(clause.text)
    lead = clause.text[: word.start()] if word else ""
    title = unit.hit.item.title if unit.hit else ""
    own = _WHOLE_LEAD.sub("", lead).strip()
    if re.search(r"那[章节段块]|[一二三四五六七八九十\d]+[章节]|部分", lead):
        return False
    return len(own) < 2 or own in title or clause is unit.clauses[0]


def _courtesy_wait(text: str) -> bool:
    return bool(re.search(r"等(?:你|您|领导|书记)?(?:审阅|指示|检查|查收)", text))


def _plain_done(text: str) -> bool:
    return not cue("handed_in").search(text) and bool(
        re.fullmatch(
            rf"(?:这项|这个|那个|任务|已经?|都|也|全部?|正式|总算|终于|算|就|的|活|工作|今天|昨天|昨晚|刚|我|"
            rf"检修|这边)*{cue('done').pattern}?(?:了|啦|吧|哈|咯)?",
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


def _reasons(unit: Unit, said: Report) -> list[str]:
    causes = [*said.reason, *said.blocker, *said.note] if not said.share else [*said.reason, *said.blocker]
    causes = [p for n, p in enumerate(causes) if not any(p in o or o in p for o in causes[:n])]
    order = {piece: unit.text.find(piece) for piece in causes}
    told = sorted(causes, key=lambda p: order[p])
    return [p for p in told if p and not _GREETING.match(p) and not _MOVES.fullmatch(p)]


_MOVES = re.compile(r"(?:再|先|得|要|都)*往[前后](?:赶|挪|提|推|放|靠)(?:一[赶挪提推放靠])?")
