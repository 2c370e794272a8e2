"""State words of a roll: there, late, online, excused, absent, made up for."""

import re

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots import audience, untold
from language.slots.own_state import joined_own_state
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT, State

_FAMILY = (
    (MAKEUP, "makeup"),
    (LEAVE, "leave"),
    (ABSENT, "absent"),
    ("late", "late"),
    ("online", "online"),
    ("onsite", "onsite"),
    (PRESENT, "present_word"),
)
STATE = phrase("|".join(f"(?P<{name}><{words}>)" for name, words in _FAMILY))


_WHO_ARE = re.compile(r"(?:没|未|没有|除了?)(?:请假|出差|值班|休假)的(?:人|同志)?")
_AT_A_PLACE = re.compile(r"[^，；。！]*在[^，；。！]")
_COUNTED_AS_LEAVE = re.compile(r"，?(?:就|也|都)?(?:算|按|记)(?:作|为|成|他|她)?请假")
"""「贾工没赶上，算请假」."""
_I_ALONE = re.compile(r"(?:^|[，。；、会课日堂场座])(?:我|俺|本人)$")
_HERE = re.compile(
    r"(?:今晚|今天|昨天|昨晚|下午|上午|早上|其实|也|都|全|均|已经?)*(?:(?:到了?|来了?|"
    r"在)(?=[，；。！\n]|$)|(?:到了?|在|进了?)(?=[^，。；\n]{0,6}(?:会场|会议室)))"
)
_NEGATED = re.compile(
    r"(?:记成|写成|登成|记为|别记|不要记|不是|并非|不算|没说过?要?|没有|并没|别|莫|勿|不许|"
    r"不得|不准|严禁|无一(?:人|例)?|[没无]有?人|没谁|(?:别|不要|莫)(?:再|给我?|把我)?(?:算|记|写|登)(?:我|成|为)*)$"
)
_BIDDEN_NOT = re.compile(r"(?:大家|各位|同志们)[^，。]{0,2}(?:别|莫|不要)[^，。]{0,6}$")
"""「大家别踩着点进门」 bids, and tells of nobody."""
_NONE = re.compile(r"(?:人员|人|的)?[：:]?\s?(?:无|没有|0人|零)(?=[，。；\n]|$)")


def states_in(heard: Heard, start: int, end: int) -> list[State]:
    """Return the state words of a stretch, in order; mode and lateness belong to presence."""
    known = heard.kept.get(("states", start, end))
    if known is None:
        known = heard.kept["states", start, end] = _states(heard, start, end)
    assert isinstance(known, list)
    return list(known)


def _states(heard: Heard, start: int, end: int) -> list[State]:
    found = [State(PRESENT, *back.span()) for back in cue("leave_back").finditer(heard.text, start, end)]
    taken = [
        m.span() for shape in (audience.EXCEPT, _WHO_ARE) for m in shape.finditer(heard.text, start, end)
    ]
    taken += [(back.start, back.end) for back in found]
    for word in STATE.finditer(heard.text, start, end + (heard.text[end : end + 1] == "：")):
        kind = str(word.lastgroup)
        if any(a <= word.start() < b for a, b in taken) or _tells_nothing(heard, kind, word, start, end):
            continue
        if kind == LEAVE and _stands_under(heard, found, word.start()):
            continue
        if kind == ABSENT and (counted := _COUNTED_AS_LEAVE.match(heard.text, word.end(), end)):
            found.append(State(LEAVE, word.start(), counted.end()))
        elif not (found and word.start() < found[-1].end):
            found.append(_state(kind, word))
    found += _fresh(_here(heard, start, end), found)
    found += untold.whole(heard, start, end, found)
    found += _fresh(untold.counted(heard, start, end), found)
    found += _fresh(untold.away(heard, start, end, found), found)
    found += _fresh(untold.lacking(heard, start, end), found)
    return _merged(sorted(found, key=lambda s: s.start), heard)


