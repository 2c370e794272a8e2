"""When nothing fits while addressed: the nearest thing it could have meant, as one example sentence."""

import re

from language.heard import Heard
from language.silence.mutes import Mute

_NEAREST = (
    (r"请(?:个|半天|一天)?假|来不了|去不了|走不开", "周五党课我请假，值夜班"),
    (r"签到|到了|到会", "签到"),
    (r"缺席|没来", "下午支委会老李没来"),
    (r"补课|补学", "上周的党课我补学了"),
    (r"延|推|宽限", "T12 延到下周五，图纸没齐"),
    (r"销号|闭环", "T12 同意销号"),
    (r"隐患|松动|漏|坏", "2号塔吊限位松动，A区"),
    (r"提醒|叫我|催", "明天下午三点提醒我交周报"),
    (r"导出|台账|表", "导出三会一课台账 第三季度"),
    (r"学|看完|材料", "《治本攻坚方案》学完了"),
    (r"会|课|党日|活动", "周五下午三点在项目部会议室上党课，全体党员参加"),
    (r"任务|完成|进度|做|弄|交", "T12 做了八成，等监理签字"),
)


_MAYBE_A_DEFECT, _MOST = 0.15, 40
"""How much like a defect a message must sound to be asked about as one; how much of it is repeated."""


def suggest(heard: Heard, muted: list[Mute]) -> str:
    """Return an example sentence near to what was said, "" if nothing is near (thanks, greetings)."""
    if heard.defect > _MAYBE_A_DEFECT:
        return f"隐患：{heard.text[:_MOST]}"
    for cue, example in _NEAREST:
        if re.search(cue, heard.text):
            return example
    return ""
