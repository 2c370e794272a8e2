"""What a branch teaches in data/lexicon: its sites, its abbreviations, its words for meetings."""

import re
from pathlib import Path
from typing import Any

import pytest

from branch.context import Context, OpenHazard, OpenTask, Somebody
from language.lexicon import HERE, Lexicon
from language.understanding import Understanding
from tests.language.scene import context

WORDS = """
# 工点
朝阳湾 site
小王庄 site
江北碉楼 site     # 不是人，也不是活
# 简称
上构 =上部结构
悬臂浇筑挂篮 =挂篮
# 会
碰头会 kind=书记例会
"""
ROSTER = (Somebody("高卫平", "书记"), Somebody("王石", "党员", ("小王",)), Somebody("朝阳"))
TASKS = (
    OpenTask("T1", "上部结构模板方案", ("王石",)),
    OpenTask("T2", "挂篮预压试验", ("朝阳",)),
    OpenTask("T3", "江北便道硬化", ("王石",)),
    OpenTask("T4", "朝阳湾驳岸复测", ("王石",)),
)


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    """An understanding that was taught a branch's words."""
    folder: Path = tmp_path_factory.mktemp("lexicon")
    (folder / "words.txt").write_text(WORDS, encoding="utf-8")
    return Understanding(Lexicon.load(folder))


def read(
    taught: Understanding, text: str, sender: str = "高卫平", **how: Any
) -> list[tuple[str, dict[str, Any]]]:
    scene = context(sender, **how)
    scene = Context(
        scene.now, sender, scene.addressed, ROSTER, TASKS, hazards=(OpenHazard("H1", "朝阳湾围挡破损"),)
    )
    return [(u.intent, u.slots()) for u in taught.read(text, scene).updates]


def test_a_site_is_where_a_hazard_is(taught: Understanding) -> None:
    assert read(taught, "朝阳湾护栏松了", addressed=False) == [
        ("hazard.report", {"place": "朝阳湾", "text": "护栏松了"})
    ]
    assert read(taught, "小王庄南侧配电箱漏电", addressed=False)[0][1]["place"].startswith("小王庄")


def test_a_site_is_where_a_meeting_is_held(taught: Understanding) -> None:
    for text, place in (
        ("周五下午三点在朝阳湾开党课", "朝阳湾"),
        ("周五下午三点小王庄开党课", "小王庄"),
        ("周五下午三点在江北碉楼二楼会议室上党课", "江北碉楼二楼会议室"),
    ):
        ((intent, slots),) = read(taught, text)
        assert (intent, slots["place"]) == ("meeting.plan", place)


def test_a_site_that_is_only_the_subject_is_no_place(taught: Understanding) -> None:
    ((_, slots),) = read(taught, "周五下午三点在项目部上党课，讲小王庄塌方教训")
    assert slots["place"] == "项目部"


def test_nobody_is_named_inside_a_site(taught: Understanding) -> None:
    ((_, slots),) = read(taught, "周五前把小王庄水沟清干净，王石负责")
    assert slots["owners"] == ["王石"]
    assert read(taught, "小王庄明天把水沟清干净", addressed=False) == []


def test_a_site_names_a_task_only_if_it_stands_in_its_title(taught: Understanding) -> None:
    assert read(taught, "江北碉楼弄完了", "朝阳", addressed=False) == []
    assert read(taught, "朝阳湾驳岸复测做完了", "王石", addressed=False) == [("task.done", {"task": "T4"})]


def test_an_abbreviation_says_what_the_title_says_and_the_other_way_round(taught: Understanding) -> None:
    assert read(taught, "上构方案写完了", "王石", addressed=False) == [("task.done", {"task": "T1"})]
    assert read(taught, "悬臂浇筑挂篮试验做了八成", "朝阳", addressed=False)[0][1] == {
        "task": "T2",
        "percent": 80,
    }


def test_the_branchs_own_word_for_a_meeting_is_its_kind(taught: Understanding) -> None:
    ((_, slots),) = read(taught, "明天下午三点在三楼会议室开碰头会")
    assert slots["kind"] == "书记例会"


def test_without_the_lexicon_none_of_it_is_known() -> None:
    plain = Understanding(Lexicon())
    assert read(plain, "朝阳湾护栏松了", addressed=False) == []
    assert "place" not in read(plain, "周五下午三点在朝阳湾开党课")[0][1]


def test_every_list_of_words_is_opened_once_and_used() -> None:
    opened = [
        name
        for path in HERE.glob("cues_*.txt")
        for name in re.findall(r"^\[([a-z_]+)\]", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(opened) == sorted(set(opened))
    ours = [*HERE.parent.rglob("*.py"), *HERE.glob("cues_*.txt")]
    used = set(re.findall(r"""[\"'<]([a-z_]+)[\"'>]""", "".join(p.read_text(encoding="utf-8") for p in ours)))
    assert set(opened) - used == set()
