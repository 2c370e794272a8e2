"""What people say of time, and what it means when said on Wednesday 25 November 2026 at half past ten."""

from datetime import UTC, date, datetime

import pytest

from branch.calendar import CHINA
from language.moments import Grain, Kind, Policy, WorkingDays, best, find

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=CHINA)


def _iso(moment: date | datetime | None) -> str:
    """Write a value briefly: 11-27, 11-27T15:00, or with its year if it is not 2026."""
    if moment is None:
        return ""
    text = moment.strftime("%Y-%m-%dT%H:%M") if isinstance(moment, datetime) else moment.isoformat()
    return text.removeprefix("2026-")


def _edges(text: str, policy: Policy = Policy()) -> str:  # noqa: B008
    found = best(text, NOW, policy)
    assert found is not None, text
    return "..".join(_iso(edge).removesuffix("T00:00") for edge in (found.start, found.end))


VALUES = [
    ("今天交", "11-25"),
    ("明儿一早给你", "11-26"),
    ("大后天复查", "11-28"),
    ("昨日已发", "11-24"),
    ("前天的会", "11-23"),
    ("大前天", "11-22"),
    ("下周三例会", "12-02"),
    ("下下周一", "12-07"),
    ("上周五", "11-20"),
    ("上上个星期四", "11-12"),
    ("这周日", "11-29"),
    ("本周一", "11-23"),
    ("礼拜六", "11-28"),
    ("周二", "12-01"),
    ("12月1日（下周二）", "12-01"),
    ("腊八节", "2027-01-15"),
    ("下个礼拜天", "12-06"),
    ("星期五（11月27日）", "11-27"),
    ("11月27日（周五）", "11-27"),
    ("11月27日（本周五）", "11-27"),
    ("28号", "11-28"),
    ("3号", "12-03"),
    ("下月10号", "12-10"),
    ("上月25日", "10-25"),
    ("12月3日", "12-03"),
    ("一月五号", "2027-01-05"),
    ("廿八号", "11-28"),
    ("二〇二七年三月八日", "2027-03-08"),
    ("2027-03-08", "2027-03-08"),
    ("2027/3/8", "2027-03-08"),
    ("２０２７．３．８", "2027-03-08"),
    ("20270308", "2027-03-08"),
    ("27年3月8日", "2027-03-08"),
    ("改到12.5", "12-05"),
    ("12/5前", "12-05"),
    ("明年3月1号", "2027-03-01"),
    ("去年今天", "2025-11-25"),
    ("三天后", "11-28"),
    ("一周后", "12-02"),
    ("两个月后", "2027-01-25"),
    ("半个月后", "12-10"),
    ("过十天", "12-05"),
    ("三四天后", "11-29"),
    ("两天前", "11-23"),
    ("三年前的今天", "2023-11-25"),
    ("11月底", "11-30"),
    ("月底", "11-30"),
    ("年底", "12-31"),
    ("明年底", "2027-12-31"),
    ("三季度末", "09-30"),
    ("下个月中旬", "12-20"),
    ("12月上旬", "12-10"),
    ("本月下旬", "11-30"),
    ("春节", "2027-02-06"),
    ("除夕", "2027-02-05"),
    ("明年中秋", "2027-09-15"),
    ("正月十五", "2027-02-20"),
    ("腊月二十三", "2027-01-30"),
    ("大年初六", "2027-02-11"),
    ("冬至", "12-22"),
    ("七一", "2027-07-01"),
    ("教师节", "2027-09-10"),
    ("国庆前两天", "2027-09-29"),
    ("12月1日前三天", "11-28"),
    ("12月第一个周一", "12-07"),
    ("本月最后一个周五", "11-27"),
    ("明年第一天", "2027-01-01"),
    ("12月的最后一天", "12-31"),
    ("下个工作日", "11-26"),
    ("三个工作日后", "11-30"),
    ("本月最后一个工作日", "11-30"),
    ("春节后第一个工作日", "2027-02-15"),
    ("节后上班第一天", "2027-01-04"),
    ("节前", "12-31"),
    ("今晚", "11-25"),
    ("明早", "11-26"),
    ("周五下午", "11-27"),
    ("后天上午", "11-27"),
    ("看一下周五的安排", "11-27"),
    ("6·30", "2027-06-30"),
    ("国庆第三天", "2027-10-03"),
    ("周五的两天后", "11-29"),
    ("下周3", "12-02"),
    ("周五晚餐", "11-27"),
    ("次日", "11-26"),
]

