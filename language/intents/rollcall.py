"""Every state word of a roll gets its names: those it heads, those before it, a group, or the speaker."""

import re

from language.heard import Heard
from language.intents import reasons, singly
from language.intents.presence import at_venue, venue_said
from language.lexicon import cue, phrase
from language.slots import roll
from language.slots.people import ALIAS, POST, TITLE, Mention
from language.slots.roll import ABSENT, LEAVE, MAKEUP, PRESENT, Group, State

_FIRST = re.compile(r"我们?(?!支部|们?项目|部)|本人|俺|咱(?!们?支部)")


_REPLACED = phrase(r"(?P<a>\S{1,12}?)(?:来|过来|去)?<substitute>")


def named_groups(heard: Heard, start: int, end: int) -> list[Group]:
    """Give every state word its names: those it heads, or those before it, or a group, or the speaker."""
    found: list[Group] = []
    at = start
    states = roll.states(heard, start, end)
    if not states:
        return _arrivals(heard, start, end)
    for number, state in enumerate(states):
        upto = states[number + 1].start if number + 1 < len(states) else end
        groups, at = _group(heard, state, at, upto, found)
        found += groups
    found = [g for g in found if not _only_invited(heard, g, found)]
    named = [g for g in found if g.people or g.audience]
    if len(named) > 1 or (named and _headline(heard, found[0])):
        found = [g for g in found if g in named or g.me]
    return _settled(found)


def _headline(heard: Heard, group: Group) -> bool:
    """「党课签到：应到14，……」: the word of sign-in that only heads a roll."""
    return heard.text[group.state.end : group.state.end + 1] == "：" and not group.people and not group.me


_INVITED = re.compile(r"列席|参加|出席|到会|参会")


def _only_invited(heard: Heard, group: Group, found: list[Group]) -> bool:
    """「通知我列席，我去不了」: what one was asked to does not count beside the leave from it."""
    asked = group.state.what == PRESENT and _INVITED.match(heard.text, group.state.start)
    leaves = [g for g in found if g.state.what == LEAVE and not g.audience]
    return bool(asked) and any(g.me == group.me and g.people == group.people for g in leaves)


def _settled(found: list[Group]) -> list[Group]:
    """What only explains another state is none of its own: absence that is made up for, lateness said
    twice."""
    online = any(g.state.what == PRESENT and g.state.mode and not g.people for g in found)
    if online:  # 「调度离不开人，我用腾讯会议听」
        found = [g for g in found if g.people or g.audience or g.state.what != LEAVE]
    if any(g.state.what == MAKEUP for g in found):
        made = [g for g in found if g.state.what == MAKEUP]
        absent = [p for g in found if g.state.what in (ABSENT, LEAVE) for p in g.people]
        for group in made:
            if not group.people and not group.audience and not group.me:
                group.people = absent
        return made
    return found


def _explains(heard: Heard, state: State, earlier: list[Group], lead: str, me: bool) -> bool:
    """A further state word about the same people adds to what was said:
    「不参加了，请个假」「迟到了，刚进门」."""
    if not earlier or _another_group(heard, lead):
        return False
    last = earlier[-1]
    word = heard.text[state.start : state.end]
    if (
        last.state.what == state.what
        and not last.people
        and (me or not lead.strip("，。、 "))
        and state.mode == last.state.mode
    ):
        return True
    if last.state.what == LEAVE and state.what == ABSENT and (me or not lead.strip("，。、 ")):
        return True
    if last.state.what == state.what and not me:
        return not state.mode or not last.state.mode or state.mode == last.state.mode
    if last.state.what in (LEAVE, ABSENT) and (cue("inability").fullmatch(word) or state.mode) and not me:
        return True
    return last.state.what in (LEAVE, ABSENT) and state.what == PRESENT and not me and bool(state.mode)


def _another_group(heard: Heard, lead: str) -> bool:
    """「……，其余同志都在现场」: who is told of now is a group of its own."""
    last = re.split(r"[，。；\n]", lead)[-1]
    return bool(re.match(r"\s*(?:其[余他]|别的|剩下的?|余下)", last))


