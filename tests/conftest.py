"""What every test may ask for by name."""

import gc
from collections.abc import AsyncGenerator

import pytest

from backend.config import Settings
from backend.store.engine import Database
from tests.support.people import Konkret, konkret_on

# Every deployment of a test leaves a hundred thousand objects in circles: looking for them took a sixth of a run.
gc.set_threshold(50_000, 10, 10)

pytest_plugins = ["tests.support.databases", "tests.support.chromium", "tests.support.certificates"]


@pytest.fixture
async def konkret(database: Database, settings: Settings) -> AsyncGenerator[Konkret]:
    """One deployment with its demo town, on SQLite and on PostgreSQL in turn."""
    async with konkret_on(database, settings) as deployed:
        yield deployed


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make soak` takes more steps than every run of the tests can afford."""
    parser.addoption("--sync-steps", type=int, default=1_000, help="steps of the sync machine on each store")


@pytest.fixture
def sync_steps(request: pytest.FixtureRequest) -> int:
    """Steps of the sync machine on each store."""
    return int(str(request.config.getoption("--sync-steps")))
