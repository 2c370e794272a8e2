"""Which of the books a question is about."""

import re

from language.heard import Heard
from language.references import meetings

_OUTSIDE = re.compile(
    r"帮我?(?:写|起草|润色|翻译|改)|新闻稿|算完|怎么算|报销|单据|什么材料|格式|模板|用不用|要不要|好不好吃|好吃|天气|下雨|几度|工资|奖金|吃饭|吃什么|食堂|放假|票|wifi|密码|快递|车"
)


def about_which(heard: Heard) -> str | None:
    """Return what is asked about; None if it lies outside the books."""
    text = heard.text
    if _OUTSIDE.search(text):
        return None
    if re.search(
        r"够不够|达标|够数|开过没|(?:[这本]个?月|季度|[上下]半年|今年)[^，。]{0,8}(?:开|搞|办|上)[了过]没|开过了?吗|开没开过|还差几次|还差几?次|缺几次|够次数|开够|欠几次|差几次",
        text,
    ):
        return "compliance"
    if re.search(r"承诺书|责任书|倡议书|保证书|公约|军令状|承诺(?!践诺)", text) and re.search(r"签|交", text):
        return "pledges"
    attendance = re.search(
        r"签到|请[过了]?\S{0,2}假|缺席|缺勤|缺了?几|缺过|没来|到会|出勤|考勤|迟到|参加了|没参加|谁来|谁没来|谁到|没到|来了几|到了几|线上参加|补课|来没来|到没到|出席|参会",
        text,
    )
    if attendance and not re.search(r"请假.{0,3}怎么", text):
        return "attendance"
    hits = [h for h in heard.hits(0, len(text)) if h.telling]
    about = {"task": "tasks", "hazard": "hazards", "study": "study"}
    if hits and hits[0].coverage >= 0.6 and hits[0].item.family in about:
        return about[hits[0].item.family]
    if re.search(r"隐患|整改", text) or (hits and hits[0].item.family == "hazard"):
        return "hazards"
    if re.search(
        r"(?:没|还没|谁|未|几个人|多少人|有人)[^，。]{0,4}学(?!雷锋)|学习(?!会)|学完|没学|学了|学没学|要学|该学",
        text,
    ) or (hits and hits[0].item.family == "study"):
        return "study"
    if meetings.named(heard, 0, len(text), meetings.FUTURE) or re.search(
        r"(?:几|多少|哪些|什么|啥|有)[^，。]{0,4}会(?!不会)|开会|会议|党课|[几哪].{0,6}课|的会|开了几次|活动|例会|组会|党日",
        text,
    ):
        return "meetings"
    if re.search(
        r"任务|待办|逾期|超期|到期|手上|手里|名下|没办|没做|没干|没弄|没完成|要干|要做|欠着|进度|进展|的活|活儿|事(?:情|儿)?(?:没|要|是|还)|要交|该交|没交|归谁|谁负责|谁在|完成了?没|结没结|弄完|做完|办完",
        text,
    ) or (hits and hits[0].item.family == "task"):
        return "tasks"
    return None
