"""A ledger goes as a file to whoever keeps the books, in private."""

from io import BytesIO

from openpyxl import load_workbook

from branch.updates import Export
from tests.handlers.books import given
from tests.paper import PaperHouse


async def test_the_file_goes_privately_to_the_secretary(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("陈敏", Export(what="tasks", period="2026-Q4"))
    assert "任务清单台账已私下发给您。" in said
    parcel = next(p for p in house.platform.sent if p.card.file)
    assert parcel.private and parcel.address == "陈敏" and parcel.file
    assert parcel.card.file and parcel.card.file.name == "任务清单台账_2026年第四季度.xlsx"
    assert load_workbook(BytesIO(parcel.file))["任务清单"]["D3"].value == "安全交底"


async def test_without_a_period_it_is_this_year(house: PaperHouse) -> None:
    await house.means("陈敏", Export(), private=True)
    (card,) = house.privately("陈敏")
    assert card.file and card.file.name == "党支部工作台账_2026年.xlsx"


async def test_a_member_gets_no_ledger(house: PaperHouse) -> None:
    said = await house.means("张三", Export())
    assert said[0].startswith("这一步需要陈敏（书记）") and len(said) == 1


async def test_a_period_that_is_none_is_asked_again(house: PaperHouse) -> None:
    said = await house.means("陈敏", Export(period="去年夏天"))
    assert said == ["没有看懂时间“去年夏天”，例如：2026年第三季度、上个月。"]
