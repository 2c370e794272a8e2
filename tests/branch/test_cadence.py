"""What is owed in a month, a quarter, a year, and when a hint is due for it."""

from datetime import date, datetime

from branch.cadence import Owed, owed, reach, said, suggested, urgent
from branch.calendar import CHINA, WorkingDays
from branch.events import Event, EventState
from branch.rules import Cadence, Rules

TODAY = date(2026, 11, 20)
RULES = Rules().cadence
GROUPS = ("第一党小组", "第二党小组")


def held(kind: str, day: date, body: str = "支部", state: EventState = EventState.RECORD) -> Event:
    """An event of a day."""
    made = datetime(2026, 1, 1, tzinfo=CHINA)
    return Event(branch="b", number=1, kind=kind, body=body, day=day, state=state, made_at=made)


def of(found: tuple[Owed, ...], name: str) -> Owed:
    """The one of a name."""
    return next(one for one in found if one.name == name)


def test_a_held_meeting_is_counted_in_its_period_only() -> None:
    found = owed(
        RULES, GROUPS, [held("党课", date(2026, 10, 9)), held("支部委员会会议", date(2026, 10, 30))], TODAY
    )
    assert of(found, "党课").met and not of(found, "支委会").met


def test_every_group_owes_its_own_meeting() -> None:
    found = owed(RULES, GROUPS, [held("党小组会", date(2026, 11, 3), "第一党小组")], TODAY)
    assert of(found, "党小组会（第一党小组）").met and of(found, "党小组会（第二党小组）").missing == 1


def test_a_draft_counts_and_a_cancelled_or_merely_past_plan_does_not() -> None:
    draft = held("主题党日", date(2026, 11, 9), state=EventState.DRAFT)
    assert of(owed(RULES, (), [draft], TODAY), "主题党日").met
    for state in (EventState.PLANNED, EventState.CANCELLED):
        one = of(owed(RULES, (), [held("主题党日", date(2026, 11, 9), state=state)], TODAY), "主题党日")
        assert one.missing == 1 and not one.planned


def test_what_is_planned_is_not_missing_and_says_when() -> None:
    one = of(
        owed(RULES, (), [held("主题党日", date(2026, 11, 27), state=EventState.PLANNED)], TODAY), "主题党日"
    )
    assert one.missing == 0 and not one.met
    assert said(one) == "主题党日 · 本月 0/1 次 · 已安排 11月27日（周五）"


def test_words_of_the_check() -> None:
    found = owed(RULES, (), [held("党课", date(2026, 10, 9))], TODAY)
    assert said(of(found, "党课")) == "党课 · 本季度 1/1 次 · 已达标"
    assert said(of(found, "支委会")) == "支委会 · 本月 0/1 次 · 还差 1 次（支部工作条例 第十二条）"


def test_a_branch_may_owe_more_than_one() -> None:
    rules = {"党课": Cadence(every="quarter", min=2)}
    (one,) = owed(rules, (), [held("党课", date(2026, 10, 9))], TODAY)
    assert said(one) == "党课 · 本季度 1/2 次 · 还差 1 次"


def hinted(day: date) -> set[str]:
    """For what a hint is due on a day when nothing was held."""
    return {one.kind for one in urgent(owed(RULES, (), [], day), day, 20, 14)}


def test_hints_are_monthly_late_in_the_month_quarterly_late_in_the_quarter_yearly_in_its_last() -> None:
    assert hinted(date(2026, 5, 19)) == set()
    assert hinted(date(2026, 5, 20)) == {"支部委员会会议", "主题党日", "项目研讨会"}
    assert hinted(date(2026, 6, 15)) == set() and "支部党员大会" in hinted(date(2026, 6, 16))
    assert "组织生活会" not in hinted(date(2026, 9, 25)) and "组织生活会" in hinted(date(2026, 10, 20))


def test_a_suggested_day_is_a_working_day_within_the_period() -> None:
    month = of(owed(RULES, (), [], date(2026, 11, 27)), "主题党日")
    assert suggested(month, WorkingDays(), date(2026, 11, 27)) == date(2026, 11, 30)
    assert suggested(month, WorkingDays(), date(2026, 11, 30)) is None


def test_the_books_are_read_for_the_longest_period() -> None:
    assert reach(RULES, TODAY) == (date(2026, 1, 1), date(2026, 12, 31))
    assert reach({}, TODAY) == (TODAY, TODAY)