CLOCKS = [
    ("3点开会", "11-25T15:00"),
    ("两点半碰头", "11-25T14:30"),
    ("11点", "11-25T11:00"),
    ("9点", "11-25T21:00"),
    ("明天9点", "11-26T09:00"),
    ("明天3点", "11-26T15:00"),
    ("今天下午三点一刻", "11-25T15:15"),
    ("明早八点半", "11-26T08:30"),
    ("今晚七点", "11-25T19:00"),
    ("晚8点", "11-25T20:00"),
    ("昨晚十一点", "11-24T23:00"),
    ("周六上午10:30", "11-28T10:30"),
    ("下周二下午2点45分", "12-01T14:45"),
    ("周二15:00", "12-01T15:00"),
    ("1号（下周二）早上8点", "12-01T08:00"),
    ("11月30日18:00", "11-30T18:00"),
    ("11月30日 18：00", "11-30T18:00"),
    ("12月1日9时30分", "12-01T09:30"),
    ("后天中午12点", "11-27T12:00"),
    ("明天中午1点", "11-26T13:00"),
    ("明天凌晨2点", "11-26T02:00"),
    ("今晚12点", "11-26T00:00"),
    ("14:30", "11-25T14:30"),
    ("09:00", "11-26T09:00"),
    ("3pm", "11-25T15:00"),
    ("明天8:30pm", "11-26T20:30"),
    ("差五分三点", "11-25T14:55"),
    ("下午3点差5分", "11-25T14:55"),
    ("三点过五分", "11-25T15:05"),
    ("五点零五", "11-25T17:05"),
    ("四点二十", "11-25T16:20"),
    ("18时", "11-25T18:00"),
    ("半小时后", "11-25T11:00"),
    ("一个半小时后", "11-25T12:00"),
    ("再过十分钟", "11-25T10:40"),
    ("两小时前", "11-25T08:30"),
    ("下午五点左右", "11-25T17:00"),
    ("明天这个时候", "11-26T10:30"),
    ("下午 4 点 提醒我", "11-25T16:00"),
    ("下周三晚上七点半", "12-02T19:30"),
    ("大后天傍晚6点", "11-28T18:00"),
    ("1. 11月29日19:00 党课", "11-29T19:00"),
    ("明天大概三点到", "11-26T15:00"),
    ("6:30起床", "11-26T06:30"),
    ("周五六点", "11-27T18:00"),
    ("周一早上的9点", "11-30T09:00"),
]

DEADLINES = [
    ("周五前", "11-27"),
    ("下周三之前", "12-02"),
    ("月底前", "11-30"),
    ("本月底以前", "11-30"),
    ("年底前", "12-31"),
    ("元旦前", "12-31"),
    ("五一前", "2027-04-30"),
    ("国庆前", "2027-09-30"),
    ("春节前", "2027-02-05"),
    ("节前", "12-31"),
    ("27号前", "11-27"),
    ("12月15日前", "12-15"),
    ("20日前", "12-20"),
    ("截止12月1日", "12-01"),
    ("12月1日截止", "12-01"),
    ("最迟下周一", "11-30"),
    ("本周内", "11-29"),
    ("月内", "11-30"),
    ("年内", "12-31"),
    ("下周内", "12-06"),
    ("三天内", "11-28"),
    ("3日内", "11-28"),
    ("两周之内", "12-09"),
    ("3-5天内", "11-30"),
    ("3个工作日内", "11-30"),
    ("1-2个工作日", "11-27"),
    ("24小时内", "11-26T10:30"),
    ("半小时内", "11-25T11:00"),
    ("明天下班前", "11-26"),
    ("天黑前", "11-25"),
    ("中午前", "11-25T12:00"),
    ("明天中午之前", "11-26T12:00"),
    ("周五下午5点前", "11-27T17:00"),
    ("11月30日（周一）17:00前报送", "11-30T17:00"),
    ("不晚于12月10日", "12-10"),
    ("12月前", "11-30"),
    ("下周前", "11-29"),
]

