"""The branch of the tests, on a roster that knows nobody's account yet."""

from sqlmodel import Session

from branch.people import Branch, Membership, Person
from storage.migrating import migrate
from storage.store import Store
from tests.people import PEOPLE, SINCE

NAMES = [name for name, *_ in PEOPLE]
SECRETARY = NAMES[0]


def furnish(url: str) -> list[str]:
    """Make a database with the branch `main` in it; return the names of its people."""
    store = Store(url)
    migrate(store)
    store.now(_roster)
    store.close()
    return NAMES


def _roster(s: Session) -> None:
    s.add(Branch(id="main", name="镇海联合党支部"))
    s.flush()
    for name, aliases, post, group, standing, roles in PEOPLE:
        person = Person(branch="main", name=name, aliases=aliases, post=post)
        s.add(person)
        s.flush()
        term = {"group": group, "standing": standing, "roles": roles, "since": SINCE}
        s.add(Membership(branch="main", person_id=person.id, **term))
