"""The command zhibu: what it prints, in Chinese, and how it ends."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLOCK = "2026-11-25T08:30:00+08:00"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def zhibu(tmp_path: Path) -> Run:
    def run(*words: str, lines: str = "") -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            input=lines.encode(),
            capture_output=True,
            cwd=ROOT,
            timeout=60,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err
        return ran

    return run


def test_help_is_chinese_and_loads_nothing_heavy() -> None:
    show = "import sys; sys.argv=['zhibu','--help']\nfrom bot.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    heavy = (
        "print('HEAVY', sorted({'sqlalchemy','pydantic','jieba','rich','prompt_toolkit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", show + heavy], capture_output=True, cwd=ROOT, timeout=60)
    text = done.stdout.decode()
    assert "用法： zhibu" in text and "HEAVY []" in text
    for command in ("run", "console", "understand", "roster", "doctor", "backup", "restore"):
        assert f"  {command} " in text


def test_the_version_is_said(zhibu: Run) -> None:
    ran = zhibu("--version")
    assert ran.code == 0 and ran.out.startswith("支部通 0.")


WRONG = [
    (("bakcup",), "没有 bakcup 这个命令。是不是 backup？"),
    (("console", "--jsn"), "没有 --jsn 这个选项。是不是 --json？"),
    (("backup",), "还缺 文件"),
    (("run", "--speed", "fast"), "--speed 的值不对"),
    (("run", "--speed", "0"), "--speed 应大于 0"),
    (("console", "--clock", "明天"), "--clock 看不懂“明天”"),
    (("console", "--database", "mysql://x"), "--database 应为"),
    (("console", "--config", "/no/such.yaml"), "找不到配置文件"),
    (("roster", "import", "/no/such.xlsx"), "找不到文件"),
    (("restore", "/no/such.db"), "找不到文件"),
    (("backup", "x", "--database", "postgresql+psycopg://u:s3cret@h/d"), "pg_dump -Fc -f x"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_users_mistake_ends_with_2_and_one_clear_line(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert said in err and "s3cret" not in err


def test_a_wrong_configuration_stops_the_start_with_its_line(zhibu: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("platform: console\nretention_day: 90\n", encoding="utf-8")
    ran = zhibu("console", "--config", str(config))
    assert ran.code == 2 and ran.out == ""
    assert ran.err.strip() == (
        "config.yaml:2: retention_day = “90”：不认识这个键。改法：是不是想写 retention_days。"
    )


def test_a_story_in_json_is_one_line_per_thing_the_bot_sends(zhibu: Run, tmp_path: Path) -> None:
    story = "# 开始\n张三> 帮助\n/now\n张三: @支部通 帮助\n"
    ran = zhibu("console", "--json", "--clock", CLOCK, "--database", str(tmp_path / "a.db"), lines=story)
    cards = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0 and [card["to"] for card in cards] == ["张三", "东港片区联合党支部"]
    assert all(
        list(card) == ["at", "to", "private", "text", "buttons", "mentions", "file"] and card["at"] == CLOCK
        for card in cards
    )


def test_a_story_is_drawn_without_colours_in_a_pipe(zhibu: Run, tmp_path: Path) -> None:
    ran = zhibu(
        "console",
        "--clock",
        CLOCK,
        "--database",
        str(tmp_path / "a.db"),
        "--as",
        "张三",
        lines="@支部通 帮助\n",
    )
    assert ran.code == 0 and "张三：@支部通 帮助" in ran.out and "支部通 → 东港片区联合党支部" in ran.out
    assert "\x1b" not in ran.out


def test_a_reader_who_leaves_early_is_no_mistake(tmp_path: Path) -> None:
    story = "张三> 帮助\n" * 40
    words = [sys.executable, "-m", "bot", "console", "--json", "--database", str(tmp_path / "a.db")]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as bot:
        assert bot.stdin and bot.stdout and bot.stderr
        bot.stdout.close()
        bot.stdin.write(story.encode())
        bot.stdin.close()
        assert bot.stderr.read() == b""
        assert bot.wait(60) == 0


def test_a_wrong_line_of_a_story_ends_with_2_and_its_number(zhibu: Run, tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    ran = zhibu("console", "--database", database, lines="张三: 早\n王麻子: 签到\n张三> 帮助\n")
    assert ran.code == 2 and "第 2 行：名册上没有“王麻子”" in ran.err


def test_the_roster_goes_out_and_in_and_its_mistakes_are_listed(zhibu: Run, tmp_path: Path) -> None:
    there = ("--database", str(tmp_path / "a.db"))
    file = tmp_path / "名册.csv"
    file.write_text(
        "姓名,别名,党小组,身份,职务,岗位,所属项目,手机号,入组日期\n"
        "张三,小张,一组,正式,,,,,2026-02-30\n张三,,一组,正试,,,,,\n",
        encoding="utf-8-sig",
    )
    refused = zhibu("roster", "import", str(file), *there)
    assert refused.code == 2
    assert [line.partition("：")[0] for line in refused.err.splitlines()[1:]] == [
        "第 2 行",
        "第 3 行",
        "第 3 行",
    ]
    assert "名册还是空的" in zhibu("roster", *there).out

    file.write_text(
        file.read_text(encoding="utf-8-sig")
        .replace("2026-02-30", "2026-02-27")
        .replace("张三,,一组,正试", "李四,,一组,预备"),
        encoding="utf-8-sig",
    )
    assert "新增 2 人" in zhibu("roster", "import", str(file), *there).out
    out = tmp_path / "out.xlsx"
    assert "已导出 2 人" in zhibu("roster", "export", str(out), *there).out
    assert zhibu("roster", "export", str(out), *there).code == 2
    assert zhibu("roster", "check", str(out), *there).code == 0


def test_understand_speaks_json_both_ways_and_survives_a_broken_line(zhibu: Run) -> None:
    context = {
        "now": CLOCK,
        "sender": "张三",
        "addressed": True,
        "roster": [{"name": "张三", "role": "党员"}],
    }
    asked = json.dumps({"id": "1", "text": "撤销", "context": context}, ensure_ascii=False)
    ran = zhibu("understand", lines=f"{asked}\n{{broken\n[1]\n")
    first, *broken = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0 and first == {"id": "1", "updates": [{"intent": "undo", "slots": {}}]}
    assert len(broken) == 2 and all(line["updates"] == [] and line["error"] for line in broken)


def test_understand_reads_moments(zhibu: Run) -> None:
    line = json.dumps({"id": "7", "text": "明天下午三点", "now": CLOCK}, ensure_ascii=False)
    [answer] = [
        json.loads(out) for out in zhibu("understand", "--moments", lines=f"{line}\n").out.splitlines()
    ]
    assert answer["id"] == "7" and answer["start"] == "2026-11-26T15:00:00"


def test_understand_explains_a_text_by_the_sample_branch(zhibu: Run, tmp_path: Path) -> None:
    ran = zhibu("understand", "小何请假，夜班", "--why", "--database", str(tmp_path / "none.db"))
    assert ran.code == 0 and "attendance.leave" in ran.out and "people = 何婷" in ran.out
    assert "  1. 小/何/请假" in ran.out and "采用「点名：请假」（roll: leave） → attendance.leave" in ran.out
    assert not (tmp_path / "none.db").exists()


def test_a_doctor_with_a_grave_finding_ends_with_1(zhibu: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database at all, but long enough")
    ran = zhibu("doctor", "--database", str(tmp_path / "bad.db"))
    assert ran.code == 1 and "✗ 数据库用不了" in ran.out
    assert zhibu("doctor", "--database", str(tmp_path / "none.db")).code == 0


def test_backup_and_restore_at_the_command_line(zhibu: Run, tmp_path: Path) -> None:
    there, copy = ("--database", str(tmp_path / "a.db")), str(tmp_path / "copy.db")
    zhibu("console", *there, lines="/now\n")
    assert "已备份到" in zhibu("backup", copy, *there).out
    assert "已从" in zhibu("restore", copy, *there).out
