"""The roster for a reader, and as the lines of a roster file."""

from collections.abc import Container, Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from branch.calendar import CHINA
from branch.people import Account, Branch, Member, Membership, Person, Role, Roster
from ledgers.rosterfile import COLUMNS
from storage import finding

PLATFORMS = {"console": "控制台", "feishu": "飞书"}


def listed(roster: Roster, unbound: Container[str] = ()) -> str:
    """The roster, one 党小组 after the other; people without an account are marked."""
    groups = [*roster.groups, *([""] if any(not m.group for m in roster) else [])]
    return "\n".join(_group(group, (m for m in roster if m.group == group), unbound) for group in groups)


def overview(s: Session, branch: Branch, platform: str, now: datetime) -> str:
    """The roster of today with who is not bound on a platform, and the counts."""
    roster = finding.roster(s, branch, now.astimezone(CHINA).date())
    bound = finding.accounts(s, branch, platform)
    unbound = [m.name for m in roster if m.id not in bound]
    counted = sum(m.counted for m in roster)
    said = [
        f"{branch.name}{'（示例数据）' if branch.sample else ''}：{len(roster)} 人，其中党员 {counted} 人。"
    ]
    if len(roster):
        said.append(listed(roster, unbound))
        where = PLATFORMS[platform]
        said.append(
            f"{where}账号未绑定 {len(unbound)} 人：{'、'.join(unbound)}"
            if unbound
            else f"{where}账号都已绑定。"
        )
        said += _nobodys(s, branch, platform)
    return "\n".join(said)


def _nobodys(s: Session, branch: Branch, platform: str) -> list[str]:
    """The accounts that are nobody's yet, with what binds them."""
    loose = select(Account).where(Account.branch == branch.id, Account.platform == platform)
    found = list(s.exec(loose.where(col(Account.person_id).is_(None)).order_by(col(Account.name))))
    if not found:
        return []
    shown = "、".join(f"{a.name or '没有名字'}（{a.account}）" for a in found)
    return [
        f"没有对上的账号 {len(found)} 个：{shown}",
        "书记可以在卡片上绑定，或运行 zhibu roster bind 姓名 账号。",
    ]


def rows(s: Session, branch: Branch, now: datetime) -> list[tuple[str, ...]]:
    """Everybody on the roster today, as the lines of a roster file."""
    today = now.astimezone(CHINA).date()
    mobiles = {p.id: p.mobile for p in s.exec(select(Person).where(Person.branch == branch.id))}
    begun = select(Membership).where(Membership.branch == branch.id, Membership.since <= today)
    since = {m.person_id: m.since for m in s.exec(begun.order_by(col(Membership.since)))}
    return [_row(m, mobiles[m.id], since[m.id].isoformat()) for m in finding.roster(s, branch, today)]


def _row(m: Member, mobile: str, since: str) -> tuple[str, ...]:
    known = {
        "姓名": m.name,
        "别名": "、".join(m.aliases),
        "党小组": m.group,
        "身份": m.standing.value,
        "职务": "、".join(_duties(m)),
        "岗位": m.post,
        "所属项目": m.project,
        "手机号": mobile,
        "入组日期": since,
    }
    return tuple(known[column] for column in COLUMNS)


def _group(name: str, members: Iterable[Member], unbound: Container[str]) -> str:
    return "\n".join([name or "未分党小组", *(f"  {_line(m, unbound)}" for m in members)])


def _line(m: Member, unbound: Container[str]) -> str:
    known = f"又叫{'、'.join(m.aliases)}" if m.aliases else ""
    lost = "未绑定账号" if m.name in unbound else ""
    who = "、".join(_duties(m)) or m.standing.value
    return " · ".join(filter(None, (m.name, who, m.post, known, lost)))


def _duties(m: Member) -> list[str]:
    return [role.value for role in Role if role in m.roles]
