"""A roster file's lines made into people; whatever cannot be is said with the number of its line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches

from branch.people import COMMITTEE, MEMBERS, Role, Standing
from ledgers.rosterfile import Line, RosterFile

STANDINGS = {s.value: s for s in Standing} | {
    "正式": Standing.FULL,
    "党员": Standing.FULL,
    "中共党员": Standing.FULL,
    "预备": Standing.PROBATIONARY,
    "中共预备党员": Standing.PROBATIONARY,
    "积极分子": Standing.ACTIVIST,
}
ROLES = {r.value: r for r in Role} | {
    "支部书记": Role.SECRETARY,
    "党支部书记": Role.SECRETARY,
    "支部副书记": Role.DEPUTY,
    "党支部副书记": Role.DEPUTY,
    "纪律检查委员": Role.DISCIPLINE,
    "党小组长": Role.GROUP_LEADER,
    "小组长": Role.GROUP_LEADER,
    "组长": Role.GROUP_LEADER,
}
NONE = {"无", "-", "—", "/", "党员"}
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f·A-Za-z .]{1,30}")
DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:\s+00:00:00)?")
ALIASES = re.compile(r"\s*[、,，;；/]+\s*")
BETWEEN = re.compile(r"[、,，;；/\s]+")
MOBILE = re.compile(r"1[3-9]\d{9}")
FOUNDED = date(1921, 7, 1)


@dataclass(frozen=True)
class Entry:
    """One person as the file has him. `since` None: the file does not say."""

    name: str
    aliases: tuple[str, ...]
    group: str
    standing: Standing
    roles: tuple[str, ...]
    post: str
    project: str
    mobile: str
    since: date | None


@dataclass
class Checked:
    """What a file holds: people, or what is wrong, line by line; `notes` stop nothing."""

    entries: list[Entry] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check(file: RosterFile, today: date) -> Checked:
    """Check every line, and the lines against each other."""
    checked = Checked()
    found: list[tuple[int, str]] = []
    for line in file.lines:
        entry, wrong = _entry(line, today)
        found += [(line.number, words) for words in wrong]
        checked.entries.append(entry)
    found += _doubles(file.lines, "姓名", "同名的人请在姓名里加以区分，例如 王强（测量）")
    found += _doubles(file.lines, "手机号", "每人的手机号应不同")
    found.sort(key=lambda one: one[0])
    checked.wrong = [f"第 {number} 行：{words}" for number, words in found]
    if not file.lines:
        checked.wrong.append("文件里只有表头，没有人。")
    checked.notes = _notes(file, checked.entries)
    return checked


def _entry(line: Line, today: date) -> tuple[Entry, list[str]]:
    wrong: list[str] = []
    entry = Entry(
        name=_name(line["姓名"], wrong),
        aliases=tuple(dict.fromkeys(word for word in ALIASES.split(line["别名"].strip()) if word)),
        group=line["党小组"],
        standing=_standing(line["身份"], wrong),
        roles=_roles(line["职务"], wrong),
        post=line["岗位"],
        project=line["所属项目"],
        mobile=_mobile(line["手机号"], wrong),
        since=_since(line["入组日期"], today, wrong),
    )
    _fits(entry, wrong)
    return entry, wrong


def _name(text: str, wrong: list[str]) -> str:
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)  # 王 强 is typed for looks
    if not name:
        wrong.append("姓名是空的。")
    elif not NAME.fullmatch(re.sub(r"[（(][^（）()]{1,10}[）)]", "", name)):
        wrong.append(f"姓名“{name[:30]}”里有不能用的字符。")
    return name


def _standing(text: str, wrong: list[str]) -> Standing:
    if text in STANDINGS:
        return STANDINGS[text]
    known = "、".join(s.value for s in Standing)
    near = _near(text, STANDINGS)
    wrong.append(f"身份“{text}”不认识{near}。可以写：{known}。" if text else f"身份是空的。可以写：{known}。")
    return Standing.OUTSIDE


def _roles(text: str, wrong: list[str]) -> tuple[str, ...]:
    said = [word for word in BETWEEN.split(text) if word and word not in NONE]
    for word in said:
        if word not in ROLES:
            known = "、".join(r.value for r in Role)
            wrong.append(f"职务“{word}”不认识{_near(word, ROLES)}。可以写：{known}；没有职务就留空。")
    held = {ROLES[word] for word in said if word in ROLES}
    return tuple(role.value for role in Role if role in held)


def _mobile(text: str, wrong: list[str]) -> str:
    digits = re.sub(r"[\s-]", "", text).removeprefix("+86")
    if digits and not MOBILE.fullmatch(digits):
        wrong.append(f"手机号“{text[:20]}”不对，应为 11 位数字。")
    return digits


def _since(text: str, today: date, wrong: list[str]) -> date | None:
    if not text:
        return None
    match = DAY.fullmatch(text)
    try:
        day = date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        wrong.append(f"入组日期“{text}”这一天不存在。")
        return None
    if day is None:
        wrong.append(f"入组日期“{text[:20]}”看不懂，请写成 2026-03-01。")
    elif not FOUNDED <= day <= today + timedelta(days=366):
        wrong.append(f"入组日期“{text}”不合情理，请核对年份。")
    return day


def _fits(entry: Entry, wrong: list[str]) -> None:
    held = COMMITTEE.intersection(entry.roles)
    if held and entry.standing not in MEMBERS and not any("身份" in words for words in wrong):
        wrong.append(f"{entry.standing.value}不能任{'、'.join(sorted(held))}。")
    if Role.GROUP_LEADER in entry.roles and not entry.group:
        wrong.append("党小组组长要写明是哪个党小组。")


def _doubles(lines: Iterable[Line], column: str, fix: str) -> list[tuple[int, str]]:
    first: dict[str, int] = {}
    wrong = []
    for line in lines:
        value = re.sub(r"\s", "", line[column])
        if value and value in first:
            wrong.append((line.number, f"{column}“{value}”与第 {first[value]} 行重复。{fix}。"))
        first.setdefault(value, line.number)
    return wrong


def _notes(file: RosterFile, entries: list[Entry]) -> list[str]:
    secretaries = [e.name for e in entries if Role.SECRETARY in e.roles]
    notes = []
    if file.ignored:
        notes.append(f"这些列没有用到：{'、'.join(file.ignored)}。")
    if len(secretaries) != 1:
        who = f"有 {len(secretaries)} 位书记：{'、'.join(secretaries)}" if secretaries else "没有书记"
        notes.append(f"名册里{who}。请核对。")
    called: dict[str, list[str]] = {}
    for entry in entries:
        for alias in entry.aliases:
            called.setdefault(alias, []).append(entry.name)
    shared = [f"{alias}（{'、'.join(names)}）" for alias, names in called.items() if len(names) > 1]
    if shared:
        notes.append(f"这些别名不止一个人用，机器人会先问是哪一位：{'；'.join(shared)}。")
    return notes


def _near(text: str, known: Iterable[str]) -> str:
    near = get_close_matches(text, list(known), n=1, cutoff=0.5)
    return f"，是不是{near[0]}" if near else ""
