"""Study: material posted with a duty or a date, and material that somebody has studied."""

import re

from branch.updates import Doubt
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority
from language.lexicon import cue
from language.references.item import Item
from language.slots import audience, materials, spans
from language.slots.names import POST
from language.slots.people import Mention
from language.slots.times import Time
from language.units.unit import Unit


def done(unit: Unit, study: Item | None) -> list[Draft]:
    """Return that somebody has studied a material; half read is nothing."""
    text, heard = unit.text, unit.heard
    if not cue("studied").search(text) or cue("half_read").search(text) or _still_due(heard, unit):
        return []
    if study is None and cue("accept").search(text) and authority.may_order(heard):
        return []  # 「小柳的总结我通读了一遍，销号」
    draft = Draft("study.done", {}, "studied", unit.start, unit.end)
    draft.put(study=study.id if study else "")
    people, me, unsure = _learners(heard, unit)
    if _HE_TOO.search(text) and heard.mentions_in(unit.start, unit.end):
        last = heard.mentions_in(unit.start, unit.end)[-1]
        people, me = [*people, *([last.name] if last.name and last.name not in people else [])], True
    if both := _TOGETHER.search(text):
        with_me = heard.mentions_in(unit.start + both.start("who"), unit.start + both.end("who"))
        people, me = [*people, *(m.name for m in with_me if m.name and m.name not in people)], True
    draft.doubts = unsure
    if not people and not me:
        me = bool(_ALSO.search(text))
    people += [m.name for m in _who_also(unit) if m.name and m.name not in people]
    group = audience.find(_outside_title(unit), heard.ears.people.groups)
    if people or me:
        draft.put(
            people=([heard.sender] if me else []) + [p for p in people if not (me and p == heard.sender)]
        )
    elif group and not unsure:
        draft.put(audience=group[0])
    elif not unsure:
        draft.put(people=[heard.sender])
    return [draft.put(note=_note(unit))]


def _outside_title(unit: Unit) -> str:
    """「党员事迹汇编看完了」: a group in the name of the material has not studied it."""
    hit, text = unit.hit, unit.text
    if hit is None or not unit.start <= hit.start < unit.end:
        return text
    return text[: hit.start - unit.start] + "，" + text[hit.end - unit.start :]


_BY_THEN = re.compile(r"[^，。；了过]{0,6}(?:学习?|看|读|听|阅)完(?!了|过)")


def _still_due(heard: Heard, unit: Unit) -> bool:
    """「下周一前学完」: a deadline still to come says what is to be done, not what was."""
    return any(
        t.day is not None
        and t.day >= heard.context.now.date()
        and heard.text[t.end - 1] == "前"
        and _BY_THEN.match(heard.text, t.end, unit.end)
        for t in heard.times_in(unit.start, unit.end)
    )


_ALSO = re.compile(r"[\u4e00-\u9fff]也(?:学|看|读)(?:了|完|过)")


def _who_also(unit: Unit) -> list[Mention]:
    """「办法我学完了，简姐也学了」: who has studied it as well."""
    found = []
    for mention in unit.heard.mentions_in(unit.start, unit.end):
        if re.match(r"也(?:都)?(?:学|看|读)(?:了|完|过)", unit.heard.text[mention.end :]):
            found.append(mention)
    return found


_HE_TOO = re.compile(r"[他她]跟我(?:一块儿?|一起|一道)(?:学|看|读)的")
_TOGETHER = re.compile(r"我[跟和与](?P<who>[^，。；]{1,5}?)(?:一块儿?|一起|一道)(?:学|看|读|考|做|答)的")


def _learners(heard: Heard, unit: Unit) -> tuple[list[str], bool, list[Doubt]]:
    word = cue("studied").search(unit.text)
    at = unit.start + (word.end() if word and word[0][0] in "测答问考" else word.start() if word else 0)
    mentions = [
        m
        for m in heard.mentions_in(unit.start, at)
        if not re.search(r"发|给|交|请|让|报告$|汇报$", heard.text[max(unit.start, m.start - 2) : m.start])
        and not _left_out(unit, m.start)
        and not _TOLD_TO.match(heard.text, m.end)
    ]
    both = re.search(
        r"我(?:[俩两]|们(?![\u4e00-\u9fff]{0,3}(?:组|班|队|站|室|部)))(?:个|人)?",
        unit.text[: at - unit.start],
    )
    if both and not mentions:
        mentions = [m for m in heard.mentions_in(0, unit.start) if m.how != POST][-1:]
    mentions = _listed(heard, unit, at) or mentions
    me = (
        bool(both)
        or bool(mentions and (_ME_LISTED.search(heard.text, at, unit.end) or "还有我" in unit.text))
        or bool(
            re.search(
                r"(?:^|[，。：、\s])(?:我|俺|本人)(?!们)|[我俺](?=[和跟、])|[和跟与、]我(?=[，、都也]|$)|(?<=[本课这])我(?!们)",
                unit.text[: at - unit.start],
            )
        )
    )
    unsure: list[Doubt] = [people_doubt("people", m.said, m.names) for m in mentions if not m.name]
    return [m.name for m in mentions if m.name], me, unsure


_ONLY_TELLS = re.compile(r"(?:向|跟|给)[^，。]{1,6}(?:汇报|报告|报一下|说一[声下])")
_TOLD_TO = re.compile(r"(?:一下)?(?:汇报|报告|报一下|说一[声下])")
"""「向书记汇报，手册学完了」."""
_ME_FIRST = re.compile(r"(?:我|本人|俺)[、，和]")
_ME_LISTED = re.compile(r"[：:、，](?:我|本人|俺)(?=[、，和。；]|$)")


