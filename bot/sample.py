"""The sample branch: what a new user finds in an empty database. Marked as a sample, and all invented."""

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlmodel import Session, col, select

from bot.config import BranchName
from branch.people import Branch, Chat, Membership, Person, Role, Standing

FILE = Path(__file__).with_name("sample.yaml")


def home(s: Session, name: BranchName) -> Branch | None:
    """The branch this bot serves: the configured one, else the first there is; None in an empty database."""
    return s.get(Branch, name.id) or s.exec(select(Branch).order_by(col(Branch.id)).limit(1)).first()


def found(s: Session, name: BranchName) -> Branch:
    """The configured branch, its name brought up to date; a new and empty one if there is none."""
    branch = s.get(Branch, name.id) or Branch(id=name.id, name=name.name)
    branch.name = name.name
    s.add(branch)
    s.flush()
    return branch


def move_in(s: Session, name: BranchName, platform: str) -> Branch:
    """Put the sample branch into an empty database, with its group chat on a platform."""
    sample: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    branch = found(s, name)
    branch.sample = True
    s.add(Chat(platform=platform, chat="group", branch=branch.id, name=sample["chat"]))
    for line in sample["people"]:
        _person(s, branch.id, line)
    return branch


def _person(s: Session, branch: str, line: dict[str, Any]) -> None:
    person = Person(branch=branch, name=line["name"], aliases=line["aliases"], post=line["post"])
    s.add(person)
    s.flush()
    assert person.id is not None
    s.add(
        Membership(
            branch=branch,
            person_id=person.id,
            since=date.fromisoformat(line["since"]),
            group=line["group"],
            standing=Standing(line["standing"]),
            roles=[Role(role).value for role in line.get("roles", ())],
            project=line.get("project", ""),
        )
    )
