"""What should never happen between a phone and the server, and does: the operators are told, the phone goes on."""

from collections.abc import Generator
from typing import Any

import pytest
from structlog.testing import capture_logs

from backend.clock import fresh_id
from tests.support.people import Konkret
from tests.support.sync_phone import Kept
from tests.support.sync_web import Line

APPLICATION = {"title": "Kranfører", "employer": "Kajens Folk", "place": "", "link": "", "note": ""}
SET_ASIDE = "Ændringer fra telefoner sat til side efter fejl hos os"


@pytest.fixture
def told() -> Generator[list[Any]]:
    """What stands in the log of the server."""
    with capture_logs() as logs:
        yield logs


def _applies(line: Line) -> Kept:
    """Somebody writes in their joblog."""
    args = APPLICATION | {"id": fresh_id(), "applied_on": "2026-11-24", "channel": "posted"}
    return line.phone.save("joblog.add", args, at=1)


def _breaks(sql: str) -> None:
    if "INTO joblog" in sql:
        raise OSError("the disk says no")


async def _set_aside(konkret: Konkret) -> str:
    """How many changes «Drift» says were set aside."""
    async with konkret.signed_in("Signe Falk") as signe:
        page = await signe.goes_to("/drift")
        return page.split(SET_ASIDE)[1].split("</td>")[0].split(">")[-1]


async def test_a_change_that_fails_three_times_is_set_aside_told_of_and_holds_nothing_up(
    konkret: Konkret, told: list[Any]
) -> None:
    assert await _set_aside(konkret) == "0"
    async with konkret.signed_in("Anne Holm") as anne:
        line = await Line.of(anne)
        await line.sync()
        broken = _applies(line)
        tick = line.phone.save("job.decline", {"job": line.job(), "reason": "For langt væk"}, at=2)
        konkret.db.listener = _breaks
        statuses: list[int] = []
        while broken.verdict is None:
            sent = line.phone.send()
            answer = await line.post(sent.body)
            statuses.append(answer.status_code)
            line.phone.take(sent, answer.status_code, answer.content)
        konkret.db.listener = None
        assert statuses == [500, 500, 200]
        assert (broken.verdict["state"], (tick.verdict or {})["state"]) == ("parked", "accepted")
        assert line.phone.unaccepted() == [broken]
    assert [(each["event"], each["command"], each["attempts"], each["parked"]) for each in told] == [
        ("mutation failed", "joblog.add", attempt, attempt == len(statuses)) for attempt in (1, 2, 3)
    ]
    assert await _set_aside(konkret) == "1"


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
