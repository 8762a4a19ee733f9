"""People: who may sign in, and who they are."""

from backend.domain.errors import NotFound
from backend.domain.ids import is_id
from backend.domain.people import Person, alphabetical
from backend.store import tables


async def find(person: str) -> Person | None:
    """The person of that id."""
    row = await tables.Person.select().where(tables.Person.id == person).first() if is_id(person) else None
    return Person(**row) if row else None


async def anyone() -> bool:
    """Whether anybody is known at all."""
    return await tables.Person.exists()


async def is_known(name: str) -> bool:
    """Whether somebody bears that name."""
    return await tables.Person.exists().where(tables.Person.name == name)


async def everyone() -> list[Person]:
    """All people by name: for the demo town's sign-in page alone."""
    found = [Person(**row) for row in await tables.Person.select()]
    return sorted(found, key=lambda person: alphabetical(person.name))


async def named(name: str) -> Person:
    """The one person of that name or id. Raises NotFound, also when several bear the name."""
    row = tables.Person
    found = await row.select().where((row.id == name) | (row.name == name)).limit(2)
    if len(found) != 1:
        raise NotFound(f"{len(found) or 'no'} people are called {name}" + (": give the id" if found else ""))
    return Person(**found[0])
