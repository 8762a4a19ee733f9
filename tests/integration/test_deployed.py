"""Deployments of one process: they may be served by the same application, and know nothing of each other."""

import pytest

from backend.config import Settings
from backend.store.engine import Database
from tests.support.databases import Databases, opened
from tests.support.people import konkret_on


@pytest.fixture
def others(databases: Databases) -> Settings:
    """Settings of a second town."""
    return databases.fresh("sqlite", stage="settled")


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_an_application_that_serves_again_knows_nothing_of_whom_it_served(
    database: Database, settings: Settings, others: Settings
) -> None:
    async with konkret_on(database, settings) as first, first.signed_in("Anne Holm") as anne:
        cookie = dict(anne.http.cookies)
        await first.db.run("UPDATE person SET name = {} WHERE name = {}", "Anne Ny", "Anne Holm")
        assert "Anne Ny" in await anne.goes_to("/log-ind")
    async with (
        opened(others) as db,
        konkret_on(db, others, public_url="https://andre.test") as second,
        second.visitor() as bo,
    ):
        assert second.app is first.app, "else this test tells nothing"
        await bo.goes_to("/log-ind")
        assert bo.status == 400, "a name of the former deployment"
        bo.http.base_url = "https://andre.test"
        bo.http.cookies.update(cookie)
        page = await bo.goes_to("/")
        assert bo.address == "/log-ind"
        assert "Anne Holm" in page
        assert "Anne Ny" not in page


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_two_at_once_have_an_application_each(database: Database, settings: Settings, others: Settings) -> None:
    async with (
        konkret_on(database, settings) as first,
        opened(others) as db,
        konkret_on(db, others) as second,
        first.signed_in("Anne Holm") as here,
        second.signed_in("Anne Holm") as there,
    ):
        assert first.app is not second.app
        await first.db.run("UPDATE person SET name = {} WHERE name = {}", "Anne Ny", "Anne Holm")
        assert "Anne Ny" in await here.goes_to("/log-ind")
        assert "Anne Holm" in await there.goes_to("/log-ind")
