"""Every state word of a roll gets its names: those it heads, those before it, a group, or the speaker."""

import re

from language.heard import Heard
from language.intents.attendance import reasons, singly
from language.intents.attendance.further import add, explains, trails
from language.intents.attendance.heading import clause_end, headed
from language.intents.attendance.plausible import made_up
from language.intents.attendance.settling import settled
from language.intents.attendance.subjects import is_me, joined_with_me, really_group, subjects
from language.intents.attendance.venue import at_venue, venue_said
from language.slots import roll
from language.slots.audience import group_in
from language.slots.own_state import own_state
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT, State
from language.slots.states import states_in


def named_groups(heard: Heard, start: int, end: int) -> list[Group]:
    """Give every state word its names: those it heads, or those before it, or a group, or the speaker."""
    found: list[Group] = []
    at = start
    states = states_in(heard, start, end)
    if any(s.what != MAKEUP for s in states):
        states = [s for s in states if s.what != MAKEUP or made_up(heard, s)]
    if not states:
        return _arrivals(heard, start, end)
    for number, state in enumerate(states):
        following = states[number + 1] if number + 1 < len(states) else None
        if following and _belongs_to_next(heard, state, following):
            at = state.end
            continue
        upto = states[number + 1].start if number + 1 < len(states) else end
        groups, at = _group(heard, state, at, upto, found)
        found += groups
    found = [g for g in found if not _only_invited(heard, g, found)]
    named = [g for g in found if g.people or g.audience]
    others = named or [g for g in found[1:] if g.me]
    if len(named) > 1 or (others and _headline(heard, found[0])):
        found = [g for g in found if g in named or g.me]
    return settled(heard, found)


def _belongs_to_next(heard: Heard, state: State, following: State) -> bool:
    """「到会：甲、乙请假，……」: names between a label and a word of absence right behind them are away."""
    if following.what not in (LEAVE, ABSENT) or heard.text[state.end : state.end + 1] != "：":
        return False
    names = heard.mentions_in(state.end, following.start)
    between = heard.text[state.end + 1 : following.start]
    return bool(names) and names[-1].end == following.start and not re.search(r"[，；。\n]", between)


_SIGN_IN = ("签到", "签个到", "报到", "报个到", "打卡", "打个卡")
_CALLED = re.compile(r"(?:开始|登记|情况)?了?[，：]")


def _headline(heard: Heard, group: Group) -> bool:
    """「党课签到：应到14，……」: the word of sign-in that only heads a roll."""
    word = heard.text[group.state.start : group.state.end]
    called = heard.text[group.state.end : group.state.end + 1] == "："
    called = called or word in _SIGN_IN and bool(_CALLED.match(heard.text, group.state.end))
    return called and not group.people and not group.me


_INVITED = re.compile(r"列席|参加|出席|到会|参会")


def _only_invited(heard: Heard, group: Group, found: list[Group]) -> bool:
    """「通知我列席，我去不了」: what one was asked to does not count beside the leave from it."""
    asked = group.state.what == PRESENT and _INVITED.match(heard.text, group.state.start)
    leaves = [g for g in found if g.state.what == LEAVE and not g.audience]
    if asked and leaves and re.search(r"(?:叫|让|要|请|通知)我$", heard.text[: group.state.start]):
        return True
    return bool(asked) and any(g.me == group.me and g.people == group.people for g in leaves)


def _group(heard: Heard, state: State, at: int, upto: int, earlier: list[Group]) -> tuple[list[Group], int]:
    """Return the groups of one state word and where the words about it end; it may only add to an earlier."""
    before = _joined(heard, subjects(heard, at, state.start), state)
    run, behind = roll.names_run(heard, state.end, upto)
    lead = heard.text[at : state.start]
    me = is_me(lead.rsplit("，", 1)[-1] if before and "，" in lead else lead, bool(before))
    if (
        not before
        and (both := _WE_TWO.search(lead))
        and (last := heard.mentions_in(0, at + both.start())[-1:])
    ):
        before, me = last, True  # 「我带罗小军去换断路器，我俩都请假」
    me |= (
        bool(before)
        and before[-1].end < at + len(lead)
        and joined_with_me(_of_names(heard, at, before[0], state))
    )
    if earlier and trails(heard, earlier[-1], state, at):
        add(earlier[-1], heard, state)
        return [], state.end
    own = before or run or _group_behind(heard, state)
    if not own and explains(heard, state, earlier, lead, me):
        add(earlier[-1], heard, state)
        return [], max(at, state.end)
    if run and _heads(heard, state, run, before):
        if state.what == PRESENT and not state.mode and _sit_there(heard, run, upto):
            state = State(PRESENT, state.start, state.end, "现场", state.late)
        groups, told = singly.behind(heard, headed(heard, state, run, behind, upto), upto)
        return groups, max(behind, told)
    stop = clause_end(heard, state.end, upto)
    if state.what == PRESENT and (comma := heard.text.find("，", state.end, stop)) >= 0:
        stop = comma  # who is there needs no reason; the next clause may have a subject of its own
    if state.what == PRESENT and not state.mode and _placed(heard, at, min(upto, state.end + 14)):
        state = State(PRESENT, state.start, state.end, "现场", state.late)
    clause = heard.text[heard.text.rfind("，", 0, state.start) + 1 : state.start]
    if not before and not me and (_HE.search(lead) or _HE_ALONE.search(clause)):
        before = heard.mentions_in(0, state.start)[-1:]
    if each := singly.before(heard, state, before):
        return each, stop
    return [_of_those_before(heard, state, at, before, me, stop)], stop


def _of_names(heard: Heard, at: int, first: Mention, state: State) -> str:
    """The words before a state from the clause of its first name on: 「我在会议舱，封轮机长视频」."""
    return heard.text[max(at, heard.text.rfind("，", at, max(at, first.start)) + 1) : state.start]


