"""What should never happen between a phone and the server, and does: the operators are told, the phone goes on."""

from collections.abc import Generator
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.support.people import Konkret
from tests.support.sync_web import Line


@pytest.fixture
def told() -> Generator[list[Any]]:
    """What stands in the log of the server."""
    with capture_logs() as logs:
        yield logs


async def test_a_phone_whose_rows_are_not_those_of_the_server_is_told_of_once(
    konkret: Konkret, told: list[Any]
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        job = line.job()
        del line.phone.rows["job"][job]
        for _ in range(2):
            await line.sync()
        assert job in line.phone.rows["job"]
        for _ in range(2):
            await line.sync()
        (one,) = told
        assert (one["event"], one["log_level"], one["mismatches"]) == ("a phone held other rows", "error", 1)
        assert (one["person"], one["device"]) == (line.phone.person, line.phone.device)
