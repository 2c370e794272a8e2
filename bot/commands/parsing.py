"""`zhibu understand`: lines in, lines out, or one text explained for a reader."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.commands.books import example, opened
from bot.config import Settings
from bot.reading import reader
from bot.sample import home
from branch.context import Context
from branch.people import SECRETARIES, Roster
from language.explain import called, explain
from language.jsonl import Lines
from language.moments.jsonl import answer as moment
from language.understanding import Understanding
from storage import finding

Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


def answers(lines: Iterable[str], settings: Settings, *, moments: bool) -> Iterator[str]:
    """Answer each line of JSON with one line; a line that cannot be read gets an empty answer."""
    answer: Answer = moment if moments else Lines(reader(settings)).answer
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, answer), ensure_ascii=False)


def _answer(line: str, answer: Answer) -> dict[str, Any] | None:
    try:
        asked = json.loads(line)
        return answer(asked)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        return {"id": None, "updates": [], "error": f"不是约定的一行：{wrong}"}


def explained(text: str, context: Context, understanding: Understanding, *, why: bool) -> list[str]:
    """What a text means, for a reader; with `why` also how that was found."""
    reading, _ = understanding.trace(text, context)
    lines = [line for said in reading.updates for line in _update(said)]
    if not reading.updates:
        lines = [f"没有要记录的内容：{called(reading.silence)}"]
        lines += [f"最接近的说法：{reading.suggestion}"] if reading.suggestion else []
    if reading.cut:
        lines.append("文字太长，只读了前面的部分。")
    return [*lines, "", *explain(understanding, text, context)] if why else lines


def _update(said: Any) -> list[str]:
    slots = [f"  {name} = {_plain(value)}" for name, value in said.slots().items()]
    doubts = [
        f"  {d.slot}：“{d.said}”可能是 {'、'.join(choice.label for choice in d.choices)}" for d in said.doubts
    ]
    return [said.intent, *slots, *doubts]


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def at_hand(settings: Settings, now: datetime) -> Context:
    """The context of a line said to the bot by the secretary now: from the books, else the sample branch."""
    file = settings.sqlite_file
    with opened(settings) if file is None or file.exists() else example(settings) as store:
        return replace(store.now(partial(_context, settings=settings, now=now)), addressed=True)


def _context(s: Session, settings: Settings, now: datetime) -> Context:
    branch = home(s, settings.branch)
    roster = finding.roster(s, branch, now.date()) if branch else Roster(())
    speaker = next(iter((*roster.holding(SECRETARIES), *roster)), None)
    if branch is None or speaker is None:
        return Context(now=now, sender="", addressed=True)
    return finding.context(s, branch, speaker, now)
