"""What must not be kept is recognised by plain signs; daily work that only sounds like it is not."""

import pytest

from branch.guard import ACCUSATION, IDENTITY, SECRET, WAGES, guarded


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("机密★1年 〔2026〕12号 关于工期的请示", SECRET),
        ("【秘密】关于人员调整的通知", SECRET),
        ("密级：机密", SECRET),
        ("我要举报有人吃回扣", ACCUSATION),
        ("匿名举报：王某收了礼", ACCUSATION),
        ("问题线索：材料验收不实", ACCUSATION),
        ("新来的同志身份证号11010519491231002X", IDENTITY),
        ("张三月工资8500元", WAGES),
        ("他月薪12000，党费按这个算", WAGES),
    ],
)
def test_what_does_not_belong_here_is_named_with_its_channel(text: str, why: str) -> None:
    assert guarded(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "周五党课讲保密教育",
        "举报电话已经张贴到公告栏",
        "工资已发186人，一共203人",
        "农民工工资专户到账1200000元",
        "〔2026〕第6号 会议通知",
        "合同编号110105194912310021",
        "廉洁从业承诺书签了",
        "",
    ],
)
def test_daily_work_is_let_through(text: str) -> None:
    assert guarded(text) is None
