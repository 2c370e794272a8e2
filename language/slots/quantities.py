"""How much is done: percentages, tenths, fractions, and counts that make a share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.lexicon import Phrase, phrase

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3, "〇": 0, "幺": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
N = r"(?:\d+(?:\.\d+)?[万千百]\d*|\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+|俩|仨)"


_MIXED = re.compile(r"(?P<head>\d+(?:\.\d+)?)(?P<unit>[百千万])(?P<rest>\d*)")


@dataclass(frozen=True, slots=True)
class Share:
    """A share done: whole percent (half up), where it stands, and whether it was counted rather than
    stated."""

    percent: int
    start: int
    end: int
    counted: bool


def number(said: str) -> float | None:
    """Return the value of 12, 12.5, 十二, 一百零三, 两千 (None if it is no number)."""
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return float(said)
    if mixed := _MIXED.fullmatch(said):  # 4万2, 6万, 1.5千
        unit = _UNITS[mixed["unit"]]
        rest = int(mixed["rest"] or 0) * (unit // 10 if len(mixed["rest"]) == 1 else 1)
        return float(mixed["head"]) * unit + rest
    total = section = digit = 0
    last = 0
    for char in said:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit == 10_000:
                section, digit, total = 0, 0, (total + section + digit) * unit
            else:
                section += (digit or 1) * unit
                digit = 0
            last = unit
        else:
            return None
    if digit and last >= 100 and said[-2:-1] in "百千万":
        digit *= last // 10  # 一千五 is 1,500
    return float(total + section + digit) if said else None


_STATED = (
    (re.compile(r"百分之(?P<a>[零一二两三四五六七八九十百\d.]+)"), 1.0),
    (re.compile(r"(?P<a>\d+(?:\.\d+)?)\s*(?:多)?\s*(?:%|个百分点)"), 1.0),
)
_TENTHS = re.compile(
    r"(?P<a>[一二两三四五六七八九\d])(?:[、，]?(?P<c>[一二三四五六七八九]))?\s?成(?P<b>[一二三四五六七八九半])?(?![立绩本果功为员都品])"
)
_FRACTION = re.compile(r"(?P<b>[二两三四五六七八九十]|\d+)分之(?P<a>[一二两三四五六七八九]|\d+)")
_SLASH = re.compile(r"(?<![\d./-])(?P<a>\d{1,4})/(?P<b>\d{1,4})(?![\d./-])")
_HALF = re.compile(
    r"(?<![大小过占])(?<!(?<!不)多)(?:一半|半数)(?!以上|多|是|的?人|都是)|(?:做|干|弄|写|搞|完成|学|到)(?:了)?一?半(?:了|$)"
)
_OVER_HALF = re.compile(r"(?:过|超|大|(?<!不)多|小)(?:了)?(?:一)?半|一大半|一小半|一多半")
_PINYIN_TENTHS = re.compile(r"\b(?P<a>yi|liang|san|si|wu|liu|qi|ba|jiu) ?cheng\b", re.I)
_PINYIN = dict(zip(["yi", "liang", "san", "si", "wu", "liu", "qi", "ba", "jiu"], range(1, 10), strict=True))
_LEFT = re.compile(r"(?:剩|还差|只差|还有|未完成|没做的)(?:下|了|余|大概|大约|约|不到)*$")


def stated(text: str) -> Share | None:
    """Return a share said outright; what is said to be left counts as the rest: 「剩三分之一」 is 67."""
    share = _stated(text)
    if share and _LEFT.search(text[max(0, share.start - 6) : share.start]):
        return Share(100 - share.percent, share.start, share.end, False)
    return share


_TOLERANCE = re.compile(r"偏差|误差|含水|坡度|损耗|超差|不超|以内|以下|之内")


def _around(found: re.Match[str]) -> tuple[int, int]:
    """「偏差都在2%以内」: the words about a percentage that make it a tolerance."""
    return max(0, found.start() - 6), found.end() + 3


def _stated(text: str) -> Share | None:
    """Return a share said outright: 80 %, 七成五, 三分之二, 一半; of a range the lower figure."""
    for shape, factor in _STATED:
        if found := shape.search(text):
            value = number(found["a"])
            if value is not None and value <= 100 and not _TOLERANCE.search(text, *_around(found)):
                return Share(_whole(value * factor), found.start(), found.end(), False)
    if found := _TENTHS.search(text):
        half = 0.5 if found["b"] == "半" else (number(found["b"]) or 0) / 10 if found["b"] else 0
        return Share(_whole(((number(found["a"]) or 0) + half) * 10), found.start(), found.end(), False)
    if found := _FRACTION.search(text):
        whole, part = number(found["b"]) or 0, number(found["a"]) or 0
        if whole and part <= whole:
            return Share(_whole(100 * part / whole), found.start(), found.end(), False)
    if found := _PINYIN_TENTHS.search(text):
        return Share(_PINYIN[found["a"].lower()] * 10, found.start(), found.end(), False)
    return _half(text)


def _half(text: str) -> Share | None:
    found = _HALF.search(text)
    if not found or _OVER_HALF.search(text):
        return None
    return Share(50, found.start(), found.end(), False)


_THINGS = (
    "个名人位家份张根台套块片处条项米吨方件户次篇页批本段道孔层组"
    "字句行步口盒册卷摞桶捆筐瓶副架面墩仓趟轮例宗跨联环"
    "班艘只盏扇间栋棵车箱袋包座樘榀节章课讲题集幅延"
)
_U = rf"(?P<{{}}>来?(?:公里|[{_THINGS}]))?"
_UA, _UB = _U.format("ua"), _U.format("ub")
_UB_SAID = _UB.removesuffix("?")
_GONE_BY = r"(?<![剩差余缺欠])(?<!还有)(?<!剩下)"
_GONE = (
    r"(?:已经?|成孔|成桩|送|走|进|去|来|回|了|完|好|到|出|收|打|焊|装|贴|发|查|检|画|写|做|挖|铺|浇|砌|安|填|测|跑|学|搞|"
    r"码|补|修|换|运|拆|签|谈|访|录|抽|交|"
    r"报|整|弄|绑|拼|钻|灌|吊|立|绘|审|核|排|采|买|刷|喷|种|挂|清|盘|编|过|考|拍|拉|压|配|累计|是)"
)
_TOTAL = (
    r"(?:总共|一共|在职|在册|共计|合计|总数|总计|总量|设计量?|计划量?|任务量|目标|全长|全部|全算|图上|图纸|应|共|总|拢共|全)"
    r"(?![\u4e00-\u9fff]?[立打焊装绑吊铺砌浇挖贴拆架拼收填交报]了)(?:有|是|要|数|需)?"
)
_REST = r"(?:还差|还剩|还有|只差|只剩|剩下|剩余|就差|就剩|差|剩|余)(?:下|了)?"
_ALONE = (
    r"(?!(?<=[上下这那每])一(?![百千十]))(?!一下)"
    r"(?<![第A-Za-z\d零一二两三四五六七八九十百千万.])(?!一[共起些直定般样]|一?(?:大半|多半|小半|半))"
)
_A, _B, _C = (
    rf"{_ALONE}(?P<{name}>{N})(?![号#标期月日点楼区季级届遍%:.\d]|"
    r"高程|公司|分公司|工区|支部|小组|车间|标段|[个家]?(?:公司|支部)的)"
    for name in "abc"
)
_SET = r"[核查登记录写编理整审检测录谈访跑装打焊绑吊铺砌浇挖埋换贴拆架立拼扫刷]"
_PIECE = r"(?P<ua>[根块片台孔跨榀环幅节层套樘扇位份户页张家个间章册卷本批段榀仓盒箱])"
_INSIDE = (
    r"(?:里头|里面|当中|(?<![公海英])里|中)的?[，]?\s?(?!\w{0,3}有)"  # 「6根里头有1根超标」 is no progress
)
_COUNTS: tuple[tuple[str, Phrase], ...] = (
    ("of", phrase(rf"{_B}{_UB}(?:里头|里面|里|当中|中)有{_A}{_UA}\w{{0,4}}?(?:完|好|交|签|齐|了)")),
    ("of", phrase(rf"{_B}{_UB}\w{{0,4}}?{_INSIDE}\w{{0,4}}?{_A}{_UA}")),
    ("of", phrase(rf"{_GONE_BY}{_A}{_UA}.{{0,14}}?{_TOTAL}\w{{0,3}}?{_B}{_UB}")),
    ("of", phrase(rf"{_TOTAL}\w{{0,4}}?{_B}{_UB}.{{0,12}}?{_GONE}+{_A}{_UA}")),
    (
        "of",
        phrase(rf"{_TOTAL}\w{{0,4}}?{_B}{_UB}.{{0,12}}?{_SET}到第(?P<a>{N}){_PIECE}"),
    ),  # 「装到第三十六根」
    ("of", phrase(rf"{_SET}到第(?P<a>{N}){_PIECE}.{{0,8}}?{_TOTAL}\w{{0,3}}?{_B}{_UB}")),
    ("of", phrase(rf"{_B}{_UB_SAID}\w{{0,5}}?[，]?\s?(?:已经?\w{{1,2}}?)?{_GONE}+{_A}{_UA}")),
    ("rest", phrase(rf"{_GONE}+\w{{0,2}}?{_A}{_UA}.{{0,10}}?{_REST}{_C}{_UB}")),
    ("left", phrase(rf"{_REST}{_C}{_UA}.{{0,6}}?{_TOTAL}\w{{0,3}}?{_B}{_UB}")),
    ("left", phrase(rf"{_TOTAL}\w{{0,4}}?{_B}{_UB}.{{0,8}}?{_REST}{_C}{_UA}")),
)
_DAYLIKE = re.compile(r"\d{1,2}/\d{1,2}(?=前|之前|交|日|号|完成|$)")


def counted(text: str) -> Share | None:
    """Return a share from counts of done and whole, or of done and rest, both said as numbers."""
    if (slash := _SLASH.search(text)) and not _DAYLIKE.search(text):
        a, b = int(slash["a"]), int(slash["b"])
        if b > 1 and a <= b:
            return Share(_whole(100 * a / b), slash.start(), slash.end(), True)
    for shape, pattern in _COUNTS:
        for found in reversed(
            list(_every(pattern, text))
        ):  # 「上午打了八根……一共打了五十二根」: the last count holds
            if (
                "又" in text[max(0, found.start("a") - 4) : found.start("a")]
                if "a" in found.re.groupindex
                else False
            ):
                continue  # 「昨晚又铺了250米，总长1200米，现在铺了900米」
            share = _share(shape, {key: number(found[key]) for key in "abc" if key in found.re.groupindex})
            if share is not None:
                return Share(share, found.start(), found.end(), True)
    return None


_PERSONS = frozenset("人个名位份家户")


def _every(pattern: Phrase, text: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := pattern.search(text, at):
        at = found.start() + 1
        if _same_unit(found):
            yield found


def _same_unit(found: re.Match[str]) -> bool:
    """Counts of two different things make no share: 「两批……全算120人」."""
    a, b = (found[u][-1] if found[u] else "" for u in ("ua", "ub"))
    return not (a and b) or a == b or {a, b} <= _PERSONS


def _share(shape: str, n: dict[str, float | None]) -> int | None:
    a, b, c = n.get("a"), n.get("b"), n.get("c")
    if shape == "rest" and a and c:
        return _whole(100 * a / (a + c))
    if shape == "left" and b and c is not None and c < b:
        return _whole(100 * (b - c) / b)
    if shape == "of" and a is not None and b and a <= b and b > 1:
        return _whole(100 * a / b)
    return None


def percent(text: str) -> Share | None:
    """Return the share a text tells: stated before counted; none for 过半, 差不多, 还差两根."""
    return stated(text) or counted(text)


def _whole(value: float) -> int:
    return int(value + 0.5)