RANGES = [
    ("下周", "11-30..12-07"),
    ("本月", "11-01..12-01"),
    ("下个月", "12-01..2027-01-01"),
    ("上个月", "10-01..11-01"),
    ("今年", "2026-01-01..2027-01-01".replace("2026-", "")),
    ("三季度", "07-01..10-01"),
    ("去年第四季度", "2025-10-01..01-01"),
    ("上半年", "01-01..07-01"),
    ("明年下半年", "2027-07-01..2028-01-01"),
    ("2023-2025年", "2023-01-01..01-01"),
    ("周末", "11-28..11-30"),
    ("下周末", "12-05..12-07"),
    ("11月上旬", "2027-11-01..2027-11-11"),
    ("明天下午3点到5点", "11-26T15:00..11-26T17:00"),
    ("下周二上午9:00-11:30", "12-01T09:00..12-01T11:30"),
    ("下周二9:00-11:30", "12-01T09:00..12-01T11:30"),
    ("晚上8点到10点", "11-25T20:00..11-25T22:00"),
    ("今晚10点到2点", "11-25T22:00..11-26T02:00"),
    ("上午9点到下午5点", "11-25T09:00..11-25T17:00"),
    ("14:00—16:00", "11-25T14:00..11-25T16:00"),
    ("3点-5点pm", "11-25T15:00..11-25T17:00"),
    ("2到3点", "11-25T14:00..11-25T15:00"),
    ("12月5日至10日", "12-05..12-11"),
    ("12月5-10日", "12-05..12-11"),
    ("12月30日到1月2日", "12-30..2027-01-03"),
    ("11月20日至12月5日", "11-20..12-06"),
    ("26、27日", "11-26..11-28"),
    ("明天到下周五", "11-26..12-05"),
    ("上周四到昨天", "11-19..11-25"),
    ("1-3月", "2027-01-01..2027-04-01"),
    ("今年前两个月", "01-01..03-01"),
    ("12月前4天", "12-01..12-05"),
    ("最近30天", "10-26T10:30..11-25T10:30"),
    ("未来两周", "11-25T10:30..12-09T10:30"),
    ("过去三小时", "11-25T07:30..11-25T10:30"),
    ("年初至今", "01-01..11-25T10:30"),
    ("11月1日以来", "11-01..11-25T10:30"),
    ("12月1日起", "12-01.."),
    ("五一期间", "2027-05-01..2027-05-06"),
    ("今天下午", "11-25T13:00..11-25T18:00"),
    ("今明两天", "11-25..11-27"),
    ("2026年第48周", "11-23..11-30"),
    ("上个半年", "01-01..07-01"),
    ("2025Q3", "2025-07-01..2025-10-01"),
    ("2025年04", "2025-04-01..2025-05-01"),
    ("12.5-12.8", "12-05..12-09"),
    ("早上七八点", "11-26T07:00..11-26T08:00"),
    ("明天从8点到下午5点", "11-26T08:00..11-26T17:00"),
    ("周六日", "11-28..11-30"),
]

