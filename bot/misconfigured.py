"""What is wrong with the configuration, in words: where, which key, which value, and how to mend it."""

import types
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the way to the key, the value found there, what is wrong and what to do."""

    loc: tuple[Any, ...]
    value: Any
    wrong: str
    fix: str = ""

    def __str__(self) -> str:
        key = ".".join(str(step) for step in self.loc)
        fix = f"改法：{self.fix}。" if self.fix else ""
        if not key:
            return f"{self.wrong}。{fix}"
        return f"{key} = {_shown(self.value)}：{self.wrong}。{fix}"


class Misconfigured(Exception):
    """The configuration cannot be used. The text is for the administrator, one line per fault."""

    def __init__(self, name: str, faults: Sequence[tuple[int, Fault]] = ()) -> None:
        lines = [f"{name}:{line}: {fault}" for line, fault in sorted(faults, key=lambda f: f[0])]
        super().__init__("\n".join(lines) or name)


SAYINGS = {
    "missing": ("缺少这个键", "补上这一行"),
    "string_type": ("应为文字", "加上引号"),
    "int_type": ("应为整数", "写成数字，例如 3"),
    "int_parsing": ("应为整数", "写成数字，例如 3"),
    "int_from_float": ("应为整数", "写成数字，例如 3"),
    "float_parsing": ("应为数字", "写成数字，例如 24"),
    "float_type": ("应为数字", "写成数字，例如 24"),
    "bool_type": ("应为是或否", "写成 true 或 false"),
    "bool_parsing": ("应为是或否", "写成 true 或 false"),
    "greater_than": ("应大于 {gt}", "换一个大于 {gt} 的数"),
    "greater_than_equal": ("不能小于 {ge}", "换一个不小于 {ge} 的数"),
    "less_than_equal": ("不能大于 {le}", "换一个不大于 {le} 的数"),
    "literal_error": ("只能是 {expected} 之一", "换成其中一个"),
    "string_too_short": ("不能为空", "填上内容"),
    "string_too_long": ("太长，最多 {max_length} 个字", "改短"),
    "string_pattern_mismatch": ("只能用小写字母、数字和减号", "例如 main"),
    "tuple_type": ("应为列表", "写成 [值1, 值2]"),
    "unknown_kind": ("没有这种会议或活动", "{fix}"),
    "fix": ("{message}", ""),
}
KINDS = (
    ("time", "应为时刻", '写成 "08:30"'),
    ("date", "应为日期", "写成 2026-10-01"),
    ("model", "这里应是下一层的键和值", "换行缩进两格，写成 键: 值"),
    ("dataclass", "这里应是下一层的键和值", "换行缩进两格，写成 键: 值"),
    ("dict", "这里应是下一层的键和值", "换行缩进两格，写成 键: 值"),
)


def faults_of(wrong: ValidationError, root: type[BaseModel]) -> list[Fault]:
    """pydantic's findings as faults. Unknown keys are left to unknown_keys(), which knows the neighbours."""
    found = []
    for error in wrong.errors(include_url=False):
        if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
            continue
        said, fix = _saying(error)
        loc = tuple(step for step in error["loc"] if step not in ("[key]",))
        value = "（没有写）" if error["type"] == "missing" else error["input"]
        found.append(Fault(loc, "（不显示）" if "secret" in str(loc) else value, said, fix))
    return found


def _saying(error: Any) -> tuple[str, str]:
    known = (error.get("ctx") or {}) | {"message": error["msg"]}
    if error["type"] in SAYINGS:
        said, fix = SAYINGS[error["type"]]
        expected = str(known.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        known["expected"] = expected
        return said.format(**known), fix.format(**known)
    for sign, said, fix in KINDS:
        if error["type"].startswith(sign):
            return said, fix
    return f"这个值不可用（{error['msg']}）", "参照随程序附带的 config.yaml"


def unknown_keys(values: Any, kind: Any, loc: tuple[Any, ...] = ()) -> list[Fault]:
    """Keys that nothing reads, each with its nearest neighbour."""
    if not isinstance(values, dict):
        return []
    known = _fields(kind)
    found = []
    for key, value in values.items():
        inner = known.get("*") or known.get(key)
        if inner is None:
            found.append(Fault((*loc, key), value, "不认识这个键", _neighbour(str(key), known)))
        else:
            found += unknown_keys(value, inner, (*loc, key))
    return found


def _fields(kind: Any) -> dict[str, Any]:
    """The keys a type reads and the type of each; "*" for any key; nothing for a plain value."""
    if get_origin(kind) in (Union, types.UnionType):
        kind = next((part for part in get_args(kind) if part is not type(None)), None)
    if get_origin(kind) is dict:
        return {"*": get_args(kind)[1]}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return {field.name: field.type for field in fields(kind)}
    return {"*": str}


def _neighbour(key: str, known: dict[str, Any]) -> str:
    near = get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"是不是想写 {near[0]}" if near else f"这里可以写：{'、'.join(known)}"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "…"
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
