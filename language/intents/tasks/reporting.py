"""What people report on a known task: how far it is, done, a new due day."""

import re

from branch.context import OpenTask
from language.drafts import Draft
from language.intents.tasks.draft import about_task
from language.intents.tasks.listening import Report, listen
from language.lexicon import cue, phrase
from language.slots import quantities, spans
from language.units.unit import Unit

_WORKED = phrase(
    r"<do>(?<![看听])(?:了|完|好|到|出|过|齐)|已|正在|<remaining>|<not_yet>|<done>|在<do>|刚|又|[\u4e00-\u9fff](?<![看听知道收])了|[正在](?:找|等|调|试)"
)


def read(unit: Unit, task: OpenTask | None) -> list[Draft]:
    """Return progress, done or extension of a task, in the order said."""
    if (task is None and unit.hit is None or _BOOK.search(unit.text)) and _reads(unit.text):
        return []
    if re.search(r"先别|别销|别急着|别再?问", unit.text) and not quantities.percent(unit.text):
        return []  # 「那两个模具的事先别销，我还要去看」
    said = listen(unit, task)
    drafts: list[Draft] = []
    if said.extends:
        if said.share is not None:
            drafts.append(
                _progress(unit, said, task, note=[w for w in said.note if quantities.percent(w)][:1])
            )
        drafts.append(
            about_task("task.extend", "a new due day", unit, task).put(
                due=said.due, reason="，".join(said.reason)
            )
        )
        return drafts
    if said.not_started:
        return [_progress(unit, said, task, note=said.note, percent=0)]
    finished = said.share is not None and said.share.percent >= 100
    if task is None and not said.extends and _unmatched(unit):
        return [
            about_task("task.progress", "work that matches no task", unit, None).put(
                note=spans.light(unit.text)
            )
        ]
    if (said.done or finished) and not said.left and not (said.share and said.share.percent < 100):
        if task is None and unit.hit is None and _NO_WORK.search(unit.text):
            return []
        return [about_task("task.done", "reported as finished", unit, task).put(note="，".join(said.note))]
    if task is None and unit.hit is None and said.share is None and _NO_WORK.search(unit.text):
        return []
    worked = _WORKED.search(unit.text) or _COUNTED.search(unit.text)
    if said.share or said.blocker or said.expected or said.not_yet or said.done or (said.note and worked):
        return [_progress(unit, said, task, note=said.note)]
    return []


def _unmatched(unit: Unit) -> bool:
    """Say whether the work reported has a name of its own that no known task answers to."""
    told = unit.family == "act" and unit.named_else
    told = told and bool(
        _WORKED.search(unit.text) or quantities.percent(unit.text) or cue("blocker").search(unit.text)
    )
    return told and not _NO_WORK.search(unit.text) and not _reads(unit.text)


def _reads(text: str) -> bool:
    """「季度读本学到哪，目录看完了」: a book half read is no work."""
    return bool(cue("half_read").search(text) and _LEARNS.search(text))


_LEARNS = re.compile(r"读本|那本|这本|规范|条例|手册|学到|课|看完|学习|翻")


_BOOK = re.compile(r"那本|这本|本书|规范|条例|手册|读本")
_COUNTED = re.compile(r"\d+\s?[根米方块片段榀节台套孔层吨]")
"""「今天立杆32根」."""
_NO_WORK = re.compile(
    r"夜班饭|饭菜|[饭菜碗]|红烧|快递|被子|去[^，。]{0,4}听课|拍了?张照|我[^，。]{0,4}(?:还)?得去|^(?:请|让|叫|喊|麻烦|安排|派)|没来|没到|缺席|请假|旷"
)
"""A wish to somebody, or somebody missing, is no work reported."""


def _progress(
    unit: Unit, said: Report, task: OpenTask | None, *, note: list[str], percent: int | None = None
) -> Draft:
    draft = about_task("task.progress", "reported how far it is", unit, task)
    share = said.share.percent if said.share else None
    return draft.put(
        percent=percent if percent is not None else share,
        note="，".join(note),
        blocker="" if said.extends else "，".join(said.blocker),
        expected=None if said.extends else said.expected,
    )
