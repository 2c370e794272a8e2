"""Asking back: what two things fit is asked with buttons, never guessed."""

from typing import Any

from branch.cards import Button
from branch.refusal import Ask, Refusal
from branch.saying import quoted
from branch.updates import Choice, Update

MOST = 6
QUESTIONS = {
    "people": "“{said}”是哪一位？",
    "owners": "“{said}”是哪一位？",
    "helpers": "“{said}”是哪一位？",
    "substitute": "“{said}”是哪一位？",
    "chair": "主持的“{said}”是哪一位？",
    "recorder": "记录的“{said}”是哪一位？",
    "kind": "开的是什么会？",
    "start": "“{said}”是哪个时间？",
    "due": "“{said}”是哪个时间？",
    "at": "“{said}”是哪个时间？",
    "task": "说的是哪一项任务？",
    "meeting": "说的是哪一次会议？",
    "study": "说的是哪一份学习材料？",
    "hazard": "说的是哪一处隐患？",
}
NOBODY = "名册里没有“{said}”，没有记录。请核对姓名，或先把人加进名册，再说一遍。"
NOTHING = {
    "records": "没有找到“{said}”，什么都没撤。只撤刚才那条，就说“撤销”。",
    "task": "没有找到“{said}”，什么都没动。说“未完成的任务”可以看编号。",
    "meeting": "没有找到“{said}”，什么都没动。请核对日期，或者说通知上的编号，例如：M1 取消",
}


def unsettled(said: Update) -> None:
    """Raise an Ask for the first doubt of an update; each choice is the same update with that slot filled.

    A doubt without choices is somebody or something nobody knows: nothing is written, and the answer says so.
    A second doubt of the same update is left open: its slot stays empty and the handler asks for it then.
    """
    if said.doubts:
        doubt = said.doubts[0]
        if not doubt.choices:
            raise Refusal(NOTHING.get(doubt.slot, NOBODY).format(said=doubt.said))
        question = _of(said) + QUESTIONS.get(doubt.slot, "“{said}”指的是哪一个？").format(said=doubt.said)
        raise Ask(question, _buttons(said, doubt.slot, doubt.choices))


def _of(said: Update) -> str:
    """「塔吊检修」, so that among several answers to one message it is clear what is being asked about."""
    return quoted(getattr(said, "title", "")) if said.intent.startswith("task.") else ""


def which(said: Update, slot: str, question: str, choices: tuple[Choice, ...]) -> Ask:
    """The question for a slot that a handler needs and was not told."""
    return Ask(question if choices else f"{question}（现在没有可选的）", _buttons(said, slot, choices))


def _buttons(said: Update, slot: str, choices: tuple[Choice, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(label=c.label, intent=said.intent, slots=said.slots() | {slot: _joined(said, slot, c.value)})
        for c in choices[:MOST]
    )


def _joined(said: Update, slot: str, value: Any) -> Any:
    """The chosen value; among people it joins those already understood."""
    known = getattr(said, slot)
    if not isinstance(known, tuple):
        return value
    return [*known, *(value if isinstance(value, list | tuple) else [value])]
