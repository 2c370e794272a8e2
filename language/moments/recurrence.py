"""Rhythms: 每周五下午3点, 每月最后一个工作日, 工作日早上, 每两周, 每季度, 每月5号."""

import re

from language.moments.found import Grain, Kind, Recurrence
from language.moments.numbers import N12, N31, NN, number
from language.moments.occurrences import DAYS
from language.moments.stretch import Atom, Family, Scene, Stretch
from language.moments.weeks import NAMES, WEEKDAYS

rhythms = Family()

WORKING = DAYS[:5]
_LIST = r"[一二三四五六日天1-7]"
_AND = r"(?:[、,和及与跟](?:周|星期|礼拜)?|周|星期|礼拜)"
_FREQ = {
    "秒": "SECONDLY",
    "分": "MINUTELY",
    "小": "HOURLY",
    "钟": "HOURLY",
    "天": "DAILY",
    "日": "DAILY",
    "晚": "DAILY",
    "周": "WEEKLY",
    "星": "WEEKLY",
    "礼": "WEEKLY",
    "月": "MONTHLY",
    "季": "MONTHLY",
    "年": "YEARLY",
}


def rhythm(at: tuple[int, int], rule: Recurrence, name: str) -> Atom:
    """Read a rhythm; parts of day and clock times may follow it."""

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        return Stretch(scene.now, scene.now, Grain.DAY, 0, Kind.RECURRING, recurrence=rule)

    return Atom(*at, 0, narrow, name, tag="rhythm")


def _weekdays(said: str) -> tuple[str, ...]:
    picked = {WEEKDAYS[c] for c in re.findall(_LIST, said)}
    return tuple(DAYS[i] for i in sorted(picked))


@rhythms.rule(
    "每周X",
    "每周五",
    rf"(?:每(?:个|逢|到|当)?|逢){NAMES}(?:的?(?:周|星期|礼拜))?({_LIST}(?:{_AND}?{_LIST})*)(?![次回趟遍场])",
    starts="每逢",
)
def _weekly(m: re.Match[str], text: str) -> Atom | None:
    after = re.compile(rf"(?:到|至|-|~)(?:每?{NAMES})?({_LIST})(?!点|:)").match(text, m.end())
    if after:
        a, b = WEEKDAYS[m[1][-1]], WEEKDAYS[after[1]]
        return rhythm((m.start(), after.end()), Recurrence("WEEKLY", byday=DAYS[a : b + 1]), "每周X到X")
    return rhythm(m.span(), Recurrence("WEEKLY", byday=_weekdays(m[1])), "每周X")


@rhythms.rule(
    "每两周的周X", "每两周的周五", rf"每(?:隔)?({NN})个?{NAMES}的?(?:周|星期|礼拜)({_LIST})", starts="每"
)
def _biweekly(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1]) + ("隔" in m[0])
    return (
        rhythm(m.span(), Recurrence("WEEKLY", interval=n, byday=_weekdays(m[2])), "每两周的周X")
        if 0 < n < 60
        else None
    )


@rhythms.rule(
    "隔周X", "隔周五", rf"(?:每?隔)(?:一?个?){NAMES}的?(?:周|星期|礼拜)?({_LIST})?(?![之后前])", starts="隔每"
)
def _fortnight(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("WEEKLY", interval=2, byday=_weekdays(m[1] or "")), "隔周X")


@rhythms.rule("单双周X", "单周周五", r"[单双]周(?:的?周)?([一二三四五六日天])", starts="单双")
def _odd(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("WEEKLY", interval=2, byday=_weekdays(m[1])), "单双周X")


@rhythms.rule("每周末", "每周末", rf"每个?(?:{NAMES}末|双休日?)|每逢周末", starts="每")
def _weekends(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("WEEKLY", byday=("SA", "SU")), "每周末")


@rhythms.rule(
    "每个工作日",
    "工作日早上",
    r"(?:每个?(?:(?:周|星期|礼拜|月)的?)?|每逢|逢)?(?<!个)工作日(?:的?每天|每天)?(?![内后前之以志记历程里])|周一(?:到|至|-)周五每[天日]|每[天日]\(?工作日\)?",
    starts="每逢工周",
)
def _working(m: re.Match[str], text: str) -> Atom | None:
    if m[0] == "工作日" and not re.match(
        r"的?(?:每|早|上|下|中|晚|\d|[一二三四五六七八九十两]+点)", text[m.end() :][:4]
    ):
        return None
    if m.start() and text[m.start() - 1] in "个非一二三":
        return None
    return rhythm(m.span(), Recurrence("WEEKLY", byday=WORKING), "每个工作日")


@rhythms.rule(
    "每月N号",
    "每月5号",
    rf"(?:每个?|每逢|逢)月的?((?:{N31})(?:[日号])?(?:[、,和及]{N31}[日号]?)*)(?:[日号])(?:[、,和及]{N31}[日号])*",
    starts="每逢",
)
def _monthly(m: re.Match[str], _: str) -> Atom | None:
    said = [number(n) for n in re.findall(N31, m[0][m.start(1) - m.start() :])]
    return rhythm(m.span(), Recurrence("MONTHLY", bymonthday=tuple(sorted(set(said)))), "每月N号")


