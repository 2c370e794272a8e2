"""One message, several things said: lines, sentences and clauses with their places in the text."""

import re
from dataclasses import dataclass

SENTENCE_ENDS = "。；！？\n"
_STOP = re.compile(
    r"[，。；！？\n：…]+|,(?=[^\d])|(?<=[\u4e00-\u9fff）)])[ ](?=[\u4e00-\u9fffA-Z0-9“《])"
    r"|(?<=[✔✅☑])(?!$)|(?<=[了过])(?=另外|还有\S{4}|然后|再就是|对了|下周|明天\S{4}|后天|明晚)"
)
_OPEN, _CLOSE = "“《（(【「『", "”》）)】」』"
MARK = re.compile(
    r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、.．](?!\d)|[①-⑳]|"
    r"[▪●•·■◆►➢✓\-*][️]?(?=\s*\S)|节点\s?\d+\s?|第[一二三四五六七八九十]项[：，]?)\s*"
)
_NEW_MATTER = re.compile(r"\s*(?:对了(?=，|,)|另外|此外|再就是|对了|还有一?[件个]?事|其次)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks, numbered from 0 as its sentence and line are; `stop` is what ends it."""

    text: str
    start: int
    end: int
    number: int
    sentence: int
    line: int
    stop: str


_LONG = 20
"""A stretch without a mark longer than this was dictated; its turns of speech cut it."""
_TURNS = re.compile(
    r"(?:我|俺)?(?:估计|估摸|预计|争取)(?=[\u4e00-\u9fff\d])|(?:就差|还差|只差)|(?:他们|人家|对方)说|但是|不过(?!关)|"
    r"所以|然后|另外|再就是|还有就是|另一个是"
)


def clauses(text: str) -> list[Clause]:
    """Cut a text at its marks; marks inside quotation marks, titles and brackets do not cut."""
    found: list[Clause] = []
    at = sentence = line = 0
    for stop in _stops(text):
        if _NEW_MATTER.match(text, at) and found and found[-1].sentence == sentence:
            sentence += 1
        if text[at : stop.start()].strip():
            piece = (text[at : stop.start()], at, stop.start())
            found.append(Clause(*piece, len(found), sentence, line, stop[0] or "，"))
        if any(mark in SENTENCE_ENDS for mark in stop[0]):
            sentence += 1
        line += stop[0].count("\n")
        at = stop.end()
    if _NEW_MATTER.match(text, at) and found and found[-1].sentence == sentence:
        sentence += 1
    if text[at:].strip():
        found.append(Clause(text[at:], at, len(text), len(found), sentence, line, ""))
    return found


def _stops(text: str) -> list[re.Match[str]]:
    """The marks that cut; an opening mark never closed cuts nothing off."""
    guarded = [False] * (len(text) + 1)
    for quoted in _QUOTED.finditer(text):
        for i in range(quoted.start(), quoted.end()):
            guarded[i] = True
    stops = [stop for stop in _STOP.finditer(text) if not guarded[stop.start()]]
    return sorted([*stops, *_turns(text, stops, guarded)], key=lambda stop: stop.start())


def _turns(text: str, found: list[re.Match[str]], guarded: list[bool]) -> list[re.Match[str]]:
    """Where a dictated stretch turns: an empty cut before 「我估计」「就差」「他们说」."""
    turns = []
    edges = [0, *(edge for stop in found for edge in stop.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        at = start
        for turn in _TURNS.finditer(text, start, end) if end - start > _LONG else ():
            if turn.start() - at >= 5 and end - turn.start() >= 5 and not guarded[turn.start()]:
                cut = _NOTHING.match(text, turn.start())
                turns += [cut] if cut else []
                at = turn.start()
    return turns


_NOTHING = re.compile("")

_QUOTED = re.compile(
    r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|（[^）\n]{0,60}）|【[^】\n]{0,40}】|「[^」\n]{0,60}」|"
    r"https?://[^\s，。；\u4e00-\u9fff]+"
)