_THERE = re.compile(r"(?:[和跟与、]?我)?(?:都|全|均)?(?:已经?)?在(?=[^，。；]{2,8}(?:$|[，。；]))")


def _sit_there(heard: Heard, run: list[roll.Named], upto: int) -> bool:
    """「签到：老高、夏船长和我在会议舱」: behind the names, where they are."""
    last = run[-1].mention.end
    stop = clause_end(heard, last, upto)
    return bool(_THERE.match(heard.text, last, stop)) and at_venue(heard, last, stop)


_LIST_GAP = re.compile(
    r"(?:同志|师傅)?[、，和跟与及\s]*(?:[（(][^）)]{1,16}[）)])?[、，和跟与及\s]*(?:[^，。；\s]{0,4}(?:组|队|班|部)的?)?"
)


def _joined(heard: Heard, people: list[Mention], state: State) -> list[Mention]:
    """「甲在广场摆摊，乙请假」: only names joined to the last before a word of absence are its own."""
    if state.what not in (LEAVE, ABSENT) or len(people) < 2:
        return people
    clause = next((c for c in heard.clauses if c.start <= state.start < c.end), None)
    if clause is None or people[-1].start < clause.start:
        return people
    kept = [people[-1]]
    for mention in reversed(people[:-1]):
        gap = heard.text[mention.end : kept[0].start]
        if mention.end <= clause.start and not _LIST_GAP.fullmatch(gap):
            break
        kept.insert(0, mention)
    return kept


_WE_TWO = re.compile(r"(?:我们?|咱们?)(?:俩|两个?人?)")
_HE = re.compile(r"(?<!其)他|她")
_HE_ALONE = re.compile(r"(?:(?<!其)他|她)(?!们)")


def _heads(heard: Heard, state: State, run: list[roll.Named], before: list[Mention]) -> bool:
    """Say whether the names behind a state word are its own, not the subject of the next statement."""
    if before and _ALSO.match(heard.text, state.end):
        return False
    gap = heard.text[state.end : run[0].mention.start]
    alone = not before and bool(roll.only_names(heard, state.end, heard.sentence_of(state.start)[1]))
    plainly = alone or roll.labelled(heard, state, run[0].mention.start) or not (before or "，" in gap)
    return plainly and not _subject_here(heard, state, run, before)


def _of_those_before(
    heard: Heard, state: State, at: int, before: list[Mention], me: bool, stop: int
) -> Group:
    """「甲、乙没来，夜班」「全体党员都到了」: the names before a state word, or a group, with the reason."""
    group = group_in(heard.text[at : state.end], heard.ears.people.groups)
    if (kind := heard.kind_in(group)) and kind[1] == 0:
        group = group[kind[2] :].removesuffix("全部") or group  # 「党课一组全部到齐」
    if group and not really_group(heard.text[at : state.start], group):
        group = ""
    if not group and not before and not me:
        group = _group_behind(heard, state)
    whole = roll.whole(heard.text[max(at, state.start - 6) : state.end + 3])
    reason = reasons.told(heard, state, before[-1].end if before else at, stop)
    if before and not reason:
        reason = reasons.ahead(heard, state, at, before[0].start)
    people = [] if group.startswith("除") else before
    if before and (more := _ALSO.match(heard.text, state.end)):
        people = [
            *before,
            *(m for m in heard.mentions_in(more.end(), more.end() + 8) if m.start == more.end()),
        ]
    return Group(state, people, audience=group or ("全员" if whole else ""), reason=reason, me=me)


_ALSO = re.compile(r"了?，(?:还有|以及|再加上)")
"""「根叔来了，还有波仔」."""
_HEADS = re.compile(r"(?:人员|的)?：\s?")


def _group_behind(heard: Heard, state: State) -> str:
    """「到会：全体党员，请假：李峰」: a group as the only entry behind a state word."""
    headed = _HEADS.match(heard.text, state.end)
    entry = re.split(r"[，。；\n（(]", heard.text[headed.end() :])[0] if headed else ""
    group = group_in(entry, heard.ears.people.groups)
    return group if group == entry.strip() else ""


def _placed(heard: Heard, start: int, end: int) -> bool:
    return at_venue(heard, start, end) or venue_said(heard, start, end)


_ARRIVES = re.compile(r"到|来了|在|进|就位|齐|[没无]人缺|一个(?:人)?[都也]?[没不]")


def _arrivals(heard: Heard, start: int, end: int) -> list[Group]:
    """「任杰到」「我到纪念碑了」: no state word, only an arrival."""
    text = heard.text[start:end]
    place = _placed(heard, start, end)
    words = list(_ARRIVES.finditer(text))
    if not words:
        return []
    at = next((w for w in words if subjects(heard, start, start + w.start())), words[0])
    state = State(PRESENT, start + at.start(), start + at.end(), mode="现场" if place else "")
    people = subjects(heard, start, start + at.start())
    whole = roll.whole(text)
    group = "" if people or whole else group_in(text[: at.start()])
    return [
        Group(
            state,
            people,
            audience=group or ("全员" if whole else ""),
            me=is_me(text[: at.start()], bool(people)),
        )
    ]


def _subject_here(heard: Heard, state: State, run: list[roll.Named], before: list[Mention]) -> bool:
    """After a mere comma the next name begins its own statement if names stood before the state word."""
    gap = heard.text[state.end : run[0].mention.start]
    if before and not gap and own_state(heard, run[0].mention):
        return True  # 「甲、乙都在丙没来」
    return bool(before) and gap.strip(" 的了") in ("，", "", "；") and state.end != run[0].mention.start