def _group(heard: Heard, state: State, at: int, upto: int, earlier: list[Group]) -> tuple[list[Group], int]:
    before = _subjects(heard, at, state.start)
    run, behind = roll.names_run(heard, state.end, upto)
    lead = heard.text[at : state.start]
    me = _me(lead, bool(before))
    if earlier and _trails(heard, earlier[-1], state, at):
        _add(earlier[-1], heard, state)
        return [], state.end
    if not before and not run and _explains(heard, state, earlier, lead, me):
        _add(earlier[-1], heard, state)
        return [], max(at, state.end)
    if (
        run
        and (roll.labelled(heard, state, run[0].mention.start) or not before)
        and not _subject_here(heard, state, run, before)
    ):
        groups, told = singly.behind(heard, _headed(heard, state, run, behind, upto), upto)
        return groups, max(behind, told)
    place = state.what == PRESENT and not state.mode and _placed(heard, at, min(upto, state.end + 14))
    if place:
        state = State(PRESENT, state.start, state.end, "现场", state.late)
    if (
        not before
        and not me
        and re.search(r"(?<!其)他|她", lead)
        and (earlier_names := heard.mentions_in(0, state.start))
    ):
        before = earlier_names[-1:]
    if each := singly.before(heard, state, before):
        return each, _clause_end(heard, state.end, upto)
    whole = roll.whole(heard.text[max(at, state.start - 6) : state.end + 3])
    group_text = roll.group_said(heard.text[at : state.end], heard.ears.people.groups)
    if group_text and not _really_group(lead, group_text):
        group_text = ""
    people = before if not group_text.startswith("除") else []
    end_of_clause = _clause_end(heard, state.end, upto)
    reason = reasons.told(heard, state, before[-1].end if before else at, end_of_clause)
    if before and not reason:
        reason = reasons.ahead(heard, state, at, before[0].start)
    group = Group(state, people, audience=group_text or ("全员" if whole else ""), reason=reason, me=me)
    return [group], end_of_clause


def _placed(heard: Heard, start: int, end: int) -> bool:
    return at_venue(heard, start, end) or venue_said(heard, start, end)


