"""A hazard: numbered, its owner told at once, closed only after a second person has looked."""

from datetime import datetime

from branch.calendar import CHINA
from branch.items import ItemState
from branch.registers import Entry
from branch.updates import HazardFixed, HazardReport, TaskAccept, TaskReject
from tests.handlers.books import item, items, owners
from tests.paper import PaperHouse
from tests.people import BRANCH

NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=CHINA)


async def seen(house: PaperHouse, who: str = "赵小曼", **how: object) -> list[str]:
    slots: dict[str, object] = {"place": "A区2号塔吊", "text": "限位松动", "owners": ("张三",)} | how
    return await house.means(who, HazardReport.model_validate(slots))


async def test_the_named_owner_hears_at_once_and_at_night(house: PaperHouse) -> None:
    await house.advance(NIGHT)
    said = await seen(house)
    assert "已登记隐患 H1：A区2号塔吊限位松动\n责任人：张三，已通知" in said
    parcel = next(p for p in house.platform.sent if p.address == "张三")
    assert parcel.urgent and parcel.private and parcel.card.title == "隐患 H1：A区2号塔吊限位松动"
    assert house.privately("陈敏") == []


async def test_without_a_name_the_owner_of_the_zone_is_found(house: PaperHouse) -> None:
    def zone(s: object) -> None:
        for name, person in (("A区", 7), ("A区2号", 6)):
            row = Entry(branch=BRANCH, kind="责任区", place=name, person_id=person, made_at=house.clock())
            s.add(row)  # type: ignore[attr-defined]

    house.look(zone)
    await seen(house, owners=())
    assert owners(house, "H1") == ["张三"]


async def test_a_hazard_nobody_owns_goes_to_the_secretary(house: PaperHouse) -> None:
    said = await seen(house, owners=())
    assert "还没有责任人，已请书记安排" in said[0] + said[-1]
    assert "责任人：未定，请安排" in house.privately("陈敏")[-1].lines


async def test_a_grave_one_says_stop_and_where_to_report_and_reaches_the_secretary(house: PaperHouse) -> None:
    said = await seen(house, place="3号基坑", text="边坡有坍塌迹象")
    advice = "请立即停工并按公司安全系统上报；这里不是正式上报渠道。"
    assert all(advice in text for text in said) and len(said) == 3
    assert house.privately("陈敏")[-1].title == "重大隐患 H1：3号基坑边坡有坍塌迹象"
    assert item(house, "H1").priority == "重大"


async def test_a_report_without_a_defect_is_not_kept(house: PaperHouse) -> None:
    said = await seen(house, text="")
    assert said[0].startswith("看到了什么隐患") and items(house) == []


async def test_fixed_waits_for_a_second_person(house: PaperHouse) -> None:
    await seen(house)
    await house.presses("张三", "已整改")
    assert item(house, "H1").state is ItemState.REPORTED
    assert house.privately("赵小曼")[-1].title == "请复查：H1「A区2号塔吊限位松动」"
    await house.presses("赵小曼", "复查合格")
    assert item(house, "H1").state is ItemState.CLOSED


async def test_neither_the_owner_nor_who_reported_it_fixed_checks_it(house: PaperHouse) -> None:
    await seen(house)
    await house.means("王磊", HazardFixed(hazard="H1"))
    for who in ("王磊", "张三"):
        said = await house.means(who, HazardFixed(hazard="H1"))
        assert "还要由整改人以外的另一位同志复查" in said[0]
    assert item(house, "H1").state is ItemState.REPORTED
    await house.means("王强", HazardFixed(hazard="H1", looked=True))
    assert item(house, "H1").state is ItemState.CLOSED


async def test_fixed_said_again_is_no_look_at_it(house: PaperHouse) -> None:
    await seen(house)
    await house.means("王磊", HazardFixed(hazard="H1"))
    said = await house.means("王强", HazardFixed(hazard="H1", note="弄好了"))
    assert "等复查" in said[0] and "H1 复查合格" in said[0]
    assert item(house, "H1").state is ItemState.REPORTED


async def test_a_look_at_what_nobody_reported_fixed_reports_nothing(house: PaperHouse) -> None:
    await seen(house)
    said = await house.means("王强", HazardFixed(hazard="H1", looked=True))
    assert said == ["H1「A区2号塔吊限位松动」还没有报整改完成。"]
    assert item(house, "H1").state is ItemState.OPEN
    await house.means("张三", HazardFixed(hazard="H1", note="合格", looked=True))
    assert item(house, "H1").state is ItemState.REPORTED


async def test_the_secretarys_word_is_a_check_too(house: PaperHouse) -> None:
    await seen(house)
    said = await house.means("陈敏", TaskAccept(task="H1"))
    assert said == ["H1「A区2号塔吊限位松动」还没有报整改完成。"]
    await house.means("张三", HazardFixed(hazard="H1"))
    await house.means("陈敏", TaskAccept(task="H1"))
    assert item(house, "H1").state is ItemState.CLOSED


async def test_what_is_not_well_done_goes_back_to_the_owner(house: PaperHouse) -> None:
    await seen(house)
    await house.means("张三", HazardFixed(hazard="H1"))
    await house.means("陈敏", TaskReject(task="H1", reason="螺栓少一颗"))
    assert item(house, "H1").state is ItemState.OPEN
    assert "陈敏：螺栓少一颗" in house.privately("张三")[-1].lines
    await house.means("张三", HazardFixed(hazard="H1"))
    assert item(house, "H1").state is ItemState.REPORTED


async def test_a_closed_one_says_who_checked_it(house: PaperHouse) -> None:
    await seen(house)
    await house.means("张三", HazardFixed(hazard="H1"))
    await house.means("王强", HazardFixed(hazard="H1", looked=True))
    assert await house.presses("赵小曼", "复查合格") == [
        "H1「A区2号塔吊限位松动」已由王强于11月25日销号，无需再办。"
    ]


async def test_who_answers_for_safety_names_the_owner_on_the_card(house: PaperHouse) -> None:
    await seen(house, owners=())
    said = await house.presses("陈敏", "安排整改", {"owners": ["张三"], "due": "2026-11-27"})
    assert owners(house, "H1") == ["张三"]
    assert said[-1].startswith("已安排整改：H1「A区2号塔吊限位松动」\n责任人：张三 · 期限：11月27日（周五）")
    card = house.privately("张三")[-1]
    assert card.title == "请您整改：H1「A区2号塔吊限位松动」"
    await house.presses("张三", "已整改")
    assert item(house, "H1").state is ItemState.REPORTED


async def test_who_checks_may_find_it_wanting_and_is_no_officer(house: PaperHouse) -> None:
    await seen(house, who="赵小曼")
    await house.means("张三", HazardFixed(hazard="H1"))
    said = await house.presses("赵小曼", "不合格", {"reason": "螺栓还是松的"})
    assert said[-1].startswith("复查不合格：H1") and item(house, "H1").state is ItemState.OPEN
    assert house.privately("张三")[-1].lines == ("赵小曼：螺栓还是松的", "整改好了再说一声。")
    await house.presses("张三", "已整改")
    own = await house.means("张三", TaskReject(task="H1", reason="不行"))
    assert "还要由整改人以外的另一位同志复查" in own[0]


async def test_a_grave_word_that_was_read_as_the_place_is_grave_all_the_same(house: PaperHouse) -> None:
    await seen(house, place="重大隐患：2号塔吊", text="限位失灵")
    assert item(house, "H1").priority == "重大"
