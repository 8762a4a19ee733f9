"""Operators: let in, and let in no longer, by whoever has the console; each time it is written down."""

from backend.commands.write import Ground
from backend.domain.errors import Invalid, NotFound
from backend.domain.people import Person
from backend.store import operators, people
from backend.store.operators import Appointment, What

LONGEST = 200


async def appoint(ground: Ground, name: str, *, by_whom: str) -> Person:
    """Make somebody new of that name, who sees «Drift» and nothing else. Raises Invalid where somebody bears it."""
    async with ground.db.transaction():
        if not 0 < len(name) <= LONGEST or await people.is_known(name):
            raise Invalid({"name": f"the name must have 1 to {LONGEST} characters and be nobody's yet"})
        organisation = await operators.organisation(ground.db, fresh_id=ground.fresh_id)
        person = Person(id=ground.fresh_id(), name=name, role="operator", organisation=organisation)
        await operators.add(ground.db, person)
        await _note(ground, person, "appointed", by_whom=by_whom)
    return person


async def dismiss(ground: Ground, name: str, *, by_whom: str) -> Person:
    """Let the operator of that name or id in no longer, from now on. Raises NotFound for whoever is none."""
    async with ground.db.transaction():
        person = await people.named(name)
        if person.role != "operator":
            raise NotFound(f"{name} is no operator")
        await operators.remove(ground.db, person.id)
        await _note(ground, person, "dismissed", by_whom=by_whom)
    return person


async def _note(ground: Ground, person: Person, what: What, *, by_whom: str) -> None:
    await operators.note(
        ground.db,
        Appointment(
            id=ground.fresh_id(), person=person.id, name=person.name, what=what, by_whom=by_whom, at=ground.clock()
        ),
    )