def _fresh(more: list[State], found: list[State]) -> list[State]:
    """Those of `more` that begin inside none already found."""
    return [s for s in more if not any(o.start <= s.start < o.end for o in found)]


def _tells_nothing(heard: Heard, kind: str, word: re.Match[str], start: int, end: int) -> bool:
    """Say whether a state word is denied, decided, only supposed, or of something else."""
    text, at = heard.text, word.start()
    if _HEADS_A_LIST.match(text, word.end()) or _decided(heard, kind, word):
        return True
    if (
        _BIDDEN_NOT.search(text[start:at])
        or _NEGATED.search(text[max(start, at - 5) : at])
        or _NONE.match(text, word.end(), end)
    ):
        return True
    if kind in ("leave", "absent") and _only_counted(heard, word.end()):
        return True
    if kind in ("leave", "absent") and _IF_ANY.search(text[:at]):
        return True
    match kind:
        case "onsite":
            return bool(cue("not_onsite").search(text[max(0, at - 2) : word.end() + 4]))
        case "absent":
            return bool(_NOT_SEEN.fullmatch(word[0])) and text[at - 1 : at] in "我俺"
        case "leave" if _THEIRS.search(text[:at]) or _hired(heard, at):  # 「专家22号来不了」
            return True
        case "leave":  # 「想请假的中午前私聊我」
            whoever = _WHOEVER.search(text[:at]) and text[word.end() : word.end() + 1] == "的"
            return bool(whoever) or text[max(0, at - 1) : at] == "没"
        case "online":  # 「做运维交底视频」
            return word[0] == "视频" and bool(_MADE.search(text[max(0, at - 12) : at]))
        case "present":  # 「八节全部到位」
            in_place = text.startswith(("到位", "到齐"), word.end() - 1) or word[0].endswith(("到位", "到齐"))
            return in_place and bool(untold.GOODS.search(text[max(0, at - 10) : at]))
        case "late":  # 「密封胶卡在徐州，周四才能到」
            return bool(_OF_GOODS.search(text, 0, at))
    return False


def _stands_under(heard: Heard, found: list[State], at: int) -> bool:
    """Say whether a word of leave only tells of a name that another state word heads."""
    return bool(found) and _behind_a_dash(heard, at) or _in_brackets_of_the_absent(heard, found, at)


def _here(heard: Heard, start: int, end: int) -> list[State]:
    """「老马到了」「党课我也在」: an arrival right behind a name, or behind the speaker alone."""
    named_ends = {m.end for m in heard.mentions_in(start, end)}
    found = []
    for here in _HERE.finditer(heard.text, start, end):
        lead = heard.text[: here.start()].rstrip()
        alone = _I_ALONE.search(lead) and not _AT_A_PLACE.match(heard.text, here.start())
        if len(lead) in named_ends or alone:
            found.append(State(PRESENT, here.start(), here.end()))
    return found


_HEADS_A_LIST = re.compile(r"的?(?:情况|名单|人数|统计)(?:怎么?样|如何|呢|吗|一下|[？?！!。 ])*$")
"""「党课到会情况」 names a list and tells of nobody."""
_MAY = re.compile(r"(?:可以|允许|准许|准)$")
_NOT_GRANTED = re.compile(r"(?:不|没|未)(?:同意|批准?|准|允许|答应)(?:他|她|再)?$")
_REFUSED = re.compile(r"的?(?:我|书记)?(?:不|没|未)(?:同意|批|准(?!时)|允许|答应)")


_SUPPOSED = re.compile(r"了?(?:吧|啵)(?=$|[，。？?！\n])|(?:上班|上工|出工)")
"""「张三没来上班，请假了吧」: from work, and only supposed."""


_NEEDS_LONGER = re.compile(r"了?，?[^。；]{0,6}(?:延|宽|推|缓)")
"""「12号来不及，申请延到19号」: the work, and nobody is away."""


