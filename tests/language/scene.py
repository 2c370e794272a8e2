"""A branch of invented people for the tests of the language, and one way to ask what was understood."""

from datetime import date, datetime
from typing import Any

from branch.calendar import CHINA
from branch.context import Context, NearMeeting, OpenHazard, OpenStudy, OpenTask, Somebody
from language.heard import Heard
from language.understanding import Understanding

UNDERSTANDING = Understanding()
ROSTER = (
    Somebody("高卫平", "书记", ("高书记", "老高"), "第一党小组", "党支部书记"),
    Somebody("曲波", "副书记", ("曲总",), "第一党小组", "项目经理"),
    Somebody("段红梅", "组织委员", ("梅姐",), "第二党小组", "综合办主任"),
    Somebody("贾明远", "纪检委员", ("贾总",), "第二党小组", "总经济师"),
    Somebody("黎晓", "宣传委员", ("小黎",), "第二党小组", "宣传干事"),
    Somebody("袁刚", "党小组组长", ("袁队",), "第一党小组", "施工队长"),
    Somebody("马建设", "党员", ("老马",), "第一党小组", "电工班长"),
    Somebody("邵阳", "党员", ("小邵",), "第一党小组", "测量员"),
    Somebody("李峰", "党员", ("李工",), "第一党小组", "试验员"),
    Somebody("李枫", "党员", ("小枫",), "第二党小组", "会计"),
    Somebody("柯南", "党员", ("柯工",), "第一党小组", "质检工程师"),
    Somebody("高峰", "积极分子", ("峰子",), "第一党小组", "安全员"),
)
TASKS = (
    OpenTask("T1", "沉管基槽开挖方案", ("柯南",), date(2026, 11, 30)),
    OpenTask("T3", "管节预制混凝土试验", ("李峰",), date(2026, 12, 5)),
    OpenTask("T5", "东人工岛护岸块石抛填", ("袁刚",), date(2026, 12, 20)),
    OpenTask("T8", "西人工岛护岸块石抛填", ("袁刚",), date(2026, 12, 25)),
)
MEETINGS = (
    NearMeeting("M1", "支部委员会会议", datetime(2026, 11, 25, 16, tzinfo=CHINA), "11月支委会", "三楼会议室"),
    NearMeeting("M2", "党课", datetime(2026, 11, 20, 15, tzinfo=CHINA), "安全生产专题党课", "二楼大会议室"),
    NearMeeting("M4", "党小组会", datetime(2026, 11, 26, 19, tzinfo=CHINA), "第一党小组会", "党员活动室"),
)
STUDIES = (OpenStudy("S1", "党章学习读本", date(2026, 11, 30)),)
HAZARDS = (OpenHazard("H2", "生活区充电桩线缆破损", "马建设"),)


def context(
    sender: str = "高卫平", now: str = "2026-11-25T09:00", *, addressed: bool = True, **more: Any
) -> Context:
    """The branch at a moment, with somebody speaking."""
    moment = datetime.fromisoformat(now).replace(tzinfo=CHINA)
    return Context(moment, sender, addressed, ROSTER, TASKS, MEETINGS, STUDIES, HAZARDS, **more)


def heard(text: str, **how: Any) -> Heard:
    """A message as the language hears it."""
    trace = UNDERSTANDING.trace(text, context(**how))[1]
    assert trace.heard is not None
    return trace.heard


def read(
    text: str, sender: str = "高卫平", now: str = "2026-11-25T09:00", **how: Any
) -> list[tuple[str, dict[str, Any]]]:
    """What was understood, as (intent, slots)."""
    reading = UNDERSTANDING.read(text, context(sender, now, **how))
    return [(update.intent, update.slots()) for update in reading.updates]


def intents(text: str, sender: str = "高卫平", now: str = "2026-11-25T09:00", **how: Any) -> list[str]:
    """Which intents were understood, in order."""
    return [intent for intent, _ in read(text, sender, now, **how)]
