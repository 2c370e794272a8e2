"""A reminder is to stop."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.slots import spans

_STOPPING = re.compile(
    r"(?:自动)?(?:提醒|催|闹钟|推送|点名)(?:我|大家|一下)?|(?:撤|取消|停|关|删|去)(?:掉|了|止)?(?:吧)?|"
    r"(?:别|不用|不要)再?|(?:的?[那这][个条]|之前|原来|设的|以后|今后|用发|发(?=了|吧|$)|的|了|吧|把)"
)
"""Words that only say that a reminder stops; what is left names the reminder."""


_PLEADS = re.compile(r"(?:先)?(?:别|莫|甭|不用|不要)(?:再)?催(?:我|了|啦|哈|啊|嘛)?[，。！]")


def cancel(heard: Heard) -> list[Draft] | None:
    """Return that an earlier reminder is to stop, else None."""
    if not cue("remind_cancel").search(heard.text) or re.search(r"刚才|上一条|上条", heard.text):
        return None
    if re.search(r"谁|哪|几|多少|[？?]", heard.text):
        return None
    if _PLEADS.search(heard.text) and len(heard.clauses) > 1:
        return None  # 「方案别催，我还没动笔呢」 is a report
    kept = []
    for clause in heard.clauses:
        cuts = [
            (t.start - clause.start, t.end - clause.start) for t in heard.times_in(clause.start, clause.end)
        ]
        text = spans.without(clause.text, 0, cuts)
        text = _STOPPING.sub("", text)
        if len(spans.light(text)) >= 2:
            kept.append(spans.light(text))
    return [
        Draft("reminder.cancel", {}, "a reminder is to stop", 0, len(heard.text)).put(
            text=kept[0] if kept else ""
        )
    ]
