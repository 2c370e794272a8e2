"""Whom the platform's own @ named: the name it shows gives way to the name on the roster."""

import re
from collections import defaultdict

from branch.context import Called


def renamed(text: str, mentioned: tuple[Called, ...]) -> str:
    """Return a text with every 「@小王（质检）」 that the platform resolved as 「@王磊」.

    Two people shown alike are told apart by their order.
    """
    people: dict[str, list[str]] = defaultdict(list)
    for called in mentioned:
        if called.shown:
            people[called.shown].append(called.name)
    if not people:
        return text
    shown = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))

    def name(found: re.Match[str]) -> str:
        those = people[found[1]]
        return f"@{those.pop(0) if len(those) > 1 else those[0]}"

    return re.sub(rf"[@＠]({shown})", name, text)
