"""What an inspection found, told in one breath: 「巡查发现：3号船带缆桩旁绳索散放，老马今天收工前盘好」."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.hazards import finding
from language.lexicon import cue

_FOUND = re.compile(
    r"(?:刚才|今天|今早|上午|下午|昨晚)?[^，。：；\n]{0,4}(?:[巡检排自夜][查检视])?发现(?:了)?"
    r"(?:[一二两三四五六七八九十几\d]*[个处条项])?(?:险情|(?:安全)?(?:隐患|问题))?[：: ]\s*"
)
_NEXT = re.compile(r"[；。\n]+")
_CALLED = re.compile(
    r"我?(?:报|上报|登记|反映|有)(?:一?[个处条])?(?:安全)?隐患(?:一[个处])?[：，: ]\s*|"
    r"(?:(?:安全)?隐患|上报(?:一下)?)[：:]\s*"
)
_NO_HAZARD = re.compile(r"(?:今天|本周|这周|目前|暂时?)*(?:都|也|已经?)*[无没未]|[Hh]\d")
"""「隐患：暂无」「隐患：H1 已整改」 report none."""


def called(heard: Heard) -> list[Draft]:
    """「隐患：龙门吊钢丝绳毛了好几股」: what is called a hazard is one, in whatever words."""
    head = _CALLED.match(heard.text)
    if head is None or len(heard.text) - head.end() < 4 or heard.text.rstrip().endswith(("？", "?", "吗")):
        return []
    start, end = head.end(), len(heard.text)
    if _NO_HAZARD.match(heard.text, start) or cue("fixed").search(heard.text, start):
        return []
    found = finding.inspected(heard, start, end)
    if found is None:
        found = Draft("hazard.report", {}, "called a hazard", start, end)
        found.put(text=heard.text[start:end].strip("，。！ "))
    return [found]


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
