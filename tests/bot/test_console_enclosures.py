"""Files of this machine, enclosed with a line of the console."""

from pathlib import Path

import pytest

from bot.config import Settings
from bot.platforms.console.enclosures import fetched, taken_out
from bot.platforms.console.lines import Misspoken
from bot.platforms.console.rehearsal import Rehearsal
from bot.shelf import LARGEST
from storage.evidence import of_record
from tests.bot.test_console_story import START, Paper

JPEG = b"\xff\xd8\xff\xe0photo"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "塔吊 1.jpg"
    path.write_bytes(JPEG)
    return path


def test_marks_are_taken_out_and_name_their_files(picture: Path) -> None:
    words, files = taken_out(f"限位松动，A区 [图:{picture}]【文件：{picture}】")
    assert words == "限位松动，A区"
    assert [(f.name, f.kind) for f in files] == [(picture.name, "image"), (picture.name, "file")]
    assert files[0].key != files[1].key, "each sending is one of its own"


@pytest.mark.parametrize("line", ["图纸[第3版]改好了", "见[2025]12号文", "[图]", "[图:]"])
def test_other_brackets_are_words(line: str) -> None:
    assert taken_out(line) == (line, ())


def test_a_file_that_is_missing_or_too_large_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Misspoken, match="找不到文件"):
        taken_out(f"看 [图:{tmp_path / 'no.jpg'}]")
    with pytest.raises(Misspoken, match="找不到文件"):
        taken_out(f"看 [图:{tmp_path}]")
    with (tmp_path / "large.bin").open("wb") as large:
        large.truncate(LARGEST + 1)
    with pytest.raises(Misspoken, match="超过 30 MB"):
        taken_out(f"看 [文件:{tmp_path / 'large.bin'}]")


async def test_an_enclosure_lies_on_the_shelf_by_its_content(picture: Path, tmp_path: Path) -> None:
    _, (file,) = taken_out(f"[图:{picture}]")
    kept = await fetched(file, tmp_path / "files")
    assert (tmp_path / "files" / kept.path).read_bytes() == JPEG and kept.kind == "jpg"


async def test_a_hazard_with_a_photo_is_played_without_any_account(picture: Path, tmp_path: Path) -> None:
    screen, files = Paper(), tmp_path / "files"
    settings = Settings(database=f"sqlite:///{tmp_path / 'c.db'}", files=str(files))
    rehearsal = Rehearsal.open(settings, screen, START)
    try:
        await rehearsal.do(f"张三: 2号塔吊限位松动，A区 [图:{picture}]")
        (one,) = rehearsal.store.now(lambda s: of_record(s, "main", "H1"))
    finally:
        rehearsal.close()
    assert any("照片 1 张" in str(card) for card in screen.cards)
    assert (files / one.sha256[:2] / f"{one.sha256}.jpg").read_bytes() == JPEG
