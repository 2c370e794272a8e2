"""What a material is called: in book marks, before its link, behind a label, or by how its title ends."""

import re

from language.lexicon import cue
from language.slots import spans

URL = re.compile(r"https?://[^\s，。；！？、）)》”\u4e00-\u9fff]+")
MARKED = re.compile(r"《(?P<a>[^》\n]{2,60})》|“(?P<b>[^”\n]{4,60})”")
_EXTENSION = re.compile(r"\.(?:docx?|pdf|pptx?|xlsx?|mp4|jpg|png)$", re.I)
_LABELLED = re.compile(
    r"学习(?:的)?(?:材料|资料|文件|内容|篇目|任务)(?:是|为)?[：:]\s*(?P<t>[^，。；;！\n《“]{2,40})"
)
_CARRIED = re.compile(r"(?:学习?|看|读|阅|研读|自学)完?(?:一下|一遍)?(?P<t>[^，。；;！：:\n《“、]{4,40})")


def title(text: str) -> str:
    """Return the title that stands in a text, "" if none does."""
    if named := MARKED.search(text):
        return _EXTENSION.sub("", spans.bare(named["a"] or named["b"]))
    if link := URL.search(text):
        lead = text[: link.start()].rstrip("：:，, 。\n")
        lead = re.split(r"[，。；\n]", lead)[-1]
        if lead:
            return spans.trim(re.sub(r"(?:链接|地址|见|戳|点)$", "", lead))
    return plain(text)


def plain(text: str) -> str:
    """Return a title without any marks: 「学习材料：保密须知」, 「学完党员教育管理工作条例」."""
    if labelled := _LABELLED.search(text):
        return spans.trim(labelled["t"])
    for carried in _CARRIED.finditer(text):
        if cue("document_ends").search(carried["t"]) and not cue("points_at_material").search(carried["t"]):
            return spans.trim(carried["t"])
    return ""
