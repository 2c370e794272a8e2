"""Attendance: there, late, online, by a stand-in; excused; absent; made up for."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots import kinds, meetings, roll
from language.slots.people import ALIAS, POST, TITLE, Mention
from language.slots.roll import ABSENT, LEAVE, MAKEUP, PRESENT, Group, State

INTENT = {
    PRESENT: "attendance.present",
    LEAVE: "attendance.leave",
    ABSENT: "attendance.absent",
    MAKEUP: "attendance.makeup",
}
_FIRST = re.compile(r"我们?(?!支部|们?项目|部)|本人|俺|咱(?!们?支部)")
_REPLACED = phrase(r"(?P<a>\S{1,12}?)(?:来|过来|去)?<substitute>")
_MADE = re.compile(r"补(?:课|学|看|听|上|好|完|了)|看(?:了|完)?回放|看(?:了|完)?录像")
_MADE_UP = re.compile(
    r"补(?:了|过|完|好|上)|补(?:课|学|看|听)(?:了|完|过|好|毕|到位)|(?:记|登|算|登记)(?:个|一下|一次|上|为)?补[课学]|已经?补|都补|"
    r"(?:看|听)(?:了|完|过)?(?:回放|录像|录播|重播)|刚?补[学看听课].{0,6}$|(?:补课|补学)[：:]"
)
_TO_COME = re.compile(
    r"(?:准备|打算|计划|要|得|安排|尽快|抓紧|明天|后天|下周|今晚|再|去)[^，。]{0,6}补|补课(?:时间|安排|通知)|还没|没有?补|未补|怎么补|需要补"
)
_OTHER_LEAVE = re.compile(
    r"年假|请假[条单表]|探亲|调休|轮休|休假|厨房|食堂|班车|调班|倒班|夜班请假(?!.*会)|假期|放假|婚假"
)
_REASON = re.compile(r"^[，、：:\s\-（(]*(?:事由|原因|理由)?(?:都?是|为|[：:])?")
_TRIM_REASON = re.compile(
    r"^(?:因为?|由于|原因是?|事由|[，、：:\s\-（()）所以是就都是为]+)+|[，、：:\s\-（()）]+$|(?:，)?(?:所以|因此|故)?[^，]{0,6}$(?<=会)|(?:特此|需要|需|想|要|得|申请|特)$"
)


def read(heard: Heard, start: int, end: int) -> list[Draft]:
    """Return the attendance updates of a stretch in the order of first mention."""
    groups = _substitutes(heard, start, end) or _groups(heard, start, end)
    drafts: list[Draft] = []
    for group in groups:
        drafts += _drafts(heard, group, start, end)
    return _together(drafts)


_EXPECTED = re.compile(r"应到(?:会)?\s?(\d+)")
_COUNTED = re.compile(r"(?:实到|到会|现场|签到|(?<!应)到了?)(?:会)?\s?(\d+)\s?(?:人|名|个)")


def counts(heard: Heard) -> list[Draft]:
    """Return the numbers of a roll (应到, 实到): the house checks them against the names, it never
    stores them instead."""
    expected, present = _EXPECTED.search(heard.text), _COUNTED.search(heard.text)
    if not present:
        return []
    draft = Draft("attendance.count", {}, "head count", present.start(), present.end())
    hit = meetings.resolve(heard, 0, len(heard.text), meetings.PAST)
    draft.put(
        meeting=hit.meeting.id if hit else "",
        present=int(present[1]),
        expected=int(expected[1]) if expected else None,
    )
    return [draft]


_JOINS = re.compile(r"参加|出席|开会|参会|到会|[开去来听](?:的|了|会|一下|例会|党课|$)|去|开|来")
_DUTY = re.compile(r"讲课|汇报|发言|主持|代讲|值班|做记录|盯")


def _substitutes(heard: Heard, start: int, end: int) -> list[Group]:
    """「赵敏替孙总参加」「叫一帆替我去」「马队在船上，唐工替他来的」."""
    found = []
    for word in cue("substitute").finditer(heard.text, start, end):
        after = heard.text[word.end() : word.end() + 24]
        doers = [m for m in heard.mentions_in(start, word.start()) if m.end >= word.start() - 6]
        away, rest = _represented(heard, word.end(), start, word.start(), doers)
        if (
            not away
            and len(doers_all := heard.mentions_in(start, word.start())) > 1
            and re.search(r"由|让|派|请", heard.text[doers_all[-2].end : doers_all[-1].start])
        ):
            away, rest = (
                [m.name for m in doers_all[-2:-1] if m.name],
                heard.text[word.end() : word.end() + 14],
            )
        stand_in = (
            doers[-1].name
            if doers
            else heard.sender
            if "我" in heard.text[max(start, word.start() - 4) : word.start()]
            else ""
        )
        away = [name for name in away if name]
        if not away or not _JOINS.search(rest) or _DUTY.search(rest):
            continue
        if stand_in and stand_in not in away and after:
            state = State(PRESENT, word.start(), word.end())
            found.append(Group(state, [], substitute=stand_in, audience="|".join(away)))
    return found or _sent(heard, start, end)


def _sent(heard: Heard, start: int, end: int) -> list[Group]:
    """「早上例会石总工派李工去的」: somebody sent in place of another."""
    mentions = heard.mentions_in(start, end)
    for sender, sent in zip(mentions, mentions[1:], strict=False):
        between, after = heard.text[sender.end : sent.start], heard.text[sent.end : sent.end + 6]
        went = re.match(r"去|来|参加|出席|参会|到会", after)
        if not went or not re.fullmatch(r"(?:没来|有事|不在|出差|请假)?[，]?(?:派|委托)了?", between):
            continue
        if sender.name and sent.name and kinds.find(heard.text[start:end]):
            return [
                Group(State(PRESENT, sent.start, sent.end), [], substitute=sent.name, audience=sender.name)
            ]
    return []


def _represented(heard: Heard, at: int, start: int, word: int, doers: list[Mention]) -> tuple[list[str], str]:
    """Return whom somebody stands in for, and the words behind it."""
    pronoun = re.match(r"我|俺|他们?|她", heard.text[at:])
    if pronoun and pronoun[0] in "我俺":
        return [heard.sender], heard.text[at + 1 : at + 14]
    if pronoun:
        earlier = [m.name for m in heard.mentions_in(0, word) if m.name and m not in doers[-1:]]
        return earlier[-1:], heard.text[at + 1 : at + 14]
    run, behind = roll.names_run(heard, at, min(len(heard.text), at + 30))
    direct = run and run[0].mention.start == at
    return ([n.mention.name for n in run if n.mention.name] if direct else []), heard.text[
        behind : behind + 14
    ]


def _drafts(heard: Heard, group: Group, start: int, end: int) -> list[Draft]:
    state = group.state
    hits = _meetings(heard, state, start, end)
    if state.what == LEAVE and hits and not hits[0].named and _other_day(heard, hits[0], start, end):
        return []
    drafts = []
    found: list[meetings.MeetingHit | None] = [*hits] or [None]
    for meeting in found:
        draft = Draft(INTENT[state.what], {}, f"roll: {state.what}", state.start, state.end)
        if meeting is not None:
            draft.put(meeting=meeting.meeting.id)
            draft.told = meeting.named
        else:
            draft.told = False
        drafts.append(_filled(draft, heard, group))
    return drafts


def _other_day(heard: Heard, hit: meetings.MeetingHit, start: int, end: int) -> bool:
    """Leave for a day on which no meeting is held is leave from work, not from a meeting."""
    days = {t.day for t in heard.times_in(start, end) if t.day}
    return bool(days) and meetings.starts(hit.meeting).date() not in days


def _filled(draft: Draft, heard: Heard, group: Group) -> Draft:
    if group.substitute:
        return draft.put(people=group.audience.split("|"), substitute=group.substitute)
    names, unsure = _names(group.people, group.me, heard.sender)
    for mention in unsure:
        draft.doubts.append(people_doubt("people", mention.said, mention.names))
    if names:
        draft.put(people=names)
    elif group.audience and not unsure:
        draft.put(audience=group.audience)
    elif not unsure and heard.sender:
        draft.put(people=[heard.sender])
    if draft.intent in ("attendance.leave", "attendance.absent"):
        draft.put(reason=group.reason)
    if draft.intent == "attendance.present":
        draft.put(mode=group.state.mode, late=group.state.late or None)
    return draft


def _names(people: list[Mention], me: bool, sender: str) -> tuple[list[str], list[Mention]]:
    names = [sender] if me and sender else []
    names += [mention.name for mention in people if mention.name]
    return list(dict.fromkeys(names)), [mention for mention in people if not mention.name]


def _meetings(heard: Heard, state: State, start: int, end: int) -> list[meetings.MeetingHit]:
    tense = {PRESENT: meetings.PRESENT, LEAVE: meetings.FUTURE, ABSENT: meetings.PAST, MAKEUP: meetings.PAST}[
        state.what
    ]
    both = re.search(r"(今天|明天|今明|下午|这)[^，。]{0,4}两个会|两个会都|两个会", heard.text[start:end])
    if both:
        days = [t.day for t in heard.times_in(start, end) if t.day] or [heard.context.now.date()]
        found = [meetings.MeetingHit(m, True) for m in meetings.on_day(heard, days[0])]
        if found:
            return found
    several = _several(heard, start, end, tense)
    if len(several) > 1:
        return several
    hit = _fitting(heard, state, meetings.named(heard, start, end, tense)) or meetings.named(
        heard, *heard.sentence_of(start), tense
    )
    hit = (
        hit
        or (_lesson(heard) if state.what == MAKEUP else None)
        or meetings.resolve(heard, start, end, tense)
    )
    return [hit] if hit else []


def _fitting(heard: Heard, state: State, hit: meetings.MeetingHit | None) -> meetings.MeetingHit | None:
    """Words that only sound like a title do not outweigh the meeting that is on."""
    on = meetings.running(heard)
    if hit is None or state.what != PRESENT or on is None or hit.meeting.id == on.id:
        return hit
    said = kinds.find(heard.text) or heard.times
    return hit if said else meetings.MeetingHit(on, False)


def _several(heard: Heard, start: int, end: int, tense: str) -> list[meetings.MeetingHit]:
    """「前天的党课、昨天的组会，我都补学了」: meetings joined by 、 or 和, each named by its own word."""
    words = kinds.find_all(heard.text[start:end])
    joined = [
        n
        for n in range(len(words) - 1)
        if re.fullmatch(
            r"(?:、|和|跟|以及)[^，。；]{0,6}", heard.text[start + words[n][2] : start + words[n + 1][1]]
        )
    ]
    if not joined:
        return []
    first, last = joined[0], joined[-1] + 1
    found: list[meetings.MeetingHit] = []
    at = start
    for number in range(first, last + 1):
        stop = start + words[number][2]
        hit = meetings.named(heard, at, stop, tense)
        if hit and all(hit.meeting.id != other.meeting.id for other in found):
            found.append(hit)
        at = stop
    return found


def _lesson(heard: Heard) -> meetings.MeetingHit | None:
    """补课 without more is for the last lesson or assembly, not for a committee or group meeting."""
    past = [m for m in heard.context.meetings if meetings.starts(m) < heard.context.now]
    lessons = [
        m
        for m in past
        if m.kind in ("党课", "警示教育", "支部党员大会", "廉政讲座", "主题党日", "安全小课堂")
    ]
    return meetings.MeetingHit(max(lessons, key=meetings.starts), False) if lessons else None


def _groups(heard: Heard, start: int, end: int) -> list[Group]:
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
    named = [g for g in found if g.people or g.audience]
    if len(named) > 1:
        found = [g for g in found if g in named or g.me]
    return _settled(found)


def _settled(found: list[Group]) -> list[Group]:
    """What only explains another state is none of its own: absence that is made up for, lateness said
    twice."""
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
    if not earlier:
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
    if last.state.what == state.what and not me:
        return not state.mode or not last.state.mode or state.mode == last.state.mode
    if last.state.what in (LEAVE, ABSENT) and (cue("inability").fullmatch(word) or state.mode) and not me:
        return True
    return last.state.what in (LEAVE, ABSENT) and state.what == PRESENT and not me and bool(state.mode)


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
        return _headed(heard, state, run, behind, upto), behind
    place = state.what == PRESENT and not state.mode and at_venue(heard, at, min(upto, state.end + 14))
    if place:
        state = State(PRESENT, state.start, state.end, "现场", state.late)
    if (
        not before
        and not me
        and re.search(r"他|她", lead)
        and (earlier_names := heard.mentions_in(0, state.start))
    ):
        before = earlier_names[-1:]
    whole = roll.whole(heard.text[max(at, state.start - 6) : state.end + 3])
    group_text = roll.group_said(heard.text[at : state.end], heard.ears.people.groups)
    if group_text and not _really_group(lead, group_text):
        group_text = ""
    people = before if not group_text.startswith("除") else []
    end_of_clause = _clause_end(heard, state.end, upto)
    reason = _reason(heard, state, before[-1].end if before else at, end_of_clause)
    group = Group(state, people, audience=group_text or ("全员" if whole else ""), reason=reason, me=me)
    return [group], end_of_clause


def _subjects(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return the names before a state word that can be its subject: not 向燕姐 in 「向燕姐请个假」,
    not a mere vocative."""
    found = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(0, mention.start - 1) : mention.start]
        if before in ("向", "找", "给", "差", "替") or heard.text[
            max(0, mention.start - 2) : mention.start
        ] in ("我跟", "就差", "只差"):
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


