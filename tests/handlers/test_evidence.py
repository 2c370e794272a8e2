"""Photos and files belong to what the same person says with them, right before, right after, or answers."""

from datetime import date, datetime, timedelta

from openpyxl import load_workbook
from sqlmodel import select

from bot.platform import Attached
from branch.cards import FileOrder
from branch.items import ItemState
from branch.updates import HazardFixed, StudyPost
from ledgers.workbook import make
from storage.tables import Evidence, Inbox
from tests.handlers.books import given, item
from tests.handlers.evidence import JPEG, files_of, photo
from tests.paper import PaperHouse
from tests.people import BRANCH

HAZARD = "2号塔吊限位松动，A区"
MINUTE = timedelta(minutes=1)


async def test_a_photo_sent_with_a_hazard_is_on_its_card_and_in_the_folder(either: PaperHouse) -> None:
    said = await either.says("赵小曼", HAZARD, files=photo(either, "f1"))
    assert any("已登记隐患 H1" in text and "照片 1 张" in text for text in said)
    assert "照片 1 张" in either.privately("陈敏")[0].lines
    (one,) = files_of(either, "H1")
    assert (one.sort, one.size, one.done_at is not None) == ("jpg", len(JPEG), True)
    kept = either.platform.folder / one.sha256[:2] / f"{one.sha256}.jpg"
    assert kept.read_bytes() == JPEG


async def test_a_photo_right_before_the_words_belongs_to_them(either: PaperHouse) -> None:
    assert await either.says("赵小曼", "", files=photo(either, "f1")) == []
    assert either.platform.fetched == [], "a photo that belongs to nothing is not fetched"
    await either.advance(either.clock() + 9 * MINUTE)
    said = await either.says("赵小曼", HAZARD)
    assert any("照片 1 张" in text for text in said) and either.platform.fetched == ["f1"]


async def test_a_photo_right_after_the_words_belongs_to_them_and_says_so_once(either: PaperHouse) -> None:
    await either.says("赵小曼", HAZARD)
    await either.advance(either.clock() + 9 * MINUTE)
    said = await either.says("赵小曼", "", files=(*photo(either, "f1"), *photo(either, "f2")))
    (echo,) = [text for text in said if "已归到 H1" in text]
    assert "照片 2 张" in echo
    assert [one.key for one in files_of(either, "H1")] == ["f1", "f2"]


async def test_what_comes_later_from_another_or_elsewhere_is_nobodys(house: PaperHouse) -> None:
    await house.says("赵小曼", HAZARD)
    assert await house.says("王强", "", files=photo(house, "f1")) == []
    assert await house.says("赵小曼", "", chat="group-2", files=photo(house, "f2")) == []
    assert await house.says("赵小曼", "食堂今天的菜不错", files=photo(house, "f3")) == []
    await house.advance(house.clock() + 11 * MINUTE)
    assert await house.says("赵小曼", "", files=photo(house, "f4")) == []
    assert files_of(house, "H1") == [] and house.platform.fetched == []


async def test_a_photo_long_before_the_words_does_not_count(house: PaperHouse) -> None:
    await house.says("赵小曼", "", files=photo(house, "f1"))
    await house.advance(house.clock() + 11 * MINUTE)
    await house.says("赵小曼", HAZARD)
    assert files_of(house, "H1") == []


async def test_a_file_in_answer_to_a_card_belongs_to_what_the_card_is_about(either: PaperHouse) -> None:
    await given(either)
    card = next(n for n, p in enumerate(either.platform.sent, 1) if p.card.about == "T1")
    said = await either.says("张三", "", reply_to=f"p{card}", files=photo(either, "f1", "交底记录.pdf"))
    assert said[0].startswith("已归到 T1「安全交底」：文件：交底记录.pdf")
    assert [one.name for one in files_of(either, "T1")] == ["交底记录.pdf"]


async def test_the_accepter_and_the_checker_see_that_there_is_evidence(house: PaperHouse) -> None:
    await given(house)
    await house.says("张三", "T1 已完成，资料已归档", files=photo(house, "f1", "验收单.pdf"))
    assert item(house, "T1").state is ItemState.REPORTED
    assert "文件：验收单.pdf" in house.privately("陈敏")[-1].lines
    await house.says("赵小曼", HAZARD)
    await house.says("王磊", "", files=photo(house, "f2"))
    await house.means("王磊", HazardFixed(hazard="H1"))
    asked = next(card for card in house.privately("赵小曼") if card.title.startswith("请复查"))
    assert asked.lines[-1] == "照片 1 张"


async def test_a_study_file_is_kept_and_named_in_the_notice(house: PaperHouse) -> None:
    await house.says("陈敏", "", files=photo(house, "f1", "治本攻坚方案.pdf"))
    said = await house.means("陈敏", StudyPost(title="治本攻坚方案", due=date(2026, 11, 30)))
    assert "文件：治本攻坚方案.pdf" in said[0] and files_of(house, "S1")[0].sha256


