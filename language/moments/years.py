"""Years, half years and quarters: 去年, 2025年, 24年, 上半年, 三季度."""

import re

from language.moments.found import Grain
from language.moments.numbers import number
from language.moments.stretch import (
    HALF,
    QUARTER,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    frame_of,
    month_of,
    on,
    stretch,
)

years = Family()

_RELATIVE = {
    "大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "上年": -1, "今年": 0, "本年度": 0, "本年": 0, "当年": 0,
    "这一年": 0, "明年": 1, "来年": 1, "次年": 1, "下年": 1, "下一年": 1, "翌年": 1, "后年": 2, "大后年": 3,
    "全年": 0, "旧年": -1, "这年": 0, "本财年": 0, "上年度": -1, "下年度": 1,
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "末": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TWO_DIGIT_PAST = 60
_ALONE_PAST, _ALONE_FUTURE = 15, 12
"""A two-digit year that stands alone is believed only near the present; 50年 is rather a length."""
_NOT_A_YEAR = r"(?![级期])"
_WORDS = "|".join(sorted(_RELATIVE, key=len, reverse=True))


def _year(at: tuple[int, int], year: int, name: str) -> Atom:
    def narrow(_: Stretch | None, __: Scene) -> Stretch:
        return stretch(on(year, 1, 1), on(year + 1, 1, 1), YEAR, Grain.YEAR)

    return Atom(*at, YEAR, narrow, name)


@years.rule(
    "去年/今年/明年", "明年", rf"(?:{_WORDS})(?!会|货|轮|画)", starts="大前去上今本当这明来次下翌后全旧"
)
def _relative(m: re.Match[str], _: str) -> Atom | None:
    shift = _RELATIVE[m[0]]

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        box = frame_of(YEAR, scene.now, shift)
        return stretch(box.start, box.end, YEAR, Grain.YEAR)

    return Atom(*m.span(), YEAR, narrow, "去年/今年/明年")


@years.rule("今明两年", "今明两年", r"(去今|今明|明后|近|前)两年", starts="今明去")
def _two_years(m: re.Match[str], _: str) -> Atom | None:
    first = {"去今": -1, "今明": 0, "明后": 1}.get(m[1])
    if first is None:
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        year = scene.now.year + first
        return stretch(on(year, 1, 1), on(year + 2, 1, 1), YEAR, Grain.YEAR)

    return Atom(*m.span(), YEAR, narrow, "今明两年")


@years.rule("YYYY年", "2025年", rf"((?:1[89]|2[01])\d\d|[一二][零〇一二九八][零〇一二三四五六七八九]{{2}}|两千)(年度?{_NOT_A_YEAR})",
            units="年")  # fmt: skip
def _full(m: re.Match[str], _: str) -> Atom | None:
    return _year(m.span(), number(m[1]), "YYYY年")


@years.rule(
    "YYYY-YYYY年", "2023-2025年", r"((?:19|20)\d\d)年?(?:-|~|至|到)((?:19|20)\d\d)年", units="年-~至到"
)
def _years(m: re.Match[str], _: str) -> Atom | None:
    first, last = int(m[1]), int(m[2])

    def narrow(_: Stretch | None, __: Scene) -> Stretch:
        return stretch(on(first, 1, 1), on(last + 1, 1, 1), YEAR, Grain.YEAR)

    return Atom(*m.span(), YEAR, narrow, "YYYY-YYYY年") if first < last else None


@years.rule("公元YYYY年", "公元2025年", r"(?:公元|西元)((?:1[89]|2[01])\d\d)年", starts="公西")
def _era(m: re.Match[str], _: str) -> Atom | None:
    return _year(m.span(), number(m[1]), "公元YYYY年")


@years.rule("民国N年", "民国三年", r"民国(\d{1,3}|[一二三四五六七八九十百]{1,5}|元)年", starts="民")
def _republic(m: re.Match[str], _: str) -> Atom | None:
    return _year(m.span(), 1911 + (1 if m[1] == "元" else number(m[1])), "民国N年")


@years.rule("YY年", "24年", rf"(\d\d|[零〇一二三四五六七八九]{{2}})年度?{_NOT_A_YEAR}", units="年")
def _short(m: re.Match[str], text: str) -> Atom | None:
    two = number(m[1])
    spoken = not m[1].isdigit() or m[1].startswith("0") or not m[1].isascii()
    followed = bool(_FINER.match(text, m.end()))
    if not followed and (
        _LENGTH_AFTER.match(text, m.end()) or _LENGTH_BEFORE.search(text[max(0, m.start() - 3) : m.start()])
    ):
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch | None:
        century = scene.now.year // 100 * 100
        year = century + two if century + two <= scene.now.year + 30 else century - 100 + two
        if not (followed or spoken) and not -_ALONE_PAST <= year - scene.now.year <= _ALONE_FUTURE:
            return None
        return stretch(on(year, 1, 1), on(year + 1, 1, 1), YEAR, Grain.YEAR)

    return Atom(*m.span(), YEAR, narrow, "YY年")


_FINER = re.compile(
    r"的?(?:\d|[一二三四五六七八九十正腊冬]{1,3}月|[上下]半年|第?[一二三四]季|前|后[一二三四五六七八九十\d]+个?[月天]|首|第|最后|年?[底末初]|元旦|春节|[国清中端])"
)
_LENGTH_AFTER = re.compile(r"[前后内间来以多左半]|之[前后内间]|的时间|了|如一|期")
_LENGTH_BEFORE = re.compile(r"[过近约这满有达第共每用需]$|[未将]来$|长达$|接近$")


@years.rule("上半年/下半年", "上半年", r"([上下前后])半年(?![前后来内])", starts="上下前后")
def _half(m: re.Match[str], _: str) -> Atom | None:
    first = 1 if m[1] in "上前" else 7

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        year = (box.inside()[0] if box else scene.now).year
        start = month_of(year, first)[0]
        return stretch(start, month_of(year, first + 6)[0], HALF, Grain.MONTH)

    return Atom(*m.span(), HALF, narrow, "上半年/下半年", joins=(YEAR,))


@years.rule("第N季度", "三季度", r"第?([一二三四1-4首末])个?季度?(?!前)", starts="第首末", units="季个")
def _quarter(m: re.Match[str], _: str) -> Atom | None:
    if m[0][-1] == "季" and not m[0].startswith("第"):
        return None
    return _quarter_atom(m.span(), _QUARTERS[m[1]])


@years.rule("QN", "Q3", r"(?<![A-Za-z])Q([1-4])(?![0-9A-Za-z])", starts="Qq")
def _q(m: re.Match[str], _: str) -> Atom | None:
    return _quarter_atom(m.span(), int(m[1]))


def _quarter_atom(at: tuple[int, int], n: int) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year = (box.inside()[0] if box else scene.now).year
        return stretch(month_of(year, 3 * n - 2)[0], month_of(year, 3 * n + 1)[0], QUARTER, Grain.QUARTER)

    return Atom(*at, QUARTER, narrow, "第N季度", joins=(YEAR,))


@years.rule("前N季度", "前三季度", r"前([一二两三1-3])个?季度", starts="前")
def _first_quarters(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1])

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year = (box.inside()[0] if box else scene.now).year
        return stretch(on(year, 1, 1), month_of(year, 3 * n + 1)[0], QUARTER, Grain.QUARTER)

    return Atom(*m.span(), QUARTER, narrow, "前N季度", joins=(YEAR,))


