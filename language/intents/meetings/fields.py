"""A meeting announced or moved by a notice in fields."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings.people import salutation, whose_meeting
from language.intents.meetings.planning import known_or_new
from language.intents.meetings.subject import QUOTED
from language.intents.meetings.times import told_times
from language.shapes import notices
from language.shapes.notices import Field
from language.slots import kinds, spans
from language.slots.places import NO_PLACE


def plan_from_fields(heard: Heard, found: dict[str, Field]) -> list[Draft] | None:
    """Return the meeting a notice in fields announces or moves, else None."""
    if "time" not in found and not re.search("改|调整|取消|推迟", heard.text):
        return None
    head = heard.text[: min(f.start for f in found.values())]
    name = notices.value(heard, found.get("name"))
    kind = _convened(head, heard) or heard.kind_in(name) or heard.kind_in(head) or heard.kind_in(heard.text)
    other = kinds.other(name or head) or _convened_by_name(head)
    if kind is None and other is None:
        return None
    stretch = found.get("time") or found.get("place")
    assert stretch is not None
    times = told_times(heard, stretch.start, stretch.end)
    draft = Draft("meeting.plan", {}, "notice in fields", 0, len(heard.text))
    draft.put(
        kind=kind[0] if kind else "其他会议",
        start=times[0] if times else None,
        end=times[1] if times else None,
    )
    draft.put(title=_field_title(heard, found, name or head, kind), place=_field_place(heard, found))
    draft.put(audience=_field_audience(heard, found, head), lecturer=_field_lecturer(heard, found))
    return [known_or_new(heard, draft, 0, len(heard.text))]


_CONVENES = re.compile(r"关于(?:召开|举办|举行|开展|组织)[^\n。]{2,24}?(?=的(?:预?通知|预告))")


def _convened_by_name(head: str) -> tuple[int, int] | None:
    """「关于召开防台复盘会的通知」: a meeting by whatever name."""
    found = _CONVENES.search(head)
    return found.span() if found else None


def _convened(head: str, heard: Heard) -> tuple[str, int, int] | None:
    """「经支委会研究，决定召开一季度党课」: what is convened, not who decided it."""
    held = re.search(r"(?:召开|举行|举办|开展|组织)", head)
    return heard.kind_in(head[held.end() :]) if held else None


def _field_title(heard: Heard, found: dict[str, Field], head: str, kind: tuple[str, int, int] | None) -> str:
    title = notices.value(heard, found.get("title"))
    quoted = QUOTED.search(title)
    if quoted and len(quoted[0]) > len(title) * 0.6:
        return quoted["t"]
    if title:
        return "" if re.search(r"[；;]|\d[、.．]|[一二三]、", title) else spans.bare(spans.light(title))
    if "暨" in head:
        return spans.light(re.sub(r"的?(?:通知|预告|公告)$", "", head.split("暨")[1].strip()))
    if kind is None:
        return _other_name(head)
    quoted = QUOTED.search(head)
    return quoted["t"] if quoted else ""


def _other_name(head: str) -> str:
    text = re.sub(
        r"^(?:.*?关于)?(?:召开|举行|举办|开展|组织|开)?|的?(?:通知|预告|安排)[：:\s]*$",
        "",
        head.strip().split("\n")[0].strip("【】🔔📢 "),
    )
    found = kinds.other(text)
    return spans.light(text[: found[1]]) if found else spans.light(text)


def _field_place(heard: Heard, found: dict[str, Field]) -> str:
    place = re.sub(
        r"^(?:改到|改在|改为|调整为|调整到|变更为|仍?在|还是|为|是|换到|挪到)",
        "",
        notices.value(heard, found.get("place")),
    )
    place = re.sub(r"[（(][^）)]*(?:不变|原)[^）)]*[）)]$", "", place)
    return "" if NO_PLACE.search(place) else place


def _field_audience(heard: Heard, found: dict[str, Field], head: str) -> str:
    main, also = notices.value(heard, found.get("audience")), notices.value(heard, found.get("also"))
    if main:
        return f"{main}、{also}" if also else main
    return salutation(heard, head) or whose_meeting(heard, head)


def _field_lecturer(heard: Heard, found: dict[str, Field]) -> str:
    field = found.get("lecturer")
    if not field:
        return ""
    named = [m.name for m in heard.mentions_in(field.start, field.end) if m.name]
    return named[0] if named else notices.value(heard, field)
