"""Whether words tell of another place than a title: B区 is not A区, 西侧 not 东侧, 3号 not 2号."""

from language.lexicon import phrase
from language.references.matching import in_figures

_NAMED = phrase(
    r"(?P<which>[A-Za-z]\d?|\d+|[一二三四五六七八九十]+|[东南西北]|<zone_named>)(?:号|#)?(?P<of>区)"
    r"|(?P<number>[A-Za-z]?\d+|[一二三四五六七八九十]+)(?P<unit>号|#|栋|楼|层|标|段|轴|跨|墩|孔|仓|线)"
    r"|(?P<side>[东南西北左右上下内外])(?P<end>侧|岸|端|头|门|线|坡|幅|角)"
)


def elsewhere(title: str, text: str) -> bool:
    """Say whether a text names a place of the same sort as a title does, and none that the title names."""
    there, here = _places(title), _places(text)
    return any(there[sort].isdisjoint(here[sort]) for sort in there.keys() & here.keys())


def apart(title: str, text: str) -> bool:
    """Say whether both name places, of whatever sort, and none in common: A区 and 3号楼."""
    there, here = _places(title), _places(text)
    shared = any(there[sort] & here[sort] for sort in there.keys() & here.keys())
    return bool(there and here) and not shared


def _places(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for place in _NAMED.finditer(in_figures(text)):
        which = place["which"] or place["number"] or place["side"]
        sort = place["of"] or place["unit"] or ("side" if place["end"] else "")
        found.setdefault("号" if sort == "#" else sort, set()).add(which.upper())
    return found
