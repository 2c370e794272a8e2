"""Slots: people, quantities, periods, references, groups."""

from datetime import date

import pytest

from language.slots import audience
from language.slots.periods import period
from language.slots.quantities import number, percent
from tests.language.scene import heard


def named(text: str) -> list[str]:
    return [mention.name for mention in heard(text).mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请袁队和小邵参加", ["袁刚", "邵阳"]),
        ("梅姐、曲总都到了", ["段红梅", "曲波"]),
        ("李枫请假", ["李枫"]),
        ("卫平同志讲话", ["高卫平"]),
    ],
)
def test_people_are_known_by_name_alias_title_and_given_name(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize("text", ["现在是用电高峰时段", "高峰期限行", "书记例会几点"])
def test_a_word_is_a_name_only_where_a_person_can_stand(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("做了七成五", 75),
        ("完成三分之二", 67),
        ("48根打了12根", 25),
        ("贴了30张还差10张", 75),
        ("抛了1200方，总量3000方", 40),
        ("剩600米，全长2400米", 75),
        ("六成多", 60),
        ("弄了一半", 50),
    ],
)
def test_a_share_is_read_in_every_form(text: str, share: int) -> None:
    found = percent(text)
    assert found is not None and found.percent == share


@pytest.mark.parametrize(
    "text", ["过半了", "还差两根", "差不多了", "写到第四部分了，一共六部分", "整改单出了6张"]
)
def test_a_vague_word_or_a_lone_count_is_no_share(text: str) -> None:
    assert percent(text) is None


def test_chinese_numbers_have_their_value() -> None:
    assert [number(said) for said in ("十二", "二百零三", "一千五", "两万", "俩")] == [
        12,
        203,
        1500,
        20000,
        2,
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("本周", "2026-W48"),
        ("上个月", "2026-10"),
        ("一季度", "2026-Q1"),
        ("下半年", "2026-H2"),
        ("去年", "2025"),
        ("今天", "2026-11-25"),
        ("11月", "2026-11"),
        ("没说时间", ""),
    ],
)
def test_a_period_is_written_as_the_books_write_it(text: str, value: str) -> None:
    assert period(text, date(2026, 11, 25)) == value


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("全体党员参加", "全体党员"),
        ("除老马外都到了", "除老马外"),
        ("其余同志都在", "其余同志"),
        ("@所有人 开会", "大家"),
    ],
)
def test_a_group_stays_as_it_was_said(text: str, group: str) -> None:
    found = audience.find(text)
    assert found is not None and found[0] == group


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("T3做完了", "T3"),
        ("开挖方案写好了", "T1"),
        ("东岛抛填", "T5"),
        ("充电桩的线换了", "H2"),
        ("党章读本学了", "S1"),
    ],
)
def test_a_thing_is_known_by_id_title_words_or_abbreviation(text: str, item: str) -> None:
    message = heard(text)
    assert message.hits(0, len(message.text))[0].item.id == item
