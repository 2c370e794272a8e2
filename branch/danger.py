"""What makes a hazard one that may not wait for a chat (重大隐患), and whose zone a place is in. Pure."""

import re
from collections.abc import Iterable

from branch.registers import Entry

ZONE = "责任区"
ADVICE = "请立即停工并按公司安全系统上报；这里不是正式上报渠道。"

# 安全生产法 第四十一条: a 重大隐患 is reported to the regulator; the words follow the usual lists of such
_SERIOUS = re.compile(
    r"(?<!无)(?<!非)重大|坍塌|塌方|倾覆|倒塌|垮塌|滑坡|涌水|涌砂|突泥|透水|管涌|触电|漏电伤|爆炸|起火|着火|火灾"
    r"|燃气泄漏|瓦斯|中毒|窒息|断绳|钢丝绳断|坠落伤|有人(?:受伤|被困|落水)|失稳|支架变形|模板变形|基坑变形"
)


def serious(text: str) -> bool:
    """Whether the words point to a danger that must be stopped and reported elsewhere at once."""
    return _SERIOUS.search(text) is not None


def zone_of(place: str, zones: Iterable[Entry]) -> Entry | None:
    """The zone a place lies in: the longest zone name found in the place, or holding it; None if unclear."""
    said = _bare(place)
    if not said:
        return None
    named = [(name, zone) for zone in zones if (name := _bare(zone.place or zone.title))]
    fitting = [(name, zone) for name, zone in named if name in said or said in name]
    longest = max((len(name) for name, _ in fitting), default=0)
    best = [zone for name, zone in fitting if len(name) == longest]
    return best[0] if len({zone.person_id for zone in best}) == 1 else None


def _bare(name: str) -> str:
    return re.sub(r"[\s、，,。的]|责任区$", "", name).upper()
