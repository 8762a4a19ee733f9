"""Who may see and change whose record."""

from backend.domain.errors import Forbidden
from backend.domain.people import Person


def may_follow(person: Person, *, followed_by: frozenset[str]) -> bool:
    """Whether a caseworker's organisation is one of those that follow the citizen (`followed_by`: organisation ids)."""
    return person.role == "caseworker" and person.organisation in followed_by


def must_follow(person: Person, *, followed_by: frozenset[str]) -> None:
    """Raises Forbidden unless `may_follow`."""
    if not may_follow(person, followed_by=followed_by):
        raise Forbidden


def must_own(person: Person, *, record: str) -> None:
    """Raises Forbidden unless the record is the citizen's own."""
    if person.role != "citizen" or person.id != record:
        raise Forbidden
