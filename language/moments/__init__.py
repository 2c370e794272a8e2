"""Read moments of time in Chinese: points, deadlines, ranges, lengths, rhythms and shifts.

The path of a text: plain (one form of each sign) → scan (atoms: 下周, 三, 下午, 3点) → chain (neighbours
combined) → settled with the Policy → ranges and edges (到, 前, 内, 起). Pure: `now` is given.
"""

from branch.calendar import WorkingDays
from language.moments.find import best, find
from language.moments.found import Found, Grain, Kind, Policy, Recurrence

__all__ = ["Found", "Grain", "Kind", "Policy", "Recurrence", "WorkingDays", "best", "find"]
