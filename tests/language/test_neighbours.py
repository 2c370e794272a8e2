"""Sayings that were once recorded wrongly, each beside the neighbours that are read as before."""

from dataclasses import replace

import pytest

from branch.context import OpenTask
from tests.language.scene import UNDERSTANDING, context, intents, read


@pytest.mark.parametrize("text", ["周五的支委会取消", "党课明天不上了", "周日的党课改到12月3日下午三点"])
def test_a_meeting_of_another_day_is_not_the_known_one(text: str) -> None:
    (update,) = UNDERSTANDING.read(text, context()).updates
    assert "meeting" not in update.slots() and not update.doubts[0].choices
    assert intents(text, addressed=False) == []


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("今天的支委会取消", "M1"),
        ("周四的组会不开了", "M4"),
        ("组会明天不开了", "M4"),
        ("接通知明天要迎检，今天支委会取消", "M1"),
        ("支委会不开了，周五另行通知", "M1"),
    ],
)
def test_a_meeting_of_that_day_is_called_off(text: str, meeting: str) -> None:
    ((intent, slots),) = read(text)
    assert (intent, slots["meeting"]) == ("meeting.cancel", meeting)


def test_a_clock_time_names_no_day() -> None:
    assert read("党课时间由15:00调整到16:30", now="2026-11-20T08:00") == [
        ("meeting.reschedule", {"meeting": "M2", "start": "2026-11-20T16:30:00+08:00"})
    ]
    assert intents("支委会下午三点的不开了") == ["meeting.cancel"]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("发一份学习材料：保密工作要点，12月2日前学完", {"title": "保密工作要点", "due": "2026-12-02"}),
        (
            "请大家下周三前学完党员教育管理条例",
            {"title": "党员教育管理条例", "due": "2026-12-02", "audience": "大家"},
        ),
        ("学习资料：《起重吊装十不吊》，12月2日前学完", {"title": "起重吊装十不吊", "due": "2026-12-02"}),
    ],
)
def test_a_material_is_posted_by_its_plain_title(text: str, slots: dict[str, str]) -> None:
    assert read(text) == [("study.post", slots)]


@pytest.mark.parametrize("text", ["下周三前学完党章读本", "党章读本12月2日前要全部学完"])
def test_what_is_to_be_studied_by_a_day_is_not_studied_yet(text: str) -> None:
    assert "study.done" not in intents(text)


@pytest.mark.parametrize("text", ["党章读本昨天前就学完了", "党章读本学完了", "党员教育管理条例我学完了"])
def test_what_was_studied_is_heard_beside_a_day(text: str) -> None:
    assert intents(text, "邵阳") == ["study.done"]


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("给邵阳派个任务，明天擦仪器", "擦仪器", "邵阳"),
        ("派个任务给柯南，明天擦仪器", "擦仪器", "柯南"),
        ("给我加个任务，明天擦仪器", "擦仪器", "高卫平"),
        ("派个任务，明天擦仪器", "擦仪器", "高卫平"),
    ],
)
def test_work_put_down_is_his_for_whom_it_is(text: str, title: str, owner: str) -> None:
    assert read(text) == [("task.assign", {"title": title, "owners": [owner], "due": "2026-11-26"})]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("李峰周五前把试块报告交上来", "试块报告"),
        ("请袁刚周五前把进度表报上来", "进度表"),
        ("仓库让邵阳去清点，周五前", "仓库清点"),
    ],
)
def test_handing_it_in_is_no_part_of_the_work(text: str, title: str) -> None:
    ((intent, slots),) = read(text)
    assert (intent, slots["title"], slots["due"]) == ("task.assign", title, "2026-11-27")


def test_work_is_for_all_who_are_named_to_it() -> None:
    for text in ("给马建设和邵阳派个任务，周五前擦仪器", "给马建设和邵阳派个活，周五前擦仪器"):
        ((_, slots),) = read(text)
        assert (slots["owners"], slots["title"]) == (["马建设", "邵阳"], "擦仪器")
    assert read("派邵阳去取样，周五前")[0][1]["title"] == "取样"


