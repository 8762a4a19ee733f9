"""What operators read: enough to mend a fault, and nothing of what people typed."""

from collections.abc import Generator

import pytest
import structlog

from backend.commands import joblog
from backend.commands.write import Write
from backend.serving import log_from
from tests.support.people import Konkret


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Generator[pytest.CaptureFixture[str]]:
    """What is logged during a test, as in a deployment."""
    log_from("warning")
    yield capsys
    structlog.reset_defaults()


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_fault_is_told_without_what_was_typed(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch, lines: pytest.CaptureFixture[str]
) -> None:
    async def broken(_write: Write, _args: joblog.Add) -> None:
        raise RuntimeError("thought of by nobody")

    monkeypatch.setattr(joblog, "add", broken)
    async with konkret.signed_in("Anne Holm") as anne:
        await anne.goes_to("/joblog/ny")
        await anne.sends("/joblog", title="Fyrpasser", employer="Fyret", note="Min læge siger nej")
        assert anne.status == 500
        assert "Min læge siger nej" in anne.page, "what was typed is not lost"
    told = lines.readouterr().err
    assert "RuntimeError: thought of by nobody" in told
    assert "/joblog" in told
    for word in ("læge", "Fyrpasser", "Anne", dict(anne.http.cookies)["konkret"]):
        assert word not in told


def test_what_is_less_grave_than_asked_for_is_left_out(lines: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("of no concern")
    structlog.get_logger().warning("of some concern")
    told = lines.readouterr().err
    assert "of some concern" in told
    assert "of no concern" not in told
