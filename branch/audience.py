"""Whom a group word means: 全员, 其余同志, 除老王外, 没请假的. What it leaves open is not guessed."""

import re
from dataclasses import dataclass

from branch.people import COMMITTEE, Member, Role, Roster, Standing

DIGITS = dict(zip("123456789", "一二三四五六七八九", strict=True))
NUMBERS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
GROUP = re.compile(r"第?([一二三四五六七八九1-9])\s*(?:党小组|小组|组)")
COUNTED = re.compile(r"([\d一二三四五六七八九十两]+)(?:名|位|个)(支委|委员|党员|同志|组员|成员|人)")
EXCEPT = re.compile(r"除了?(?P<who>.+?)(?:以外|之外|外|，|$)")
REST = re.compile(r"其余|其他|其它|剩下|剩余|另外|别的")
HERE = re.compile(r"(?:没|未|没有)请假|除请假")
WHOLE = re.compile(r"全员|全体|全部|所有|大家|人人|各位|都|全到|党员|一个不少|没人缺")
COMMITTEE_WORD = re.compile(r"支委|委员|班子")
LEADER_WORD = re.compile(r"组长")
SPLIT = re.compile(r"[、，,；;\s]|和|及|与|以及")
TAIL = re.compile(r"(?:的)?(?:全体)?(?:同志们?|师傅|各位|人员|成员|党员)$")
STANDINGS = {"预备党员": Standing.PROBATIONARY, "发展对象": Standing.CANDIDATE, "积极分子": Standing.ACTIVIST}


@dataclass(frozen=True)
class Gathering:
    """Who belongs to an occasion: everybody due; `away` are on leave, `known` are on the roll already."""

    roster: Roster
    due: tuple[Member, ...]
    away: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()

    def meant(self, text: str) -> tuple[Member, ...] | None:
        """The people a group word means here, in roster order; None where the roster does not fix it."""
        if HERE.search(text):
            return self._without(self.away)
        if out := EXCEPT.search(text):
            left_out = named(out["who"], self.roster)
            return None if left_out is None else self._without({m.id for m in left_out} | self.away)
        if REST.search(text):
            return self._without(self.known)
        parts = [self._part(piece) for piece in SPLIT.split(text) if piece]
        if not parts or any(part is None for part in parts):
            return None
        wanted = {m.id for part in parts if part for m in part}
        return tuple(m for m in self.roster if m.id in wanted)

    def _without(self, ids: frozenset[int] | set[int]) -> tuple[Member, ...]:
        return tuple(m for m in self.due if m.id not in ids)

    def _part(self, piece: str) -> tuple[Member, ...] | None:
        if counted := COUNTED.search(piece):
            base = committee(self.roster) if "委" in counted[2] else self.due
            return base if _number(counted[1]) == len(base) else None
        for word, standing in STANDINGS.items():
            if word in piece:
                return tuple(m for m in self.roster if m.standing is standing)
        return self._body(piece) or named(piece, self.roster) or self._project(piece) or self._whole(piece)

    def _body(self, piece: str) -> tuple[Member, ...]:
        group = group_in(piece, self.roster)
        if LEADER_WORD.search(piece):
            leaders = self.roster.holding({Role.GROUP_LEADER})
            return tuple(m for m in leaders if not group or m.group == group)
        if group:
            return self.roster.body(group)
        if COMMITTEE_WORD.search(piece):
            return committee(self.roster)
        return self.due if re.search(r"各党?小组|[两三四]个党?小组", piece) else ()

    def _project(self, piece: str) -> tuple[Member, ...]:
        core = re.sub(r"项目部|项目|的|全体|同志们?|人员|党员", "", piece)
        return tuple(m for m in self.roster if len(core) >= 3 and core in m.project)

    def _whole(self, piece: str) -> tuple[Member, ...] | None:
        return self.due if WHOLE.search(piece) else None


def named(text: str, roster: Roster) -> tuple[Member, ...] | None:
    """The people a list of names or aliases means; None if a piece is nobody's, or two people's."""
    found = []
    for piece in SPLIT.split(text):
        bare = TAIL.sub("", piece)
        who = [m for m in roster if bare and (m.name == bare or bare in m.aliases)]
        if len(who) != 1:
            return None
        found += who
    return tuple(found) or None


def group_in(text: str, roster: Roster) -> str:
    """The one 党小组 that a text names; "" for none or several."""
    said = {DIGITS.get(n, n) for n in GROUP.findall(text)}
    there = [g for g in roster.groups if g in text or any(n in g for n in said)]
    return there[0] if len(there) == 1 else ""


def committee(roster: Roster) -> tuple[Member, ...]:
    """The 支委会."""
    return tuple(m for m in roster if m.holds(COMMITTEE))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return NUMBERS.get(text, -1)
    return NUMBERS.get(tens, 1) * 10 + NUMBERS.get(ones, 0)
