"""Holidays: 国庆, 五一, 春节, 教师节, 节前, 春节后第一个工作日; with their days off."""

import re
from dataclasses import dataclass
from datetime import datetime

from language.moments import lunar
from language.moments.feast_names import DAYS_OFF, FIXED, LUNAR, NTH, TERMS
from language.moments.found import Kind, Recurrence
from language.moments.rests import days_off
from language.moments.stretch import DAY, ONE, YEAR, Atom, Family, Scene, Stretch, day, on

feasts = Family()

_NOT_A_FEAST = r"(?![路街道广劳奖七讲精运红线村厂])"
_TAIL = r"(?P<tail>期间|假期|长假|小长假|黄金周|放假|节?假日|节?当天|节?那天|节?当日)?"


@dataclass(frozen=True)
class _Said:
    """A holiday as it was said. `near`: its days off matter (国庆前, 春节后, 五一期间)."""

    name: str
    tail: str
    near: bool

    def on(self, date: datetime, scene: Scene) -> Stretch:
        """Return the holiday on its date, with its days off as its frame where they matter."""
        found = day(date).but(feast=True, frame=(date, date + ONE))
        usual = next((n for key, n in DAYS_OFF.items() if self.name.startswith(key)), 0)
        wide = self.name == "国庆节" or self.tail not in _DAY_TAILS
        if not usual or self.tail in _DAY_TAILS[1:] or not (wide or self.near):
            return found
        start, end = days_off(date, usual, scene.days)
        if not wide:
            return found.but(frame=(start, end))
        first = start if self.tail else date
        return found.but(start=first, end=end, kind=Kind.RANGE, frame=(start, end))


_DAY_TAILS = ("", "当天", "那天", "当日", "节当天", "节那天", "节当日")
_NEAR = re.compile(r"的?(?:前|后|之|以|过后|或)")


def _said(m: re.Match[str], name: str, text: str) -> _Said:
    return _Said(name, m["tail"] or "", bool(_NEAR.match(text, m.end())))


def _feast(at: tuple[int, int], said: _Said, when: tuple[int, int], moon: bool) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        year = (box.inside()[0] if box else scene.floor).year
        if box is not None and box.recurrence is not None:
            return _each_year(box, when, moon, scene)
        date = lunar.solar_in(year, *when) if moon else on(year, *when)
        return None if date is None else said.on(date, scene)

    return Atom(*at, DAY, narrow, said.name, needs=YEAR, joins=(YEAR, 0), tag="feast")


def _each_year(box: Stretch, when: tuple[int, int], moon: bool, scene: Scene) -> Stretch | None:
    """Return the yearly rhythm of a holiday; one of the moon has no month of ours."""
    year = scene.today.year
    dates = [lunar.solar(y, *when) if moon else on(y, *when) for y in (year, year + 1)]
    coming = next((d for d in dates if d and d >= scene.today), None)
    rule = Recurrence("YEARLY") if moon else Recurrence("YEARLY", bymonth=(when[0],), bymonthday=(when[1],))
    return box.but(recurrence=rule, start=coming) if coming else None


_ALL = {words: (when, False) for words, when in FIXED.items()} | {
    words: (when, True) for words, when in LUNAR.items()
}
_GROUPS = {f"f{i}": entry for i, entry in enumerate(_ALL.values())}
_FEASTS = "|".join(f"(?P<f{i}>{words})" for i, words in enumerate(_ALL))


_NUMERALS = "一二三五七八十"
_NUMBER_AFTER = re.compile(r"[零一二三四五六七八九十\d点号月分%]")
_NUMBER_BEFORE = re.compile(r"[一二三四五六七八九十零〇第]")


@feasts.rule(
    "国庆",
    "国庆",
    rf"(?:{_FEASTS}){_NOT_A_FEAST}{_TAIL}",
    starts="元新情国妇三女植消315愚全世五劳青护六儿七建八教抗烈十万记双光宪公平圣跨党春大农过上端中鬼重腊小除年龙寒禁香澳",
)
def _named(m: re.Match[str], text: str) -> Atom | None:
    group = next(g for g in _GROUPS if m[g])
    name = m[group]
    if name[0] in _NUMERALS and (
        _NUMBER_AFTER.match(text, m.end()) or _NUMBER_BEFORE.search(text[: m.start()][-1:])
    ):
        return None  # 五一二三, 二十七一
    return _feast(m.span(), _said(m, name, text), *_GROUPS[group])


@feasts.rule("母亲节", "母亲节", r"母亲节|父亲节|感恩节", starts="母父感")
def _nth_weekday(m: re.Match[str], _: str) -> Atom | None:
    month, nth, weekday = NTH[m[0]]

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first = on((box.inside()[0] if box else scene.floor).year, month, 1)
        return day(first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * ONE).but(feast=True)

    return Atom(*m.span(), DAY, narrow, m[0], needs=YEAR, joins=(YEAR,), tag="feast")


@feasts.rule("复活节", "复活节", r"复活节(?:(?:星期|周)[一日天])?|耶稣受难日", starts="复耶")
def _easter(m: re.Match[str], _: str) -> Atom | None:
    shift = 1 if m[0].endswith("一") else -2 if m[0].startswith("耶") else 0

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        from dateutil.easter import easter

        date = easter((box.inside()[0] if box else scene.floor).year)
        return day(on(date.year, date.month, date.day) + shift * ONE).but(feast=True)

    return Atom(*m.span(), DAY, narrow, "复活节", needs=YEAR, joins=(YEAR,), tag="feast")


@feasts.rule(
    "清明",
    "清明节",
    rf"(?P<term>{'|'.join(TERMS)})(?!上河|流|的[^前后早上下]|轩)(?:节气?)?{_TAIL}",
    starts="小大立雨惊春清谷芒夏处白秋寒霜冬",
)
def _term(m: re.Match[str], text: str) -> Atom | None:
    index = TERMS.index(m["term"])
    if m[0] in _WEATHER and not _stands_alone(text, m):
        return None
    said = _said(m, m["term"], text)

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        date = lunar.term((box.inside()[0] if box else scene.floor).year, index)
        return said.on(date, scene)

    return Atom(*m.span(), DAY, narrow, m[0], needs=YEAR, joins=(YEAR,), tag="feast")


_WEATHER = ("大雪", "小雪", "雨水", "小满", "大寒", "白露")


def _stands_alone(text: str, m: re.Match[str]) -> bool:
    """Whether a solar term that is also weather (大雪) is meant as a day."""
    after, before = text[m.end() : m.end() + 1], text[m.start() - 1 : m.start()] if m.start() else ""
    return before in ("", *"年到在于") and after in ("", *",。前后那当早晚上下")