def _subject_here(heard: Heard, state: State, run: list[roll.Named], before: list[Mention]) -> bool:
    """After a mere comma the next name begins its own statement if names stood before the state word."""
    gap = heard.text[state.end : run[0].mention.start]
    return bool(before) and gap.strip() in ("，", "", "；") and state.end != run[0].mention.start


def _really_group(lead: str, group: str) -> bool:
    return group.startswith("除") or not re.search(rf"{re.escape(group)}(?:会|大会|学习|党课|例会)", lead)


def _headed(heard: Heard, state: State, run: list[roll.Named], behind: int, upto: int) -> list[Group]:
    """Names behind their state word: each with its own reason, or one reason for all behind the last."""
    stop = _clause_end(heard, behind, upto)
    common = "" if any(n.reason for n in run) else _clean(heard.text[behind:stop])
    by_reason: dict[str, list[Mention]] = {}
    for named in run:
        by_reason.setdefault(named.reason or common, []).append(named.mention)
    between = (
        heard.text[run[0].mention.start : run[-1].mention.end] + heard.text[state.end : run[0].mention.start]
    )
    me = bool(re.search(r"(?:^|[、和跟与及\s])?我(?!们)", between))
    return [Group(state, people, reason=reason, me=me) for reason, people in by_reason.items()]


