"""How columns and their values are called when a change is told."""

from datetime import date, datetime
from typing import Any

from branch import saying
from branch.events import EventState
from handlers.lines import STATES, at

WORDS = {
    "title": "事项",
    "due": "期限",
    "due_at": "时刻",
    "state": "状态",
    "percent": "进度",
    "note": "说明",
    "blocker": "卡点",
    "expected": "预计",
    "priority": "优先",
    "place": "地点",
    "paused_until": "暂不催到",
    "day": "日期",
    "starts_at": "开始",
    "ends_at": "结束",
    "minutes": "纪要",
    "lecturer": "主讲",
    "audience": "参加人",
    "body": "范围",
    "kind": "类型",
}
EVENT_STATES = {
    EventState.PLANNED.value: "已通知",
    EventState.DRAFT.value: "草稿",
    EventState.RECORD.value: "已确认",
    EventState.CANCELLED.value: "已取消",
}
ITEM_STATES = {state.value: word for state, word in STATES.items()}
LONGEST = 40


def worded(column: str) -> str:
    """What people call a column; "" for one that says nothing to them."""
    return WORDS.get(column, "")


def shown(column: str, value: Any) -> str:
    """A journaled value as people read it; 无 for nothing."""
    if value in (None, "", []):
        return "无"
    if column == "state":
        return ITEM_STATES.get(value) or EVENT_STATES.get(value) or str(value)
    if column == "percent":
        return f"{value}%"
    if isinstance(value, str) and column.endswith("_at"):
        return at(datetime.fromisoformat(value))
    if isinstance(value, str) and column in ("due", "day", "expected", "paused_until"):
        return saying.on(date.fromisoformat(value))
    return str(value)[:LONGEST]
