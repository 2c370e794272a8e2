"""Where a number or a word that looks like time is something else: 3号沉箱, T12, 3.5米, 两点意见, 完成2/3."""

import re
from typing import TYPE_CHECKING

from language.moments.words import GLUED, IDIOMS, NOT_WORKS, POINTS, WORKS

if TYPE_CHECKING:
    from language.moments.amounts import Amount


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


_WORK, _SAFE = _any(WORKS), _any(NOT_WORKS)
_IDIOMS: dict[str, list[str]] = {}
for _words in IDIOMS:
    _IDIOMS.setdefault(_words[0], []).append(_words)


def idiom(text: str, at: int) -> int:
    """Return the length of the set phrase that begins at a place; 0 if there is none."""
    return next((len(words) for words in _IDIOMS.get(text[at], ()) if text.startswith(words, at)), 0)


_CODE_BEFORE = re.compile(r"[A-Za-z#_/.+\-]$|\d[-.]$|№$")
_DATE_BEFORE = re.compile(
    r"(?:[到至于在从自由期限止改定延推提为午:,。;(\n、]|^|预计|争取|时间|务必|计划|暂定|日期)$"
)
_DATE_AFTER = re.compile(
    r"前|之前|以前|截止|[早上中下晚午夜凌周星礼]|\(|起|至|到|~|-|召|开|交|完|左右|[,。;、)\n]|$"
)
_UNIT = re.compile(
    r"[%‰度米方吨元万亿倍岁级版个条项公厘毫千克斤亩升页折寸尺平立人次根片块张套台份天分秒线环代届kmtKMTcCgGvV]|px|MPa|小时"
)
_SHARE_BEFORE = re.compile(r"[了成占约有过近量剩率例比达差]$|完成$|进度到?$|做到?$|超$")
_SHARE_AFTER = re.compile(r"的(?!会|党|活|日|任|材|报|安|例|主)|量|以上|多|左右|段|工程")
_NUMBERED_BEFORE = re.compile(r"[A-Za-z]\d*$|第$|[楼栋层室编型#\])〕】]$|序号$|编号$")
_DAY_WORD = re.compile(r"(?:[游常志程记益本用薪照]|报(?!数|给|我|送|到|备|上|支部|公司|名))")


def glued(text: str, start: int, end: int) -> bool:
    """Whether a word of day is part of another word: 明晚 in 声明晚于, 前天 in 三年前天."""
    return text[max(0, start - 1) : start + 1] in GLUED or (text[start - 1 : start] == "第" and start > 0)


def day_number(text: str, m: re.Match[str]) -> bool:
    """Whether N号 or N日 is a day of the month, not the number of a work (3号沉箱) or a length (一日三餐)."""
    start, end = m.span()
    before = text[max(0, start - 3) : start]
    if m[2] == "日":
        return not (m[1] == "一" or _DAY_WORD.match(text, end) or before.endswith(("第", "每")))
    return not _NUMBERED_BEFORE.search(before) and not counted_thing(text, end)


_SITE = re.compile(
    r"(?![上下中早晚前后之左右到去在开召停交报完我你他请的是要有把能可就都还再出进来组全各党支会考检验评例截给发起至和与项结])"
    r"(?:踏步|台阶|[\u4e00-\u9fff]?[水洞井孔道岔渡流]口|[孔缝墩桩罐炉泵塔井坑箱柜](?![位台])|[\u4e00-\u9fff]{1,3}?[区棚房楼库池井站塔桥墩架梁泵箱柜炉罐洞缝孔桩坑槽墙柱仓渠闸窗吊艇船舱面台门座](?![午天会建设长试议谈]))"
)
"""Things of a site by their last character: 2号存梁区, 2号蒸养棚."""


def counted_thing(text: str, at: int) -> bool:
    """Whether what follows a number is a thing of works that carries numbers."""
    return not _SAFE.match(text, at) and bool(_WORK.match(text, at) or _SITE.match(text, at))


def list_mark(text: str, m: re.Match[str]) -> bool:
    """Whether the first number is the mark of a list (1、2号塔吊)."""
    return m[2] == "、" and len(m[1]) == 1 and text[max(0, m.start() - 1) : m.start()] in ("", "\n")


def in_code(text: str, start: int, end: int) -> bool:
    """Whether digits are part of an id, a phone number or a version."""
    if start and (text[start - 1].isdigit() or _CODE_BEFORE.search(text[max(0, start - 2) : start])):
        return True
    after = text[end : end + 1]
    return bool(after) and (after.isascii() and after.isalpha() and after not in "TapZ" or after in "_#")


def dotted_date(text: str, start: int, end: int) -> bool:
    """Whether M.D stands where a date is expected."""
    if in_code(text, start, end) or _UNIT.match(text, end):
        return False
    before, after = text[max(0, start - 2) : start], _DATE_AFTER.match(text, end)
    return after is not None and (
        bool(_DATE_BEFORE.search(before)) or after[0] in ("前", "之前", "以前", "截止")
    )


