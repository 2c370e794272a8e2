"""The month's story, played through the stand-in: from the making of the group to digest and ledger file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.platforms.console.lines import Move, PressButton, Say, read
from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import Reaction, StandIn
from tests.platforms.feishu.standin_cards import buttons, nodes
from tests.platforms.feishu.standin_world import Said
from tests.test_story import GROUP, SECRETARY, START, STEPS

Seen = tuple[str, str]


class Month:
    """Plays lines of the console's story in Feishu, and tells what was seen: (to whom, text)."""

    def __init__(self, living: Living) -> None:
        self.living, self.feishu = living, living.feishu
        self.names = [member.name for member in self._roster()]
        self.reactions: list[Reaction] = []

    def _roster(self) -> list[object]:
        from storage import finding

        house = self.living.house

        def everybody(s):  # type: ignore[no-untyped-def]
            from branch.people import Branch

            branch = s.get(Branch, house.settings.branch.id)
            return list(finding.roster(s, branch, START.date()))

        return house.store.now(everybody)

    async def plays(self, text: str) -> list[Seen]:
        """Play one line, and return what anybody saw of it."""
        before, toasts = len(self.feishu.world.shown), len(self.reactions)
        line = read(text, self.names, self.living.clock(), somebody=False)
        if isinstance(line, Move):
            await self.living.advance(line.to)
        elif isinstance(line, Say):
            await self.feishu.says(line.who, line.text, "" if line.private else GROUP)
            await self.living.quiet()
        elif isinstance(line, PressButton):
            await self._press(line)
        seen = [(_place(said), shown) for said, shown in self.feishu.world.shown[before:]]
        who = line.who if isinstance(line, PressButton) else ""
        return seen + [(who, r.toast) for r in self.reactions[toasts:]]

    async def _press(self, line: PressButton) -> None:
        place = line.who if line.private else GROUP
        there = [said for said, _ in self.feishu.world.shown if _place(said) == place and _pressable(said)]
        label = buttons(there[-1].card)[line.number - 1]["text"]["content"]
        self.reactions.append(await self.feishu.clicks(line.who, there[-1], label))
        await self.living.quiet()


def _place(said: Said) -> str:
    return said.chat.name


def _pressable(said: Said) -> bool:
    return said.kind == "interactive" and bool(buttons(said.card))


@pytest.fixture
async def month(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Month]:
    async with Living(feishu, tmp_path, START) as living:
        yield Month(living)


async def test_the_group_is_made_bound_and_greeted_once(month: Month) -> None:
    await _move_in(month)
    greetings = [text for text in month.feishu.shown(GROUP) if "大家好" in text]
    assert len(greetings) == 1
    assert any("已定为全支部群" in text for _, text in _all_seen(month))


async def test_every_line_of_the_month_shows_in_feishu_what_it_must(month: Month) -> None:
    await _move_in(month)
    for line, expected in STEPS:
        seen = await month.plays(line)
        for to, *words in expected:
            fits = [text for place, text in seen if _fits(place, to, line) and all(w in text for w in words)]
            assert fits, f"{line}\nshould show {to}: {words}\nbut showed {seen}"
    report = next(said for said in month.feishu.heard(SECRETARY) if "11月支部工作" in said.text)
    assert [n["chart_spec"]["type"] for n in nodes(report.card) if n["tag"] == "chart"] == ["bar"]
    assert month.living.platform.logbook.refusals == []
    assert [r.error for r in month.reactions] == [0] * len(month.reactions)


async def test_a_form_is_filled_where_a_person_would_rather_fill_than_type(month: Month) -> None:
    await _move_in(month)
    for line, _ in STEPS[:6]:
        await month.plays(line)
    await month.plays("王浩> 申请延期")
    form = month.feishu.heard("王浩")[-1]
    reaction = await month.feishu.submits("王浩", form, 新的期限="2026-11-13", 原因="监理签字没回来")
    await month.living.quiet()
    assert reaction.error == 0
    asked = month.feishu.shown(SECRETARY)[-1]
    assert "王浩申请延期：T1" in asked and "11月13日（周五）" in asked and "监理签字没回来" in asked


