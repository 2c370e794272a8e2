"""What only explains another state of a roll is none of its own."""

from language.heard import Heard
from language.intents.attendance.further import unable
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT


def settled(heard: Heard, found: list[Group]) -> list[Group]:
    """Return the groups without those that only tell why somebody was online, late, or made a meeting up."""
    found = _connected_instead(heard, found)
    online = any(g.state.what == PRESENT and g.state.mode and not g.people for g in found)
    late = any(g.state.late and not g.people for g in found)
    if online or late:  # 「调度离不开人，我用腾讯会议听」「塔上爬下来耽误了，来晚了」
        found = [g for g in found if g.people or g.audience or g.state.what != LEAVE]
    if any(g.state.mode == "线上" and not g.people and not g.audience for g in found):
        found = [g for g in found if g.people or g.audience or g.state.mode != "现场"]  # 「现场验收走不开」
    connected = {m.name for g in found if g.state.mode == "线上" for m in g.people}
    if connected:  # 「静姐浇筑走不开，警示片她用腾讯会议接入」
        found = [g for g in found if not _kept_away(heard, g, connected)]
    return _made_up(found) if any(g.state.what == MAKEUP for g in found) else found


def _connected_instead(heard: Heard, found: list[Group]) -> list[Group]:
    """「老屠在船上下不来，调度会电话接入」: who cannot come and who is connected are one."""
    for away, there in zip(found, found[1:], strict=False):
        alone = there.state.mode == "线上" and not (there.people or there.audience or there.me)
        if alone and away.state.what == LEAVE and away.people and unable(heard, away.state):
            there.people = away.people
    return found


def _kept_away(heard: Heard, group: Group, connected: set[str]) -> bool:
    """Say whether a group tells only why these very people are not there in person."""
    away = group.state.what == LEAVE and unable(heard, group.state)
    return away and bool(group.people) and _names(group) <= connected


def _made_up(found: list[Group]) -> list[Group]:
    """What was made up for is told once: 「甲缺席，已补课」; 「甲请假；乙缺席；丙已补课」 are three."""
    made = [g for g in found if g.state.what == MAKEUP]
    away = [g for g in found if g.state.what in (ABSENT, LEAVE)]
    learnt = {name for g in made for name in _names(g)}
    for group in made:
        if not group.people and not group.audience and not group.me:
            missed = [g for g in away if g.state.start < group.state.start][-1:] or away
            group.people = [p for g in missed for p in g.people]
            group.me = any(g.me for g in missed)
            away = [g for g in away if g not in missed]
    if not learnt:
        return [g for g in found if g in made or g in away and g.people]
    return [g for g in found if g in made or g in away and g.people and not learnt & _names(g)]


def _names(group: Group) -> set[str]:
    return {person.name for person in group.people}
