"""Pledges signed and contributions handed in."""

import re

from language.drafts import Draft
from language.lexicon import phrase
from language.slots import spans
from language.units.unit import Unit

_PLEDGE = re.compile(
    r"(?:《(?P<a>[^》]{2,40})》|“(?P<b>[^”]{2,30})”|"
    r"(?P<c>[\u4e00-\u9fff“”]{0,14}?(?:承诺[\u4e00-\u9fff]{0,4}书|承诺书|责任书|保证书|承诺卡|"
    r"倡议书|公约|军令状)))"
)
_SIGNED = re.compile(
    r"(?:补签|签字|签好|签完|签了|签过|签署|已签|签妥|签上|签毕|签)(?:好|完|了|过|字|毕)*|[摁按捺](?:了|过|下)?(?:红|手)?(?:手|指)?印(?:了|过|儿)*"
)
_NOT_SIGNED = re.compile(
    r"签了(?:几|多少)|收(?!齐)|[\d一二两三四五六七八九十几]+(?:份|家)|没签|未签|要签|请|组织(?=.{0,6}[签大全各])|"
    r"准备|明天|谁|统一|尽快|前签|去签|待签|催"
)
_SUBMIT = phrase(
    r"稿子?[^，。；]{0,16}(?:交|发到)[^，。；]{2,8}了|》[^，。；]{0,4}登在|(?:登记|报|记|登|交|送|收)(?:了|一下|上)?一?(?:个|篇|份)(?:稿|通讯|信息|新闻|报道)|"
    r"(?:登|发|上)(?:了|在|到)?[^，。；]{0,6}公众号|稿子?(?:也|都|已经?)?(?:登|见报|刊|发出来|"
    r"上了)|登[^，。；]{0,4}[报刊网][^，。；]{0,3}(?:版|头条)?了|交(?:了|上)?一?个?稿|(?:登|刊|发)(?:了|出|载)[^，。；]{0,8}(?:稿|文章|报道|通讯|"
    r"消息)|上了[^，。；]{0,8}(?:头条|首页|网|报|公众号|专栏)|交上去了?(?=，写)|公众号[^，。；]{0,6}(?:推|发|登)了|供了?一?篇|投稿|投了?一?篇|送稿|投个稿|投一篇|供稿|交稿|稿件|(?:登|发|刊|见)(?:了|上|出|在)?(?:报|网|公众号|"
    r"简报|头条|学习强国|专栏)|(?:交|报|送|写|发)(?:了|来)?(?:一)?篇|被.{2,10}(?:采用|刊发|"
    r"录用|转载|刊登)|登(?:了)?出[来了]|投(?:了|给|到|往|的)?(?=《)|投(?:了|给|到|往)?[^，。；]{1,8}(?:网|报|刊|号|台)|》上(?:了)?[^，。；]{1,10}(?:网站?|官网|首页|公众号|[日晚省市]报|简报|头条)|发(?:出来|出去|表)了|登上|官微|视频号|刊发了|见报|发表了|采用了|上线了"
)
_QUOTED = re.compile(r"《(?P<a>[^》]{2,40})》|(?:标题|题目)(?:是|为|叫|：)*[“]?(?P<b>[^，。”\n]{2,40})")
_LABEL = re.compile(r"(?:稿子?|新闻|通讯)?的?(?:标题|题目)")
_INTENTION = re.compile(
    r"打算|准备(?:写|投)|想(?:写|投)|回头|计划(?:写|投)|要写|能不能|要不要|明天(?:写|投|交)|"
    r"下周(?:写|投|交)|希望|争取|再投|学完(?!了)|看完(?!了)|前(?:交|报|投)"
)


def begins(text: str) -> bool:
    """Say whether a clause begins to tell of a contribution."""
    return bool(_SUBMIT.search(text) or _QUOTED.search(text) or _LABEL.fullmatch(text.strip()))


def submits(text: str) -> bool:
    """Say whether a clause itself tells of handing in or appearing, not only of title or subject."""
    return bool(_SUBMIT.search(text))


def pledge(unit: Unit) -> Draft | None:
    """Return a pledge that has been signed; collecting signatures is a task."""
    named = _PLEDGE.search(unit.text)
    if named and not _SIGNED.search(unit.text) and (longer := _with_next(unit)):
        unit = longer
    if not named or not _SIGNED.search(unit.text) or _NOT_SIGNED.search(unit.text):
        return None
    title = named["a"] or named["b"] or named["c"] or ""
    if not re.search(r"承诺|责任|保证|倡议|公约|军令", title):
        return None
    title = re.sub(r"^(?:我的|我这边|这份|那份|我|本人|的|把|这边|已经?|今天)+", "", title)
    return Draft("pledge.sign", {}, "a pledge has been signed", unit.start, unit.end).put(
        title=spans.bare(title)
    )


_HAS_SIGNED = re.compile(r"(?:我|俺|本人|[都也全均已])[^，。；]{0,4}签(?!订|约|证)|签(?:了|完|好|过|毕|字了)")


def _with_next(unit: Unit) -> Unit | None:
    """「廉洁承诺书，我和温馨都签了」: the paper in one clause, the signing in the next."""
    last = unit.numbers[-1]
    after = unit.heard.clauses[last + 1] if last + 1 < len(unit.heard.clauses) else None
    same = after is not None and after.sentence == unit.heard.clauses[last].sentence
    same = same and after is not None and bool(_HAS_SIGNED.search(after.text))
    return Unit(unit.heard, [*unit.numbers, last + 1]) if same else None


def publicity(unit: Unit) -> Draft | None:
    """Return a contribution handed in or that has appeared; an intention is none."""
    if not _SUBMIT.search(unit.text) or _INTENTION.search(unit.text):
        return None
    named = _QUOTED.search(unit.text)
    if not named:
        return None
    about = re.search(
        r"(?:写(?:的?是)?|讲的?(?:是|的)|内容(?:是|为|：)|关于|写了|讲了)(?P<t>[^。；\n]{3,60})", unit.text
    )
    draft = Draft("publicity.submit", {}, "a contribution handed in", unit.start, unit.end)
    return draft.put(
        title=spans.bare(named["a"] or named["b"]), text=spans.light(about["t"]) if about else ""
    )
