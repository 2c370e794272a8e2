"""What an inspection found, told in one breath: 「巡查发现：3号船带缆桩旁绳索散放，老马今天收工前盘好」."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.hazards import finding

_FOUND = re.compile(
    r"(?:刚才|今天|今早|上午|下午|昨晚)?[^，。：；\n]{0,4}(?:[巡检排自夜][查检视])?发现(?:了)?"
    r"(?:[一二两三四五六七八九十几\d]*[个处条项])?(?:险情|(?:安全)?(?:隐患|问题))?[：: ]\s*"
)
_NEXT = re.compile(r"[；。\n]+")


def read(heard: Heard) -> list[Draft]:
    """Return every defect behind the heading of an inspection; [] unless each piece tells one."""
    head = _FOUND.match(heard.text)
    if head is None:
        return []
    pieces, at = [], head.end()
    for cut in [*_NEXT.finditer(heard.text, at), None]:
        upto = cut.start() if cut else len(heard.text)
        if heard.text[at:upto].strip():
            pieces.append((at, upto))
        at = cut.end() if cut else upto
    found = [finding.inspected(heard, start, end) for start, end in pieces]
    return [draft for draft in found if draft] if found and all(found) else []
