"""`konkret restored`: what has to happen once a backup was put back, before anybody is served from it."""

from backend.config import Settings
from backend.store import deployment, people
from backend.store.driver import StoreError
from backend.store.engine import Database, connect
from backend.store.migrate import head, migrate

TOLD = (
    "The data base has a new epoch: each phone now fetches its record anew, and sends again what is not here "
    "of what it has sent in the last {hours} hours."
)
NOTHING = "nobody is in this data base, so no backup was put back yet: do that first, then run this"


class NothingRestored(StoreError):
    """There is nothing here that a backup could have brought."""


async def restored(settings: Settings) -> str:
    """Give the data base a new epoch, and say so in one sentence. Raises StoreError with nothing touched."""
    if not settings.database_url and not settings.sqlite_file.exists():
        raise NothingRestored(NOTHING)
    db = connect(settings)
    await db.start()
    try:
        await _must_hold_people(db)
        await migrate(db)
        await deployment.begin_epoch(db)
    finally:
        await db.close()
    return TOLD.format(hours=settings.backup_horizon_hours)


async def _must_hold_people(db: Database) -> None:
    with db.bound():
        if not await head(db) or not await people.anyone():
            raise NothingRestored(NOTHING)
