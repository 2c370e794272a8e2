"""Periods of the books: a day, an ISO week, a month, a quarter, half a year, a year."""

import re
from datetime import date, timedelta

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = dict(
    zip(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"],
        range(1, 13),
        strict=True,
    )
)
_YEAR = re.compile(r"(20\d\d)年?")


def period(text: str, today: date) -> str:
    """Return the first period a text names (2026, 2026-H1, 2026-Q3, 2026-11, 2026-W48, 2026-11-25), or ""."""
    year = _year(text, today)
    for read in (_half, _quarter, _month, _week, _day):
        if found := read(text, today, year):
            return found
    said_year = _YEAR.search(text) or re.search(r"今年|全年|本年|年度|去年|前年", text)
    return str(year) if said_year else ""


def _year(text: str, today: date) -> int:
    if found := _YEAR.search(text):
        return int(found[1])
    return today.year - 1 if "去年" in text else today.year - 2 if "前年" in text else today.year


def _half(text: str, today: date, year: int) -> str:
    if found := re.search(r"(上|下|前|后)半年", text):
        return f"{year}-H{1 if found[1] in '上前' else 2}"
    return ""


def _quarter(text: str, today: date, year: int) -> str:
    this = (today.month - 1) // 3 + 1
    if found := re.search(r"第?([一二三四1-4])季度|[Qq]([1-4])", text):
        return f"{year}-Q{_QUARTERS[found[1] or found[2]]}"
    if re.search(r"本季度?|这个?季度?|当季", text):
        return f"{year}-Q{this}"
    if re.search(r"上个?季度?", text):
        return f"{year - (this == 1)}-Q{(this - 2) % 4 + 1}"
    return ""


def _month(text: str, today: date, year: int) -> str:
    if re.search(r"本月|这个?月|当月", text):
        return f"{today:%Y-%m}"
    if re.search(r"上个?月", text):
        return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if found := re.search(
        r"(?<![\d.])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?!\s?\d{1,2}[日号]|\d)", text
    ):
        month = int(found[1]) if found[1].isdigit() else _MONTHS[found[1]]
        told = _YEAR.search(text) or "去年" in text
        return f"{year if told or month <= today.month else year - 1}-{month:02d}"
    return ""


def _week(text: str, today: date, year: int) -> str:
    if re.search(r"本周|这周|这一周|这个?星期|这个?礼拜|一周(?:小结|总结|汇总)", text) and not re.search(
        r"[本这]周[一二三四五六日天]", text
    ):
        return _iso(today)
    if re.search(r"上周|上个?星期|上个?礼拜|上一周", text) and not re.search(r"上周[一二三四五六日天]", text):
        return _iso(today - timedelta(days=7))
    if re.search(r"下周|下个?星期", text) and not re.search(r"下周[一二三四五六日天]", text):
        return _iso(today + timedelta(days=7))
    return ""


def _day(text: str, today: date, year: int) -> str:
    for word, shift in (
        ("前天", -2),
        ("昨天", -1),
        ("昨晚", -1),
        ("今天", 0),
        ("今晚", 0),
        ("今日", 0),
        ("明天", 1),
        ("后天", 2),
    ):
        if word in text:
            return (today + timedelta(days=shift)).isoformat()
    return ""


def _iso(day: date) -> str:
    return f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
