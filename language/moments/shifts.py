"""Shifts of a known time: 往后挪一小时, 推一周, 提前两天, 延三天."""

import re
from datetime import datetime, timedelta

from branch.calendar import CHINA
from language.moments.amounts import Amount, amount
from language.moments.found import Grain, Kind
from language.moments.stretch import FREE, Atom, Family, Scene, Stretch

shifts = Family()

_LATER = (
    r"推迟|延后|延迟|延期|推后|顺延|延长|后延|后推|后移|宽限|推|延|"
    r"(?:往|向)后(?:再?(?:挪|推|移|延|顺延|拖|顺|调|放))?|再给|晚|拖"
)
_EARLIER = r"提前|提早|往前(?:再?(?:挪|移|提|赶|调|推))?|向前(?:再?(?:挪|移|提))?|早"
_SAID = rf"(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))(?:了|个|到)?(?=[\d一二两三四五六七八九十半])"


@shifts.rule("往后挪N小时", "往后挪一小时", _SAID, starts="推延后顺宽往向再晚提早拖")
def _shift(m: re.Match[str], text: str) -> Atom | None:
    said = amount(text, m.end())
    if said is None or said[0].months_alone and said[0].text[0] not in "两俩半" or said[0].text[-1] in "日":
        return None
    if (
        text[m.end() - 1] == "到"
        or m[0] in ("早", "晚")
        and m.start()
        and text[m.start() - 1] in "今明昨当每前后清大一从号日"
    ):
        return None
    sign = 1 if m["later"] else -1
    if re.match(r"之?[后内前]|以[后内前]|左右?到期", text[said[1] : said[1] + 2]):
        return None
    return Atom(m.start(), said[1], FREE, _narrow(said[0], sign), "往后挪N小时", tag=f"shift{sign}")


def _narrow(by: Amount, sign: int):  # type: ignore[no-untyped-def]
    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        old = scene.policy.old
        seconds = sign * by.length()
        clock = isinstance(old, datetime)
        if old is None:
            base = scene.now
        else:
            base = old if isinstance(old, datetime) else datetime(old.year, old.month, old.day, tzinfo=CHINA)
        target = by.after(base, sign)
        found = Stretch(target, target, Grain.MINUTE if clock else Grain.DAY, FREE, Kind.SHIFT, clock=clock)
        return found.but(frame=(base, base + timedelta(seconds=abs(seconds))), bare=sign < 0)

    return narrow