_COUNTED = re.compile(r"[个天周月年人名项条点时页层楼栋章节米度万元岁级根块片台套份次遍届%]")


def counted_range(text: str, start: int, end: int) -> bool:
    """Whether MM-DD counts things (10-12页, 第10-12条); a leading zero says it is a date."""
    if _COUNTED.match(text, end) or text[start - 1 : start] == "第":
        return True
    return "0" not in (text[start], text[start + 3]) and not dotted_date(text, start, end)


def plainly_decimal(text: str, start: int, end: int) -> bool:
    """Whether M.D can only be a decimal."""
    return in_code(text, start, end) or bool(_UNIT.match(text, end))


def fraction(text: str, start: int, end: int) -> bool:
    """Whether M/D is a share of something."""
    if in_code(text, start, end) or _SHARE_BEFORE.search(text[max(0, start - 3) : start]):
        return True
    return bool(_SHARE_AFTER.match(text, end)) or bool(_UNIT.match(text, end) and text[end] not in "上天")


_POINTS_AFTER = re.compile(
    "|".join(POINTS) + r"|都[不没是很好]|也[不没]|是[一1首]|提醒(?=:)|工作(?!会|汇|例|推|部|日|组)"
)
_POINTS_BEFORE = re.compile(r"[说讲谈提列充几这那哪述强调共其有]$")
_DOUBTFUL_BEFORE = re.compile(
    r"[说讲谈提列充几这那哪有下以上述做强调共分其早晚快慢大小多少高低差近远好坏简轻重便松紧浅深亮真细洁单明清短长久强弱]$"
)
_PART_BEFORE = re.compile(
    r"[上下中正]午$|[早晚]上$|凌晨$|傍晚$|[今明昨前当每][早晚]$|[号日天]$|周[一二三四五六日天]$"
)
_DECIMAL_AFTER = re.compile(r"[零〇一二三四五六七八九\d]")
_ONE_OCLOCK = re.compile(r"[开集出到准前后左之以见吧半整钟]|$|[,。;!?)~-]|在")
_RATIO_AFTER = re.compile(r"[万千百]|的?(?:坡|比例|配比)")
_RATIO_BEFORE = re.compile(
    r"精度[为是]?$|比[分例]?[是为:]?$|坡[度率]?[为是]?$|[比例分]尺?[为是]?$|配合比[为是]?$|胜$|负$|以$"
)


def not_a_clock(text: str, start: int, end: int, hour: str) -> bool:
    """Whether a plain N点 or N时 is a decimal (十点五度), a quantity (两点意见) or part of an id."""
    before = text[max(0, start - 2) : start]
    if _PART_BEFORE.search(before):
        return False
    if hour.isascii() and _CODE_BEFORE.search(before) and before[-1:] not in "-~":
        return True
    if before[-1:] in ("几", "第", "百", "千", "万", "点", "负") or (
        text[end - 1] == "时" and hour in ("一", "两")
    ):
        return True
    if text[end - 1] != "点":
        return False
    return bool(
        _DECIMAL_AFTER.match(text, end) or _POINTS_AFTER.match(text, end) or _POINTS_BEFORE.search(before)
    )


def maybe_points(text: str, start: int, end: int, hour: str) -> bool:
    """Whether a bare Chinese N点 is so doubtful that it counts only after a day or a part of day."""
    before = text[max(0, start - 2) : start]
    if hour == "一":
        return bool(before) and not _DATE_BEFORE.search(before) or not _ONE_OCLOCK.match(text, end)
    return hour in "两二三四五六" and bool(_DOUBTFUL_BEFORE.search(before))


def ratio(text: str, start: int, end: int) -> bool:
    """Whether a:bb is a score, a scale or a slope."""
    if _RATIO_BEFORE.search(text[max(0, start - 4) : start]) or _RATIO_AFTER.match(text, end):
        return True
    return in_code(text, start, end) and not _GLUED_CLOCK.search(text[max(0, start - 6) : start])


_GLUED_CLOCK = re.compile(r"[-~T.]$|\d $|\d{1,2}[月\-/.]\d{2}$")
_NO_LENGTH_AFTER = re.compile(r"年级|周岁|[的之]计|气|花板|线|安门|平均|[台涯]|之骄")
_NO_LENGTH_BEFORE = re.compile(r"[第几每数这那某前后同]$|[A-Za-z.]$|多少$")


def no_length(text: str, at: int, end: int, by: "Amount") -> bool:
    """Whether a counted unit is no length of time: 三月 (a month's name), 第三天, 一天到晚, 4周年."""
    if (
        by.months_alone
        and by.text[0] not in "两俩半"
        or by.text.endswith(("日", "夜"))
        and "天" not in by.text
    ):
        return True
    if by.text in ("半天", "一时", "一夜") or by.text.endswith("分"):
        return True
    return bool(_NO_LENGTH_AFTER.match(text, end) or _NO_LENGTH_BEFORE.search(text[max(0, at - 2) : at]))
