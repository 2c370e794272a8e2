"""make bench: every figure of the house beside its limit, from one run on one machine.

python -m benchmarks [house|kill|startup|feishu …] runs some of it only.
"""

import sys
from collections.abc import Callable

from benchmarks import feishu, house, kill, startup

ALL: dict[str, Callable[[], bool]] = {
    "startup": startup.main,
    "house": house.main,
    "feishu": feishu.main,
    "kill": kill.main,
}


def main() -> int:
    """Run what is named, else everything; 1 if something missed its limit."""
    wanted = sys.argv[1:] or list(ALL)
    if unknown := set(wanted) - set(ALL):
        print(f"没有 {'、'.join(sorted(unknown))}；可以选 {'、'.join(ALL)}")
        return 2
    held = {name: ALL[name]() for name in wanted}
    print("  ".join(f"{name}: {'ok' if ok else 'missed'}" for name, ok in held.items()))
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
