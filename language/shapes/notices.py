"""Notices in fields: 「时间：…地点：…对象：…」 over lines or in one breath, and how to read each field."""

import re
from dataclasses import dataclass

from language.heard import Heard

_LABELS = {
    "time": "时间|会议时间|活动时间|集合时间|开会时间|起止时间|日期",
    "place": "地点|会议地点|活动地点|集合地点|地址|会场|场地|线上会议号|会议号|腾讯会议号|腾讯会议",
    "audience": "(?:参加|参会|出席)(?:人员|对象|范围)?|对象|人员|范围",
    "also": "列席人员|列席",
    "title": "(?:活动|会议|学习|主要)?(?:主题|题目|议题|课题|议程|内容)",
    "name": "会议名称|活动名称|名称",
    "lecturer": "主讲人|主讲|授课人|讲课人|宣讲人|主讲嘉宾|讲师",
    "chair": "主持人|主持|联系人|联系电话|电话|记录人|记录|召集人",
    "demands": "(?:有关|相关|工作|会议)?要求|请假|着装|说明|备注|注意事项|注意|其他|温馨提示|流程",
    "link": "链接|网址|地址链接",
    "due": "截止时间|完成时间|截止|期限|完成时限|时限",
}
_FIELD = re.compile(
    (
        r"(?:(?<=[\n，。；;,：】])|(?<=^)"
        r"|(?<=[、.．)） ]))\s*(?:[（(]?[一二三四五六七八九\d]+[、.．)）]\s*)?[【\[]?(?:"
    )
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[】\]]?\s*[：:]?(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled part of a notice: its name and where its value stands."""

    name: str
    start: int
    end: int


def fields(heard: Heard) -> dict[str, Field]:
    """Return the labelled parts of a message; empty unless it is written as a notice (two labels or more)."""
    text = heard.text
    marks = [m for m in _FIELD.finditer(text) if _is_label(text, m)]
    if len({m.lastgroup for m in marks}) < 2:
        return {}
    found: dict[str, Field] = {}
    for number, mark in enumerate(marks):
        start = mark.end()
        limit = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        name = str(mark.lastgroup)
        end = _value_end(text, start, limit, name)
        if name not in found or name == "title" and found[name].end <= found[name].start:
            found.setdefault(name, Field(name, start, end))
    return found


def _is_label(text: str, mark: re.Match[str]) -> bool:
    """A label is followed by a colon, or heads its line or clause with a value right behind it."""
    if "：" in mark[0] or ":" in mark[0]:
        return True
    if mark.lastgroup not in ("time", "place", "audience", "title", "lecturer"):
        return False
    word = re.sub(r"[^\u4e00-\u9fff]", "", mark[0])
    if len(word) < 2:
        return False
    after = text[mark.end() : mark.end() + 8]
    if mark.lastgroup == "time":
        return bool(re.match(r"\s?(?:\d|周|星期|明|后|今|下|本|定|为)", after)) and not after.startswith("不")
    if mark.lastgroup in ("audience",):
        return bool(re.match(r"\s?(?:全体|各|支|为|是|党|第)", after))
    return bool(re.match(r"\s?(?:[“《]|在|为|[\u4e00-\u9fff\d]{2,})", after)) and not re.match(
        r"(?:不变|还是|照旧|教育|党日|待定)", after
    )


def _value_end(text: str, start: int, limit: int, name: str) -> int:
    value = text[start:limit]
    if name in ("demands",):
        return limit
    stops = r"\n" if "\n" in text[:start] else r"[。；\n]"
    stop = re.search(stops, value)
    end = start + stop.start() if stop else limit
    return (
        len(text[:end].rstrip("，。；;、\n 0123456789一二三四五六七八九.（("))
        if not stop and limit < len(text) and name != "time"
        else end
    )


def value(heard: Heard, field: Field | None) -> str:
    """Return the words of a field without marks at its edges."""
    return heard.text[field.start : field.end].strip("，。；;：: \n、") if field else ""
