"""Who was there, came late, online or by a stand-in, and who was not: the states of a roll with their
names."""

import re
from dataclasses import dataclass

from language.heard import Heard
from language.lexicon import cue, phrase, source
from language.slots import audience
from language.slots.people import Mention

LEAVE, ABSENT, PRESENT, MAKEUP = "leave", "absent", "present", "makeup"
_FAMILY = (
    (MAKEUP, "makeup"),
    (LEAVE, "leave"),
    (ABSENT, "absent"),
    ("late", "late"),
    ("online", "online"),
    ("onsite", "onsite"),
    (PRESENT, "present_word"),
)
_STATE = re.compile("|".join(f"(?P<{name}>{source(words)})" for name, words in _FAMILY))
_GAP = phrase(
    r"(?:<roll_label_after>{0,4}[】\]]?[：:\s，\n-]{0,3}){1,2}(?:(?<=人)[（(])?(?:<group_head>\s?)?(?:[一二三四五六七八九十\d]+[、.．]\s*)?"
)
_ARRIVED = phrase(r"(?:^|[，\s])(?:我|俺|咱)?(?:已经?|也|刚)?(?P<word><arrive>)[!！~。]*$")
_DID_NOT = re.compile(r"还没|没有?$|未$|不用|不算|别")


@dataclass(frozen=True, slots=True)
class State:
    """A state word in the text: what it says, with mode and lateness."""

    what: str
    start: int
    end: int
    mode: str = ""
    late: bool = False


@dataclass
class Group:
    """People in one state for one reason; nobody in `people` where only a group, or nobody at all, was
    said."""

    state: State
    people: list[Mention]
    audience: str = ""
    reason: str = ""
    me: bool = False
    substitute: str = ""


_WHO_ARE = re.compile(r"(?:没|未|没有|除了?)(?:请假|出差|值班|休假)的(?:人|同志)?")
_HERE = re.compile(
    r"(?:今晚|今天|昨天|昨晚|下午|上午|早上|其实|也|都|全|均|已经?)*(?:(?:到了?|来了?|在)(?=[，；。！\n]|$)|(?:到了?|在|进了?)(?=[^，。；\n]{0,6}(?:会场|会议室)))"
)
_NEGATED = re.compile(
    r"(?:记成|写成|登成|记为|别记|不要记|不是|并非|不算|没说过?要?|没有|并没|别|莫|勿|不许|不得|不准|严禁|(?:别|不要|莫)(?:再|给我?|把我)?(?:算|记|写|登)(?:我|成|为)*)$"
)
_NONE = re.compile(r"(?:人员|人|的)?[：:]?\s?(?:无|没有|0人|零)(?=[，。；\n]|$)")


def states(heard: Heard, start: int, end: int) -> list[State]:
    """Return the state words of a stretch, in order; mode and lateness belong to presence."""
    known = heard.kept.get(("states", start, end))
    if known is None:
        known = heard.kept["states", start, end] = _states(heard, start, end)
    assert isinstance(known, list)
    return list(known)


def _states(heard: Heard, start: int, end: int) -> list[State]:
    found: list[State] = []
    groups = [
        m.span() for shape in (audience.EXCEPT, _WHO_ARE) for m in shape.finditer(heard.text, start, end)
    ]
    for word in _STATE.finditer(heard.text, start, end):
        kind = str(word.lastgroup)
        if kind == "onsite" and cue("not_onsite").search(
            heard.text[max(0, word.start() - 2) : word.end() + 4]
        ):
            continue
        if any(a <= word.start() < b for a, b in groups):
            continue
        if (
            kind == ABSENT
            and _NOT_SEEN.fullmatch(word[0])
            and heard.text[word.start() - 1 : word.start()] in "我俺"
        ):
            continue
        if kind == LEAVE and heard.text[max(0, word.start() - 1) : word.start()] == "没":
            continue
        if _NEGATED.search(heard.text[max(start, word.start() - 5) : word.start()]) or _NONE.match(
            heard.text, word.end(), end
        ):
            continue
        if kind == LEAVE and _in_brackets_of_the_absent(heard, found, word.start()):
            continue
        found.append(_state(kind, word.start(), word.end()))
    named_ends = {m.end for m in heard.mentions_in(start, end)}
    for here in _HERE.finditer(heard.text, start, end):
        if len(heard.text[: here.start()].rstrip()) in named_ends and not any(
            s.start <= here.start() < s.end for s in found
        ):
            found.append(State(PRESENT, here.start(), here.end()))
    found += _whole_states(heard, start, end, found)
    found += [s for s in _lacking(heard, start, end) if not any(o.start <= s.start < o.end for o in found)]
    return _merged(sorted(found, key=lambda s: s.start), heard)


