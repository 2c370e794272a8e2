"""Every card of the house, as text in the stories beside this file and as Feishu's JSON under feishu/.

To change a wording on purpose: run with CARDS=write, and read the difference before committing it.
"""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import RehearsalClock
from bot.platform import Parcel
from bot.platforms.feishu.cards import draw
from tests.cards.sites import passed, sites, witnessed
from tests.cards.stage import NAMES, Stage, folder, played, seen
from tests.conftest import NOON
from tests.paper import PaperHouse
from tests.platforms.feishu.standin_cards import check, visible

STORIES = sorted(file.stem for file in folder().glob("*.txt"))
ACCOUNTS = {name: f"ou_{n:02}" for n, name in enumerate(NAMES)}
WRITE = os.environ.get("CARDS") == "write"
Build = Callable[[str], PaperHouse]


async def _told(story: str, house: PaperHouse) -> tuple[str, list[Parcel]]:
    """A story with what was shown under each line, and all that was shown."""
    stage = Stage(house)
    text: list[str] = []
    for line in played((folder() / f"{story}.txt").read_text(encoding="utf-8")):
        text.append(f"\n{line}" if line.startswith("#") and text else line)
        if not line.startswith("#"):
            text += [seen(parcel) for parcel in await stage.plays(line)]
    return "\n".join(text) + "\n", stage.shown


@pytest.mark.parametrize("story", STORIES)
async def test_every_card_reads_as_agreed(story: str, house: PaperHouse) -> None:
    text, shown = await _told(story, house)
    _same(folder() / f"{story}.txt", text)
    _same(folder() / "feishu" / f"{story}.json", _as_json([_feishu(parcel) for parcel in shown]))
    for parcel in shown:
        _says_all_its_words(_addressed(parcel))


async def test_no_card_nor_part_of_one_is_made_that_no_story_shows(
    build: Build, sqlite_url: str, clock: RehearsalClock, tmp_path: Path
) -> None:
    with witnessed() as seen_here:
        for story in STORIES:
            url = f"sqlite:///{tmp_path / f'{story}.db'}"
            Path(url.removeprefix("sqlite:///")).write_bytes(
                Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
            )
            clock.at = NOON
            house = build(url)
            house.platform.sent.clear()
            await _told(story, house)
    missing = sites() - passed(seen_here)
    assert not missing, "no story shows what is made at " + ", ".join(
        sorted(f"{f}:{n}" for f, n, _ in missing)
    )


def _same(file: Path, now: str) -> None:
    if WRITE:
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")


def _addressed(parcel: Parcel) -> Parcel:
    """The parcel for Feishu: the paper's accounts are names."""
    people = {name: ACCOUNTS[name] for name in parcel.card.mentions if name in ACCOUNTS}
    return replace(parcel, accounts=people, address="ou_1" if parcel.private else "oc_1")


def _feishu(parcel: Parcel) -> dict[str, object]:
    """The card as Feishu is sent it; refused by the documented structure if there is anything wrong."""
    return check(draw(_addressed(parcel), "card").content, set(ACCOUNTS.values()))


def _says_all_its_words(parcel: Parcel) -> None:
    """However simple the form a platform takes, no word of the card is lost."""
    simpler = visible(check(draw(parcel, "simpler card").content, set()))
    post = json.loads(draw(parcel, "post").content)["zh_cn"]
    posted = "\n".join([post["title"], *("".join(n.get("text", "") for n in row) for row in post["content"])])
    text = json.loads(draw(parcel, "text").content)["text"]
    for line in parcel.card.as_text().split("\n"):
        assert line in simpler and line in posted and line in text


def _as_json(cards: list[dict[str, object]]) -> str:
    """One line for the head of a card, and one for each of its elements: a difference is read at a glance."""
    return "[\n" + ",\n".join(_card(card) for card in cards) + "\n]\n"


def _card(card: dict[str, object]) -> str:
    head = _line({name: part for name, part in card.items() if name != "body"})
    body = card["body"]
    assert isinstance(body, dict)
    elements = ",\n".join(f"  {_line(one)}" for one in body["elements"])
    return f' {head[:-1]}, "body": {{"elements": [\n{elements}\n ]}}}}'


def _line(part: object) -> str:
    return json.dumps(part, ensure_ascii=False)
