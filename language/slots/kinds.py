"""Which kind of meeting a word means."""

import re
from functools import lru_cache

from language.lexicon import source, words

KINDS = dict(line.split("=") for line in words("kinds"))


@lru_cache(maxsize=32)
def pattern(own: tuple[tuple[str, str], ...] = ()) -> re.Pattern[str]:
    """Return the pattern of all words for meetings, a branch's own words included."""
    known = {**KINDS, **dict(own)}
    words_ = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    return re.compile(
        rf"(?:{words_})(?!成员|委员|研究(?!会)|同意|决定|方案|照片|稿|课件|横幅|名单|讲稿|台账|"
        rf"议程表|简报|新闻|通讯|策划)"
    )


_ROOM = re.compile(r"(?:会议|议)?室")
_OTHER = re.compile(rf"(?P<name>[\w“”《》]{{0,10}}?)(?P<head>{source('other_meetings')})")


def find(text: str, own: dict[str, str] | None = None) -> tuple[str, int, int] | None:
    """Return (kind, start, end) of the first word for a meeting with a kind of its own."""
    own = own or {}
    return next(iter(find_all(text, own)), None)


def find_all(text: str, own: dict[str, str] | None = None) -> list[tuple[str, int, int]]:
    """Return every (kind, start, end) in a text, in order."""
    own = own or {}
    known = {**KINDS, **own}
    shape = pattern(tuple(sorted(own.items())))
    found = (m for m in shape.finditer(text) if not (m[0] == "例会" and _ANOTHERS.search(text, 0, m.start())))
    return [(known[m[0]], m.start(), m.end()) for m in found]


_ANOTHERS = re.compile(
    r"(?:监理|生产|进度|工地|质量|技术|安全|班前|调度|协调|业主|设计|工程|材料|商务)(?:周|月)?$"
)
"""「监理例会」 is none of the Party's: only the secretary's own is 书记例会."""


_PAPER = re.compile(r"的?(?:方案|材料|感悟|心得|名单|总结|流程|稿|照片|用品|纪要|通知单|展板|回执)")
"""「升旗仪式方案」 is a paper, no meeting."""


def other(text: str) -> tuple[int, int] | None:
    """Return where a meeting with another name stands (动员会, 座谈会 …), in 会议室 only if nowhere else."""
    found = list(_OTHER.finditer(text))
    found = [m for m in found if not _PAPER.match(text, m.end())]
    best = next((m for m in found if not _ROOM.match(text, m.end())), found[0] if found else None)
    return best.span("head") if best else None
