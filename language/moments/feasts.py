"""Holidays: 国庆, 五一, 春节, 教师节, 节前, 春节后第一个工作日; with their days off."""

import re
from dataclasses import dataclass
from datetime import datetime

from language.moments import lunar
from language.moments.feast_names import DAYS_OFF, FIXED, LUNAR, NTH, TERMS
from language.moments.found import Kind, Recurrence
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
        start, end = days_off(date, usual, scene)
        if not wide:
            return found.but(frame=(start, end))
        first = min(date, start) if self.name.startswith("春节") else date
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
        date = lunar.solar(year, *when) if moon else on(year, *when)
        return None if date is None else said.on(date, scene)

    return Atom(*at, DAY, narrow, said.name, needs=YEAR, joins=(YEAR, 0), tag="feast")


def _each_year(box: Stretch, when: tuple[int, int], moon: bool, scene: Scene) -> Stretch | None:
    """Return the yearly rhythm of a holiday; one of the moon has no month of ours."""
    year = scene.today.year
    dates = [lunar.solar(y, *when) if moon else on(y, *when) for y in (year, year + 1)]
    coming = next((d for d in dates if d and d >= scene.today), None)
    rule = Recurrence("YEARLY") if moon else Recurrence("YEARLY", bymonth=(when[0],), bymonthday=(when[1],))
    return box.but(recurrence=rule, start=coming) if coming else None


def days_off(date: datetime, usual: int, scene: Scene) -> tuple[datetime, datetime]:
    """Return the days off around a holiday: as published, else as long as usual."""
    if not scene.days.published(date.year):
        return (date, date + usual * ONE) if usual > _LONG_WEEKEND else _long_weekend(date)
    start = end = date
    for _ in range(9):
        if not scene.days.is_workday((start - ONE).date()):
            start -= ONE
        if not scene.days.is_workday(end.date()):
            end += ONE
    return start, max(end, date + ONE)


_ALL = {words: (when, False) for words, when in FIXED.items()} | {
    words: (when, True) for words, when in LUNAR.items()
}
_GROUPS = {f"f{i}": entry for i, entry in enumerate(_ALL.values())}
_FEASTS = "|".join(f"(?P<f{i}>{words})" for i, words in enumerate(_ALL))


@feasts.rule(
    "国庆",
    "国庆",
    rf"(?:{_FEASTS}){_NOT_A_FEAST}{_TAIL}",
    starts="元新情国妇三女植消315愚全世五劳青护六儿七建八教抗烈十万记双光宪公平圣跨党春大农过上端中鬼重腊小除年龙寒禁香澳",
)
def _named(m: re.Match[str], text: str) -> Atom | None:
    group = next(g for g in _GROUPS if m[g])
    name = m[group]
    if name in ("三一五", "五一", "七一", "六一") and re.match(
        r"[零一二三四五六七八九十\d点号月分%]", text[m.end() : m.end() + 1] or " "
    ):
        return None
    if m.start() and text[m.start() - 1] in "一二三四五六七八九十零〇第" and name[0] in "一二三五七八十":
        return None
    return _feast(m.span(), _said(m, name, text), *_GROUPS[group])


@feasts.rule("母亲节", "母亲节", r"母亲节|父亲节|感恩节", starts="母父感")
def _nth_weekday(m: re.Match[str], _: str) -> Atom | None:
    month, nth, weekday = NTH[m[0]]

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first = on((box.inside()[0] if box else scene.floor).year, month, 1)
        return day(first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * ONE).but(feast=True)

    return Atom(*m.span(), DAY, narrow, m[0], needs=YEAR, joins=(YEAR,), tag="feast")


@feasts.rule("复活节", "复活节", r"复活节(?:星期[一日天])?|耶稣受难日", starts="复耶")
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
    if (
        m["term"] in ("大雪", "小雪", "雨水", "小满", "大寒", "白露")
        and m[0] == m["term"]
        and not _stands_alone(text, m)
    ):
        return None

    said = _said(m, m["term"], text)

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        date = lunar.term((box.inside()[0] if box else scene.floor).year, index)
        return said.on(date, scene)

    return Atom(*m.span(), DAY, narrow, m[0], needs=YEAR, joins=(YEAR,), tag="feast")


def _stands_alone(text: str, m: re.Match[str]) -> bool:
    """Whether a solar term that is also weather (大雪) is meant as a day."""
    after, before = text[m.end() : m.end() + 1], text[m.start() - 1 : m.start()] if m.start() else ""
    return before in ("", "年", "到", "在", "于") and after in (
        "",
        ",",
        "。",
        "前",
        "后",
        "那",
        "当",
        "早",
        "晚",
        "上",
        "下",
    )


@feasts.rule(
    "节前/节后",
    "节前",
    r"节(前|后)(?:的?第([一二三四五])个工作日)?|假期(前|后)|放假(前|后)|收假(?:后)?",
    starts="节假放收",
)
def _around(m: re.Match[str], text: str) -> Atom | None:
    if m.start() and text[m.start() - 1] in "季环关情细过调章佳礼年春午秋夕":
        return None
    before = (m[1] or m[3] or m[4]) == "前"

    def narrow(_: Stretch | None, scene: Scene) -> Stretch | None:
        start, end = next_days_off(scene)
        if before:
            return day(start - ONE).but(kind=Kind.DEADLINE)
        return day(end)

    return Atom(*m.span(), DAY, narrow, "节前/节后", tag="around")


_LONG_WEEKEND = 3


def _long_weekend(date: datetime) -> tuple[datetime, datetime]:
    """Return a single day off with the weekend beside it (a Sunday's is made up on Monday)."""
    before, after = {0: (2, 1), 4: (0, 3), 5: (0, 3), 6: (1, 2)}.get(date.weekday(), (0, 1))
    return date - before * ONE, date + after * ONE


def next_days_off(scene: Scene) -> tuple[datetime, datetime]:
    """Return the statutory days off that run now or come next."""
    coming = []
    for year in (scene.today.year, scene.today.year + 1):
        dates = [on(year, 1, 1), lunar.solar(year, 1, 1), lunar.term(year, 6), on(year, 5, 1)]
        dates += [lunar.solar(year, 5, 5), lunar.solar(year, 8, 15), on(year, 10, 1)]
        lengths = (3, 8, 3, 5, 3, 3, 7)
        coming += [days_off(d, n, scene) for d, n in zip(dates, lengths, strict=True) if d]
    return min((span for span in coming if span[1] > scene.today), key=lambda span: span[0])


@feasts.rule("年前/年后", "年前", r"年(前|后)(?![后前\d一二三四五六七八九十])", starts="年")
def _before_new_year(m: re.Match[str], text: str) -> Atom | None:
    """Said alone, 年前 is before the Spring Festival; a careful person asks whether 31 December is meant."""
    if m.start() and (
        text[m.start() - 1].isdigit()
        or text[m.start() - 1] in "一二两三四五六七八九十百千半几多周今去明同当成往"
    ):
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch | None:
        for year in (scene.today.year, scene.today.year + 1):
            first = lunar.solar(year, 1, 1)
            start, end = days_off(first, 8, scene) if first else (scene.today, scene.today)
            if m[1] == "前" and start > scene.today:
                return day(start - ONE).but(
                    kind=Kind.DEADLINE, alternatives=(start - ONE, on(year - 1, 12, 31))
                )
            if m[1] == "后" and end > scene.today:
                return day(end)
        return None

    return Atom(*m.span(), DAY, narrow, "年前/年后", tag="around")