def _decided(heard: Heard, kind: str, word: re.Match[str]) -> bool:
    """「浇筑的可以不来」「李枫不同意请假」: leave allowed to some, or not given, is nobody's."""
    if kind not in (LEAVE, ABSENT):
        return False
    lead = heard.text[max(0, word.start() - 6) : word.start()]
    if _SUPPOSED.match(heard.text, word.end()) and not re.search(r"我|俺|本人", lead):
        return True
    if word[0].startswith("来不及") and _NEEDS_LONGER.match(heard.text, word.end()):
        return True
    allowed = word[0].startswith("不") and _MAY.search(lead)
    refused = _NOT_GRANTED.search(lead) or _REFUSED.match(heard.text, word.end())
    return bool(allowed) or (kind == LEAVE and bool(refused))


_THEIRS = re.compile(r"(?:专家|厂家|业主|甲方|监理方?|讲师|检测院|吊车|罐车|泵车|拖轮)[^，。；我]{0,8}$")
_HIRED = re.compile(r"(?:师傅|老板|司机|操作手|[电焊木瓦钳]工|厨师|保安|保洁)(?:也|又|今天|这两天|都)?$")


def _hired(heard: Heard, at: int) -> bool:
    """「排版师傅请假了」: of nobody on the roster."""
    found = _HIRED.search(heard.text[:at])
    return found is not None and not any(m.start < found.end() <= m.end + 4 for m in heard.mentions_in(0, at))


_NUMBER_ALONE = re.compile(
    r"(?:的|了|有|人)*\s?(?:\d+|[一二两三四五六七八九十]+)[个名位]?人?(?=$|[，。；：\n])"
)


def _only_counted(heard: Heard, at: int) -> bool:
    """「实到16人，请假2人」 tells how many, and of nobody by name."""
    counted = _NUMBER_ALONE.match(heard.text, at)
    if counted is None:
        return False
    behind = counted.end() + (heard.text[counted.end() : counted.end() + 1] in ("，", "："))
    named = next((m for m in heard.mentions if m.start == behind), None)
    return named is None or joined_own_state(heard, named)


_IF_ANY = re.compile(
    r"(?:确|如|若|凡)(?:有|因|实|需)[^，。；]{0,12}(?:的，?[^，。；]{0,14}|，[^，。；]{0,14})?$"
)
"""「确因值班不能到会的向组长请假」 in a notice tells of nobody yet."""
_MADE = re.compile(r"(?:做|拍|剪|录|制作|拍摄)(?!完|好|了)[^，。；]{0,10}$")
_OF_GOODS = re.compile(r"卡在|物流|厂家|供应商|供货|配件|发货|材料[^，。]{0,6}没到")
_WHOEVER = re.compile(r"(?:想|要|谁|需要)$")
_DASH = re.compile(r"\s?[-—–:：]+\s?$")


def _behind_a_dash(heard: Heard, at: int) -> bool:
    """「孙立 - 病假」 in a list of leave: why, told of the name before it."""
    dash = _DASH.search(heard.text, 0, at)
    return dash is not None and any(m.end == dash.start() for m in heard.mentions_in(0, at))


def _in_brackets_of_the_absent(heard: Heard, found: list[State], at: int) -> bool:
    """「缺：甲（出差请假）」: 请假 in the brackets behind a name tells of that name, it heads nothing."""
    opening = heard.text.rfind("（", 0, at)
    within = heard.text.find("）", max(opening, 0), at) < 0
    absent = (bool(found) and found[-1].what == ABSENT) or bool(untold.LACKS.search(heard.text, 0, at))
    return (
        0 < opening < at - 1
        and within
        and absent
        and any(m.end == opening for m in heard.mentions_in(0, opening))
    )


_NOT_SEEN = re.compile(r"没(?:看)?见(?:着|到)?")  # 「我没看见」: the speaker saw nothing, he was there


def _state(kind: str, word: re.Match[str]) -> State:
    start, end = word.span()
    if kind == PRESENT and word[0].endswith(("会场", "会议室")):
        return State(PRESENT, start, end, mode="现场")
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
