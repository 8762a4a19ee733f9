"""Requirements of everyone a caseworker follows, with what of their joblogs may fill in the running periods."""

from typing import NamedTuple

from backend.domain.joblog import Entry
from backend.domain.requirement import Requirement
from backend.store.engine import Database
from backend.store.kinds import BY_STRUCT, loaded

_FOLLOWED = "(course.caseworker_id = {} OR course.akasse_caseworker_id = {})"
# One statement for the whole list, however many citizens; a private note is not a caseworker's to have.
_REQUIREMENTS = f"""
    SELECT requirement.citizen, {", ".join(f"requirement.{name}" for name in BY_STRUCT[Requirement].columns)}
    FROM requirement JOIN course ON course.citizen = requirement.citizen WHERE {_FOLLOWED}"""  # noqa: S608 -- our own names
_ENTRIES = f"""
    SELECT joblog.citizen, {", ".join(f"joblog.{name}" for name in BY_STRUCT[Entry].columns if name != "private_note")},
        '' AS private_note
    FROM joblog JOIN course ON course.citizen = joblog.citizen WHERE {_FOLLOWED} AND joblog.applied_on >= {{}}"""  # noqa: S608 -- likewise


class Search(NamedTuple):
    """Of one citizen: every requirement, and the entries that were applied for lately."""

    requirements: list[Requirement]
    entries: list[Entry]


async def searches(db: Database, caseworker: str, *, since: str) -> dict[str, Search]:
    """{citizen: their search} of those who have a requirement; entries applied for on the date `since` or later."""
    found: dict[str, Search] = {}
    for row in await db.run(_REQUIREMENTS, caseworker, caseworker):
        search = found.setdefault(row["citizen"], Search([], []))
        search.requirements.append(loaded(BY_STRUCT[Requirement], row, Requirement))
    for row in await db.run(_ENTRIES, caseworker, caseworker, since) if found else ():
        if search := found.get(row["citizen"]):
            search.entries.append(loaded(BY_STRUCT[Entry], row, Entry))
    return found
