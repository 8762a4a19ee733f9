"""Writes the demo town, with the versions, sums and reminders that commands would have left."""

from typing import TYPE_CHECKING, Any

from msgspec import structs

from backend.domain.course import Course
from backend.domain.reminding.plan import RULES
from backend.store import reminders, tables
from backend.store.engine import current
from backend.store.kinds import BY_STRUCT, stored
from sync.server.checksum import MODULUS, mark

if TYPE_CHECKING:
    from backend.demo.town import Household, Town

AT_ONCE = 100


async def settle(town: "Town", *, now: int) -> None:
    """Everybody moves in, inside a transaction. `now` is an instant: what lies before it needs no reminder."""
    await tables.Organisation.insert(*(tables.Organisation(**structs.asdict(each)) for each in town.organisations))
    everyone = [*town.caseworkers, *(household.citizen for household in town.households), *town.operators]
    await tables.Person.insert(*(tables.Person(**structs.asdict(each)) for each in everyone))
    rows: dict[type[Any], list[Any]] = {}
    for household in town.households:
        await _record(household, rows)
    for table, values in rows.items():
        for start in range(0, len(values), AT_ONCE):
            await table.insert(*values[start : start + AT_ONCE])
    await reminders.keep_in_step(current(), [household.citizen.id for household in town.households], now=now)


async def _record(household: "Household", rows: dict[type[Any], list[Any]]) -> None:
    """The record's own row at once, since the others point to it; the others are gathered by table."""
    citizen = household.citizen.id
    checksum = 0
    for version, row in enumerate(household.rows, start=1):
        kind = BY_STRUCT[type(row)]
        values: dict[str, Any] = stored(structs.replace(row, version=version)) | {"citizen": citizen}
        if isinstance(row, Course):
            values |= _hands(household)
        rows.setdefault(kind.table, []).append(kind.table(**values))
        checksum += mark(kind.name, row.id, version)
    await tables.Record.insert(
        tables.Record(id=citizen, version=len(household.rows), checksum=checksum % MODULUS, forgotten=0, planned=RULES)
    )


def _hands(household: "Household") -> dict[str, str]:
    return {
        "caseworker_id": household.caseworker.id,
        "organisation_id": household.caseworker.organisation,
        "akasse_caseworker_id": household.akasse_caseworker.id,
        "akasse_id": household.akasse_caseworker.organisation,
    }
