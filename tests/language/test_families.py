"""One or more sayings for every family of intents, and the silence around them."""

import pytest

from tests.language.scene import UNDERSTANDING, context, intents, read


def test_a_lesson_is_planned_from_one_sentence() -> None:
    text = "周五下午三点在二楼大会议室上党课，我讲，题目《守住底线》，全体党员参加"
    assert read(text) == [
        (
            "meeting.plan",
            {
                "kind": "党课",
                "title": "守住底线",
                "start": "2026-11-27T15:00:00+08:00",
                "place": "二楼大会议室",
                "audience": "全体党员",
                "lecturer": "高卫平",
            },
        )
    ]


def test_a_known_meeting_is_moved_or_called_off() -> None:
    assert read("明晚的组会往后推一天，时间不变", addressed=False) == [
        ("meeting.reschedule", {"meeting": "M4", "start": "2026-11-27T19:00:00+08:00"})
    ]
    assert intents("明晚组会不开了，抢潮水", addressed=False) == ["meeting.cancel"]


def test_a_roll_gives_each_state_its_names() -> None:
    text = "支委会到会：高卫平、曲波、段红梅；线上黎晓；请假：贾明远（出差）"
    assert [(i, s["people"]) for i, s in read(text, "段红梅", "2026-11-25T17:00")] == [
        ("attendance.present", ["高卫平", "曲波", "段红梅"]),
        ("attendance.present", ["黎晓"]),
        ("attendance.leave", ["贾明远"]),
    ]


def test_a_group_behind_its_state_is_told_of() -> None:
    text = "支委会到会：全体支委，请假：贾明远（出差）"
    assert [(i, s.get("audience"), s.get("people")) for i, s in read(text, "段红梅", "2026-11-25T17:00")] == [
        ("attendance.present", "全体支委", None),
        ("attendance.leave", None, ["贾明远"]),
    ]
    text = "支委会签到：高卫平、曲波；线上：其余同志"
    assert [(s.get("audience"), s.get("mode")) for _, s in read(text, "段红梅", "2026-11-25T17:00")] == [
        (None, None),
        ("其余同志", "线上"),
    ]


@pytest.mark.parametrize("text", ["签到", "我到了", "老马报到", "在会场了"])
def test_a_sign_in_is_heard_while_a_meeting_is_on(text: str) -> None:
    assert intents(text, "马建设", "2026-11-25T15:50", addressed=False) == ["attendance.present"]


def test_leave_lateness_and_a_stand_in_are_told_apart() -> None:
    assert read("今晚组会我去不了，夜班", "马建设", "2026-11-26T12:00")[0][0] == "attendance.leave"
    assert read("组会我晚到一刻钟", "李峰", "2026-11-26T18:40")[0][1]["late"] is True
    assert read("今晚组会让邵阳代我参加", "袁刚", "2026-11-26T12:00")[0][1] == {
        "meeting": "M4",
        "people": ["袁刚"],
        "substitute": "邵阳",
    }


def test_work_is_given_with_owner_helper_and_day() -> None:
    assert read("袁队牵头、小邵配合，月底前把便道修好", addressed=False) == [
        ("task.assign", {"title": "便道修好", "owners": ["袁刚"], "helpers": ["邵阳"], "due": "2026-11-30"})
    ]


def test_a_request_by_an_ordinary_member_is_no_order() -> None:
    assert intents("小邵，明天把控制点测一下", "李峰", addressed=False) == []


@pytest.mark.parametrize(
    ("text", "sender", "expected"),
    [
        ("开挖方案写了八成，等监理签字", "柯南", ["task.progress"]),
        ("试验全部做完了", "李峰", ["task.done"]),
        ("混凝土试验宽限三天，养护室停电了", "李峰", ["task.extend"]),
        ("T1同意销号", "高卫平", ["task.accept"]),
        ("T1退回，缺计算书", "高卫平", ["task.reject"]),
        ("T3转给柯工", "高卫平", ["task.transfer"]),
        ("T3不用做了，甲方统一做", "高卫平", ["task.cancel"]),
        ("开挖方案可以销号了", "柯南", ["task.done"]),
        ("T1、T3都同意销号", "高卫平", ["task.accept", "task.accept"]),
    ],
)
def test_reports_and_decisions_on_tasks(text: str, sender: str, expected: list[str]) -> None:
    assert intents(text, sender) == expected


def test_an_extension_counts_from_the_due() -> None:
    assert read("T5延一周", "曲波")[0][1]["due"] == "2026-12-27"


