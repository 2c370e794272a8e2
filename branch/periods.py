"""Periods as people say them, and the period meant when none was said."""

from datetime import date

from branch.calendar import span

QUARTERS = "一二三四"
HALVES = {"1": "上半年", "2": "下半年"}


def said(period: str) -> str:
    """2026年第三季度, 2026年上半年, 2026年11月, 2026年第48周, 2026年11月25日; raises ValueError as span()."""
    span(period)
    year, _, part = period.partition("-")
    if not part:
        return f"{year}年"
    if part[0] == "Q":
        return f"{year}年第{QUARTERS[int(part[1:]) - 1]}季度"
    if part[0] == "H":
        return f"{year}年{HALVES[part[1:]]}"
    if part[0] == "W":
        return f"{year}年第{int(part[1:])}周"
    month, _, day = part.partition("-")
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def month_of(day: date) -> str:
    """2026-11."""
    return f"{day:%Y-%m}"


def year_of(day: date) -> str:
    """2026."""
    return f"{day:%Y}"
