"""Groups and accounts: greeted once, matched by name, decided by the secretary where in doubt."""

from typing import Any

import pytest
from sqlmodel import Session, select

from branch.people import Account, Chat, Person
from branch.updates import AccountBind, ChatBind, TaskProgress
from handlers.joining.introducing import introduce
from handlers.kit import Surroundings, UnitOfWork
from storage.journal import Pen
from storage.tables import Outbox
from tests.handlers.books import given, item
from tests.paper import PaperHouse
from tests.people import BRANCH


async def happens(house: PaperHouse, what: str, chat: str = "group", who: str = "", **data: Any) -> list[str]:
    before = len(house.platform.sent)
    await house.hears(who, "", happening=what, chat=chat, data=data)
    await house.settles()
    return [p.card.as_text() for p in house.platform.sent[before:]]


def people(*names: str) -> list[dict[str, str]]:
    return [{"account": f"ou_{i}_{name}", "name": name} for i, name in enumerate(names)]


def unbind(house: PaperHouse, *names: str) -> None:
    def work(s: Session) -> None:
        for row in s.exec(select(Account)):
            if row.name in names:
                s.delete(row)

    house.look(work)
    house.house.store.memory.clear()


def bound(house: PaperHouse) -> dict[str, str | None]:
    """Account -> the name of the person it belongs to, for accounts that the tests added."""

    def find(s: Session) -> dict[str, str | None]:
        names = {p.id: p.name for p in s.exec(select(Person))}
        return {
            a.account: names.get(a.person_id) for a in s.exec(select(Account)) if a.account.startswith("ou_")
        }

    found: dict[str, str | None] = house.look(find)
    return found


def chat(house: PaperHouse, id: str) -> Chat:
    found: Chat = house.look(lambda s: s.get(Chat, ("paper", id)))
    return found


# ------------------------------------------------------------------ groups


async def test_a_group_is_greeted_once_and_the_secretary_is_asked_what_it_is(house: PaperHouse) -> None:
    await happens(house, "bot_added", "g2", "李国栋", name="一组群")
    assert [c.title for c in house.publicly()] == ["大家好，我是镇海联合党支部的记录助手支部通"]
    card = house.privately("陈敏")[-1]
    assert card.title == "我被拉进了「一组群」，这是哪个范围的群？"
    assert [b.label for b in card.buttons] == [
        "全支部群",
        "第一党小组群",
        "第二党小组群",
        "支委会群",
        "不是本支部的群",
    ]
    await happens(house, "bot_added", "g2", "李国栋", name="一组群")
    assert len(house.publicly()) == 1


async def test_until_the_secretary_decides_the_group_gets_no_notices(house: PaperHouse) -> None:
    await happens(house, "bot_added", "g2", "李国栋", name="一组群")
    assert chat(house, "g2").purpose == ""
    await house.presses("陈敏", "第一党小组群")
    assert (chat(house, "g2").purpose, chat(house, "g2").group) == ("第一党小组", "第一党小组")


async def test_the_decision_can_be_changed_and_a_foreign_group_is_left_alone(house: PaperHouse) -> None:
    await happens(house, "bot_added", "g2", "李国栋", name="老乡群")
    await house.presses("陈敏", "全支部群")
    assert chat(house, "g2").purpose == "branch"
    await house.presses("陈敏", "不是本支部的群")
    assert chat(house, "g2").purpose == "" and not chat(house, "g2").open


async def test_only_the_secretary_decides_what_a_group_is(house: PaperHouse) -> None:
    await happens(house, "bot_added", "g2", "李国栋", name="一组群")
    said = await house.means("张三", ChatBind(chat="g2", purpose="branch"))
    assert said[0].startswith("这一步需要陈敏（书记）") and chat(house, "g2").purpose == ""
    assert await house.means("陈敏", ChatBind(chat="g9", purpose="branch")) == [
        "没有找到这个群，请把我移出后重新拉进群。"
    ]


async def test_being_removed_closes_the_group_and_tells_the_secretary(house: PaperHouse) -> None:
    said = await happens(house, "bot_removed")
    assert said == ["我已不在「支部群」\n这个群的通知停发，记录都在。"]
    assert not chat(house, "group").open
    assert await happens(house, "bot_removed") == []
    await happens(house, "bot_added")
    assert chat(house, "group").open


