"""The words of a report in which figures are to be sought: days and titles blotted out, slips put right."""

import re

from language.units.unit import Unit


def counted(unit: Unit) -> str:
    """Return the words of a unit without days and percentages of its title; slips put right."""
    return _corrected(_without_days(unit))


_MISSPOKE = re.compile(
    r"(?:哦|噢|啊|呃|额)?(?:不对|不是|说错了?|错了|哦不|口误|更正)[，：\s]*(?:是|应该是|"
    r"应为)?(?=[^，。]*(?:\d|[一二三四五六七八九]成))"
)


_NOT_BUT = re.compile(r"是?[^，。；\n]{0,40}\d[^，。；\n]{0,40}(?=，?而?不是[^，。；\n]{0,40}\d)")


_NOT_TENTHS = re.compile(
    r"，?而?不是[\u4e00-\u9fff]{0,2}[一二两三四五六七八九]成[一二三四五六七八九半]?(?=[，。；]|$)"
)
_NOT_THAT = re.compile(r"，?而?不是[\u4e00-\u9fff]{0,3}\d+(?:\.\d+)?[\u4e00-\u9fff%]?(?=[，。；]|$)")


_FIGURE = re.compile(r"\d+(?:\.\d+)?(?P<u>[\u4e00-\u9fff])")
_FIGURE_ALONE = re.compile(r"[，\s]*(?:是|应该是)?\d+(?:\.\d+)?(?P<u>[\u4e00-\u9fff])(?=[，。；]|$)")


def _corrected(text: str) -> str:
    """Of a figure that is put right in the same breath the last one holds: 「80%，哦不，85%」."""
    text = _NOT_TENTHS.sub("", text)
    if "不是" in text and (but := _NOT_BUT.search(text)):
        return _NOT_THAT.sub("", text) if _NOT_THAT.search(text) else but[0]
    ends = list(_MISSPOKE.finditer(text))
    if not ends:
        return text
    right = text[ends[-1].end() :]
    again = _FIGURE_ALONE.match(right)
    if again and (wrong := [m for m in _FIGURE.finditer(text, 0, ends[-1].start()) if m["u"] == again["u"]]):
        return text[: wrong[-1].start()] + again[0] + right[again.end() :]  # 「48个改完31个……不对，34个」
    return right


def _without_days(unit: Unit) -> str:
    """The words of a unit with its days blotted out: 「缓到1月20，还有三个人」 counts no twenty."""
    letters = list(unit.text)
    for figure in re.finditer(r"\d+(?:\.\d+)?%", unit.text):
        if unit.hit is not None and figure[0] in unit.hit.item.title:  # 「60%审查申请」 is a title
            letters[figure.start() : figure.end()] = "·" * len(figure[0])
    for time in unit.times:
        if time.day and re.search(r"[月号日]", unit.heard.text[time.start : time.end]):
            letters[time.start - unit.start : time.end - unit.start] = "·" * (time.end - time.start)
    return "".join(letters)
