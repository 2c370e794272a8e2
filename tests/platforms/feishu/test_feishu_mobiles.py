"""Who calls himself otherwise than on the roster is known by his mobile number, and nobody reads the number."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from branch.people import Account, Person
from storage.tables import Inbox
from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import StandIn
from tests.test_story import GROUP, SECRETARY, START

MOBILE, OTHER = "13800000011", "13800000022"


@pytest.fixture
async def living(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Living]:
    async with Living(feishu, tmp_path, START) as living:
        yield living


def has_mobile(living: Living, name: str, mobile: str) -> None:
    def write(s: Session) -> None:
        s.exec(select(Person).where(Person.name == name)).one().mobile = mobile

    living.house.store.now(write)


def account_of(living: Living, name: str) -> str:
    """The name shown in Feishu by the account that is bound to somebody on the roster; "" if none is."""

    def find(s: Session) -> str:
        bound = select(col(Account.name)).join(Person, col(Account.person_id) == col(Person.id))
        return s.exec(bound.where(Person.name == name)).first() or ""

    return living.house.store.now(find)


async def test_a_nickname_is_bound_by_the_number_and_the_secretary_is_not_asked(living: Living) -> None:
    has_mobile(living, "徐明", MOBILE)
    await _gather(living, "海阔天空", MOBILE)
    assert account_of(living, "徐明") == "海阔天空"
    assert not [text for text in living.feishu.shown(SECRETARY) if "没有和名册对上" in text]


async def test_without_the_scope_the_secretary_decides(living: Living) -> None:
    living.feishu.world.scopes.remove("contact:user.id:readonly")
    has_mobile(living, "徐明", MOBILE)
    await _gather(living, "海阔天空", MOBILE)
    assert account_of(living, "徐明") == ""
    assert [text for text in living.feishu.shown(SECRETARY) if "海阔天空" in text]


async def test_the_number_weighs_more_than_the_name(living: Living) -> None:
    has_mobile(living, "徐明", MOBILE)
    await _gather(living, "王浩", MOBILE)
    assert account_of(living, "徐明") == "王浩" and account_of(living, "王浩") == ""


async def test_a_number_that_two_people_have_names_nobody(living: Living) -> None:
    has_mobile(living, "徐明", MOBILE)
    has_mobile(living, "王浩", MOBILE)
    await _gather(living, "海阔天空", MOBILE)
    assert account_of(living, "徐明") == account_of(living, "王浩") == ""


async def test_who_joins_later_is_known_by_the_number_too(living: Living) -> None:
    await _gather(living, "张三", "")
    has_mobile(living, "徐明", MOBILE)
    living.feishu.world.person("海阔天空").mobile = MOBILE
    living.feishu.joins("海阔天空", GROUP)
    await _bound(living, "徐明")
    assert account_of(living, "徐明") == "海阔天空"


async def test_no_number_is_shown_kept_with_the_message_or_logged(
    living: Living, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    has_mobile(living, "徐明", MOBILE)
    has_mobile(living, "王浩", OTHER)
    await _gather(living, "海阔天空", MOBILE)
    shown = "\n".join(text for _, text in living.feishu.world.shown)
    kept = str(living.house.store.now(lambda s: [row.message for row in s.exec(select(Inbox))]))
    assert "海阔天空" in kept
    assert not [n for n in (MOBILE, OTHER) if n in shown or n in kept or n in caplog.text]


async def _gather(living: Living, nickname: str, mobile: str) -> None:
    """Make a group of the secretary and somebody, and wait until the roll is taken over."""
    living.feishu.world.person(nickname).mobile = mobile
    living.feishu.create_group(GROUP, SECRETARY, nickname)
    await living.feishu.until(lambda: living.feishu.heard(SECRETARY))
    await living.quiet()


async def _bound(living: Living, name: str) -> None:
    """Wait for the roll that follows a newcomer."""
    calls = living.feishu.api.calls
    await living.feishu.until(lambda: any("batch_get_id" in call for call in calls))
    async with asyncio.timeout(20):
        while not account_of(living, name):
            await living.quiet()
