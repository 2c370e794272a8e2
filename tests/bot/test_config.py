"""config.yaml: what is wrong stops the start, with line, key, value and the fix."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import HOME, Settings, load
from bot.misconfigured import Misconfigured


@pytest.fixture(autouse=True)
def _no_secrets_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FEISHU_APP_SECRET", raising=False)


def written(folder: Path, text: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(Misconfigured) as wrong:
        load(written(folder, text))
    return str(wrong.value)


def test_the_file_that_comes_with_the_bot_says_what_the_code_would_do_without_it() -> None:
    shipped, built_in = load(HOME / "config.yaml"), Settings().placed(HOME)
    assert shipped.model_copy(update={"feishu": None}) == built_in


def test_every_key_of_the_file_has_a_comment_above_it() -> None:
    lines = (HOME / "config.yaml").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if re.match(r"\s*[^#\s][^:]*:", line) and not above.strip().startswith("#")
    ]
    assert bare == []


def test_every_setting_stands_in_the_file() -> None:
    text = (HOME / "config.yaml").read_text(encoding="utf-8")

    def names(kind: type[BaseModel]) -> set[str]:
        inner = (field.annotation for field in kind.model_fields.values())
        parts = (p for p in inner if isinstance(p, type) and issubclass(p, BaseModel))
        return set(kind.model_fields) | {name for part in parts for name in names(part)}

    assert {name for name in names(Settings) if f"{name}:" not in text} == set()


def test_nothing_written_means_the_defaults(tmp_path: Path) -> None:
    assert load(written(tmp_path, "# 全用默认\n")) == Settings().placed(tmp_path)


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "database: sqlite:///books/a.db\nlexicon: words\n"))
    assert settings.sqlite_file == tmp_path / "books/a.db"
    assert settings.lexicon == str(tmp_path / "words")


WRONG = [
    ("platfrom: feishu", 1, "platfrom", "是不是想写 platform"),
    ("log:\n  levle: info", 2, "log.levle", "是不是想写 level"),
    ("feishu:\n  app_secrt: x", 2, "feishu.app_secrt", "是不是想写 app_secret"),
    ("rules:\n  laddr: {}", 2, "rules.laddr", "是不是想写 ladder"),
    ("platform: wechat", 1, "platform = “wechat”", "console、feishu"),
    ("database: mysql://x", 1, "database = “mysql://x”", "sqlite:///路径"),
    ("retention_days: 7", 1, "retention_days = “7”", "不能小于 30"),
    ("retention_days: 很久", 1, "retention_days = “很久”", "应为整数"),
    ("branch:\n  id: 一支部", 2, "branch.id = “一支部”", "小写字母"),
    ("branch: 一支部", 1, "branch = “一支部”", "下一层"),
    ("bot_name: ''", 1, "bot_name", "不能为空"),
    ("bot_name: 3", 1, "bot_name = “3”", "应为文字"),
    ("health:\n  port: 99999", 2, "health.port = “99999”", "不能大于 65535"),
    ("health: {}", 1, "health.port", "缺少"),
    ("log:\n  level: loud", 2, "log.level = “loud”", "debug、info、warning、error"),
    ("rules:\n  digest:\n    day: 周一", 3, "rules.digest.day = “周一”", "mon"),
    ('rules:\n  digest:\n    hour: "25:00"', 3, "rules.digest.hour = “25:00”", "应为时刻"),
    ("rules:\n  ladder:\n    before: [3, -1]", 3, "rules.ladder.before.1 = “-1”", "应大于 0"),
    ("rules:\n  ladder:\n    before: 三天", 3, "rules.ladder.before", "应为列表"),
    ("rules:\n  quiet:\n    rest_days: 也许", 3, "rules.quiet.rest_days", "true 或 false"),
    ("rules:\n  reminders:\n    cadence_day: 31", 3, "cadence_day = “31”", "不能大于 28"),
    ("rules:\n  holidays: [2027-02-30]", 2, "rules.holidays.0", "应为日期"),
    ("rules:\n  cadence:\n    党课: {every: week}", 3, "rules.cadence.党课.every", "month、quarter、year"),
    ("rules:\n  cadence:\n    党课: {min: 1}", 3, "rules.cadence.党课.every", "缺少"),
    ("rules:\n  cadence:\n    碰头: {every: month}", 3, "rules.cadence.碰头", "可以写：支部党员大会、"),
    ("rules:\n  votes:\n    支部大会: {}", 3, "rules.votes.支部大会", "是不是想写 支部党员大会"),
    ("rules:\n  votes:\n    党课: {more_than_percent: 100}", 3, "more_than_percent = “100”", "不能大于 99"),
    ("rules:\n  study_hours:\n    member: 很多", 3, "rules.study_hours.member", "应为数字"),
    ("bot_name: ${BOT}", 1, "bot_name = “${BOT}”", "只有密钥"),
    ("a: 1\na: 2", 2, "写了两次", ""),
    ("log:\n\tlevel: info", 2, "格式读不懂", "缩进"),
    ("- console", 1, "键: 值", ""),
]


@pytest.mark.parametrize(("text", "line", "key", "fix"), WRONG)
def test_what_cannot_be_is_said_with_its_place_and_the_fix(
    tmp_path: Path, text: str, line: int, key: str, fix: str
) -> None:
    said = complaint(tmp_path, text)
    assert f"config.yaml:{line}: " in said
    assert key in said
    assert fix in said


def test_all_faults_are_said_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    said = complaint(tmp_path, "bot_name: 3\nretention_days: 1\nplatfrom: x\n").splitlines()
    assert [line.split(": ")[0] for line in said] == ["config.yaml:1", "config.yaml:2", "config.yaml:3"]


def test_a_day_cannot_be_a_holiday_and_worked(tmp_path: Path) -> None:
    said = complaint(tmp_path, "rules:\n  holidays: [2027-02-05]\n  workdays: [2027-02-05]\n")
    assert "2027-02-05" in said and "只能留一处" in said


FEISHU = "platform: feishu\nfeishu:\n  app_id: cli_1\n  app_secret: ${FEISHU_APP_SECRET}\n"


def test_a_secret_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEISHU_APP_SECRET", "s3cret")
    settings = load(written(tmp_path, FEISHU))
    assert settings.feishu and settings.feishu.app_secret == "s3cret"
    assert settings.secrets == ("s3cret",)


def test_a_secret_comes_from_the_env_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FEISHU_APP_SECRET=from-file\n", encoding="utf-8")
    settings = load(written(tmp_path, FEISHU))
    assert settings.feishu and settings.feishu.app_secret == "from-file"


def test_a_missing_secret_is_named(tmp_path: Path) -> None:
    said = complaint(tmp_path, FEISHU)
    assert "config.yaml:4" in said and "FEISHU_APP_SECRET 没有设置" in said and ".env" in said


def test_a_missing_secret_of_a_platform_not_in_use_stops_nothing(tmp_path: Path) -> None:
    assert load(written(tmp_path, FEISHU.replace("platform: feishu", "platform: console"))).feishu


@pytest.mark.parametrize(
    "text",
    [
        "feishu:\n  app_secret: s3cret",
        "database: postgresql+psycopg://zhibu:s3cret@localhost/zhibu",
    ],
)
def test_a_secret_written_down_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    said = complaint(tmp_path, text)
    assert "不能直接写在配置里" in said
    assert "s3cret" not in said


def test_feishu_without_its_section_says_what_is_missing(tmp_path: Path) -> None:
    assert "还缺 app_id" in complaint(tmp_path, "platform: feishu\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="找不到配置文件"):
        load(tmp_path / "nothing.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(Misconfigured, match="UTF-8"):
        load(file)
