"""Answer moments of time line by line: {"id", "text", "now"} in, start, end, grain (or null) out."""

import json
import sys
import time
from datetime import datetime, timedelta
from typing import Any

from language.moments.find import best
from language.moments.found import Found, Grain, Kind, Policy

_OPEN = Policy("open")


def answer(line: dict[str, Any]) -> dict[str, Any] | None:
    """Return the moment of one line, or None if it has none. Times are local to China, `end` exclusive."""
    begun = time.perf_counter()
    found = best(str(line["text"]), datetime.fromisoformat(line["now"]), _OPEN)
    if found is None:
        return None
    said = {"id": line.get("id"), **_plain(found)}
    said["us"] = round((time.perf_counter() - begun) * 1e6, 1)
    return said


def _plain(found: Found) -> dict[str, Any]:
    if found.kind in (Kind.DURATION, Kind.SHIFT):
        return {"type": "duration", "seconds": abs(found.seconds or 0), "start": None, "end": None}
    said: dict[str, Any] = {
        "start": _local(found.start),
        "end": _local(found.end),
        "grain": str(found.grain),
        "rule_name": found.rule,
        "span": list(found.span),
    }
    if found.recurrence:
        rule = found.recurrence
        said["type"] = "recurring"
        said["rule"] = {"freq": rule.freq, "interval": rule.interval, "byday": list(rule.byday)}
        said["rule"] |= {"bymonthday": list(rule.bymonthday), "time": rule.time or None}
    if (
        found.kind is Kind.POINT
        and found.grain is Grain.DAY
        and found.start
        and found.end == found.start + timedelta(days=1)
    ):
        said["end"] = None
    if found.ambiguous:
        said["ambiguous"] = [_local(moment) for moment in found.ambiguous]
    return said


def _local(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=None).isoformat() if moment else None


def main() -> None:
    """Answer standard input, one line at a time, until it ends."""
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
