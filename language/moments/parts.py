"""Parts of the day: 上午, 下午, 今晚, 凌晨, pm; which hours they cover and how they settle an hour."""

import re
from datetime import timedelta

from language.moments.found import Grain, Kind
from language.moments.stretch import DAY, PART, Atom, Family, Scene, Stretch, midnight

parts = Family()

WINDOWS = {
    "凌晨": (0, 6),
    "黎明": (4, 7),
    "清晨": (5, 9),
    "早上": (6, 12),
    "上午": (8, 12),
    "中午": (11, 13.5),
    "下午": (13, 18),
    "午后": (13, 16),
    "傍晚": (17, 19),
    "晚上": (18, 24),
    "夜里": (20, 24),
    "半夜": (22, 28),
    "白天": (8, 18),
}
"""Name of a part and its hours; 28 is four in the morning of the next day."""

_SAID = {
    "凌晨": "凌晨",
    "拂晓": "黎明",
    "黎明": "黎明",
    "清晨": "清晨",
    "清早": "清晨",
    "大清早": "清晨",
    "早晨": "早上",
    "早上": "早上",
    "早间": "早上",
    "一早": "早上",
    "大早上": "早上",
    "早": "早上",
    "晨": "清晨",
    "上午": "上午",
    "午前": "上午",
    "中午": "中午",
    "正午": "中午",
    "晌午": "中午",
    "午间": "中午",
    "下午": "下午",
    "下昼": "下午",
    "晏昼": "下午",
    "午后": "午后",
    "傍晚": "傍晚",
    "黄昏": "傍晚",
    "晚上": "晚上",
    "晚间": "晚上",
    "今夜": "晚上",
    "夜晚": "夜里",
    "夜里": "夜里",
    "夜间": "夜里",
    "晚": "晚上",
    "夜": "夜里",
    "深夜": "半夜",
    "半夜": "半夜",
    "午夜": "半夜",
    "大半夜": "半夜",
    "白天": "白天",
    "上昼": "上午",
    "朝早": "早上",
    "大晚上": "晚上",
    "晚黑": "晚上",
    "早晚": "",
    "夜晚间": "夜里",
    "白日": "白天",
}
_WORDS = "|".join(sorted(_SAID, key=len, reverse=True))
_SINGLE = ("早", "晚", "夜", "晨")
_HOW_LONG = re.compile(r"(?<![期周拜十初月廿])[一整]个?$")
"""「一晚上打了420方」 tells how long, not when; 「周一晚上」 is a day."""
_NAMES_AFTER = {"黎明": re.compile(r"[^,。时分前]"), "清早": re.compile("$a")}


@parts.rule(
    "上午/下午/晚上",
    "下午",
    rf"(?:{_WORDS})(?:时分|时段|的时候)?",
    starts="凌拂黎清大早一晨上午中正晌下晏傍黄晚夜深半白朝",
)
def _part(m: re.Match[str], text: str) -> Atom | None:
    said = re.sub("时分|时段|的时候", "", m[0])
    name = _SAID[said]
    if len(said) > 1 and _HOW_LONG.search(text[max(0, m.start() - 3) : m.start()]):
        return None
    if (
        not name
        or said in _NAMES_AFTER
        and m[0] == said
        and _NAMES_AFTER[said].match(text, m.end())
        and not _dated(text, m)
    ):
        return None
    if said in _SINGLE and text[m.end() : m.end() + 1] in set(
        "报餐饭班会操安已日年期点于就饰礼辈间些婚宴"
    ) - _clockish(text, m):
        return None
    atom = part_atom(m.span(), name)
    atom.weak = said in _SINGLE
    return atom


def _clockish(text: str, m: re.Match[str]) -> set[str]:
    return set("班会安") if _dated(text, m) else set()


def _dated(text: str, m: re.Match[str]) -> bool:
    return m.start() > 0 and text[m.start() - 1] in "天日号今明昨当前一二三四五六末"


def part_atom(at: tuple[int, int], name: str) -> Atom:
    """Read a part of a day as its window."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        if box is not None and box.recurrence is not None:
            return box.but(part=name)
        first = midnight(box.start if box else scene.floor)
        a, b = WINDOWS[name]
        return Stretch(
            first + timedelta(hours=a), first + timedelta(hours=b), Grain.DAYPART, PART, Kind.RANGE,
            frame=(first, first + timedelta(days=1)), part=name,
        )  # fmt: skip

    return Atom(*at, PART, narrow, "上午/下午/晚上", needs=DAY, joins=(DAY, 0), tag="part")


@parts.rule(
    "下班前",
    "下班前",
    r"下班(?:以?前|之前)|收工(?:以?前|之前)|天黑(?:以?前|之前)|下班(?=[交完])",
    starts="下收天",
)
def _closing(m: re.Match[str], _: str) -> Atom | None:
    """下班前 and 天黑前 name no hour: they are the day itself."""
    return _whole_day(m.span(), "下班前")


@parts.rule("上班前", "明天上班前", r"上班(?:以?前|之前)|开工前", starts="上开")
def _opening(m: re.Match[str], _: str) -> Atom | None:
    return _whole_day(m.span(), "上班前")


def _whole_day(at: tuple[int, int], name: str) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        if box is not None and box.recurrence is not None:
            return box
        first = midnight(box.start if box else scene.floor)
        return Stretch(first, first + timedelta(days=1), Grain.DAY, PART, Kind.DEADLINE)

    return Atom(*at, PART, narrow, name, needs=DAY, joins=(DAY, 0), tag="closing")


def hour_in(part: str, hour: int) -> int | None:
    """Return the hour (0–30) that a part of day makes of a spoken hour; None if it does not fit.

    晚上1点 is one in the morning of the next day (25); 中午1点 is 13.
    """
    if hour > 12:
        return hour
    if part in ("凌晨", "黎明", "清晨", "早上", "上午"):
        return hour % 12 if part == "凌晨" else hour
    if part == "中午":
        return hour + 12 if hour < 4 else hour
    if part in ("下午", "午后", "傍晚"):
        return 12 + hour % 12
    if part in ("晚上", "夜里", "半夜"):
        return _at_night(part, hour)
    return hour + 12 if part == "白天" and hour < 7 else hour


def _at_night(part: str, hour: int) -> int:
    if hour == 12:
        return 24
    if hour < 5 and part != "半夜":
        return hour + 24
    return hour if hour < 5 else hour + 12


def governs(part: str, hour: int) -> bool:
    """Whether a part of day said earlier in the sentence goes on governing this bare hour."""
    if part in ("晚上", "夜里", "傍晚"):
        return 5 <= hour <= 11
    if part in ("下午", "午后"):
        return 1 <= hour <= 7
    if part in ("凌晨", "黎明", "清晨", "早上"):
        return 4 <= hour <= 11
    return part == "上午" and 7 <= hour <= 12
