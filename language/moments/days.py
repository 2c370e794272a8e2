"""Days: 明天, 25号, 11月25日, 2026-11-25, 11.25, 11/25."""

import re

from language.moments import guards
from language.moments.found import Grain
from language.moments.numbers import N12, N31, number
from language.moments.stretch import (
    DAY,
    MONTH,
    ONE,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    day,
    frame_of,
    on,
    stretch,
)

days = Family()

_RELATIVE = {
    "大大前": -4,
    "大前": -3,
    "前": -2,
    "昨": -1,
    "今": 0,
    "本": 0,
    "当": 0,
    "明": 1,
    "次": 1,
    "翌": 1,
    "后": 2,
    "大后": 3,
    "大大后": 4,
    "隔": 1,
    "寻": -1,
    "听": 1,
    "琴": -1,
    "同": 0,
    "即": 0,
}
_RELATIVE_DAY = (
    r"(大大前|大前|前|昨|今|明|大大后|大后|后|当|次|翌|隔|本|寻|听|琴)(?:天|日|儿个?)(?![津才性地真候])"
)


def _ahead(at: tuple[int, int], n: int, name: str) -> Atom:
    return Atom(*at, DAY, lambda _, scene: day(scene.today + n * ONE), name)


@days.rule("今天/明天/后天", "明天", _RELATIVE_DAY, starts="大前昨今明后当次翌隔本寻听琴")
def _relative(m: re.Match[str], text: str) -> Atom | None:
    said = m[0]
    if said in ("当天", "当日", "次日", "隔天", "后儿") and _follows_date(text, m.start()):
        return None
    if said in ("本天", "本儿", "当儿", "次天", "隔日", "前儿", "当儿个") or guards.glued(text, *m.span()):
        return None
    if said in ("后天", "前日") and text[m.start() - 1 : m.start()] in ("之", "以", "最") and m.start():
        return None
    return _ahead(m.span(), _RELATIVE[m[1]], "今天/明天/后天")


def _follows_date(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "号日"


@days.rule(
    "今早/明晚", "今晚", r"(今|明|昨|当|前|后|次)(?=[早晚晨夜])(?!晚[报辈进])", starts="今明昨当前后次"
)
def _short(m: re.Match[str], text: str) -> Atom | None:
    if guards.glued(text, *m.span()) or (m[1] in "前后" and text[m.start() - 1 : m.start()] == "先"):
        return None
    return _ahead(m.span(), _RELATIVE[m[1]], "今早/明晚")


@days.rule("今上午", "今上午", r"(今|明|昨)(?=[上下中]午|凌晨)", starts="今明昨")
def _short_noon(m: re.Match[str], _: str) -> Atom | None:
    return _ahead(m.span(), _RELATIVE[m[1]], "今早/明晚")


@days.rule("今明两天", "今明两天", r"(昨今|今明|明后|昨前)(?:两天|两日|天|二日)", starts="昨今明")
def _two(m: re.Match[str], _: str) -> Atom | None:
    first = {"昨今": -1, "今明": 0, "明后": 1, "昨前": -2}[m[1]]

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        start = scene.today + first * ONE
        return stretch(start, start + 2 * ONE, DAY, Grain.DAY)

    return Atom(*m.span(), DAY, narrow, "今明两天")


@days.rule("全天", "全天", r"(?:全|整)[天日](?!候|都)", starts="全整")
def _all_day(m: re.Match[str], text: str) -> Atom | None:
    if m[0][-1] == "日" or text[m.start() - 1 : m.start()] in set("一") and m.start():
        return None
    return Atom(*m.span(), DAY, lambda _, scene: day(scene.today), "全天", tag="whole")


def date_atom(at: tuple[int, int], month: int, dom: int, name: str) -> Atom:
    """Read a month and a day of a year."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        return day(on((box.inside()[0] if box else scene.floor).year, month, dom))

    return Atom(*at, DAY, narrow, name, needs=YEAR, joins=(YEAR,), tag="date")


_DAY_END = r"(?:日|号|(?!\d)(?![-~]\d{1,2}[日号]|[个天年点时分元多月、]|[一二三四五六七八九十百]|小时))"


@days.rule("N月N日", "11月25日", rf"({N12})月份?的?({N31})(?:{_DAY_END}|(?=\d\d:\d\d))", units="月")
def _month_day(m: re.Match[str], text: str) -> Atom | None:
    return date_atom(m.span(), number(m[1]), number(m[2]), "N月N日")


@days.rule("N号", "25号", rf"({N31})(号|日)(?![线楼机院令码称])", units="号日")
def _day_of_month(m: re.Match[str], text: str) -> Atom | None:
    if not guards.day_number(text, m):
        return None

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first = (box or frame_of(MONTH, scene.floor)).inside()[0]
        return day(on(first.year, first.month, number(m[1])))

    return Atom(*m.span(), DAY, narrow, "N号", needs=MONTH, joins=(MONTH,), tag="dom")


@days.rule(
    "N-N号",
    "25、26号",
    rf"({N31})(?:日|号)?(-|~|至|到|、|和|及)({N31})(?:日|号)(?!楼|线|机|塔|墩|桩|沉|门|泵|船|墙|仓|库|孔|段|井|区|梁|柱)",
    units="-~至到、和及号日",
)
def _days(m: re.Match[str], text: str) -> Atom | None:
    first, last = number(m[1]), number(m[3])
    if (
        m[2] in "、和及"
        and (last != first + 1 or guards.list_mark(text, m))
        or guards.counted_thing(text, m.end())
    ):
        return None

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        start = (box or frame_of(MONTH, scene.floor)).inside()[0]
        a = on(start.year, start.month, first)
        b = on(start.year, start.month, last)
        return stretch(a, b + ONE, DAY, Grain.DAY) if a <= b else None

    return Atom(*m.span(), DAY, narrow, "N-N号", needs=MONTH, joins=(MONTH,), tag="dom")


@days.rule("去年今天", "去年的今天", r"(?:今天|今日|同日|同一天|这一?天)", starts="今同这")
def _anniversary(m: re.Match[str], _: str) -> Atom | None:
    """After a year or a month: today's date in it."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        first = box.inside()[0]
        return day(on(first.year, scene.today.month if box.level == YEAR else first.month, scene.today.day))

    return Atom(*m.span(), DAY, narrow, "去年今天", joins=(YEAR, MONTH), tag="same", weak=True)
