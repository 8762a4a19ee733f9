"""What every test may ask for by name."""

from collections.abc import AsyncGenerator

import pytest

from backend.config import Settings
from backend.store.engine import Database
from tests.support.people import Konkret, konkret_on

pytest_plugins = ["tests.support.databases", "tests.support.chromium"]


@pytest.fixture
async def konkret(database: Database, settings: Settings) -> AsyncGenerator[Konkret]:
    """One deployment with its demo town, on SQLite and on PostgreSQL in turn."""
    async with konkret_on(database, settings) as deployed:
        yield deployed