def _listed(heard: Heard, unit: Unit, at: int) -> list[Mention]:
    """「三组的都学完了，名单：甲、乙、丙」: names behind a colon are who has studied."""
    label = re.compile(
        r"的?(?:人)?有(?=[\u4e00-\u9fff]{1,4}[、，和])|完的(?:人)?(?:就|有)?是(?=[\u4e00-\u9fff]{1,4}[、，和])|(?:名单|人员|分别是?|有|[的：]\s?)?(?:如下)?[：:]\s?"
    ).search(heard.text, at, unit.end)
    begin = label.end() if label else 0
    if label and (mine := _ME_FIRST.match(heard.text, begin)):
        begin = mine.end()
    named = heard.mentions_in(begin, unit.end) if label else []
    return named if len(named) > 1 and label and named[0].start == begin else []


def _left_out(unit: Unit, at: int) -> bool:
    """「除白露外」: who is left out has not studied."""
    return any(m.start() <= at - unit.start < m.end() for m in audience.EXCEPT.finditer(unit.text))


def _all_names(unit: Unit, start: int, end: int) -> bool:
    """Say whether a clause is nothing but names."""
    named = unit.heard.mentions_in(start, end)
    return len(named) > 1 and sum(m.end - m.start for m in named) >= 0.7 * (end - start)


def _note(unit: Unit) -> str:
    """Return reflection, score or remark: the clauses that do not merely say that it was studied."""
    kept = []
    for clause in unit.clauses:
        text = clause.text
        if unit.hit and clause.start <= unit.hit.start < clause.end or cue("studied").search(text):
            continue
        if _ONLY_TELLS.fullmatch(text.strip()):
            continue
        if re.fullmatch(r"(?:人员)?(?:名单|人员|分别是?)(?:如下)?", text.strip()) or _all_names(
            unit, clause.start, clause.end
        ):
            continue
        text = re.sub(r"^(?:心得就一句|心得|体会|感想|感受)[：:]?", "", spans.light(text))
        if len(text) > 1:
            kept.append(text)
    return "，".join(kept)


def posts(heard: Heard, start: int, end: int, study: Item | None) -> list[Draft]:
    """Return the material that is to be studied; two groups with two dates are two updates."""
    text = heard.text[start:end]
    url, title = materials.URL.search(text), materials.title(text) or (study.title if study else "")
    if not cue("study_duty").search(text) or not (url or title):
        return []
    times = [
        t
        for t in heard.times_in(start, end)
        if t.value is not None
        and t.day
        and t.day >= heard.context.now.date()
        and not _titled(text, t, start)
        and not _in_known_title(heard, t)
    ]
    if len(times) > 1:
        times = [t for t in times if t.day != heard.context.now.date()] or times
    whom = _who(heard, text.replace(title, "，") if title else text)
    if cue("half_read").search(text) and _MINE_UNREAD.search(text):
        return []
    ordered = cue("study_asked").search(text)
    if (
        not ordered
        or not (times or whom)
        or not (authority.may_order(heard) or url or heard.context.addressed)
    ):
        return []
    if cue("studied").search(text) and (not times or _I_HAVE.search(text)):
        return []
    draft = Draft("study.post", {}, "material to be studied", start, end)
    draft.put(title=title, url=url[0] if url else "")
    pairs = _by_group(heard, start, times)
    if len(pairs) > 1:
        return [
            Draft(draft.intent, dict(draft.slots), draft.rule, t.start, end).put(due=t.value, audience=g)
            for g, t in pairs
        ]
    return [draft.put(due=times[-1].value if times else None, audience=whom)]


_I_HAVE = re.compile(r"[我俺](?:也|都|已经?|全)*(?:学|看|读)(?:完|过|了)")
"""「那个条例我学完了，就31号到期的那本」 posts nothing."""
_MINE_UNREAD = re.compile(r"我(?:自己|这边)?(?:还|才|就)?(?:没|只|看了|学了)")
"""「规范我还没看完，这周末补」 posts nothing."""


def _in_known_title(heard: Heard, time: Time) -> bool:
    """「春节廉洁提醒我看完了」: a day that belongs to the name of a known material."""
    said = heard.text[time.start : time.end + 2]
    return any(item.family == "study" and said in item.title for item in heard.ears.things.items)


def _titled(text: str, time: Time, start: int) -> bool:
    """「《年末廉洁二十问》」: a time inside a title is no date."""
    return any(m.start() < time.start - start < m.end() for m in materials.MARKED.finditer(text))


def _by_group(heard: Heard, start: int, times: list[Time]) -> list[tuple[str, Time]]:
    """Return each group with its own date: 「机关人员18号前、班组人员25号前学习」."""
    found, at = [], start
    for time in times:
        group = audience.find(heard.text[at : time.start], heard.ears.people.groups)
        if group:
            found.append((group[0], time))
        at = time.end
    return found if len(found) == len(times) else []


def post(heard: Heard, start: int, end: int, study: Item | None) -> Draft | None:
    """Return the first material that is to be studied, if any."""
    found = posts(heard, start, end, study)
    return found[0] if found else None


def _who(heard: Heard, text: str) -> str:
    if found := re.search(r"[\u4e00-\u9fff]{1,3}(?:[和、][\u4e00-\u9fff]{1,3})?的同志们?", text):
        return found[0]
    found_group = audience.find(text, heard.ears.people.groups)
    if found_group:
        return found_group[0]
    return "大家" if re.search(r"各位|同志们", text) else ""