@pytest.mark.parametrize("text", ["把擦仪器那条任务撤销", "撤销潮位观测"])
def test_what_is_called_like_nothing_known_is_not_taken_back(text: str) -> None:
    (update,) = UNDERSTANDING.read(text, context()).updates
    assert update.intent == "undo" and not update.doubts[0].choices


@pytest.mark.parametrize(
    "text", ["撤销", "撤销刚才那条记录", "把刚才老马请假那条撤销", "撤销刚才给邵阳的任务"]
)
def test_what_only_points_takes_back_the_last(text: str) -> None:
    (update,) = UNDERSTANDING.read(text, context()).updates
    assert (update.intent, update.slots(), update.doubts) == ("undo", {}, ())


def test_the_bot_is_told_to_send_somebody_to_work_without_a_day() -> None:
    assert read("让柯南把潮位记录补齐交上来") == [
        ("task.assign", {"title": "潮位记录补齐", "owners": ["柯南"]})
    ]
    assert intents("让柯南把潮位记录补齐交上来", addressed=False) == []
    assert intents("让柯南把车开过来") == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("开挖方案卡住了，勘察报告没出", {"blocker": "勘察报告没出"}),
        ("开挖方案停住了，缺审批", {"blocker": "缺审批"}),
        ("开挖方案卡住了", {"blocker": "卡住了"}),
        ("开挖方案写完两章，推不动了，图没到", {"note": "写完两章", "blocker": "图没到"}),
        ("开挖方案卡在专家评审", {"blocker": "卡在专家评审"}),
    ],
)
def test_the_cause_is_what_is_in_the_way(text: str, slots: dict[str, str]) -> None:
    assert read(text, "柯南") == [("task.progress", {"task": "T1", **slots})]


@pytest.mark.parametrize("text", ["不是这个意思", "你听错了", "错了错了", "算了吧", "哎，不对"])
def test_that_it_was_wrong_is_no_report(text: str) -> None:
    assert UNDERSTANDING.read(text, context("柯南")).silence == "told that it was wrong"


def test_what_is_put_right_in_the_same_breath_is_read() -> None:
    assert intents("算了，T1不做了") == ["task.cancel"]
    assert intents("错了，组会是周五晚上七点") != []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "下周三下午三点二楼会议室上党课，主讲人柯南，讲保密纪律",
            {"kind": "党课", "title": "保密纪律", "place": "二楼会议室", "lecturer": "柯南"},
        ),
        (
            "下周三下午三点支委会，小会议室开，主讲柯南，题目《以案为鉴》",
            {"kind": "支部委员会会议", "title": "以案为鉴", "place": "小会议室", "lecturer": "柯南"},
        ),
        (
            "下周三下午三点在工棚开组织生活学习会",
            {"kind": "其他会议", "title": "组织生活学习会", "place": "工棚"},
        ),
        ("下周三下午三点在料场开安全学习会", {"kind": "其他会议", "title": "安全学习会", "place": "料场"}),
        ("下周三下午三点项目部召开支委会", {"kind": "支部委员会会议"}),
        ("下周三下午三点在二楼会议室开组织生活会", {"kind": "组织生活会", "place": "二楼会议室"}),
    ],
)
def test_a_notice_keeps_subject_place_and_speaker_apart(text: str, slots: dict[str, str]) -> None:
    assert read(text) == [("meeting.plan", slots | {"start": "2026-12-02T15:00:00+08:00"})]


EVENING = "2026-11-26T20:30"
"""The 党小组会 M4 began at seven."""


@pytest.mark.parametrize(
    "text",
    [
        "组会到了3个：袁刚、马建设、邵阳，李峰倒班，柯工出差",
        "组会来了三个人：袁刚、马建设、邵阳，李峰今晚倒班，柯工出差",
    ],
)
def test_names_behind_a_number_came_and_a_bare_cause_excuses(text: str) -> None:
    assert read(text, "袁刚", EVENING, addressed=False) == [
        ("attendance.present", {"meeting": "M4", "people": ["袁刚", "马建设", "邵阳"]}),
        (
            "attendance.leave",
            {"meeting": "M4", "people": ["李峰"], "reason": "倒班" if "今晚" not in text else "今晚倒班"},
        ),
        ("attendance.leave", {"meeting": "M4", "people": ["柯南"], "reason": "出差"}),
    ]


