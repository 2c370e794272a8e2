"""When the owner expects the task itself to be finished."""

import re
from datetime import date, timedelta

from branch.context import OpenTask
from language.clauses import Clause
from language.heard import Heard
from language.lexicon import cue
from language.moments import Kind
from language.slots.times import Time, When


def expected(heard: Heard, clause: Clause, task: OpenTask | None) -> When | None:
    """Return when the owner expects the task itself to be finished, if a clause says so."""
    text = clause.text
    if cue("not_expected").search(text) or re.search(r"^(?:如果|要是)", text):
        return None
    today = heard.context.now.date()
    if alone := _ONLY_WHEN.match(text):
        first = [t for t in heard.times_in(clause.start + alone.end(), clause.end) if t.end == clause.end]
        if first and first[0].start == clause.start + alone.end():
            return _forward(first[0], today, heard)  # 「改完才算数，估计这周五」
    times = [t for t in heard.times_in(clause.start, clause.end) if not _in_title(heard, t, task)]
    for number, time in reversed(list(enumerate(times))):
        upto = times[number + 1].start if number + 1 < len(times) else clause.end
        tail = heard.text[time.end : upto]
        if heard.text[time.start : time.end] in ("现在", "目前", "眼下"):
            continue
        if (
            (cue("finish").search(tail) or _ABLE.fullmatch(tail))
            and not re.search(r"了$|了吧|过了", tail)
            and (cue("expecting").search(text) or _verb_end(tail))
        ):
            return _forward(time, today, heard)
    if (
        times
        and not _WATCHED.search(text)
        and times[-1].end == clause.end
        and times[-1].found.kind is Kind.DURATION
        and cue("remaining").search(heard.text)
    ):
        return _forward(times[-1], today, heard)
    return None


_ABLE = re.compile(
    r"(?:之?前|就|左右|应该|大概|肯定|准)*(?:能|可以)(?!来|到|用|上班|开会)[\u4e00-\u9fff]{1,4}"
)
"""「估计1月2号能合上」: what the work comes to, by its own word."""
_WATCHED = re.compile(r"看|跑|运行|运转|观察|稳压|养护|静置|晾")
"""「渗不渗还得看48小时」: how long it is watched, not when it is finished."""


_ONLY_WHEN = re.compile(r"\s*(?:大概|估计|预计|估摸|争取|应该)+(?:在|得)?")


def _in_title(heard: Heard, time: Time, task: OpenTask | None) -> bool:
    """「节前廉洁提醒函」: a time that is part of the task's own name is no date."""
    return task is not None and heard.text[time.start : time.end] in task.title


def _verb_end(tail: str) -> bool:
    return bool(
        re.search(r"(?:完|交|齐活?|好|搞定|收尾|结|弄妥|定稿|下得?来)(?:稿|掉|清|齐)?(?:$|没问题|应该)", tail)
    )


def _forward(time: Time, today: date, heard: Heard) -> When | None:
    if time.found.kind in (Kind.DURATION,) and time.found.seconds:
        days = max(1, round(time.found.seconds / 86400))
        return today + timedelta(days=days)
    day = time.day
    return time.value if day is not None and day >= today else None
