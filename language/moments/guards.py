"""Where a number or a word that looks like time is something else: 3号沉箱, T12, 3.5米, 两点意见, 完成2/3."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from language.moments.amounts import Amount

_WORKS = (
    "沉 塔 楼 机 桩 墩 台 孔 梁 罐 泵 井 船 车 仓 库 坑 坞 闸 桥 洞 段 标 宿 门 桌 柜 炉 炮 柱 墙 堆 位 柴 轨 岸 "
    "钢 模 吊 拌 栈 箱 舱 筒 管 沟 渠 坝 堤 码头 泊 围 锚 缆 槽 池 塘 岛 路 线 街 院 馆 店 厂 营 区 库房 灯 轴 "
    "字 胶 砂 混 铅 汽 柴油 电 变 配 文 令 公 首 选 主 副 工 基 驳 绞 挖 施 承 支架 搅 发 盾 隧 涵 匝 肋 拱 盖 板 "
    "索 鉴 方 间 房 会议室 办公室 食堂 活动板房 通道 作业 值班室 材料 样 图 表 附 包 组 队 班 小组 党 员 "
    "卷 槽 层 格 号 码 床 病 球 染 电池 螺 水 料 坡 取 排 产 旋 船坞 钻 斜 引 边 跨 面 端 导 爬 挂"
).split()
_NOT_WORKS = ("工作日", "工作", "公布", "公示", "主持", "表彰", "表决", "发布", "发放", "水平", "组织", "电话", "支付", "方便", "路上",
              "发", "施工", "面试", "边", "产", "引", "取", "排", "公司", "方案评审", "文明", "党员大会", "党课", "党小组", "党日", "包", "配合", "主题", "支部", "支委", "工会", "值班", "作业完", "选举", "导", "工地", "工人", "水电", "间", "基本", "机场", "号召", "取消", "图", "发起", "方案", "台风", "面", "样", "机关", "组会", "班会", "班子", "班", "队", "门", "位")  # fmt: skip
_WORK = re.compile("|".join(sorted(map(re.escape, _WORKS), key=len, reverse=True)))
_SAFE = re.compile(
    "|".join(sorted(map(re.escape, (w for w in _NOT_WORKS if len(w) > 1)), key=len, reverse=True))
)
_CODE_BEFORE = re.compile(r"[A-Za-z#_/.+\-]$|\d[-.]$|№$")
_DATE_BEFORE = re.compile(
    r"(?:[到至于在从自由期限截止止改定延推前期是间午:,。;(\n、为]|^|预计|争取|时间|务必|计划)$"
)
_DATE_AFTER = re.compile(
    r"前|之前|以前|截止|[早上中下晚午夜凌周星礼]|\(|起|至|到|~|-|召|开|交|完|左右|[,。;、)\n]|$"
)
_UNIT = re.compile(
    r"[%‰度米方吨元万亿倍岁级版个条项公厘毫千克斤亩升页字折寸尺小平立岁人次根片块张套台份天分秒周号线环代届kmtKMTcCgGvV]|px|MPa|m|h"
)
_PARTS = re.compile(r"[了成占约有过近量度剩率的例比达差]$|完成$|进度到?$|做到?$|做了$|超过$|超$")
_NOTICE_BEFORE = re.compile(r"[A-Za-z]\d*$|第$|[楼栋层室编型#\])〕】]$")


def glued(text: str, start: int, end: int) -> bool:
    """Whether a word of day is part of another word: 前天 in 三年前天, 声明晚."""
    before = text[start - 1 : start]
    two = text[max(0, start - 1) : start + 1]
    return two in ("声明", "说明", "证明", "文明", "光明", "昆明", "聪明", "发明", "表明", "查明", "注明", "之前", "以前", "年前", "月前",
                   "周前", "天前", "之后", "以后", "年后", "月后", "周后", "天后", "最后", "午后", "然后", "透明", "鲜明", "应当", "适当", "正当", "每当", "相当", "版本", "根本", "成本", "基本", "原本") or (before == "第" and text[start] in "前后")  # fmt: skip


def day_number(text: str, m: re.Match[str]) -> bool:
    """Whether N号 or N日 is a day of the month and not the number of a work (3号沉箱) or a length (一日三餐)."""
    start, end = m.span()
    before = text[max(0, start - 3) : start]
    if m[2] == "日":
        return not (
            m[1] == "一"
            or text[end : end + 1] in set("游常志程记益本用报薪")
            or before.endswith(("第", "每"))
        )
    if _NOTICE_BEFORE.search(before) or before.endswith(("第",)):
        return False
    return not counted_thing(text, end)


def counted_thing(text: str, at: int) -> bool:
    """Whether what follows a number is a thing of works that carries numbers."""
    if _SAFE.match(text, at):
        return False
    return bool(_WORK.match(text, at))


def in_code(text: str, start: int, end: int) -> bool:
    """Whether digits are part of an id, a phone number or a version."""
    if start and (text[start - 1].isdigit() or _CODE_BEFORE.search(text[max(0, start - 2) : start])):
        return True
    after = text[end : end + 2]
    return bool(after) and (
        after[0].isascii() and after[0].isalpha() and after[0] not in "TapZ" or after[:1] in ("_", "#")
    )


def dotted_date(text: str, start: int, end: int) -> bool:
    """Whether M.D stands where a date is expected."""
    if in_code(text, start, end) or _UNIT.match(text, end):
        return False
    before, after = text[max(0, start - 2) : start], _DATE_AFTER.match(text, end)
    return bool(_DATE_BEFORE.search(before) and after) or bool(
        after and after[0] in ("前", "之前", "以前", "截止")
    )


def plainly_decimal(text: str, start: int, end: int) -> bool:
    """Whether M.D can only be a decimal."""
    return in_code(text, start, end) or bool(_UNIT.match(text, end))


def fraction(text: str, start: int, end: int) -> bool:
    """Whether M/D is a share of something."""
    if in_code(text, start, end) or _PARTS.search(text[max(0, start - 3) : start]):
        return True
    return bool(
        re.match(r"的(?!会|党|活|日|任|材|报|安)|量|以上|多|左右|段|工", text[end : end + 2])
    ) or bool(_UNIT.match(text, end) and text[end] not in "号上天周")


_POINT_WORD = re.compile(
    r"[意建要体问原感想内心看说思措经收启安部希注补提工疑难优不缺好共基方教认认]|都(?!到|来|在|开)|也(?!开|行|可)|(?:个|条|方面)|是[^开否]"
)
_POINTS_BEFORE = re.compile(
    r"[说讲谈提列补充几这那哪有下以上述做强调第共分其早晚快慢大小多少高低差近远好坏简轻重便松紧浅深亮暗认真仔细洁单明]$"
)
_DECIMAL_AFTER = re.compile(r"[零〇一二三四五六七八九\d]")
_RATIO_BEFORE = re.compile(
    r"比$|比[分例]?[是为:]?$|坡[度率]?[为是]?$|[比例分]尺?[为是]?$|配合比[为是]?$|胜$|负$|以$"
)


def not_a_clock(text: str, start: int, end: int, hour: str, plain: bool) -> bool:
    """Whether N点 is a decimal (十点五度), a quantity (两点意见) or part of an id."""
    before = text[max(0, start - 2) : start]
    if hour.isascii() and _CODE_BEFORE.search(before) and not re.search(r"[-~]$", before):
        return True
    if before[-1:] in ("几", "第", "百", "千", "万", "点", "负", "百") or text[end : end + 1] in ("几",):
        return True
    if text[end - 1] == "时" and hour in ("一", "几", "两"):
        return True
    if plain and text[end - 1] == "点" and _DECIMAL_AFTER.match(text, end):
        return True
    return (
        plain
        and text[end - 1] == "点"
        and bool(_POINT_WORD.match(text, end))
        or bool(plain and _POINTS_BEFORE.search(before) and hour.isascii() and _POINTS_STRICT.search(before))
    )


_POINTS_STRICT = re.compile(r"[说讲谈提列补充几这那哪述强调共]$")


def maybe_points(text: str, start: int, end: int, hour: str) -> bool:
    """Whether a bare Chinese N点 is so doubtful that it counts only after a day or a part of day."""
    before = text[max(0, start - 2) : start]
    if hour == "一":
        return not (not before or _DATE_BEFORE.search(before)) or not _ONE_OCLOCK.match(text, end)
    return hour in "两二三四五六" and bool(_POINTS_BEFORE.search(before))


_ONE_OCLOCK = re.compile(r"[开集出到准前后左之以见吧半整钟]|$|[,。;!?)~-]|在")


def ratio(text: str, start: int, end: int) -> bool:
    """Whether a:bb is a score, a scale or a slope."""
    return (
        bool(_RATIO_BEFORE.search(text[max(0, start - 4) : start]))
        or in_code(text, start, end)
        and not re.search(r"[-~T.]$|\d $", text[max(0, start - 2) : start])
        and not re.search(r"\d{1,2}[月\-/.]\d{2}$", text[max(0, start - 6) : start])
    )


_NO_LENGTH_AFTER = re.compile(r"年级|周岁|[的之]计|气|花板|线|安门|平均|[台涯]|之骄")
_NO_LENGTH_BEFORE = re.compile(r"[第几每数]$|[A-Za-z.]$|多少$|\d[-~]$")


def no_length(text: str, at: int, end: int, by: "Amount") -> bool:
    """Whether a counted unit is no length of time: 三月 (a month's name), 第三天, 一天到晚, 4周年."""
    if (
        by.months_alone
        and by.text[0] not in "两俩半"
        or by.text.endswith(("日", "夜"))
        and "天" not in by.text
    ):
        return True
    if by.text in ("半天", "一时", "一夜") or by.text.endswith("分"):
        return True
    return bool(_NO_LENGTH_AFTER.match(text, end) or _NO_LENGTH_BEFORE.search(text[max(0, at - 2) : at]))


IDIOM = re.compile(
    "一时半[会刻]|一时[之间半]|一天到晚|三天两头|百年大计|日日夜夜|没日没夜|一日千里|一日三餐|一年四季|半夜三更|"
    "一点一滴|一点半点|两点一线|两点之间|一年到头|千年|百年|万年|一日之计|一年之计|十年树木|一早一晚|早晚会|早日|一晚上没|"
    "三天打鱼|十天半月|十天半个月|一周岁|三年五载|成天|白天黑夜|光天|今非昔比|今时不同|明日之星|昨日黄花|后天努力|先天后天|"
    "五一劳动奖|七一勋章|八一勋章|国庆牌|十一届|十一[五个局]|四季度假|七天连锁|九一八|一二九|五四运动|五四精神"
)
"""Words and set phrases that only look like time."""
