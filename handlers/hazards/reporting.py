"""隐患随手拍: anybody reports a defect at a place; whoever is responsible hears at once, also at night."""

from sqlmodel import select

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.danger import ADVICE, ZONE, serious, zone_of
from branch.items import Item, ItemState
from branch.people import Member, Role
from branch.refusal import Refusal
from branch.registers import Entry
from branch.updates import HazardFixed, HazardReport, TaskFill
from handlers import lines
from handlers.evidence import belongs, with_files
from handlers.hazards.rechecking import check, fixed
from handlers.kit import Turn, handles
from handlers.things import day_of, hazard_of, hold, must_live, named, owner_ids
from handlers.undo import undo_button

CHIEF = "安全总监"


@handles(HazardReport, help="报隐患，例如：2号塔吊限位松动，A区")
def report(said: HazardReport, turn: Turn) -> None:
    """Number the hazard and tell its owner, or the zone's; a grave one those who answer for safety too."""
    if not said.text:
        raise Refusal("看到了什么隐患、在哪里？请一起说，例如：2号塔吊限位松动，A区。")
    item = _new(said, turn)
    owners = named(turn, said.owners) or _zone_owner(said, turn)
    hold(turn, item, owners, owner=True)
    grave = said.priority is not None or serious(said.place + said.text)
    if grave:
        item.priority = "重大"
    for person in _to_tell(turn, owners, grave):
        card = found(item, turn.speaker, owners, yours=person in owners, grave=grave)
        turn.tell(person, with_files(card, turn, item.ref()), urgent=True)
    turn.reply(with_files(noted(item, owners, grave, turn), turn, item.ref()), subject=f"task {item.ref()}")


@handles(HazardFixed, help="报整改或复查，例如：A区塔吊限位换好了；H1 复查合格")
def report_fixed(said: HazardFixed, turn: Turn) -> None:
    """Note that it is put right; another person's word that he has looked is the 复查."""
    item = hazard_of(said, turn)
    must_live(turn, item)
    own = item.state is ItemState.OPEN and turn.speaker.id in owner_ids(turn, item)
    if said.looked and not own:
        check(item, turn, said.note)
    else:
        fixed(item, said.note, turn)


def _new(said: HazardReport, turn: Turn) -> Item:
    day, moment = day_of(said.due) if said.due else (None, None)
    item = Item(
        branch=turn.branch.id,
        prefix="H",
        kind="隐患",
        number=turn.number("H"),
        title=said.text,
        place=said.place,
        due=day,
        due_at=moment,
        made_by=turn.speaker.id,
        made_at=turn.now,
    )
    turn.session.add(item)
    turn.session.flush()
    belongs(turn, item.ref())
    return item


def _zone_owner(said: HazardReport, turn: Turn) -> tuple[Member, ...]:
    zones = turn.session.exec(select(Entry).where(Entry.branch == turn.branch.id, Entry.kind == ZONE))
    there = [z for z in zones if (z.until is None or z.until >= turn.today) and turn.roster.get(z.person_id)]
    zone = zone_of(said.place or said.text, there)
    owner = turn.roster.get(zone.person_id) if zone else None
    return (owner,) if owner else ()


def _to_tell(turn: Turn, owners: tuple[Member, ...], grave: bool) -> list[Member]:
    """The owners; where there is none, or it is grave, those who answer for safety as well."""
    people = list(owners)
    if grave or not owners:
        people += turn.roster.holding({Role.SECRETARY, Role.SAFETY})
        people += [m for m in turn.roster if CHIEF in m.post]
    return [m for m in dict.fromkeys(people) if m.id != turn.speaker.id]


def noted(item: Item, owners: tuple[Member, ...], grave: bool, turn: Turn) -> Card:
    """The echo of a report."""
    due = f" · 期限：{lines.due(item)}" if item.due else ""
    who = f"责任人：{saying.names(owners)}，已通知" if owners else "还没有责任人，已请书记安排"
    words = [who + due]
    if turn.unreached:
        words.append(f"{'、'.join(turn.unreached)}还没有绑定账号，没能通知到，请打电话。")
    return Card(
        title=f"已登记隐患 {item.ref()}：{item.place}{item.title}",
        lines=(*([ADVICE] if grave else []), *words),
        buttons=(undo_button(turn),),
        about=item.ref(),
        tone="warn" if grave else "calm",
    )


def found(item: Item, by: Member, owners: tuple[Member, ...], *, yours: bool, grave: bool) -> Card:
    """What the owner, or who answers for safety, reads at once."""
    due = f" · 期限：{lines.due(item)}" if item.due else ""
    words = [f"{by.name}报告{due}"]
    if not yours:
        words.append(f"责任人：{saying.names(owners) or '未定，请安排'}")
    ref = {"hazard": item.ref()}
    button = Button(label="已整改", intent=HazardFixed.intent, slots=ref)
    return Card(
        title=f"{'重大隐患' if grave else '隐患'} {item.ref()}：{item.place}{item.title}",
        lines=(*([ADVICE] if grave else []), *words, "整改好了回一声，另请一位同志复查后销号。"),
        buttons=(button,) if yours else (),
        form=None if owners else _who_puts_it_right(item),
        about=item.ref(),
        tone="warn",
    )


def _who_puts_it_right(item: Item) -> Form:
    """Who answers for safety names the owner on the spot: nobody else is going to."""
    fields = [Field(name="owners", label="责任人", kind="people", required=True)]
    if item.due is None:
        fields.append(Field(name="due", label="期限", kind="day"))
    submit = Button(label="安排整改", intent=TaskFill.intent, slots={"task": item.ref()}, style="primary")
    return Form(fields=tuple(fields), submit=submit)
