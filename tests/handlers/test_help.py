"""Help by topic, and only what the speaker may say; a sentence nobody understood; a story of changes."""

import pytest

from branch.updates import Help, History, Query, StudyDone, TaskDone, TaskExtend, TaskProgress, TaskTransfer
from handlers.help import doable, nothing_fits, sounded_like_chatter
from tests.handlers.books import FRIDAY, given, items
from tests.handlers.rolls import at
from tests.paper import PaperHouse


async def test_help_shows_topics_and_a_press_shows_the_rest(house: PaperHouse) -> None:
    said = await house.means("张三", Help(), private=True)
    assert said[0].startswith("支部通能记这些") and "任务：派任务" in said[0]
    (more,) = await house.presses("张三", "任务")
    assert more.startswith("任务可以这样说") and "T12 已完成" in more


async def test_help_leaves_out_what_the_speaker_may_not_say(house: PaperHouse) -> None:
    (member,) = await house.means("张三", Help(topic="任务"))
    (secretary,) = await house.means("陈敏", Help(topic="任务"))
    (head,) = await house.means("李国栋", Help(topic="任务"))
    assert "同意销号" not in member and "同意销号" in secretary and "同意销号" in head


async def test_a_question_that_shares_words_with_one_line_gets_that_line(house: PaperHouse) -> None:
    (said,) = await house.means("张三", Help(topic="报隐患"))
    assert "2号塔吊限位松动" in said and "投稿" not in said


async def test_an_unknown_topic_gets_everything(house: PaperHouse) -> None:
    (said,) = await house.means("张三", Help(topic="钓鱼"))
    assert said.startswith("支部通能记这些")


async def test_thanks_want_no_answer(house: PaperHouse) -> None:
    assert await house.tells("张三", "谢谢") == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("你好", "您好，我在。"),
        ("建议明天开个会", "还没有定下来，没有记录。"),
        ("听说老赵那边没意见", "转述的话没有记录。"),
        ("食堂几点开门", "这个我查不到。"),
    ],
)
async def test_what_is_no_record_is_answered_with_why(house: PaperHouse, text: str, answer: str) -> None:
    (said,) = await house.tells("张三", text)
    assert said.startswith(answer)


async def test_praise_wants_no_answer(house: PaperHouse) -> None:
    assert await house.tells("张三", "你真厉害") == []


async def test_what_sounds_like_chatter_is_offered_and_not_written(house: PaperHouse) -> None:
    (said,) = await house.tells("陈敏", "周五党课讲得真好，李国栋听哭了")
    assert said.startswith("听着像闲聊，没有记录。\n如果是正事（会议），按“照办”")
    assert await house.tells("陈敏", "所有会议") == ["接下来没有登记的会议。"]


async def test_what_sounded_like_chatter_is_done_by_the_word_on_its_button(house: PaperHouse) -> None:
    await house.tells("陈敏", "周五党课讲得真好，李国栋听哭了")
    said = "\n".join(await house.tells("陈敏", "照办"))
    assert "党课" in said and "11月27日" in said


def test_several_things_that_sounded_like_chatter_have_a_button_each() -> None:
    card = sounded_like_chatter([TaskDone(task="T1"), StudyDone(people=("张三",))])
    assert [(b.label, b.intent) for b in card.buttons] == [("照办1", "task.done"), ("照办2", "study.done")]
    assert "（任务、学习）" in card.lines[0]


def test_only_what_a_press_could_do_has_a_button() -> None:
    held = [TaskProgress(note="浇了一半"), Query(), StudyDone(people=("张三",))]
    assert [b.intent for b in sounded_like_chatter(doable(held)).buttons] == ["study.done"]
    assert doable([TaskDone(task="T1")]) and not doable([TaskDone()])


async def test_work_for_somebody_nobody_knows_is_not_written_and_said_so(house: PaperHouse) -> None:
    (said,) = await house.tells("陈敏", "黎小军负责2号塔吊验收，周五前")
    assert said == "名册里没有“黎小军”，没有记录。请核对姓名，或先把人加进名册，再说一遍。"
    assert await house.tells("陈敏", "所有任务") == ["没有未完成的任务。"]


def test_what_is_not_understood_gets_one_sentence() -> None:
    card = nothing_fits("", "T12 已完成")
    assert card and card.as_text() == "没有听懂这一句，没有记录。\n您是不是想说：T12 已完成"
    assert (plain := nothing_fits("", "")) and "帮助" in plain.lines[0]


async def test_the_story_of_a_task_tells_who_changed_what_and_when_he_said_so(either: PaperHouse) -> None:
    house = either
    await given(house)
    await house.means("陈敏", TaskExtend(task="T1", due=FRIDAY.replace(day=30)))
    await house.means("张三", TaskTransfer(task="T1", owners=("王磊",)))
    await house.means("陈敏", History(record="T1"))
    card = house.privately("陈敏")[-1]
    assert card.title == "T1「安全交底」的修改记录" and card.table
    changes = [(who, what) for _, who, what, _ in card.table.rows]
    assert ("陈敏", "新建") in changes
    assert ("陈敏", "期限：11月27日（周五） → 11月30日（周一）") in changes
    assert ("张三", "责任人去掉：张三") in changes and ("张三", "责任人增加：王磊") in changes
    assert {said for *_, said in card.table.rows} == {"11月25日 10:30"}


async def test_a_member_does_not_read_who_changed_what(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", History(record="T1"))
    assert said[0].startswith("这一步需要") and len(said) == 1


async def test_a_record_that_is_not_there_has_no_story(house: PaperHouse) -> None:
    assert await house.means("陈敏", History(record="T9")) == ["没有找到 T9 的修改记录。"]
    assert (await house.means("陈敏", History()))[0].startswith("要看哪一条的修改记录？")


async def test_who_only_says_that_it_was_wrong_is_offered_the_way_back(house: PaperHouse) -> None:
    await given(house)
    for words in ("不是这个意思", "错了", "你理解错了"):
        (said,) = await house.tells("陈敏", words)
        assert said.startswith("刚才记的是：任务 T1「安全交底」\n不对就按“撤销”")
    await house.presses("陈敏", "撤销")
    assert items(house) == []
    assert (await house.tells("陈敏", "算了"))[0].startswith("好，没有记新的。")


async def test_an_old_change_is_not_what_was_just_wrong(house: PaperHouse) -> None:
    await given(house)
    await house.advance(at(25, 15))
    assert (await house.tells("陈敏", "不对"))[0].startswith("好，没有记新的。")
    assert await house.says("陈敏", "算了") == []
