"""What sounds like chatter or a defect: learnt from data/tone, judged on sentences that do not stand there."""

from pathlib import Path

import pytest

from language.tone.classifier import WEIGHTS, Classifier
from language.tone.grams import LONGEST, grams, masked
from language.tone.verdict import CHATTER
from tests.language.scene import UNDERSTANDING, context, intents

CORPUS = Path(__file__).parent.parent.parent / "data" / "tone"
SIDES = ("overheard", "addressed")


def _lines(name: str) -> list[str]:
    return (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "周五党课讲得真好，李工听哭了",
        "昨晚梦见基槽开挖自己完成了，要真能这样多美",
        "主题党日是不是换个花样更好一点？我就这么一想",
    ],
)
def test_chatter_to_the_bot_is_not_recorded(text: str) -> None:
    assert intents(text) == []


@pytest.mark.parametrize(
    "text",
    ["管节试验排得我头都秃了，人人都想初一在家包饺子", "等会儿开会都把手机静音啊，上回那首歌响了三遍"],
)
def test_chatter_overheard_is_not_recorded(text: str) -> None:
    assert intents(text, addressed=False) == []


def test_what_the_tone_speaks_against_is_offered_and_named() -> None:
    reading = UNDERSTANDING.read("周五党课讲得真好，李工听哭了", context("袁刚"))
    assert reading.silence == CHATTER and reading.updates == ()
    assert [update.intent for update in reading.held] == ["meeting.plan"]


def test_what_is_overheard_is_not_offered() -> None:
    assert UNDERSTANDING.read("周五党课讲得真好，李工听哭了", context("袁刚", addressed=False)).held == ()


@pytest.mark.parametrize("text", ["同意", "我的", "摘要", "T3", "签到"])
def test_terse_words_have_no_tone(text: str) -> None:
    assert UNDERSTANDING.read(text, context("袁刚")).silence != CHATTER


def test_a_defect_is_reported_however_it_is_grumbled() -> None:
    said = "真要命，2号塔吊限位又松了，谁来管管，我这条老命还想多活几年"
    assert "hazard.report" in intents(said, addressed=False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2号塔吊基座的地脚螺栓一拧就空转，请李工今天下班前处理", "2号塔吊"),
        ("码头前沿的防撞胶条让船蹭走半截，请李工明天补上", "码头"),
    ],
)
def test_a_defect_in_words_of_its_own_is_heard_by_its_sound(text: str, place: str) -> None:
    (update,) = UNDERSTANDING.read(text, context("袁刚")).updates
    assert update.intent == "hazard.report" and place in update.slots()["place"]


def test_who_and_how_many_say_nothing_about_the_tone() -> None:
    one, other = "张伟说3号那边12根都好", "欧阳建华说5号那边7根都好"
    plain = [masked(one, [(0, 2)]), masked(other, [(0, 4)])]
    assert grams(plain[0]) == grams(plain[1])
    assert len({Classifier().chatter(text, False) for text in plain}) == 1


def test_how_likely_lies_between_nothing_and_all() -> None:
    for text in ("", "啊", "今天下雨，" * 300, "T1 完成"):
        for addressed in (True, False):
            assert 0 <= Classifier().chatter(text, addressed) <= 1


def test_the_weights_are_of_runs_that_can_be_met() -> None:
    rows = [line.split("\t") for line in WEIGHTS.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 4 and row[1:] == [str(int(n)) for n in row[1:]] for row in rows)
    runs = [row[0] for row in rows if row[0] != "bias"]
    assert len(runs) == len(set(runs)) == len(rows) - 1
    assert all(1 <= len(run) <= LONGEST for run in runs)


@pytest.mark.parametrize("side", SIDES)
def test_no_line_is_both_chatter_and_a_record(side: str) -> None:
    chatter, records = _lines(f"{side}_chatter"), _lines(f"{side}_records")
    assert len(chatter) > 1000 and len(records) > 1000
    assert not set(chatter) & set(records)


@pytest.mark.parametrize(
    "name", [f"{side}_{what}" for side in SIDES for what in ("chatter", "records", "defects")]
)
def test_the_corpus_holds_no_figures(name: str) -> None:
    assert [line for line in _lines(name) if set(line) & set("123456789")] == []


@pytest.mark.parametrize(
    "text",
    [
        "小雨淅淅沥沥的，堰顶上的油菜花倒开了，谁手机好帮拍一张",
        "我倒觉得组会改线上算了，省得大家蹚水",
        "20号那天邵阳自己掏钱给大家买水，这事得夸",
        "组会放周三还是周四还没商量好，定了再告诉你",
    ],
)
def test_flowers_praise_opinions_and_the_undecided_are_no_records(text: str) -> None:
    assert intents(text, addressed=False) == []
