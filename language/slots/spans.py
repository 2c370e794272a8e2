"""Free words of the message: what is left when names, times, courtesy and connectives are taken out."""

import re
from collections.abc import Iterable

_EDGE = "，。；：！？、,.;:!? \t\n-~…·"
_LEAD = re.compile(
    r"^(?:(?:嗯|那个|那|就是|就|呢|啊|哈|嘛|另外|此外|还有|其中|然后|再|对了|汇报一?下?|报告|"
    r"书记|各位|大家|同志们|注意|请|麻烦|辛苦|务必|尽快|抓紧|一定|要|需要|负责|完成|组织|把|"
    r"将|对|去|来|做好|做|给|的|跟|和|与|由|让|安排|牵头|这件事|这事|也|都|得|必须)[，：\s]*)+"
)
_TAIL = re.compile(
    r"(?:[，\s]*(?:的|了|吧|啊|哈|呢|嘛|哦|呀|啦|一下|下|这件事|这事|这块|那块|这边|务必|抓紧|"
    r"尽快|完成|负责|牵头|做好|办好|搞定|落实|弄一下|写一下|做一下|给我|发我|交我|报我|谢谢|"
    r"辛苦了?|必须|一定|要|前|之前|以前|请|麻烦|由|让|截止))+$"
)


def without(text: str, start: int, cuts: Iterable[tuple[int, int]]) -> str:
    """Return a stretch (which begins at `start` of the message) without some parts of it."""
    kept, at = [], 0
    for a, b in sorted(cuts):
        if a - start >= at:
            kept.append(text[at : max(at, a - start)])
            at = b - start
        else:
            at = max(at, b - start)
    kept.append(text[at:])
    return "".join(kept)


def trim(text: str) -> str:
    """Return a span without marks and fillers at its edges."""
    before = ""
    while before != text:
        before = text
        text = _TAIL.sub("", _LEAD.sub("", text.strip(_EDGE))).strip(_EDGE)
    return text


def light(text: str) -> str:
    """Return a span without marks at its edges and closing particles."""
    text = text.strip(_EDGE)
    return re.sub(r"(?:了?吧|啊|哈|呢|嘛|哦|呀|啦|喽|咯|咧)$", "", text).strip(_EDGE)


def bare(text: str) -> str:
    """Return a title without its quotation marks."""
    return text.strip().strip("“”《》「」\"'【】").strip()
