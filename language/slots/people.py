"""People as speech names them: full name, alias, surname and title, given name, post, pinyin."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from branch.context import Somebody
from language.lexicon import phrase, words
from language.slots.names import (
    ALIAS,
    FULL,
    GIVEN,
    LOOSE,
    POST,
    TITLE,
    inside_word,
    post_stands,
    surest,
    ways_to_say,
)
from language.slots.sounds import spelt
from language.tokens import Words

_LATIN = re.compile(r"(?<![A-Za-z/.@])[A-Za-z]{4,}")
_SEASONS = frozenset(words("seasons"))
_NO_NAMES = frozenset(words("not_names"))
_FESTIVALS = frozenset(words("festivals"))
_CHARGED_BY = re.compile(r"(?:\d{1,2}月)?\d{1,2}[号日](?:之?前|晚|上午|下午)*(?:之?前|把)")
_OF_A_FESTIVAL = re.compile(
    r"节|前|后|期间|假|放假|值班|检查|活动|保|黄金周|当天|那天|[一二三四五六七八九十\d]"
)
_GREETS = frozenset(("温馨", "安全", "友情", "特别", "重要"))
_SURE_SURNAMES = frozenset(words("sure_surnames"))


_BEFORE = phrase("<before_person>$")
_AFTER = phrase("<after_person>")
_ROLES = (
    "书记",
    "副书记",
    "组织委员",
    "宣传委员",
    "纪检委员",
    "青年委员",
    "群工委员",
    "统战委员",
    "保密委员",
)
_COMMITTEE = frozenset(("书记", "副书记", "组织委员", "宣传委员", "纪检委员"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at a place of the text; two names where the words fit two people."""

    start: int
    end: int
    said: str
    names: tuple[str, ...]
    how: int

    @property
    def name(self) -> str:
        """The person, or "" while two fit."""
        return self.names[0] if len(self.names) == 1 else ""