async def test_a_press_of_leave_brings_a_form_for_the_reason_to_the_presser_alone(month: Month) -> None:
    await _move_in(month)
    for line, _ in STEPS[:2]:
        await month.plays(line)
    notice = next(said for said in month.feishu.heard(GROUP) if said.text.startswith("通知 M1"))
    assert (await month.feishu.clicks("张三", notice, "请假")).error == 0
    await month.living.quiet()
    form = month.feishu.heard("张三")[-1]
    assert (await month.feishu.submits("张三", form, 事由="夜班")).error == 0
    await month.living.quiet()
    assert "事由：夜班" in month.feishu.shown("张三")[-1] and form.edits == 1
    assert (
        "请假：张三" in month.feishu.shown(SECRETARY)[-1]
        and "事由：夜班" in month.feishu.shown(SECRETARY)[-1]
    )
    assert "夜班" not in "\n".join(month.feishu.shown(GROUP))


async def test_the_secretary_picks_the_face_that_belongs_to_a_name(month: Month) -> None:
    """Two accounts that call themselves what nobody on the roster is called."""
    feishu = month.feishu
    feishu.create_group(GROUP, SECRETARY, "小李同学", "老王头")
    await feishu.until(lambda: feishu.heard(SECRETARY))
    await month.living.quiet()
    asked = next(said for said in feishu.heard(SECRETARY) if "没有和名册对上" in said.text)
    picker = next(n for n in nodes(asked.card) if n["tag"] == "select_person")
    faces = {feishu.world.person(name).open_id for name in ("小李同学", "老王头")}
    assert {one["value"] for one in picker["options"]} == faces
    reaction = await feishu.submits(SECRETARY, asked, 账号="老王头", 是谁="王德胜")
    await month.living.quiet()
    assert reaction.error == 0
    assert "已和名册上的王德胜对上" in feishu.shown("老王头")[-1]
    await feishu.says("老王头", "我的任务")
    await month.living.quiet()
    assert "任务" in feishu.shown("老王头")[-1]


async def test_a_ledger_arrives_as_a_file(month: Month) -> None:
    await _move_in(month)
    for line, _ in STEPS[:6]:
        await month.plays(line)
    await month.plays("陈建华> 导出任务台账")
    assert any(text.startswith("[file] ") and ".xlsx" in text for text in month.feishu.shown(SECRETARY))


async def test_somebody_elses_press_on_a_private_card_is_refused_with_a_toast(month: Month) -> None:
    await _move_in(month)
    bound = month.feishu.heard(SECRETARY)[0]
    reaction = await month.feishu.clicks("张三", bound, "支委会群")
    assert reaction.toast == "这张卡片是发给别人的，您不能代为操作。"


async def test_the_group_never_reads_why_somebody_is_away(month: Month) -> None:
    await _move_in(month)
    for line, _ in STEPS[:21]:
        await month.plays(line)
    public = "\n".join(text for said, text in month.feishu.world.shown if _place(said) == GROUP)
    assert not [word for word in ("夜班", "家事", "孩子", "事由") if word in public]


def _fits(place: str, to: str, line: str) -> bool:
    """A press may be answered by a toast, which only the presser sees."""
    return place == to or ("/press" in line and line.startswith(place) and to == GROUP)


async def _move_in(month: Month) -> None:
    feishu = month.feishu
    feishu.create_group(GROUP, *month.names)
    await feishu.until(lambda: feishu.heard(SECRETARY))
    await month.living.quiet()
    asked = next(said for said in feishu.heard(SECRETARY) if "哪个范围的群" in said.text)
    reaction = await feishu.clicks(SECRETARY, asked, "全支部群")
    month.reactions.append(reaction)
    await month.living.quiet()


def _all_seen(month: Month) -> list[Seen]:
    shown = [(_place(said), text) for said, text in month.feishu.world.shown]
    return shown + [("", r.toast) for r in month.reactions]
