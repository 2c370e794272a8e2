"""How a person may be called, and where a name can stand."""

import re
from collections.abc import Iterable

from branch.context import Somebody
from language.lexicon import words
from language.tokens import Words

FULL, ALIAS, TITLE, GIVEN, LOOSE, POST = range(6)
"""How a person is named, the surest way first (the order in which the ways are tried)."""


_TITLES = {line.split()[0]: tuple(line.split()[1:]) for line in words("titles")}
_COMPOUND = frozenset(words("compound_surnames"))


def surname(name: str) -> str:
    """Return the family name, compound ones whole."""
    return name[:2] if name[:2] in _COMPOUND and len(name) > 2 else name[:1]


def ways_to_say(person: Somebody) -> Iterable[tuple[int, str]]:
    """Yield every (how, said) for a person."""
    yield FULL, person.name
    for alias in person.aliases:
        if alias != person.name:
            yield ALIAS, alias
    family = surname(person.name)
    if len(person.name) < 2 or not "\u4e00" <= person.name[0] <= "\u9fff":
        return
    given = person.name[len(family) :]
    if len(given) == 2:
        yield GIVEN, given
    for title, posts in _TITLES.items():
        fits = any(word in person.post or word == person.role or word in person.role[-2:] for word in posts)
        if fits:
            yield TITLE, family + title
        elif title not in ("总", "书记", "委员"):
            yield LOOSE, family + title
    yield LOOSE, "老" + family
    yield LOOSE, "小" + family
    yield LOOSE, family + "同志"


def surest(by: dict[int, list[str]]) -> tuple[tuple[str, ...], int]:
    """Return whom a way of saying means and how: the surest way that fits anybody."""
    how = min(by)
    return tuple(dict.fromkeys(by[how])), how


_OTHERS = re.compile(r"(?:村里?|镇上?|他们|人家|甲方|业主|隔壁|对方|别人)的?$")


def post_stands(said: str, before: str, after: str) -> bool:
    """Say whether a post names a person here: not in 副书记, 书记例会, 隔壁书记."""
    if _OTHERS.search(before):
        return False
    if said == "书记":
        return not (
            before.endswith(("副", "总", "老")) or after[:2] in ("例会", "项目", "办公", "讲堂", "党课")
        )
    return not after.startswith(("岗", "会", "办", "证", "部", "室", "职责", "培训"))


def inside_word(text: str, at: int, said: str, known: Words) -> bool:
    """Say whether the letters belong to a longer common word that begins or ends around them."""
    end = at + len(said)
    for lo in range(max(0, at - 2), at + 1):
        for hi in range(end, min(len(text), end + 2) + 1):
            if (lo, hi) != (at, end) and hi - lo > len(said) and known.is_common(text[lo:hi]):
                return True
    return False
