"""What a meeting is about."""

import re

from language.heard import Heard
from language.slots import kinds, spans
from language.units.unit import Unit

QUOTED = re.compile(r"[“《「](?P<t>[^”》」\n]{2,40})[”》」]")
_TOPIC = re.compile(
    r"(?:主题(?:是|为|：)?|题目(?:是|为|：)?|议题(?:是|为|：)?|专题(?:讨论|学习|研究)|(?<![主宣])讲(?!课|"
    r"座|一|话|师|人|者)(?:一?讲)?|(?:^|(?<=[，。；]))议(?![题案程定论事一]|了)|(?=讨论(?!时间|会))|(?=研究(?!决定|生|会))|(?=学习(?!会|室|资料|"
    r"材料|心得))|(?=学(?!习|校|时|员|完)\S)|(?=审议)|(?=推荐)|(?=评选)|(?=传达)|"
    r"(?=汇报(?!人))|(?=部署(?!会))|(?=观看)|(?=参观)|(?=清理)|(?=总结(?!会)))"
    r"(?P<t>[^，。；：\n]{2,30})"
)


def subject_of(heard: Heard, unit: Unit, kind: tuple[str, int, int] | None) -> str:
    """Return what a meeting is about: behind 暨, in quotation marks, or behind a word like 主题."""
    text = unit.text
    if "暨" in text:
        return spans.light(re.split(r"[，。；\n]", text.split("暨")[1])[0])
    if quoted := QUOTED.search(text):
        return quoted["t"]
    if kind is None:
        found = kinds.other(text)
        clause = next(
            (c for c in unit.clauses if found and c.start <= unit.start + found[0] < c.end), unit.clauses[0]
        )
        cuts = [(t.start, t.end) for t in heard.times_in(clause.start, clause.end)]
        name = spans.without(
            clause.text[: (unit.start + found[1] - clause.start) if found else None], clause.start, cuts
        )
        called = re.sub(r"^.*(?:召开|举行|举办|开展|组织(?!生活)|参加|开)(?:一?个(?!人))?", "", name)
        return spans.light(called) if called.startswith("组织生活") else spans.trim(called)
    found_topic = _TOPIC.search(re.sub(r"我来讲", "讲", text))
    if not found_topic:
        return ""
    topic = spans.light(found_topic["t"])
    topic = re.sub(r"(?:全部到|都参加|参加|，.*)$", "", topic)
    bare = _NO_TOPIC.fullmatch(topic) or heard.kind_in(topic) and len(topic) < 6
    return "" if bare else topic


_NO_TOPIC = re.compile(r"课|座|话|完|了|得|的|参观|学习|讨论|研究|观看|汇报|总结")