def _clause_end(heard: Heard, at: int, upto: int) -> int:
    """Return where the words about a state end: the sentence's end, the next name of a roll, or the
    next state."""
    stop = re.compile(r"[。；！？\n]").search(heard.text, at, upto)
    end = stop.start() if stop else upto
    for mention in heard.mentions_in(at, end):
        if heard.text[mention.start - 1] in "，、 ":
            return mention.start
    another = re.compile(r"，(?=其[他余]|大家|全体|我(?:这边)?(?:视频|线上|晚|迟|请|电话))").search(
        heard.text, at, end
    )
    return another.start() if another else end


def _reason(heard: Heard, state: State, at: int, end: int) -> str:
    """Return the reason: between the name and the state word, else behind it."""
    if state.what not in (LEAVE, ABSENT):
        return ""
    before = _without_meeting(heard, at, state.start)
    after = _clean(heard.text[state.end : end])
    own = (
        heard.text[state.start : state.end]
        if cue("inability").fullmatch(heard.text[state.start : state.end])
        else ""
    )
    return _clean(before + own) or after


def _without_meeting(heard: Heard, start: int, end: int) -> str:
    """Return the clauses of a stretch that do not merely name the meeting, the day or the person."""
    kept = []
    for part in re.split(r"[，、：。]", heard.text[start:end]):
        bare = _MEETING_WORDS.sub("", part)
        if len(bare) >= 2:
            kept.append(bare)
    return "，".join(kept)