def _subjects(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return the names before a state word that can be its subject: not 向燕姐 in 「向燕姐请个假」,
    not a mere vocative."""
    found = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(0, mention.start - 1) : mention.start]
        if before in ("向", "找", "给", "差", "替") or heard.text[
            max(0, mention.start - 2) : mention.start
        ] in ("就差", "只差", "报告", "汇报", "回复"):
            continue
        if re.match(r"[给帮替教]我", heard.text[mention.end :]):
            continue
        if before == "跟" and re.match(
            r"[^，。]{0,3}(?:请|告|汇报|说|报)", heard.text[mention.end : mention.end + 6]
        ):
            continue
        called = (
            mention.start == 0
            and heard.text[mention.end : mention.end + 1] == "，"
            and mention.how in (ALIAS, TITLE, POST)
        )
        if called and (mention.said.endswith("书记") or _ME.search(heard.text[mention.end : end])):
            continue
        if heard.text[: mention.start].strip() == "@" and heard.text[mention.end : mention.end + 1] == " ":
            continue
        found.append(mention)
    return found


def _trails(heard: Heard, last: Group, state: State, at: int) -> bool:
    """「签到：甲、乙到会」: a state word right behind the names of its own list adds nothing."""
    between = heard.text[at : state.start]
    return (
        bool(last.people)
        and last.state.what == state.what
        and last.people[-1].end <= at
        and between in ("", "都", "全", "均", "已")
        and at == last.people[-1].end
    )


def _me(lead: str, others: bool) -> bool:
    """Say whether the speaker himself is meant: 我 in the clause of the state word, or joined to other
    names."""
    if others:
        return bool(_ME_JOINED.search(lead))
    return bool(_ME.search(lead))


def _add(group: Group, heard: Heard, state: State) -> None:
    """Let a further state word add lateness or mode to a group."""
    old = group.state
    if old.what == PRESENT:
        venue = "现场" if at_venue(heard, state.start - 1, min(len(heard.text), state.end + 14)) else ""
        group.state = State(
            PRESENT, old.start, old.end, old.mode or state.mode or venue, old.late or state.late
        )
    elif (
        group.reason
        and heard.text[state.start : state.end] not in group.reason
        and cue("inability").fullmatch(heard.text[state.start : state.end])
    ):
        group.reason += heard.text[state.start : state.end]


_ME_JOINED = re.compile(r"我[和跟与、]\S{2,5}|[和与、]我(?=[，、。都也两俩 ]|$)|(?:^|[，、\s])我[，、]")


_ME = re.compile(
    r"(?:^|[，。、：:\s\n])(?:今天|明天|今晚|明晚|下午|上午|刚|这次|但|不过|那|嗯|因为|可)?(?:我|本人|俺|咱)(?!们?(?:爸|妈|家|老婆|媳妇|孩子|的|支部))|我(?=[和跟]\S{2,5})|(?<=[会课日节里次])(?:我|俺)(?!爸|妈|家|老婆|媳妇|孩子)"
)


def _really_group(lead: str, group: str) -> bool:
    if re.search(rf"{re.escape(group)}会.*{re.escape(group)}", lead):
        return True
    return group.startswith("除") or not re.search(rf"{re.escape(group)}(?:会|大会|学习|党课|例会)", lead)


def _headed(heard: Heard, state: State, run: list[roll.Named], behind: int, upto: int) -> list[Group]:
    """Names behind their state word: each with its own reason, or one reason for all behind the last."""
    stop = _clause_end(heard, behind, upto)
    common = "" if any(n.reason for n in run) else reasons.clean(heard.text[behind:stop])
    kind_of_leave = _KIND_OF_LEAVE.match(heard.text, state.start)
    common = common or (kind_of_leave[0] if kind_of_leave else "")
    by_reason: dict[str, list[Mention]] = {}
    for named in run:
        by_reason.setdefault(named.reason or common, []).append(named.mention)
    if excused := _excused(state, by_reason):
        return excused
    between = (
        heard.text[run[0].mention.start : run[-1].mention.end] + heard.text[state.end : run[0].mention.start]
    )
    joined = re.match(r"[跟和与、]我", heard.text[run[-1].mention.end :])
    me = bool(re.search(r"(?:^|[、和跟与及\s])?我(?!们)", between)) or joined is not None
    return [Group(state, people, reason=reason, me=me) for reason, people in by_reason.items()]


_KIND_OF_LEAVE = re.compile(r"[事病婚丧产]假")
_CALLED_LEAVE = re.compile(r"[，、]?(?:已|都|并)?请(?:了)?(?:[事病]?)假$|[，、]?请假[，：:]?")


def _excused(state: State, by_reason: dict[str, list[Mention]]) -> list[Group]:
    """「缺：甲（出差请假）、乙」: who is said to have asked is excused, the others are absent."""
    if state.what != ABSENT or not any(_CALLED_LEAVE.search(reason) for reason in by_reason):
        return []
    leave = State(LEAVE, state.start, state.end)
    return [
        Group(leave, people, reason=reasons.clean(_CALLED_LEAVE.sub("", reason)))
        if _CALLED_LEAVE.search(reason)
        else Group(state, people, reason=reason)
        for reason, people in by_reason.items()
    ]


_NEXT_NAME = re.compile(r"(?:[，、 ]|，(?:就|只|仅|但|只有|就是|还有|另外|不过))$")


_NEXT_SUBJECT = re.compile(
    r"，(?=其[他余]|大家|全体|我(?:这边)?(?:就|改|用|走|在)?(?:视频|线上|晚|迟|请|电话|$))"
)


def _clause_end(heard: Heard, at: int, upto: int) -> int:
    """Return where the words about a state end: the sentence's end, the next name of a roll, or the
    next state."""
    stop = re.compile(r"[。；！？\n]").search(heard.text, at, upto)
    end = stop.start() if stop else upto
    for mention in heard.mentions_in(at, end):
        if _NEXT_NAME.search(heard.text[: mention.start]):
            return mention.start
    another = _NEXT_SUBJECT.search(heard.text, at, end)
    return another.start() if another else end


def _arrivals(heard: Heard, start: int, end: int) -> list[Group]:
    """「任杰到」「我到纪念碑了」: no state word, only an arrival."""
    text = heard.text[start:end]
    place = _placed(heard, start, end)
    at = re.search(r"到|来了|在|进|就位|齐", text)
    if not at:
        return []
    state = State(PRESENT, start + at.start(), start + at.end(), mode="现场" if place else "")
    people = heard.mentions_in(start, start + at.start())
    whole = roll.whole(text)
    group = "" if people or whole else roll.group_said(text[: at.start()])
    return [
        Group(
            state,
            people,
            audience=group or ("全员" if whole else ""),
            me=_me(text[: at.start()], bool(people)),
        )
    ]


def _subject_here(heard: Heard, state: State, run: list[roll.Named], before: list[Mention]) -> bool:
    """After a mere comma the next name begins its own statement if names stood before the state word."""
    gap = heard.text[state.end : run[0].mention.start]
    return bool(before) and gap.strip(" 的了") in ("，", "", "；") and state.end != run[0].mention.start
