"""Groups of people as they are said: 全体党员, 各党小组, 值班的, 除老王外."""

import re

from language.lexicon import source
from language.slots.people import People

GROUP = re.compile(
    rf"(?<!发展)(?:第?[一二三四]党?小?组(?:和|、|跟)第?[一二三四]党?小?组|"
    rf"{source('groups')})(?:全体)?(?:的)?(?:所有)?(?:同志们?|党员(?!大会|会议)|人员|成员|组长|"
    rf"负责人)?"
    rf"(?:[、和及与](?:各)?{source('groups')}(?:的?(?:同志们?|人员|成员))?)*"
)
EXCEPT = re.compile(
    r"除了?[^，。；\n]{1,16}(?=，(?:都|全|其[余他]|[^，。；\n]{1,8}(?:都|全)[^，。；\n]))|"
    r"(?<=，)除了[^，。；\n外]{2,12}(?=[。；！\n]|$)|除了?[^，。；\n外]{2,12}?(?=都|全|均)|"
    r"除了?(?P<who>[^，。；\n]{1,24}?)(?:以外|之外|外)(?:的)?(?:其余|其他)?(?:同志|人|党员)?"
)
COUNTED = re.compile(
    r"[\d一二三四五六七八九十两]+(?:名|位|个)(?:支委|委员|党员|同志|组员|成员|青年|积极分子|班组长|组长)"
)
OPEN = re.compile(
    r"(?![参报][加名]人员[：:])(?:还?没|未|没有|尚未|参加|报名|在岗|没能|出勤|负责|需要|没交|在家|留守|值班|"
    r"轮班)[^，。；\n提醒催通知叫：]{0,12}?(?:的(?:同志们?|人员?|党员|职工|各位)?|人员|"
    r"同志们?)(?=[，。；：\n抓尽赶明今后下周\d]|$|在|把|去|穿|带|交|学|补|报|签|完|及|务|按|"
    r"准)"
)
EVERYBODY = re.compile(r"@?所有人|@全体成员|都来|大家(?!好)|人人")
_CREW = re.compile(
    r"(?P<g>[\u4e00-\u9fff]{1,4}?(?:党小组|小组|班组|组|队|班|科|部门|工区|船|室|库|站|岗|部)(?:的|的?人|的?同志)?)(?:全员|全体(?:党员|"
    r"人员|同志)?|(?=的[\u4e00-\u9fff《》]{2,10}(?:都|全)(?:学|看|读)|[一二两三四五六七八九十\d]+个?人(?:都|全|齐|到)|已?集体|都|全部|全都|全[到来在勤学看读]|到齐|已经?到))"
)


_THE_REST = re.compile(r"(?<=[^，。][^，。][^，。])(?:都|全|均)(?:部|到|来|在)")
"""「除了老李都来了」: where those who came begin."""


def find(text: str, groups: frozenset[str] = frozenset()) -> tuple[str, int, int] | None:
    """Return (group as said, start, end) of the first group in a text; `groups` are the branch's own."""
    own = [(text.find(g), g) for g in groups if g in text]
    if own and not EXCEPT.search(text):
        at, group = min(own)
        tail = re.match(r"(?:全员|全体(?:党员|同志|人员)?|的?同志们?|党员(?!大会))?", text[at + len(group) :])
        if not re.match(r"会(?!员)|组长|长", text[at + len(group) :]):
            end = at + len(group) + (tail.end() if tail else 0)
            return text[at:end], at, end
    if left := EXCEPT.search(text):
        begin = min((at for at, g in own if left.start() == at + len(g)), default=left.start())
        end = left.end()
        if begun := _THE_REST.search(text, begin, end):
            end = begun.start()
        return said(text[begin:end]), begin, end
    for shape in (EXCEPT, COUNTED, OPEN, _CREW, GROUP):
        if found := shape.search(text):
            return said(found[0]), found.start(), found.end()
    return None


def said(span: str) -> str:
    """Return the group as it goes to the books: everybody is 大家."""
    return "大家" if EVERYBODY.fullmatch(span) else span.removesuffix("的")


def resolve(text: str, people: People) -> tuple[str, ...]:
    """Return the names of a set that the roster fixes (支委, 两位组长), else ()."""
    if re.search(r"支委|班子成员|委员们|支部委员", text):
        return people.committee()
    if re.search(r"[两三四]位组长|(?:各|党)?小?组组?长", text):
        return people.group_leaders()
    return ()


def group_in(text: str, groups: frozenset[str] = frozenset()) -> str:
    """Return the group a stretch names, else ""."""
    found = find(text, groups)
    return found[0] if found else ""