_LEAD_OF_WHOLE = re.compile(r"(?:人(?:员)?|大家|都|已经?|全部?|就|也)*")


def _whole_states(heard: Heard, start: int, end: int, found: list[State]) -> list[State]:
    """「各小组都齐了」「人齐了」: everybody of a group is there, without any other word of presence."""
    whole = []
    for word in cue("whole_present").finditer(heard.text, start, end):
        begins = max((c.start for c in heard.clauses if c.start <= word.start()), default=start)
        lead = heard.text[max(start, begins) : word.start()]
        group = group_said(lead, heard.ears.people.groups)
        known = any(s.start < word.end() and word.start() < s.end for s in found)
        if not known and (group or (lead and _LEAD_OF_WHOLE.fullmatch(lead))):
            whole.append(State(PRESENT, word.start(), word.end()))
    return whole


def _in_brackets_of_the_absent(heard: Heard, found: list[State], at: int) -> bool:
    """「缺：甲（出差请假）」: 请假 in the brackets behind a name tells of that name, it heads nothing."""
    opening = heard.text.rfind("（", 0, at)
    within = heard.text.find("）", max(opening, 0), at) < 0
    absent = (bool(found) and found[-1].what == ABSENT) or bool(_LACKS.search(heard.text, 0, at))
    return (
        0 < opening < at - 1
        and within
        and absent
        and any(m.end == opening for m in heard.mentions_in(0, opening))
    )


_NOT_SEEN = re.compile(r"没(?:看)?见(?:着|到)?")  # 「我没看见」: the speaker saw nothing, he was there
_LACKS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[一二三四]组|就|只|还)?(?:缺|差)(?:了)?(?:[一二三四五两\d]个?人?[：:])?(?=[\u4e00-\u9fff])"
)


def _lacking(heard: Heard, start: int, end: int) -> list[State]:
    """「一组缺老马」「就差贾总」: somebody missing, named right behind the word."""
    names = {m.start for m in heard.mentions_in(start, end)}
    return [
        State(ABSENT, m.start(), m.end()) for m in _LACKS.finditer(heard.text, start, end) if m.end() in names
    ]


def _state(kind: str, start: int, end: int) -> State:
    if kind in ("online", "onsite"):
        return State(PRESENT, start, end, mode="线上" if kind == "online" else "现场")
    if kind == "late":
        return State(PRESENT, start, end, late=True)
    return State(kind, start, end)


def _merged(found: list[State], heard: Heard) -> list[State]:
    """Join states that describe the same people: 「线上参加」, 「值班走不开请假」, 「缺席……值班走不开」."""
    joined: list[State] = []
    for state in found:
        last = joined[-1] if joined else None
        between = heard.text[last.end : state.start] if last else ""
        near = (
            last is not None
            and not heard.mentions_in(last.end, state.start)
            and "，" not in between
            and "；" not in between
            and "\n" not in between
        )
        if last and last.what == LEAVE and state.what == ABSENT and not between and _why(last, heard):
            joined[-1] = state
        elif last and near and (last.what == state.what or {last.what, state.what} <= {PRESENT, "late"}):
            joined[-1] = State(
                last.what, last.start, state.end, last.mode or state.mode, last.late or state.late
            )
        elif (
            last
            and near
            and len(between) <= 6
            and state.what == PRESENT
            and state.mode
            and last.what in (MAKEUP,)
        ):
            continue
        else:
            joined.append(state)
    return joined


def _why(state: State, heard: Heard) -> bool:
    """Say whether a state word only tells why: 走不开 in 「摊铺走不开没来」."""
    return bool(cue("inability").fullmatch(heard.text[state.start : state.end]))