_MEETING_WORDS = re.compile(
    r"(?:今天|今晚|今早|明天|明晚|明早|后天|昨天|昨晚|下午|上午|晚上|早上|这次|本次|下周\S?|本周\S?|周[一二三四五六日]|\d+号|的|了)*"
    r"(?:民主生活会|组织生活会|党员大会|支委会|党小组会|小组会|组会|书记例会|例会|党课|主题党日|党日|研讨会|警示教育会?|廉政讲座|小课堂|咨询日|评议会|部署会|动员会|大会|会议|生活会|课|会)(?!议)"
    r"(?:我|他|她|俺)?(?:就|也|得|想|要|申请|需要)?|^(?:我|他|她|俺|本人)(?:就|也|要|得|想)?$|^(?:今天|明天|明早|今晚|明晚|下午|上午)$|^(?:我|他|她)(?:这边|们)?"
)


def _clean(text: str) -> str:
    """Return a reason without marks, connectives and closing words."""
    text = _TRIM_REASON.sub("", text.strip())
    text = re.sub(r"^(?:因为?|由于|原因[是：]?|事由都?是?|他|她|我)(?=.{2})", "", text)
    return _TRIM_REASON.sub("", text)


def _arrivals(heard: Heard, start: int, end: int) -> list[Group]:
    """「任杰到」「我到纪念碑了」: no state word, only an arrival."""
    text = heard.text[start:end]
    place = at_venue(heard, start, end)
    at = re.search(r"到|来了|在", text)
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


