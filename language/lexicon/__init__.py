"""Words as text: the built-in cue lists beside this file, and what a branch teaches in data/lexicon."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

HERE = Path(__file__).parent
Search = Callable[..., re.Match[str] | None]
_REMARK = re.compile(r"(?:^|\s)#\s.*$")
_SECTION = re.compile(r"\[([a-z_]+)\]")
TAUGHT = HERE.parent.parent / "data" / "lexicon"


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Read every cue list: `[name]` opens a list, one word or short pattern a line, `#` starts a remark."""
    found: dict[str, list[str]] = {}
    for path in sorted(HERE.glob("cues_*.txt")):
        current: list[str] = []
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = _REMARK.sub("", raw).strip()
            if opening := _SECTION.fullmatch(line):
                current = found.setdefault(opening[1], [])
            elif line:
                current.append(line)
    return {name: tuple(words) for name, words in found.items()}


@cache
def source(name: str) -> str:
    """Return the pattern of a cue list; `<other>` inside a line stands for any word of the list `other`."""
    parts = sorted(sections()[name], key=len, reverse=True)
    joined = "|".join(re.sub(r"(?<!P)<([a-z_]+)>", lambda m: source(m[1]), part) for part in parts)
    return f"(?:{joined})"


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return the compiled pattern of a cue list."""
    return re.compile(source(name))


class Phrase:
    """A short pattern in which `<list>` stands for any word of a cue list; compiled when first used, since a
    fifth of the start-up would go into patterns that the first messages do not need."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(re.sub(r"(?<!P)<([a-z_]+)>", lambda m: source(m[1]), self._text))

    @cached_property
    def search(self) -> Search:
        """Search a text, or a stretch of it."""
        return self.compiled.search

    @cached_property
    def match(self) -> Search:
        """Match at the begin of a text, or of a stretch of it."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Search:
        """Match all of a text, or of a stretch of it."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Find every match in a text, or in a stretch of it."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """Replace every match in a text."""
        return self.compiled.sub


@cache
def phrase(text: str) -> Phrase:
    """Return a short pattern in which `<list>` stands for any word of a cue list."""
    return Phrase(text)


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the plain words of a cue list."""
    return sections()[name]


@dataclass(frozen=True)
class Lexicon:
    """The words a branch adds to the built-in ones.

    `kinds` maps the branch's own words for meetings to a kind, `short` an abbreviation to the long form;
    `sites` are places, `plain` are words that must not be cut apart.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    sites: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()

    def sites_in(self, text: str) -> list[tuple[int, int]]:
        """Return where the branch's own sites are named in a text, the longest name first."""
        return [found.span() for found in self._sites.finditer(text)] if self.sites else []

    @cached_property
    def _sites(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(site) for site in sorted(self.sites, key=len, reverse=True)))

    @classmethod
    def load(cls, folder: Path = TAUGHT) -> "Lexicon":
        """Read every `*.txt` of a folder: `word` · `word site` · `word kind=党课` · `word =long form`."""
        lexicon = cls(kinds={}, short={}, sites=frozenset(), plain=frozenset())
        for path in sorted(folder.glob("*.txt")) if folder.is_dir() else []:
            for raw in path.read_text(encoding="utf-8").splitlines():
                lexicon = lexicon.taught(raw.split("#")[0].strip())
        return lexicon

    def taught(self, line: str) -> "Lexicon":
        """Return this lexicon with one line more; an empty line teaches nothing."""
        word, _, tag = line.partition(" ")
        tag = tag.strip()
        if not word:
            return self
        kinds, short = dict(self.kinds), dict(self.short)
        if tag.startswith("kind="):
            kinds[word] = tag.removeprefix("kind=")
        if tag.startswith("="):
            short[word] = tag.removeprefix("=").strip()
        sites = self.sites | {word} if tag == "site" else self.sites
        return Lexicon(kinds, short, sites, self.plain | {word})
