"""A stranger says in private who he is: the secretary confirms, nobody learns who is on the roster."""

import re
from datetime import timedelta

from sqlmodel import col, select

from branch.cards import Button, Card
from branch.people import Account, Member, Person
from branch.updates import AccountBind
from handlers.kit import UnitOfWork
from storage import finding
from storage.tables import Outbox

MOBILE = re.compile(r"1\d{10}")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅"
    "沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔"
    "白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司上"
)


def introduce(work: UnitOfWork, account: str, shown: str, text: str) -> Card:
    """Answer a stranger in private: his exact full name or mobile number goes to the secretary to confirm.

    For bot/visitors.py, inside a savepoint. The answer never tells whether somebody is on the roster.
    """
    said = text.strip().strip("。.，,！!").removeprefix("我是").removeprefix("我叫").strip()
    person = _known_as(said, work)
    if person is None and not _like_a_name(said, work):
        return unknown(work.branch.name)
    if person and not _asked_lately(work, account):
        if work.session.get(Account, (work.around.platform, account)) is None:
            name = shown or f"自称{person.name}"  # never the bare name: a name alone may bind an account
            row = Account(platform=work.around.platform, account=account, branch=work.branch.id, name=name)
            work.session.add(row)
            work.session.flush()
        work.tell_secretary(claimed(account, shown, person, work), subject=f"claim {account}")
    return received()


def _like_a_name(said: str, work: UnitOfWork) -> bool:
    """Whether it could be a name or a number of somebody: a greeting gets the explanation instead."""
    surnames = SURNAMES + "".join(m.name[0] for m in work.roster)
    return MOBILE.fullmatch(said) is not None or (2 <= len(said) <= 4 and said[0] in surnames)


def _known_as(said: str, work: UnitOfWork) -> Member | None:
    if said.isdigit():
        there = select(Person).where(Person.branch == work.branch.id, Person.mobile == said)
        people = list(work.session.exec(there))
        return work.roster.get(people[0].id) if len(people) == 1 else None
    return work.roster.named(said)


def _asked_lately(work: UnitOfWork, account: str) -> bool:
    asked = select(col(Outbox.id)).where(
        Outbox.subject == f"claim {account}", col(Outbox.order_at) > work.now - timedelta(days=1)
    )
    return work.session.exec(asked.limit(1)).first() is not None


def claimed(account: str, shown: str, person: Member, work: UnitOfWork) -> Card:
    """What the secretary confirms: somebody says who he is."""
    there = person.id in finding.accounts(work.session, work.branch, work.around.platform)
    other = ("他名下已有一个账号，确认后以这个为准。",) if there else ()
    slots = {"account": account}
    mine = slots | {"person": person.name}
    yes = Button(label="是本人", intent=AccountBind.intent, slots=mine, style="primary")
    return Card(
        title=f"账号“{shown or '没有名字'}”说自己是{person.name}",
        lines=("请核对是不是本人。", *other),
        buttons=(yes, Button(label="不是", intent=AccountBind.intent, slots=slots)),
    )


def unknown(branch: str) -> Card:
    """What somebody who is not known reads."""
    return Card(
        title="您的账号还没有和党员名册对上",
        lines=(f"我是{branch}的记录助手。请私下把您在名册上的姓名或手机号单独发给我，我请书记核对。",),
    )


def received() -> Card:
    """The same answer to every name, so that nobody can learn who is on the roster."""
    return Card(title="收到。和名册对得上的话，书记核对后会告诉您。")