@rhythms.rule(
    "每月最后一天",
    "每月最后一天",
    r"每个?月的?(?:最后[一1]?[天日]|月?底|月?末|(?P<first>第一天|月?初|首日))(?!个)",
    starts="每",
)
def _month_edge(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("MONTHLY", bymonthday=(1 if m["first"] else -1,)), "每月最后一天")


@rhythms.rule(
    "每月最后一个工作日",
    "每月最后一个工作日",
    rf"每个?月的?(?:第({NN})|(最后一?))个?(工作日|(?:周|星期|礼拜)({_LIST}))",
    starts="每",
)
def _monthly_weekday(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1]) if m[1] else -1
    return rhythm(
        m.span(),
        Recurrence("MONTHLY", byday=_weekdays(m[4]) if m[4] else WORKING, setpos=n),
        "每月最后一个工作日",
    )


@rhythms.rule("每季度末", "每季度末", r"每个?季度?的?(?:末|底|最后[一1]?天)", starts="每")
def _quarter_end(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("MONTHLY", 3, bymonthday=(-1,)), "每季度末")


@rhythms.rule("每年N月N日", "每年7月1日", rf"每年的?({N12})月(?:份|({N31})[日号]?)?", starts="每")
def _yearly(m: re.Match[str], _: str) -> Atom | None:
    days = (number(m[2]),) if m[2] else ()
    return rhythm(m.span(), Recurrence("YEARLY", bymonth=(number(m[1]),), bymonthday=days), "每年N月N日")


@rhythms.rule("每半年", "每半年", r"每(半年|半个?月|半个?小时|半天)", starts="每")
def _halves(m: re.Match[str], _: str) -> Atom | None:
    said = m[1]
    rule = (
        Recurrence("MONTHLY", 6)
        if said == "半年"
        else Recurrence("MONTHLY", bymonthday=(1, 16))
        if "月" in said
        else None
    )
    return rhythm(m.span(), rule or Recurrence("MINUTELY", 30), "每半年") if "天" not in said else None


_UNIT = r"(?P<unit>工作日|分钟|小时|钟头|天|日|晚|周|星期|礼拜|月|季度?|年)"
_EVERY = rf"每(?P<gap>间?隔)?(?P<count>{NN})?个?{_UNIT}(?![级代龄份轮货])"


@rhythms.rule("每两周", "每两周", _EVERY, starts="每")
def _every(m: re.Match[str], text: str) -> Atom | None:
    n = number(m["count"]) if m["count"] else 1
    if m["unit"] == "晚":
        return rhythm((m.start(), m.end() - 1), Recurrence("DAILY"), "每天")
    if (
        not 0 < n < 1000
        or m["unit"] in ("日", "天")
        and text[m.end() : m.end() + 1] in ("一",)
        and "次" not in text[m.end() : m.end() + 4]
        and m["unit"] == "日"
    ):
        return None
    if m["gap"] and not m["count"]:
        n = 2
    elif m["gap"] and m["unit"][0] in "天日周星礼月年" and m["count"]:
        n += 1 if n == 1 else 0
    freq = _FREQ.get(m["unit"][0], "")
    if m["unit"] == "工作日":
        return rhythm(m.span(), Recurrence("WEEKLY", byday=WORKING), "每个工作日")
    return rhythm(m.span(), Recurrence(freq, n * (3 if m["unit"][0] == "季" else 1)), "每两周")


@rhythms.rule("每天早上", "每早八点", r"每个?(?=[早晚晨]|[上中下]午|夜里|傍晚|凌晨)", starts="每")
def _every_morning(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("DAILY"), "每天")


@rhythms.rule("天天", "天天早上", r"天天(?=[早晚上下中\d]|[一二三四五六七八九十]+点)|日日", starts="天日")
def _daily(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("DAILY"), "每天")


@rhythms.rule(
    "两周一次", "两周一次", rf"({NN})个?(天|周|星期|礼拜|月|季度|年)(?:一|1)次", units="天周星礼月季年个"
)
def _once(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1])
    return (
        rhythm(m.span(), Recurrence(_FREQ[m[2][0]], n * (3 if m[2][0] == "季" else 1)), "两周一次")
        if 0 < n < 400
        else None
    )


@rhythms.rule("每年春节", "每年母亲节", r"每年的?(?=[一-龥])(?!\d|[一二三四五六七八九十])", starts="每")
def _each_year(m: re.Match[str], _: str) -> Atom | None:
    return rhythm(m.span(), Recurrence("YEARLY"), "每年")


_ROW = rf"{NAMES}([一二三四五六日天]{{3,7}})(?![点时月号年个])"


@rhythms.rule("周一三五", "周一三五值班", _ROW, starts="周星礼")
def _row(m: re.Match[str], _: str) -> Atom | None:
    """Three or more weekdays in a row are a rhythm."""
    return rhythm(m.span(), Recurrence("WEEKLY", byday=_weekdays(m[1])), "周一三五")
