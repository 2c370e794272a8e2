"""The branch of the tests: nine invented people, two 党小组, a 支委会 of five."""

from datetime import date

from sqlmodel import Session

from branch.people import Account, Branch, Chat, Membership, Person, Standing

BRANCH = "yihao"
PEOPLE = (
    # name, aliases, post, group, standing, roles
    ("陈敏", ["陈书记", "老陈"], "党支部书记", "第一党小组", Standing.FULL, ["书记"]),
    ("李国栋", ["老李"], "项目经理", "第一党小组", Standing.FULL, ["副书记"]),
    ("周海燕", ["海燕"], "综合办主任", "第二党小组", Standing.FULL, ["组织委员"]),
    ("吴刚", ["吴工"], "总工程师", "第一党小组", Standing.FULL, ["宣传委员", "党小组组长"]),
    ("郑洁", [], "商务主管", "第二党小组", Standing.FULL, ["纪检委员"]),
    ("张三", ["小张"], "技术员", "第一党小组", Standing.FULL, []),
    ("王强", ["小王"], "测量员", "第一党小组", Standing.FULL, []),
    ("王磊", ["小王"], "质检员", "第二党小组", Standing.FULL, []),
    ("赵小曼", ["小曼"], "资料员", "第二党小组", Standing.PROBATIONARY, []),
    ("孙立", [], "食堂管理员", "第二党小组", Standing.OUTSIDE, []),
)
SINCE = date(2026, 1, 1)


def settle_in(s: Session, branch: str = BRANCH, platform: str = "paper") -> None:
    """Put the branch into an empty database: everybody has an account of his own name."""
    s.add(Branch(id=branch, name="镇海联合党支部"))
    s.flush()
    prefix = "" if branch == BRANCH else f"{branch}-"
    s.add(Chat(platform=platform, chat=f"{prefix}group", branch=branch, name="支部群"))
    for name, aliases, post, group, standing, roles in PEOPLE:
        person = Person(branch=branch, name=name, aliases=aliases, post=post)
        s.add(person)
        s.flush()
        assert person.id
        term = {"group": group, "standing": standing, "roles": roles, "since": SINCE}
        s.add(Membership(branch=branch, person_id=person.id, **term))
        account = f"{prefix}{name}"
        s.add(Account(platform=platform, account=account, branch=branch, person_id=person.id, name=name))
