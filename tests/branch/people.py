"""A roster for plain functions: the branch of the tests without a database."""

from branch.people import Member, Roster
from tests.people import PEOPLE


def roster() -> Roster:
    """Ten people, two 党小组, a 支委会 of five."""
    return Roster(
        Member(n, name, tuple(aliases), post, group, standing, frozenset(roles))
        for n, (name, aliases, post, group, standing, roles) in enumerate(PEOPLE, 1)
    )


def names(people: tuple[Member, ...] | None) -> list[str] | None:
    """Their names, or None."""
    return None if people is None else [m.name for m in people]
