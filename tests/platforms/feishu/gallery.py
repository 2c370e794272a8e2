"""One card of every kind the bot speaks in, for the golden files."""

from branch.cards import Button, Card, Chart, Field, FileOrder, Form, Table

SIGN = Button(label="签到", intent="attendance.sign", style="primary")
LEAVE = Button(label="请假", intent="attendance.leave")
CANCEL = Button(label="取消会议", intent="meeting.cancel", style="danger")

GALLERY: dict[str, Card] = {
    "answer": Card(title="已登记：张三请假，理由：夜班。", tone="good"),
    "refusal": Card(title="「闸门安装方案评审」请由责任人本人报告完成，或由书记代为登记，书记：李建国。"),
    "notice": Card(
        title="主题党日",
        lines=(
            "11月27日（周五）15:00 · 二楼会议室",
            "请带《党章》。",
            "到会请点“签到”，不能到会请点“请假”。",
        ),
        buttons=(SIGN, LEAVE, CANCEL),
        mentions=("张三", "李四"),
    ),
    "everyone": Card(title="书记通知", lines=("明天上午停电，会议改到下午三点。",), everyone=True),
    "question": Card(
        title="哪一项任务？",
        buttons=tuple(
            Button(label=f"T{n} 资料归档", intent="task.done", slots={"task": n}) for n in range(1, 7)
        ),
    ),
    "leave_form": Card(
        title="请假",
        lines=("支部党员大会 · 11月27日 15:00",),
        form=Form(
            fields=(
                Field(name="reason", label="事由", kind="long_text", required=True),
                Field(
                    name="kind", label="类别", kind="choice", choices=("因公", "因私", "病假"), value="因公"
                ),
            ),
            submit=Button(label="提交", intent="attendance.leave", style="primary"),
            example="也可以直接说：请假，夜班。",
        ),
    ),
    "hazard_form": Card(
        title="隐患登记",
        form=Form(
            fields=(
                Field(name="place", label="地点", required=True, value="3号闸门"),
                Field(name="owner", label="整改责任人", kind="person", required=True),
                Field(name="helpers", label="协助", kind="people"),
                Field(name="due", label="期限", kind="day", value="2026-11-30"),
                Field(name="seen", label="发现时间", kind="moment", value="2026-11-24T15:30:00+08:00"),
            ),
            submit=Button(label="登记", intent="hazard.report", style="primary"),
        ),
    ),
    "strangers": Card(
        title="群里有 2 个账号没有和名册对上",
        lines=("小刘、老王头",),
        form=Form(
            fields=(
                Field(
                    name="account",
                    label="账号",
                    kind="account",
                    choices=("小刘", "老王头"),
                    accounts=("ou_liu", "ou_wang"),
                    required=True,
                ),
                Field(name="person", label="是谁", kind="choice", choices=("王德胜",), required=True),
            ),
            submit=Button(label="绑定", intent="account.bind", style="primary"),
        ),
    ),
    "tasks": Card(
        title="任务清单",
        table=Table(
            columns=("编号", "任务", "责任人", "期限"),
            rows=tuple((f"T{n}", "闸门安装方案评审", "王强", "11月30日") for n in range(1, 13)),
        ),
        buttons=(Button(label="导出", intent="export"),),
    ),
    "digest": Card(
        title="本周支部工作",
        lines=("会议 2 次，到会率 92%。", "超期任务 1 项。"),
        chart=Chart(title="到会率", points=(("第一小组", 95.0), ("第二小组", 88.0)), unit="%"),
        tone="warn",
    ),
    "progress": Card(
        title="任务进度",
        chart=Chart(
            title="完成", kind="progress", points=(("第一小组", 60.0), ("第二小组", 100.0)), unit="%"
        ),
    ),
    "shares": Card(
        title="出勤构成", chart=Chart(title="本月", kind="pie", points=(("到会", 20.0), ("请假", 3.0)))
    ),
    "ledger": Card(
        title="台账已生成", file=FileOrder(what="workbook", name="支部工作台账 2026-11.xlsx"), tone="good"
    ),
    "overdue": Card(
        title="闸门安装方案评审已超期 3 天", lines=("有困难请直接回复说明。",), buttons=(SIGN,), tone="late"
    ),
}
