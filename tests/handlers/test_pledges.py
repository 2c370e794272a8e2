"""Pledges signed and pieces handed in: one row of a register each."""

from sqlmodel import select

from branch.registers import Entry
from branch.updates import PledgeSign, PublicitySubmit
from tests.paper import PaperHouse


def entries(house: PaperHouse) -> list[Entry]:
    found: list[Entry] = house.look(lambda s: list(s.exec(select(Entry))))
    return found


async def test_a_signature_is_registered_for_its_year(house: PaperHouse) -> None:
    said = await house.means("张三", PledgeSign(title="廉洁从业承诺书"))
    assert said == ["已登记：张三签了《廉洁从业承诺书》\n2026 年度，以签字原件为准。"]
    (entry,) = entries(house)
    assert (entry.kind, str(entry.until)) == ("承诺书", "2026-12-31")


async def test_the_same_pledge_is_signed_once_a_year(house: PaperHouse) -> None:
    await house.means("张三", PledgeSign(title="廉洁从业承诺书"))
    said = await house.means("张三", PledgeSign(title="廉洁从业承诺书"))
    assert said == ["您 2026 年的《廉洁从业承诺书》已经登记过了。"]
    await house.means("王磊", PledgeSign(title="廉洁从业承诺书"))
    assert len(entries(house)) == 2


async def test_without_a_title_the_known_ones_are_offered(house: PaperHouse) -> None:
    await house.means("张三", PledgeSign(title="廉洁从业承诺书"))
    await house.means("王磊", PledgeSign())
    await house.presses("王磊", "廉洁从业承诺书")
    assert [e.title for e in entries(house)] == ["廉洁从业承诺书"] * 2


async def test_a_title_may_be_filled_into_the_form(house: PaperHouse) -> None:
    await house.means("王磊", PledgeSign())
    await house.presses("王磊", "登记", {"title": "保密承诺书"})
    assert [e.title for e in entries(house)] == ["保密承诺书"]


async def test_a_signature_is_taken_back(house: PaperHouse) -> None:
    await house.means("张三", PledgeSign(title="廉洁从业承诺书"))
    await house.presses("张三", "撤销")
    assert entries(house) == []


async def test_a_piece_reaches_the_editor_once(house: PaperHouse) -> None:
    said = await house.means("张三", PublicitySubmit(title="沉箱上的党旗", text="写的是夜班浇筑"))
    assert "已登记投稿：《沉箱上的党旗》\n张三 · 已告诉宣传委员吴刚" in said
    assert house.privately("吴刚")[-1].as_text() == "张三交来《沉箱上的党旗》\n写的是夜班浇筑"


async def test_a_piece_without_any_words_is_not_kept(house: PaperHouse) -> None:
    said = await house.means("张三", PublicitySubmit())
    assert said[0].startswith("请写上题目或内容") and entries(house) == []