async def test_a_silent_photo_to_the_bot_is_asked_about_and_found_by_the_next_word(house: PaperHouse) -> None:
    said = await house.tells("赵小曼", "", files=photo(house, "f1"))
    assert said[0].startswith("收到，先放着。")
    await house.tells("赵小曼", HAZARD)
    assert [one.key for one in files_of(house, "H1")] == ["f1"]


async def test_undo_takes_a_photo_back_alone_and_with_its_hazard(either: PaperHouse) -> None:
    await either.says("赵小曼", HAZARD, files=photo(either, "f1"))
    await either.says("赵小曼", "", files=photo(either, "f2"))
    said = await either.says("赵小曼", "@支部通 撤销")
    assert said[0].startswith("已撤销：H1 的照片或文件")
    assert [one.key for one in files_of(either, "H1")] == ["f1"]
    said = await either.says("赵小曼", "@支部通 撤销")
    assert any(text.startswith("已撤销：隐患 H1「") for text in said) and files_of(either, "H1") == []
    await either.says("赵小曼", HAZARD)
    assert [one.key for one in files_of(either, "H2")] == ["f1", "f2"], "it is said again, so are they"


async def test_the_ledgers_name_the_files(house: PaperHouse) -> None:
    await given(house)
    await house.says("张三", "T1 已完成", files=photo(house, "f1", "验收单.pdf"))
    await house.says("赵小曼", HAZARD, files=photo(house, "f2"))

    def cell(what: str, column: str) -> str:
        order = FileOrder(what=what, name=f"{what}.xlsx", period="2026")
        (house.platform.folder / "l.xlsx").write_bytes(house.look(lambda s: make(s, BRANCH, order)))
        sheet = load_workbook(house.platform.folder / "l.xlsx").worksheets[0]
        columns = [c.value for c in sheet[2]]
        return str(sheet[3][columns.index(column)].value)

    (kept,) = files_of(house, "H1")
    assert "验收单.pdf" in cell("tasks", "佐证")
    assert cell("hazards", "佐证") == f"照片 {kept.sha256[:12]}.jpg"


async def test_nobodys_files_are_forgotten_with_the_messages_and_evidence_is_not(house: PaperHouse) -> None:
    await house.says("王强", "", files=photo(house, "f1"))
    await house.says("赵小曼", HAZARD, files=photo(house, "f2"))
    await house.advance(datetime(2027, 6, 1, 4, 0, tzinfo=house.clock().tzinfo))
    assert [one.key for one in house.look(lambda s: s.exec(select(Evidence)).all())] == ["f2"]


async def test_a_file_whose_name_must_not_be_kept_is_refused_with_its_message(house: PaperHouse) -> None:
    await house.says("赵小曼", HAZARD, files=(Attached("f1", "总图（机密★10年）.pdf"),))
    assert files_of(house, "") == [] and files_of(house, "H1") == []
    row = house.look(lambda s: s.exec(select(Inbox)).one())
    assert row.message["files"] == [] and row.text == ""


async def test_a_photo_of_a_hazard_reaches_whoever_was_told_of_it_and_nobody_else(either: PaperHouse) -> None:
    await either.says("赵小曼", f"{HAZARD}，张三负责整改", files=photo(either, "f1"))
    shown = [p for p in either.platform.sent if p.file is not None]
    assert [(p.address, p.private, p.file) for p in shown] == [("张三", True, JPEG)]
    assert shown[0].card.title == "H1「A区2号塔吊限位松动」的现场照片"


async def test_the_photo_of_what_was_put_right_reaches_who_checks_it(house: PaperHouse) -> None:
    await house.says("赵小曼", f"{HAZARD}，张三负责整改")
    await house.says("张三", "H1 已整改", files=photo(house, "f1"))
    shown = [p.address for p in house.platform.sent if p.file is not None]
    assert shown == ["赵小曼"], "he who sent it knows it"


async def test_no_more_than_three_photos_are_passed_on_and_none_of_a_hazard_that_is_closed(
    house: PaperHouse,
) -> None:
    await house.says("赵小曼", f"{HAZARD}，张三负责整改")
    for n in range(4):
        await house.says("赵小曼", "", files=photo(house, f"f{n}"))
    assert len([p for p in house.platform.sent if p.file is not None]) == 3
    await house.says("王磊", "B区配电箱门锁坏了，张三负责整改")
    await house.says("张三", "H2 整改好了")
    await house.presses("王磊", "复查合格")
    before = len(house.platform.sent)
    await house.says("王磊", "", files=photo(house, "f9"))
    assert not [p for p in house.platform.sent[before:] if p.file is not None]


async def test_a_file_that_is_no_picture_stays_with_its_record(house: PaperHouse) -> None:
    await house.says("赵小曼", f"{HAZARD}，张三负责整改", files=photo(house, "f1", "交底记录.pdf"))
    assert not [p for p in house.platform.sent if p.file is not None]