def test_study_hazard_pledge_and_contribution() -> None:
    assert intents("请全体党员30号前学完《党章学习读本》", addressed=False) == ["study.post"]
    assert intents("党章读本学完了，受益匪浅", "邵阳") == ["study.done"]
    assert intents("3号驳船跳板没绑牢，一晃一晃的", "邵阳", addressed=False) == ["hazard.report"]
    assert intents("充电桩线缆换好了", "马建设", addressed=False) == ["hazard.fixed"]
    assert intents("保密承诺书签了", "李枫") == ["pledge.sign"]
    assert intents("投稿《深水里的党旗》，写的是沉管班组", "黎晓") == ["publicity.submit"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的任务", "query"),
        ("谁没签到", "query"),
        ("导出三会一课台账 第三季度", "export"),
        ("出个周报", "digest"),
        ("撤销", "undo"),
        ("怎么请假", "help"),
        ("明天下午三点提醒我交周报", "reminder.create"),
        ("交周报的提醒取消吧", "reminder.cancel"),
        ("谁改过T1", "history"),
        ("我的", "mine"),
    ],
)
def test_commands_count_only_when_the_bot_is_addressed(text: str, expected: str) -> None:
    assert intents(text) == [expected]
    assert intents(text, addressed=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "好的收到",
        "要是明天风小，东岛就能抛完",
        "我觉得试验应该再加两组",
        "听说T1批下来了",
        "【转发】某局定于明天下午三点开会",
        "方案改了八遍了，头疼",
        "抛石船到哪了？",
        "曲总说T1可以缓一缓",
        "去年这时候方案早批了",
    ],
)
def test_chatter_is_left_in_peace(text: str) -> None:
    assert intents(text, "柯南", addressed=False) == []
    assert intents(text, "柯南") in ([], ["query"])


def test_two_tasks_that_fit_are_asked_and_never_guessed() -> None:
    reading = UNDERSTANDING.read("抛填搞完了", context("袁刚"))
    (update,) = reading.updates
    assert "task" not in update.slots()
    assert {choice.value for choice in update.doubts[0].choices} == {"T5", "T8"}


def test_a_reply_to_a_card_is_about_its_record() -> None:
    assert read("这个做完了", "袁刚", about="T8")[0][1] == {"task": "T8"}


def test_nothing_that_fits_ends_in_one_suggestion() -> None:
    reading = UNDERSTANDING.read("隐患那个咋弄呀弄", context("袁刚"))
    assert not reading.updates
    assert reading.suggestion


@pytest.mark.parametrize(
    "text", ["基槽开挖方案答案雷同，不予通过", "基槽开挖方案不予认可，数据对不上", "基槽开挖方案不准予销号"]
)
def test_a_refusal_in_official_words_is_never_an_acceptance(text: str) -> None:
    ((intent, slots),) = read(text)
    assert intent == "task.reject" and slots["task"] == "T1"


def test_an_approval_in_official_words_stays_one() -> None:
    assert read("基槽开挖方案予以通过") == [("task.accept", {"task": "T1"})]


def test_who_chairs_a_meeting_gets_no_task() -> None:
    assert intents("支委会由曲波主持") == ["meeting.chair"]


def test_somebodys_tasks_are_asked_for_by_their_name() -> None:
    assert read("袁刚的任务") == [("query", {"about": "tasks", "people": ["袁刚"]})]
    assert read("袁刚的任务", addressed=False) == read("这个的任务") == []


def test_names_with_a_piece_of_work_each_between_marks_are_work_for_each() -> None:
    found = read("柯南细化吊装方案、邵阳复测基床、李峰出配合比，都30号前交给曲波")
    assert [(slots["owners"], slots["title"], slots["due"]) for _, slots in found] == [
        (["柯南"], "细化吊装方案", "2026-11-30"),
        (["邵阳"], "复测基床", "2026-11-30"),
        (["李峰"], "出配合比", "2026-11-30"),
    ]
    ((_, slots),) = read("柯南、邵阳复测基床，30号前")
    assert slots["owners"] == ["柯南", "邵阳"]


def test_who_stands_before_a_colon_behind_given_to_is_the_owner() -> None:
    found = read("派给袁刚：护岸巡查记录，月底前；柯南：应急预案，12月1号前。")
    assert [(slots["owners"], slots["title"]) for _, slots in found] == [
        (["袁刚"], "护岸巡查记录"),
        (["柯南"], "应急预案"),
    ]
    assert read("T1派给邵阳") == [("task.transfer", {"task": "T1", "owners": ["邵阳"]})]
