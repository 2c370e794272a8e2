"""Photos of a hazard and study files, from the chat to the files' folder, the cards and the ledger."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.evidence import of_record
from storage.tables import Evidence
from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_faults import Fault
from tests.test_story import GROUP, SECRETARY, START

JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 9000
HAZARD = "2号塔吊限位松动，A区"


@pytest.fixture
async def living(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Living]:
    """A house whose group is the whole branch's."""
    async with Living(feishu, tmp_path, START + timedelta(hours=2)) as living:
        feishu.create_group(GROUP, SECRETARY, "张三", "李国强")
        await feishu.until(lambda: feishu.heard(SECRETARY))
        await living.quiet()
        asked = next(said for said in feishu.heard(SECRETARY) if "哪个范围的群" in said.text)
        await feishu.clicks(SECRETARY, asked, "全支部群")
        await living.quiet()
        yield living


def kept(living: Living, ref: str) -> list[Evidence]:
    found: list[Evidence] = living.house.store.now(lambda s: of_record(s, "main", ref))
    return found


def place(folder: Path, one: Evidence) -> Path:
    return folder / "files" / one.sha256[:2] / f"{one.sha256}.{one.sort}"


async def test_a_photo_before_and_one_after_a_hazard_are_kept_and_shown(
    feishu: StandIn, living: Living, tmp_path: Path
) -> None:
    feishu.shows("张三", JPEG, GROUP)
    await living.quiet()
    assert not (tmp_path / "files").exists(), "a picture in a chat is nobody's business"
    await feishu.says("张三", HAZARD, GROUP)
    await living.quiet()
    assert any("已登记隐患 H1" in text and "照片 1 张" in text for text in feishu.shown(GROUP))
    feishu.shows("张三", JPEG + b"2", GROUP)
    await living.quiet()
    assert "照片 2 张" in feishu.shown(GROUP)[-1]
    assert [place(tmp_path, one).read_bytes() for one in kept(living, "H1")] == [JPEG, JPEG + b"2"]


async def test_the_owner_sees_the_photo_with_his_private_note(feishu: StandIn, living: Living) -> None:
    feishu.shows("张三", JPEG, GROUP)
    await living.quiet()
    await feishu.says("张三", f"{HAZARD}，李国强负责整改", GROUP)
    await living.quiet()
    note, named, picture = feishu.heard("李国强")[-3:]
    assert "隐患 H1" in note.text and "照片 1 张" in note.text and "现场照片" in named.text
    assert picture.kind == "image" and feishu.world.files[json.loads(picture.content)["image_key"]][1] == JPEG
    assert not [said for said in feishu.heard(GROUP) if said.kind == "image"]


async def test_a_photo_in_answer_to_the_card_is_fetched_again_after_a_broken_download(
    feishu: StandIn, living: Living, tmp_path: Path
) -> None:
    await feishu.says("张三", HAZARD, GROUP)
    await living.quiet()
    card = next(said for said in feishu.heard(GROUP) if "已登记隐患" in said.text)
    feishu.faults.plan(Fault("/resources/", lost=True))
    feishu.shows("李国强", JPEG, GROUP, reply_to=card.message_id)
    await living.quiet()
    assert [(one.sha256, one.done_at) for one in kept(living, "H1")] == [("", None)]
    await living.advance(living.clock() + timedelta(minutes=1))
    (one,) = kept(living, "H1")
    assert place(tmp_path, one).read_bytes() == JPEG


async def test_a_study_file_is_kept_and_a_photo_that_is_gone_is_told(
    feishu: StandIn, living: Living, tmp_path: Path
) -> None:
    feishu.shows(SECRETARY, b"%PDF-1.7 text", GROUP, file_name="治本攻坚方案.pdf")
    await living.quiet()
    await feishu.says(SECRETARY, "请各位11月13日前学完《治本攻坚方案》", GROUP)
    await living.quiet()
    assert any("学习材料 S1" in text and "文件：治本攻坚方案.pdf" in text for text in feishu.shown(GROUP))
    assert place(tmp_path, kept(living, "S1")[0]).suffix == ".pdf"
    feishu.shows("张三", JPEG, GROUP)
    await living.quiet()
    feishu.world.files.popitem()
    await feishu.says("张三", HAZARD, GROUP)
    await living.quiet()
    assert any("H1 的照片没有存下来" in text for text in feishu.shown("张三"))