RHYTHMS = [
    ("每周五下午3点", "FREQ=WEEKLY;BYDAY=FR", "15:00", "11-27T15:00"),
    ("每周一、三、五", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "", "11-25"),
    ("每周一到周五早上7点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "07:00", "11-26T07:00"),
    ("每个工作日上午9点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:00", "11-26T09:00"),
    ("工作日早上8点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "08:00", "11-26T08:00"),
    ("每天下午4点提醒我", "FREQ=DAILY", "16:00", "11-25T16:00"),
    ("每晚8点", "FREQ=DAILY", "20:00", "11-25T20:00"),
    ("每月5号", "FREQ=MONTHLY;BYMONTHDAY=5", "", "12-05"),
    ("每月1号和15号", "FREQ=MONTHLY;BYMONTHDAY=1,15", "", "12-01"),
    ("每月25号上午9点", "FREQ=MONTHLY;BYMONTHDAY=25", "09:00", "12-25T09:00"),
    ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1", "", "11-30"),
    ("每月最后一个工作日", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "", "11-30"),
    ("每个月第一个周一", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "", "12-07"),
    ("每两周", "FREQ=WEEKLY;INTERVAL=2", "", "11-25"),
    ("每两周的周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "", "11-25"),
    ("每季度", "FREQ=MONTHLY;INTERVAL=3", "", "11-25"),
    ("每周一次", "FREQ=WEEKLY", "", "11-25"),
    ("每年7月1日", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "", "2027-07-01"),
    ("每年春节", "FREQ=YEARLY", "", "2027-02-06"),
    ("每周末", "FREQ=WEEKLY;BYDAY=SA,SU", "", "11-28"),
    ("每周工作日9点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:00", "11-26T09:00"),
    ("周一三五值班", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "", "11-25"),
    ("每个早上8点", "FREQ=DAILY", "08:00", "11-26T08:00"),
]

LENGTHS = [
    ("一个半小时", 5400),
    ("2小时30分钟", 9000),
    ("三刻钟", 2700),
    ("90分钟", 5400),
    ("三天", 259200),
    ("3-5天", 432000),
    ("两周", 1209600),
    ("半年", 15552000),
    ("1.5小时", 5400),
    ("七十多分钟", 4200),
]

SHIFTS = [
    ("往后挪一小时", "11-27T16:00", 3600),
    ("推迟半小时", "11-27T15:30", 1800),
    ("提前两天", "11-25T15:00", -172800),
    ("推一周", "12-04T15:00", 604800),
    ("延后三天", "11-30T15:00", 259200),
]

SILENT = [
    "T12已完成",
    "3号沉箱浇筑完成",
    "2号塔吊限位松动",
    "1号文件学习",
    "水灰比0.45",
    "完成了三分之二",
    "打了12根还差36根",
    "一点都不难",
    "有点累",
    "再说两点意见",
    "我讲三点",
    "三会一课",
    "党的十九届六中全会",
    "你几点下班",
    "什么时候开会",
    "几号交",
    "温度28.5度",
    "比分3:2",
    "比例1:50",
    "电话13812345678",
    "版本2.3.1",
    "买了12.5吨钢筋",
    "一号线",
    "第一党支部",
    "一时半会弄不完",
    "一天到晚忙",
    "十分感谢",
    "时间紧任务重",
    "一周岁",
    "三年级学生",
    "今后注意",
    "后续工作",
    "早点休息",
    "晚饭吃了吗",
    "五一劳动奖章",
    "八一路",
    "清明上河图",
    "大雪纷飞",
    "小时候",
    "及时",
    "当时",
    "3比2",
    "2/3的工程量",
    "一点五倍",
    "三点一四",
    "重点工程",
    "点名",
    "点赞",
    "尽快",
    "马上到",
    "过几天",
    "一级建造师",
    "第12条",
    "3楼会议室",
    "305房间",
    "JTS 257-2008",
    "国发〔2025〕3号",
    "大家早上好",
    "晚安",
    "编号A-12-05",
    "提三点要求",
    "零点五",
    "孩子五岁半",
    "45930",
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_day_is_read_as_a_day(text, value):
    found = best(text, NOW)
    assert found is not None
    assert found.day_only
    assert _iso(found.value()) == value


@pytest.mark.parametrize(("text", "value"), CLOCKS)
def test_a_clock_time_is_read_as_a_moment(text, value):
    found = best(text, NOW)
    assert found is not None
    assert not found.day_only
    assert _iso(found.value()) == value


@pytest.mark.parametrize(("text", "value"), DEADLINES)
def test_a_deadline_ends_with_its_last_day_or_hour(text, value):
    found = best(text, NOW)
    assert found is not None
    assert found.kind is Kind.DEADLINE
    assert _iso(found.value()) == value


@pytest.mark.parametrize(("text", "edges"), RANGES)
def test_a_stretch_has_both_edges(text, edges):
    assert _edges(text) == edges


@pytest.mark.parametrize(("text", "rule", "time", "first"), RHYTHMS)
def test_a_rhythm_gives_its_rule_and_first_time(text, rule, time, first):
    found = best(text, NOW)
    assert found is not None
    assert found.recurrence is not None
    assert (found.recurrence.rrule(), found.recurrence.time, _iso(found.value())) == (rule, time, first)


@pytest.mark.parametrize(("text", "seconds"), LENGTHS)
def test_a_length_is_counted_in_seconds(text, seconds):
    [found] = find(text, NOW)
    assert (found.kind, found.seconds, found.value()) == (Kind.DURATION, seconds, None)


@pytest.mark.parametrize(("text", "value", "seconds"), SHIFTS)
def test_a_shift_moves_the_old_time(text, value, seconds):
    [found] = find(text, NOW, Policy(old=datetime(2026, 11, 27, 15, 0, tzinfo=CHINA)))
    assert (found.kind, _iso(found.value()), found.seconds) == (Kind.SHIFT, value, seconds)


def test_a_shift_of_a_due_day_stays_a_day():
    [found] = find("宽限五天", NOW, Policy(old=date(2026, 11, 30)))
    assert found.value() == date(2026, 12, 5)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_time_is_left_alone(text):
    assert find(text, NOW) == []


def test_a_message_gives_its_times_in_order_with_their_places():
    text = "原定周四的会改到下周一晚上7点，材料12月1日前交"
    found = find(text, NOW)
    assert [(f.text, _iso(f.value())) for f in found] == [
        ("周四", "11-26"),
        ("下周一晚上7点", "11-30T19:00"),
        ("12月1日前", "12-01"),
    ]
    assert all(text[f.span[0] : f.span[1]] == f.text for f in found)


def test_spans_are_those_of_the_text_as_given():
    text = "会议 12 月 3 日 下午 2 点 开"
    [found] = find(text, NOW)
    assert found.text == text[found.span[0] : found.span[1]] == "12 月 3 日 下午 2 点"


def test_a_part_of_day_governs_the_bare_hours_that_follow():
    found = find("晚上七点开会，六点半集合", NOW)
    assert [_iso(f.value()) for f in found] == ["11-25T19:00", "11-25T18:30"]


def test_a_day_governs_the_hours_of_its_sentence_only():
    found = find("明天下午三点开会，两点半集合。四点有人来", NOW)
    assert [_iso(f.value()) for f in found] == ["11-26T15:00", "11-26T14:30", "11-25T16:00"]


def test_a_second_weekday_leans_on_the_week_before_it():
    found = find("下周二、周四检查", NOW)
    assert [_iso(f.value()) for f in found] == ["12-01", "12-03"]


def test_a_second_day_of_month_leans_on_the_month_before_it():
    found = find("1月8日开会，5日交材料", NOW)
    assert [_iso(f.value()) for f in found] == ["2027-01-08", "2027-01-05"]


@pytest.mark.parametrize(
    ("text", "value"), [("周三", "11-25"), ("周四", "11-19"), ("20号", "11-20"), ("12月3日", "2025-12-03")]
)
def test_a_report_looks_back(text, value):
    found = best(text, NOW, Policy("past"))
    assert found is not None
    assert _iso(found.value()) == value


def test_a_bare_hour_takes_the_reading_nearest_to_the_known_meeting():
    old = datetime(2026, 11, 27, 19, 0, tzinfo=CHINA)
    found = best("改到8点", NOW, Policy(old=old))
    assert found is not None
    assert found.start == datetime(2026, 11, 27, 20, 0, tzinfo=CHINA)
    assert found.clock_inferred


def test_a_weekday_said_on_that_day_is_doubtful():
    found = best("周三检查", NOW)
    assert found is not None
    assert found.weekday_only
    assert [_iso(m) for m in found.ambiguous] == ["11-25T00:00", "12-02T00:00"]


def test_an_hour_that_has_passed_names_both_that_may_be_meant():
    found = best("9点碰头", NOW)
    assert found is not None
    assert [_iso(m) for m in found.ambiguous] == ["11-25T21:00", "11-26T09:00"]


def test_weeks_of_a_month_have_two_countings():
    found = best("4月第三周", NOW)
    assert found is not None
    assert found.grain is Grain.WEEK
    assert len(found.ambiguous) == 2


def test_a_working_day_count_skips_days_off_and_counts_make_up_days():
    before_may = datetime(2026, 4, 29, 9, 0, tzinfo=CHINA)  # off 1–5 May, 9 May worked
    found = best("3个工作日内", before_may)
    assert found is not None
    assert found.value() == date(2026, 5, 7)


def test_an_arrangement_from_the_configuration_counts():
    days = WorkingDays({date(2026, 11, 26): False, date(2026, 11, 28): True})
    found = best("2个工作日内", NOW, days=days)
    assert found is not None
    assert found.value() == date(2026, 11, 28)


def test_the_days_off_of_a_published_year_are_used():
    found = best("国庆节后", datetime(2026, 9, 1, 9, 0, tzinfo=CHINA))
    assert found is not None
    assert found.value() == date(2026, 10, 8)


def test_the_date_wins_over_a_weekday_that_contradicts_it():
    found = best("11月27日（周四）下午三点", NOW)
    assert found is not None
    assert _iso(found.value()) == "11-27T15:00"


def test_a_range_knows_its_end_for_the_schema():
    found = best("周五下午3点到4点半", NOW)
    assert found is not None
    assert _iso(found.until()) == "11-27T16:30"


def test_a_range_of_days_ends_with_its_last_day():
    found = best("12月5日至10日", NOW)
    assert found is not None
    assert found.until() == date(2026, 12, 10)


def test_a_plain_word_of_a_week_names_no_single_day():
    found = best("下周找个时间", NOW)
    assert found is not None
    assert found.value() is None


def test_now_of_another_zone_is_read_as_china_time():
    found = best("今天", datetime(2026, 11, 24, 20, 0, tzinfo=UTC))
    assert found is not None
    assert found.value() == date(2026, 11, 25)


def test_every_rule_reads_its_own_example():
    from language.moments.scan import RULES

    silent = [rule.example for rule in RULES if not find(rule.example, NOW)]
    assert silent == []


def test_every_answer_names_the_rule_that_fired():
    assert [f.rule for f in find("周五前", NOW)] == ["周X+X前"]


def test_a_daily_window_keeps_its_end():
    found = best("每周三上午九点到十一点", NOW)
    assert found is not None
    assert found.recurrence is not None
    assert (_iso(found.value()), _iso(found.until())) == ("12-02T09:00", "12-02T11:00")


def test_a_range_that_runs_now_is_the_one_meant():
    assert _edges("9点到11点") == "11-25T09:00..11-25T11:00"
    assert _edges("20号到30号") == "11-20..12-01"


def test_a_month_with_the_tense_unknown_is_this_years_unless_long_past():
    assert _edges("9月", Policy("open")) == "09-01..10-01"
    assert _edges("3月", Policy("open")) == "2027-03-01..2027-04-01"


@pytest.mark.parametrize(("text", "day"), [("除夕前", "2027-02-05"), ("腊月二十八", "2027-02-04")])
def test_a_moon_day_early_in_a_year_is_that_of_the_year_before(text: str, day: str) -> None:
    (found,) = find(text, datetime(2027, 1, 6, 10, 30, tzinfo=CHINA))
    assert f"{found.start or found.end:%Y-%m-%d}" == day