def test_beside_those_who_came_a_bare_cause_excuses_if_the_meeting_is_named() -> None:
    text = "马建设、邵阳到了，柯工出差"
    assert intents(f"组会，{text}", "袁刚", EVENING) == ["attendance.present", "attendance.leave"]
    assert intents(text, "袁刚", EVENING) == ["attendance.present"]


def test_each_behind_a_number_keeps_his_own_state() -> None:
    text = "组会到了3人：袁刚、马建设、邵阳，李峰夜班请假，柯工没来，高峰迟到"
    assert read(text, "袁刚", EVENING) == [
        ("attendance.present", {"meeting": "M4", "people": ["袁刚", "马建设", "邵阳"]}),
        ("attendance.leave", {"meeting": "M4", "people": ["李峰"], "reason": "夜班"}),
        ("attendance.absent", {"meeting": "M4", "people": ["柯南"]}),
        ("attendance.present", {"meeting": "M4", "people": ["高峰"], "late": True}),
    ]


def test_a_number_is_no_reason_and_a_cause_alone_no_leave() -> None:
    assert read("组会实到5人，柯工请假", "袁刚", EVENING)[1] == (
        "attendance.leave",
        {"meeting": "M4", "people": ["柯南"]},
    )
    assert intents("马建设倒班，柯工出差", "袁刚", EVENING, addressed=False) == []
    assert intents("料场来了5个人，柯工夜班", "袁刚", EVENING, addressed=False) == []


def test_a_roll_with_its_number_is_of_a_new_meeting_where_none_is_known() -> None:
    said = read("党小组会到了3个：袁刚、马建设、邵阳，柯工出差", "袁刚", "2026-11-25T20:30", addressed=False)
    assert said[0] == ("attendance.count", {"present": 3, "kind": "党小组会", "held": "2026-11-25"})
    assert [(i, s["people"]) for i, s in said[1:]] == [
        ("attendance.present", ["袁刚", "马建设", "邵阳"]),
        ("attendance.leave", ["柯南"]),
    ]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("开挖方案的事我跟马建设交接好了", "task.progress"),
        ("开挖方案交接完毕", "task.progress"),
        ("开挖方案写完了，跟马建设也交接好了", "task.done"),
        ("开挖方案写好了", "task.done"),
    ],
)
def test_work_handed_over_is_not_finished(text: str, intent: str) -> None:
    assert intents(text, "柯南") == [intent]


def test_what_is_called_a_handover_is_finished_by_it() -> None:
    scene = replace(context("柯南"), tasks=(OpenTask("T9", "测量仪器交接", ("柯南",)),))
    (update,) = UNDERSTANDING.read("测量仪器交接完了", scene).updates
    assert update.intent == "task.done"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("组会到了9个人，马建设、邵阳、李峰请假", ["attendance.count", "attendance.leave"]),
        ("组会请假2人，邵阳没来", ["attendance.absent"]),
        ("组会缺席一人，邵阳，值班走不开", ["attendance.absent"]),
        ("组会请假1人：马建设", ["attendance.leave"]),
    ],
)
def test_a_number_of_heads_is_nobody_and_never_the_speaker(text: str, told: list[str]) -> None:
    said = read(text, "高卫平", EVENING)
    assert [intent for intent, _ in said] == told
    assert all("高卫平" not in slots.get("people", []) for _, slots in said)


def test_heads_that_were_counted_are_no_work() -> None:
    assert intents("到了15个人", "高卫平", EVENING) == ["attendance.count"]


def test_what_is_called_a_hazard_is_one_in_whatever_words() -> None:
    ((intent, slots),) = read("隐患：龙门吊钢丝绳毛了好几股", "李峰", addressed=False)
    assert intent == "hazard.report"
    assert (slots["place"], slots["text"]) == ("龙门吊", "钢丝绳毛了好几股")
    for none in (
        "隐患：都整改完了吗？",
        "隐患：暂无新的",
        "隐患：H1 已整改",
        "隐患 还有几处没整改",
        "隐患，都改完了",
    ):
        assert "hazard.report" not in intents(none, "李峰"), none