@years.rule(
    "本季度/下季度", "本季度", r"(本|这一?个?|当|上上个?|上一?个?|下下个?|下一?个?)季度", starts="本这当上下"
)
def _this_quarter(m: re.Match[str], _: str) -> Atom | None:
    shift = m[1].count("下") - m[1].count("上")

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        first = 3 * ((scene.now.month - 1) // 3) + 1 + 3 * shift
        return stretch(
            month_of(scene.now.year, first)[0], month_of(scene.now.year, first + 3)[0], QUARTER, Grain.QUARTER
        )

    return Atom(*m.span(), QUARTER, narrow, "本季度/下季度")


@years.rule("季度末", "三季度末", r"季度?(末|底|初)", starts="季")
def _quarter_edge(m: re.Match[str], _: str) -> Atom | None:
    return edge(m.span(), m[1], QUARTER, "季度末", ())


@years.rule("年底/年初", "年底", r"年(底|末|终(?!于|奖|端)|初|中(?![国央午]))", starts="年")
def _year_edge(m: re.Match[str], _: str) -> Atom | None:
    return edge(m.span(), m[1], YEAR, "年底/年初", (YEAR,))


@years.rule("明年底", "明年底", r"(底|末|初)(?!级|步|次|中|高|衷|心|版)", starts="底末初")
def _glued_edge(m: re.Match[str], _: str) -> Atom | None:
    """The edge glued to its year, quarter or month (明年底, 3月底); never alone."""
    return edge(m.span(), m[1], YEAR, "明年底", (YEAR, QUARTER, HALF, 4), weak=True)


def edge(
    at: tuple[int, int], which: str, level: int, name: str, joins: tuple[int, ...], weak: bool = False
) -> Atom:
    """Read the end, start or middle of a year, quarter or month; the end is its last day."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        first, end = box.inside() if box else _around(level, scene)
        if which in "底末终":
            last = end - (end - first) / (end - first).days
            return Stretch(last, end, Grain.DAY, 6, last=last)
        month = (end - first).days < 40
        if which == "中":
            return _middle(first, end, month)
        stop = first.replace(day=6) if month else month_of(first.year, first.month + 1)[0]
        return stretch(first, stop, 5, Grain.DAY).but(last=stop - (stop - first) / (stop - first).days)

    return Atom(
        *at, 6 if which in "底末终" else 5, narrow, name, joins=joins or (YEAR, QUARTER, HALF), weak=weak
    )


def _around(level: int, scene: Scene) -> "tuple[object, object]":
    if level == QUARTER:
        first = 3 * ((scene.now.month - 1) // 3) + 1
        return month_of(scene.now.year, first)[0], month_of(scene.now.year, first + 3)[0]
    box = frame_of(level, scene.now)
    return box.start, box.end


def _middle(first, end, month):
    if month:
        return stretch(first.replace(day=11), first.replace(day=21), 5, Grain.DAY).but(
            last=first.replace(day=15)
        )
    start = month_of(first.year, first.month + 5)[0]
    return stretch(start, month_of(start.year, start.month + 2)[0], 5, Grain.DAY)
