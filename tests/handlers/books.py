"""Looking into the books of a house from a test."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from branch.items import Item
from branch.people import Branch
from branch.updates import TaskAssign
from storage import finding
from tests.paper import PaperHouse
from tests.people import BRANCH

FRIDAY = date(2026, 11, 27)


def item(house: PaperHouse, ref: str) -> Item:
    """The item as it is in the books now."""

    def find(s: Session) -> Item:
        found = finding.item(s, BRANCH, ref)
        assert found is not None, f"{ref} is not in the books"
        return found

    found: Item = house.look(find)
    return found


def items(house: PaperHouse) -> list[Item]:
    """Every item in the books."""
    found: list[Item] = house.look(lambda s: list(s.exec(select(Item))))
    return found


def owners(house: PaperHouse, ref: str) -> list[str]:
    """The names of an item's owners."""

    def find(s: Session) -> list[str]:
        there = finding.item(s, BRANCH, ref)
        branch = s.get(Branch, BRANCH)
        assert there is not None and branch is not None
        people = finding.roster(s, branch, date(2026, 11, 25))
        return [m.name for id in finding.owners(s, [there])[there.id or 0] if (m := people.get(id))]

    found: list[str] = house.look(find)
    return found


async def given(house: PaperHouse, **how: Any) -> None:
    """T1 安全交底: 张三 owns it, the secretary gave it, due on Friday 27 November 2026."""
    slots: dict[str, Any] = {"title": "安全交底", "owners": ("张三",), "due": FRIDAY} | how
    await house.means("陈敏", TaskAssign(**slots))
