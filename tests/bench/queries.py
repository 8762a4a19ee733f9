"""How many statements one start page costs the data base."""

from tests.bench.report import Row
from tests.support.databases import Databases, opened
from tests.support.people import konkret_on


async def measured(databases: Databases) -> list[Row]:
    """The row about statements, the lookup of who is asking among them."""
    settings = databases.fresh("sqlite")
    said: list[str] = []
    async with opened(settings) as db, konkret_on(db, settings) as konkret, konkret.signed_in("Anne Holm") as anne:
        db.listener = said.append
        await anne.goes_to("/")
        assert "Hej Anne" in anne.page
        db.listener = None
    return [Row(name="statements for a home page", value=len(said), unit="")]