# ------------------------------------------------------------------ people


async def test_a_name_that_is_one_persons_is_bound_and_he_can_speak_at_once(house: PaperHouse) -> None:
    unbind(house, "张三")
    await given(house)
    assert await happens(house, "roll", people=people("张三")) == []
    assert bound(house) == {"ou_0_张三": "张三"}
    await house.means("ou_0_张三", TaskProgress(task="T1", percent=10))
    assert item(house, "T1").percent == 10


async def test_strangers_and_doubles_come_on_one_card_with_a_form(either: PaperHouse) -> None:
    house = either
    unbind(house, "张三", "王磊")
    await happens(house, "roll", people=people("小刘", "张三", "张三"))
    assert set(bound(house).values()) == {None}
    (card,) = house.privately("陈敏")
    assert card.title == "群里有 3 个账号没有和名册对上" and card.form
    account, person = card.form.fields
    assert account.choices == ("小刘", "张三（1_张三）", "张三（2_张三）")
    assert person.choices == ("张三", "王磊", "不是本支部的人")
    await house.presses("陈敏", "绑定", {"account": "小刘", "person": "王磊"})
    assert bound(house)["ou_0_小刘"] == "王磊"
    assert [p.card.title for p in house.platform.sent if p.address == "ou_0_小刘"] == [
        "您的账号已和名册上的王磊对上"
    ]
    rest = house.privately("陈敏")[-1]
    assert rest.title == "已绑定：小刘 → 王磊" and rest.form and len(rest.form.fields[0].choices) == 2
    await house.presses("陈敏", "解除绑定")
    assert bound(house)["ou_0_小刘"] is None


async def test_the_same_strangers_are_not_asked_about_twice(house: PaperHouse) -> None:
    await happens(house, "roll", people=people("小刘"))
    await happens(house, "roll", people=people("小刘"))
    assert len(house.privately("陈敏")) == 1


async def test_a_person_who_has_an_account_is_not_given_another_by_name(house: PaperHouse) -> None:
    await happens(house, "joined", people=people("张三"))
    assert bound(house) == {"ou_0_张三": None}
    assert house.privately("陈敏")[-1].title == "群里有 1 个账号没有和名册对上"


async def test_a_stranger_who_renames_himself_as_on_the_roster_is_bound(house: PaperHouse) -> None:
    unbind(house, "张三")
    await happens(house, "roll", people=[{"account": "ou_x", "name": "三哥"}])
    await happens(house, "roll", people=[{"account": "ou_x", "name": "张三"}])
    assert bound(house) == {"ou_x": "张三"}


async def test_who_leaves_a_group_stays_on_the_roster_and_the_secretary_hears(house: PaperHouse) -> None:
    said = await happens(
        house, "left", people=[{"account": "张三", "name": "张三"}, {"account": "ou_9", "name": "访客"}]
    )
    assert said == ["张三退出了群\n名册没有变动；如果调离，请更新名册的截止日期。"]


async def test_once_the_secretary_can_be_reached_he_is_asked_about_the_group(house: PaperHouse) -> None:
    unbind(house, "陈敏")
    house.look(lambda s: s.delete(s.get(Chat, ("paper", "group"))))
    await happens(house, "bot_added", "g2", name="支部群")
    assert house.privately("陈敏") == []
    await happens(house, "roll", "g2", people=people("陈敏"))
    titles = [p.card.title for p in house.platform.sent if p.address == "ou_0_陈敏"]
    assert titles == ["我被拉进了「支部群」，这是哪个范围的群？"]


async def test_only_the_secretary_binds(house: PaperHouse) -> None:
    await happens(house, "roll", people=people("小刘"))
    said = await house.means("张三", AccountBind(account="小刘", person="张三"))
    assert said[0].startswith("这一步需要陈敏（书记）") and bound(house)["ou_0_小刘"] is None
    said = await house.means("陈敏", AccountBind(account="小刘", person="无名氏"))
    assert said == ["名册上没有无名氏，请先在名册里登记。"]


