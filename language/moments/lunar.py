"""The moon's calendar and the solar terms: 正月十五, 腊月二十八, 大年初十, 清明."""

import re
from datetime import datetime
from functools import lru_cache

from language.moments.found import Grain
from language.moments.numbers import number
from language.moments.stretch import DAY, MONTH, ONE, YEAR, Atom, Family, Scene, Stretch, day, on, stretch

moon = Family()

_C21 = (5.4055, 20.12, 3.87, 18.73, 5.63, 20.646, 4.81, 20.1, 5.52, 21.04, 5.678, 21.37,
        7.108, 22.83, 7.5, 23.13, 7.646, 23.042, 8.318, 23.438, 7.438, 22.36, 7.18, 21.94)  # fmt: skip
"""Constants of the usual formula for solar terms of the 21st century; exact to the day but for rare years."""


@lru_cache(maxsize=512)
def solar(year: int, month: int, dom: int) -> datetime | None:
    """Return the day of a lunar date; lunar 2026 begins on 17 February 2026. None beyond 1900–2099.

    The 30th of a month that has 29 days (除夕) is its last day.
    """
    from lunardate import LunarDate

    for candidate in (dom, 29) if dom == 30 else (dom,):
        try:
            date = LunarDate(year, month, candidate).to_solar_date()
        except (ValueError, OverflowError):
            continue
        return on(date.year, date.month, date.day)
    return None


def solar_in(year: int, month: int, dom: int) -> datetime | None:
    """Return the day of a lunar date that lies in a calendar year: 除夕 of 2027 is 5 February 2027."""
    dates = [solar(moon_year, month, dom) for moon_year in (year - 1, year)]
    return next((date for date in dates if date and date.year == year), dates[1])


@lru_cache(maxsize=512)
def term(year: int, index: int) -> datetime:
    """Return the day of the solar term with this index (0 小寒, 6 清明, 23 冬至) in a calendar year."""
    y = year % 100
    leap = (y - 1) // 4 if index < 4 else y // 4
    return on(year, index // 2 + 1, int(y * 0.2422 + _C21[index]) - leap)


@lru_cache(maxsize=64)
def lunar_year(moment: datetime) -> int:
    """Return the lunar year that a day belongs to."""
    first = solar(moment.year, 1, 1)
    return moment.year if first is None or moment >= first else moment.year - 1


_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_M = r"(正|冬|腊|十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])"
_D = (
    r"(初(?:十|[一二三四五六七八九]|\d)|[一二]?十[一二三四五六七八九]|[二三]十|"
    r"廿[一二三四五六七八九]?|卅|[12]\d|30|[1-9]|[一二三四五六七八九](?![一二三四五六七八九十]))"
)
_YEARS = r"(?:(?P<year>[零〇一二三四五六七八九]{4}|\d{4})年的?)?"


@moon.rule(
    "农历某日", "农历八月十五", rf"(?:农历|阴历|旧历){_YEARS}的?{_M}月{_D}(?:[日号])?", starts="农阴旧"
)
def _marked(m: re.Match[str], _: str) -> Atom | None:
    return _lunar_day(m.span(), m[2], m[3], m["year"])


@moon.rule("正月十五", "正月十五", r"(正|冬|腊)月" + _D + r"(?:[日号])?(?![年月])", starts="正冬腊")
def _first_month(m: re.Match[str], _: str) -> Atom | None:
    return _lunar_day(m.span(), m[1], m[2], None)


@moon.rule(
    "八月初三",
    "八月初三",
    _M + r"月(初(?:十|[一二三四五六七八九]|\d)|廿[一二三四五六七八九]?)(?:[日号])?",
    units="月",
)
def _early(m: re.Match[str], _: str) -> Atom | None:
    return _lunar_day(m.span(), m[1], m[2], None)


@moon.rule(
    "大年初几",
    "大年初十",
    r"(?:大年|年|正月)?初(十|[一二三四五六七八九])(?![中年步级次小名代])",
    starts="大年初正",
)
def _new_year(m: re.Match[str], text: str) -> Atom | None:
    if m[0][0] == "初" and (
        text[m.start() - 1 : m.start()] in ("月",)
        and m.start()
        or text[m.end() : m.end() + 1] not in "早晚上下前后到,。 "
    ):
        return None
    return _lunar_day(m.span(), "正", m[1], None)


@moon.rule(
    "农历某月",
    "农历十月",
    rf"(?:农历|阴历|旧历){_YEARS}的?{_M}月(?![零一二三四五六七八九十初廿\d])|(?:正|腊)月(?!\d|[初一二三四五六七八九十廿])",
    starts="农阴旧正腊",
)
def _month(m: re.Match[str], _: str) -> Atom | None:
    month = _MONTHS.get(m[2] or m[0][0]) or number(m[2])

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        open_year = box.inside()[0].year if box else lunar_year(scene.floor)
        year = number(m["year"]) if m["year"] else open_year
        first, following = solar(year, month, 1), solar(year + month // 12, month % 12 + 1, 1)
        return stretch(first, following, MONTH, Grain.DAY) if first and following else None

    return Atom(
        *m.span(), MONTH, narrow, "农历某月", needs=0 if m["year"] else YEAR, joins=(YEAR,), tag="month"
    )


def _lunar_day(at: tuple[int, int], month: str, dom: str, year: str | None) -> Atom:
    month_number = _MONTHS.get(month) or number(month)
    day_number = number(dom.replace("初", ""))

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        which = number(year) if year else (box.inside()[0] if box else scene.floor).year
        found = solar(which, month_number, day_number)
        return day(found).but(end=found + ONE) if found else None

    return Atom(*at, DAY, narrow, "农历某日", needs=0 if year else YEAR, joins=(YEAR,), tag="date")
