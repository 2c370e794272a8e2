"""Half years and quarters: 上半年, 三季度, Q3, 本季度, 前三季度."""

import re

from language.moments.found import Grain
from language.moments.numbers import number
from language.moments.stretch import HALF, QUARTER, YEAR, Atom, Family, Scene, Stretch, month_of, on, stretch

quarters = Family()

_NAMED = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "末": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@quarters.rule("上半年/下半年", "上半年", r"([上下前后])个?半年(?![前后来内])", starts="上下前后")
def _half(m: re.Match[str], _: str) -> Atom | None:
    first = 1 if m[1] in "上前" else 7

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        year = (box.inside()[0] if box else scene.now).year
        start = month_of(year, first)[0]
        return stretch(start, month_of(year, first + 6)[0], HALF, Grain.MONTH)

    return Atom(*m.span(), HALF, narrow, "上半年/下半年", joins=(YEAR,))


@quarters.rule("第N季度", "三季度", r"第?([一二三四1-4首末])个?季度?(?!前)", starts="第首末", units="季个")
def _quarter(m: re.Match[str], _: str) -> Atom | None:
    if m[0][-1] == "季" and not m[0].startswith("第"):
        return None
    return _quarter_atom(m.span(), _NAMED[m[1]])


@quarters.rule("QN", "Q3", r"(?<![A-Za-z])Q([1-4])(?![0-9A-Za-z])", starts="Qq")
def _q(m: re.Match[str], _: str) -> Atom | None:
    return _quarter_atom(m.span(), int(m[1]))


@quarters.rule("YYYYQN", "2025Q3", r"(20\d\d)[-.年]?(?:Q([1-4])|H([12]))(?![0-9A-Za-z])", units="QqHh-.年")
def _year_q(m: re.Match[str], _: str) -> Atom | None:
    year = int(m[1])
    first, months = (3 * int(m[2]) - 2, 3) if m[2] else (6 * int(m[3]) - 5, 6)

    def narrow(_: Stretch | None, __: Scene) -> Stretch:
        return stretch(month_of(year, first)[0], month_of(year, first + months)[0], QUARTER, Grain.QUARTER)

    return Atom(*m.span(), QUARTER, narrow, "YYYYQN")


def _quarter_atom(at: tuple[int, int], n: int) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year = (box.inside()[0] if box else scene.now).year
        return stretch(month_of(year, 3 * n - 2)[0], month_of(year, 3 * n + 1)[0], QUARTER, Grain.QUARTER)

    return Atom(*at, QUARTER, narrow, "第N季度", joins=(YEAR,))


@quarters.rule("前N季度", "前三季度", r"前([一二两三1-3])个?季度", starts="前")
def _first_quarters(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1])

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year = (box.inside()[0] if box else scene.now).year
        return stretch(on(year, 1, 1), month_of(year, 3 * n + 1)[0], QUARTER, Grain.QUARTER)

    return Atom(*m.span(), QUARTER, narrow, "前N季度", joins=(YEAR,))


@quarters.rule(
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