@pytest.mark.parametrize("text", ["地点改二楼会议室", "时间往后挪半小时"])
def test_a_change_that_names_no_meeting_is_of_the_only_one_coming(text: str) -> None:
    scene = context()
    alone = replace(scene, meetings=tuple(m for m in scene.meetings if m.id == "M1"))
    (update,) = UNDERSTANDING.read(text, alone).updates
    assert (update.intent, update.slots()["meeting"]) == ("meeting.reschedule", "M1")


@pytest.mark.parametrize("text", ["组会我在船上下不来，视频进", "组会我走不开，视频接入"])
def test_who_cannot_come_and_is_connected_is_there(text: str) -> None:
    ((intent, slots),) = read(text, "邵阳", EVENING)
    assert (intent, slots["people"], slots["mode"]) == ("attendance.present", ["邵阳"], "线上")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("支委会签到，邵阳、李峰", ["邵阳", "李峰"]),
        ("支委会签到，邵阳，李峰", ["邵阳", "李峰"]),
        ("支委会签到，高书记", ["袁刚"]),
    ],
)
def test_names_behind_the_sign_in_are_those_there_unless_somebody_is_greeted(
    text: str, people: list[str]
) -> None:
    ((intent, slots),) = read(text, "袁刚", EVENING)
    assert (intent, slots["people"]) == ("attendance.present", people)


def test_leave_asked_for_as_a_question_with_its_reason_behind_is_leave() -> None:
    assert intents("组会我能不能请个假？26号要去苏州", "邵阳") == ["attendance.leave"]
    assert intents("组会我能不能请个假？", "邵阳") == []


def test_the_reminder_that_pushes_is_stopped_and_pushes_nobody() -> None:
    assert read("催开挖方案的那条提醒停了吧") == [("reminder.cancel", {"text": "开挖方案"})]
    assert intents("催一下开挖方案") == ["nudge.send"]


def test_a_room_and_a_speaker_each_in_a_clause_of_its_own() -> None:
    ((_, slots),) = read("周五党课，下午三点，多功能厅，市纪委老周主讲")
    assert (slots["place"], slots["lecturer"]) == ("多功能厅", "市纪委老周")
    assert "lecturer" not in read("周五党课，下午三点，多功能厅，今年第三次主讲")[0][1]


@pytest.mark.parametrize("text", ["八节全部到位", "模板全部到齐", "开挖方案的材料全部到齐"])
def test_things_in_place_are_no_roll(text: str) -> None:
    assert "attendance.present" not in intents(text, now=EVENING)


@pytest.mark.parametrize(
    ("text", "audience"),
    [("支委会全部到位", "全员"), ("支委会全部到齐", "全员"), ("党课一组全部到齐", "一组")],
)
def test_a_whole_meeting_is_there(text: str, audience: str) -> None:
    ((intent, slots),) = read(text, now=EVENING)
    assert (intent, slots["audience"]) == ("attendance.present", audience)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("绞吸船3号房间的插座一插就冒火星", "绞吸船3号房间"),
        ("2号楼房间的插座坏了", "2号楼房间"),
        ("油漆库没有防静电接地", "油漆库"),
    ],
)
def test_rooms_and_ships_are_places(text: str, place: str) -> None:
    ((intent, slots),) = read(text, "邵阳", addressed=False)
    assert (intent, slots["place"]) == ("hazard.report", place)


def test_findings_that_are_numbered_have_no_number_in_their_place() -> None:
    said = read(
        "检查发现三处问题：一、1号孔工作桥伸缩缝盖板翘起，袁刚12月2日前压平；二、变压器围栏门锁坏了，李峰明天换；"
        "三、油漆库没有防静电接地，马建设本周内接好。"
    )
    assert [(s["place"], s["owners"]) for _, s in said] == [
        ("1号孔工作桥", ["袁刚"]),
        ("变压器", ["李峰"]),
        ("油漆库", ["马建设"]),
    ]


def test_work_that_nobody_had_is_given_out_and_known_work_changes_hands() -> None:
    assert read("门槽轨道打磨交给马建设，这个月底") == [
        ("task.assign", {"title": "门槽轨道打磨", "owners": ["马建设"], "due": "2026-11-30"})
    ]
    assert intents("开挖方案交给袁刚，12月5号前") == ["task.transfer", "task.extend"]
    assert intents("那个交给马建设，周五前")[0] == "task.transfer"
