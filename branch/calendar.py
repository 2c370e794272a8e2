"""Days and hours of the branch: China time, working days, month ends, quiet hours."""

from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
