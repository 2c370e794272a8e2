"""Cards: as documented, as agreed (golden files), and harmless whatever a member wrote."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platform import Parcel
from bot.platforms.feishu.cards import LADDER, draw
from bot.platforms.feishu.escaping import literal, plain
from branch.cards import Button, Card, Chart, Field, Form, Table
from tests.platforms.feishu.gallery import GALLERY
from tests.platforms.feishu.standin_cards import Refused, check, nodes, visible

GOLDEN = Path(__file__).parents[2] / "cards" / "feishu" / "shapes"
ACCOUNTS = {"张三": "ou_zhangsan", "李四": "ou_lisi"}
NASTY = (
    '<at id="all"></at>',
    '<at user_id="all">所有人</at>',
    "<at id=ou_zhangsan></at>",
    "@_all @_user_1",
    "**粗** _斜_ ~~删~~ `码` # 题",
    "[点我](https://evil.example) https://evil.example www.evil.example",
    "![图](img_v3_x)",
    "<font color='red'>红</font><a href='https://evil.example'>x</a>",
    "\u202e反着写\u2066\u200b\x00\x07",
    '"}],"tag":"markdown","content":"x',
    "{{name}} ${x} :SMILE:",
    "\ud800半个",
)
hostile = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=40)), min_size=1, max_size=6).map(
    "".join
)


def parcel(card: Card, private: bool = False) -> Parcel:
    return Parcel("oc_1", private, card, "0123456789abcdef0123456789abcdef", accounts=ACCOUNTS)


@pytest.mark.parametrize("name", GALLERY)
def test_every_kind_of_card_is_drawn_as_agreed_and_as_documented(name: str) -> None:
    drawn = draw(parcel(GALLERY[name]), "card").content
    card = check(drawn, set(ACCOUNTS.values()))
    file = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    assert card == json.loads(file.read_text())


@pytest.mark.parametrize("name", GALLERY)
def test_a_card_shows_all_its_words_in_every_form(name: str) -> None:
    card = GALLERY[name]
    simpler = visible(check(draw(parcel(card), "simpler card").content, set()))
    post = json.loads(draw(parcel(card), "post").content)["zh_cn"]
    posted = "\n".join([post["title"], *("".join(n.get("text", "") for n in row) for row in post["content"])])
    text = json.loads(draw(parcel(card), "text").content)["text"]
    for line in card.as_text().split("\n"):
        assert line in simpler and line in posted and line in text


@settings(max_examples=150, deadline=None)
@given(words=st.lists(hostile, min_size=12, max_size=12), private=st.booleans())
def test_what_members_write_can_neither_ping_nor_style_nor_link_nor_break(
    words: list[str], private: bool
) -> None:
    drawn = draw(parcel(_written_by_members(words), private), "card")
    card = check(drawn.content, set())
    assert "<" not in drawn.content
    assert {n["tag"] for n in nodes(card)}.isdisjoint({"markdown", "lark_md"})
    assert not re.search(r'"(href|url|default_url|multi_url|card_link)":', drawn.content)
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200b]", drawn.content)
    values = [b["value"] for n in nodes(card) for b in n.get("behaviors", [])]
    assert all(set(value) == {"card", "button"} for value in values)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(hostile, min_size=12, max_size=12), form=st.sampled_from(("post", "text")))
def test_the_plainer_forms_are_as_harmless(words: list[str], form: str) -> None:
    drawn = draw(parcel(_written_by_members(words), private=True), form)
    tags = {n["tag"] for n in nodes(json.loads(drawn.content))}
    assert "<" not in drawn.content and "](" not in drawn.content and tags <= {"text"}
    assert "://" not in drawn.content and "www." not in drawn.content


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    ordinary = re.sub(r"[^一-龥a-zA-Z，。！：（）、 ]", "", text)
    assert plain(ordinary) == ordinary and literal(ordinary) == ordinary


def test_in_a_group_no_phone_or_identity_number_is_shown() -> None:
    card = Card(title="联系 13812345678", lines=("证件 110101199003071234，帐号 ou_1234567890abcdef",))
    group, private = (draw(parcel(card, private), "card").content for private in (False, True))
    assert "13812345678" not in group and "110101199003071234" not in group and "ou_1234567890" not in group
    assert "138****5678" in group and "13812345678" in private


@pytest.mark.parametrize("form", LADDER)
def test_no_form_of_a_very_long_card_is_too_large(form: str) -> None:
    rows = tuple((str(n), "很长的事情" * 20) for n in range(500))
    lines = tuple("一行很长的话" * 30 for _ in range(300))
    buttons = tuple(Button(label=f"选项{n}", intent="x") for n in range(100))
    card = Card(title="清单", lines=lines, table=Table(columns=("号", "事"), rows=rows), buttons=buttons)
    drawn = draw(parcel(card), form)
    assert len(drawn.content.encode()) <= 30 * 1024
    if drawn.kind == "interactive":
        check(drawn.content, set())


def test_an_account_that_is_none_pings_nobody() -> None:
    card = Card(title="通知", lines=("开会",), mentions=("张三",))
    odd = Parcel("oc_1", False, card, "k", accounts={"张三": "all></at><at id=ou_x"})
    assert "<at" not in draw(odd, "card").content


@pytest.mark.parametrize("account", ["ou_1", 'ou_1"}],"x', "张三"])
def test_only_what_is_an_account_is_offered_as_a_face(account: str) -> None:
    field = Field(name="account", label="账号", kind="account", choices=("小刘",), accounts=(account,))
    form = Form(fields=(field,), submit=Button(label="绑定", intent="x"))
    card = check(draw(parcel(Card(title="谁", form=form)), "card").content, set())
    offered = [o["value"] for n in nodes(card) for o in n.get("options", [])]
    assert offered == (["ou_1"] if account == "ou_1" else ["小刘"])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda c: c.update(elements=[]), 200621),
        (lambda c: c["config"].update(wide_screen_mode=True), 200621),
        (lambda c: c["config"].pop("update_multi"), 200621),
        (lambda c: c["body"]["elements"].append({"tag": "note", "elements": []}), 200861),
        (lambda c: c["body"]["elements"][0].update(colour="red"), 200621),
        (lambda c: c["body"]["elements"].extend([{"tag": "hr"}] * 200), 11310),
        (
            lambda c: c["body"]["elements"].append({"tag": "markdown", "content": "<at id=ou_nobody></at>"}),
            100290,
        ),
    ],
)
def test_the_standin_refuses_what_the_documents_forbid(spoil: Any, code: int) -> None:
    card = json.loads(draw(parcel(GALLERY["notice"]), "card").content)
    spoil(card)
    with pytest.raises(Refused) as refused:
        check(json.dumps(card), set(ACCOUNTS.values()))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "tag", "spoil", "code"),
    [
        ("hazard_form", "date_picker", {"initial_date": "11月30日"}, 200621),
        ("hazard_form", "picker_datetime", {"initial_datetime": "2026-11-24"}, 200621),
        ("hazard_form", "input", {"name": ""}, 200530),
        ("hazard_form", "input", {"max_length": 1001}, 200621),
        (
            "hazard_form",
            "select_person",
            {"placeholder": {"tag": "plain_text", "content": "选" * 101}},
            200621,
        ),
        ("leave_form", "select_static", {"initial_option": "没有这一项"}, 200621),
        ("leave_form", "select_static", {"options": [{"value": "因公"}]}, 200621),
        ("digest", "chart", {"chart_spec": {"type": "sparkles", "data": {"values": [1]}}}, 200550),
        ("tasks", "table", {"page_size": 11}, 200621),
        ("tasks", "table", {"rows": [{"c9": "没有这一列"}]}, 200915),
    ],
)
def test_the_standin_knows_what_each_component_must_hold(
    name: str, tag: str, spoil: dict[str, Any], code: int
) -> None:
    card = json.loads(draw(parcel(GALLERY[name]), "card").content)
    check(json.dumps(card), set(ACCOUNTS.values()))
    next(node for node in nodes(card) if node["tag"] == tag).update(spoil)
    with pytest.raises(Refused) as refused:
        check(json.dumps(card), set(ACCOUNTS.values()))
    assert refused.value.code == code


def test_containers_are_nested_five_deep_at_most_and_hold_no_table() -> None:
    card = json.loads(draw(parcel(GALLERY["tasks"]), "card").content)
    inside = {"tag": "div", "text": {"tag": "plain_text", "content": "最里面"}}
    for _ in range(6):
        inside = {"tag": "column_set", "columns": [{"tag": "column", "elements": [inside]}]}
    deep = card | {"body": {"elements": [inside]}}
    table = next(node for node in nodes(card) if node["tag"] == "table")
    boxed = {"tag": "column_set", "columns": [{"tag": "column", "elements": [table]}]}
    for wrong in (deep, card | {"body": {"elements": [boxed]}}):
        with pytest.raises(Refused):
            check(json.dumps(wrong), set())


def _written_by_members(words: list[str]) -> Card:
    """A card with a member's words wherever a card has words."""
    title, first, second, head, cell, chart, point, label, value, choice, button, example = words
    fields = (
        Field(name="note", label=label, value=value),
        Field(name="which", label=label, kind="choice", choices=(choice or "x", "另一个")),
    )
    return Card(
        title=title,
        lines=(first, second),
        table=Table(columns=(head,), rows=((cell,),)),
        chart=Chart(title=chart, points=((point, 1.0),)),
        form=Form(fields=fields, submit=Button(label=button, intent="x"), example=example),
        buttons=(Button(label=button, intent="x", slots={"said": value}),),
        mentions=(title,),
    )
