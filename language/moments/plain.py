"""Write a text so that rules meet one form of each sign, and remember where each character came from."""

import re

LIMIT = 2_500
"""Characters read of one text; the rest is not searched (a notice of two pages has about 1,500)."""

_OLD = "後週點號個禮時間兩鐘頭這為從內過來節國慶婦兒勞動雙農曆臘處暑寒驚蟄穀滿種"
_NEW = "后周点号个礼时间两钟头这为从内过来节国庆妇儿劳动双农历腊处暑寒惊蛰谷满种"
_OLD2 = "陽聖誕親師軍黨復續當開會陰閏歲鍾晝聽尋曬現在幾與於還剩餘總從極號壹貳叁肆伍陸柒捌玖拾"
_NEW2 = "阳圣诞亲师军党复续当开会阴闰岁钟昼听寻晒现在几与于还剩余总从极号一二三四五六七八九十"
_MARKS = "·•－—–―ー〜～﹣：．／，（）［］【】　﹕。廿卅"
_PLAIN_MARKS = "..-----~~-:./,()[]() :。廿卅"
_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(a): b for old, new in ((_OLD, _NEW), (_OLD2, _NEW2)) for a, b in zip(old, new, strict=True)}  # type: ignore[misc]
_TABLE |= {ord(a): b for a, b in zip(_MARKS, _PLAIN_MARKS, strict=True)}  # type: ignore[misc]
_BLANK = re.compile(
    r"(?<![0-9A-Za-z.])[ \t\r\u00a0]+|[ \t\r\u00a0]+(?![0-9A-Za-z])|[ \t\r\u00a0]+(?=[ap]\.?m)", re.I
)
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def plain(text: str) -> tuple[str, list[int] | None]:
    """Return the plain form and, if characters were dropped, the original place of each (and of the end)."""
    out = text[:LIMIT].translate(_TABLE)
    if not _BLANK.search(out) and not _HIDDEN.search(out):
        return out, None
    dropped = {i for m in (*_BLANK.finditer(out), *_HIDDEN.finditer(out)) for i in range(*m.span())}
    places = [i for i in range(len(out)) if i not in dropped]
    kept = "".join(out[i] for i in places)
    return kept, [*places, len(out)]
