"""One state of a roll: there, late, online, excused, absent, made up for."""

from dataclasses import dataclass

LEAVE, ABSENT, PRESENT, MAKEUP = "leave", "absent", "present", "makeup"


@dataclass(frozen=True, slots=True)
class State:
    """A state word in the text: what it says, with mode and lateness."""

    what: str
    start: int
    end: int
    mode: str = ""
    late: bool = False
