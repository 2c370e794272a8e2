"""Kinds are data: each line of kinds.yaml is a kind that the code needs no word about."""

import typing

from branch import kinds
from branch.rules import Rules
from branch.updates import MeetingKind


def test_every_kind_that_can_be_said_is_in_the_file() -> None:
    assert set(typing.get_args(MeetingKind)) <= set(kinds.events())


def test_every_cadence_of_the_rules_names_a_kind_that_points_back() -> None:
    assert all(kinds.event(name).cadence == name for name in Rules().cadence)


def test_a_kind_nobody_wrote_down_is_one_without_rules() -> None:
    kind = kinds.event("观影活动")
    assert (kind.called, kind.prefix, kind.due, kind.quorum) == ("观影活动", "M", "参加人", "")


def test_what_minutes_show_is_not_wanting() -> None:
    kind = kinds.event("支部委员会会议")
    assert kind.wanting("陈敏主持，研究了评优，同意推荐张三。") == ("记录人",)
    assert kind.wanting("", ("主持人", "议题")) == ("记录人", "决定")


def test_items_and_registers_have_kinds_too() -> None:
    assert kinds.items()["隐患"].prefix == "H" and kinds.registers()["承诺书"].term == "year"