_AT = re.compile(r"(?:到了?|在|进了?)(?P<place>[^，。；\n到在]{2,12}?)(?:了|门口|$|，|。|签)")


def at_venue(heard: Heard, start: int, end: int) -> bool:
    """Say whether somebody is said to be at the place of the meeting that is on."""
    meeting = meetings.running(heard)
    for found in _AT.finditer(heard.text, start, end):
        place = found["place"]
        if re.match(r"会场|会议室", place):
            return True
        known = meeting.place if meeting else ""
        if known and any(place[i : i + 2] in known for i in range(len(place) - 1)):
            return True
    return False


_ORDERED_TO_COME = re.compile(
    r"(?:全部|全体|都|必须|务必|准时|按时|一律)(?:要|得|来)?(?:到|参加|到会|到场)[!！~。哈啊]*$"
)


def speaks_of(heard: Heard, start: int, end: int) -> bool:
    """Say whether a stretch tells who is, was or will be at a meeting."""
    text = heard.text[start:end]
    other = _OTHER_LEAVE.search(text)
    if other and not (other[0] == "夜班请假" and kinds.find(heard.text)):
        return False
    states = roll.states(heard, start, end)
    if _ORDERED_TO_COME.search(text) and any(
        t.clock and t.value and t.value > heard.context.now for t in heard.times_in(0, len(heard.text))
    ):
        return False
    if _substitutes(heard, start, end):
        return True
    if not states:
        return _arrives(heard, start, end, text)
    return any(_plausible(heard, state, start, end) for state in states)