async def test_opening_the_private_chat_shows_what_can_be_said_once(house: PaperHouse) -> None:
    first = await happens(house, "entered", "p1", "张三")
    assert len(first) == 1 and "任务" in first[0]
    assert await happens(house, "entered", "p1", "张三") == []
    assert (await happens(house, "entered", "p2", "ou_7"))[0].startswith("您的账号还没有和党员名册对上")


# ------------------------------------------------------------------ strangers in private


def tells(house: PaperHouse, text: str, account: str = "ou_new") -> str:
    """What a stranger's private words are answered; what the secretary is sent then waits in the outbox."""

    def work(s: Session) -> str:
        from branch.people import Branch

        branch = s.get(Branch, BRANCH)
        assert branch is not None
        unit = UnitOfWork(house.clock(), s, branch, Surroundings("paper"))
        with unit.savepoint(Pen(BRANCH, unit.now)):
            return introduce(unit, account, "三哥", text).title

    said: str = house.look(work)
    return said


async def test_a_stranger_who_gives_his_name_is_confirmed_by_the_secretary(house: PaperHouse) -> None:
    unbind(house, "张三")
    assert tells(house, "我是张三。") == "收到。和名册对得上的话，书记核对后会告诉您。"
    await house.settles()
    assert house.privately("陈敏")[-1].title == "账号“三哥”说自己是张三"
    await house.presses("陈敏", "是本人")
    assert bound(house) == {"ou_new": "张三"}


async def test_a_mobile_number_says_who_he_is_too(house: PaperHouse) -> None:
    def number(s: Session) -> None:
        s.exec(select(Person).where(Person.name == "王磊")).one().mobile = "13800000001"

    house.look(number)
    tells(house, "13800000001")
    await house.settles()
    card = house.privately("陈敏")[-1]
    assert card.title == "账号“三哥”说自己是王磊" and "他名下已有一个账号，确认后以这个为准。" in card.lines
    await house.presses("陈敏", "是本人")
    assert bound(house) == {"ou_new": "王磊"}


async def test_a_name_on_the_roster_and_one_that_is_not_are_answered_alike(house: PaperHouse) -> None:
    assert tells(house, "张三") == tells(house, "张无名")
    assert tells(house, "你好").startswith("您的账号还没有和党员名册对上")


async def test_the_secretary_is_not_asked_again_the_same_day(house: PaperHouse) -> None:
    tells(house, "张三")
    tells(house, "王磊")
    claims = house.look(lambda s: len(list(s.exec(select(Outbox).where(Outbox.subject == "claim ou_new")))))
    assert claims == 1


@pytest.mark.parametrize("label", ["不是"])
async def test_a_wrong_claim_binds_nobody(house: PaperHouse, label: str) -> None:
    tells(house, "张三")
    await house.settles()
    await house.presses("陈敏", label)
    assert bound(house) == {"ou_new": None}


async def test_in_a_group_nobody_vouched_for_a_name_alone_binds_nobody(house: PaperHouse) -> None:
    unbind(house, "张三", "王磊")
    await happens(house, "bot_added", "g2", "李国栋", name="二组群")
    await happens(house, "roll", "g2", people=people("张三", "访客"))
    assert set(bound(house).values()) == {None}
    assert [c.title for c in house.privately("陈敏")] == ["我被拉进了「二组群」，这是哪个范围的群？"]
    await house.presses("陈敏", "第二党小组群")
    assert bound(house) == {"ou_0_张三": "张三", "ou_1_访客": None}


async def test_people_of_a_group_that_is_not_ours_are_not_written_down(house: PaperHouse) -> None:
    await happens(house, "bot_added", "g2", "李国栋", name="老乡群")
    await house.presses("陈敏", "不是本支部的群")
    await happens(house, "roll", "g2", people=people("访客"))
    assert bound(house) == {}


async def test_the_first_group_binds_at_once(house: PaperHouse) -> None:
    unbind(house, "张三")
    house.look(lambda s: s.delete(s.get(Chat, ("paper", "group"))))
    await happens(house, "bot_added", "g2", "李国栋", name="支部群")
    await happens(house, "roll", "g2", people=people("张三"))
    assert bound(house) == {"ou_0_张三": "张三"}
