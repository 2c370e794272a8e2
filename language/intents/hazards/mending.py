"""A known hazard put right; partly done or planned is nothing."""

import re

from language.drafts import Draft, item_doubt
from language.lexicon import cue, phrase
from language.references.item import Item
from language.slots import spans
from language.units.unit import Unit

_ORDERED = re.compile(
    r"安排(?=[^，。；]{2,10}(?:[今明后]天|\d|周))|请(?![^，。；]{0,8}[了过])|必须|务必|责令|尽快|抓紧|赶紧|赶快|之?前(?:把|要|必须|完成|换|修|整改|恢复|处理|清)"
)


_BID = re.compile(
    r"(?:今天|今晚|明早|下班前|收工前)[^，。；]{0,4}(?:处理|整改|清|弄|换|修|装|补|拆)(?:掉|好|完|走|上)?$"
)
"""「施师傅今天处理掉」 bids, and tells nothing done."""
_UNDONE = re.compile(
    r"[了过掉]?(?:又|也|还|都|一直)?[没未](?!问题|事)|(?:之?后|再|就)?(?:拍|发|报|通知|告诉|跟|叫|喊)"
)


_SUFFERED = re.compile(
    r"(?:(?<![我俺])(?:让|被|叫)(?:人|谁|车|风|水|他们|别人|哪个)?|被[^，。；]{2,10}|给(?:人|谁|车|风|水))[^，。；]{0,2}$|(?:[没未]|没有|没能|没法)$"
)


_NOT_YET = phrase(r"(?:没|未)(?:能|有)?<fixed>")


def put_right(text: str) -> bool:
    """Say whether words tell that something was mended: 「换了」, not 「拆了没补」, not 「装完拍照」."""
    return any(
        not _UNDONE.match(text, m.end()) and not _SUFFERED.search(text[: m.start()])
        for m in cue("fixed").finditer(text)
    )


def fixed(unit: Unit, hazard: Item | None) -> list[Draft]:
    """Return that a known hazard is put right; partly done or planned is nothing."""
    kept: list[str] = []
    is_fixed, looked = False, None
    for clause in unit.clauses:
        text = clause.text
        good = put_right(text) or (
            hazard is not None and (_now_so(hazard.title, text) or _worked(unit, text))
        )
        bid = _BID.search(text) and unit.heard.mentions_in(clause.start, clause.end)
        bad = bid or cue("not_fixed").search(text) or _ORDERED.search(text)
        if good and not bad:
            is_fixed = True
        if looked is None and (good or cue("looked").search(text)):
            looked = _only_looked(unit, hazard, text)
        rest = _how(unit, clause.start, clause.end)
        if rest:
            kept.append(rest)
    if _NOT_YET.search(unit.text) and not put_right(unit.clauses[0].text):
        return []  # 「3号井盖板今天没补上，店关门了」
    if not is_fixed or any(cue("partly_fixed").search(clause.text) for clause in unit.clauses):
        return []
    draft = Draft("hazard.fixed", {}, "a known hazard put right", unit.start, unit.end)
    draft.put(hazard=hazard.id if hazard else "", note="，".join(kept), looked=looked or None)
    return [_which_of(unit, draft)]


def _which_of(unit: Unit, draft: Draft) -> Draft:
    """「配电箱修好了」 while those of A区 and B区 are listed: the sender's own, else it is asked."""
    equals = unit.equal_hazards
    own = [h for h in equals if unit.heard.sender in h.item.owners]
    if len(equals) > 1 and len(own) != 1:
        draft.slots.pop("hazard")
        draft.doubts.append(item_doubt("hazard", unit.text, [h.item for h in equals]))
    return draft


def _only_looked(unit: Unit, hazard: Item | None, text: str) -> bool:
    """「H3销号」「护栏看过了」 tell of a look and of no work; what is told first counts:
    「螺栓换了，复核过」 is a report of whoever changed it."""
    look = cue("looked").search(text)
    if look is None:
        return False
    rest = cue("looked").sub("，", text)
    work = put_right(rest) or (hazard is not None and (_now_so(hazard.title, rest) or _worked(unit, rest)))
    return not work


_WORKED = phrase(r"(?:<do>|<mending>)[\u4e00-\u9fff]{0,2}了(?![没吗])")
_IN_ORDER = re.compile(
    r"(?:清|立|竖|挂|贴|铺|装|架|腾|盖|围|摆|码|接|垫|扎|钉|放)(?:好|空|走|开|净|牢|平|严|到位)了?(?:$|[，。；])|"
    r"(?:清|腾|挪|搬|移|吊|运|拖|收|转)(?:出来|走了|开了|[进到][^，。；]{1,8}(?:了|$|[，。；]))|上电了|(?:化|除|铲)掉了"
)
"""Said of a known hazard alone: 「已经挪到南门空地」, 「也清空了」."""
_ONLY_TOLD = re.compile(
    r"[别莫勿]|不要|发现|看[到见了]|问|说了|催|报[给了]|登记|拍[了照]|通知|[没未不]|又|还|更|坏|等"
)


def _worked(unit: Unit, text: str) -> bool:
    """「配电箱接地重新压了端子」: a known hazard by its own words, and something done to it."""
    sure = unit.hit is not None and (unit.hit.coverage >= 0.4 or (unit.hit.telling and unit.hit.head))
    if not sure or _ONLY_TOLD.search(text):
        return False
    return bool(_IN_ORDER.search(text) or _WORKED.search(text) and not cue("defect").search(text))


_LACKING = re.compile(r"(?:未|没有?|不)(?P<what>[\u4e00-\u9fff]{1,3})$")


def _now_so(title: str, text: str) -> bool:
    """「制动松开了」 of the hazard 「制动未松开」: what was not so is so now."""
    lacking = _LACKING.search(title)
    return lacking is not None and bool(re.search(rf"(?<![没未不]){lacking['what']}(?:了|好|完|啦)", text))


def _how(unit: Unit, start: int, end: int) -> str:
    hit = unit.hit
    if hit is not None and start <= hit.start <= start + 3 and hit.end < end:
        start = hit.end
    text = spans.light(re.sub(r"^(?:的|那?[个处块条]|这|也|都)+", "", unit.heard.text[start:end]))
    text = re.sub(r"^(?:H\d+)?(?:可以)?(?:销号|销了|闭环|关了?|任务)(?:吧|了)*$", "", text, flags=re.I)
    return (
        ""
        if re.fullmatch(r".{0,12}(?:整改|处理|弄|搞|修|改)?(?:好|完|到位|完成)了?", text) and len(text) < 6
        else text
    )
