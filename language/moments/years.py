"""Years: 去年, 2025年, 24年, 2023-2025年, 民国三年."""

import re

from language.moments.found import Grain
from language.moments.numbers import number
from language.moments.stretch import (
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    frame_of,
    on,
    stretch,
)

years = Family()

_RELATIVE = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "当年": 0,
    "这一年": 0,
    "明年": 1,
    "来年": 1,
    "次年": 1,
    "下年": 1,
    "下一年": 1,
    "翌年": 1,
    "后年": 2,
    "大后年": 3,
    "全年": 0,
    "旧年": -1,
    "这年": 0,
    "本财年": 0,
    "上年度": -1,
    "下年度": 1,
}
_ALONE_PAST, _ALONE_FUTURE = 15, 12
"""A two-digit year that stands alone is believed only near the present; 50年 is rather a length."""
_NOT_A_YEAR = r"(?![级期代])"
_FULL_YEAR = r"(?:1[89]|2[01])\d\d|[一二][零〇一二九八][零〇一二三四五六七八九]{2}|两千"
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


@years.rule("YYYY年", "2025年", rf"({_FULL_YEAR})年度?{_NOT_A_YEAR}",
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