_JOIN = phrase(
    r"(?:同志|师傅)?[、，,\s和跟与及还有以及+/；;\n]*(?:<group_head>\s?)?(?:[一二三四五六七八九十\d]+[、.．]\s*)?"
)
_CLOSE_JOIN = phrase(
    r"(?:同志|师傅)?(?:[、,\s+/✔✅✓]|和|跟|与|及|还有|以及|我(?=[、和跟与及\u4e00-\u9fff]))*(?:[；;\n]?<group_head>\s?)?"
)
_OWN_REASON = re.compile(
    r"\s*(?:[（(](?P<a>[^）)\n]{1,24})[）)]|，(?P<c>[^）)\n（(，]{2,16})[）)]|[-:：]\s*(?P<b>[^，。；、\n]{1,24})(?=[，。；、\n]|$))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a roll with the reason that stands behind it in brackets or after a dash."""

    mention: Mention
    reason: str = ""


def names_run(heard: Heard, at: int, end: int) -> tuple[list[Named], int]:
    """Return the names that a state word at `at` heads, and where they end; none if no name follows it."""
    run: list[Named] = []
    if swapped := _SWAPPED.match(heard.text, at, end):
        at = swapped.end()
    label = at
    for mention in heard.mentions_in(at, end):
        gap = heard.text[at : mention.start]
        if run and _JOINED_BY_COMMA.fullmatch(gap) and not run[-1].reason:
            listed = (
                "：" in heard.text[label : run[0].mention.start]
                or "人" in heard.text[label : run[0].mention.start]
            )
            if not listed or mention.end >= end - 1 or _OWN_STATE.match(heard.text, mention.end):
                break
        elif (
            run
            and not (_JOIN if run[-1].reason else _CLOSE_JOIN).fullmatch(gap)
            or not run
            and not _GAP.fullmatch(gap)
        ):
            break
        if (
            not run
            and not re.search(r"[的：:名人有是个]", gap)
            and gap.strip()
            and (mention.end >= end - 1 or _OWN_STATE.match(heard.text, mention.end))
        ):
            break
        at = mention.end
        own = _OWN_REASON.match(heard.text, at, end)
        reason = (own["a"] or own["b"] or own["c"]).strip() if own else ""
        if not own and _LISTED.search(heard.text[label : run[0].mention.start if run else mention.start]):
            own = _BARE_REASON.match(heard.text, at, end)
            own = None if own and _STATE.search(own[0]) else own
            reason = own[0].strip() if own else ""
        if reason:
            run = _shared(run, heard, mention, reason)
        at = own.end() if own else at
        run.append(Named(mention, reason))
    return run, at


_LISTED = re.compile(r"[人个]?[：:]")
_BARE_REASON = re.compile(r"[\u4e00-\u9fff]{2,8}(?=[，；。\n]|$)")
_SWAPPED = re.compile(r"的?(?:人)?不是[^，。]{2,5}，?(?:而)?是")
_JOINED_BY_COMMA = re.compile(r"[，,]\s?")
_OWN_STATE = re.compile(r"[^，。；\n]{0,8}(?:到|没|未|缺|迟|晚|请假|线上|现场)")


def _shared(run: list[Named], heard: Heard, last: Mention, reason: str) -> list[Named]:
    """A reason in brackets holds for all names joined to the last by 、 or 和: 「甲、乙（吊装）」."""
    shared: list[Named] = []
    after = last.start
    for named in reversed(run):
        if (
            named.reason
            or after < 0
            or not re.fullmatch(r"[、和跟与及]\s?", heard.text[named.mention.end : after])
        ):
            after = -1
            shared.append(named)
        else:
            shared.append(Named(named.mention, reason))
            after = named.mention.start
    return shared[::-1]


def labelled(heard: Heard, state: State, name_at: int) -> bool:
    """Say whether a state word plainly heads the names behind it: 「请假的是」「线上：」「请假姜会计」."""
    gap = heard.text[state.end : name_at]
    return not gap.strip() or bool(re.search(r"[的：:名人有是个]", gap))


def arrived_bare(text: str) -> bool:
    """Say whether a clause is nothing but an arrival: 「到」「到了」「任杰到」."""
    return bool(_ARRIVED.search(text))


def whole(text: str) -> bool:
    """Say whether a whole meeting is said to be there."""
    return bool(cue("whole_present").search(text))


def group_said(text: str, groups: frozenset[str] = frozenset()) -> str:
    """Return the group a stretch names, else ""."""
    found = audience.find(text, groups)
    return found[0] if found else ""
