"""Which button a number means, and what a program reads of a card."""

from datetime import datetime

import pytest

from bot.platforms.console.board import Board
from bot.platforms.console.drawing import Drawn
from bot.platforms.console.platform import Shown
from bot.platforms.console.screen import as_json, plain
from branch.calendar import CHINA
from branch.cards import Button, Card, Chart, Field, FileOrder, Form, Table

AT = datetime(2026, 11, 25, 8, 30, tzinfo=CHINA)


def shown(once: str, *labels: str, to: str = "支部群", private: bool = False, replaces: str = "") -> Shown:
    buttons = tuple(Button(label=label, intent="help") for label in labels)
    return Shown(AT, to, private, Card(title=once, buttons=buttons), once, replaces)


def labels(board: Board, who: str = "张三", *, private: bool = False) -> list[str]:
    return [button.label for button in board.buttons(who, private=private)]


def test_the_newest_card_has_the_first_numbers() -> None:
    board = Board()
    board.add(shown("a", "签到", "请假"))
    board.add(shown("b", "销号"))
    assert labels(board) == ["销号", "签到", "请假"]


def test_a_card_without_buttons_hides_nothing() -> None:
    board = Board()
    board.add(shown("a", "签到"))
    board.add(shown("b"))
    assert labels(board) == ["签到"]


def test_somebody_elses_private_card_is_not_before_me() -> None:
    board = Board()
    board.add(shown("a", "销号", to="陈建华", private=True))
    assert labels(board) == []
    assert labels(board, "陈建华") == ["销号"]


def test_in_private_ones_own_cards_come_first() -> None:
    board = Board()
    board.add(shown("a", "已完成", to="张三", private=True))
    board.add(shown("b", "签到"))
    assert labels(board) == ["签到", "已完成"]
    assert labels(board, private=True) == ["已完成", "签到"]


def test_a_card_edited_in_place_keeps_its_place() -> None:
    board = Board()
    board.add(shown("a", "签到"))
    board.add(shown("b", "销号"))
    board.add(shown("a2", "已签到 3 人", replaces="a"))
    assert labels(board) == ["销号", "已签到 3 人"]
    assert board.numbers(shown("a2", "已签到 3 人")) == [2]


def test_a_card_edited_to_have_no_buttons_leaves_the_board() -> None:
    board = Board()
    board.add(shown("a", "签到"))
    board.add(shown("a2", replaces="a"))
    assert labels(board) == []


def test_a_form_is_filled_by_label_or_by_name() -> None:
    form = Form(
        fields=(Field(name="reason", label="原因"),), submit=Button(label="提交", intent="attendance.leave")
    )
    board = Board()
    board.add(Shown(AT, "支部群", False, Card(title="请假", form=form), "f"))
    [button] = board.buttons("张三")
    assert button.press({"原因": "夜班"}).form == button.press({"reason": "夜班"}).form == {"reason": "夜班"}
    with pytest.raises(KeyError):
        button.press({"理由": "夜班"})


FULL = Card(
    title="周报",
    lines=("第一行", "\x1b[31m红\u202e字"),
    table=Table(columns=("人", "事"), rows=(("张三", "[bold]方案"),)),
    chart=Chart(title="完成", points=(("做完", 3), ("没做", 0))),
    buttons=(Button(label="知道了", intent="help"),),
    mentions=("张三",),
    everyone=True,
    file=FileOrder(what="tasks", name="台账.xlsx"),
)


def test_a_program_reads_everything_a_reader_sees() -> None:
    line = as_json(Shown(AT, "支部群", False, FULL, "x", file="/tmp/台账.xlsx"))
    assert list(line) == ["at", "to", "private", "text", "buttons", "mentions", "file"]
    assert line["at"] == "2026-11-25T08:30:00+08:00"
    assert line["buttons"] == ["知道了"] and line["mentions"] == ["张三", "所有人"]
    assert line["file"] == "/tmp/台账.xlsx"
    for seen in ("周报", "第一行", "张三", "方案", "做完：3", "台账.xlsx"):
        assert seen in line["text"]


def test_a_card_is_drawn_whole_and_nothing_in_it_steers_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Drawn("支部通").card(Shown(AT, "支部群", False, FULL, "x"), [4])
    drawn = capsys.readouterr().out
    for seen in (
        "支部通 → 支部群",
        "周报",
        "第一行",
        "[bold]方案",
        "@所有人 @张三",
        "附件：台账.xlsx",
        "[4] 知道了",
        "11-25 08:30",
    ):
        assert seen in drawn
    assert "\x1b" not in drawn and "\u202e" not in drawn


def test_control_and_bidi_characters_are_left_out() -> None:
    assert plain("a\x00\x07\x1b[2Jb\u200b\u202ec\nd\te\ud800") == "a[2Jbc\nd\te"


def test_the_example_of_a_form_is_shown_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    field = Field(name="reason", label="退回原因", kind="text", required=True)
    submit = Button(label="退回", intent="task.reject")
    form = Form(fields=(field,), submit=submit, example="退回可以说：T1 退回，缺照片")
    Drawn("支部通").card(Shown(AT, "支部群", False, Card(title="待销号", form=form), "x"), [1])
    drawn = capsys.readouterr().out
    assert "可填：退回原因*" in drawn and "│ 退回可以说：T1 退回，缺照片" in drawn