_ARRIVED = re.compile(r"(?:已经?|刚|都|也|准时)?(?:到|来|在)[了啦咯喽]?[哈啊呀哦]?[!！~。]*$")


def _arrives(heard: Heard, start: int, end: int, text: str) -> bool:
    if at_venue(heard, start, end) and re.search(r"到|在|进", text):
        return True
    return bool(_ARRIVED.search(text)) and _somebody(heard, start, end, text)


def _somebody(heard: Heard, start: int, end: int, text: str) -> bool:
    lead = _ARRIVED.sub("", text).strip()
    people = heard.mentions_in(start, end)
    named = sum(m.end - m.start for m in people) >= len(lead) - 2 if people else False
    return named or lead in ("", "我", "俺", "本人") or roll.whole(text)


def _was_there(heard: Heard, start: int, end: int) -> bool:
    """「甲、乙参加」 tells presence only of a meeting that is on or past, and only with names."""
    coming = any(t.value and t.day and t.day > heard.context.now.date() for t in heard.times)
    later = any(t.clock and t.value and t.value > heard.context.now for t in heard.times)
    return (
        not coming
        and not later
        and (bool(heard.mentions_in(start, end)) or roll.whole(heard.text[start:end]))
    )


def _plausible(heard: Heard, state: State, start: int, end: int) -> bool:
    text = heard.text
    near = text[max(start, state.start - 4) : state.start]
    after = text[state.end : state.end + 3]
    named = meetings.named(heard, 0, len(text)) is not None or bool(re.search(r"会|课|党日|讲座", text))
    if (
        re.search(r"负责|组织|做好|安排|准备", near)
        or after[:1] in ("表", "册")
        or after[:2] in ("和摄", "工作", "系统")
    ):
        return False
    word = text[state.start : state.end]
    if (
        state.what == MAKEUP
        and re.match(r"补[上过完好]|已补", word)
        and not re.search(r"课|会(?!议室)|学|讲座|教育|党日", text[start:end])
    ):
        return False
    if word in (
        "参加",
        "与会",
        "全参加",
        "都参加",
        "参加人员",
        "参加情况",
        "出席",
        "出席人员",
        "出勤",
        "参加的",
    ) and not _was_there(heard, start, end):
        return False
    if state.what == MAKEUP:
        return bool(_MADE_UP.search(text[start:end])) and not _TO_COME.search(text[start:end])
    if state.what == LEAVE:
        return bool(cue("leave_word").search(text[state.start : state.end])) or named
    if state.what == ABSENT:
        return bool(text[state.start : state.end] in ("缺席", "缺勤", "旷会")) or (
            named or bool(heard.mentions_in(start, state.start))
        )
    if state.mode and not state.late and not cue("present_word").search(text[start:end]):
        return (
            named
            and bool(re.search(r"参|听|看|接|开|会|课|连|进|上|拍|[：:、]|$", after))
            or bool(heard.mentions_in(start, end) and named)
        )
    if state.late:
        return named or meetings.running(heard) is not None
    word = text[state.start : state.end]
    if word.startswith("参加了"):
        return named or meetings.running(heard) is not None
    if word in ("到位", "坐下", "出席", "参会", "到会", "在线", "在场", "进门"):
        return named or meetings.running(heard) is not None
    return True


def _together(drafts: list[Draft]) -> list[Draft]:
    """Join drafts with the same state, meeting and reason."""
    joined: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        slots = {k: v for k, v in draft.slots.items() if k != "people"}
        key = (draft.intent, *sorted((k, str(v)) for k, v in slots.items()))
        if key in joined and "people" in draft.slots and "people" in joined[key].slots:
            people = joined[key].slots["people"]
            people += [name for name in draft.slots["people"] if name not in people]
        elif key not in joined:
            joined[key] = draft
    return list(joined.values())
