"""A hazard written as a form: 「检查部位：…；问题：…；整改责任人：…；整改期限：…」."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.slots import spans

_LABELS = {
    "place": "(?:隐患|检查|存在|整改|问题)?(?:部位|位置|地点|点位)",
    "text": "(?:隐患|存在|检查|主要|发现)?的?(?:问题|隐患)(?:描述|内容|情况)?|缺陷",
    "owners": "(?:整改)?责任人|(?:整改)(?:负责)?人|负责人|责任人员",
    "due": "(?:整改|完成)?(?:期限|时限|截止(?:时间|日期)?)|限期",
    "other": "(?:整改)?(?:要求|措施|建议)|检查人|上报人|检查时间|检查日期|依据|等级|类别|编号|备注",
}
_FIELD = re.compile(
    r"(?:(?<=[\n，。；：、\s)）\]】])|^)(?:\d{1,2}[.、]\s?)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s?[：，]\s*"
)


def read(heard: Heard) -> list[Draft]:
    """Return the hazard a form reports: a place and a fault, each behind its label; [] if it is no form."""
    marks = list(_FIELD.finditer(heard.text))
    found: dict[str, tuple[int, int]] = {}
    for number, mark in enumerate(marks):
        limit = marks[number + 1].start() if number + 1 < len(marks) else len(heard.text)
        stop = re.compile(r"[。；\n]").search(heard.text, mark.end(), limit)
        found.setdefault(str(mark.lastgroup), (mark.end(), stop.start() if stop else limit))
    if "place" not in found or "text" not in found:
        return []
    draft = Draft("hazard.report", {}, "a hazard in a form", 0, len(heard.text))
    draft.put(place=_words(heard, found["place"]), text=_words(heard, found["text"]))
    if "owners" in found:
        draft.put(owners=[m.name for m in heard.mentions_in(*found["owners"]) if m.name])
    if "due" in found:
        first, last = found["due"]  # 「期限：6月28日」 is one time, its label included
        days = [t.value for t in heard.times if t.end > first and t.start < last and t.value is not None]
        draft.put(due=days[0] if days else None)
    return [draft]


def _words(heard: Heard, field: tuple[int, int]) -> str:
    return spans.light(heard.text[slice(*field)].strip("，。；、 \n"))
