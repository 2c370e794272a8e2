"""Words that tell of a task, or point at one without naming it."""

import re

from language.lexicon import phrase

TASK_WORDS = phrase(
    r"<done>|<extend>|<accept>|<reject>|<transfer>|<task_cancel>|<not_yet>|<not_started>|"
    r"<remaining>|\d%|[一二三四五六七八九]成|一半|分之"
)
POINTER = re.compile(
    r"(?:这|那|该|此)(?:个(?!月|季|周|星期|礼拜|时|人|会|课|讲座|活动|党日)|项|份|块|件|条|事|活)|任务|"
    r"我的活儿?|活儿|(?:手上|手头|负责)的"
)
REPORTED = phrase("<reported_work>")
"""Work is reported on, so a defect named beside it is no new one."""
CHARGED_WITH_HAZARD = phrase(
    r"(?:隐患|安全问题)[^；。]*(?:<calls_on>[^；。]*<mends>|责任人)|<calls_on>[^；。]*(?:隐患|安全问题)[^；。]{0,6}<mends>"
)
"""A known hazard is given to somebody to put right: 「2号塔吊的隐患让徐明去整改」."""