class People:
    """The roster as speech knows it: every way of saying a person, and whom it means."""

    def __init__(self, roster: tuple[Somebody, ...]) -> None:
        self.roster = roster
        self.by_name = {person.name: person for person in roster}
        self.groups = frozenset(person.group for person in roster if person.group)
        ways: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for person in roster:
            for how, said in ways_to_say(person):
                if len(said) > 1 or how == ALIAS:
                    ways[said][how].append(person.name)
        self._add_posts(ways)
        self.ways = {said: surest(by) for said, by in ways.items()}
        self._spelt: dict[str, tuple[str, ...]] = {}
        self._first: dict[str, list[str]] = defaultdict(list)
        for said in sorted(self.ways, key=len, reverse=True):
            self._first[said[0]].append(said)

    def _add_posts(self, ways: dict[str, dict[int, list[str]]]) -> None:
        holders: dict[str, list[str]] = defaultdict(list)
        for person in self.roster:
            if person.role in _ROLES:
                holders[person.role].append(person.name)
            if len(person.post) > 2 and person.post not in _ROLES:
                holders[person.post].append(person.name)
        for post, names in holders.items():
            if len(set(names)) == 1:
                ways[post][POST].append(names[0])

    def role(self, role: str) -> tuple[str, ...]:
        """Return who holds a role or whose post contains the words."""
        return tuple(p.name for p in self.roster if p.role == role or (len(role) > 2 and role in p.post))

    def committee(self) -> tuple[str, ...]:
        """Return the 支委: secretary, deputy, organisation, publicity and discipline."""
        return tuple(p.name for p in self.roster if p.role in _COMMITTEE)

    def group_leaders(self) -> tuple[str, ...]:
        """Return the heads of the 党小组."""
        return tuple(p.name for p in self.roster if p.role == "党小组组长")

    def find(
        self,
        text: str,
        known: Words,
        called: frozenset[str] = frozenset(),
        sites: Sequence[tuple[int, int]] = (),
    ) -> list[Mention]:
        """Return who is named in a text, in order, never overlapping.

        `called` are those behind an @; inside the names of `sites` nobody is named.
        """
        found: list[Mention] = []
        at = 0
        latin = {m.start(): m for m in _LATIN.finditer(text)} if text.isascii() or _LATIN.search(text) else {}
        past = dict(sites)
        while at < len(text):
            if at in past:
                at = past[at]
            elif at in latin and (typed := self._typed(latin[at][0])):
                found.append(Mention(at, at + len(typed[0]), typed[0], typed[1], ALIAS))
                at += len(typed[0])
            elif said := _called(text, at, called) or self._at(text, at, known, _joined(text, at, found)):
                names, how = ((said,), FULL) if said in called else self.ways[said]
                found.append(Mention(_begin(text, at), at + len(said), said, names, how))
                at += len(said)
            else:
                at += 1
        return found

    def _typed(self, letters: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the person whose name or alias a run of letters spells in pinyin, and how much of the
        run it is."""
        if not self._spelt:
            for said, (names, how) in self.ways.items():
                if how in (FULL, ALIAS, TITLE) and not said.isascii():
                    self._spelt.setdefault(spelt(said), names)
        lower = letters.lower()
        for length in range(len(lower), 3, -1):
            if lower[:length] in self._spelt:
                return letters[:length], self._spelt[lower[:length]]
        return None

    def _at(self, text: str, at: int, known: Words, joined: bool) -> str:
        for said in self._first.get(text[at], ()):
            if text.startswith(said, at) and (
                joined and self.ways[said][1] in (FULL, ALIAS) or self._stands(text, at, said, known)
            ):
                return said
        return ""

    def _stands(self, text: str, at: int, said: str, known: Words) -> bool:
        """Say whether a person can stand here: 「高峰时段」 and 「书记例会」 name nobody."""
        how = self.ways[said][1]
        if len(said) == 2 and any(known.is_common(text[at : at + n]) for n in (4, 3) if at + n <= len(text)):
            return False  # 「汪洋大海」
        after = text[at + len(said) :]
        before = text[max(0, at - 4) : at]
        if said in _FESTIVALS and _OF_A_FESTIVAL.match(after):
            return False  # 「国庆检查组提前到」
        if after.startswith("提示") and said in _NO_NAMES | _GREETS:
            return False
        if how == POST and not post_stands(said, before, after):
            return False
        if how in (TITLE, LOOSE, GIVEN) and said in _NO_NAMES:
            return False
        nickname = how == ALIAS and said[0] in "老小大阿" and said not in _SEASONS
        if (
            said in _SEASONS
            or not nickname
            and not (how == FULL and said[0] in _SURE_SURNAMES)
            and (how in (FULL, ALIAS, GIVEN) and len(said) == 2 and known.is_common(said))
        ):
            if after[:1] == "、" and any(
                after.startswith(other, 1) for other in self._first.get(after[1:2], ())
            ):
                return bool(_BEFORE.search(before))  # 「其中田野、李娜线上」
            if re.match(r"转|夹|到[中大暴]|雨|雪|天气", after) and re.search(r"[雨雪风霜雾]", said):
                return False
            if how == FULL and _STATE_BEHIND.match(after):
                return True  # 「小课堂万里没到」
            if re.search(r"[由请让]$", before) and after[:1].isdigit():
                return True  # 「由白露25日前排出来」
            if _BEFORE.search(before) and _CHARGED_BY.match(after):
                return True  # 「燕子1月28号前把测算表做出来」
            if _HANDED_TO.search(before) and _HANDED_AFTER.match(after):
                return True  # 「交到谷雨处」
            weather = said in _SEASONS and after[:2] in ("来了", "到了", "过了", "快到")
            return bool(_BEFORE.search(before) and _AFTER.match(after)) and not weather
        if len(said) <= 2 and how != FULL:
            return not inside_word(text, at, said, known)
        if how == FULL and len(said) == 3 and known.is_common(said[:2]):
            handed = re.search(r"[由请让给找跟和叫催派是、：@]$", before)
            return bool(handed or _AFTER.match(after) or after[:1].isdigit())  # not 「阳光明媚」
        return True


_STATE_BEHIND = re.compile(r"没[来到去]|请[了个]?假|缺席|迟到|签[了个]?到|到了|已到")
_HANDED_TO = re.compile(r"(?:交[到给]|[转派发报]给|由|找)$")
_HANDED_AFTER = re.compile(r"处|那[儿里边]?|弄|办|来|接|做|管|汇总|[，。；]|$")


def _joined(text: str, at: int, found: list[Mention]) -> bool:
    """「闫旭、谷雨」: what a 、 joins to a name is a name, whatever word it looks like."""
    if len(found) > 1 and found[-2].end == found[-1].start and found[-1].end == at:
        return True  # 「老顾戴总振宇小满」: names run together
    return bool(found) and found[-1].end == at - 1 and text[at - 1] == "、"


def _called(text: str, at: int, called: frozenset[str]) -> str:
    """Return the name behind an @ that the platform resolved: it is a person whatever word it looks like."""
    if not called or text[at - 1 : at] != "@":
        return ""
    return max((name for name in called if text.startswith(name, at)), key=len, default="")


_LISTED = re.compile(r"[、：；和与及跟]\s?@$")


def _begin(text: str, at: int) -> int:
    """In a list an @ belongs to the name behind it: 「请假：@王强（夜班）、@王磊」."""
    return at - 1 if _LISTED.search(text, max(0, at - 3), at) else at
